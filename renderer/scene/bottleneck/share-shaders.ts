// Shaders of the bottleneck: pads, ring, gauges, ribbon of flow, and the curtain of light of the show theme. Strings only.
import { lightGlsl, placementGlsl } from "../shaders/common.ts";

/** Stations of one constraint that are ringed together. */
export const mostMembers = 8;
/** From a station's edge: how far its pad reaches, and where the ring of the constraint begins and ends, metres. */
export const padM = 0.95;
export const haloFromM = 0.98;
const haloM = 0.3;
/** How far the pulse runs beyond the ring. */
const pulseM = 2.4;
/** A share from which on the colour is the strongest: half of the path is as much as one resource ever has for long. */
const fullShare = 0.4;
/** A gauge: from the belt's edge, and its width. */
const gaugeFromM = 0.2;
const gaugeM = 0.34;

const metres = (value: number): string => value.toFixed(2);

/** `awayFromConstraint(place)`: metres to the nearest station of the constraint, and which that is. */
export const constraintGlsl = /* glsl */ `
uniform vec4 memberAt[${mostMembers}];
uniform vec4 memberHalf[${mostMembers}];
uniform int members;
vec2 awayFromConstraint(vec2 place) {
  vec2 nearest = vec2(1e6, -1.0);
  for (int index = 0; index < ${mostMembers}; index++) {
    if (index >= members) break;
    vec4 at = memberAt[index];
    vec2 to = place - at.xy;
    vec2 beyond = abs(vec2(at.z * to.x + at.w * to.y, at.z * to.y - at.w * to.x)) - memberHalf[index].xy;
    float away = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0);
    if (away < nearest.x) nearest = vec2(away, memberHalf[index].z);
  }
  return nearest;
}
`;

export const shareVertex = /* glsl */ `
${placementGlsl}
${lightGlsl}
attribute uint row;
attribute float share;
uniform vec4 memberHalf[${mostMembers}];
uniform int members;
uniform vec3 shareLow;
uniform vec3 shareHigh;
uniform vec3 eye;
varying vec2 local;
varying vec2 place;
varying float distanceM;
flat varying vec2 halfSize;
flat varying vec3 padColor;
flat varying float padAlpha;
/** -1 = a pad; else the level of a gauge. */
flat varying float level;
flat varying float ringed;
flat varying float ownRow;
void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 pose = placementOf(row, 0);
  vec4 size = placementOf(row, 1);
  ownRow = float(row);
  ringed = 0.0;
  for (int index = 0; index < ${mostMembers}; index++)
    if (index < members && memberHalf[index].z == ownRow) ringed = 1.0;
  float strength = clamp(share / ${metres(fullShare)}, 0.0, 1.0);
  padColor = mix(shareLow, shareHigh, strength);
  padAlpha = smoothstep(0.0, 0.04, share) * mix(0.75, 0.95, strength);
  level = -1.0;
  halfSize = size.xy * 0.5;
  vec2 middle = vec2(0.0);
  vec2 reach = halfSize + vec2(ringed > 0.5 ? ${metres(haloFromM + haloM + pulseM)} : ${metres(padM + 0.1)});
  if (share < -0.5) {
    level = float(stateOf(row).y) / 255.0;
    // On the side from which it is looked at.
    vec2 toEye = eye.xy - pose.xy;
    float side = dot(toEye, turned(vec2(0.0, 1.0), pose.w)) < 0.0 ? -1.0 : 1.0;
    halfSize = vec2(size.x * 0.5, ${metres(gaugeM / 2)});
    middle = vec2(0.0, side * (size.y * 0.5 + ${metres(gaugeFromM + gaugeM / 2)}));
    reach = halfSize + vec2(0.06);
  }
  local = position.xy * 2.0 * reach;
  place = turned(local + middle, pose.w) + pose.xy;
  vec4 view = modelViewMatrix * vec4(place, pose.z, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const shareFragment = /* glsl */ `
${lightGlsl}
${constraintGlsl}
uniform vec3 shareHigh;
uniform vec3 labelText;
uniform vec3 labelBack;
uniform vec3 floorColor;
uniform float provisional;
uniform float pulse;
uniform float show;
uniform float stale;
varying vec2 local;
varying vec2 place;
varying float distanceM;
flat varying vec2 halfSize;
flat varying vec3 padColor;
flat varying float padAlpha;
flat varying float level;
flat varying float ringed;
flat varying float ownRow;

float boxAway(vec2 p, vec2 half2) {
  vec2 q = abs(p) - half2;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0);
}
/** 1 between two distances, soft over a pixel. */
float between(float away, float from, float to, float soft) {
  return smoothstep(from - soft, from, away) * (1.0 - smoothstep(to, to + soft, away));
}
/** Slanted bars; even grey where a pixel holds several. */
float slanted(vec2 at, float pitch) {
  float wave = (at.x + at.y) / pitch;
  float soft = max(fwidth(wave), 1e-4);
  float bar = 1.0 - smoothstep(0.25 - 0.5 * soft, 0.25 + 0.5 * soft, abs(fract(wave) - 0.5));
  return mix(bar, 0.5, clamp(soft * 2.0 - 0.6, 0.0, 1.0));
}
void over(inout vec4 color, vec3 ink, float alpha) {
  float sum = alpha + color.a * (1.0 - alpha);
  color.rgb = sum > 0.0 ? (ink * alpha + color.rgb * color.a * (1.0 - alpha)) / sum : ink;
  color.a = sum;
}
void main() {
  vec4 color = vec4(0.0);
  float away = boxAway(local, halfSize);
  float soft = max(fwidth(away), 0.002);
  if (level >= 0.0) {
    float frame = between(away, -0.05, 0.02, soft);
    float ground = 1.0 - smoothstep(0.0, soft, away);
    // Parts queue at the end they leave by: so does the filling.
    float filled = smoothstep(-soft, soft, local.x - halfSize.x * (1.0 - 2.0 * level)) * ground * step(0.002, level);
    over(color, labelBack, ground * 0.85);
    over(color, labelText, filled * (stale > 0.5 ? 0.0 : 0.8));
    over(color, labelText, frame * 0.75);
  } else {
    float pad = 1.0 - smoothstep(${metres(padM)} - soft, ${metres(padM)}, away);
    float hatched = ringed > 0.5 && provisional > 0.5 ? mix(0.35, 1.0, slanted(place, 0.9)) : 1.0;
    over(color, stale > 0.5 ? floorColor : padColor, pad * max(padAlpha, ringed * 0.6) * hatched);
    if (ringed > 0.5) {
      vec2 nearest = awayFromConstraint(place);
      // Stations side by side have one ring around all of them: each draws its own part.
      if (abs(nearest.y - ownRow) > 0.5) color.a = 0.0;
      else {
        float to = ${metres(haloFromM + haloM)};
        float wide = max(soft, 0.01);
        float bars = provisional > 0.5 ? slanted(place, 0.7) : 1.0;
        vec3 ink = stale > 0.5 ? labelText * 0.5 : shareHigh;
        if (show > 0.5) {
          float beyond = max(nearest.x - to, 0.0);
          over(color, ink, 0.5 * exp(-2.2 * beyond) * step(to, nearest.x));
          if (pulse >= 0.0) {
            float ring = to + ${metres(pulseM)} * pulse;
            float faded = (1.0 - pulse) * (1.0 - pulse);
            over(color, ink, 0.85 * faded * between(nearest.x, ring - 0.18, ring, wide));
          }
        }
        over(color, labelBack, 0.9 * between(nearest.x, ${metres(haloFromM)} - 0.07, to + 0.07, wide));
        over(color, ink, bars * between(nearest.x, ${metres(haloFromM)}, to, wide));
      }
    }
  }
  color.a *= seenAt(distanceM);
  if (color.a < 0.004) discard;
  gl_FragColor = color;
  #include <colorspace_fragment>
}
`;

export const ribbonVertex = /* glsl */ `
attribute vec3 from;
attribute vec3 to;
/** Half the width of what lies over the ribbon, and how far it shows on either side, metres. */
attribute vec2 breadth;
varying vec2 local;
varying float distanceM;
flat varying float lengthM;
flat varying vec2 halves;
void main() {
  vec2 leg = to.xy - from.xy;
  lengthM = length(leg);
  vec2 ahead = leg / max(lengthM, 1e-6);
  float half1 = breadth.x + breadth.y;
  halves = vec2(breadth.x, half1);
  local = vec2((position.x + 0.5) * (lengthM + 2.0 * half1) - half1, position.y * 2.0 * half1);
  vec2 place = from.xy + ahead * local.x + vec2(-ahead.y, ahead.x) * local.y;
  vec4 view = modelViewMatrix * vec4(place, min(from.z, to.z), 1.0);
  distanceM = -view.z;
  gl_Position = breadth.y <= 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : projectionMatrix * view;
}
`;

export const ribbonFragment = /* glsl */ `
${lightGlsl}
uniform vec3 flowColor;
varying vec2 local;
varying float distanceM;
flat varying float lengthM;
flat varying vec2 halves;
void main() {
  // A capsule: the legs of a way and what follows them join without a seam.
  float away = length(vec2(local.x - clamp(local.x, 0.0, lengthM), local.y)) - halves.y;
  float soft = max(fwidth(away), 0.002);
  float alpha = 1.0 - smoothstep(-soft, 0.0, away);
  alpha *= seenAt(distanceM);
  if (alpha < 0.004) discard;
  gl_FragColor = vec4(flowColor, alpha);
  #include <colorspace_fragment>
}
`;

/** Height of the curtain, metres. */
const curtainM = 2.1;

export const curtainVertex = /* glsl */ `
${constraintGlsl}
attribute float member;
varying float up;
varying vec2 place;
varying float distanceM;
flat varying float ownRow;
void main() {
  int index = int(member + 0.5);
  if (index >= members) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 at = memberAt[index];
  vec2 corner = position.xy * 2.0 * (memberHalf[index].xy + vec2(${metres(haloFromM + haloM / 2)}));
  up = position.z;
  ownRow = memberHalf[index].z;
  place = at.xy + vec2(at.z * corner.x - at.w * corner.y, at.w * corner.x + at.z * corner.y);
  vec4 view = modelViewMatrix * vec4(place, up * ${metres(curtainM)}, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const curtainFragment = /* glsl */ `
${lightGlsl}
${constraintGlsl}
uniform vec3 shareHigh;
uniform float pulse;
uniform float provisional;
varying float up;
varying vec2 place;
varying float distanceM;
flat varying float ownRow;
void main() {
  // Between stations side by side there is no curtain.
  vec2 nearest = awayFromConstraint(place);
  if (abs(nearest.y - ownRow) > 0.5 && nearest.x < ${metres(haloFromM)}) discard;
  float fall = 1.0 - up;
  float breath = pulse < 0.0 ? 0.7 : 0.55 + 0.45 * cos(6.2831853 * pulse);
  float alpha = 0.62 * fall * fall * mix(0.55, 1.0, breath) * (provisional > 0.5 ? 0.55 : 1.0);
  alpha *= seenAt(distanceM);
  gl_FragColor = vec4(shareHigh, alpha);
  #include <colorspace_fragment>
}
`;
