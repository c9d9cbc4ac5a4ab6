// Differences that hang together: a threshold, what is too thin taken away, pieces that lie close linked to one blob, and those
// left out that are edges lying a little off.
import type { Difference } from "./difference.ts";
import { extreme, type Field } from "./image.ts";
import { type PixelBox, remainsAfterShift } from "./local-shift.ts";

export interface BlobOptions {
  /** A pixel differs when its difference is at least this many times the picture's noise ... */
  readonly noiseTimes: number;
  /** ... and at least this much. */
  readonly leastContrast: number;
  /** Radius of opening: what is nowhere wider than 2 radius + 1 pixels is taken away. 0 = keep all. */
  readonly openPx: number;
  /** Pieces of one polarity with at most twice this between them are one blob. */
  readonly linkPx: number;
  readonly leastAreaPx: number;
  /** Edges may lie this much off in places; 0 = nowhere. */
  readonly edgeShiftPx: number;
}

/** Of a flaw at least this share of its difference is left, however the template is shifted there. */
const leastRemains = 1 / 3;

/** Pixels that differ and hang together, all brighter or all darker than the template. */
export interface Blob extends PixelBox {
  readonly isBrighter: boolean;
  /** Pixels in order of rows: y x width + x. */
  readonly pixels: Int32Array;
  /** Mean of the absolute difference over the pixels, in grey values. */
  readonly contrast: number;
  /** Contrast times area over noise: how much there is of it. */
  readonly strength: number;
}

/** All blobs, the strongest first. */
export function blobsOf(difference: Difference, options: BlobOptions): Blob[] {
  const least = Math.max(options.leastContrast, options.noiseTimes * difference.noise);
  return [true, false]
    .flatMap((isBrighter) => blobsOfSign(difference, options, least, isBrighter))
    .filter(
      (blob) =>
        options.edgeShiftPx === 0 || remainsAfterShift(difference, blob, options.edgeShiftPx) >= leastRemains,
    )
    .sort((a, b) => b.strength - a.strength);
}

function blobsOfSign(
  { signed, noise }: Difference,
  { openPx, linkPx, leastAreaPx }: BlobOptions,
  least: number,
  isBrighter: boolean,
): Blob[] {
  const { width, height } = signed;
  const marked = signed.gray.map((value) => ((isBrighter ? value : -value) >= least ? 1 : 0));
  let mask: Field = { width, height, gray: marked };
  if (openPx > 0) mask = extreme(extreme(mask, openPx, "min"), openPx, "max");
  const labels = components(linkPx > 0 ? extreme(mask, linkPx, "max") : mask);
  const pixels: number[][] = [];
  for (let at = 0; at < mask.gray.length; at += 1) {
    // Opening gives back a square's corners that were never marked.
    if (mask.gray[at] === 0 || marked[at] === 0) continue;
    (pixels[labels[at]! - 1] ??= []).push(at);
  }
  return pixels.flatMap((list) => {
    if (list.length < leastAreaPx) return [];
    let [fromX, fromY, toX, toY, sum] = [width, height, 0, 0, 0];
    for (const at of list) {
      const [x, y] = [at % width, Math.floor(at / width)];
      fromX = Math.min(fromX, x);
      toX = Math.max(toX, x);
      fromY = Math.min(fromY, y);
      toY = Math.max(toY, y);
      sum += Math.abs(signed.gray[at]!);
    }
    const contrast = sum / list.length;
    const strength = sum / noise;
    return [{ isBrighter, pixels: Int32Array.from(list), fromX, fromY, toX, toY, contrast, strength }];
  });
}

/** Numbers from 1 for pixels above 0 that touch, corners included; 0 for the rest. */
export function components({ width, height, gray }: Field): Int32Array {
  const labels = new Int32Array(width * height);
  const stack: number[] = [];
  let label = 0;
  for (let start = 0; start < labels.length; start += 1) {
    if (gray[start]! <= 0 || labels[start] !== 0) continue;
    label += 1;
    labels[start] = label;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
          const next = ny * width + nx;
          if (gray[next]! <= 0 || labels[next] !== 0) continue;
          labels[next] = label;
          stack.push(next);
        }
    }
  }
  return labels;
}
