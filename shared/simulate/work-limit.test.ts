// Constant work in process against factory physics (Hopp and Spearman 2008, chapter 7): best case and practical worst case.
// A part is released when one leaves, so the line is a closed loop with `maxInProcess` jobs.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestCase, factoryPhysics, practicalWorstCase } from "../analyse/bottleneck/theory.ts";
import type { Outcome } from "../base/problem.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant } from "../model/plant.ts";
import { parseBehaviour } from "./behaviour-schema.ts";
import { plainStation, serialLine, type Line, type Spread } from "./line.ts";
import { prepareRun } from "./run.ts";
import { parseScenario } from "./scenario-schema.ts";
import { beginShift } from "./shift-run.ts";
import { kinds, reasonNumber, stateCode } from "./sink.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map((problem) => problem.message).join("\n"));
}

/** Four stations of 2 h each, in hours; places enough that nothing ever blocks. */
const fourStations = (jobs: number, spread: Spread): Line =>
  serialLine({ cycleS: [2, 2, 2, 2], buffers: [jobs, jobs, jobs], spread, maxInProcess: jobs });

/** Times at which parts leave until `untilS`. */
function leaving(line: Line, untilS: number, seed = 1): number[] {
  const times: number[] = [];
  const simulation = createSimulation(
    line,
    { seed },
    {
      emit(kind, timeS) {
        if (kind === kinds.ship) times.push(timeS);
      },
    },
  );
  simulation.runUntil(untilS);
  return times;
}

const factory = factoryPhysics([2, 2, 2, 2]);

describe("best case: four stations of 2 h, always exactly so long", () => {
  test.each([1, 2, 3, 4, 5, 6, 9])("with %i jobs makes min(w/T0, rb) and takes max(T0, w/rb)", (jobs) => {
    const times = leaving(fourStations(jobs, { kind: "fixed" }), 8000);
    const settled = times.filter((timeS) => timeS > 800);
    expect(settled.length).toBe(7200 * bestCase(factory, jobs).rate);
    // A part was released when the one `jobs` before it left.
    const inLine = new Set(settled.slice(jobs).map((timeS, index) => timeS - (settled[index] ?? 0)));
    expect([...inLine]).toEqual([bestCase(factory, jobs).time]);
  });

  test("at the critical work in process of 4 jobs is .5 an hour", () => {
    expect(factory.criticalWork).toBe(4);
    expect(
      leaving(fourStations(4, { kind: "fixed" }), 8000).filter((timeS) => timeS > 800).length / 7200,
    ).toBe(0.5);
  });
});

describe("practical worst case: a balanced line of single machines with exponential times", () => {
  test.each([1, 2, 4, 10])("with %i jobs makes w rb/(W0+w-1) an hour", (jobs) => {
    const formula = practicalWorstCase(factory, jobs);
    const [warm, batch, batches] = [2000, 8000, 25];
    const times = leaving(fourStations(jobs, { kind: "exponential" }), warm + batch * batches, 17);
    const counts = new Array<number>(batches).fill(0);
    for (const timeS of times) {
      const at = Math.floor((timeS - warm) / batch);
      if (at >= 0 && at < batches) counts[at] = (counts[at] ?? 0) + 1;
    }
    const rates = counts.map((count) => count / batch);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / batches;
    const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (batches - 1);
    const error = Math.sqrt(variance / batches);
    expect(error).toBeLessThan(0.003);
    expect(Math.abs(mean - formula.rate)).toBeLessThan(3 * error);
    // Little: mean time in the line = jobs / rate = T0 + (w-1)/rb; 14 h with four jobs.
    expect(Math.abs(jobs / mean - formula.time)).toBeLessThan((3 * error * jobs) / mean ** 2);
  });
});

/** Parts that sources released and that are in the line, counted where they stand. */
function counted(simulation: Simulation): number {
  const { state } = simulation;
  let sum = 0;
  const add = (part: number): void => {
    if (part >= 0) sum += state.parts.released[part] ?? 0;
  };
  state.part.forEach(add);
  state.batches.forEach(add);
  for (const queues of [state.queues, state.hopParts])
    queues.level.forEach((level, queue) => {
      for (let place = 0; place < level; place += 1) add(queues.at(queue, place));
    });
  return sum;
}

/** Pairs of modules become packs; one pack in three fails at the assembly and is scrapped the second time. */
const pairs = (maxInProcess: number): Line => ({
  ...serialLine({ cycleS: [1], buffers: [] }),
  products: ["module", "pack"],
  maxInProcess,
  stations: [
    plainStation("S", {
      supply: 0,
      product: "module",
      cycleS: [3],
      perOrderUnit: 2,
      output: { buffer: 0, hopS: 4 },
    }),
    plainStation("T", {
      inputs: [{ buffer: 0, quantity: 2 }],
      cycleS: [5],
      product: "pack",
      output: { buffer: 1, hopS: 0 },
    }),
    plainStation("E", {
      inputs: [{ buffer: 1, quantity: 1 }],
      cycleS: [2],
      output: { demand: 0 },
      rework: { buffer: 1, hopS: 6 },
    }),
  ],
  buffers: [
    { id: "B", capacity: 20 },
    { id: "C", capacity: 6 },
  ],
  defects: [{ id: "d", defectClass: "bad", station: 2, lot: -1, base: 0.3, fouled: 0, badLot: 0, both: 0 }],
  inspections: [{ station: 2, defectClass: "bad", probability: 1 }],
});

describe("the limit", () => {
  test("counts joined modules until their pack leaves, shipped or scrapped", () => {
    const simulation = createSimulation(pairs(7), { seed: 3 });
    for (let timeS = 1; timeS <= 2000; timeS += 1) {
      simulation.runUntil(timeS);
      expect(simulation.state.inProcess).toBeLessThanOrEqual(7);
      if (timeS % 40 === 0) expect(counted(simulation)).toBe(simulation.state.inProcess);
    }
    expect(simulation.state.shipped).toBeGreaterThan(200);
    expect(simulation.state.scrapped).toBeGreaterThan(10);
  });

  test("shows at the source as no order to work on, because of the limit", () => {
    const simulation = createSimulation(fourStations(1, { kind: "fixed" }), { seed: 1 });
    simulation.runUntil(3);
    expect(simulation.state.state[0]).toBe(stateCode.noOrder);
    expect(simulation.state.stateReason[0]).toBe(reasonNumber.workLimit);
  });

  test("can be set, changed and lifted while a line runs", () => {
    const simulation = createSimulation(serialLine({ cycleS: [1, 5], buffers: [30] }), {
      seed: 1,
      script: [
        { timeS: 100, event: -1, kind: "workLimit", maxInProcess: 4 },
        { timeS: 400, event: -1, kind: "workLimit", maxInProcess: Infinity },
      ],
    });
    simulation.runUntil(99);
    expect(simulation.state.inProcess).toBe(32);
    simulation.runUntil(399);
    expect(simulation.state.inProcess).toBe(4);
    const copy = simulation.copy();
    copy.runUntil(800);
    expect(copy.state.inProcess).toBe(32);
  });

  test("raised by one never lets a part leave later", () => {
    const work = fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 30, maxLength: 30 }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(work, fc.integer({ min: 1, max: 8 }), fc.nat(3), (times, jobs, places) => {
        const left = (maxInProcess: number): number[] =>
          leaving(
            serialLine({
              cycleS: times.map(() => 1),
              buffers: times.slice(1).map(() => places),
              stations: times.map((valuesS) => ({ spread: { kind: "list", valuesS } })),
              maxInProcess,
            }),
            3000,
          ).slice(0, 25);
        const more = left(jobs + 1);
        left(jobs).forEach((timeS, part) => {
          expect(more[part]).toBeLessThanOrEqual(timeS);
        });
      }),
      { numRuns: 60, seed: 9 },
    );
  });
});

describe("the demo line", () => {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../assets/plants/demo/${name}`, import.meta.url), "utf8"));
  const shiftWith = (maxInProcess: number): { shipped: number; most: number } => {
    const behaviour = valueOf(parseBehaviour(read("behaviour.json")));
    const plant = resolvePlant({ ...plantSchema.parse(read("plant.json")), maxInProcess });
    const scenario = valueOf(parseScenario(read("scenario.json")));
    const simulation = beginShift(valueOf(prepareRun({ plant, behaviour, scenario, hours: 8, seed: 2 })));
    let most = 0;
    for (let timeS = 0; timeS <= 8 * 3600; timeS += 60) {
      simulation.runUntil(timeS);
      most = Math.max(most, simulation.state.inProcess);
    }
    expect(counted(simulation)).toBe(simulation.state.inProcess);
    return { shipped: simulation.state.shipped, most };
  };

  test("with 150 modules at most makes nearly what it makes without a limit, with 40 far less, and never locks", () => {
    const [free, some, few] = [shiftWith(10_000), shiftWith(150), shiftWith(40)];
    expect(free.most).toBeGreaterThan(160);
    expect(some.most).toBe(150);
    expect(few.most).toBe(40);
    expect(some.shipped).toBeLessThanOrEqual(free.shipped);
    expect(some.shipped).toBeGreaterThan(0.93 * free.shipped);
    expect(few.shipped).toBeGreaterThan(50);
    expect(few.shipped).toBeLessThan(0.8 * some.shipped);
  });
});
