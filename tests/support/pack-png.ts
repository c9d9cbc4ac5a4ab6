// Makes a PNG smaller without changing a pixel: drops an alpha that is opaque everywhere, chooses the filter of each line,
// and deflates harder than browsers do. Reads what browsers write: 8 bits, RGB or RGBA, not interlaced (W3C PNG, 3rd ed.).
import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Image {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel: 3 or 4. */
  readonly depth: number;
  /** Line after line, without filter bytes. */
  readonly pixels: Uint8Array;
}

/** The same picture in fewer bytes; the given one when it is of another kind or would not become smaller. */
export function packPng(png: Buffer): Buffer {
  const image = decodePng(png);
  if (image === undefined) return png;
  const packed = encodePng(withoutOpaqueAlpha(image));
  return packed.length < png.length ? packed : png;
}

/** Pixels of a PNG, or undefined when it is not of the kind that browsers write. */
export function decodePng(png: Buffer): Image | undefined {
  if (!png.subarray(0, 8).equals(signature)) return undefined;
  const data: Buffer[] = [];
  let [width, height, depth] = [0, 0, 0];
  for (let at = 8; at + 8 <= png.length;) {
    const length = png.readUInt32BE(at);
    const kind = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      const [bits, colour, , , interlaced] = body.subarray(8, 13);
      if (bits !== 8 || interlaced !== 0 || (colour !== 2 && colour !== 6)) return undefined;
      depth = colour === 2 ? 3 : 4;
    } else if (kind === "IDAT") data.push(body);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const line = width * depth;
  const pixels = new Uint8Array(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)] ?? 0;
    const from = y * (line + 1) + 1;
    const to = y * line;
    for (let x = 0; x < line; x += 1) {
      const left = x < depth ? 0 : (pixels[to + x - depth] ?? 0);
      const up = y === 0 ? 0 : (pixels[to + x - line] ?? 0);
      const corner = x < depth || y === 0 ? 0 : (pixels[to + x - line - depth] ?? 0);
      pixels[to + x] = (raw[from + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return { width, height, depth, pixels };
}

/** What a filter expects of a byte from its neighbours. */
function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const [byLeft, byUp, byCorner] = [
        Math.abs(up - corner),
        Math.abs(left - corner),
        Math.abs(left + up - 2 * corner),
      ];
      if (byLeft <= byUp && byLeft <= byCorner) return left;
      return byUp <= byCorner ? up : corner;
    }
    default:
      return 0;
  }
}

function withoutOpaqueAlpha(image: Image): Image {
  if (image.depth === 3) return image;
  const count = image.width * image.height;
  const pixels = new Uint8Array(count * 3);
  for (let at = 0; at < count; at += 1) {
    if (image.pixels[at * 4 + 3] !== 255) return image;
    for (let channel = 0; channel < 3; channel += 1)
      pixels[at * 3 + channel] = image.pixels[at * 4 + channel] ?? 0;
  }
  return { ...image, depth: 3, pixels };
}

function encodePng({ width, height, depth, pixels }: Image): Buffer {
  const line = width * depth;
  const filtered = Buffer.alloc((line + 1) * height);
  const tries = [0, 1, 2, 3, 4].map(() => new Uint8Array(line));
  for (let y = 0; y < height; y += 1) {
    let [best, least] = [0, Infinity];
    tries.forEach((bytes, filter) => {
      let sum = 0;
      for (let x = 0; x < line; x += 1) {
        const at = y * line + x;
        const left = x < depth ? 0 : (pixels[at - depth] ?? 0);
        const up = y === 0 ? 0 : (pixels[at - line] ?? 0);
        const corner = x < depth || y === 0 ? 0 : (pixels[at - line - depth] ?? 0);
        const rest = ((pixels[at] ?? 0) - predicted(filter, left, up, corner)) & 255;
        bytes[x] = rest;
        sum += rest < 128 ? rest : 256 - rest;
      }
      // The smallest sum of what remains is the usual guess at what deflates best.
      if (sum < least) [best, least] = [filter, sum];
    });
    filtered[y * (line + 1)] = best;
    filtered.set(tries[best] ?? [], y * (line + 1) + 1);
  }
  // The lines of a drawing repeat: unfiltered they may deflate better than filtered ones.
  const plain = Buffer.alloc((line + 1) * height);
  for (let y = 0; y < height; y += 1)
    plain.set(pixels.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  const [one, other] = [filtered, plain].map((bytes) => deflateSync(bytes, { level: 9, memLevel: 9 }));
  const data = one !== undefined && (other === undefined || one.length <= other.length) ? one : other;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, depth === 3 ? 2 : 6, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", data ?? Buffer.alloc(0)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
