// How well scores order rows with a yes-or-no label. Ties are neither luck nor skill.
import { assert } from "#shared/base/assert.ts";

/** Rows from the highest score down. */
function ranked(scores: Float64Array): Int32Array {
  assert(!scores.some(Number.isNaN), "a score is no number");
  return Int32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
}

/**
 * Area under the ROC curve: the chance that a positive row scores above a negative one, a tie counting half (Mann-Whitney).
 * NaN when one of the two classes is absent.
 */
export function areaUnderRoc(labels: Uint8Array, scores: Float64Array): number {
  const order = ranked(scores);
  let positives = 0;
  let negatives = 0;
  let pairs = 0;
  for (let at = 0; at < order.length;) {
    let tiedPositives = 0;
    let tiedNegatives = 0;
    const score = scores[order[at]!]!;
    for (; at < order.length && scores[order[at]!] === score; at += 1)
      if (labels[order[at]!] === 1) tiedPositives += 1;
      else tiedNegatives += 1;
    pairs += tiedNegatives * (positives + tiedPositives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
  }
  return pairs / (positives * negatives);
}

/**
 * Average precision: the sum over distinct scores of the recall gained times the precision there, without interpolation, as
 * scikit-learn's `average_precision_score` defines it. NaN without a positive row.
 */
export function averagePrecision(labels: Uint8Array, scores: Float64Array): number {
  const order = ranked(scores);
  let positives = 0;
  let sum = 0;
  for (let at = 0; at < order.length;) {
    const before = positives;
    const score = scores[order[at]!]!;
    for (; at < order.length && scores[order[at]!] === score; at += 1) positives += labels[order[at]!]!;
    sum += ((positives - before) * positives) / at;
  }
  return sum / positives;
}
