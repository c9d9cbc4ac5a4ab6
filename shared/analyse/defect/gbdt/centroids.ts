// A second opinion beside boosted trees, for tables of few bad parts and many columns: each column alone, and only those that differ
// between bad and good by more than chance does (nearest shrunken centroids, Tibshirani and others, PNAS 2002), on ranks. It is written
// as trees of one column each, so that explaining, keeping and joining it is what it is for trees.
import type { Fold } from "../folds.ts";
import { areaUnderRoc } from "../metrics.ts";
import { marginsOf, type NumberTable, type TreeSet, TreeSetBuilder } from "./tree-set.ts";

/** Steps in which a column's ranks are told apart. */
const mostSteps = 16;
/** Standard errors by which a column's difference is shrunk: what is smaller counts for nothing. Chosen among by rows held back. */
const shrinkages = [0, 1, 1.5, 2, 2.5, 3] as const;

/** A column as equal steps of its known values in the rows learnt from, and what each step is on average. */
interface Steps {
  /** Upper edges of all steps but the last. */
  readonly edges: readonly number[];
  /** Of each step: mean rank, scaled to mean 0 and variance about 1, of all rows and of bad ones alone. */
  readonly ranks: readonly number[];
  readonly rows: readonly number[];
  readonly difference: number;
  readonly error: number;
}

/** What each column's ranks say on these rows; shrinking comes later. */
export class Centroids {
  readonly #steps: readonly Steps[];
  readonly #base: number;

  constructor(table: NumberTable, labels: Uint8Array, rows: Int32Array) {
    const positives = rows.reduce((sum, row) => sum + labels[row]!, 0);
    this.#base = Math.log((positives + 0.5) / (rows.length - positives + 0.5));
    this.#steps = table.columns.map((column) => stepsOf(column, labels, rows));
  }

  /** The model with differences shrunk by so many of their standard errors. Its margin is a sum over columns, as if they were independent. */
  shrunkBy(errors: number): TreeSet {
    const builder = new TreeSetBuilder();
    this.#steps.forEach(({ edges, ranks, rows, difference, error }, feature) => {
      const left = Math.max(0, Math.abs(difference) - errors * error);
      if (left === 0 || edges.length === 0) return;
      const node = (from: number, to: number): number => {
        const cover = rows.slice(from, to).reduce((sum, one) => sum + one, 0);
        const index = builder.leaf(Math.sign(difference) * left * (ranks[from] ?? 0), cover);
        if (to - from === 1) return index;
        const middle = (from + to) >> 1;
        // What has no value goes to the middle, where the rank says nothing.
        const missingLeft = middle >= ranks.length / 2;
        const [below, above] = [node(from, middle), node(middle, to)];
        builder.split(index, {
          feature,
          threshold: edges[middle - 1]!,
          missingLeft,
          left: below,
          right: above,
        });
        return index;
      };
      builder.root(node(0, ranks.length));
    });
    return builder.build(this.#base, builder.trees);
  }
}

function stepsOf(column: Float64Array, labels: Uint8Array, rows: Int32Array): Steps {
  const known = rows.filter((row) => !Number.isNaN(column[row]!)).sort((a, b) => column[a]! - column[b]!);
  const edges: number[] = [];
  const ranks: number[] = [];
  const counts: number[] = [];
  let [sum, squares, bad, badSum] = [0, 0, 0, 0];
  let from = 0;
  for (let at = 1; at <= known.length; at += 1) {
    const isEnd = at === known.length;
    // Equal values are never parted.
    if (!isEnd && (column[known[at]!] === column[known[at - 1]!] || at - from < known.length / mostSteps))
      continue;
    const rank = Math.sqrt(12) * ((from + at) / 2 / known.length - 0.5);
    ranks.push(rank);
    counts.push(at - from);
    if (!isEnd) edges.push((column[known[at - 1]!]! + column[known[at]!]!) / 2);
    for (let one = from; one < at; one += 1) {
      sum += rank;
      squares += rank * rank;
      if (labels[known[one]!] !== 1) continue;
      bad += 1;
      badSum += rank;
    }
    from = at;
  }
  const good = known.length - bad;
  if (bad === 0 || good === 0) return { edges: [], ranks, rows: counts, difference: 0, error: 0 };
  const variance = squares / known.length - (sum / known.length) ** 2;
  return {
    edges,
    ranks,
    rows: counts,
    difference: badSum / bad - (sum - badSum) / good,
    error: Math.sqrt(variance * (1 / bad + 1 / good)),
  };
}

/**
 * The model of all rows and, for each row, the margin by one that did not see it. How much is shrunk is what orders the rows held back
 * best. Undefined when no column differs by more.
 */
export function fitCentroids(
  table: NumberTable,
  labels: Uint8Array,
  folds: readonly Fold[],
): { trees: TreeSet; held: Float64Array } | undefined {
  const models = folds.map(({ train, test }) => ({
    centroids: new Centroids(table, labels, train),
    test,
    part: {
      rows: test.length,
      columns: table.columns.map((column) => Float64Array.from(test, (row) => column[row]!)),
    },
  }));
  let best: { errors: number; area: number; held: Float64Array } | undefined;
  for (const errors of shrinkages) {
    const held = new Float64Array(table.rows);
    for (const { centroids, test, part } of models) {
      const margins = marginsOf(centroids.shrunkBy(errors), part);
      test.forEach((row, at) => (held[row] = margins[at]!));
    }
    const area = areaUnderRoc(labels, held);
    if (area > (best?.area ?? 0)) best = { errors, area, held };
  }
  if (best === undefined) return undefined;
  const trees = new Centroids(table, labels, Int32Array.from(labels.keys())).shrunkBy(best.errors);
  return trees.roots.length === 0 ? undefined : { trees, held: best.held };
}
