// A CSV file of a cyclic machine: rows in order of time, and the column that marks starts apart from those that are judged.
import type { Problem } from "#shared/base/problem.ts";
import { columnOf } from "#shared/analyse/defect/mspc/standardise.ts";
import { type NumberTable, rowOf } from "#shared/analyse/defect/table.ts";
import type { NumberFile } from "./number-file.ts";
import { rowTimesOf } from "./row-times.ts";

/** More rows out of order than this, and the first column is no time to cut cycles by. */
const mostUnorderedShare = 0.1;
/** Most steps are at most so long (a quantile): files that write changes have long ones in each cycle. */
const usualSteps = 0.99;
/** From so many times that on a step is a gap. */
const gapSteps = 2;

export interface TimedColumns {
  readonly path: string;
  readonly times: readonly string[];
  /** Never falling. */
  readonly timesMs: readonly number[];
  /** What the column of starts shows in each row. */
  readonly marks: readonly number[];
  /** The other columns. */
  readonly table: NumberTable;
  /** A value holds no longer than this, milliseconds. */
  readonly longestStepMs: number;
}

/** Takes a file apart; undefined and a Problem when it has no such column, no other one, or no times. */
export function readTimedColumns(
  file: NumberFile,
  startColumn: string,
  problems: Problem[],
): TimedColumns | undefined {
  const { path, table } = file;
  const place = table.columns.indexOf(startColumn);
  const others = table.columns.filter((name) => name !== startColumn);
  if (place < 0 || others.length === 0) {
    const named = others.slice(0, 8).map((name) => `"${name}"`);
    problems.push({
      path: [path],
      id: place < 0 ? "no-column" : "no-numeric-column",
      severity: "error",
      message:
        place < 0
          ? `It has no column of numbers "${startColumn}".`
          : `No column but "${startColumn}" holds numbers.`,
      hint:
        place < 0
          ? `--cycles takes one of ${named.join(", ")}${others.length > named.length ? ` and ${others.length - named.length} more` : ""}.`
          : "Give the values to judge as well, a column each.",
      file: path,
    });
    return undefined;
  }
  const times = rowTimesOf(file, { cannot: "cycles cannot be cut", option: "--cycles" }, problems);
  const rows = times && orderedRows(file, times.timesMs, problems);
  if (times === undefined || rows === undefined) return undefined;
  const marks = columnOf(table, place);
  const timesMs = rows.map((row) => times.timesMs[row] ?? NaN);
  const steps = timesMs.slice(1).map((timeMs, row) => timeMs - (timesMs[row] ?? NaN));
  steps.sort((a, b) => a - b);
  const values = new Float64Array(rows.length * others.length);
  rows.forEach((row, index) =>
    values.set(
      rowOf(table, row).filter((_, column) => column !== place),
      index * others.length,
    ),
  );
  return {
    path,
    times: rows.map((row) => file.times[row] ?? ""),
    timesMs,
    marks: rows.map((row) => marks[row] ?? NaN),
    table: { columns: others, rows: rows.length, values },
    longestStepMs: gapSteps * (steps[Math.floor(usualSteps * (steps.length - 1))] ?? 0),
  };
}

/** Rows whose time is none, or before that of a row above it, are left out and told; too many of them are an error. */
function orderedRows(
  { path, times }: NumberFile,
  timesMs: readonly number[],
  problems: Problem[],
): number[] | undefined {
  const rows: number[] = [];
  let lastMs = -Infinity;
  let odd: number | undefined;
  timesMs.forEach((timeMs, row) => {
    if (timeMs >= lastMs) {
      rows.push(row);
      lastMs = timeMs;
    } else odd ??= row;
  });
  if (odd === undefined) return rows;
  const count = timesMs.length - rows.length;
  const isError = count > mostUnorderedShare * timesMs.length;
  problems.push({
    path: [path],
    id: "unordered-rows",
    severity: isError ? "error" : "warning",
    message: `Row ${odd + 1} has ${Number.isNaN(timesMs[odd]) ? "no time" : "a time before that of a row above it"} ("${times[odd] ?? ""}"), as have ${count - 1} more.`,
    hint: isError ? "Sort the rows by time, with times of one clock." : "They were left out.",
    file: path,
  });
  return isError ? undefined : rows;
}
