// How sure: the bootstrap, the isotonic fit and what is said of a ranking.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../base/random.ts";
import {
  bootstrapWins,
  calibratedP,
  confidenceBlocks,
  fitCalibration,
  isotonic,
  judge,
  type CalibrationSample,
} from "./confidence.ts";

/** Path times of two resources by block. */
const blocksOf = (rows: readonly (readonly [number, number])[]): Float64Array =>
  Float64Array.from(rows.flat());
const sixteen = (row: readonly [number, number]): (readonly [number, number])[] =>
  new Array<readonly [number, number]>(confidenceBlocks).fill(row);

describe("the bootstrap", () => {
  test("is certain where one resource leads in every block", () => {
    expect([...bootstrapWins(blocksOf(sixteen([6, 4])), 2, 1)].map((p) => Math.round(p * 1e6) / 1e6)).toEqual(
      [1, 0],
    );
  });
  test("halves what is equal", () => {
    const [first, second] = bootstrapWins(blocksOf(sixteen([5, 5])), 2, 1);
    expect([first, second].map((p) => p?.toFixed(9))).toEqual(["0.500000000", "0.500000000"]);
  });
  test("doubts a lead that a few blocks make", () => {
    const rows = sixteen([4, 5]);
    rows[0] = [30, 0];
    const [first = 0] = bootstrapWins(blocksOf(rows), 2, 1);
    expect(first).toBeGreaterThan(0.4);
    expect(first).toBeLessThan(0.9);
  });
  test("moves to the shares of a better ranking", () => {
    const rows = sixteen([4, 6]);
    rows[3] = [6, 4];
    const [first = 0] = bootstrapWins(blocksOf(rows), 2, 1, Float64Array.of(0.7, 0.3));
    expect(first).toBeGreaterThan(0.99);
  });
  test("sums to 1 and is the same for the same seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 6 }), (seed, resources) => {
        const random = seededRandom(seed);
        const pathS = Float64Array.from({ length: confidenceBlocks * resources }, () => random.next());
        const wins = bootstrapWins(pathS, resources, seed);
        expect(wins.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
        expect(bootstrapWins(pathS, resources, seed)).toEqual(wins);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the isotonic fit", () => {
  test("pools what falls", () => {
    const points = [1, 2, 3, 4].map((x, index) => ({ x, y: [0, 1, 0, 1][index] ?? 0 }));
    expect(isotonic(points)).toEqual({ x: [1, 2.5, 4], y: [0, 0.5, 1] });
  });
  test("rises from pool to pool", () => {
    const anyPoints = fc.array(fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.constantFrom(0, 1) }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(anyPoints, (points) => {
        const { x, y } = isotonic(points);
        expect(y.every((value, index) => index === 0 || value > (y[index - 1] ?? 0))).toBe(true);
        expect(x.every((value, index) => index === 0 || value > (x[index - 1] ?? 0))).toBe(true);
      }),
    );
  });
});

describe("the calibration", () => {
  // Short windows are right half as often as they say, long ones as often.
  const samples = Array.from({ length: 4000 }, (_, index): CalibrationSample => {
    const rawP = (index % 100) / 100;
    const parts = index % 2 === 0 ? 240 : 4800;
    const chance = parts === 240 ? rawP / 2 : rawP;
    return { parts, rawP, isBest: ((index * 7919) % 1000) / 1000 < chance ? 1 : 0, isPick: true };
  });
  const { pick: table, others } = fitCalibration(samples, [500]);

  test("has a band for each length of windows", () => {
    expect(table.map(({ toParts }) => toParts)).toEqual([500, undefined]);
  });
  test("says what raw probabilities were worth", () => {
    expect(calibratedP(table, 0.8, 240)).toBeCloseTo(0.4, 1);
    expect(calibratedP(table, 0.8, 4800)).toBeCloseTo(0.8, 1);
  });
  test("of those not named knows nothing of those named", () => {
    expect(others.map(({ rawP }) => rawP)).toEqual([[], []]);
  });
  test("is not needed to go on", () => {
    expect(calibratedP([], 0.7, 240)).toBe(0.7);
  });
});

describe("what is said", () => {
  const say = (rawP: readonly number[]): ReturnType<typeof judge> =>
    judge(Float64Array.of(0.5, 0.3, 0.2), Float64Array.from(rawP), 960, { pick: [], others: [] });

  test("clear: one candidate, and sure", () => {
    expect(say([0.95, 0.04, 0.01])).toMatchObject({ pick: 0, tieSet: [0], isNamed: true, word: "clear" });
  });
  test("likely: named with its rival", () => {
    expect(say([0.7, 0.25, 0.05])).toMatchObject({ tieSet: [0, 1], isNamed: true, word: "likely" });
  });
  test("two candidates: not named", () => {
    expect(say([0.5, 0.45, 0.05])).toMatchObject({ tieSet: [0, 1], isNamed: false, word: "two candidates" });
  });
});
