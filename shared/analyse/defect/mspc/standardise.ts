// Columns on a common scale: the centre and the spread of clean history.
import { type NumberTable, rowOf } from "../table.ts";

/** How a column's centre and spread are taken: `mean` with standard deviation, or `median` with 1.4826 x median deviation. */
export type Centre = "mean" | "median";

/** What makes a row comparable. Only columns that vary in the history are kept. */
export interface Standard {
  /** Names of the kept columns. */
  readonly columns: readonly string[];
  /** Their places in the given table. */
  readonly kept: readonly number[];
  /** Columns whose history shows one value only: nothing can be said about how far they may move. */
  readonly constant: readonly string[];
  readonly centre: Float64Array;
  readonly spread: Float64Array;
}

/** Centre and spread of each column. With `median`, a column that stands still more than half the time falls back to the mean. */
export function standardOf(table: NumberTable, by: Centre): Standard {
  const kept: number[] = [];
  const constant: string[] = [];
  const centre: number[] = [];
  const spread: number[] = [];
  table.columns.forEach((name, column) => {
    const seen = columnOf(table, column).filter((value) => !Number.isNaN(value));
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
    const deviation = Math.sqrt(
      seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, seen.length - 1),
    );
    // Rounding alone makes a constant column's deviation differ from zero.
    if (seen.length < 2 || !(deviation > 1e-12 * Math.abs(mean)) || deviation === 0) {
      constant.push(name);
      return;
    }
    const middle = by === "median" ? median(seen) : mean;
    const robust = by === "median" ? 1.4826 * median(seen.map((value) => Math.abs(value - middle))) : 0;
    kept.push(column);
    centre.push(robust > 0 ? middle : mean);
    spread.push(robust > 0 ? robust : deviation);
  });
  return {
    columns: kept.map((column) => table.columns[column] ?? ""),
    kept,
    constant,
    centre: Float64Array.from(centre),
    spread: Float64Array.from(spread),
  };
}

/** A row of the given table's columns in spreads from the centre, kept columns only; NaN stays NaN. */
export function standardised(standard: Standard, row: Float64Array): Float64Array {
  return Float64Array.from(
    standard.kept,
    (column, index) => ((row[column] ?? NaN) - (standard.centre[index] ?? 0)) / (standard.spread[index] ?? 1),
  );
}

export function columnOf(table: NumberTable, column: number): number[] {
  return Array.from({ length: table.rows }, (_, row) => rowOf(table, row)[column] ?? NaN);
}

/** The middle value; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
