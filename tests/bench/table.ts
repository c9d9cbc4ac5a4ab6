// What a benchmark answers, and how it is printed. Measures nothing.

export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, as text: `<= 60`. */
  readonly target?: string;
  /** The same measured for what it is compared with, in the same run and unit. */
  readonly baseline?: number;
  /** Baseline divided by value. */
  readonly ratio?: number;
  /** Whether the target is met; absent = there is none. */
  readonly pass?: boolean;
}

export interface BenchTable {
  readonly title: string;
  /** How it was measured and what limits it, one line each. */
  readonly notes?: readonly string[];
  readonly rows: readonly BenchRow[];
}

/** A number with about three significant digits. */
function short(value: number): string {
  if (value === 0 || Number.isInteger(value)) return String(value);
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** The table as aligned text. */
export function printedTable(table: BenchTable): string {
  const head = ["", "value", "unit", "target", "baseline", "ratio", ""];
  const body = table.rows.map((row) => [
    row.name,
    short(row.value),
    row.unit,
    row.target ?? "",
    row.baseline === undefined ? "" : short(row.baseline),
    row.ratio === undefined ? "" : `${short(row.ratio)}x`,
    row.pass === undefined ? "" : row.pass ? "met" : "NOT MET",
  ]);
  const cells = [head, ...body];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return [table.title, ...lines, ...(table.notes ?? []).map((note) => `  ${note}`)].join("\n");
}

/** The middle of some numbers; of an even count the lower one. */
export function lowerMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
