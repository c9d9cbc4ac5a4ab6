// Shader text shared by all draws: placement and state look-ups, light, fog. Strings only.
import { rowsPerLine } from "../placements.ts";

/** Number of states the palette holds; spare ones are grey. */
export const maxStates = 24;
export const maxPaints = 24;

export const placementGlsl = /* glsl */ `
uniform highp sampler2D placements;
uniform highp usampler2D states;
uniform vec3 stateColors[${maxStates}];
uniform float stateLoud[${maxStates}];

vec4 placementOf(uint row, int part) {
  int index = int(row);
  return texelFetch(placements, ivec2((index % ${rowsPerLine}) * 2 + part, index / ${rowsPerLine}), 0);
}
uvec4 stateOf(uint row) {
  int index = int(row);
  return texelFetch(states, ivec2(index % 256, index / 256), 0);
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
uniform vec3 light;
uniform vec3 background;
uniform vec2 fog;

vec3 lit(vec3 paint, vec3 normal, float shade) {
  float up = normal.z * 0.5 + 0.5;
  vec3 key = normalize(vec3(-0.35, -0.62, 0.7));
  float direct = max(0.0, dot(normal, key));
  return paint * (mix(light.y, light.x, up) + light.z * direct) * shade;
}
vec3 faded(vec3 color, float distanceM) {
  return mix(color, background, smoothstep(fog.x, fog.y, distanceM));
}
`;
