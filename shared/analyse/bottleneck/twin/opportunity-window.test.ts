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

describe("the demo's shift", () => {
  // 12:40: testing limits the line then.
  test("a stop before the constraint costs what the formula says, within two units", () => {
    const log = shiftLog(demoShift(1));
    const replayable = readReplayable(log);
    const index = (id: string): number => log.line.stations.findIndex((station) => station.id === id);
    const atS = 20_000;
    const durationsS = [300, 600, 1200, 2400];
    for (const resource of ["D20", "D40a", "D60", "D80a"]) {
      const window = openStopWindow(stateAt(replayable, atS), index(resource), index("D80a"));
      const lost = unitsLostByReplay(replayable, { resource, fromS: atS, durationsS }, 28_800);
      const row = durationsS.map(
        (durationS, at) =>
          `${durationS} s: ${window.unitsLost(durationS).toFixed(1)} / ${lost[at]?.toFixed(1)}`,
      );
      durationsS.forEach((durationS, at) => {
        expect(
          Math.abs(window.unitsLost(durationS) - (lost[at] ?? 0)),
          `${resource} ${row.join(", ")}`,
        ).toBeLessThan(3);
      });
    }
  });
});
