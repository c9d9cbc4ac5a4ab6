// How long a stop costs nothing: the formula against the replay.
import { describe, expect, test } from "vitest";
import { serialLine } from "../../../simulate/line.ts";
import { createSimulation } from "../../../simulate/simulation.ts";
import { demoShift, logOf, shiftLog } from "../../../../tests/support/recorded-shift.ts";
import {
  buffersBetween,
  openStopWindow,
  opportunityWindow,
  unitsLostByReplay,
} from "./opportunity-window.ts";
import { readReplayable, type Replayable } from "./replay.ts";
import { startFromLog } from "./start-from-log.ts";

const stateAt = (replayable: Replayable, atS: number) =>
  startFromLog(replayable.recorded, replayable.orders, atS, { isReplay: true, seed: 1, steps: [] }).simulation
    .state;

describe("the formula", () => {
  test("the constraint itself has no time to lose", () => {
    const window = opportunityWindow(0, 60, 0);
    expect(window.windowS).toBe(0);
    expect(window.unitsLost(600)).toBeCloseTo(10, 9);
  });

  test("half a group that goes on stretches the window", () => {
    const window = opportunityWindow(6, 60, 1 / 120);
    expect(window.windowS).toBeCloseTo(720, 9);
    expect(window.unitsLost(960)).toBeCloseTo(2, 9);
  });

  test("a rest of the group that is fast enough loses nothing", () => {
    const window = opportunityWindow(2, 60, 1 / 55);
    expect(window.windowS).toBe(Infinity);
    expect(window.unitsLost(100_000)).toBe(0);
  });
});

describe("formula and replay of a serial line, constraint M3", () => {
  const line = serialLine({ cycleS: [40, 40, 60, 40, 40], buffers: [5, 8, 6, 7] });
  const replayable = readReplayable(logOf(createSimulation(line, { seed: 1, startS: 0 }), 30_000));
  const atS = 12_000;
  const constraint = 2;
  const durationsS = Array.from({ length: 40 }, (_, step) => step * 60);

  test.each([
    ["M1", 0, 13],
    ["M2", 1, 8],
    ["M3", 2, 0],
    ["M4", 3, 6],
    ["M5", 4, 13],
  ])("%s: no loss within the window, one unit a constraint's cycle beyond it", (resource, station, units) => {
    const window = openStopWindow(stateAt(replayable, atS), station, constraint);
    const lost = unitsLostByReplay(replayable, { resource, fromS: atS, durationsS }, 30_000);
    // Blocked parts and those in work between add up to two units to what waits in the buffers.
    expect(window.windowS / 60).toBeGreaterThanOrEqual(units);
    expect(window.windowS / 60).toBeLessThanOrEqual(units + 1);
    const differences = durationsS.map((durationS, index) =>
      Math.abs(window.unitsLost(durationS) - (lost[index] ?? 0)),
    );
    expect(Math.max(...differences), JSON.stringify(lost)).toBeLessThan(2);
  });
});

test("ways between stations follow vehicles and end at the constraint", () => {
  const { line } = demoShift(1);
  const index = (id: string): number => line.stations.findIndex((station) => station.id === id);
  const names = (from: string, to: string): string[] =>
    buffersBetween(line, index(from), index(to))
      .map((buffer) => line.buffers[buffer]?.id ?? "")
      .sort();
  expect(names("C10", "D20")).toEqual(["C20-in", "C20-out", "D10-modules", "D20-in"]);
  expect(names("D80a", "D20")).toEqual([]);
  expect(names("D05", "D20")).toEqual(["D10-trays", "D20-in"]);
});

describe.each([1, 2, 3])("the demo's shift while testing limits it, seed %i", (seed) => {
  const log = shiftLog(demoShift(seed));
  const replayable = readReplayable(log);
  const atS = 22_500;
  const index = (id: string): number => log.line.stations.findIndex((station) => station.id === id);
  const windowOf = (id: string) => openStopWindow(stateAt(replayable, atS), index(id), index("D80a"));
  const lostBy = (resource: string, durationsS: readonly number[]): number[] =>
    unitsLostByReplay(replayable, { resource, fromS: atS, durationsS }, log.endS);

  test("one tester of two costs what the formula says, within a unit", () => {
    const window = windowOf("D80a");
    const durationsS = [300, 600, 1200, 2400];
    expect(window.windowS).toBe(0);
    lostBy("D80a", durationsS).forEach((lost, at) => {
      expect(Math.abs(lost - window.unitsLost(durationsS[at] ?? 0))).toBeLessThan(1.2);
    });
  });

  // Beyond the window the formula says too much: the line has time to spare later and makes some of it good.
  test.each(["A30", "C10", "D20", "D40a", "D60", "D90"])("%s costs nothing within its window", (resource) => {
    const window = windowOf(resource);
    const [lost] = lostBy(resource, [window.windowS]);
    expect(window.windowS).toBeGreaterThan(200);
    expect(lost).toBeLessThan(0.5);
  });
});
