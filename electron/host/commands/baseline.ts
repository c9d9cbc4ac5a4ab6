// `gemba baseline`: learns from clean shifts what a plant's machines usually show, so that the watch can tell what is not usual.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { wallClock } from "#shared/base/clock.ts";
import { type Outcome, type Problem, ProblemList } from "#shared/base/problem.ts";
import { CleanCounts } from "#shared/analyse/defect/quality/clean-rates.ts";
import { CleanShifts, learn, type LearntFrom, thresholdOf } from "#shared/analyse/defect/watch/fit.ts";
import { type LearntContent, learntOf, learntText } from "#shared/analyse/defect/watch/learnt-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import type { ScenarioFile } from "#shared/simulate/scenario-schema.ts";
import { watchedFacts } from "../analyse/log-facts.ts";
import { sha256 } from "../analyse/sha256.ts";
import { simulatedFacts } from "../analyse/simulated-facts.ts";
import { readPlantDir } from "../plant-dir.ts";
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

  RECORDING        shifts in which all was well: you say that they are clean
  --plant DIR      a plant to simulate, with plant.json and behaviour.json
  --simulate N     learn from N simulated shifts of 8 h without the script's events
  --first-seed N   seed of the first simulated shift, the others follow (default: ${defaultFirstSeed})
  --out FILE       what was learnt, as JSON
  --false-rate N   false incidents of the whole line that are allowed in a shift of 8 h (default: 1)
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
        "false-rate": { type: "string" },
        json: { type: "boolean" },
      },
      allowPositionals: true,
    });
    const { out, plant, simulate } = values;
    if (out === undefined) throw new UsageError("say where it goes with --out FILE");
    const isSimulated = plant !== undefined || simulate !== undefined;
    if (isSimulated === positionals.length > 0)
      throw new UsageError("give recordings, or --plant DIR with --simulate N");
    const falsePerShift = Number(values["false-rate"] ?? "1");
    if (!(falsePerShift > 0) || falsePerShift > 48)
      throw new UsageError(`--false-rate needs a number above 0, not "${values["false-rate"] ?? ""}"`);
    const isJson = values.json === true;
    const collected = isSimulated
      ? await fromSimulation(plant, simulate, values["first-seed"], io)
      : await fromRecordings(positionals, io);
    if (!collected.ok) return refuse(io, collected.problems, isJson);
    const { clean, counts, from } = collected.value;
    const learnt = learn(clean, { ...from, falsePerShift });
    const problems = [...collected.problems, ...learnt.problems];
    if (!learnt.ok) return refuse(io, problems, isJson);
    const kept = learntOf({ ...learnt.value, quality: counts.rates(from) }, sha256);
    writeFileSync(out, learntText(kept));
    tell(io, out, learnt.value, kept.sha256, problems, isJson);
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

function tell(
  io: CommandIo,
  out: string,
  content: LearntContent,
  sha256: string,
  problems: readonly Problem[],
  isJson: boolean,
): void {
  const { assets, notLearnt, lineMaxima } = content;
  const rows = assets.reduce((sum, asset) => sum + asset.rows, 0);
  const ready = thresholdOf(content);
  const needed = ready.isReady ? Math.ceil(1 / ready.tail) - 1 : ready.needed;
  if (isJson) {
    const told = {
      ok: true,
      assets: assets.length,
      rows,
      blocks: lineMaxima.length,
      needed,
      sha256,
      problems,
    };
    io.out(`${JSON.stringify(told)}\n`);
    return;
  }
  for (const problem of problems) io.err(problemLines(problem));
  for (const { assetId, why } of notLearnt) io.err(`${assetId} is not watched: ${why}\n`);
  io.out(
    `${out}: ${assets.length} assets from ${rows} minutes of ${content.trainedOn}; ${lineMaxima.length} clean blocks where ${needed} are needed to flag.\n`,
  );
}

function refuse(io: CommandIo, problems: readonly Problem[], isJson: boolean): 1 {
  if (isJson) io.out(`${JSON.stringify({ ok: false, problems })}\n`);
  else for (const problem of problems) io.err(problemLines(problem));
  return 1;
}
