// Rows with gaps: what is missing is expected from what is there, by the covariance of clean history. Never zero or the last value:
// either would look like a fault, or hide one.
import { solved } from "./symmetric.ts";

/** More missing than this, and a row is not judged. */
export const mostMissingShare = 0.3;

/**
 * A standardised row with its gaps filled by their conditional mean S_mo S_oo^-1 z_o (known-data regression, Arteaga and Ferrer
 * 2002): the gaps then add nothing of their own to T2 or SPE. The row itself when it has none.
 */
export function filledIn(covariance: Float64Array, z: Float64Array): Float64Array {
  const size = z.length;
  const there: number[] = [];
  const gaps: number[] = [];
  z.forEach((value, index) => (Number.isNaN(value) ? gaps : there).push(index));
  if (gaps.length === 0) return z;
  const observed = new Float64Array(there.length * there.length);
  there.forEach((i, a) =>
    there.forEach((j, b) => {
      // A little on the diagonal: duplicate columns make it singular.
      observed[a * there.length + b] = (covariance[i * size + j] ?? 0) + (a === b ? 1e-3 : 0);
    }),
  );
  const weights = solved(
    observed,
    Float64Array.from(there, (i) => z[i] ?? 0),
  );
  const filled = Float64Array.from(z);
  for (const gap of gaps)
    filled[gap] = there.reduce((sum, j, a) => sum + (covariance[gap * size + j] ?? 0) * (weights[a] ?? 0), 0);
  return filled;
}

/** The share of values that a row has not got. */
export function missingShare(z: Float64Array): number {
  return z.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0) / Math.max(1, z.length);
}
