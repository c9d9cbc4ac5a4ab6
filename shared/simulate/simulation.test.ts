import { describe, expect, test } from "vitest";
import { exponentialPairRate, threeServersRate } from "../analyse/bottleneck/theory.ts";
import { seededRandom } from "../base/random.ts";
import { serialLine, type Line } from "./line.ts";
import { kinds, type EngineSink } from "./sink.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

/** Departure times of each station, by part. */
function departures(line: Line, parts: number, seed = 1): number[][] {
  const left: number[][] = line.stations.map(() => []);
  const sink: EngineSink = {
    emit(kind, timeS, resource) {
      if (kind === kinds.depart && resource < line.stations.length) left[resource]?.push(timeS);
    },
  };
  createSimulation(line, { seed }, sink).runUntilShipped(parts);
  return left.map((times) => times.slice(0, parts));
}

/** Blocking after service by its max-plus recursion: an oracle of its own, without events. */
function maxPlus(workS: readonly (readonly number[])[], buffers: readonly number[]): number[][] {
  const stations = workS.length;
  const parts = workS[0]?.length ?? 0;
  const start = workS.map(() => new Array<number>(parts).fill(0));
  const leave = workS.map(() => new Array<number>(parts).fill(0));
  for (let part = 0; part < parts; part += 1)
    for (let station = 0; station < stations; station += 1) {
      const came = station === 0 ? 0 : (leave[station - 1]?.[part] ?? 0);
      const free = part === 0 ? 0 : (leave[station]?.[part - 1] ?? 0);
      const begin = Math.max(came, free);
      (start[station] ?? [])[part] = begin;
      let end = begin + (workS[station]?.[part] ?? 0);
      const places = buffers[station];
      if (places !== undefined && places === 0 && part > 0)
        end = Math.max(end, leave[station + 1]?.[part - 1] ?? 0);
      if (places !== undefined && places > 0 && part >= places)
        end = Math.max(end, start[station + 1]?.[part - places] ?? 0);
      (leave[station] ?? [])[part] = end;
    }
  return leave;
}

const list = (valuesS: readonly number[]): { spread: { kind: "list"; valuesS: readonly number[] } } => ({
  spread: { kind: "list", valuesS },
});

/** Parts an hour and the standard error of that mean, from equal batches after a warm-up. */
function throughput(
  simulation: Simulation,
  warmS: number,
  batchS: number,
  batches: number,
): { mean: number; error: number } {
  simulation.runUntil(warmS);
  const rates: number[] = [];
  for (let batch = 1; batch <= batches; batch += 1) {
    const before = simulation.state.shipped;
    simulation.runUntil(warmS + batch * batchS);
    rates.push((simulation.state.shipped - before) / batchS);
  }
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / batches;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (batches - 1);
  return { mean, error: Math.sqrt(variance / batches) };
}

describe("blocking after service", () => {
  test("agrees with the max-plus recursion on random lines, places from 0 to 3", () => {
    const random = seededRandom(7);
    for (let round = 0; round < 60; round += 1) {
      const stations = 2 + Math.floor(random.next() * 6);
      const parts = 30;
      const work = Array.from({ length: stations }, () =>
        Array.from({ length: parts }, () => 1 + random.next() * 9),
      );
      const buffers = Array.from({ length: stations - 1 }, () => Math.floor(random.next() * 4));
      const line = serialLine({ cycleS: work.map(() => 1), buffers, stations: work.map(list) });
      const simulated = departures(line, parts);
      maxPlus(work, buffers).forEach((times, station) => {
        times.forEach((time, part) => {
          // Beyond the last shipped part nothing is compared; floating sums differ in the last bits only.
          const found = simulated[station]?.[part];
          if (found !== undefined) expect(found).toBeCloseTo(time, 8);
        });
      });
    }
  });
});

describe("exponential service, saturated", () => {
  const exponential = { kind: "exponential" } as const;

  test.each([
    [1, 1, 0],
    [1, 1, 1],
    [1, 1, 2],
    [1, 1, 3],
    [1, 1, 4],
    [1, 1, 5],
    [1.2, 1, 3],
    [0.8, 1, 3],
  ])("two stations of rates %f and %f with %i places make what theory says", (first, second, places) => {
    const line = serialLine({ cycleS: [1 / first, 1 / second], buffers: [places], spread: exponential });
    const found = throughput(createSimulation(line, { seed: 11 }), 1000, 8000, 24);
    expect(found.error).toBeLessThan(0.005);
    const rate = exponentialPairRate(first, second, places);
    expect(Math.abs(found.mean - rate)).toBeLessThan(3 * found.error);
  });

  test("three stations without places make 22/39 (Hunt 1956)", () => {
    const line = serialLine({ cycleS: [1, 1, 1], buffers: [0, 0], spread: exponential });
    const found = throughput(createSimulation(line, { seed: 3 }), 1000, 8000, 24);
    expect(Math.abs(found.mean - threeServersRate)).toBeLessThan(3 * found.error);
  });
});

describe("failures", () => {
  test.each([
    [0.1, 0.9, 0.1, 0.9, 1, "calendar", 0.84],
    [0.05, 0.2, 0.05, 0.2, 5, "calendar", 0.701538],
    [0.05, 0.2, 0.08, 0.25, 5, "calendar", 0.676384],
    [0.05, 0.2, 0.02, 0.25, 10, "calendar", 0.789249],
    [0.1, 0.9, 0.1, 0.9, 1, "operating", 0.84375],
    [0.05, 0.2, 0.05, 0.2, 5, "operating", 0.7123],
    [0.05, 0.2, 0.08, 0.25, 5, "operating", 0.6878],
    [0.05, 0.2, 0.02, 0.25, 10, "operating", 0.7909],
  ] as const)(
    "of rates %f/%f and %f/%f around %i cycles of stock on the %s clock leave %f of the output",
    (fail1, repair1, fail2, repair2, stock, clock, expected) => {
      // Continuous flow is approached by grains of a tenth of the cycle. The servers hold a grain each.
      const grains = 10;
      const failure = (fail: number, repair: number) => ({
        clock,
        meanUpS: 1 / fail,
        meanRepairS: 1 / repair,
      });
      const line = serialLine({
        cycleS: [1 / grains, 1 / grains],
        buffers: [stock * grains - 1],
        stations: [{ failure: failure(fail1, repair1) }, { failure: failure(fail2, repair2) }],
      });
      const found = throughput(createSimulation(line, { seed: 5 }), 500, 6000, 20);
      // A fifth of a grain of stock more or less is the error of the approximation.
      const grainError = 0.02 / grains;
      expect(found.error / grains).toBeLessThan(0.005);
      expect(Math.abs(found.mean / grains - expected)).toBeLessThan((3 * found.error) / grains + grainError);
    },
  );
});
