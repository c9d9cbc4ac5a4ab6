// `gemba detect`: learns what is normal from a clean CSV file and says of each row of another how unusual it is, and by which columns.
import { parseArgs } from "node:util";
import type { Problem } from "#shared/base/problem.ts";
import {
  calibrate,
  type Calibration,
  defaultDetectorOptions,
  detectorKinds,
  type DetectorModel,
  type DetectorOptions,
  DetectorRun,
  fitAndCalibrate,
  fitDetector,
  leastFitRows,
} from "#shared/analyse/defect/detector.ts";
import { standardOf } from "#shared/analyse/defect/mspc/standardise.ts";
import { type NumberTable, rowOf, rowsOf } from "#shared/analyse/defect/table.ts";
import { type Command, type CommandIo, problemLines, UsageError } from "./command.ts";
import { detectByModel } from "./detect-by-model.ts";
import { type Detected, type JudgedRow, rounded, summaryOf, topColumns, unjudgedRow } from "./judged-rows.ts";
import { incidentAnswer, incidentSummary, rowTimesOf } from "./detect-incidents.ts";
import { readNumberFile, type NumberFile, sameColumns } from "./number-file.ts";

/** Without a file for it, this share of the clean file's end calibrates (decisions.md 3). */
const calibrationShare = 0.3;

export const detect: Command = {
  summary: "rows of a CSV file that are not as in clean ones, and the columns that make them so",
  help: `Usage: gemba detect --fit CLEAN.csv [--calibrate CLEAN2.csv] --test TEST.csv [--json]
       gemba detect --model FOLDER --calibrate CLEAN.csv --test TEST.csv [--json]

  --fit FILE        rows of normal running, in order of time: the first column is the time, the others are numbers
  --calibrate FILE  other rows of normal running, to set the limits (default: the last 30 % of --fit)
  --test FILE       the rows to judge; its columns may stand in another order, more columns than in --fit are left out
  --model FOLDER    a model of your own instead of --fit: model.onnx with model.json, whose features are columns by name.
                    It runs in a process of its own with limits of time and memory, and gets its limit from --calibrate
  --false-rate P    how often a clean row may be flagged (default: 0.01); needs 1 / P calibration rows
  --false-incidents N
                    flag incidents instead of rows: of clean running at most N in 8 hours. The limit needs 48 / N - 1 clean blocks
                    of 10 minutes (--calibrate); until there are as many, nothing is flagged and the most unusual rows are listed.
                    --json then has { incidents: [{ from, detected, to, p }], learning?: { blocks, needed }, watch, driftSince? } too
  --detector NAME   mspc (default): what the columns do together, in straight lines, and small shifts that last;
                    forest: random cuts, how alone a row is among clean ones, for columns that bend or jump together;
                    both: the two as one p. The forest asks for more clean rows, and is some ten times the work
  --json            print one JSON document: { rows: [{ time, score, p, flag, top: [{ column, share }] }], model }
                    score 2 = one clean row in 100 is so far off; score and p are null where over 30 % of the row is missing
                    with --model the score is the model's own, and null as well while its window fills

Examples: gemba detect --fit normal.csv --test today.csv --json
          gemba detect --model my-autoencoder --calibrate normal.csv --test today.csv
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        fit: { type: "string" },
        model: { type: "string" },
        calibrate: { type: "string" },
        test: { type: "string" },
        "false-rate": { type: "string" },
        "false-incidents": { type: "string" },
        detector: { type: "string" },
        json: { type: "boolean" },
      },
      allowPositionals: true,
    });
    if (positionals.length > 0)
      throw new UsageError(`what is "${positionals[0] ?? ""}"? Files are named by --fit and --test`);
    const { fit, model: folder, calibrate: more, test } = values;
    if (folder !== undefined && fit !== undefined)
      throw new UsageError("with --model nothing is learnt: give clean rows by --calibrate instead of --fit");
    if (folder !== undefined && more === undefined)
      throw new UsageError("a model needs rows of normal running to set its limit (--calibrate)");
    if ((folder === undefined && fit === undefined) || test === undefined)
      throw new UsageError("it needs a file of normal running (--fit) and one to judge (--test)");
    const falseRate = Number(values["false-rate"] ?? "0.01");
    if (!(falseRate > 0 && falseRate < 1))
      throw new UsageError(
        `--false-rate needs a number between 0 and 1, not "${values["false-rate"] ?? ""}"`,
      );
    const wanted = values["false-incidents"];
    const falseIncidents = wanted === undefined ? undefined : Number(wanted);
    if (falseIncidents !== undefined && !(falseIncidents > 0))
      throw new UsageError(`--false-incidents needs a number above 0, not "${wanted ?? ""}"`);
    const kind = detectorKinds.find((one) => one === (values.detector ?? "mspc"));
    if (kind === undefined)
      throw new UsageError(
        `--detector is one of ${detectorKinds.join(", ")}, not "${values.detector ?? ""}"`,
      );
    const options = { ...defaultDetectorOptions, kind };
    const isJson = values.json === true;

    const problems: Problem[] = [];
    const detected =
      folder !== undefined && more !== undefined
        ? await detectByModel(folder, { clean: more, test }, falseRate, problems)
        : fit !== undefined
          ? await detectByFit({ fit, more, test }, options, { falseRate, falseIncidents }, problems)
          : undefined;
    if (detected === undefined) return refuse(io, problems, isJson);
    const { rows, incidents, model } = detected;
    if (isJson) {
      io.out(
        `${JSON.stringify({ rows, ...incidents, model, ...(problems.length === 0 ? {} : { problems }) })}\n`,
      );
      return 0;
    }
    for (const problem of problems) io.err(problemLines(problem));
    io.out(summaryOf(detected, falseRate));
    return 0;
  },
};

/** How often clean rows may be flagged, and how many incidents of clean running may be told in 8 hours instead. */
interface Limits {
  readonly falseRate: number;
  readonly falseIncidents: number | undefined;
}

/** Learns from one file, judges another; undefined when a problem forbids it. */
async function detectByFit(
  paths: { readonly fit: string; readonly more: string | undefined; readonly test: string },
  options: DetectorOptions,
  { falseRate, falseIncidents }: Limits,
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
      : { clean: rowTimesOf(clean ?? fit, problems), test: rowTimesOf(judged, problems) };
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
  return {
    rows: judgedAlone.map((row, index) =>
      told === undefined ? row : { ...row, flag: told.flags[index] ?? false },
    ),
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
    },
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

function refuse(io: CommandIo, problems: readonly Problem[], isJson: boolean): 1 {
  if (isJson) io.out(`${JSON.stringify({ ok: false, problems })}\n`);
  else for (const problem of problems) io.err(problemLines(problem));
  return 1;
}
