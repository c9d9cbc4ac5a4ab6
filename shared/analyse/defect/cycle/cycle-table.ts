// Several signals of a cyclic machine, row by row, cut at the starts of its cycles.
import { type NumberTable } from "../table.ts";
import { type CycleStarts } from "./cycle-starts.ts";
import { cutCycles } from "./cut-cycles.ts";

/** Cycles between neighbouring starts, in order of time. */
export interface CycleTable {
  readonly columns: readonly string[];
  /** First row of each cycle, and of the one after it. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  /**
   * By column, then by cycle; undefined where a cycle cannot be judged: it lasts over twice the middle one (it was stopped) or less than
   * half (the start bit bounced, or it was aborted), the count was set back, or values lack.
   */
  readonly points: readonly (readonly (Float64Array | undefined)[])[];
}

/** Rows in order of time. A value holds until the next row, but no longer than `longestStepMs`: then there is a gap. */
export interface TimedRows {
  readonly timesMs: readonly number[];
  readonly table: NumberTable;
  readonly longestStepMs: number;
}

/** Cuts all columns at the same starts, each cycle as `points` means over equal pieces of its time. */
export function cycleTable(
  { timesMs, table, longestStepMs }: TimedRows,
  { rows, resets }: CycleStarts,
  points: number,
): CycleTable {
  const starts = rows.filter((row, index) => index === 0 || timesMs[row]! > timesMs[rows[index - 1]!]!);
  const spans = starts.slice(1).map((to, index) => ({ from: starts[index]!, to }));
  const lastsMs = spans.map(({ from, to }) => timesMs[to]! - timesMs[from]!);
  const middleMs = lastsMs.toSorted((a, b) => a - b)[lastsMs.length >> 1] ?? NaN;
  const isBroken = spans.map(
    ({ from, to }, index) => lastsMs[index]! < middleMs / 2 || resets.some((row) => row > from && row < to),
  );
  const startsMs = starts.map((row) => timesMs[row]!);
  // -1 stands for a gap, which begins when the row before it has held long enough.
  const held = timesMs.flatMap((timeMs, row) =>
    timesMs[row + 1]! - timeMs > longestStepMs ? [row, -1] : [row],
  );
  const heldMs = held.map((row, at) => (row < 0 ? timesMs[held[at - 1]!]! + longestStepMs : timesMs[row]!));
  const width = table.columns.length;
  const cut = table.columns.map((_, column) => {
    const values = held.map((row) => (row < 0 ? NaN : table.values[row * width + column]!));
    const found = new Map(
      cutCycles({ timesMs: heldMs, values }, startsMs, points).map((cycle) => [cycle.fromMs, cycle.points]),
    );
    return spans.map(({ from }, index) => (isBroken[index] === true ? undefined : found.get(timesMs[from]!)));
  });
  return { columns: table.columns, spans, points: cut };
}

/** The middle number of rows in a cycle; 0 without a whole one. */
export function middleRows({ rows }: CycleStarts): number {
  const counts = rows.slice(1).map((row, index) => row - rows[index]!);
  return counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0;
}
