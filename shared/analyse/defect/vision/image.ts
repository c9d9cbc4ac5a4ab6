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
export function boxMean(field: Field, radius: number): Field {
  const { width, height } = field;
  const rows = runningMean(field.gray, height, width, width, 1, radius);
  return { width, height, gray: runningMean(rows, width, height, 1, width, radius) };
}

/** Of `count` lines of `length` values, the mean over a window about each value. */
function runningMean(
  values: Float32Array,
  count: number,
  length: number,
  lineStep: number,
  step: number,
  radius: number,
): Float32Array {
  const means = new Float32Array(values.length);
  for (let line = 0; line < count; line += 1) {
    const from = line * lineStep;
    const at = (place: number): number => values[from + Math.min(Math.max(place, 0), length - 1) * step]!;
    let sum = 0;
    for (let place = -radius; place <= radius; place += 1) sum += at(place);
    for (let place = 0; place < length; place += 1) {
      means[from + place * step] = sum / (2 * radius + 1);
      sum += at(place + radius + 1) - at(place - radius);
    }
  }
  return means;
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

/** The value at a place between pixels, linear in both directions. */
export function valueAt({ width, height, gray }: GrayImage, x: number, y: number): number {
  const cx = Math.min(Math.max(x, 0), width - 1);
  const cy = Math.min(Math.max(y, 0), height - 1);
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)];
  const [x1, y1] = [Math.min(x0 + 1, width - 1), Math.min(y0 + 1, height - 1)];
  const [fx, fy] = [cx - x0, cy - y0];
  const upper = gray[y0 * width + x0]! * (1 - fx) + gray[y0 * width + x1]! * fx;
  const lower = gray[y1 * width + x0]! * (1 - fx) + gray[y1 * width + x1]! * fx;
  return upper * (1 - fy) + lower * fy;
}

/** The middle value, of a sample of at most some thousand values taken evenly: enough for a scale, and as fast for any picture. */
export function sampledMedian(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / 8192));
  const sample = new Float32Array(Math.ceil(values.length / step));
  for (let index = 0; index < sample.length; index += 1) sample[index] = values[index * step]!;
  sample.sort();
  return sample[sample.length >> 1] ?? 0;
}
