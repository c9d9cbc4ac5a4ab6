// When the rows of a CSV file were, by its first column.
import type { Problem } from "#shared/base/problem.ts";
import { detectTimeFormat, TimeReader } from "#shared/import/time-text.ts";
import type { NumberFile } from "./number-file.ts";

/** Times of rows, and the step between them. */
export interface RowTimes {
  readonly timesMs: readonly number[];
  readonly stepMs: number;
}

/** What times are needed for: what cannot be done without them, and the option that asks for it. */
export interface TimesNeed {
  readonly cannot: string;
  readonly option: string;
}

/** Times of a file's rows and the middle of their steps; undefined and a Problem when its first column is no time that rises. */
export function rowTimesOf(
  { path, times }: NumberFile,
  need: TimesNeed,
  problems: Problem[],
): RowTimes | undefined {
  const format = detectTimeFormat(times.slice(0, 1000));
  // Only differences count, so that a local time without its zone does.
  const reader = format && new TimeReader({ format, zone: "UTC", sortWindowMs: 0 });
  const timesMs = reader ? times.map((text) => reader.read(text)) : [];
  const steps = timesMs
    .slice(1)
    .map((timeMs, row) => timeMs - (timesMs[row] ?? NaN))
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  const stepMs = steps[steps.length >> 1];
  if (stepMs !== undefined && steps.length > times.length / 2) return { timesMs, stepMs };
  problems.push({
    path: [path],
    id: "no-times",
    severity: "error",
    message: `Its first column is no time that rises from row to row, so that ${need.cannot}.`,
    hint: `Give each row its time in the first column, as 2026-03-01T06:00:00Z or in seconds, or leave out ${need.option}.`,
    file: path,
  });
  return undefined;
}
