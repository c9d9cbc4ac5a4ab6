// `gemba detect --false-incidents`: what is told of rows on a budget of false incidents, in the times as the file writes them.
import type { Problem } from "#shared/base/problem.ts";
import { toldIncidents } from "#shared/analyse/defect/told-incidents.ts";
import { detectTimeFormat, TimeReader } from "#shared/import/time-text.ts";
import type { NumberFile } from "./number-file.ts";

/** Times of rows, and the step between them. */
export interface RowTimes {
  readonly timesMs: readonly number[];
  readonly stepMs: number;
}

/** What `--json` has of it, beside whether each row is in an incident. */
export interface IncidentAnswer {
  readonly incidents: readonly {
    readonly from: string;
    readonly detected: string;
    readonly to: string | null;
    readonly p: number;
  }[];
  readonly learning?: { readonly blocks: number; readonly needed: number };
  readonly watch: readonly string[];
  readonly driftSince?: string;
}

/** Times of a file's rows and the middle of their steps; undefined and a Problem when its first column is no time that rises. */
export function rowTimesOf({ path, times }: NumberFile, problems: Problem[]): RowTimes | undefined {
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
    message:
      "Its first column is no time that rises from row to row, so that incidents in a shift cannot be counted.",
    hint: "Give each row its time in the first column, as 2026-03-01T06:00:00Z or in seconds, or leave out --false-incidents.",
    file: path,
  });
  return undefined;
}

/** What is told of the rows of `file`, given scores of clean rows `cleanStepMs` apart. */
export function incidentAnswer(
  clean: { readonly scores: Float64Array; readonly stepMs: number },
  { times }: NumberFile,
  { timesMs }: RowTimes,
  scores: Float64Array,
  falsePerShift: number,
): { flags: readonly boolean[]; answer: IncidentAnswer } {
  const told = toldIncidents(clean.scores, clean.stepMs, { timesMs, scores }, falsePerShift);
  const textOf = new Map(timesMs.map((timeMs, row) => [timeMs, times[row] ?? ""]));
  const text = (timeMs: number): string => textOf.get(timeMs) ?? "";
  return {
    flags: told.flags,
    answer: {
      incidents: told.incidents.map(({ root, episodes, endMs }) => ({
        from: text(root.onsetMs),
        detected: text(root.detectedMs),
        to: endMs === undefined ? null : text(endMs),
        p: Math.min(...episodes.map(({ p }) => p)),
      })),
      ...(told.learning === undefined ? {} : { learning: told.learning }),
      watch: told.watchRows.map((row) => times[row] ?? ""),
      ...(told.drift === undefined ? {} : { driftSince: times[told.drift.sinceRow] ?? "" }),
    },
  };
}

/** The same in words. */
export function incidentSummary(
  { incidents, learning, watch, driftSince }: IncidentAnswer,
  calibrationRows: number,
): string {
  const lines = [
    ...(learning === undefined
      ? [`${incidents.length} incident${incidents.length === 1 ? "" : "s"}`]
      : [
          `learning, ${learning.blocks} of ${learning.needed} blocks: nothing is flagged`,
          `most unusual: ${watch.join(", ")}`,
        ]),
    ...incidents.map(
      ({ from, to, p }) => `  ${from} to ${to ?? "the end"}, at worst one clean row in ${Math.round(1 / p)}`,
    ),
    ...(driftSince === undefined
      ? []
      : [
          `What is usual has moved since about ${driftSince}: if that is as it should be, learn from rows since then`,
        ]),
    `Calibrated on ${calibrationRows} rows`,
  ];
  return `${lines.join("\n")}\n`;
}
