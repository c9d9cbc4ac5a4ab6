// `gemba detect --false-incidents`: what is told of rows on a budget of false incidents, in the times as the file writes them.
import { toldIncidents } from "#shared/analyse/defect/told-incidents.ts";
import type { NumberFile } from "./number-file.ts";
import type { RowTimes } from "./row-times.ts";

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
