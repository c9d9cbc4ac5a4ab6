// The defect engine against open data with known truth, lines with a planted cause, and simulated shifts.
import type { ValidationOptions, ValidationResult } from "../validate.ts";
import { cleanShiftRows } from "./clean-shifts.ts";
import { cycleRows } from "./cycles.ts";
import { engineRows } from "./engine-rows.ts";
import { labelledRows, secomDriftRows } from "./labelled.ts";
import { mspcColumns, mspcRows } from "./mspc-rows.ts";
import { plantedRows } from "./planted.ts";
import { qualityRows } from "./quality-rows.ts";
import { visionRows } from "./vision-rows.ts";
import { watchRows } from "./watch-rows.ts";

/** Measures everything; the table's first column is ours, the next two are what costs nothing. */
export function validate({ seed, tell }: ValidationOptions): Promise<ValidationResult> {
  const notes: string[] = [];
  const seeds = [0, 1, 2, 3, 4].map((one) => seed + one);
  const rows = [
    ...mspcRows(seeds, notes, tell),
    ...cleanShiftRows(seed, notes),
    ...cycleRows(seeds, notes),
    ...labelledRows(notes, tell),
    ...secomDriftRows(notes, tell),
    ...plantedRows(tell),
    ...qualityRows(notes, tell),
    ...visionRows(seed, notes, tell),
    ...watchRows(notes, tell),
    ...engineRows(notes, tell),
  ];
  notes.push(
    "Judged is the mean over seeds. The last 30 % of SECOM have 26 failures: chance alone moves an AUC there by some .06.",
    "The learner's second opinion (shrunken centroids, stacked inside the training rows, asked only when rows are in order of time) was chosen",
    "by looking at the first 70 % of SECOM alone; the last 30 % were judged once it was fixed. That it is not asked by lot was decided on the",
    "folds by lot themselves (AUC .733 with it, .745 without): those folds hold rows that were looked at.",
    "SECOM-432 had its gaps filled with medians over all rows by those who published it, a small leak; do not compare with raw SECOM.",
  );
  return Promise.resolve({
    table: { title: "Defects: detectors, labels and causes", columns: [...mspcColumns], rows, notes },
    broken: [],
    engine: "gemba-defect 1",
  });
}
