// One started move as it travels to the GPU: 16 bytes that also say whose move it is. Times, fractions, path and look as in
// `moveWords`, except for the end, which travels as a duration in 22 bits. Pure numbers and the shader's text; no GL.
import { wordsPerMove } from "../../live/live-table.ts";

/**
 * Words: t0 (f32 bits) · from | to << 16 · path | look << 16 | low 8 bits of the slot << 24 · duration | high 10 bits of the slot << 22.
 * A duration has the top 5 bits of exponent and 17 of mantissa of a float32, the exponent counted from 2^-14 s; 0 = none.
 * So it is exact to 2^-18 of itself: a part on a way of 100 m is at most 0.4 mm from where the exact duration has it.
 */
export const packedSlots = 2 ** 18;
export const packedLooks = 2 ** 8;
/** Durations below are packed as none; from `longestS` on they do not fit. Seconds. */
export const shortestS = 2 ** -14;
export const longestS = 2 ** 17;

const mantissaBits = 17;
const droppedBits = 23 - mantissaBits;
/** Exponent field of a float32 that the packed exponent 0 stands for. */
const exponentBase = 127 - 15;
const slotShift = 22;
const durationMask = 2 ** slotShift - 1;

const word = new Uint32Array(1);
const float = new Float32Array(word.buffer);

function floatOf(bits: number): number {
  word[0] = bits;
  return float[0] ?? 0;
}

function bitsOf(value: number): number {
  float[0] = value;
  return word[0] ?? 0;
}

/**
 * Packs the move of a slot, found in `moveWords`, as move number `index` of `out`.
 * False, and nothing written, when it does not fit: too high a slot or look, too long or negative a duration.
 */
export function packMove(moveWords: Uint32Array, slot: number, out: Uint32Array, index: number): boolean {
  const from = slot * wordsPerMove;
  const start = moveWords[from] ?? 0;
  const pathAndLook = moveWords[from + 3] ?? 0;
  const durationS = Math.fround(floatOf(moveWords[from + 1] ?? 0) - floatOf(start));
  if (slot >= packedSlots || pathAndLook >>> 16 >= packedLooks || !(durationS >= 0)) return false;
  let duration = 0;
  if (durationS >= shortestS) {
    // Rounded to the nearest; a carry goes into the exponent, as it should.
    const rounded = (bitsOf(durationS) + (1 << (droppedBits - 1))) >>> droppedBits;
    duration = rounded - (exponentBase << mantissaBits);
    if (duration > durationMask) return false;
  }
  const to = index * wordsPerMove;
  out[to] = start;
  out[to + 1] = moveWords[from + 2] ?? 0;
  out[to + 2] = pathAndLook | ((slot & 0xff) << 24);
  out[to + 3] = duration | ((slot >>> 8) << slotShift);
  return true;
}

/** Reads a packed move back as the shader does: writes the slot's words into `moveWords` and returns the slot. */
export function unpackMove(packed: Uint32Array, index: number, moveWords: Uint32Array): number {
  const from = index * wordsPerMove;
  const start = packed[from] ?? 0;
  const pathLookSlot = packed[from + 2] ?? 0;
  const durationSlot = packed[from + 3] ?? 0;
  const slot = (pathLookSlot >>> 24) | ((durationSlot >>> slotShift) << 8);
  const duration = durationSlot & durationMask;
  const durationS = duration === 0 ? 0 : floatOf((duration + (exponentBase << mantissaBits)) << droppedBits);
  const to = slot * wordsPerMove;
  moveWords[to] = start;
  moveWords[to + 1] = bitsOf(floatOf(start) + durationS);
  moveWords[to + 2] = packed[from + 1] ?? 0;
  moveWords[to + 3] = pathLookSlot & 0xffffff;
  return slot;
}

/** Declares `packedSlot(packed)` and `unpackedMove(packed)` -> the four words of `moveWords`. */
export const unpackGlsl = /* glsl */ `
int packedSlot(uvec4 packed) {
  return int((packed.z >> 24) | ((packed.w >> ${slotShift}) << 8));
}
uvec4 unpackedMove(uvec4 packed) {
  uint duration = packed.w & ${durationMask}u;
  float durationS = duration == 0u
    ? 0.0
    : uintBitsToFloat((duration + ${exponentBase << mantissaBits}u) << ${droppedBits});
  uint end = duration == 0u ? packed.x : floatBitsToUint(uintBitsToFloat(packed.x) + durationS);
  return uvec4(packed.x, end, packed.y, packed.z & 0xffffffu);
}
`;
