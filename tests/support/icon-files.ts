// The two containers that hold an icon in several sizes: ICO (Windows) and ICNS (macOS). Both may hold PNGs as they are.
import { decodePng } from "./pack-png.ts";

/** Sizes Windows shows. The largest is kept as PNG, the others as bitmaps, which installers of every age can read. */
const icoSizes = [16, 24, 32, 48, 64, 128, 256] as const;
const pngFrom = 256;

/** Types of ICNS entries and the pixels each holds; some sizes serve a second time for screens of double density. */
const icnsTypes = [
  ["icp4", 16],
  ["icp5", 32],
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
] as const;

type Pngs = ReadonlyMap<number, Buffer>;

function pngOf(pngs: Pngs, size: number): Buffer {
  const png = pngs.get(size);
  if (png === undefined) throw new Error(`there is no drawing of ${size} pixels`);
  return png;
}

/** A Windows icon. */
export function icoOf(pngs: Pngs): Buffer {
  const images = icoSizes.map((size) => {
    const png = pngOf(pngs, size);
    return { size, bytes: size >= pngFrom ? png : bitmapOf(png) };
  });
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let at = head.length;
  for (const [index, { size, bytes }] of images.entries()) {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    head.set([size & 255, size & 255], entry);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(bytes.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += bytes.length;
  }
  return Buffer.concat([head, ...images.map(({ bytes }) => bytes)]);
}

/** A bitmap as icons hold it: header, lines from below in blue, green, red, alpha, then an empty mask. */
function bitmapOf(png: Buffer): Buffer {
  const image = decodePng(png);
  if (image === undefined) throw new Error("not a PNG as browsers write them");
  const { width, height, depth, pixels } = image;
  const maskLine = Math.ceil(width / 32) * 4;
  const bytes = Buffer.alloc(40 + 4 * width * height + maskLine * height);
  bytes.writeUInt32LE(40, 0);
  bytes.writeInt32LE(width, 4);
  // Colours and mask count together.
  bytes.writeInt32LE(2 * height, 8);
  bytes.writeUInt16LE(1, 12);
  bytes.writeUInt16LE(32, 14);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = ((height - 1 - y) * width + x) * depth;
      const [red = 0, green = 0, blue = 0, alpha = 255] = pixels.subarray(from, from + depth);
      bytes.set([blue, green, red, alpha], 40 + 4 * (y * width + x));
    }
  }
  return bytes;
}

/** A macOS icon. */
export function icnsOf(pngs: Pngs): Buffer {
  const entries = icnsTypes.map(([type, size]) => {
    const png = pngOf(pngs, size);
    const head = Buffer.alloc(8);
    head.write(type, 0, "latin1");
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const body = Buffer.concat(entries);
  const head = Buffer.alloc(8);
  head.write("icns", 0, "latin1");
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}
