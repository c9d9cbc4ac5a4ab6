// Shaders of the defects' layer: pins, the way of affected parts, the arc to a suspect, its case, and heat on a part. Strings only.
import { lightGlsl, placementGlsl } from "../shaders/common.ts";
import { pinReach } from "./pin-scale.ts";

const number = (value: number): string => value.toFixed(3);

export const pinVertex = /* glsl */ `
attribute vec3 anchor;
/** Place and size of the picture in the atlas, and of the short one: CSS pixels. */
attribute vec4 cell;
attribute vec4 shortCell;
/** Where in them the point is (both stand on their middle), and 1 = it becomes smaller far away. */
attribute vec3 foot;
uniform vec2 resolution;
uniform float pinRatio;
uniform bool isShort;
uniform float atlasSide;
varying vec2 texel;
void main() {
  vec4 clip = projectionMatrix * modelViewMatrix * vec4(anchor, 1.0);
  if (clip.w <= 0.1 || cell.z == 0.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  float metrePx = 0.5 * projectionMatrix[1][1] * resolution.y / (pinRatio * clip.w);
  vec4 from = isShort ? shortCell : cell;
  float scale = foot.z < 0.5 ? 1.0 : clamp(metrePx / ${number(pinReach.wholePx)}, ${number(pinReach.least)}, 1.0);
  vec2 inside = vec2(position.x + 0.5, 0.5 - position.y) * from.zw;
  vec2 stands = vec2(from.z * 0.5, isShort ? foot.y : foot.x);
  vec2 point = floor((clip.xy / clip.w * vec2(0.5, -0.5) + 0.5) * resolution + 0.5);
  // From a whole pixel, so that a picture of whole size is drawn as it lies in the atlas.
  vec2 pixel = floor(point - stands * scale * pinRatio + 0.5) + inside * scale * pinRatio;
  texel = (from.xy + inside) / atlasSide;
  gl_Position = vec4((pixel / resolution * 2.0 - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}
`;

export const pinFragment = /* glsl */ `
uniform sampler2D pictures;
varying vec2 texel;
void main() {
  // The canvas holds sRGB as it is shown.
  vec4 color = texture2D(pictures, texel);
  if (color.a < 0.01) discard;
  gl_FragColor = color;
}
`;

/** Half the width of the way where one part went, where all went, and at least on the screen: metres, metres, CSS pixels. */
const way = { oneM: 0.16, allM: 0.36, leastPx: 2 } as const;
/** At a sharp turn a corner is no farther out than this many half widths. */
const mostMitre = 1.7;

/** Turned to the eye, so that it is seen from any side. */
export const wayVertex = /* glsl */ `
attribute vec3 before;
attribute vec3 after;
/** Metres from its beginning, share of all parts, -1 or 1. */
attribute vec3 along;
uniform vec2 resolution;
uniform float pixelRatio;
varying vec2 place;
varying float halfM;
varying float distanceM;
vec4 clipOf(vec3 point) {
  return projectionMatrix * modelViewMatrix * vec4(point, 1.0);
}
/** Unit, pixels, from one to the other. */
vec2 ahead(vec4 from, vec4 to) {
  vec2 leg = (to.xy / max(to.w, 0.05) - from.xy / max(from.w, 0.05)) * resolution;
  return leg / max(length(leg), 1e-4);
}
void main() {
  vec4 here = clipOf(position);
  distanceM = here.w;
  if (here.w <= 0.1) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec2 comes = ahead(clipOf(before), here);
  vec2 goes = ahead(here, clipOf(after));
  vec2 sum = comes + goes;
  float turns = length(sum);
  vec2 across = turns < 0.2 ? vec2(-comes.y, comes.x) : vec2(-sum.y, sum.x) / turns * min(${number(mostMitre)}, 2.0 / turns);
  float pixelsPerMetre = 0.5 * projectionMatrix[1][1] * resolution.y / here.w;
  float halfPx = max(mix(${number(way.oneM)}, ${number(way.allM)}, along.y) * pixelsPerMetre, ${number(way.leastPx)} * pixelRatio);
  halfM = halfPx / pixelsPerMetre;
  place = vec2(along.x, along.z * halfM);
  gl_Position = vec4(here.xy + across * along.z * halfPx * 2.0 / resolution * here.w, here.zw);
}
`;

export const wayFragment = /* glsl */ `
${lightGlsl}
uniform vec3 shareHigh;
uniform vec3 labelBack;
uniform float show;
uniform float stale;
uniform float timeS;
varying vec2 place;
varying float halfM;
varying float distanceM;
void main() {
  float edge = halfM - abs(place.y);
  float soft = max(fwidth(place.y), 1e-4);
  // Chevrons that point the way; where people are shown the plant they go it, as plant time passes.
  float pitch = 1.8;
  float wave = (place.x + abs(place.y)) / pitch - (show > 0.5 ? timeS * 0.6 : 0.0);
  float wide = max(fwidth(wave), 1e-4);
  float bar = 1.0 - smoothstep(0.17 - wide, 0.17 + wide, abs(fract(wave) - 0.5));
  bar = mix(bar, 0.34, clamp(wide * 3.0 - 0.5, 0.0, 1.0));
  float rim = 1.0 - smoothstep(0.06, 0.06 + soft, edge);
  float alpha = mix(0.36, 0.82, max(bar, rim * 0.8)) * smoothstep(0.0, soft, edge);
  alpha *= seenAt(distanceM);
  vec3 ink = stale > 0.5 ? labelBack * 0.5 : shareHigh;
  gl_FragColor = vec4(ink, alpha);
  #include <colorspace_fragment>
}
`;

/** Thickness of the arc, its arrow's length as a share of it, and how much wider the arrow is. */
const arc = { halfPx: 1.7, arrow: 0.07, wide: 3.4 } as const;
/** Where along the arc its corners are: the arrow begins at a corner. */
export const arcSteps: readonly number[] = [
  ...Array.from({ length: 41 }, (_, step) => ((1 - arc.arrow) * step) / 40),
  1 - arc.arrow + 1e-4,
  1,
];

export const arcVertex = /* glsl */ `
attribute vec3 from;
attribute vec3 to;
attribute float heightM;
uniform vec2 resolution;
uniform float pixelRatio;
varying float distanceM;
vec4 arcPoint(float t) {
  vec3 point = mix(from, to, t) + vec3(0.0, 0.0, 4.0 * heightM * t * (1.0 - t));
  return projectionMatrix * modelViewMatrix * vec4(point, 1.0);
}
void main() {
  float share = position.x;
  vec4 here = arcPoint(share);
  vec4 before = arcPoint(share - 0.01);
  vec4 after = arcPoint(share + 0.01);
  distanceM = here.w;
  if (min(before.w, after.w) <= 0.1) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec2 ahead = normalize((after.xy / after.w - before.xy / before.w) * resolution + vec2(1e-6, 0.0));
  float arrow = ${number(1 - arc.arrow)};
  float wide = heightM <= 0.0 ? 0.6 : share <= arrow ? 1.0 : ${number(arc.wide)} * (1.0 - share) / ${number(arc.arrow)};
  vec2 offset = vec2(-ahead.y, ahead.x) * position.y * wide * ${number(arc.halfPx)} * pixelRatio * 2.0 / resolution;
  gl_Position = vec4(here.xy + offset * here.w, here.z, here.w);
}
`;

export const arcFragment = /* glsl */ `
${lightGlsl}
uniform vec3 shareHigh;
varying float distanceM;
void main() {
  gl_FragColor = vec4(shareHigh, 0.95 * seenAt(distanceM));
  #include <colorspace_fragment>
}
`;

/** How far a case stands off its station, metres. */
const caseOutM = 0.18;

export const caseVertex = /* glsl */ `
${placementGlsl}
attribute uint row;
attribute vec2 face;
varying vec2 onFace;
flat varying vec2 faceM;
varying float up;
varying float distanceM;
void main() {
  vec4 pose = placementOf(row, 0);
  vec4 size = placementOf(row, 1) + vec4(${number(2 * caseOutM)}, ${number(2 * caseOutM)}, ${number(caseOutM)}, 0.0);
  vec3 local = position * size.xyz;
  // Which two sides of the box this face has: see suspect-case.ts.
  faceM = abs(normal.z) > 0.5 ? size.xy : vec2(abs(normal.x) > 0.5 ? size.y : size.x, size.z);
  onFace = face * faceM;
  up = position.z;
  vec4 view = modelViewMatrix * vec4(turned(local.xy, pose.w) + pose.xy, local.z + pose.z, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const caseFragment = /* glsl */ `
${lightGlsl}
uniform vec3 shareHigh;
varying vec2 onFace;
flat varying vec2 faceM;
varying float up;
varying float distanceM;
void main() {
  vec2 from = min(onFace, faceM - onFace);
  vec2 pixel = max(fwidth(onFace), vec2(1e-4));
  vec2 lines = 1.0 - smoothstep(vec2(0.012) + pixel, vec2(0.012) + pixel * 2.0, from);
  float alpha = max(max(lines.x, lines.y) * 0.95, mix(0.3, 0.1, up));
  alpha *= seenAt(distanceM);
  gl_FragColor = vec4(shareHigh, alpha);
  #include <colorspace_fragment>
}
`;

export const heatVertex = /* glsl */ `
attribute vec3 offset;
attribute vec4 tint;
/** Where the middle of the part floats; how it is turned and enlarged; its size, metres; which of its pieces are on it. */
uniform vec3 heatAt;
uniform mat3 heatTurn;
uniform vec3 heatSize;
uniform uint heatPieces;
uniform vec3 eye;
varying vec3 inField;
varying vec3 worldNormal;
varying vec3 toEye;
varying float skyLight;
varying float distanceM;
flat varying int paint;
void main() {
  uint piece = uint(tint.z + 0.5);
  if (piece > 0u && (heatPieces & (1u << piece)) == 0u) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  inField = vec3(offset.xy / heatSize.xy + 0.5, offset.z / heatSize.z);
  vec3 point = heatAt + heatTurn * (offset - vec3(0.0, 0.0, 0.5 * heatSize.z));
  worldNormal = heatTurn * normal;
  toEye = eye - point;
  skyLight = tint.y / 255.0;
  paint = int(tint.x + 0.5);
  vec4 view = modelViewMatrix * vec4(point, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const heatFragment = /* glsl */ `
${lightGlsl}
uniform sampler3D field;
uniform vec3 shareLow;
uniform vec3 shareHigh;
varying vec3 inField;
varying vec3 worldNormal;
varying vec3 toEye;
varying float skyLight;
varying float distanceM;
flat varying int paint;
void main() {
  float dense = texture(field, inField).r;
  vec3 normal = normalize(worldNormal);
  float rim = pow(1.0 - abs(dot(normal, normalize(toEye))), 3.0);
  // One hue from little to most: as pale as the ghost where there is little, the findings' own where there is most.
  float tone = 0.5 + 0.62 * dot(paintOf(paint), vec3(0.3, 0.59, 0.11));
  vec3 ghost = mix(lit(shareLow * tone, normal, 0.3 + 0.7 * skyLight), shareHigh, 0.45 * rim);
  // By its root, so that a single defect is seen beside many.
  float share = sqrt(clamp((dense - 0.03) / 0.9, 0.0, 1.0));
  float alpha = mix(0.78, 0.97, max(rim, share));
  vec3 color = mix(ghost, shareHigh, share);
  alpha *= seenAt(distanceM);
  gl_FragColor = vec4(color, alpha);
  #include <colorspace_fragment>
}
`;
