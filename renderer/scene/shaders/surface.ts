// How every material takes light. Operator themes: flat light from the sky, the ground and one key. Show theme: the hall's
// lamps and windows, matt and mirrored, and the response of a film. Shader text only; plant frame, linear light.
import { lightGlsl } from "./common.ts";
import { hallLightGlsl } from "./hall-light.ts";

/** Where the key light comes from, plant frame, unit. */
export const keyDirection = [-0.451, -0.622, 0.64] as const;

/**
 * `surface(paint, normal, point, shade, roughness, metal)`: colour of a point before fading. `shade` = light from the sky that
 * reaches it, 0..1 (baked). `filmed(color)`: what the show theme's exposure makes of light; exact colours are never filmed.
 * With FLAT defined (operator themes) it is `lit` alone; with MATT (no GPU) nothing is mirrored, and it may run per vertex.
 */
export const surfaceGlsl = /* glsl */ `
${lightGlsl}
uniform float show;
uniform vec3 eye;
#ifdef FLAT
vec3 surface(vec3 paint, vec3 normal, vec3 point, float shade, float roughness, float metal) {
  return lit(paint, normal, shade);
}
#else
${hallLightGlsl}
#if !defined(MATT) && !defined(VERTEX_STAGE)
uniform highp sampler2D shadowMap;
uniform mat4 shadowFromPlant;
uniform float shadowOn;
uniform float shadowTexelM;

// Share of the key light that reaches a point: twelve looks around it, wider than a texel, so that edges are soft.
float keyLight(vec3 point, vec3 normal) {
  if (shadowOn < 0.5) return 1.0;
  vec3 at = (shadowFromPlant * vec4(point + normal * (shadowTexelM * 2.5 + 0.03), 1.0)).xyz;
  if (min(at.x, at.y) < 0.0 || max(max(at.x, at.y), at.z) > 1.0) return 1.0;
  float spread = 0.055 / (shadowTexelM * 4096.0);
  float turn = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) * 6.2832;
  float seen = 0.0;
  for (int look = 0; look < 12; look++) {
    float angle = float(look) * 2.39996 + turn;
    vec2 away = vec2(cos(angle), sin(angle)) * spread * sqrt((float(look) + 0.5) / 12.0) * 1.6;
    seen += step(at.z - 0.0004, texture2D(shadowMap, at.xy + away).r);
  }
  return seen / 12.0;
}
#endif

// Khronos PBR Neutral tone mapper (Khronos Group, 2024): base colours below 0.8 stay as they are, highlights are compressed.
vec3 filmed(vec3 color) {
  const float start = 0.8 - 0.04;
  const float desaturation = 0.15;
  float low = min(color.r, min(color.g, color.b));
  float offset = low < 0.08 ? low - 6.25 * low * low : 0.04;
  color -= offset;
  float peak = max(color.r, max(color.g, color.b));
  if (peak < start) return color;
  float d = 1.0 - start;
  float newPeak = 1.0 - d * d / (peak + d - start);
  color *= newPeak / peak;
  float g = 1.0 - 1.0 / (desaturation * (peak - newPeak) + 1.0);
  return mix(color, vec3(newPeak), g);
}

vec3 surface(vec3 paint, vec3 normal, vec3 point, float shade, float roughness, float metal) {
  // A soft key from the front gives form; corners that see little of the hall see little of it too.
  float direct = max(0.0, dot(normal, vec3(${keyDirection.join(", ")})));
#if !defined(MATT) && !defined(VERTEX_STAGE)
  if (direct > 0.0) direct *= keyLight(point, normal);
#endif
  float open = shade * shade;
  vec3 matt = paint * (hallDiffuse(point, normal) * 0.68 * mix(open, 1.0, 0.1) + vec3(1.0, 0.98, 0.95) * (0.62 * direct * mix(open, 1.0, 0.3)));
#ifdef MATT
  return filmed(matt * mix(1.0, 0.72, metal));
#else
  vec3 toEye = normalize(eye - point);
  float facing = clamp(dot(normal, toEye), 0.0, 1.0);
  vec3 base = mix(vec3(0.04), paint, metal);
  // Schlick (1994), damped on rough surfaces.
  vec3 fresnel = base + (max(vec3(1.0 - roughness), base) - base) * pow(1.0 - facing, 5.0);
  vec3 mirrored = hallLight(point, reflect(-toEye, normal), roughness) * fresnel * mix(open, 1.0, 0.25);
  return filmed(matt * (1.0 - metal * 0.92) + mirrored);
#endif
}
#endif
`;

/** The same for a vertex shader: no shadow is looked up there. */
export const surfaceVertexGlsl = `#define VERTEX_STAGE
${surfaceGlsl}`;
