// What stations did, from states and from visits; worked out by hand.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simulatedLog, toldLog } from "../../../../tests/support/line-logs.ts";
import { type Line, plainStation, serialLine } from "../../../simulate/line.ts";
import { LineLog } from "../line-log.ts";
import { activities } from "./activity.ts";
import { activePeriods, type Fractions, lineActivity, type ResourceActivity } from "./fractions.ts";

const noTime = { work: 0, setup: 0, down: 0, blocked: 0, starved: 0, other: 0 };
const threeStations = serialLine({ cycleS: [1, 1, 1], buffers: [1, 1] });

const fractionsOf = (log: LineLog, fromS: number, toS: number): Record<string, Fractions> =>
  Object.fromEntries(
    lineActivity(log, { fromS, toS }).resources.map(({ name, fractions }) => [name, rounded(fractions)]),
  );
const rounded = ({ work, setup, down, blocked, starved, other }: Fractions): Fractions => {
  const at = (share: number): number => Number(share.toFixed(9));
  return {
    work: at(work),
    setup: at(setup),
    down: at(down),
    blocked: at(blocked),
    starved: at(starved),
    other: at(other),
  };
};
const sumOf = (shares: Fractions): number =>
  shares.work + shares.setup + shares.down + shares.blocked + shares.starved + shares.other;

describe("from states", () => {
  const log = toldLog(threeStations, [
    [0, 0, "run"],
    [10, 0, "microstop"],
    [20, 0, "down"],
    [30, 0, "blocked"],
    [40, 0, "setup"],
    [60, 0, "noOrder"],
    [80, 0, "planned"],
    [50, 1, "run"],
    [60, 2, "waitTransport"],
  ]);

  test("every second counts once, and what nobody told is other", () => {
    const shares = fractionsOf(log, 0, 100);
    expect(shares["M1"]).toEqual({
      work: 0.1,
      setup: 0.2,
      down: 0.2,
      blocked: 0.1,
      starved: 0.2,
      other: 0.2,
    });
    expect(shares["M2"]).toEqual({ ...noTime, work: 0.5, other: 0.5 });
    expect(shares["M3"]).toEqual({ ...noTime, blocked: 0.4, other: 0.6 });
  });

  test("a supply works while the station it feeds has nothing", () => {
    expect(fractionsOf(log, 0, 100)["supply"]).toEqual({ ...noTime, work: 0.2, blocked: 0.6, other: 0.2 });
  });

  test("a window cuts fractions, but not the length of an active period across its ends", () => {
    const activity = lineActivity(log, { fromS: 25, toS: 45 });
    const own = activity.resources[0];
    expect(own?.fractions).toEqual({ ...noTime, down: 0.25, blocked: 0.5, setup: 0.25 });
    expect(own?.tracks.map((track) => [...activePeriods(track)])).toEqual([[0, 30, 40, 60]]);
  });

  test("no order for want of a free place in the line is blocking; waiting for a load to come is starving", () => {
    const limited = toldLog(threeStations, [
      [0, 0, "noOrder", "workLimit"],
      [0, 1, "starved"],
      [5, 1, "waitTransport"],
    ]);
    const part = limited.partBySerial("1");
    limited.start(0, 1, part);
    limited.leave(3, 1, part);
    expect(fractionsOf(limited, 0, 10)).toMatchObject({ M1: { blocked: 1 }, M2: { starved: 1 } });
  });
});

describe("from visits", () => {
  const log = new LineLog(threeStations);
  const first = log.partBySerial("1");
  const second = log.partBySerial("2");
  log.start(0, 0, first);
  log.start(0, 1, second);
  log.finish(10, 0, first);
  log.leave(15, 0, first);
  log.finish(20, 1, second);
  log.start(20, 1, first);
  log.finish(40, 1, first);

  test("work, then blocked until it leaves, then starved until the next start", () => {
    expect(fractionsOf(log, 0, 40)["M1"]).toEqual({ ...noTime, work: 0.25, blocked: 0.125, starved: 0.625 });
    expect(fractionsOf(log, 5, 13)["M1"]).toEqual({ ...noTime, work: 0.625, blocked: 0.375 });
  });

  test("parts that follow one another without a moment between are one active period", () => {
    const { resources } = lineActivity(log, { fromS: 25, toS: 30 });
    expect(resources[1]?.tracks.map((track) => [...activePeriods(track)])).toEqual([[0, 40]]);
  });

  test("after a finish whose leaving nobody told, nobody knows", () => {
    expect(fractionsOf(log, 0, 80)["M2"]).toEqual({ ...noTime, work: 0.5, other: 0.5 });
  });

  test("a station that nothing came to is starved since the log began", () => {
    expect(fractionsOf(log, -40, 40)["M3"]).toEqual({ ...noTime, starved: 0.5, other: 0.5 });
  });
});

/** A line with everything that makes its stations wait. */
const restless = serialLine({
  cycleS: [5, 6, 5, 6],
  buffers: [2, 0, 3],
  spread: { kind: "exponential" },
  failure: { clock: "operating", meanUpS: 100, meanRepairS: 20 },
});

describe("of simulated lines", () => {
  test("fractions sum to 1 exactly, in any window", () => {
    const log = simulatedLog(restless, 2000, { seed: 3 });
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 2100, noNaN: true }),
        fc.double({ min: 0.001, max: 900, noNaN: true }),
        (fromS, lengthS) => {
          for (const { fractions } of lineActivity(log, { fromS, toS: fromS + lengthS }).resources) {
            expect(sumOf(fractions)).toBe(1);
            expect(Math.min(...Object.values(fractions))).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("visits tell what states tell, but for stops during work", () => {
    const told = simulatedLog(restless, 5000, { seed: 5 });
    const silent = simulatedLog(restless, 5000, { seed: 5 });
    for (const states of silent.states) states.length = 0;
    const window = { fromS: 700, toS: 4300 };
    const bySight = lineActivity(silent, window).resources;
    lineActivity(told, window).resources.forEach(({ fractions }, resource) => {
      const seen = bySight[resource]?.fractions;
      expect(seen?.blocked).toBeCloseTo(fractions.blocked, 9);
      expect(seen?.starved).toBeCloseTo(fractions.starved, 9);
      expect(seen?.work).toBeCloseTo(fractions.work + fractions.down, 9);
    });
  });

  test.each(["states", "visits"])(
    "what is counted from %s in two windows is what is counted in both",
    (source) => {
      const log = simulatedLog(restless, 3000, { seed: 7 });
      if (source === "visits") for (const states of log.states) states.length = 0;
      const at = fc.double({ min: -50, max: 3050, noNaN: true });
      fc.assert(
        fc.property(fc.tuple(at, at, at), (times) => {
          const [fromS, middleS, toS] = [...times].sort((a, b) => a - b);
          if (fromS === undefined || middleS === undefined || toS === undefined) return;
          const read = (beginS: number, endS: number): readonly ResourceActivity[] =>
            lineActivity(log, { fromS: beginS, toS: endS }).resources;
          const [first, second] = [read(fromS, middleS), read(middleS, toS)];
          read(fromS, toS).forEach(({ fractions }, resource) => {
            for (const kind of activities) {
              const seconds =
                (first[resource]?.fractions[kind] ?? NaN) * (middleS - fromS) +
                (second[resource]?.fractions[kind] ?? NaN) * (toS - middleS);
              // An empty window is all of an unknown kind, and no seconds of it.
              expect(seconds).toBeCloseTo(fractions[kind] * (toS - fromS), 6);
            }
          });
        }),
        { numRuns: 100 },
      );
    },
  );

  test.each(["states", "visits"])(
    "active periods from %s have their whole length in any window",
    (source) => {
      const log = simulatedLog(restless, 3000, { seed: 9 });
      if (source === "visits") for (const states of log.states) states.length = 0;
      const periodsOf = (fromS: number, toS: number): string[][] =>
        lineActivity(log, { fromS, toS })
          .resources.slice(0, 4)
          .map(({ tracks }) => {
            const pairs = tracks.flatMap((track) => [...activePeriods(track)]);
            return pairs.flatMap((beganS, index) =>
              index % 2 === 0 && beganS < toS && (pairs[index + 1] ?? 0) > fromS
                ? [`${beganS} to ${pairs[index + 1] ?? NaN}`]
                : [],
            );
          });
      const all = periodsOf(0, 3000);
      for (let fromS = 50; fromS < 2500; fromS += 97.3) {
        const toS = fromS + 211;
        const touching = all.map((periods) =>
          periods.filter((period) => {
            const [beganS, endedS] = period.split(" to ").map(Number);
            return (beganS ?? 0) < toS && (endedS ?? 0) > fromS;
          }),
        );
        expect(periodsOf(fromS, toS)).toEqual(touching);
      }
    },
  );

  test("members of a group are meant together", () => {
    const station = { inputs: [{ buffer: 0, quantity: 1 }], group: "P", output: { demand: 0 } } as const;
    const line: Line = {
      ...serialLine({ cycleS: [1], buffers: [] }),
      stations: [
        plainStation("S", { supply: 0, product: "part", cycleS: [10], output: { buffer: 0, hopS: 0 } }),
        plainStation("Pa", { ...station, cycleS: [15] }),
        plainStation("Pb", { ...station, cycleS: [15] }),
      ],
      buffers: [{ id: "B", capacity: 2 }],
    };
    const log = simulatedLog(line, 1000);
    expect(fractionsOf(log, 100, 1000)["P"]).toMatchObject({ work: 0.75, starved: 0.25 });
  });
});
