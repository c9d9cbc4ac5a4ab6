// Shader text of the moves: a texture with one texel a slot (t0, t1, from | to << 16, path | look << 16), and the program
// that scatters started moves into it. Strings only.
import { unpackGlsl } from "../parts/packed-move.ts";

/** Texels in a line of the texture of moves. */
export const movesPerLine = 1024;

/** Declares `moveOf(slot)`. */
export const moveGlsl = /* glsl */ `
uniform highp usampler2D moves;
uvec4 moveOf(int slot) {
  return texelFetch(moves, ivec2(slot % ${movesPerLine}, slot / ${movesPerLine}), 0);
}
`;

/** One point a started move, on the texel of its slot. Needs GLSL ES 3.00. */
export const scatterVertex = /* glsl */ `#version 300 es
precision highp float;
precision highp int;
${unpackGlsl}
layout(location = 0) in uvec4 packed;
uniform float lines;
flat out uvec4 move;
void main() {
  int slot = packedSlot(packed);
  move = unpackedMove(packed);
  vec2 texel = vec2(float(slot % ${movesPerLine}), float(slot / ${movesPerLine})) + 0.5;
  gl_Position = vec4(texel / vec2(${movesPerLine}.0, lines) * 2.0 - 1.0, 0.0, 1.0);
  gl_PointSize = 1.0;
}
`;

export const scatterFragment = /* glsl */ `#version 300 es
precision highp float;
precision highp int;
flat in uvec4 move;
layout(location = 0) out uvec4 texel;
void main() {
  texel = move;
}
`;
