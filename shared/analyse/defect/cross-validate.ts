// How well a label can be told from the other columns, by rows that were not learnt from.
import { stratifiedFolds, timeFold } from "./folds.ts";
import { learn, marginsFor } from "./learner.ts";
import { areaUnderRoc, averagePrecision } from "./metrics.ts";
import { type PartColumn, type PartTable } from "./part-table.ts";

/** `stratified5`: five folds by lot with equal shares of the label; `time`: learnt from the first 70 % of the rows, judged on the last 30 %. */
export const crossValidations = ["stratified5", "time"] as const;
export type CrossValidation = (typeof crossValidations)[number];

export interface Scores {
  readonly auc: number;
  readonly averagePrecision: number;
}

/** Means over the folds, as papers report them. */
export interface LearnReport extends Scores {
  readonly folds: readonly (Scores & { readonly rows: number; readonly positives: number })[];
  readonly rows: number;
  readonly positives: number;
  /** With more than two labels: each against the rest. The scores above are the means over them. */
  readonly classes?: readonly (Scores & { readonly label: string; readonly positives: number })[];
}

/** The labels of a column, as text for each row (empty = none), and which of them is the positive one of two. */
export interface Labels {
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/** Words that say "bad" or "yes": with two labels the positive one, whatever their shares. */
const positiveWords =
  /^(1|true|yes|y|fail|failed|failure|bad|nok|ng|nio|defect|defective|reject|rejected|scrap)$/i;

/**
 * The labels that a column holds, the positive one of two last: that which says so (1, true, fail, nok, …), the larger number, or else
 * the rarer one.
 */
export function labelsOf(column: PartColumn): Labels {
  const text = (row: number): string => {
    if (column.kind === "number") return Number.isNaN(column.values[row]!) ? "" : `${column.values[row]!}`;
    return column.codes[row]! < 0 ? "" : column.levels[column.codes[row]!]!;
  };
  const rows = column.kind === "number" ? column.values.length : column.codes.length;
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row += 1)
    if (text(row) !== "") counts.set(text(row), (counts.get(text(row)) ?? 0) + 1);
  const names = [...counts.keys()].sort((a, b) => {
    if (saysPositive(a) !== saysPositive(b)) return saysPositive(a) ? 1 : -1;
    if (column.kind === "number") return Number(a) - Number(b);
    return counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1);
  });
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return { codes: Int32Array.from({ length: rows }, (_, row) => codeOf.get(text(row)) ?? -1), names };
}

function saysPositive(label: string): boolean {
  return positiveWords.test(label);
}

/**
 * Judges by `cv` how a label can be told from `table` (without its column). Every row has a label. Positives are the rows of the
 * last of two labels; of more labels, all but the most frequent.
 */
export function crossValidate(
  table: PartTable,
  labels: Labels,
  cv: CrossValidation,
  seed: number,
): LearnReport {
  const folds = cv === "time" ? [timeFold(table.rows)] : stratifiedFolds(labels.codes, 5, seed);
  const asked = labels.names.length === 2 ? [1] : [...labels.names.keys()];
  const counts = labels.names.map((_, code) =>
    labels.codes.reduce((sum, one) => sum + (one === code ? 1 : 0), 0),
  );
  const commonest = counts.indexOf(Math.max(...counts));
  const isPositive = (row: number): boolean =>
    labels.names.length === 2 ? labels.codes[row] === 1 : labels.codes[row] !== commonest;
  const byClass = asked.map((code) => {
    const yes = Uint8Array.from(labels.codes, (one) => (one === code ? 1 : 0));
    return folds.map(({ train, test }) => {
      const model = learn(table, yes, train, { order: cv === "time" ? "time" : "none", seed });
      const scores = marginsFor(model, table, test);
      const truth = Uint8Array.from(test, (row) => yes[row]!);
      return { auc: areaUnderRoc(truth, scores), averagePrecision: averagePrecision(truth, scores) };
    });
  });
  const perFold = folds.map(({ test }, index) => ({
    ...meanScores(byClass.map((scores) => scores[index]!)),
    rows: test.length,
    positives: test.reduce((sum, row) => sum + (isPositive(row) ? 1 : 0), 0),
  }));
  return {
    ...meanScores(perFold),
    folds: perFold,
    rows: table.rows,
    positives: labels.codes.reduce((sum, _, row) => sum + (isPositive(row) ? 1 : 0), 0),
    ...(asked.length === 1
      ? {}
      : {
          classes: asked.map((code, index) => ({
            label: labels.names[code]!,
            ...meanScores(byClass[index]!),
            positives: counts[code]!,
          })),
        }),
  };
}

/** Means of what could be measured; a fold without both classes has no score. */
function meanScores(scores: readonly Scores[]): Scores {
  const mean = (pick: (one: Scores) => number): number => {
    const known = scores.map(pick).filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  return { auc: mean(({ auc }) => auc), averagePrecision: mean((one) => one.averagePrecision) };
}
