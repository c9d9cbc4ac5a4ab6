// `gemba detect --fit`: rows of a CSV file judged by what rows of normal running are like.
import type { Problem } from "#shared/base/problem.ts";
import {
  calibrate,
  type Calibration,
  type DetectorModel,
  type DetectorOptions,
  DetectorRun,
  fitAndCalibrate,
  fitDetector,
  leastFitRows,
} from "#shared/analyse/defect/detector.ts";
import { standardOf } from "#shared/analyse/defect/mspc/standardise.ts";
import { type NumberTable, rowOf, rowsOf } from "#shared/analyse/defect/table.ts";
import { adaptedFlags, adaptedNotes } from "./detect-adapt.ts";
import { incidentAnswer, incidentSummary } from "./detect-incidents.ts";
import { type Detected, type JudgedRow, rounded, topColumns, unjudgedRow } from "./judged-rows.ts";
import { readNumberFile, type NumberFile, sameColumns } from "./number-file.ts";
import { rowTimesOf } from "./row-times.ts";

/** Without a file for it, this share of the clean file's end calibrates (decisions.md 3). */
const calibrationShare = 0.3;
const timesNeed = { cannot: "incidents in a shift cannot be counted", option: "--false-incidents" };

export interface Limits {
  /** How often clean rows may be flagged. */
  readonly falseRate: number;
  /** How many incidents of clean running may be told in 8 hours instead. */
  readonly falseIncidents: number | undefined;
  /** How fast the rate follows what is flagged (`AdaptiveRate`); undefined = it stays. */
  readonly adapt: number | undefined;
}

/** Learns from one file, judges another; undefined when a problem forbids it. */
export async function detectByFit(
  paths: { readonly fit: string; readonly more: string | undefined; readonly test: string },
  options: DetectorOptions,
  { falseRate, falseIncidents, adapt }: Limits,
  problems: Problem[],
): Promise<Detected | undefined> {
  const fit = await readNumberFile(paths.fit, problems);
  const more = paths.more === undefined ? undefined : await readNumberFile(paths.more, problems);
  const test = await readNumberFile(paths.test, problems);
  if (fit === undefined || test === undefined || (paths.more !== undefined && more === undefined))
    return undefined;
  const clean = more === undefined ? undefined : sameColumns(more, fit, problems);
  const judged = sameColumns(test, fit, problems);
  checkEnough(fit, clean, falseRate, problems);
  const steps =
    falseIncidents === undefined || judged === undefined
      ? undefined
      : {
          clean: rowTimesOf(clean ?? fit, timesNeed, problems),
          test: rowTimesOf(judged, timesNeed, problems),
        };
  if (problems.some(({ severity }) => severity === "error") || judged === undefined) return undefined;

  const { model, calibration } =
    clean === undefined
      ? fitAndCalibrate(fit.table, calibrationShare, options)
      : calibratedBy(fit.table, clean.table, options);
  warnOfConstants(model, judged, problems);
  const calibrationRows = calibration.scores.length;
  const independentLooks = Math.round(Math.min(...calibration.tails.map(({ looks }) => looks)) * 10) / 10;
  const judgedAlone = judgedRows(model, calibration, judged, falseRate);
  const told =
    falseIncidents === undefined || steps?.clean === undefined || steps.test === undefined
      ? undefined
      : incidentAnswer(
          { scores: calibration.inOrder, stepMs: steps.clean.stepMs },
          judged,
          steps.test,
          Float64Array.from(judgedAlone, ({ score }) => score ?? NaN),
          falseIncidents,
        );
  const adapted =
    adapt === undefined ? undefined : adaptedFlags(judgedAlone, { falseRate, gain: adapt, calibrationRows });
  const flags = told?.flags ?? adapted?.flags;
  return {
    rows: judgedAlone.map((row, index) => (flags ? { ...row, flag: flags[index] ?? false } : row)),
    ...(told === undefined
      ? {}
      : { incidents: told.answer, summary: incidentSummary(told.answer, calibrationRows) }),
    model: {
      name: options.kind,
      version: 1,
      statistics: model.statistics.map(({ name }) => name),
      columns: model.pca.standard.columns,
      constantColumns: model.pca.standard.constant,
      components: model.pca.components,
      fitRows: model.pca.rows,
      calibrationRows,
      independentLooks,
      falseRate,
      ...(adapted === undefined ? {} : { adapt, mutedRows: adapted.mutedRows }),
    },
    ...(adapted === undefined
      ? {}
      : { rate: `of all rows about ${100 * falseRate} % in the long run`, notes: adaptedNotes(adapted) }),
    basis: `Learnt from ${model.pca.rows} rows, calibrated on ${calibrationRows} (worth ${independentLooks} independent looks)`,
    unjudgedBecause: "too much of them is missing",
  };
}

function calibratedBy(
  fit: NumberTable,
  clean: NumberTable,
  options: DetectorOptions,
): { model: DetectorModel; calibration: Calibration } {
  const model = fitDetector(fit, options);
  return { model, calibration: calibrate(model, clean) };
}

function checkEnough(
  fit: NumberFile,
  clean: NumberFile | undefined,
  falseRate: number,
  problems: Problem[],
): void {
  const calibrationRows = clean?.table.rows ?? Math.round(calibrationShare * fit.table.rows);
  const fitRows = clean === undefined ? fit.table.rows - calibrationRows : fit.table.rows;
  const { columns } = standardOf(rowsOf(fit.table, 0, fitRows), "mean");
  if (columns.length === 0)
    problems.push({
      path: [fit.path],
      id: "nothing-varies",
      severity: "error",
      message: "No column of it varies.",
      hint: "Give rows of normal running in which the values move as they do every day.",
      file: fit.path,
    });
  const least = leastFitRows(columns.length);
  if (fitRows < least)
    problems.push({
      path: [fit.path],
      id: "too-few-rows",
      severity: "error",
      message: `${fitRows} rows to learn from are too few for ${columns.length} columns.`,
      hint: `Give at least ${clean === undefined ? Math.ceil(least / (1 - calibrationShare)) : least} rows of normal running.`,
      file: fit.path,
    });
  // The first rows of a file that stands alone are left out: MEWMA has not settled there.
  const usable = clean === undefined ? calibrationRows : calibrationRows - Math.min(15, calibrationRows >> 3);
  const needed = Math.ceil(1 / falseRate - 1e-9) - 1;
  if (usable < needed)
    problems.push({
      path: [clean?.path ?? fit.path],
      id: "too-few-rows",
      severity: "error",
      message: `Learning, ${usable} of ${needed} clean rows: no row could be told to be rarer than ${falseRate}.`,
      hint: "Give more rows of normal running (--calibrate), or allow a higher --false-rate.",
      file: clean?.path ?? fit.path,
    });
}

/** What stood still while it was learnt is not judged; when it moves now, somebody should know. */
function warnOfConstants(model: DetectorModel, { path, table }: NumberFile, problems: Problem[]): void {
  for (const name of model.pca.standard.constant) {
    const column = table.columns.indexOf(name);
    const seen = new Set<number>();
    for (let row = 0; row < table.rows && seen.size < 2; row += 1) {
      const value = rowOf(table, row)[column] ?? NaN;
      if (!Number.isNaN(value)) seen.add(value);
    }
    if (seen.size < 2) continue;
    problems.push({
      path: [path, name],
      id: "constant-column",
      severity: "warning",
      message: `Column "${name}" has one value in the clean rows and moves here; it was not judged.`,
      hint: "Learn from rows in which it moves as well.",
      file: path,
    });
  }
}

function judgedRows(
  model: DetectorModel,
  calibration: Calibration,
  { table, times }: NumberFile,
  falseRate: number,
): JudgedRow[] {
  const run = new DetectorRun(model, calibration);
  const { columns } = model.pca.standard;
  return times.map((time, row) => {
    const { score, p, valid, shares } = run.step(rowOf(table, row));
    if (!valid) return unjudgedRow(time);
    return { time, score: rounded(score), p, flag: p <= falseRate, top: topColumns(columns, shares) };
  });
}
