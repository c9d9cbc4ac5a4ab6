// `gemba detect`: learns what is normal from a clean CSV file and says of each row of another how unusual it is, and by which columns.
import { parseArgs } from "node:util";
import type { Problem } from "#shared/base/problem.ts";
import { defaultDetectorOptions, detectorKinds } from "#shared/analyse/defect/detector.ts";
import { type Command, type CommandIo, problemLines, UsageError } from "./command.ts";
import { detectByFit } from "./detect-by-fit.ts";
import { detectByModel } from "./detect-by-model.ts";
import { detectCycles } from "./detect-cycles.ts";
import { cycleSummary } from "./judged-cycles.ts";
import { summaryOf } from "./judged-rows.ts";

/** Of --adapt: with more, one flag in about 1 / P rows would be all there is, whatever the rows are. */
const mostGain = 0.1;

/** What --cycles is refused with, and why. */
const notWithCycles = [
  ["model", "a model judges rows"],
  ["calibrate", "the last 40 % of the clean cycles in --fit calibrate"],
  ["detector", "cycles are judged by their shapes alone"],
  ["false-incidents", "its budget is one of rows; --false-rate sets how many clean cycles may be flagged"],
  ["adapt", "it is for rows"],
] as const;

export const detect: Command = {
  summary: "rows of a CSV file that are not as in clean ones, and the columns that make them so",
  help: `Usage: gemba detect --fit CLEAN.csv [--calibrate CLEAN2.csv] --test TEST.csv [--json]
       gemba detect --model FOLDER --calibrate CLEAN.csv --test TEST.csv [--json]
       gemba detect --cycles COLUMN --fit CLEAN.csv --test TEST.csv [--json]

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
  --adapt GAMMA     for slow drift alone: the limit on p follows the flags (adaptive conformal inference, Gibbs and Candes 2021), so
                    that in the long run P of all rows are flagged; it goes down by about GAMMA with each flag, up by GAMMA P with each
                    other row (0.005 is usual). All rows are taken for clean ones: of n rows n P + P / GAMMA + 1 are flagged at most,
                    so a fault that stays is flagged where it begins and then comes to be usual. Hence it is off unless you ask
  --detector NAME   mspc (default): what the columns do together, in straight lines, and small shifts that last;
                    forest: random cuts, how alone a row is among clean ones, for columns that bend or jump together;
                    both: the two as one p. The forest asks for more clean rows, and is some ten times the work
  --cycles COLUMN   judge cycles of a machine instead of rows, by the shapes that the other columns have in clean cycles. One starts
                    where COLUMN rises from 0 or less to above 0 (a start bit, a step number), or, if it never falls in --fit (a count
                    of cycles), where it grows; its last cycle, without a start after it, is not judged. What counts is the shape: a
                    cycle's level, height and length are not judged. Needs 2.5 / P clean cycles, the last 40 % of which calibrate.
                    --json then has { cycles: [{ from, to, score, p, flag, column, where?, top: [{ column, score }] }], model }:
                    where = { from, to, share }, the part of the cycle (0 to 1) in which column differs most, and its share of all
                    that differs; score, p and column are null where a cycle lacks values, or lasts
                    less than half or over twice as long as the middle one
  --json            print one JSON document: { rows: [{ time, score, p, flag, top: [{ column, share }] }], model }
                    score 2 = one clean row in 100 is so far off; score and p are null where over 30 % of the row is missing
                    with --model the score is the model's own, and null as well while its window fills

Examples: gemba detect --fit normal.csv --test today.csv --json
          gemba detect --cycles start --fit normal.csv --test today.csv
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
        adapt: { type: "string" },
        cycles: { type: "string" },
        detector: { type: "string" },
        json: { type: "boolean" },
      },
      allowPositionals: true,
    });
    if (positionals.length > 0)
      throw new UsageError(`what is "${positionals[0] ?? ""}"? Files are named by --fit and --test`);
    const { fit, model: folder, calibrate: more, test, cycles: startColumn } = values;
    if (startColumn !== undefined)
      for (const [option, why] of notWithCycles)
        if (values[option] !== undefined) throw new UsageError(`--${option} is not for --cycles: ${why}`);
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
    const adapt = values.adapt === undefined ? undefined : Number(values.adapt);
    if (adapt !== undefined && !(adapt > 0 && adapt < mostGain))
      throw new UsageError(
        `--adapt needs a number between 0 and ${mostGain}, not "${values.adapt ?? ""}"; 0.005 is usual`,
      );
    if (adapt !== undefined && folder !== undefined)
      throw new UsageError("--adapt is for rows judged by --fit: leave it out, or --model");
    if (adapt !== undefined && wanted !== undefined)
      throw new UsageError(
        "--adapt sets how many rows are flagged, --false-incidents how many incidents: leave one of them out",
      );
    const kind = detectorKinds.find((one) => one === (values.detector ?? "mspc"));
    if (kind === undefined)
      throw new UsageError(
        `--detector is one of ${detectorKinds.join(", ")}, not "${values.detector ?? ""}"`,
      );
    const options = { ...defaultDetectorOptions, kind };
    const isJson = values.json === true;

    const problems: Problem[] = [];
    if (startColumn !== undefined && fit !== undefined) {
      const detected = await detectCycles({ fit, test }, startColumn, falseRate, problems);
      if (detected === undefined) return refuse(io, problems, isJson);
      const { cycles, model } = detected;
      return answer(io, problems, isJson ? { cycles, model } : cycleSummary(detected, falseRate));
    }
    const detected =
      folder !== undefined && more !== undefined
        ? await detectByModel(folder, { clean: more, test }, falseRate, problems)
        : fit !== undefined
          ? await detectByFit({ fit, more, test }, options, { falseRate, falseIncidents, adapt }, problems)
          : undefined;
    if (detected === undefined) return refuse(io, problems, isJson);
    const { rows, incidents, model } = detected;
    return answer(io, problems, isJson ? { rows, ...incidents, model } : summaryOf(detected, falseRate));
  },
};

/** Prints a JSON document, to which warnings are added, or warnings and then words. */
function answer(io: CommandIo, problems: readonly Problem[], told: object | string): 0 {
  if (typeof told === "object")
    io.out(`${JSON.stringify({ ...told, ...(problems.length === 0 ? {} : { problems }) })}\n`);
  else {
    for (const problem of problems) io.err(problemLines(problem));
    io.out(told);
  }
  return 0;
}

function refuse(io: CommandIo, problems: readonly Problem[], isJson: boolean): 1 {
  if (isJson) io.out(`${JSON.stringify({ ok: false, problems })}\n`);
  else for (const problem of problems) io.err(problemLines(problem));
  return 1;
}
