import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defined } from "../../base/assert.ts";
import { type Line, serialLine } from "../../simulate/line.ts";
import { createSimulation, type SimulationOptions } from "../../simulate/simulation.ts";
import { demoRun } from "../../../tests/support/demo-run.ts";
import { beginShift } from "../../simulate/shift-run.ts";
import { contendersOf } from "./contenders.ts";
import { criticalPath, explainedShare, pathTimes, timeResolutionS } from "./critical-path.ts";
import type { EventRow } from "./event-rows.ts";
import { type LineLog } from "./line-log.ts";
import { logOfRows } from "./log-of-rows.ts";
import { logOfRun } from "./log-sink.ts";

const west = join(import.meta.dirname, "../../../../shared/data/west-icrcet-5station");

/** A line of 3.6 of the design: durations by part at each station. */
function byHand(): Line {
  const durations = [
    [2, 2, 2, 2],
    [5, 5, 1, 1],
    [2, 2, 9, 2],
  ];
  return serialLine({
    cycleS: [1, 1, 1],
    buffers: [1, 1],
    stations: durations.map((valuesS) => ({ spread: { kind: "list", valuesS } })),
  });
}

function run(line: Line, units: number, options: Partial<SimulationOptions> = {}): LineLog {
  return logOfRun(createSimulation(line, { seed: 1, ...options }), (simulation) => {
    simulation.runUntilShipped(units);
  });
}

function wholePath(log: LineLog, tieS = 1e-6) {
  return criticalPath(log, [log.shippedS.length - 1], { tieS, untilS: log.startedS });
}

describe("the walk", () => {
  test("follows the line that was worked out by hand", () => {
    const log = run(byHand(), 4);
    expect(log.shippedS).toEqual([9, 14, 23, 25]);
    const path = wholePath(log);
    expect([...pathTimes(log, path, 0, 25)].slice(0, 3)).toEqual([2, 10, 13]);
    expect(path.pieces.map((piece) => [log.names[piece.resource], piece.fromS, piece.toS])).toEqual([
      ["M3", 23, 25],
      ["M3", 14, 23],
      ["M3", 12, 14],
      ["M2", 7, 12],
      ["M2", 2, 7],
      ["M1", 0, 2],
    ]);
  });

  test("splits a tie evenly and counts it", () => {
    // Two equal stations in turn with no place between: from the second part on either may be waited for.
    const log = run(serialLine({ cycleS: [5, 5], buffers: [1] }), 5);
    const path = wholePath(log);
    expect(path.ties).toBeGreaterThan(0);
    expect(explainedShare(path, 0, 30)).toBe(1);
    const [first = NaN, second = NaN] = pathTimes(log, path, 0, 30);
    expect(first + second).toBeCloseTo(30, 9);
    expect(first).toBeGreaterThan(5);
  });

  test("explains all the time of random lines, buffers of no place among them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(fc.tuple(fc.double({ min: 1, max: 9, noNaN: true }), fc.integer({ min: 0, max: 4 })), {
          minLength: 2,
          maxLength: 6,
        }),
        (seed, stations) => {
          const line = serialLine({
            cycleS: stations.map(([cycleS]) => cycleS),
            buffers: stations.slice(1).map(([, places]) => places),
            spread: { kind: "exponential" },
          });
          const log = run(line, 60, { seed });
          const path = wholePath(log);
          expect(path.fromS).toBe(0);
          expect(explainedShare(path, 0, path.toS)).toBeCloseTo(1, 9);
          expect(pathTimes(log, path, 0, path.toS).reduce((sum, timeS) => sum + timeS, 0)).toBeCloseTo(
            path.toS,
            6,
          );
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });
});

describe("the time of a resource on the path is the derivative of the log's length to its durations", () => {
  // The demo without failures and micro-stops: assembly, vehicles, operators, rework, limits and calls are all in it.
  const shift = demoRun({ seed: 3, hours: 4, isSteady: true });
  const factor = 1 - 1e-5;

  test("for every cell of the demo", () => {
    const base = logOfRun(beginShift(shift), (simulation) => {
      simulation.runUntil(4 * 3600);
    });
    const path = wholePath(base);
    expect(explainedShare(path, base.startedS, path.toS)).toBeGreaterThan(0.99);
    // What was begun before the scale was changed keeps its length.
    const pieces = path.pieces.filter(({ visit }) => (base.enterS[visit] ?? 0) > base.startedS);
    const times = pathTimes(base, { ...path, pieces }, base.startedS, path.toS);
    const units = base.shippedS.length;
    const { list } = contendersOf(base);
    let checked = 0;
    for (const { id, kind, resources } of list) {
      if (kind !== "station") continue;
      const onPathS = resources.reduce((sum, resource) => sum + (times[resource] ?? 0), 0);
      const faster = logOfRun(
        beginShift(shift, [
          { timeS: base.startedS, event: -1, kind: "scale", stations: resources, factor },
          ...shift.script.steps,
        ]),
        (simulation) => {
          simulation.runUntilShipped(units);
        },
      );
      const gainedS =
        defined(base.shippedS.at(-1), "last unit") - defined(faster.shippedS.at(-1), "last unit");
      expect(gainedS / (1 - factor), id).toBeCloseTo(onPathS, -1);
      if (onPathS > 60) checked += 1;
    }
    expect(checked).toBeGreaterThan(2);
  });
});

describe.skipIf(!existsSync(west))("a public log of five stations", () => {
  // Shares worked out from the same files before this code was written (README.md beside them).
  const golden = {
    "000": [2129, 0.034, 0.296, 0.118, 0.512, 0.04],
    "001": [2169, 0.032, 0.437, 0.104, 0.427, 0.0],
    "002": [2120, 0.03, 0.407, 0.121, 0.382, 0.061],
  } as const;
  test.each(Object.entries(golden))("replicate %s", (replicate, [units, ...shares]) => {
    const line = serialLine({ cycleS: [4, 4.5, 4, 4.5, 4], buffers: [5, 5, 5, 5] });
    const rows = readFileSync(join(west, `events_${replicate}.csv`), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((text): EventRow => {
        const [timeS, station, job, event] = text.split(",");
        // Jobs are counted by station; every buffer held a part at the beginning.
        return {
          timeS: Number(timeS),
          resource: `M${Number(station) + 1}`,
          event: event === "job start" ? "start" : "finish",
          part: String(Number(job) - Number(station)),
          state: 0,
          reason: "",
        };
      });
    const { log } = logOfRows(line, rows);
    expect(log.shippedS.length).toBe(units);
    const path = wholePath(log, timeResolutionS(log));
    const times = pathTimes(log, path, 0, path.toS);
    shares.forEach((share, station) => {
      expect(Math.abs((times[station] ?? NaN) / path.toS - share)).toBeLessThan(0.005);
    });
    expect(explainedShare(path, 0, path.toS)).toBeGreaterThan(0.999);
  });
});
