// From a table of parts and a label to a model: features, several boosted models over each other's rows, in order of time a second
// opinion column by column, and calibration.
import type { Fold } from "./folds.ts";
import { blockFolds, stratifiedFolds } from "./folds.ts";
import { type Feature, featuresOf, featureValues } from "./features.ts";
import { type BoostOptions, boostPath, leastAt } from "./gbdt/boost.ts";
import { type Calibration, calibrated, fitCalibration } from "./gbdt/calibration.ts";
import { fitCentroids } from "./gbdt/centroids.ts";
import { stackWeights } from "./gbdt/stack.ts";
import { marginsOf, meanOfTreeSets, type NumberTable, sumOfTreeSets, type TreeSet } from "./gbdt/tree-set.ts";
import type { PartTable } from "./part-table.ts";

/** A model of one yes-or-no label. */
export interface DefectModel {
  readonly features: readonly Feature[];
  readonly trees: TreeSet;
  readonly calibration: Calibration;
}

export interface LearnOptions {
  /** `time`: rows are in order of time, so the rows that judge are stretches of it; else they are drawn by lot. */
  readonly order: "time" | "none";
  readonly seed: number;
  readonly boost?: Partial<BoostOptions>;
}

/**
 * Models of which the mean is taken; each leaves out another part of the rows. Rare positives ask for more of them: each then learns
 * from more of the positives, and their chance differences average out. Where there are many, more models would only take time.
 */
const manyPositives = 200;
const membersOf = (positives: number): number => (positives >= manyPositives ? 4 : 10);

/**
 * Learns a label from some rows. Each of several models leaves out another part of them; how many trees are best is read from their
 * joint loss there, and so is what probability a margin means. The mean of them is the model (after Breiman's bagging, 1996): as a
 * whole it has seen every row.
 */
export function learn(
  table: PartTable,
  labels: Uint8Array,
  rows: Int32Array,
  { order, seed, boost }: LearnOptions,
): DefectModel {
  const features = featuresOf(table, rows);
  const values = featureValues(table, features, rows);
  const known = Uint8Array.from(rows, (row) => labels[row]!);
  const members = membersOf(known.reduce((sum, label) => sum + label, 0));
  const folds = order === "time" ? blockFolds(known.length, members) : stratifiedFolds(known, members, seed);
  const paths = folds.map(({ train, test }, index) =>
    boostPath(values, known, train, test, {
      ...shapedOptions(values),
      seed: seed + index,
      ...boost,
    }),
  );
  const length = Math.max(...paths.map(({ trees }) => trees));
  const joint = Array.from({ length }, (_, trees) =>
    paths.reduce((sum, { heldLoss }, index) => sum + (heldLoss[trees] ?? 0) * folds[index]!.test.length, 0),
  );
  const trees = leastAt(joint) + 1;
  const sets = paths.map((path) => path.upTo(trees));
  const boosted = { trees: meanOfTreeSets(sets), held: heldMargins(sets, values, folds) };
  // Rows drawn by lot tell the trees enough; a stretch of time that they never saw is where the slower opinion is worth its time.
  const model =
    order === "time" ? withCentroids(boosted, fitCentroids(values, known, folds), known) : boosted;
  return { features, trees: model.trees, calibration: fitCalibration(model.held, known) };
}

/** A model of all rows, and the margin of each row by one that did not see it. */
interface Told {
  readonly trees: TreeSet;
  readonly held: Float64Array;
}

/** Both opinions as one, each for what it is worth beside the other on rows that neither saw. */
function withCentroids(boosted: Told, centroids: Told | undefined, labels: Uint8Array): Told {
  if (centroids === undefined) return boosted;
  const [first, second] = stackWeights(boosted.held, centroids.held, labels);
  if (second === 0) return boosted;
  return {
    trees: sumOfTreeSets([
      { set: boosted.trees, weight: first },
      { set: centroids.trees, weight: second },
    ]),
    held: boosted.held.map((margin, row) => first * margin + second * centroids.held[row]!),
  };
}

/**
 * What follows from a table's shape: each split looks among the square root of the features (Breiman's random forests, 2001), and
 * a bin holds some twenty rows, below which its edges are chance.
 */
function shapedOptions({ rows, columns }: NumberTable): Partial<BoostOptions> {
  return {
    columnShare: 1 / Math.sqrt(Math.max(1, columns.length)),
    mostBins: Math.max(8, Math.min(255, Math.round(rows / 20))),
  };
}

/** The margin of every row by the model that did not see it. */
function heldMargins(sets: readonly TreeSet[], values: NumberTable, folds: readonly Fold[]): Float64Array {
  const margins = new Float64Array(values.rows);
  folds.forEach(({ test }, index) => {
    const part = {
      rows: test.length,
      columns: values.columns.map((column) => Float64Array.from(test, (row) => column[row]!)),
    };
    const told = marginsOf(sets[index]!, part);
    test.forEach((row, at) => (margins[row] = told[at]!));
  });
  return margins;
}

/** Log odds before calibration: what contributions add up to. */
export function marginsFor(model: DefectModel, table: PartTable, rows: Int32Array): Float64Array {
  return marginsOf(model.trees, featureValues(table, model.features, rows));
}

/** Calibrated probabilities of the label. */
export function probabilitiesFor(model: DefectModel, table: PartTable, rows: Int32Array): Float64Array {
  return marginsFor(model, table, rows).map((margin) => calibrated(model.calibration, margin));
}
