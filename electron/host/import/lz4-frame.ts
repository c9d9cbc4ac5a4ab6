// Unpacks LZ4 frames into a buffer of known size. Every length is checked: what does not fit throws Lz4Error.
// Ours, because the pure packages there are (lz4js) take their sizes from the file and are no longer kept.

export class Lz4Error extends Error {}

const magic = 0x184d2204;

/** The content of a frame, which must be `size` bytes long. */
export function unpackLz4Frame(packed: Uint8Array, size: number): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const u32 = (at: number): number => {
    if (at + 4 > packed.length) throw new Lz4Error("it ends too early");
    return view.getUint32(at, true);
  };
  if (u32(0) !== magic) throw new Lz4Error("it is no LZ4 frame");
  const flags = packed[4] ?? 0;
  if (flags >> 6 !== 1 || (flags & 0x01) !== 0)
    throw new Lz4Error("it is of a kind of LZ4 that is not known");
  const hasBlockChecksum = (flags & 0x10) !== 0;
  // Flags, block size, perhaps the content's size, checksum of the head.
  let at = 7 + ((flags & 0x08) === 0 ? 0 : 8);
  const out = new Uint8Array(size);
  let outAt = 0;
  for (;;) {
    const word = u32(at);
    at += 4;
    if (word === 0) break;
    const length = word & 0x7fffffff;
    const end = at + length;
    if (end > packed.length) throw new Lz4Error("a block is longer than the frame");
    if ((word & 0x80000000) === 0) outAt = unpackBlock(packed, at, end, out, outAt);
    else {
      if (outAt + length > size) throw new Lz4Error("it is longer than it says");
      out.set(packed.subarray(at, end), outAt);
      outAt += length;
    }
    at = end + (hasBlockChecksum ? 4 : 0);
  }
  if (outAt !== size) throw new Lz4Error("it is shorter than it says");
  return out;
}

/** Unpacks one block behind `outAt`; matches may reach back into the blocks before it. */
function unpackBlock(packed: Uint8Array, from: number, end: number, out: Uint8Array, outAt: number): number {
  let at = from;
  let to = outAt;
  const lengthOf = (nibble: number): number => {
    let length = nibble;
    if (nibble !== 15) return length;
    for (let byte = 255; byte === 255; length += byte) {
      if (at >= end) throw new Lz4Error("a length is cut off");
      byte = packed[at] ?? 0;
      at += 1;
    }
    return length;
  };
  while (at < end) {
    const token = packed[at] ?? 0;
    at += 1;
    const literals = lengthOf(token >> 4);
    if (at + literals > end || to + literals > out.length) throw new Lz4Error("it is longer than it says");
    out.set(packed.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // The last sequence has literals only.
    if (at === end) return to;
    if (at + 2 > end) throw new Lz4Error("an offset is cut off");
    const offset = (packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8);
    at += 2;
    const length = lengthOf(token & 0x0f) + 4;
    if (offset === 0 || offset > to || to + length > out.length)
      throw new Lz4Error("a match lies outside of what is there");
    // Byte by byte where source and target overlap: that is how runs are written.
    if (offset >= length) out.copyWithin(to, to - offset, to - offset + length);
    else for (let index = 0; index < length; index += 1) out[to + index] = out[to - offset + index] ?? 0;
    to += length;
  }
  return to;
}
