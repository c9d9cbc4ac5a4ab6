// How a coated floor takes the hall's light, for the slab and for everything painted on it. Strings only.
import { surfaceGlsl } from "./surface.ts";

/**
 * `epoxy(paint, place, gloss)`: colour of a point of the floor (plant frame, metres). Long waves of the coat and fine wear make the
 * mirrored lamps soft and slightly broken; sunlight falls through the window band.
 */
export const floorGlsl = /* glsl */ `
${surfaceGlsl}
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
#ifdef MATT
  return surface(paint, vec3(0.0, 0.0, 1.0), at, shade, 0.3, 0.0);
#else
  float wear = floorNoise(place * 0.45) * 0.6 + floorNoise(place * 2.3) * 0.4;
  vec2 wave = vec2(floorNoise(place * 0.31), floorNoise(place * 0.31 + 37.0)) - 0.5;
  vec3 normal = normalize(vec3(wave * 0.004, 1.0));
  float roughness = mix(0.5, 0.1 + 0.05 * wear, gloss);
  // Far away a pixel sees many waves at once.
  roughness += 0.1 * clamp(length(eye - at) / 160.0, 0.0, 1.0);
  return surface(paint * (0.97 + 0.06 * wear), normal, at, shade, roughness, 0.0);
#endif
}
`;
