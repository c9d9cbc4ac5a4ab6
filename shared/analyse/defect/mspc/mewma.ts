// MEWMA: small shifts that last, seen in smoothed rows (Lowry et al. 1992), judged by how much *smoothed* clean rows vary.
import type { Pca } from "./pca.ts";
import { inverseOf } from "./symmetric.ts";

/** Rows that the smoothing is about as long as: lambda = 2 / (rows + 1). */
export function lambdaOf(smoothingRows: number): number {
  return 2 / (smoothingRows + 1);
}

/** Moves `state` towards `z` by `lambda`, in place. A state begins at 0, the centre of the history. */
export function smooth(state: Float64Array, z: Float64Array, lambda: number): void {
  for (let i = 0; i < state.length; i += 1)
    state[i] = (state[i] ?? 0) + lambda * ((z[i] ?? 0) - (state[i] ?? 0));
}

/** Variances below this are rounding or duplicate columns. */
const leastVariance = 1e-4;

/**
 * The matrix of z' M z for smoothed standardised rows z: the inverse of their covariance, taken in the components' scores. The
 * textbook's lambda / (2 - lambda) times the covariance of single rows is right only for rows that do not depend on each other;
 * those of machines do, so it is measured. `smoothed`: clean history, smoothed, without its beginning.
 */
export function mewmaMatrix(
  pca: Pca,
  smoothed: readonly Float64Array[],
  smoothingRows: number,
): Float64Array {
  const { values, vectors } = pca.eigen;
  const size = values.length;
  const scale = values.map((value) => 1 / Math.sqrt(Math.max(value, leastVariance)));
  const covariance = new Float64Array(size * size);
  const scores = new Float64Array(size);
  for (const z of smoothed) {
    for (let i = 0; i < size; i += 1) {
      let sum = 0;
      for (let j = 0; j < size; j += 1) sum += (vectors[i * size + j] ?? 0) * (z[j] ?? 0);
      scores[i] = sum * (scale[i] ?? 0);
    }
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1)
        covariance[i * size + j] =
          (covariance[i * size + j] ?? 0) + ((scores[i] ?? 0) * (scores[j] ?? 0)) / smoothed.length;
  }
  // The fewer independent smoothed rows there are for a column, the less their products say: they are drawn to the diagonal.
  // A rule of thumb; between a tenth and ten times of it little changes.
  const independent = smoothed.length / smoothingRows;
  const shrunk = 1 - size / (size + 8 * independent);
  const inverse = inverseOf(
    // A little on the diagonal: duplicate columns have scores that do not vary at all.
    covariance.map((value, at) => (at % (size + 1) === 0 ? value + 1e-6 : value * shrunk)),
    size,
  );
  // From scores back to columns: M = B' inverse B, B = scale x vectors.
  const half = new Float64Array(size * size);
  const matrix = new Float64Array(size * size);
  const b = (i: number, j: number): number => (scale[i] ?? 0) * (vectors[i * size + j] ?? 0);
  for (let i = 0; i < size; i += 1)
    for (let k = 0; k < size; k += 1) {
      const weight = inverse[i * size + k] ?? 0;
      for (let j = 0; j < size; j += 1) half[i * size + j] = (half[i * size + j] ?? 0) + weight * b(k, j);
    }
  for (let k = 0; k < size; k += 1)
    for (let i = 0; i < size; i += 1) {
      const left = b(k, i);
      for (let j = 0; j < size; j += 1)
        matrix[i * size + j] = (matrix[i * size + j] ?? 0) + left * (half[k * size + j] ?? 0);
    }
  return matrix;
}
