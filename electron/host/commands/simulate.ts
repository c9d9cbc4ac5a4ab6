// `gemba simulate`: a plant's shift as an event log with its truth. Same plant, same seed, same bytes.
import { closeSync, openSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Problem } from "#shared/base/problem.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { parseBehaviour } from "#shared/simulate/behaviour-schema.ts";
import { simulateToLog } from "#shared/simulate/run.ts";
import { parseScenario } from "#shared/simulate/scenario-schema.ts";
import { recordSimulation } from "./simulate-recording.ts";
import { tellProblems } from "./recording-file.ts";
import { readPlantDir } from "../plant-dir.ts";
import { type Command, type CommandIo, problemLines, UsageError } from "./command.ts";

/** Plant time of second 0 when none is given: six o'clock on a Monday in the demo plant's zone. */
const defaultStartMs = Date.UTC(2026, 0, 5, 5);

export const simulate: Command = {
  summary: "simulate a shift and write its event log and its truth",
  help: `Usage: gemba simulate --plant DIR [--out FILE.mcap] [--events FILE] [--truth FILE] [options]

  --plant DIR     folder with plant.json and behaviour.json
  --events FILE   event log as CSV: time_s,resource,event,part,state,reason
  --truth FILE    what really happened: constraint phases, events with the parts they cost, defects and their causes
  --out FILE      the shift as a recording, with every value and part
  --hours N       length (default: 8)
  --seed N        equal seeds give equal bytes (default: 7)
  --start ISO     plant time of second 0 (default: 2026-01-05T05:00:00Z)
  --cold          without the folder's scenario.json
  --json          print one JSON document on stdout: { ok, events, constraint, problems }

Example: gemba simulate --plant assets/plants/demo --hours 8 --seed 7 --events shift.csv --truth truth.json
`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        plant: { type: "string" },
        events: { type: "string" },
        truth: { type: "string" },
        hours: { type: "string" },
        seed: { type: "string" },
        start: { type: "string" },
        cold: { type: "boolean" },
        out: { type: "string" },
        json: { type: "boolean" },
      },
    });
    if (values.plant === undefined) throw new UsageError("give the plant's folder with --plant DIR");
    const hours = positive("--hours", values.hours ?? "8");
    const seed = Number(values.seed ?? "7");
    if (!Number.isInteger(seed) || seed < 0)
      throw new UsageError(`--seed needs a whole number, not "${values.seed ?? ""}"`);
    const startMs = values.start === undefined ? undefined : Date.parse(values.start);
    if (Number.isNaN(startMs)) throw new UsageError(`--start needs an ISO time, not "${values.start ?? ""}"`);
    const isJson = values.json === true;

    const folder = await readPlantDir(values.plant);
    if (!folder.ok) return refuse(io, folder.problems, isJson);
    const behaviour = parseBehaviour(folder.value.behaviour);
    if (!behaviour.ok) return refuse(io, [...folder.problems, ...behaviour.problems], isJson);
    const withScript = folder.value.scenario !== undefined && values.cold !== true;
    const scenario = withScript ? parseScenario(folder.value.scenario) : undefined;
    if (scenario?.ok === false) return refuse(io, [...folder.problems, ...scenario.problems], isJson);

    if (values.out !== undefined) {
      const recorded = await recordSimulation(
        {
          plant: resolvePlant(folder.value.plant),
          behaviour: behaviour.value,
          ...(scenario === undefined ? {} : { scenario: scenario.value }),
          seed,
          startMs: startMs ?? defaultStartMs,
        },
        hours,
        values.out,
      );
      if (!recorded.ok) return refuse(io, [...folder.problems, ...recorded.problems], isJson);
      // Problems of a simulated plant's readings are bugs; whoever asked for the recording alone sees them here.
      tellProblems(recorded.problems, io);
      if (values.events === undefined && values.truth === undefined) {
        const { file: path, samples, events } = recorded.value;
        if (isJson)
          io.out(
            `${JSON.stringify({ ok: true, file: path, samples, events, problems: recorded.problems })}\n`,
          );
        else io.out(`${path}: ${samples} samples and ${events} events over ${hours} h, seed ${seed}.\n`);
        return 0;
      }
    }
    const file = values.events === undefined ? undefined : openSync(values.events, "w");
    let lines = 0;
    const done = simulateToLog({
      plant: resolvePlant(folder.value.plant),
      behaviour: behaviour.value,
      ...(scenario === undefined ? {} : { scenario: scenario.value }),
      hours,
      seed,
      ...(startMs === undefined ? {} : { startMs }),
      events: (chunk) => {
        lines += chunk.split("\n").length - 1;
        // Unlike writeSync, this goes on until the whole chunk is written.
        if (file !== undefined) writeFileSync(file, chunk);
      },
    });
    if (file !== undefined) closeSync(file);
    const problems = [...folder.problems, ...behaviour.problems, ...done.problems];
    if (!done.ok) return refuse(io, problems, isJson);
    if (values.truth !== undefined)
      writeFileSync(values.truth, `${JSON.stringify(done.value, undefined, 1)}\n`);
    const summary = { ok: true, events: Math.max(0, lines - 1), constraint: done.value.constraint, problems };
    if (isJson) io.out(`${JSON.stringify(summary)}\n`);
    else {
      for (const problem of problems) io.err(problemLines(problem));
      io.out(`${summary.events} events over ${hours} h, seed ${seed}.\n`);
    }
    return 0;
  },
};

function refuse(io: CommandIo, problems: readonly Problem[], isJson: boolean): 1 {
  if (isJson) io.out(`${JSON.stringify({ ok: false, problems })}\n`);
  else for (const problem of problems) io.err(problemLines(problem));
  return 1;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new UsageError(`${name} needs a number above 0, not "${text}"`);
  return value;
}
