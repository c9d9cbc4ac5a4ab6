// What a blob looks like and how it lies in the template's pattern, as numbers that trees can split.
import type { Blob } from "./blobs.ts";
import { components } from "./blobs.ts";
import type { Difference } from "./difference.ts";
import { extreme, type Field } from "./image.ts";

/**
 * Names of the numbers, in the order of `blobFeatures`. Size and shape in pixels; `dark...` and `bright...` tell of the pattern, split at the
 * template's own threshold: pieces in a window about the blob as the template has them, how many more the picture has there
 * (a cut wire is one more, a bridge one fewer), and into how many arcs the ring just about the blob falls.
 */
export const blobFeatureNames = [
  "isBrighter",
  "areaPx",
  "widthPx",
  "heightPx",
  "fill",
  "longPx",
  "widePx",
  "contrast",
  "strength",
  "brightInside",
  "brightAround",
  "darkArcs",
  "brightArcs",
  "darkPieces",
  "brightPieces",
  "darkPiecesMore",
  "brightPiecesMore",
] as const;

/** How far about the blob its window reaches, and how far off and how thick the ring is: beyond what blurs at edges. */
const windowPx = 6;
const ringFromPx = 2;
const ringToPx = 4;
/** Smaller pieces are fringes of edges. */
const leastPiecePx = 6;

/** Features of each blob of a difference. */
export function blobFeatures(difference: Difference, blobs: readonly Blob[]): number[][] {
  const threshold = otsuThreshold(difference.template.gray);
  return blobs.map((blob) => featuresOf(difference, blob, threshold));
}

function featuresOf({ template, picture }: Difference, blob: Blob, threshold: number): number[] {
  const { pixels, fromX, fromY, toX, toY } = blob;
  const { width, height } = template;
  const left = Math.max(0, fromX - windowPx);
  const top = Math.max(0, fromY - windowPx);
  const [w, h] = [
    Math.min(width - 1, toX + windowPx) - left + 1,
    Math.min(height - 1, toY + windowPx) - top + 1,
  ];
  const window = (of: (x: number, y: number, at: number) => number): Field => {
    const gray = new Float32Array(w * h);
    for (let y = 0; y < h; y += 1)
      for (let x = 0; x < w; x += 1) gray[y * w + x] = of(x, y, (top + y) * width + left + x);
    return { width: w, height: h, gray };
  };
  const blobMask: Field = { width: w, height: h, gray: new Float32Array(w * h) };
  let [sumX, sumY, sumXX, sumYY, sumXY, brightInside] = [0, 0, 0, 0, 0, 0];
  for (const at of pixels) {
    const [x, y] = [(at % width) - left, Math.floor(at / width) - top];
    blobMask.gray[y * w + x] = 1;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
    if (template.gray[at]! > threshold) brightInside += 1;
  }
  const n = pixels.length;
  const varX = sumXX / n - (sumX / n) ** 2 + 1 / 12;
  const varY = sumYY / n - (sumY / n) ** 2 + 1 / 12;
  const cov = sumXY / n - (sumX * sumY) / (n * n);
  const root = Math.sqrt(((varX - varY) / 2) ** 2 + cov * cov);
  const axisPx = (variance: number): number => Math.sqrt(12 * Math.max(0, variance));
  const inner = extreme(blobMask, ringFromPx - 1, "max").gray;
  const outer = extreme(blobMask, ringToPx, "max").gray;
  const isBright = (field: Field) => window((_x, _y, at) => (field.gray[at]! > threshold ? 1 : 0)).gray;
  const [expected, seen] = [isBright(template), isBright(picture)];
  const where = (of: (at: number) => boolean): Field => ({
    width: w,
    height: h,
    gray: Float32Array.from(blobMask.gray, (_, at) => (of(at) ? 1 : 0)),
  });
  const ring = where((at) => outer[at]! > 0 && inner[at] === 0);
  const brightRing = where((at) => ring.gray[at]! > 0 && expected[at]! > 0);
  const darkRing = where((at) => ring.gray[at]! > 0 && expected[at] === 0);
  const total = (field: Field): number => field.gray.reduce((sum, value) => sum + value, 0);
  const darkPieces = pieces(where((at) => expected[at] === 0));
  const brightPieces = pieces(where((at) => expected[at]! > 0));
  return [
    blob.isBrighter ? 1 : 0,
    n,
    toX - fromX + 1,
    toY - fromY + 1,
    n / ((toX - fromX + 1) * (toY - fromY + 1)),
    axisPx((varX + varY) / 2 + root),
    axisPx((varX + varY) / 2 - root),
    blob.contrast,
    blob.strength,
    brightInside / n,
    total(brightRing) / Math.max(1, total(ring)),
    pieces(darkRing),
    pieces(brightRing),
    darkPieces,
    brightPieces,
    pieces(where((at) => seen[at] === 0)) - darkPieces,
    pieces(where((at) => seen[at]! > 0)) - brightPieces,
  ];
}

/** Pieces that are no fringe. */
function pieces(mask: Field): number {
  const sizes: number[] = [];
  for (const label of components(mask)) if (label > 0) sizes[label - 1] = (sizes[label - 1] ?? 0) + 1;
  return sizes.filter((size) => size >= leastPiecePx).length;
}

/** The grey value that splits a picture into dark and bright with most between them (Otsu 1979), over 64 steps of its range. */
export function otsuThreshold(values: Float32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return low;
  const steps = 64;
  const counts = new Float64Array(steps);
  const scale = steps / (high - low);
  for (const value of values) {
    const step = Math.min(steps - 1, Math.floor((value - low) * scale));
    counts[step] = counts[step]! + 1;
  }
  const all = counts.reduce((sum, count, step) => sum + count * step, 0);
  let [best, first, last, below, sumBelow] = [-1, 0, 0, 0, 0];
  for (let step = 0; step < steps - 1; step += 1) {
    below += counts[step]!;
    sumBelow += counts[step]! * step;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (all - sumBelow) / above) ** 2;
    if (between > best) [best, first] = [between, step + 1];
    if (between >= best) last = step + 1;
  }
  // Between two heaps with nothing between them every place is as good: the middle.
  return low + (first + last) / 2 / scale;
}
