// Shaders of the parts near the eye: where they are follows from the move, what is on them from the steps done. Strings only.
import { paintIndex } from "../palette.ts";
import { moveGlsl } from "./move.ts";
import { pathGlsl } from "./path.ts";
import { surfaceGlsl } from "./surface.ts";

export const productVertex = /* glsl */ `
${moveGlsl}
${pathGlsl}
attribute vec3 offset;
attribute vec4 tint;
attribute uvec2 slotSteps;
uniform highp sampler2D lookTable;
uniform float timeS;
uniform float selectedSlot;
uniform float detailM;
uniform vec3 eye;
varying vec3 worldNormal;
varying vec3 worldPoint;
varying float skyLight;
varying float distanceM;
flat varying int paint;
flat varying vec3 variantColor;
flat varying float mark;
vec2 turned(vec2 v, float heading) {
  float c = cos(heading);
  float s = sin(heading);
  return vec2(c * v.x - s * v.y, s * v.x + c * v.y);
}
void main() {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  if (slotSteps.x == 0xffffffffu) return;
  int group = int(tint.z + 0.5);
  if (group > 0 && (int(slotSteps.y) & (1 << group)) == 0) return;
  uvec4 move = moveOf(int(slotSteps.x));
  int look = int(move.w >> 16);
  if (look == 0) return;
  vec4 at = pathPoint(move.w & 0xffffu, moveFraction(move, timeS));
  if (distance(at.xyz, eye) > detailM) return;
  worldPoint = vec3(turned(offset.xy, at.w) + at.xy, offset.z + at.z);
  worldNormal = vec3(turned(normal.xy, at.w), normal.z);
  skyLight = tint.y / 255.0;
  paint = int(tint.x + 0.5);
  variantColor = texelFetch(lookTable, ivec2(1, look), 0).rgb;
  mark = float(slotSteps.x) == selectedSlot ? 1.35 : 1.0;
  vec4 view = modelViewMatrix * vec4(worldPoint, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const productFragment = /* glsl */ `
${surfaceGlsl}
uniform float stale;
varying vec3 worldNormal;
varying vec3 worldPoint;
varying float skyLight;
varying float distanceM;
flat varying int paint;
flat varying vec3 variantColor;
flat varying float mark;
void main() {
  vec3 base = paintOf(paint);
  if (paint == ${paintIndex("variant")}) {
    // Variants are told apart quietly where full colours are for the abnormal.
    float grey = dot(variantColor, vec3(0.3, 0.59, 0.11));
    base = mix(vec3(grey), variantColor, stale > 0.5 ? 0.0 : mix(0.55, 1.0, show));
  }
  vec3 properties = surfaceOf(paint);
  vec3 color = surface(base, normalize(worldNormal), worldPoint, skyLight, properties.x, properties.y);
  gl_FragColor = vec4(faded(color * mark, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;
