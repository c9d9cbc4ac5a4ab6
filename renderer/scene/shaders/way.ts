// Shaders of the ways between assets: belts and what is painted under them. Strings only.
import { paintIndex } from "../palette.ts";
import { lightGlsl } from "./common.ts";
import { surfaceGlsl, surfaceVertexGlsl } from "./surface.ts";

/** Texels in a line of the texture of segments. */
export const segmentsWidth = 1024;

const segmentGlsl = /* glsl */ `
uniform highp sampler2D segments;
attribute uint row;
vec4 segmentPart(int part) {
  int index = int(row) * 2 + part;
  return texelFetch(segments, ivec2(index % ${segmentsWidth}, index / ${segmentsWidth}), 0);
}
const uint noRow = 0xffffffffu;
varying vec2 along;
flat varying int kind;
varying float distanceM;
/** What a segment leads on: from, to, width or half width in the fraction, metres so far. */
struct Segment {
  vec4 from;
  vec4 to;
  vec2 ahead;
  float lengthM;
};
Segment segmentOf() {
  vec4 from = segmentPart(0);
  vec4 to = segmentPart(1);
  kind = int(from.w);
  vec2 leg = to.xy - from.xy;
  return Segment(from, to, leg / max(length(leg), 1e-6), length(leg));
}
/** Puts the vertex at a plant point ahead and to the left of the segment's beginning. */
vec3 placed(Segment segment, vec2 local, float z) {
  vec3 point = vec3(segment.from.xy + segment.ahead * local.x + vec2(-segment.ahead.y, segment.ahead.x) * local.y, z);
  vec4 view = modelViewMatrix * vec4(point, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
  return point;
}
`;

export const beltVertex = /* glsl */ `
${segmentGlsl}
${surfaceVertexGlsl}
attribute vec3 offset;
attribute vec4 tint;
varying vec3 worldPoint;
varying vec3 worldNormal;
varying float skyLight;
flat varying int paint;
flat varying float top;
void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  Segment segment = segmentOf();
  float widthM = fract(segment.from.w) * 10.0;
  // A belt may rise: it is as long as the way of the parts on it.
  float lengthM = length(segment.to.xyz - segment.from.xyz);
  vec2 local = vec2((position.x + 0.5) * lengthM + offset.x, offset.y + position.y * widthM);
  float plane = mix(segment.from.z, segment.to.z, clamp(local.x / lengthM, 0.0, 1.0));
  // Feet stand on the floor below the lower end; everything else hangs from the transport plane.
  float lowest = min(segment.from.z, segment.to.z);
  worldPoint = placed(segment, local, offset.z > 0.5 ? plane + (offset.z - 0.85) : offset.z + lowest - 0.85);
  worldNormal = vec3(segment.ahead * normal.x + vec2(-segment.ahead.y, segment.ahead.x) * normal.y, normal.z);
  paint = int(tint.x + 0.5);
  skyLight = tint.y / 255.0;
  top = paint == ${paintIndex("roller")} && normal.z > 0.5 ? 1.0 : 0.0;
  along = vec2(local.x + segment.to.w, local.y / (widthM * 0.5));
}
`;

export const beltFragment = /* glsl */ `
${surfaceGlsl}
uniform float showFlow;
uniform vec3 labelText;
varying vec3 worldPoint;
varying vec3 worldNormal;
varying float skyLight;
flat varying int paint;
varying vec2 along;
flat varying float top;
flat varying int kind;
varying float distanceM;
void main() {
  vec3 base = paintOf(paint);
  float shade = skyLight;
  if (top > 0.5) {
    float turn = along.x / 0.14;
    float width = fwidth(turn);
    float bar = abs(fract(turn) - 0.5) * 2.0;
    shade *= mix(1.12 - 0.75 * bar * bar * bar, 0.93, clamp(width * 1.6, 0.0, 1.0));
    if (showFlow > 0.5) {
      float wave = (along.x + abs(along.y) * 0.22) / 0.9;
      float soft = fwidth(wave);
      float edge = abs(fract(wave) - 0.5);
      float chevron = (1.0 - smoothstep(0.09, 0.09 + soft, edge)) * clamp(0.5 / max(soft, 1e-4) - 0.6, 0.0, 1.0);
      base = mix(base, labelText, chevron * mix(0.3, 0.16, show) * step(abs(along.y), 0.8));
    }
  }
  vec3 properties = surfaceOf(paint);
  vec3 color = surface(base, normalize(worldNormal), worldPoint, shade, properties.x, properties.y);
  gl_FragColor = vec4(faded(color, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

export const laneVertex = /* glsl */ `
${segmentGlsl}
flat varying float side;
void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  Segment segment = segmentOf();
  float halfM = kind == 3 ? 0.85 : fract(segment.from.w) * 5.0 + 0.33;
  side = halfM - 0.33;
  float beyond = kind == 3 ? halfM : 0.0;
  vec2 local = vec2((position.x + 0.5) * (segment.lengthM + 2.0 * beyond) - beyond, position.y * 2.0 * halfM);
  placed(segment, local, kind == 3 ? 0.0 : min(segment.from.z, segment.to.z) - 0.85);
  along = vec2(local.x + segment.to.w, local.y);
}
`;

export const laneFragment = /* glsl */ `
${lightGlsl}
uniform vec3 laneColor;
uniform vec3 markingColor;
uniform float shadow;
uniform float showFlow;
varying vec2 along;
flat varying int kind;
flat varying float side;
varying float distanceM;
void main() {
  vec4 color;
  float across = abs(along.y);
  if (kind == 3) {
    float soft = fwidth(across);
    float border = smoothstep(0.72 - soft, 0.72, across) * (1.0 - smoothstep(0.8, 0.8 + soft, across));
    float inside = 1.0 - smoothstep(0.8, 0.8 + soft, across);
    float wave = (along.x + across * 0.9) / 4.0;
    float softWave = fwidth(wave);
    float chevron = 1.0 - smoothstep(0.045, 0.045 + softWave, abs(fract(wave) - 0.5));
    chevron *= (1.0 - smoothstep(0.4, 0.4 + soft, across)) * showFlow;
    color = vec4(mix(laneColor, markingColor, max(border, chevron)), inside * mix(0.55, 0.9, max(border, chevron)));
  } else {
    color = vec4(0.0, 0.0, 0.0, shadow * 0.9 * (1.0 - smoothstep(side - 0.22, side + 0.33, across)));
  }
  color.a *= seenAt(distanceM);
  gl_FragColor = color;
  #include <colorspace_fragment>
}
`;
