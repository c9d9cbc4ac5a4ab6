// One regression tree on gradients: histograms, the best split, the rows parted, and so on downwards.
// Formulas of gain and leaf: Chen and Guestrin, XGBoost (KDD 2016), (6) and (7). A node counts only the features drawn for it, which is less
// work than counting all and taking the other side by subtraction as long as fewer than half are drawn.
import type { Random } from "#shared/base/random.ts";
import { type BinnedTable, missingBin } from "./bins.ts";
import type { TreeSetBuilder } from "./tree-set.ts";

export interface TreeOptions {
  readonly mostDepth: number;
  /** Fewest training rows in a leaf. */
  readonly leastLeafRows: number;
  /** L2 penalty on leaf values, in units of the second derivative (at most 1/4 a row of weight 1). */
  readonly ridge: number;
  /** Share of the features that a split is looked for in, drawn anew for every node. */
  readonly columnShare: number;
  readonly learningRate: number;
}

/** First and second derivatives of the loss at each row. */
export interface Gradients {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

interface Split {
  feature: number;
  /** The last bin that goes left. */
  bin: number;
  missingLeft: boolean;
  gain: number;
}

/** Gains below this are rounding. */
const leastGain = 1e-9;

/** Grows trees over one table; keeps its buffers from tree to tree. */
export class TreeGrower {
  readonly #table: BinnedTable;
  readonly #options: TreeOptions;
  /** Of one feature at one node; a cell is three numbers: sum of first, sum of second, rows. */
  readonly #histogram = new Float64Array(256 * 3);
  #order = new Int32Array(0);
  readonly #scratch: Int32Array;
  readonly #features: Int32Array;

  constructor(table: BinnedTable, options: TreeOptions) {
    this.#table = table;
    this.#options = options;
    this.#features = Int32Array.from(table.bins.keys());
    this.#scratch = new Int32Array(table.rows);
  }

  /** Adds a tree grown on `rows` (given away: it is reordered). */
  grow(builder: TreeSetBuilder, rows: Int32Array<ArrayBuffer>, gradients: Gradients, random: Random): void {
    this.#order = rows;
    builder.root(this.#node(builder, 0, rows.length, 0, gradients, random));
  }

  /** The node of the rows from `from` to `to` in the tree's order, and all below it. */
  #node(
    builder: TreeSetBuilder,
    from: number,
    to: number,
    depth: number,
    gradients: Gradients,
    random: Random,
  ): number {
    const { ridge, learningRate, mostDepth, leastLeafRows } = this.#options;
    let first = 0;
    let second = 0;
    for (let at = from; at < to; at += 1) {
      first += gradients.first[this.#order[at]!]!;
      second += gradients.second[this.#order[at]!]!;
    }
    const index = builder.leaf((-learningRate * first) / (second + ridge), to - from);
    if (depth >= mostDepth || to - from < 2 * leastLeafRows) return index;
    const split = this.#best(from, to, first, second, gradients, random);
    if (split === undefined) return index;
    const middle = this.#part(from, to, split);
    builder.split(index, {
      feature: split.feature,
      threshold: this.#table.edges[split.feature]![split.bin - 1] ?? Infinity,
      missingLeft: split.missingLeft,
      left: this.#node(builder, from, middle, depth + 1, gradients, random),
      right: this.#node(builder, middle, to, depth + 1, gradients, random),
    });
    return index;
  }

  #fill(feature: number, from: number, to: number, { first, second }: Gradients): void {
    const order = this.#order;
    const histogram = this.#histogram;
    const bins = this.#table.bins[feature]!;
    histogram.fill(0, 0, (this.#table.edges[feature]!.length + 2) * 3);
    for (let at = from; at < to; at += 1) {
      const row = order[at]!;
      const cell = bins[row]! * 3;
      histogram[cell]! += first[row]!;
      histogram[cell + 1]! += second[row]!;
      histogram[cell + 2]! += 1;
    }
  }

  #best(
    from: number,
    to: number,
    first: number,
    second: number,
    gradients: Gradients,
    random: Random,
  ): Split | undefined {
    const { columnShare, ridge, leastLeafRows } = this.#options;
    const histogram = this.#histogram;
    const rows = to - from;
    const whole = (first * first) / (second + ridge);
    const best: Split = { feature: -1, bin: 0, missingLeft: false, gain: leastGain };
    for (const feature of sampled(this.#features, columnShare, random)) {
      this.#fill(feature, from, to, gradients);
      const edges = this.#table.edges[feature]!.length;
      const missingFirst = histogram[0]!;
      const missingSecond = histogram[1]!;
      const missingRows = histogram[2]!;
      let leftFirst = 0;
      let leftSecond = 0;
      let leftRows = 0;
      // Up to the last bin where rows lack a value, so that "has a value" is a split too.
      const lastBin = missingRows > 0 ? edges + 1 : edges;
      for (let bin = 1; bin <= lastBin; bin += 1) {
        const cell = bin * 3;
        if (histogram[cell + 2] === 0) continue;
        leftFirst += histogram[cell]!;
        leftSecond += histogram[cell + 1]!;
        leftRows += histogram[cell + 2]!;
        for (let missingLeft = 0; missingLeft <= (missingRows > 0 ? 1 : 0); missingLeft += 1) {
          const g = leftFirst + missingLeft * missingFirst;
          const h = leftSecond + missingLeft * missingSecond;
          const n = leftRows + missingLeft * missingRows;
          if (n < leastLeafRows || rows - n < leastLeafRows) continue;
          const gain = (g * g) / (h + ridge) + (first - g) ** 2 / (second - h + ridge) - whole;
          if (gain <= best.gain) continue;
          best.feature = feature;
          best.bin = bin;
          // Where no row lacked a value the larger side takes those that will.
          best.missingLeft = missingRows > 0 ? missingLeft === 1 : n * 2 > rows;
          best.gain = gain;
        }
      }
    }
    return best.feature < 0 ? undefined : best;
  }

  /** Parts the rows, each side in the order it was in; where the right one begins. */
  #part(from: number, to: number, { feature, bin, missingLeft }: Split): number {
    const bins = this.#table.bins[feature]!;
    const order = this.#order;
    let left = from;
    let right = 0;
    for (let at = from; at < to; at += 1) {
      const row = order[at]!;
      const value = bins[row]!;
      if (value === missingBin ? missingLeft : value <= bin) {
        order[left] = row;
        left += 1;
      } else {
        this.#scratch[right] = row;
        right += 1;
      }
    }
    order.set(this.#scratch.subarray(0, right), left);
    return left;
  }
}

/** A share of a list without repetition, at least one, in ascending order of place. */
export function sampled(list: Int32Array, share: number, random: Random): Int32Array<ArrayBuffer> {
  const wanted = Math.min(list.length, Math.max(1, Math.round(list.length * share)));
  const taken = new Int32Array(wanted);
  let count = 0;
  // Knuth's selection sampling: order is kept, one number a place.
  for (let at = 0; at < list.length && count < wanted; at += 1) {
    if (wanted < list.length && random.next() * (list.length - at) >= wanted - count) continue;
    taken[count] = list[at]!;
    count += 1;
  }
  return taken;
}
