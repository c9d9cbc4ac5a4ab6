// Grey pictures as flat arrays, and the few filters that looking for differences takes. Borders repeat the last pixel.

/** A picture row after row; 0 is black, and what is white is the camera's affair (255 of bytes). Decoding is done elsewhere. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  readonly gray: Uint8Array | Float32Array;
}

/** Values of a picture that are computed with: same layout, single precision. */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly gray: Float32Array;
}

/** A field of the picture's values; the picture is not changed by what is done to it. */
export function fieldOf({ width, height, gray }: GrayImage): Field {
  return { width, height, gray: Float32Array.from(gray) };
}

/** The picture in a quarter of the pixels, each the mean of four; an odd last row or column is left out. */
export function halved({ width, height, gray }: GrayImage): Field {
  const [w, h] = [width >> 1, height >> 1];
  const half = new Float32Array(w * h);
  for (let y = 0; y < h; y += 1)
    for (let x = 0; x < w; x += 1) {
      const at = 2 * y * width + 2 * x;
      half[y * w + x] = (gray[at]! + gray[at + 1]! + gray[at + width]! + gray[at + width + 1]!) / 4;
    }
  return { width: w, height: h, gray: half };
}

/** Mean over a square of 2 radius + 1 pixels, by running sums: the cost does not depend on the radius. */
export function boxMean({ width, height, gray }: Field, radius: number): Field {
  const span = 2 * radius + 1;
  const rows = new Float32Array(width * height);
  const last = width - 1;
  for (let from = 0; from < rows.length; from += width) {
    let sum = gray[from]! * radius;
    for (let x = 0; x <= radius; x += 1) sum += gray[from + Math.min(x, last)]!;
    for (let x = 0; x < width; x += 1) {
      rows[from + x] = sum / span;
      sum += gray[from + Math.min(x + radius + 1, last)]! - gray[from + Math.max(x - radius, 0)]!;
    }
  }
  const means = new Float32Array(width * height);
  const sums = new Float64Array(width);
  const add = (row: number, sign: number): void => {
    const from = Math.min(Math.max(row, 0), height - 1) * width;
    for (let x = 0; x < width; x += 1) sums[x]! += sign * rows[from + x]!;
  };
  for (let y = -radius; y <= radius; y += 1) add(y, 1);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) means[y * width + x] = sums[x]! / span;
    add(y + radius + 1, 1);
    add(y - radius, -1);
  }
  return { width, height, gray: means };
}

/** The largest (`max`) or smallest (`min`) value within `radius` pixels across and along: grey dilation and erosion by a square. */
export function extreme({ width, height, gray }: Field, radius: number, which: "max" | "min"): Field {
  // Whole rows against each other, along as well as across: several times faster than a window about each pixel.
  const along = Float32Array.from(gray);
  for (let by = 1; by <= radius; by += 1)
    for (let from = 0; from < along.length; from += width) {
      keepExtreme(along, from, gray, from + by, width - by, which);
      keepExtreme(along, from + by, gray, from, width - by, which);
    }
  const found = Float32Array.from(along);
  for (let by = 1; by <= Math.min(radius, height - 1); by += 1) {
    const count = (height - by) * width;
    keepExtreme(found, 0, along, by * width, count, which);
    keepExtreme(found, by * width, along, 0, count, which);
  }
  return { width, height, gray: found };
}

function keepExtreme(
  into: Float32Array,
  intoFrom: number,
  other: Float32Array,
  otherFrom: number,
  count: number,
  which: "max" | "min",
): void {
  const sign = which === "max" ? 1 : -1;
  for (let at = 0; at < count; at += 1) {
    const value = other[otherFrom + at]!;
    if (sign * value > sign * into[intoFrom + at]!) into[intoFrom + at] = value;
  }
}

/** The picture moved by parts of pixels, linear between them: what was at (x, y) is at (x + dx, y + dy). */
export function translated({ width, height, gray }: GrayImage, dx: number, dy: number): Field {
  const rows = new Float32Array(width * height);
  const moved = new Float32Array(width * height);
  const [wholeX, wholeY] = [Math.ceil(dx), Math.ceil(dy)];
  const [partX, partY] = [wholeX - dx, wholeY - dy];
  const clamped = (at: number, length: number): number => Math.min(Math.max(at, 0), length - 1);
  for (let x = 0; x < width; x += 1) {
    const near = clamped(x - wholeX, width);
    const next = clamped(x - wholeX + 1, width);
    for (let from = 0; from < rows.length; from += width)
      rows[from + x] = gray[from + near]! * (1 - partX) + gray[from + next]! * partX;
  }
  for (let y = 0; y < height; y += 1) {
    const near = clamped(y - wholeY, height) * width;
    const next = clamped(y - wholeY + 1, height) * width;
    for (let x = 0; x < width; x += 1)
      moved[y * width + x] = rows[near + x]! * (1 - partY) + rows[next + x]! * partY;
  }
  return { width, height, gray: moved };
}

/** The middle value, of a sample of at most some thousand values taken evenly: enough for a scale, and as fast for any picture. */
export function sampledMedian(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / 8192));
  const sample = new Float32Array(Math.ceil(values.length / step));
  for (let index = 0; index < sample.length; index += 1) sample[index] = values[index * step]!;
  sample.sort();
  return sample[sample.length >> 1] ?? 0;
}
