// How fast the simulation runs on one core: plain serial lines, the demo line, the whole of `gemba simulate`, live.
// An event is a timer of the engine that fired; the rows of the log are about three times as many.
import { readFileSync } from "node:fs";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { parseBehaviour } from "#shared/simulate/behaviour-schema.ts";
import { createSimulatedPlant } from "#shared/simulate/live.ts";
import { serialLine } from "#shared/simulate/line.ts";
import { prepareRun, simulateToLog, type SimulateInput } from "#shared/simulate/run.ts";
import { parseScenario } from "#shared/simulate/scenario-schema.ts";
import { createSimulation, type Simulation } from "#shared/simulate/simulation.ts";
import { beginShift } from "#shared/simulate/shift-run.ts";
import type { Outcome } from "#shared/base/problem.ts";
import type { BenchRow, BenchTable } from "./table.ts";

/** A row with a least value wanted; `most` turns it round. */
function row(
  name: string,
  value: number,
  unit: string,
  wanted?: { least: number } | { most: number },
): BenchRow {
  if (wanted === undefined) return { name, value, unit };
  const pass = "least" in wanted ? value >= wanted.least : value <= wanted.most;
  return { name, value, unit, target: "least" in wanted ? `>= ${wanted.least}` : `<= ${wanted.most}`, pass };
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map((problem) => problem.message).join("\n"));
}

/** The demo plant's files, parsed. */
export function demoInput(): SimulateInput {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../assets/plants/demo/${name}`, import.meta.url), "utf8"));
  return {
    plant: resolvePlant(plantSchema.parse(read("plant.json"))),
    behaviour: valueOf(parseBehaviour(read("behaviour.json"))),
    scenario: valueOf(parseScenario(read("scenario.json"))),
    hours: 8,
    seed: 7,
  };
}

/** Events a second, in millions: the best of five runs after one to warm up, since other work only slows it. */
function eventRate(begin: () => Simulation, untilS: number): number {
  let best = 0;
  for (let round = 0; round < 6; round += 1) {
    const simulation = begin();
    const startMs = performance.now();
    simulation.runUntil(untilS);
    const rate = simulation.eventCount / (performance.now() - startMs) / 1000;
    if (round > 0) best = Math.max(best, rate);
  }
  return best;
}

/** Runs the benchmark. */
export async function run(): Promise<BenchTable> {
  await Promise.resolve();
  const rows: BenchRow[] = [];
  for (const stations of [5, 20])
    for (const spread of [{ kind: "fixed" }, { kind: "bell", cv: 0.1 }, { kind: "exponential" }] as const) {
      const line = serialLine({
        cycleS: new Array<number>(stations).fill(60),
        buffers: new Array<number>(stations - 1).fill(5),
        spread,
      });
      const rate = eventRate(() => createSimulation(line, { seed: 1 }), (60 * 1_000_000) / stations);
      rows.push(
        row(`serial line, ${stations} stations, ${spread.kind} times`, rate, "M events/s", { least: 3 }),
      );
    }
  const input = demoInput();
  const shift = valueOf(prepareRun(input));
  const demoRate = eventRate(() => beginShift(shift), 8 * 3600);
  rows.push(row("demo shift without signals", demoRate, "M events/s", { least: 1 }));

  let wholeS = Infinity;
  let bytes = 0;
  for (let round = 0; round < 3; round += 1) {
    bytes = 0;
    const startMs = performance.now();
    valueOf(
      simulateToLog({
        ...input,
        events: (chunk) => {
          bytes += chunk.length;
        },
      }),
    );
    wholeS = Math.min(wholeS, (performance.now() - startMs) / 1000);
  }
  rows.push(row("demo shift, log and truth with reruns", wholeS, "s", { most: 5 }));
  rows.push(row("size of that log", bytes / 1e6, "MB"));

  const live = valueOf(createSimulatedPlant({ ...input, startMs: 0 }));
  let readings = live.advance(0).length;
  const startMs = performance.now();
  // A tenth of a second of wall time at 600 times real time is a minute of plant time.
  for (let minute = 1; minute <= 480; minute += 1) readings += live.advance(minute * 60_000).length;
  const spentS = (performance.now() - startMs) / 1000;
  rows.push(row("live at 600 times real time: share of a core", (spentS / 48) * 100, "%", { most: 50 }));
  rows.push(row("live readings a plant second", readings / 28_800, "1/s"));
  return {
    title: "Simulation on one core",
    notes: ["Best of several runs: other work on the machine only slows them.", "Seed 7 of the demo."],
    rows,
  };
}
