// Shaders of the labels: every instance is a glyph, a background or a stem, placed in whole pixels at its anchor. Strings only.
import { paletteGlsl } from "./common.ts";

/** Heights of labels of one and two lines, CSS pixels. */
export const labelHeights = { one: 20, two: 35 } as const;

export const labelVertex = /* glsl */ `
${paletteGlsl}
uniform vec2 resolution;
uniform float textRatio;
uniform highp sampler2D metrics;
uniform highp sampler2D anchors;
uniform vec3 labelText;
uniform vec3 labelMuted;
uniform vec3 labelBack;
uniform vec3 accent;
attribute vec4 glyph;
varying vec2 texel;
flat varying vec4 ink;
varying vec2 inside;
flat varying vec2 boxSize;
void main() {
  float code = mod(glyph.w, 32.0);
  float slot = floor(glyph.w / 32.0);
  vec4 anchor = texelFetch(anchors, ivec2(int(slot) * 2, 0), 0);
  vec3 corner = texelFetch(anchors, ivec2(int(slot) * 2 + 1, 0), 0).xyz;
  vec4 clip = projectionMatrix * modelViewMatrix * vec4(anchor.xyz, 1.0);
  if (clip.w <= 0.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  // Whole pixels, so that letters are drawn as they lie in the atlas.
  vec2 point = floor((clip.xy / clip.w * vec2(0.5, -0.5) + 0.5) * resolution + 0.5);
  vec2 from = floor((corner.xy + glyph.xy * 0.25) * textRatio + 0.5);
  vec2 size;
  texel = vec2(-1.0);
  boxSize = vec2(0.0);
  if (code < 1.5 || code > 7.5) {
    vec4 metric = texelFetch(metrics, ivec2(int(glyph.z), 0), 0);
    size = metric.zw;
    texel = metric.xy + position.xy * size;
    ink = vec4(code < 0.5 ? labelText : code < 1.5 ? labelMuted : stateColorOf(int(code) - 8).rgb, 1.0);
  } else if (code < 2.5) {
    size = floor(vec2(abs(glyph.z), glyph.z < 0.0 ? ${labelHeights.two}.0 : ${labelHeights.one}.0) * textRatio + 0.5);
    boxSize = size;
    ink = anchor.w > 0.5 ? vec4(accent, 2.0) : vec4(labelBack, 0.9);
  } else {
    // Stem from the bottom of the label down to the machine, or to what stands on it.
    from = vec2(-1.0, from.y);
    size = vec2(max(1.0, floor(textRatio * 1.2)), max(0.0, -from.y - corner.z * textRatio));
    ink = vec4(labelMuted, 0.75);
  }
  inside = position.xy * size;
  vec2 pixel = point + from + position.xy * size;
  gl_Position = vec4((pixel / resolution * 2.0 - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}
`;

export const labelFragment = /* glsl */ `
uniform sampler2D atlas;
uniform vec3 labelBack;
uniform float textRatio;
varying vec2 texel;
flat varying vec4 ink;
varying vec2 inside;
flat varying vec2 boxSize;
void main() {
  vec3 color = ink.rgb;
  float alpha = min(ink.a, 1.0);
  if (texel.x >= 0.0) {
    alpha *= texelFetch(atlas, ivec2(texel), 0).a;
  } else if (boxSize.x > 0.0) {
    // Rounded corners; the selected label has a border of the accent around the usual background.
    float radius = 4.0 * textRatio;
    vec2 beyond = abs(inside - boxSize * 0.5) - boxSize * 0.5 + radius;
    float away = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - radius;
    alpha *= clamp(0.5 - away, 0.0, 1.0);
    if (ink.a > 1.5) color = away > -1.6 * textRatio ? ink.rgb : labelBack;
  }
  if (alpha < 0.01) discard;
  gl_FragColor = vec4(color, alpha);
  #include <colorspace_fragment>
}
`;
