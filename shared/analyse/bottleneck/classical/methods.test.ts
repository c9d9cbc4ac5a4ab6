// Each classical method where its answer can be worked out by hand.
import { describe, expect, test } from "vitest";
import { simulatedLog, toldLog } from "../../../../tests/support/line-logs.ts";
import { type Line, plainStation, serialLine } from "../../../simulate/line.ts";
import { LineLog } from "../line-log.ts";
import { averageActivePeriods, shiftingBottleneck, student95 } from "./active-period.ts";
import { arrowBottlenecks, turningPoints } from "./blocking-rules.ts";
import { lineActivity } from "./fractions.ts";
import { departureVariances, largestOf, meanQueues, utilisation, workUtilisation } from "./utilisation.ts";
import { bottleneckWalk } from "./walk.ts";

const threeStations = serialLine({ cycleS: [1, 1, 1], buffers: [2, 2] });
const rounded = (values: readonly number[]): number[] => values.map((value) => Number(value.toFixed(9)));

describe("turning point", () => {
  test("is where blocking turns into starving", () => {
    expect(turningPoints({ blocked: [0.3, 0.2, 0.02, 0.05, 0], starved: [0, 0.05, 0.04, 0.3, 0.4] })).toEqual(
      [2],
    );
  });

  test("at an end needs its one neighbour", () => {
    expect(turningPoints({ blocked: [0.05, 0.1, 0], starved: [0, 0.2, 0.3] })).toEqual([0]);
    expect(turningPoints({ blocked: [0.3, 0.2, 0], starved: [0, 0.05, 0.1] })).toEqual([2]);
  });

  test("may be twice, the one that waits least first, or nowhere", () => {
    expect(turningPoints({ blocked: [0.1, 0, 0.3, 0], starved: [0, 0.2, 0.05, 0.05] })).toEqual([3, 0]);
    expect(turningPoints({ blocked: [0.1, 0.1, 0.1], starved: [0.1, 0.1, 0.1] })).toEqual([]);
  });
});

describe("arrows", () => {
  test("of several bottlenecks the one whose neighbours wait most on it is the primary", () => {
    // Arrows: 1 to 2, 3 to 2, 3 to 4, 5 to 4.
    const waiting = { blocked: [0.2, 0.1, 0.2, 0, 0], starved: [0, 0.1, 0.2, 0.1, 0.5] };
    expect(
      arrowBottlenecks(waiting).map(({ stage, severity }) => [stage, Number(severity.toFixed(9))]),
    ).toEqual([
      [3, 0.6],
      [1, 0.2],
    ]);
  });

  test("supply and demand can be named, but make no station beside them more severe", () => {
    const outer = { before: 1, after: 1 };
    const busy = { blocked: [0.98, 0.02, 0.1, 0], starved: [0, 0.02, 0.1, 1] };
    expect(arrowBottlenecks(busy, outer).map(({ stage }) => stage)).toEqual([1]);
    const late = { blocked: [0.2, 0.02, 0, 0], starved: [0, 0.8, 0.85, 1] };
    expect(arrowBottlenecks(late, outer)[0]?.stage).toBe(0);
  });
});

describe("utilisation", () => {
  test("with stops and without", () => {
    const log = toldLog(threeStations, [
      [0, 0, "run"],
      [50, 0, "blocked"],
      [0, 1, "run"],
      [40, 1, "down"],
      [70, 1, "starved"],
      [0, 2, "starved"],
    ]);
    const activity = lineActivity(log, { fromS: 0, toS: 100 });
    expect(rounded(workUtilisation(activity)).slice(0, 3)).toEqual([0.5, 0.4, 0]);
    expect(rounded(utilisation(activity)).slice(0, 3)).toEqual([0.5, 0.7, 0]);
  });
});

test("of two equal scores none is the largest", () => {
  expect(largestOf([0.2, 0.5, 0.4])).toEqual({ resource: 1, score: 0.5 });
  expect(largestOf([0.5, 0.2, 0.3 + 0.2])).toBeUndefined();
  expect(largestOf([0, 0])).toBeUndefined();
});

describe("average active period", () => {
  test("is the mean of whole periods; few of them tell nothing sure", () => {
    const log = toldLog(threeStations, [
      [0, 0, "run"],
      [10, 0, "setup"],
      [20, 0, "blocked"],
      [30, 0, "run"],
      [40, 0, "starved"],
    ]);
    expect(averageActivePeriods(lineActivity(log, { fromS: 0, toS: 100 }))[0]).toEqual({
      meanS: 15,
      loS: 0,
      hiS: Infinity,
      periods: 2,
    });
  });

  test("has the interval of Student's t", () => {
    const log = toldLog(
      threeStations,
      [4, 6, 5, 3, 7].flatMap((lengthS, period) => [
        [period * 10, 0, "run"] as const,
        [period * 10 + lengthS, 0, "starved"] as const,
      ]),
    );
    const found = averageActivePeriods(lineActivity(log, { fromS: 0, toS: 50 }))[0];
    expect(found?.meanS).toBe(5);
    // Variance 2.5 over 5 periods; t = 2.776 at 4.
    expect(found?.hiS).toBeCloseTo(5 + 2.776 * Math.sqrt(0.5), 1);
  });

  test.each([
    [4, 2.776],
    [10, 2.228],
    [30, 2.042],
    [1000, 1.962],
  ])("Student's t at %i degrees of freedom is %f", (freedom, printed) => {
    expect(Math.abs(student95(freedom) - printed)).toBeLessThan(0.01);
  });
});

describe("shifting bottleneck", () => {
  test("is alone, or passes the title on while the next one is active already", () => {
    const log = toldLog(threeStations, [
      [0, 0, "run"],
      [60, 0, "blocked"],
      [0, 1, "starved"],
      [40, 1, "run"],
      [100, 1, "starved"],
      [0, 2, "run"],
      [20, 2, "starved"],
    ]);
    const found = shiftingBottleneck(lineActivity(log, { fromS: 0, toS: 100 }));
    expect(rounded(found.sole).slice(0, 3)).toEqual([0.4, 0.4, 0]);
    expect(rounded(found.shifting).slice(0, 3)).toEqual([0.2, 0.2, 0]);
    expect(rounded(found.title).slice(0, 3)).toEqual([0.6, 0.4, 0]);
    expect(found.timeline).toEqual([
      { fromS: 0, toS: 40, resource: 0, isShifting: false },
      { fromS: 40, toS: 60, resource: 0, isShifting: true },
      { fromS: 60, toS: 100, resource: 1, isShifting: false },
    ]);
  });

  test("while nobody is active nobody is it", () => {
    const log = toldLog(threeStations, [
      [0, 0, "run"],
      [10, 0, "off"],
      [20, 0, "run"],
    ]);
    const found = shiftingBottleneck(lineActivity(log, { fromS: 0, toS: 40 }));
    expect(rounded(found.title)[0]).toBe(0.75);
  });

  test("is the first process and then the third when their times change places at half time (Roser's case)", () => {
    // Minutes: 10 and 5, then 5 and 10, over 400 parts; the second always takes 4.
    const half = 200;
    const times = (first: number, second: number) => ({
      spread: {
        kind: "list" as const,
        valuesS: Array.from({ length: 2 * half }, (_, part) => (part < half ? first : second)),
      },
    });
    const line = serialLine({
      cycleS: [10, 4, 10],
      buffers: [3, 3],
      stations: [times(10, 5), times(4, 4), times(5, 10)],
    });
    const log = simulatedLog(line, 4000);
    const { timeline } = shiftingBottleneck(lineActivity(log, { fromS: 0, toS: 3950 }));
    expect(new Set(timeline.map(({ resource }) => resource))).toEqual(new Set([0, 2]));
    const switchS = timeline.find(({ resource }) => resource === 2)?.fromS ?? NaN;
    // The first made its 200th slow part at 2000; the third has the title within three of its cycles, and keeps it.
    expect(Math.abs(switchS - 2000)).toBeLessThan(30 + 10 * 8);
    expect(timeline.every(({ fromS, resource }) => resource === (fromS < switchS ? 0 : 2))).toBe(true);
  });
});

describe("walk", () => {
  test("finds where arrows of states and levels meet", () => {
    const log = toldLog(threeStations, [
      [0, 0, "blocked"],
      [0, 1, "run"],
      [0, 2, "starved"],
    ]);
    expect(rounded(bottleneckWalk(lineActivity(log, { fromS: 0, toS: 100 })))).toEqual([0, 1, 0, 0, 0]);
  });

  test("a buffer decides between stations that all work", () => {
    const log = toldLog(threeStations, [
      [0, 0, "run"],
      [0, 1, "run"],
      [0, 2, "run"],
    ]);
    // Full before the second, empty before the third.
    for (const serial of ["1", "2"]) log.enter(0, log.offsets.buffer, log.partBySerial(serial));
    const gone = log.partBySerial("3");
    log.enter(0, log.offsets.buffer + 1, gone);
    log.leave(0, log.offsets.buffer + 1, gone);
    expect(rounded(bottleneckWalk(lineActivity(log, { fromS: 0, toS: 100 })))).toEqual([0, 1, 0, 0, 0]);
  });

  test("where nothing decides all are possible; a starved first station leaves the supply", () => {
    const working = toldLog(threeStations, [
      [0, 0, "run"],
      [0, 1, "run"],
      [0, 2, "run"],
    ]);
    const third = Number((1 / 3).toFixed(9));
    expect(rounded(bottleneckWalk(lineActivity(working, { fromS: 0, toS: 100 })))).toEqual([
      third,
      third,
      third,
      0,
      0,
    ]);
    const late = toldLog(threeStations, [
      [0, 0, "starved"],
      [0, 1, "starved"],
      [0, 2, "starved"],
    ]);
    expect(rounded(bottleneckWalk(lineActivity(late, { fromS: 0, toS: 100 })))).toEqual([0, 0, 0, 1, 0]);
  });
});

describe("cues for validation", () => {
  test("mean queues and variances of departures are those of the parts", () => {
    const line: Line = {
      ...threeStations,
      stations: [
        plainStation("S", { supply: 0, product: "part", cycleS: [10], output: { buffer: 0, hopS: 0 } }),
        plainStation("T", { inputs: [{ buffer: 0, quantity: 1 }], cycleS: [20], output: { demand: 0 } }),
      ],
      buffers: [{ id: "B", capacity: 2 }],
    };
    const activity = lineActivity(simulatedLog(line, 1000), { fromS: 200, toS: 1000 });
    // Always full but for the moment of exchange.
    expect(meanQueues(activity)[1]).toBeCloseTo(2, 6);
    expect(departureVariances(activity).slice(0, 2)).toEqual([0, 0]);
  });

  test("a log without parts has neither", () => {
    const activity = lineActivity(new LineLog(threeStations), { fromS: 0, toS: 10 });
    expect(meanQueues(activity)).toEqual([0, 0, 0, 0, 0]);
    expect(departureVariances(activity)[0]).toBeUndefined();
  });
});
