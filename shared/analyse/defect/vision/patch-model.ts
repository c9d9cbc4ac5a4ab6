// Pictures without an exact template: each patch is compared with the patches of good pictures (after PatchCore, Roth et al. 2022, with
// histograms of gradients in place of a trained network: weaker on rich objects, and needing nothing but good pictures).
import { seededRandom } from "../../../base/random.ts";
import { sortedScores } from "../conformal.ts";
import type { GrayImage } from "./image.ts";
import { descriptorLength, patchDescriptors } from "./patch-descriptors.ts";

export interface PatchOptions {
  /** Most patches that are remembered. */
  readonly mostRemembered: number;
  readonly seed: number;
}

/** Remembered patches of good pictures, each number in its own standard deviation. */
export interface PatchModel {
  readonly scale: Float32Array;
  readonly remembered: Float32Array;
  /** Worst patches of good pictures that nothing was learnt from, ascending: what `conformalP` takes. */
  readonly cleanWorst: Float64Array;
}

/** How far each patch of a picture is from the nearest good one. */
export interface PatchScores {
  readonly columns: number;
  readonly rows: number;
  /** Patch (column, row) covers two by two cells of `cellPx` from (column, row) x cellPx. */
  readonly distances: Float32Array;
  /** The largest of them: the picture's score. */
  readonly worst: number;
}

/**
 * Learns from two thirds of the good pictures and calibrates on the others, so that p = conformalP(cleanWorst, worst) is honest. Throws
 * RangeError for fewer than three pictures, or pictures too small to hold a patch.
 */
export function fitPatchModel(
  good: readonly GrayImage[],
  { mostRemembered, seed }: PatchOptions,
): PatchModel {
  if (good.length < 3) throw new RangeError("a patch model needs three good pictures at least");
  const descriptors = good.map(patchDescriptors);
  const learnt = descriptors.filter((_, index) => index % 3 !== 2).map(({ values }) => values);
  const count = learnt.reduce((sum, values) => sum + values.length, 0) / descriptorLength;
  if (count === 0) throw new RangeError("the pictures are smaller than a patch");
  const all = new Float32Array(count * descriptorLength);
  let next = 0;
  for (const values of learnt) {
    all.set(values, next);
    next += values.length;
  }
  const scale = spreads(all);
  scaled(all, scale);
  const model = { scale, remembered: coreset(all, mostRemembered, seed) };
  const clean = good.filter((_, index) => index % 3 === 2).map((image) => patchScores(model, image).worst);
  return { ...model, cleanWorst: sortedScores(clean) };
}

/** Distance of each patch of a picture to the nearest remembered one. */
export function patchScores(
  { scale, remembered }: Pick<PatchModel, "scale" | "remembered">,
  image: GrayImage,
): PatchScores {
  const { columns, rows, values } = patchDescriptors(image);
  scaled(values, scale);
  const distances = new Float32Array(columns * rows);
  let worst = 0;
  for (let patch = 0; patch < distances.length; patch += 1) {
    let nearest = Infinity;
    for (let other = 0; other < remembered.length; other += descriptorLength)
      nearest = Math.min(
        nearest,
        squaredDistance(values, patch * descriptorLength, remembered, other, nearest),
      );
    distances[patch] = Math.sqrt(nearest);
    worst = Math.max(worst, distances[patch]!);
  }
  return { columns, rows, distances, worst };
}

/** Standard deviation of each number over all patches; one that never varies counts in its own unit. */
function spreads(all: Float32Array): Float32Array<ArrayBuffer> {
  const count = all.length / descriptorLength;
  return Float32Array.from({ length: descriptorLength }, (_, number) => {
    let [sum, squares] = [0, 0];
    for (let at = number; at < all.length; at += descriptorLength) {
      sum += all[at]!;
      squares += all[at]! ** 2;
    }
    return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)) || 1;
  });
}

function scaled(values: Float32Array, scale: Float32Array): void {
  for (let at = 0; at < values.length; at += 1) values[at]! /= scale[at % descriptorLength]!;
}

/** The squared distance, or the first partial sum beyond `enough`. */
function squaredDistance(
  a: Float32Array,
  fromA: number,
  b: Float32Array,
  fromB: number,
  enough: number,
): number {
  let sum = 0;
  for (let number = 0; number < descriptorLength; number += 1) {
    const apart = a[fromA + number]! - b[fromB + number]!;
    sum += apart * apart;
    if (sum > enough) break;
  }
  return sum;
}

/** Patches of which every other has one near: each next is the one farthest from those taken (greedy k-centre, Gonzalez 1985). */
function coreset(all: Float32Array, most: number, seed: number): Float32Array<ArrayBuffer> {
  const count = all.length / descriptorLength;
  const taken = Math.min(most, count);
  const chosen = new Float32Array(taken * descriptorLength);
  const nearest = new Float32Array(count).fill(Infinity);
  let next = Math.floor(seededRandom(seed).next() * count);
  for (let index = 0; index < taken; index += 1) {
    const from = next * descriptorLength;
    chosen.set(all.subarray(from, from + descriptorLength), index * descriptorLength);
    let farthest = -1;
    for (let patch = 0; patch < count; patch += 1) {
      const apart = squaredDistance(all, patch * descriptorLength, all, from, nearest[patch]!);
      if (apart < nearest[patch]!) nearest[patch] = apart;
      if (nearest[patch]! > farthest) [farthest, next] = [nearest[patch]!, patch];
    }
  }
  return chosen;
}
