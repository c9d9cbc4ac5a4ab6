// Principal components of clean history: what the columns do together (scores, judged by T2) and what is left (residual, SPE).
import type { NumberTable } from "../table.ts";
import { rowOf } from "../table.ts";
import { filledIn } from "./conditional.ts";
import { type Centre, type Standard, standardised, standardOf } from "./standardise.ts";
import { type Eigen, eigenOf, quadraticForm, rebuilt } from "./symmetric.ts";

/** How many components are kept: so many, or as many as explain a share of the variance. */
export type Components = { readonly count: number } | { readonly varianceShare: number };

/** Variances below this (in spreads squared) are rounding or duplicate columns; they are not divided by. */
const leastVariance = 1e-4;

export interface Pca {
  readonly standard: Standard;
  /** Of the correlation matrix. */
  readonly eigen: Eigen;
  readonly components: number;
  /** Rows it was fitted on. */
  readonly rows: number;
  /** T2 = z' t2Matrix z, SPE = z' speMatrix z; z = standardised row. */
  readonly t2Matrix: Float64Array;
  readonly speMatrix: Float64Array;
  /** Covariance of standardised rows, to fill in what is missing. */
  readonly covariance: Float64Array;
}

/** Fits on clean rows. A row with a missing value counts in each pair of columns that it has. */
export function fitPca(history: NumberTable, options: { centre: Centre; components: Components }): Pca {
  const standard = standardOf(history, options.centre);
  const size = standard.columns.length;
  const covariance = covarianceOf(
    Array.from({ length: history.rows }, (_, row) => standardised(standard, rowOf(history, row))),
    size,
  );
  return pcaOf(standard, covariance, history.rows, options.components);
}

/** The components of a covariance of standardised rows: of a fresh one, or of one that was kept. */
export function pcaOf(standard: Standard, covariance: Float64Array, rows: number, wanted: Components): Pca {
  const eigen = eigenOf(covariance, standard.columns.length);
  const components = componentsOf(eigen, wanted);
  return {
    standard,
    eigen,
    components,
    rows,
    t2Matrix: rebuilt(eigen, (value, index) => (index < components ? 1 / Math.max(value, leastVariance) : 0)),
    speMatrix: rebuilt(eigen, (_, index) => (index < components ? 0 : 1)),
    covariance,
  };
}

/** Mean products of standardised rows, pair by pair over the rows that have both (n - 1 below, as in the correlation). */
export function covarianceOf(rows: readonly Float64Array[], size: number): Float64Array {
  const sums = new Float64Array(size * size);
  const counts = new Float64Array(size * size);
  for (const z of rows)
    for (let i = 0; i < size; i += 1) {
      const left = z[i] ?? NaN;
      if (Number.isNaN(left)) continue;
      for (let j = 0; j < size; j += 1) {
        const right = z[j] ?? NaN;
        if (Number.isNaN(right)) continue;
        const at = i * size + j;
        sums[at] = (sums[at] ?? 0) + left * right;
        counts[at] = (counts[at] ?? 0) + 1;
      }
    }
  return sums.map((sum, at) => sum / Math.max(1, (counts[at] ?? 0) - 1));
}

function componentsOf(eigen: Eigen, wanted: Components): number {
  const size = eigen.values.length;
  if ("count" in wanted) return Math.min(wanted.count, size);
  const total = eigen.values.reduce((sum, value) => sum + value, 0);
  let explained = 0;
  for (let count = 0; count < size; count += 1) {
    explained += eigen.values[count] ?? 0;
    if (explained >= wanted.varianceShare * total) return count + 1;
  }
  return size;
}

/** Hotelling's T2 and the squared prediction error (SPE, Q) of a row; a missing value is filled in from those there. */
export function judgeRow(pca: Pca, row: Float64Array): { t2: number; spe: number } {
  const z = filledIn(pca.covariance, standardised(pca.standard, row));
  return { t2: quadraticForm(pca.t2Matrix, z), spe: quadraticForm(pca.speMatrix, z) };
}
