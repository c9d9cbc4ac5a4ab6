// Shaders of what is painted on the floor: one shape function for all marks, flat for operators, coated in the show theme.
import { lightGlsl } from "../shaders/common.ts";
import { floorGlsl } from "../shaders/floor-look.ts";
import { markKinds, stripesOutM } from "./paint-plan.ts";

export const paintVertex = /* glsl */ `
attribute vec4 local;
attribute vec4 look;
varying vec2 at;
varying vec2 place;
varying vec2 value;
flat varying vec2 halfSize;
flat varying int kind;
varying float distanceM;
void main() {
  at = local.xy;
  place = position.xy;
  halfSize = local.zw;
  kind = int(look.x + 0.5);
  value = look.yz;
  vec4 view = modelViewMatrix * vec4(position, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

/** What both kinds of shapes share. */
const inksGlsl = /* glsl */ `
uniform vec3 markingColor;
uniform vec3 laneColor;
uniform vec3 floorColor;
varying vec2 at;
varying vec2 place;
varying vec2 value;
flat varying vec2 halfSize;
flat varying int kind;
varying float distanceM;
`;

/** `field()`: colour and coverage of a plain field or line. Nearly nothing to compute: they cover most of the floor. */
const fieldsGlsl = /* glsl */ `
${inksGlsl}
vec4 field() {
  if (kind == ${markKinds.aisle}) return vec4(laneColor, 1.0);
  return vec4(markingColor, kind == ${markKinds.tint} ? 0.07 * value.x : mix(0.75, 0.9, value.x));
}
`;

/** `painted()`: colour and coverage of the mark at this fragment. */
const shapesGlsl = /* glsl */ `
${inksGlsl}
uniform vec3 stripeBright;
uniform vec3 stripeDark;
uniform float stripeStrength;
uniform sampler2D texts;

/** 1 where a distance is below zero, soft over a pixel. */
float within(float away) {
  float soft = max(fwidth(away), 1e-4);
  return 1.0 - smoothstep(-0.5 * soft, 0.5 * soft, away);
}
/** Bars of half the pitch; even grey where a pixel holds several. */
float bars(float along, float pitch) {
  float wave = along / pitch;
  float soft = max(fwidth(wave), 1e-4);
  float bar = 1.0 - smoothstep(0.25 - 0.5 * soft, 0.25 + 0.5 * soft, abs(fract(wave) - 0.5));
  return mix(bar, 0.5, clamp(soft * 2.0 - 0.6, 0.0, 1.0));
}
float boxAway(vec2 p, vec2 half2) {
  vec2 q = abs(p) - half2;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0);
}
vec4 painted() {
  if (kind == ${markKinds.zebra}) return vec4(markingColor, bars(at.y + 0.25, 1.0) * 0.95);
  if (kind == ${markKinds.stripes}) {
    // A ring of stripes outside the band of the state, open where parts run in and out.
    float ring = within(abs(boxAway(at, halfSize - 0.13)) - 0.13 + 0.005);
    float open = smoothstep(0.75, 0.8, abs(at.y)) + step(abs(at.x), halfSize.x - ${(stripesOutM + 0.2).toFixed(2)});
    float bar = bars(at.x + at.y, 0.44);
    return vec4(mix(stripeDark, stripeBright, bar), ring * clamp(open, 0.0, 1.0) * stripeStrength);
  }
  if (kind == ${markKinds.keepClear}) {
    float edge = boxAway(at, halfSize);
    float border = within(edge) - within(edge + 0.14);
    float hatch = bars(at.x + at.y, 0.9) * within(edge + 0.3) * mix(0.5, 0.8, value.x);
    return vec4(stripeBright, max(border, hatch * step(0.5, value.x)) * stripeStrength);
  }
  if (kind == ${markKinds.arrow}) {
    // A shaft and a head that points along the mark.
    float shaft = boxAway(at + vec2(halfSize.x * 0.4, 0.0), vec2(halfSize.x * 0.6, 0.075));
    vec2 tip = vec2(halfSize.x - at.x, abs(at.y));
    float head = max(tip.y - tip.x * 0.42, tip.x - halfSize.x * 0.8);
    head = max(head, -tip.x);
    return vec4(markingColor, max(within(shaft), within(head)) * 0.85);
  }
  if (kind == ${markKinds.foot}) {
    float edge = boxAway(at, halfSize);
    float border = within(edge) - within(edge + 0.12);
    return vec4(mix(stripeDark, stripeBright, bars(at.x + at.y, 0.3)), (border + 0.25 * within(edge)) * stripeStrength);
  }
  return vec4(markingColor, texture(texts, value).r * 0.95);
}
`;

/** Ink of fields as operators see it: aisles a shade of the slab; nothing painted may compete with what is abnormal. */
export const quietFieldFragment = /* glsl */ `
${lightGlsl}
${fieldsGlsl}
void main() {
  vec4 ink = field();
  if (kind == ${markKinds.aisle}) ink.rgb = mix(floorColor, laneColor, 0.35);
  else if (kind == ${markKinds.line}) ink.a *= 0.72;
  ink.a *= seenAt(distanceM);
  gl_FragColor = ink;
  #include <colorspace_fragment>
}
`;

export const glossyFieldFragment = /* glsl */ `
${floorGlsl}
${fieldsGlsl}
void main() {
  vec4 ink = field();
  // Ways are the darkest field of the floor.
  if (kind == ${markKinds.aisle}) ink.rgb *= 0.5;
  ink.a *= seenAt(distanceM);
  gl_FragColor = vec4(epoxy(ink.rgb, place, 0.95), ink.a);
  #include <colorspace_fragment>
}
`;

export const quietPaintFragment = /* glsl */ `
${lightGlsl}
${shapesGlsl}
void main() {
  vec4 ink = painted();
  ink.a *= kind == ${markKinds.text} ? 0.9 : 0.72;
  ink.a *= seenAt(distanceM);
  gl_FragColor = ink;
  #include <colorspace_fragment>
}
`;

export const glossyPaintFragment = /* glsl */ `
${floorGlsl}
${shapesGlsl}
void main() {
  vec4 ink = painted();
  if (ink.a < 0.004) discard;
  // Paint is worn where it is driven over, and lies under the same coat as the slab.
  float wear = floorNoise(place * 1.7) * 0.55 + floorNoise(place * 7.0) * 0.45;
  ink.a *= 1.0 - 0.3 * smoothstep(0.55, 0.85, wear);
  ink.a *= seenAt(distanceM);
  gl_FragColor = vec4(epoxy(ink.rgb, place, 0.95), ink.a);
  #include <colorspace_fragment>
}
`;
