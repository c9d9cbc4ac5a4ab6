// What clean rows say of each column and of columns together, so that a model that takes no gaps can be given rows that have some.
import { covarianceOf } from "./mspc/pca.ts";
import { filledIn, mostMissingShare, missingShare } from "./mspc/conditional.ts";
import { columnOf, median, type Standard, standardised, standardOf } from "./mspc/standardise.ts";
import { type NumberTable, rowOf } from "./table.ts";

export interface CleanRows {
  /** The middle value of each column. */
  readonly medians: Float64Array;
  readonly standard: Standard;
  readonly covariance: Float64Array;
}

/** Names of columns without a value in any row are the caller's to refuse: their median is NaN. */
export function cleanRowsOf(clean: NumberTable): CleanRows {
  const standard = standardOf(clean, "median");
  const rows = Array.from({ length: clean.rows }, (_, row) => standardised(standard, rowOf(clean, row)));
  return {
    medians: Float64Array.from(clean.columns, (_, column) =>
      median(columnOf(clean, column).filter((value) => !Number.isNaN(value))),
    ),
    standard,
    covariance: covarianceOf(rows, standard.columns.length),
  };
}

/**
 * A row with its gaps expected from the rest, as `filledIn` does it; a column that never varied is filled with its value. Undefined
 * when too much is missing to judge the row.
 */
export function completeRow(
  { medians, standard, covariance }: CleanRows,
  row: Float64Array,
): Float64Array | undefined {
  const missing = missingShare(row);
  if (missing > mostMissingShare) return undefined;
  if (missing === 0) return row;
  const complete = row.map((value, column) => (Number.isNaN(value) ? (medians[column] ?? NaN) : value));
  const z = filledIn(covariance, standardised(standard, row));
  standard.kept.forEach((column, index) => {
    if (Number.isNaN(row[column] ?? NaN))
      complete[column] = (standard.centre[index] ?? 0) + (z[index] ?? 0) * (standard.spread[index] ?? 1);
  });
  return complete;
}

/** How far each column of a complete row is from its median, in spreads; 0 for a column that never varied and does not now. */
export function distances({ medians, standard }: CleanRows, row: Float64Array): Float64Array {
  // A column that stood still always: any move is farther than those of the others.
  const away = row.map((value, column) => (value === medians[column] ? 0 : Infinity));
  standardised(standard, row).forEach((z, index) => {
    away[standard.kept[index] ?? 0] = Math.abs(z);
  });
  return away;
}
