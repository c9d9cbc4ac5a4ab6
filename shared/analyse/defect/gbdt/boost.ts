// Gradient-boosted trees for a yes-or-no label: log loss, second order, one tree after the other.
// Friedman (2001) and Chen and Guestrin (KDD 2016). Equal input and seed give equal trees, bit for bit.
import { hash32, seededRandom } from "#shared/base/random.ts";
import { binned } from "./bins.ts";
import { sampled, TreeGrower, type TreeOptions } from "./grow-tree.ts";
import { type NumberTable, probabilityOf, type TreeSet, TreeSetBuilder } from "./tree-set.ts";

export interface BoostOptions extends TreeOptions {
  readonly mostTrees: number;
  /** 2 to 255. */
  readonly mostBins: number;
  /** Share of the rows that each tree sees, drawn without repetition. */
  readonly rowShare: number;
  /** How much a positive row counts beside a negative one. */
  readonly positiveWeight: number;
  readonly seed: number;
}

/** Ends when the log loss of the rows held back was not beaten for `patience` trees; the best number of trees is kept. */
export interface EarlyStop {
  readonly patience: number;
  /** Share of the rows held back: the last ones (`time`, rows being in order of time), or as many of each label by lot. */
  readonly share: number;
  readonly by: "time" | "stratified";
}

/** Reasons: small steps on samples of rows and columns, so that no single tree, row or column decides. */
const boostDefaults: BoostOptions = {
  mostTrees: 400,
  mostBins: 255,
  mostDepth: 5,
  leastLeafRows: 10,
  ridge: 1,
  columnShare: 0.5,
  rowShare: 0.8,
  learningRate: 0.03,
  positiveWeight: 1,
  seed: 1,
};

/** A model while it grows longer. */
export interface BoostPath {
  /** Log loss of the rows held back after 1, 2, … trees, in nats; empty without such rows. */
  readonly heldLoss: readonly number[];
  readonly trees: number;
  /** The model of the first `trees` trees. */
  upTo(trees: number): TreeSet;
}

/**
 * Trees that tell the log odds of label 1. `labels` are 0 or 1, one for each row; with one class only there are no trees, and
 * the base margin tells the smoothed rate.
 */
export function boost(
  table: NumberTable,
  labels: Uint8Array,
  options: Partial<BoostOptions> & { readonly stop?: EarlyStop } = {},
): TreeSet {
  const { stop, ...rest } = options;
  const { fit, held } = heldBack(labels, stop, rest.seed ?? boostDefaults.seed);
  const path = boostPath(table, labels, fit, held, rest, stop?.patience);
  if (stop === undefined) return path.upTo(path.trees);
  return path.upTo(leastAt(path.heldLoss) + 1);
}

/** Grows a model on the rows `fit` and notes after each tree how it does on `held`; ends early when that was not beaten for `patience` trees. */
export function boostPath(
  table: NumberTable,
  labels: Uint8Array,
  fit: Int32Array,
  held: Int32Array,
  options: Partial<BoostOptions> = {},
  patience = Infinity,
): BoostPath {
  const settings = { ...boostDefaults, ...options };
  const random = seededRandom(settings.seed);
  const base = baseMargin(labels, fit, settings.positiveWeight);
  const builder = new TreeSetBuilder();
  const heldLoss: number[] = [];
  const path = {
    heldLoss,
    get trees() {
      return builder.trees;
    },
    upTo: (trees: number) => builder.build(base, trees),
  };
  const isOneClass = fit.every((row) => labels[row] === labels[fit[0]!]);
  if (isOneClass || table.columns.length === 0) return path;

  const grower = new TreeGrower(binned(table, settings.mostBins), settings);
  const margins = new Float64Array(table.rows).fill(base);
  const first = new Float64Array(table.rows);
  const second = new Float64Array(table.rows);
  let best = { trees: 0, loss: Infinity };
  while (builder.trees < settings.mostTrees && builder.trees - best.trees < patience) {
    for (const row of fit) {
      const p = probabilityOf(margins[row]!);
      const weight = labels[row] === 1 ? settings.positiveWeight : 1;
      first[row] = weight * (p - labels[row]!);
      second[row] = weight * p * (1 - p);
    }
    grower.grow(builder, sampled(fit, settings.rowShare, random), { first, second }, random);
    builder.addLast(table, margins);
    if (held.length === 0) continue;
    const loss = logLoss(labels, margins, held, settings.positiveWeight);
    heldLoss.push(loss);
    if (loss < best.loss) best = { trees: builder.trees, loss };
  }
  return path;
}

/** The place of the least number; -1 of none. */
export function leastAt(values: readonly number[]): number {
  return values.reduce((least, value, at) => (value < (values[least] ?? Infinity) ? at : least), -1);
}

function baseMargin(labels: Uint8Array, rows: Int32Array, positiveWeight: number): number {
  let positives = 0;
  for (const row of rows) positives += labels[row]!;
  // Half a row of each class, so that one class alone is no certainty.
  return Math.log((positiveWeight * (positives + 0.5)) / (rows.length - positives + 0.5));
}

function heldBack(
  labels: Uint8Array,
  stop: EarlyStop | undefined,
  seed: number,
): { fit: Int32Array; held: Int32Array } {
  const all = Int32Array.from(labels.keys());
  if (stop === undefined) return { fit: all, held: new Int32Array(0) };
  if (stop.by === "time") {
    const begin = Math.round(labels.length * (1 - stop.share));
    return { fit: all.subarray(0, begin), held: all.subarray(begin) };
  }
  const random = seededRandom(hash32("held back", seed));
  const isHeld = new Uint8Array(labels.length);
  for (const label of [0, 1]) {
    const rows = all.filter((row) => labels[row] === label);
    for (const row of sampled(rows, stop.share, random)) isHeld[row] = 1;
  }
  return { fit: all.filter((row) => isHeld[row] === 0), held: all.filter((row) => isHeld[row] === 1) };
}

/** Mean log loss of some rows, in nats. */
function logLoss(
  labels: Uint8Array,
  margins: Float64Array,
  rows: Int32Array,
  positiveWeight: number,
): number {
  let sum = 0;
  let weights = 0;
  for (const row of rows) {
    const signed = labels[row] === 1 ? -margins[row]! : margins[row]!;
    const weight = labels[row] === 1 ? positiveWeight : 1;
    // log(1 + e^x) without overflow.
    sum += weight * (Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed))));
    weights += weight;
  }
  return sum / weights;
}
