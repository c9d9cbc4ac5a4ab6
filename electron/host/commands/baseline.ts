// `gemba baseline`: learns from clean shifts what a plant's machines usually show, so that the watch can tell what is not usual; or
// calibrates a person's own model on them.
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { blocksNeeded, type LearntFrom, tooFewBlocks } from "#shared/analyse/defect/watch/fit.ts";
import { type Agree, type Collected, fromRecordings } from "../analyse/clean-recordings.ts";
import {
  baselineSoFar,
  type BaselineWish,
  learnBaseline,
  type MadeBaseline,
} from "../analyse/learn-baseline.ts";
import { takeBack, type Word, wordWanted } from "../analyse/next-baseline.ts";
import { sha256 } from "../analyse/sha256.ts";
import { calibrateModel } from "../models/calibrate-model.ts";
import { keepCalibration, siteCalibrationName } from "../models/site-calibration.ts";
import { processTimers } from "../process-timers.ts";
import { type Command, type CommandIo, problemLines, UsageError } from "./command.ts";
import { defaultFirstSeed, fromSimulation } from "./simulated-shifts.ts";

export const baseline: Command = {
  summary: "learn from clean shifts what machines usually show",
  help: `Usage: gemba baseline RECORDING... --out FILE [options]
       gemba baseline --plant DIR --simulate N --out FILE [options]
       gemba baseline RECORDING... --model FOLDER [options]
       gemba baseline --take-back FILE

  RECORDING        shifts in which all was well: you say that they are clean
  --plant DIR      a plant to simulate, with plant.json and behaviour.json
  --simulate N     learn from N simulated shifts of 8 h without the script's events
  --first-seed N   seed of the first simulated shift, the others follow (default: ${defaultFirstSeed})
  --out FILE       what was learnt, as JSON. Where there is a baseline already it takes a person's word to learn another:
  --by DESK        who agrees to it: a desk or a role, not a person's name
  --because TEXT   why what is usual has changed; both are kept with it
  --accept A,B     assets that are as they should be now. Shifts in which the baseline so far finds others not as usual are refused,
                   and so is a baseline that would watch fewer assets or flag nothing any more
                   The one so far is kept as FILE.1, FILE.2 and so on
  --take-back FILE put the baseline that was kept last in its place again
  --model FOLDER   calibrate a model of your own on the shifts instead, with its rows of a minute; writes ${siteCalibrationName} there
  --false-rate N   false incidents that are allowed in a shift of 8 h: of the whole line (default: 1), or of the model (default: 0.5)
  --json           print one JSON document on stdout: { ok, assets, rows, blocks, needed, sha256, problems }

Five shifts are better than one: whole shifts then serve one purpose each.
Examples: gemba baseline monday.mcap tuesday.mcap --out learnt.json
          gemba baseline may.mcap --out learnt.json --by "weld shop" --because "new glass since May" --accept B10b
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        plant: { type: "string" },
        simulate: { type: "string" },
        "first-seed": { type: "string" },
        out: { type: "string" },
        model: { type: "string" },
        by: { type: "string" },
        because: { type: "string" },
        accept: { type: "string" },
        "take-back": { type: "string" },
        "false-rate": { type: "string" },
        json: { type: "boolean" },
      },
      allowPositionals: true,
    });
    const { out, model, plant, simulate } = values;
    const isJson = values.json === true;
    const back = values["take-back"];
    if (back !== undefined) {
      if (positionals.length > 0 || Object.keys(values).some((name) => !["take-back", "json"].includes(name)))
        throw new UsageError("--take-back FILE stands alone");
      return tellBack(io, back, isJson);
    }
    if ((out === undefined) === (model === undefined))
      throw new UsageError(
        "say where it goes with --out FILE, or which model is calibrated with --model FOLDER",
      );
    const isSimulated = plant !== undefined || simulate !== undefined;
    if (isSimulated === positionals.length > 0)
      throw new UsageError("give recordings, or --plant DIR with --simulate N");
    const falsePerShift = Number(values["false-rate"] ?? (model === undefined ? "1" : "0.5"));
    if (!(falsePerShift > 0) || falsePerShift > 48)
      throw new UsageError(`--false-rate needs a number above 0, not "${values["false-rate"] ?? ""}"`);
    const word: Word = {
      by: told("by", values.by),
      because: told("because", values.because),
      accepted: (values.accept ?? "").split(",").filter((id) => id !== ""),
    };
    if (model !== undefined && (word.by ?? word.because ?? values.accept) !== undefined)
      throw new UsageError("--by, --because and --accept are said to a baseline of the line (--out)");
    const wanted = out === undefined ? undefined : wordWanted(out, word);
    if (wanted !== undefined) return refuse(io, [wanted], isJson);
    const wish: BaselineWish | undefined =
      out === undefined ? undefined : { out, others: [], recordings: positionals, word, falsePerShift };
    const agree: Agree = (plant) =>
      wish === undefined ? { ok: true, value: undefined, problems: [] } : baselineSoFar(plant, wish);
    const collected = isSimulated
      ? await fromSimulation(plant, simulate, values["first-seed"], agree, io)
      : await fromRecordings(positionals, agree, (path) => {
          io.err(`Read ${path}\n`);
        });
    if (!collected.ok) return refuse(io, collected.problems, isJson);
    const { clean, from } = collected.value;
    const made =
      wish === undefined
        ? await calibrated(model ?? "", clean, { ...from, falsePerShift })
        : await learnBaseline(collected.value, wish);
    const problems = [...collected.problems, ...made.problems];
    if (!made.ok) return refuse(io, problems, isJson);
    tell(io, made.value, problems, isJson);
    return 0;
  },
};

/** Text of an option, without the blanks around it; an empty one tells nothing. */
function told(option: string, text: string | undefined): string | undefined {
  if (text?.trim() === "") throw new UsageError(`--${option} needs words`);
  return text?.trim();
}

async function calibrated(
  folder: string,
  clean: Collected["clean"],
  from: LearntFrom,
): Promise<Outcome<MadeBaseline>> {
  const calibration = await calibrateModel(folder, clean, from, { timers: processTimers, sha256 });
  if (!calibration.ok) return calibration;
  const { rows, trainedOn, blockMaxima } = calibration.value;
  const blocks = blockMaxima.length;
  const needed = blocksNeeded(from.falsePerShift);
  const hash = await keepCalibration(folder, calibration.value, sha256);
  const problems = [...calibration.problems, ...(blocks < needed ? [tooFewBlocks(blocks, needed)] : [])];
  const file = join(folder, siteCalibrationName);
  const made = { file, assets: 1, rows, trainedOn, blocks, needed, sha256: hash, notLearnt: [] };
  return { ok: true, value: made, problems };
}

function tell(io: CommandIo, made: MadeBaseline, problems: readonly Problem[], isJson: boolean): void {
  const { file, notLearnt, trainedOn, ...told } = made;
  if (isJson) {
    io.out(`${JSON.stringify({ ok: true, ...told, problems })}\n`);
    return;
  }
  for (const problem of problems) io.err(problemLines(problem));
  for (const { assetId, why } of notLearnt) io.err(`${assetId} is not watched: ${why}\n`);
  const assets = `${told.assets} ${told.assets === 1 ? "asset" : "assets"}`;
  io.out(
    `${file}: ${assets} from ${told.rows} minutes of ${trainedOn}; ${told.blocks} clean blocks where ${told.needed} are needed to flag.\n`,
  );
  if (told.kept !== undefined)
    io.out(`The one before is kept as ${told.kept}; gemba baseline --take-back ${file} puts it back.\n`);
}

function tellBack(io: CommandIo, file: string, isJson: boolean): 0 | 1 {
  const back = takeBack(file);
  if (!back.ok) return refuse(io, back.problems, isJson);
  const { restored = file, takenBack } = back.value;
  if (isJson) io.out(`${JSON.stringify({ ok: true, ...back.value, problems: [] })}\n`);
  else io.out(`${restored} is ${file} again; what was taken back is ${takenBack}.\n`);
  return 0;
}

function refuse(io: CommandIo, problems: readonly Problem[], isJson: boolean): 1 {
  if (isJson) io.out(`${JSON.stringify({ ok: false, problems })}\n`);
  else for (const problem of problems) io.err(problemLines(problem));
  return 1;
}
