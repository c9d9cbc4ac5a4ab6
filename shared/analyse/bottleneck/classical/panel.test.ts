// The methods together on simulated lines: what they must agree on, who is the main flow, and when nobody is named.
import { describe, expect, test } from "vitest";
import { simulatedLog, toldLog } from "../../../../tests/support/line-logs.ts";
import { seededRandom } from "../../../base/random.ts";
import { type Line, plainStation, serialLine, type Station } from "../../../simulate/line.ts";
import type { ScriptStep } from "../../../simulate/script.ts";
import { LineLog } from "../line-log.ts";
import { classicalPanel } from "./panel.ts";
import { mainFlow, resourcesOf } from "./resources.ts";

const picksOf = (log: LineLog, fromS: number, toS: number): Record<string, string | undefined> =>
  Object.fromEntries(classicalPanel(log, { fromS, toS }).methods.map(({ name, pick }) => [name, pick]));

test("every method names the one slow station of easy lines", () => {
  const random = seededRandom(1);
  const missed: string[] = [];
  for (let seed = 1; seed <= 12; seed += 1) {
    const stations = 5 + Math.floor(random.next() * 6);
    const slow = Math.floor(random.next() * stations);
    const line = serialLine({
      cycleS: Array.from({ length: stations }, (_, station) => (station === slow ? 66 : 60)),
      buffers: new Array<number>(stations - 1).fill(5),
      spread: { kind: "bell", cv: 0.5 },
    });
    const log = simulatedLog(line, 120_000, { seed });
    for (const [method, pick] of Object.entries(picksOf(log, 20_000, 120_000)))
      if (pick !== `M${slow + 1}`) missed.push(`${method} ${seed}: ${pick ?? "nobody"} for M${slow + 1}`);
  }
  expect(missed).toEqual([]);
});

test("every method names the supply when material is late, and the demand when nobody takes parts", () => {
  const line = serialLine({ cycleS: [10, 11, 10], buffers: [3, 3], spread: { kind: "bell", cv: 0.2 } });
  // Closed for 70 of every 100 s.
  const every = (step: () => { kind: "supply"; supply: 0 } | { kind: "demand"; demand: 0 }) =>
    Array.from({ length: 100 }, (_, turn) =>
      [false, true].map((open): ScriptStep => {
        return { timeS: turn * 100 + (open ? 70 : 0), event: -1, open, ...step() };
      }),
    ).flat();
  const late = picksOf(
    simulatedLog(line, 10_000, { script: every(() => ({ kind: "supply", supply: 0 })) }),
    1000,
    10_000,
  );
  expect(new Set(Object.values(late))).toEqual(new Set(["supply"]));
  const unwanted = picksOf(
    simulatedLog(line, 10_000, { script: every(() => ({ kind: "demand", demand: 0 })) }),
    1000,
    10_000,
  );
  expect(new Set(Object.values(unwanted))).toEqual(new Set(["demand"]));
});

test("nobody is named where nothing is known", () => {
  const line = serialLine({ cycleS: [1, 1], buffers: [1] });
  const { methods, shares } = classicalPanel(new LineLog(line), { fromS: 0, toS: 10 });
  expect(methods.map(({ pick, score }) => [pick, score])).toEqual(new Array(6).fill([undefined, 0]));
  expect(shares.map(({ fractions }) => fractions.other)).toEqual([1, 1, 1, 1]);
});

test("nobody is named where all are busy and nobody waits", () => {
  const line = serialLine({ cycleS: [1, 1], buffers: [1] });
  const log = toldLog(line, [
    [0, 0, "run"],
    [0, 1, "run"],
  ]);
  // The title of longest active period always has a holder: of equals the first.
  const { activePeriodShifting, ...others } = picksOf(log, 0, 10);
  expect(activePeriodShifting).toBe("M1");
  expect(new Set(Object.values(others))).toEqual(new Set([undefined]));
});

/** A group of two before an assembly with a feeding branch, a vehicle, and a station that sends back. */
function branchedLine(packCycleS: number): Line {
  const from = (...buffers: number[]): Pick<Station, "inputs"> => ({
    inputs: buffers.map((buffer) => ({ buffer, quantity: 1 })),
  });
  const to = (buffer: number): Pick<Station, "output"> => ({ output: { buffer, hopS: 0 } });
  return {
    ...serialLine({ cycleS: [1], buffers: [] }),
    products: ["module", "tray", "pack"],
    supplies: ["cells", "trays"],
    stations: [
      plainStation("Tray", { supply: 1, product: "tray", cycleS: [5], ...to(2) }),
      plainStation("Cell", { supply: 0, product: "module", cycleS: [5], ...to(0) }),
      plainStation("Weld1", { group: "Weld", cycleS: [10], ...from(0), ...to(1) }),
      plainStation("Weld2", { group: "Weld", cycleS: [10], ...from(0), ...to(1) }),
      plainStation("Pack", { cycleS: [packCycleS], product: "pack", ...from(4, 2), ...to(3) }),
      plainStation("Test", {
        cycleS: [4],
        ...from(3),
        output: { demand: 0 },
        rework: { buffer: 5, hopS: 0 },
      }),
      plainStation("Repair", { cycleS: [4], ...from(5), ...to(3), first: true }),
    ],
    buffers: ["cells", "pick", "trays", "packs", "drop", "repair"].map((id) => ({ id, capacity: 4 })),
    fleets: [{ from: 1, to: 4, batch: 2, tripS: 2, roundTripS: 4, vehicles: ["AGV"] }],
  };
}

describe("a line with branches", () => {
  test("has a main flow from a supply to the demand, by first inputs and over vehicles, without branch and rework", () => {
    const line = branchedLine(5);
    const resources = resourcesOf(line);
    const flow = mainFlow(line, resources);
    expect(flow.stages.map((resource) => resources[resource]?.name)).toEqual([
      "cells",
      "Cell",
      "Weld",
      "Pack",
      "Test",
      "demand",
    ]);
    expect(flow.buffers).toEqual([[], [0], [1, 4], [3], []]);
  });

  test("every method names its slow assembly", () => {
    const log = simulatedLog(branchedLine(9), 4000);
    expect(new Set(Object.values(picksOf(log, 500, 4000)))).toEqual(new Set(["Pack"]));
  });
});
