// `gemba baseline`: learns from clean shifts what a plant's machines usually show, so that the watch can tell what is not usual; or
// calibrates a person's own model on them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { wallClock } from "#shared/base/clock.ts";
import { type Outcome, type Problem, ProblemList } from "#shared/base/problem.ts";
import { CleanCounts } from "#shared/analyse/defect/quality/clean-rates.ts";
import {
  blocksNeeded,
  CleanShifts,
  learn,
  type LearntFrom,
  tooFewBlocks,
} from "#shared/analyse/defect/watch/fit.ts";
import { type LearntContent, learntOf, learntText } from "#shared/analyse/defect/watch/learnt-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import type { ScenarioFile } from "#shared/simulate/scenario-schema.ts";
import { watchedFacts } from "../analyse/log-facts.ts";
import { sha256 } from "../analyse/sha256.ts";
import { simulatedFacts } from "../analyse/simulated-facts.ts";
import { calibrateModel } from "../models/calibrate-model.ts";
import { keepCalibration, siteCalibrationName } from "../models/site-calibration.ts";
import { readPlantDir } from "../plant-dir.ts";
import { processTimers } from "../process-timers.ts";
import { plantVersionOf } from "../record/recording-head.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { type Command, type CommandIo, problemLines, UsageError } from "./command.ts";

/** Plant time of second 0 of simulated shifts: six o'clock on a Monday in the demo plant's zone. */
const simulatedStartMs = Date.UTC(2026, 0, 5, 5);
const shiftHours = 8;
/** Seeds of simulated shifts begin here unless told: far from those that people try. */
const defaultFirstSeed = 1001;
const mostShifts = 200;

export const baseline: Command = {
  summary: "learn from clean shifts what machines usually show",
  help: `Usage: gemba baseline RECORDING... --out FILE [options]
       gemba baseline --plant DIR --simulate N --out FILE [options]
       gemba baseline RECORDING... --model FOLDER [options]

  RECORDING        shifts in which all was well: you say that they are clean
  --plant DIR      a plant to simulate, with plant.json and behaviour.json
  --simulate N     learn from N simulated shifts of 8 h without the script's events
  --first-seed N   seed of the first simulated shift, the others follow (default: ${defaultFirstSeed})
  --out FILE       what was learnt, as JSON
  --model FOLDER   calibrate a model of your own on the shifts instead, with its rows of a minute; writes ${siteCalibrationName} there
  --false-rate N   false incidents that are allowed in a shift of 8 h: of the whole line (default: 1), or of the model (default: 0.5)
  --json           print one JSON document on stdout: { ok, assets, rows, blocks, needed, sha256, problems }

Five shifts are better than one: whole shifts then serve one purpose each.
Example: gemba baseline monday.mcap tuesday.mcap --out learnt.json
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
        "false-rate": { type: "string" },
        json: { type: "boolean" },
      },
      allowPositionals: true,
    });
    const { out, model, plant, simulate } = values;
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
    const isJson = values.json === true;
    const collected = isSimulated
      ? await fromSimulation(plant, simulate, values["first-seed"], io)
      : await fromRecordings(positionals, io);
    if (!collected.ok) return refuse(io, collected.problems, isJson);
    const { clean, counts, from } = collected.value;
    const made =
      out === undefined
        ? await calibrated(model ?? "", clean, { ...from, falsePerShift })
        : learntTo(out, clean, counts, { ...from, falsePerShift });
    const problems = [...collected.problems, ...made.problems];
    if (!made.ok) return refuse(io, problems, isJson);
    tell(io, made.value, problems, isJson);
    return 0;
  },
};

interface Collected {
  readonly clean: CleanShifts;
  readonly counts: CleanCounts;
  readonly from: Omit<LearntFrom, "falsePerShift">;
}

async function fromSimulation(
  dir: string | undefined,
  shifts: string | undefined,
  firstSeed: string | undefined,
  io: CommandIo,
): Promise<Outcome<Collected>> {
  if (dir === undefined || shifts === undefined)
    throw new UsageError("a simulation needs both --plant DIR and --simulate N");
  const count = Number(shifts);
  if (!Number.isInteger(count) || count < 1 || count > mostShifts)
    throw new UsageError(`--simulate needs a whole number from 1 to ${mostShifts}, not "${shifts}"`);
  const seed = Number(firstSeed ?? defaultFirstSeed);
  if (!Number.isInteger(seed) || seed < 0)
    throw new UsageError(`--first-seed needs a whole number, not "${firstSeed ?? ""}"`);
  const folder = await readPlantDir(dir);
  if (!folder.ok) return folder;
  const { behaviour, scenario } = folder.value;
  if (behaviour === undefined) return { ok: false, problems: [noBehaviour(dir)] };
  const plant = resolvePlant(folder.value.plant);
  const clean = new CleanShifts(plant);
  const counts = new CleanCounts(plant);
  const problems = new ProblemList(() => wallClock.nowMs());
  // Same orders, without what the script lets go wrong; failures and defects by chance stay.
  const calm: ScenarioFile | undefined = scenario === undefined ? undefined : { ...scenario, events: [] };
  for (let shift = 0; shift < count; shift += 1) {
    const made = simulatedFacts(
      {
        plant,
        behaviour,
        ...(calm === undefined ? {} : { scenario: calm }),
        seed: seed + shift,
        startMs: simulatedStartMs,
      },
      shiftHours,
      problems,
    );
    if (!made.ok) return made;
    const rows = clean.begin();
    const results = counts.begin();
    for (const facts of made.value)
      for (const fact of facts) {
        rows.take(fact);
        results.take(fact);
      }
    rows.advance(simulatedStartMs + shiftHours * 3_600_000);
    io.err(`Simulated shift ${shift + 1} of ${count}\n`);
  }
  const trainedOn = `${count} simulated clean ${count === 1 ? "shift" : "shifts"}`;
  return {
    ok: true,
    value: { clean, counts, from: { trainedOn, isSimulated: true } },
    problems: [...folder.problems, ...problems.list()],
  };
}

async function fromRecordings(paths: readonly string[], io: CommandIo): Promise<Outcome<Collected>> {
  const problems: Problem[] = [];
  let clean: CleanShifts | undefined;
  let counts: CleanCounts | undefined;
  let version: string | undefined;
  let isSimulated = false;
  let fromMs = Infinity;
  let toMs = -Infinity;
  for (const path of paths) {
    const opened = await FileTimeline.open(path, path);
    if (!opened.ok) return opened;
    const timeline = opened.value;
    try {
      const { startMs, endMs } = timeline.range();
      const itsVersion = plantVersionOf(timeline.plant);
      clean ??= new CleanShifts(timeline.plant);
      version ??= itsVersion;
      if (itsVersion !== version) return { ok: false, problems: [otherPlant(path, paths[0] ?? "")] };
      isSimulated ||= timeline.head.simulated;
      fromMs = Math.min(fromMs, startMs);
      toMs = Math.max(toMs, endMs);
      counts ??= new CleanCounts(timeline.plant);
      const rows = clean.begin();
      const results = counts.begin();
      for await (const piece of watchedFacts(timeline)) {
        for (const fact of piece.facts) {
          rows.take(fact);
          results.take(fact);
        }
        rows.advance(piece.toMs);
      }
      problems.push(...timeline.reader.problems);
    } finally {
      timeline.close();
    }
    io.err(`Read ${path}\n`);
  }
  if (clean === undefined || counts === undefined) throw new Error("Bug: learning without a recording");
  const trainedOn = `${paths.length} ${paths.length === 1 ? "recording" : "recordings"} called clean`;
  return {
    ok: true,
    value: { clean, counts, from: { trainedOn, isSimulated, trainedFromMs: fromMs, trainedToMs: toMs } },
    problems,
  };
}

/** What a person hears of what was made. */
interface Made {
  readonly file: string;
  readonly assets: number;
  readonly rows: number;
  readonly trainedOn: string;
  readonly blocks: number;
  readonly needed: number;
  readonly sha256: string;
  readonly notLearnt: LearntContent["notLearnt"];
}

function learntTo(out: string, clean: CleanShifts, counts: CleanCounts, from: LearntFrom): Outcome<Made> {
  const learnt = learn(clean, from);
  if (!learnt.ok) return learnt;
  const { assets, notLearnt, lineMaxima, trainedOn } = learnt.value;
  const kept = learntOf({ ...learnt.value, quality: counts.rates(from) }, sha256);
  writeFileSync(out, learntText(kept));
  const rows = assets.reduce((sum, asset) => sum + asset.rows, 0);
  const blocks = lineMaxima.length;
  const needed = blocksNeeded(from.falsePerShift);
  const made = {
    file: out,
    assets: assets.length,
    rows,
    trainedOn,
    blocks,
    needed,
    sha256: kept.sha256,
    notLearnt,
  };
  return { ok: true, value: made, problems: learnt.problems };
}

async function calibrated(folder: string, clean: CleanShifts, from: LearntFrom): Promise<Outcome<Made>> {
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

function noBehaviour(dir: string): Problem {
  return {
    path: [dir],
    id: "no-behaviour",
    severity: "error",
    message: `${dir} has no behaviour.json, so its plant cannot be simulated.`,
    hint: "Learn from recordings of the real plant instead.",
    file: dir,
  };
}

function otherPlant(path: string, first: string): Problem {
  return {
    path: [path],
    id: "other-plant",
    severity: "error",
    message: `${path} is of another plant, or another version of it, than ${first}.`,
    hint: "Learn from recordings of one plant as it is now.",
    file: path,
  };
}

function tell(io: CommandIo, made: Made, problems: readonly Problem[], isJson: boolean): void {
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
}

function refuse(io: CommandIo, problems: readonly Problem[], isJson: boolean): 1 {
  if (isJson) io.out(`${JSON.stringify({ ok: false, problems })}\n`);
  else for (const problem of problems) io.err(problemLines(problem));
  return 1;
}
