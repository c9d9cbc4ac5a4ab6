// How every material takes light. Operator themes: flat light from the sky, the ground and one key. Show theme: the hall's
// lamps and windows, matt and mirrored, and the response of a film. Shader text only; plant frame, linear light.
import { lightGlsl } from "./common.ts";
import { hallLightGlsl } from "./hall-light.ts";

/**
 * `surface(paint, normal, point, shade, roughness, metal)`: colour of a point before fading. `shade` = light from the sky that
 * reaches it, 0..1 (baked). `filmed(color)`: what the show theme's exposure makes of light; exact colours are never filmed.
 * With MATT defined (no GPU) nothing is mirrored, and it may run per vertex.
 */
export const surfaceGlsl = /* glsl */ `
${lightGlsl}
${hallLightGlsl}
uniform float show;
uniform vec3 eye;

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
  if (show < 0.5) return lit(paint, normal, shade);
  // A soft key from the front gives form; corners that see little of the hall see little of it too.
  vec3 key = normalize(vec3(-0.45, -0.62, 0.64));
  float direct = max(0.0, dot(normal, key));
  float open = shade * shade;
  vec3 matt = paint * (hallDiffuse(point, normal) * 0.78 * mix(open, 1.0, 0.12) + vec3(1.0, 0.98, 0.95) * (0.34 * direct * open));
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
`;
