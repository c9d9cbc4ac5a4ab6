// `gemba detect --model`: rows of a CSV file judged by a person's own model. Its features are columns by name.
import type { Problem } from "#shared/base/problem.ts";
import { rowOf } from "#shared/analyse/defect/table.ts";
import { type ModelDetector, openModel } from "../models/model-detector.ts";
import { processTimers } from "../process-timers.ts";
import { type Detected, type JudgedRow, rounded, topColumns, unjudgedRow } from "./judged-rows.ts";
import { type NumberFile, readNumberFile, sameColumns } from "./number-file.ts";

/** Calibrates on one file, judges another; undefined when a problem forbids it. A model that fails on the way judges no row after. */
export async function detectByModel(
  folder: string,
  paths: { readonly clean: string; readonly test: string },
  falseRate: number,
  problems: Problem[],
): Promise<Detected | undefined> {
  const clean = await readNumberFile(paths.clean, problems);
  const test = await readNumberFile(paths.test, problems);
  if (clean === undefined || test === undefined) return undefined;
  const names = [...clean.table.columns, ...clean.empty];
  const opened = await openModel(
    folder,
    names.map((id) => ({ id })),
    { timers: processTimers },
  );
  problems.push(...opened.problems);
  if (!opened.ok) return undefined;
  using model = opened.value;
  const known = columnsOfModel(clean, model);
  const judged = sameColumns(test, known, problems);
  if (judged === undefined) return undefined;
  const calibrated = await model.calibrate(known.table);
  problems.push(...calibrated.problems);
  if (!calibrated.ok) return undefined;
  // The same that a file of clean rows must have for a model that is learnt.
  const needed = Math.ceil(1 / falseRate - 1e-9) - 1;
  const calibrationRows = calibrated.value.length;
  if (calibrationRows < needed) {
    problems.push({
      path: [clean.path],
      id: "too-few-rows",
      severity: "error",
      message: `Learning, ${calibrationRows} of ${needed} clean judgements: no row could be told to be rarer than ${falseRate}.`,
      hint: "Give more rows of normal running (--calibrate), or allow a higher --false-rate.",
      file: clean.path,
    });
    return undefined;
  }
  const rows = await judgedRows(model, judged, falseRate);
  if (model.disabled !== undefined) problems.push(model.disabled);
  if (model.disabled !== undefined && rows.every(({ score }) => score === null)) return undefined;
  const { id, version, sha256, task, trainedOn, licence } = model.card;
  return {
    rows,
    model: {
      name: id,
      version,
      sha256,
      task,
      columns: model.signals,
      calibrationRows,
      falseRate,
      trainedOn,
      licence,
    },
    basis: `By ${id} ${version} (${trainedOn}), calibrated on ${calibrationRows} clean judgements`,
    unjudgedBecause: "the window was filling, too much was missing, or the model was ended",
  };
}

/** The columns that the model takes, in its order. */
function columnsOfModel(file: NumberFile, { signals }: ModelDetector): NumberFile {
  const places = signals.map((signal) => file.table.columns.indexOf(signal));
  const values = new Float64Array(file.table.rows * signals.length);
  for (let row = 0; row < file.table.rows; row += 1)
    places.forEach((place, column) => {
      values[row * signals.length + column] = rowOf(file.table, row)[place] ?? NaN;
    });
  return { ...file, path: "model.json", table: { columns: signals, rows: file.table.rows, values } };
}

async function judgedRows(
  model: ModelDetector,
  { times, table }: NumberFile,
  falseRate: number,
): Promise<JudgedRow[]> {
  const rows: JudgedRow[] = [];
  for (const [row, time] of times.entries()) {
    const { valid, score, p, contributions } = await model.step(rowOf(table, row));
    const shares = contributions.map(({ share }) => share);
    rows.push(
      valid
        ? { time, score: rounded(score), p, flag: p <= falseRate, top: topColumns(model.signals, shares) }
        : unjudgedRow(time),
    );
  }
  return rows;
}
