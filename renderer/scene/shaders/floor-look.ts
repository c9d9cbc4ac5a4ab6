// How a coated floor takes the hall's light, for the slab and for everything painted on it. Strings only.
import { surfaceGlsl } from "./surface.ts";

/**
 * `epoxy(paint, place, gloss)`: colour of a point of the floor (plant frame, metres). Long waves of the coat and fine wear make the
 * mirrored lamps soft and slightly broken; sunlight falls through the window band.
 */
export const floorGlsl = /* glsl */ `
${surfaceGlsl}
#ifndef MATT
uniform sampler2D mirror;
uniform mat4 mirrorFromPlant;
uniform float mirrorOn;
#endif
float floorGrain(vec2 cell) {
  vec2 p = fract(cell * vec2(0.1031, 0.1030));
  p += dot(p, p.yx + 33.33);
  return fract((p.x + p.y) * p.x);
}
float floorNoise(vec2 at) {
  vec2 cell = floor(at);
  vec2 f = at - cell;
  f = f * f * (3.0 - 2.0 * f);
  float low = mix(floorGrain(cell), floorGrain(cell + vec2(1.0, 0.0)), f.x);
  float high = mix(floorGrain(cell + vec2(0.0, 1.0)), floorGrain(cell + vec2(1.0, 1.0)), f.x);
  return mix(low, high, f.y);
}
vec3 epoxy(vec3 paint, vec2 place, float gloss) {
  vec3 at = vec3(place, 0.0);
  vec4 walls = vec4(place - hallLow.xy, hallHigh.xy - place);
  float corner = min(min(walls.x, walls.y), min(walls.z, walls.w));
  float shade = 0.78 + 0.22 * smoothstep(0.0, 2.2, corner);
  vec3 up = vec3(0.0, 0.0, 1.0);
  vec3 sun = vec3(1.0, 0.95, 0.86) * (0.3 * hallSun(at));
  float direct = 0.64;
#ifndef MATT
  direct *= keyLight(at, up);
#endif
  vec3 matt = paint * (hallDiffuse(at, up) * 0.62 * shade + vec3(1.0, 0.98, 0.95) * (0.26 * direct) + sun);
#ifdef MATT
  return filmed(matt);
#else
  float wear = floorNoise(place * 0.45) * 0.6 + floorNoise(place * 2.3) * 0.4;
  vec2 wave = vec2(floorNoise(place * 0.31), floorNoise(place * 0.31 + 37.0)) - 0.5;
  vec3 normal = normalize(vec3(wave * 0.004, 1.0));
  vec3 toEye = normalize(eye - at);
  float facing = clamp(dot(normal, toEye), 0.0, 1.0);
  // A walked-on coat: at grazing angles it mirrors far less than glass does.
  float mirrored = 0.035 + 0.3 * pow(1.0 - facing, 4.0);
  // Far away a pixel sees many waves at once.
  float roughness = mix(0.5, 0.1 + 0.06 * wear, gloss) + 0.1 * clamp(length(eye - at) / 160.0, 0.0, 1.0);
  vec3 light = hallLight(at, reflect(-toEye, normal), roughness);
  // Lamps are brighter than a film holds; their image is kept below white.
  light = light / (1.0 + 0.16 * max(light.r, max(light.g, light.b)));
  if (mirrorOn > 0.5) {
    // Machines mirrored as they are drawn; where none is, the hall in closed form.
    vec4 seen = mirrorFromPlant * vec4(at, 1.0);
    vec4 image = textureLod(mirror, seen.xy / seen.w + wave * 0.004, 1.2 + 6.0 * roughness);
    light = mix(light, image.rgb / max(image.a, 0.02), clamp(image.a, 0.0, 1.0));
  }
  return filmed(matt * (0.97 + 0.06 * wear) * (1.0 - mirrored) + light * mirrored * mix(0.45, 1.0, gloss) * shade);
#endif
}
`;
