// How much each of two models is worth beside the other, learnt from rows that neither has seen (stacking, Wolpert 1992).
import { probabilityOf } from "./tree-set.ts";

/** Of the log odds as a whole, what a margin of each model adds: never below 0, since no opinion is turned round. */
export type StackWeights = readonly [first: number, second: number];

/** Penalty on weights, in rows: with few positives two weights follow chance less. */
const ridge = 1;

/** Weights of two margins by logistic regression on rows held back; a model whose weight would be negative is left out. */
export function stackWeights(first: Float64Array, second: Float64Array, labels: Uint8Array): StackWeights {
  const [a, b] = logisticWeights([first, second], labels);
  if (a! >= 0 && b! >= 0) return [a!, b!];
  return a! < 0
    ? [0, Math.max(0, logisticWeights([second], labels)[0]!)]
    : [Math.max(0, logisticWeights([first], labels)[0]!), 0];
}

/** Ridge logistic regression on columns brought to deviation 1; weights for the columns as they came. */
function logisticWeights(columns: readonly Float64Array[], labels: Uint8Array): number[] {
  const rows = labels.length;
  const scaled = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / rows;
    const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows) || 1;
    return { deviation, z: column.map((value) => (value - mean) / deviation) };
  });
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const weights = new Float64Array(columns.length);
  let intercept = Math.log((positives + 0.5) / (rows - positives + 0.5));
  for (let round = 0; round < 200; round += 1) {
    // The intercept first, then one weight after the other: each step is exact for its own weight (coordinate descent).
    let moved = 0;
    for (let which = -1; which < weights.length; which += 1) {
      let gradient = which < 0 ? 0 : ridge * weights[which]!;
      let curvature = which < 0 ? 1e-9 : ridge;
      for (let row = 0; row < rows; row += 1) {
        let margin = intercept;
        scaled.forEach(({ z }, column) => (margin += weights[column]! * z[row]!));
        const p = probabilityOf(margin);
        const x = which < 0 ? 1 : scaled[which]!.z[row]!;
        gradient += (p - labels[row]!) * x;
        curvature += p * (1 - p) * x * x;
      }
      const step = Math.max(-1, Math.min(1, gradient / curvature));
      if (which < 0) intercept -= step;
      else weights[which] = weights[which]! - step;
      moved = Math.max(moved, Math.abs(step));
    }
    if (moved < 1e-6) break;
  }
  return [...weights].map((weight, column) => weight / scaled[column]!.deviation);
}
