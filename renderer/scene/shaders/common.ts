// Shader text shared by all draws: placement and state look-ups, light, fog. Strings only.
import { rowsPerLine } from "../placements.ts";

/**
 * Places in each line of the palette texture, and its lines: colours of paints; of states, with their loudness as alpha; surfaces
 * of paints (roughness, metalness, pattern); facts of states (segment of the tower lamp).
 */
export const paletteWidth = 64;
export const paletteLines = 4;
/** Among the colours of states, behind the last: the colour of findings. */
export const findingColorAt = 22;

/** Colours by number: a small texture instead of arrays, which would be sent again for every material in every frame. */
export const paletteGlsl = /* glsl */ `
uniform highp sampler2D palette;
vec3 paintOf(int paint) {
  return texelFetch(palette, ivec2(paint, 0), 0).rgb;
}
vec4 stateColorOf(int state) {
  return texelFetch(palette, ivec2(state, 1), 0);
}
vec3 surfaceOf(int paint) {
  return texelFetch(palette, ivec2(paint, 2), 0).xyz;
}
int lampOf(int state) {
  return int(texelFetch(palette, ivec2(state, 3), 0).x);
}
`;

export const placementGlsl = /* glsl */ `
uniform highp sampler2D placements;
uniform highp usampler2D states;

vec4 placementOf(uint row, int part) {
  int index = int(row);
  return texelFetch(placements, ivec2((index % ${rowsPerLine}) * 2 + part, index / ${rowsPerLine}), 0);
}
uvec2 stateOf(uint row) {
  int index = int(row);
  uvec4 pair = texelFetch(states, ivec2((index >> 1) % 256, (index >> 1) / 256), 0);
  return (index & 1) == 0 ? pair.xy : pair.zw;
}
vec2 turned(vec2 v, float heading) {
  float c = cos(heading);
  float s = sin(heading);
  return vec2(c * v.x - s * v.y, s * v.x + c * v.y);
}
const uint noRow = 0xffffffffu;
`;

/** Light from the sky, the ground and one key, on normals of the plant frame; then fading into the background. */
export const lightGlsl = /* glsl */ `
${paletteGlsl}
uniform vec3 light;
uniform vec3 background;
uniform vec2 fog;

vec3 lit(vec3 paint, vec3 normal, float shade) {
  float up = normal.z * 0.5 + 0.5;
  vec3 key = normalize(vec3(-0.35, -0.62, 0.7));
  float direct = max(0.0, dot(normal, key));
  return paint * (mix(light.y, light.x, up) + light.z * direct) * shade;
}
// How much of something is left before the fog.
float seenAt(float distanceM) {
  return 1.0 - smoothstep(fog.x, fog.y, distanceM);
}
vec3 faded(vec3 color, float distanceM) {
  return mix(color, background, smoothstep(fog.x, fog.y, distanceM));
}
`;
