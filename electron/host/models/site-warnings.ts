// How a site's clean rows differ from what a model was trained on. It gets this site's own limits all the same; a person should know.
import type { Problem } from "#shared/base/problem.ts";
import { conformalP, sortedScores } from "#shared/analyse/defect/conformal.ts";
import { type NumberTable, rowOf } from "#shared/analyse/defect/table.ts";
import type { BoundFeature } from "./model-signals.ts";

/** Ordinary rows here that fewer than this share were as bad as in training: another machine, or another way to run it. */
const rareShare = 0.05;

/** A warning for each signal that leaves its range in clean rows; `model` is the model's id. */
export function outsideRange(
  model: string,
  features: readonly BoundFeature[],
  clean: NumberTable,
): Problem[] {
  return features.flatMap(({ signal, range }, column) => {
    if (range === undefined) return [];
    let outside = 0;
    for (let row = 0; row < clean.rows; row += 1) {
      const value = rowOf(clean, row)[column] ?? NaN;
      if (value < range[0] || value > range[1]) outside += 1;
    }
    if (outside === 0) return [];
    const message = `In ${outside} of ${clean.rows} clean rows it is outside ${range[0]} to ${range[1]}, which the model was trained on.`;
    const hint = "Its scores there are guesses: train it on rows of this machine.";
    return [
      { path: ["models", model, signal], id: "outside-range", severity: "warning" as const, message, hint },
    ];
  });
}

/** A warning when the middle one of this site's clean scores (ascending) would have been rare in training. */
export function unlikeTraining(
  model: string,
  cleanScores: Float64Array,
  trainedScores: readonly number[],
): Problem[] {
  if (trainedScores.length === 0) return [];
  const middle = cleanScores[cleanScores.length >> 1] ?? NaN;
  const share = conformalP(sortedScores(trainedScores), middle);
  if (share >= rareShare) return [];
  const message = `An ordinary clean row scores ${middle.toPrecision(3)} here; only ${(100 * share).toFixed(1)} % scored as much where it was trained.`;
  const hint = "It is used with this site's own limits, but it was trained on something else.";
  return [{ path: ["models", model], id: "unlike-training", severity: "warning", message, hint }];
}
