// Rows of numbers by column: what detectors are fitted on and judge. NaN = there is no usable value (missing, or of bad quality).

/** Numbers in rows, one after the other. */
export interface NumberTable {
  readonly columns: readonly string[];
  readonly rows: number;
  /** `rows` x `columns.length`, row by row; NaN = no usable value. */
  readonly values: Float64Array;
}

/** The rows `from` (included) to `to` (excluded) of a table, as a view. */
export function rowsOf(table: NumberTable, from: number, to: number): NumberTable {
  const width = table.columns.length;
  return {
    columns: table.columns,
    rows: to - from,
    values: table.values.subarray(from * width, to * width),
  };
}

/** One row as a view. */
export function rowOf(table: NumberTable, row: number): Float64Array {
  const width = table.columns.length;
  return table.values.subarray(row * width, (row + 1) * width);
}

/**
 * Each row with the `lags` rows before it beside it, for dynamic PCA (Ku, Storer and Georgakis 1995). Rows that have too few
 * before them are left out, so the result has `lags` rows less. Columns are called `name`, `name@-1`, `name@-2`, ...
 */
export function withLags(table: NumberTable, lags: number): NumberTable {
  if (lags === 0) return table;
  const width = table.columns.length;
  const rows = Math.max(0, table.rows - lags);
  const columns = Array.from({ length: lags + 1 }, (_, lag) =>
    table.columns.map((name) => (lag === 0 ? name : `${name}@-${lag}`)),
  ).flat();
  const values = new Float64Array(rows * columns.length);
  for (let row = 0; row < rows; row += 1)
    for (let lag = 0; lag <= lags; lag += 1)
      values.set(rowOf(table, row + lags - lag), row * columns.length + lag * width);
  return { columns, rows, values };
}
