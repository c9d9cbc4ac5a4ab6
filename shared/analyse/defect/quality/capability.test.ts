// Capability against printed examples (Montgomery, Introduction to Statistical Quality Control, chapter 8), and when it is refused.
import { describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { capabilityOf, cpkOf, cpOf, deviationOf, isStable, meanOf } from "./capability.ts";

test("Cp of 20 parts with s = 1.75 between 38 and 62 is 2.29, 1.57 to 3.01", () => {
  const { value, lo = 0, hi = 0 } = cpOf(1.75, 20, 38, 62);
  // His quantiles of chi-squared with 19 degrees are 8.91 and 32.85.
  expect(value).toBeCloseTo(2.29, 2);
  expect(lo).toBeCloseTo((24 / 10.5) * Math.sqrt(8.91 / 19), 3);
  expect(hi).toBeCloseTo((24 / 10.5) * Math.sqrt(32.85 / 19), 3);
});

test("Cpk of 45 parts at 1.15 is 0.89 to 1.41 (Quality Digest, May 2000)", () => {
  const { value, lo, hi } = cpkOf(0, 1, 45, -3 * 1.15, 10);
  expect([value, lo, hi].map((one) => Number(one?.toFixed(2)))).toEqual([1.15, 0.89, 1.41]);
});

test("the true Cpk lies in its interval 95 times of 100", () => {
  let inside = 0;
  for (let seed = 1; seed <= 4000; seed += 1) {
    const values = normals(60, seed);
    const { lo, hi = Infinity } = cpkOf(meanOf(values), deviationOf(values), 60, -4, 6);
    if (lo <= 4 / 3 && hi >= 4 / 3) inside += 1;
  }
  expect(Math.abs(inside / 4000 - 0.95)).toBeLessThan(0.015);
});

test("Cpk is against the nearer limit", () => {
  expect(cpkOf(8, 1, 50, 0, 9.5).value).toBeCloseTo(0.5, 12);
  expect(cpkOf(8, 1, 50, 5).value).toBeCloseTo(1, 12);
});

/** Normal values of a seed. */
function normals(count: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
  );
}

describe("there is none", () => {
  const chart = { points: normals(100, 1), centre: 0, sigma: 1 };
  const limits = { lsl: -4, usl: 4 };
  test.each([
    ["noLimits", normals(100, 1), {}, chart],
    ["tooFew", normals(49, 1), limits, chart],
    ["constant", Array<number>(100).fill(2.5), limits, chart],
    [
      "unstable",
      normals(100, 1),
      limits,
      { ...chart, points: normals(100, 1).map((one, at) => one + at / 30) },
    ],
    ["unstable", normals(100, 1), limits, { ...chart, points: [...normals(97, 1), 4, -5, 6] }],
  ] as const)("%s", (why, values, ofLimits, ofChart) => {
    expect(capabilityOf(values, ofLimits, ofChart)).toEqual({ noCapability: why });
  });
  test("and one limit gives Cpk alone", () => {
    expect(Object.keys(capabilityOf(normals(100, 1), { usl: 4 }, chart))).toEqual(["cpk"]);
  });
});

test("points that only chance moves are called unstable in one of a hundred", () => {
  let called = 0;
  for (let seed = 1; seed <= 1000; seed += 1) if (!isStable(normals(100, seed), 0, 1)) called += 1;
  expect(called).toBeLessThan(20);
});
