// The twin of a window, and what a faster station is said to bring.
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { leastDurations, redrawn, resampledShares } from "./resampled-serial.ts";
import { resampledGain } from "./what-if-serial.ts";

function exponentials(count: number, meanS: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count }, () => -meanS * Math.log(1 - random.next()));
}

const sorted = (values: Float64Array): number[] => [...values].sort((a, b) => a - b);

describe("redrawn durations", () => {
  test("are each as often as any other", () => {
    const seen = [exponentials(40, 60, 1), exponentials(40, 60, 2)];
    const { durationsS } = redrawn(seen, [3], 80, seededRandom(3));
    const twice = sorted(Float64Array.from([...(seen[0] ?? []), ...(seen[0] ?? [])]));
    expect(sorted(durationsS.subarray(0, 80))).toEqual(twice);
  });
  test("of a station hardly seen have its mean and the others' shape", () => {
    const seen = [exponentials(2000, 60, 1), Float64Array.of(100, 200)];
    expect(seen[1]?.length).toBeLessThan(leastDurations);
    const drawnS = redrawn(seen, [3], 20_000, seededRandom(3)).durationsS.subarray(20_000);
    expect(drawnS.reduce((sum, s) => sum + s, 0) / drawnS.length).toBeCloseTo(150, -1);
    expect(new Set(drawnS).size).toBeGreaterThan(1000);
  });
});

describe("the resampled twin", () => {
  const seen = [50, 60, 75].map((meanS, station) => exponentials(500, meanS, station + 1));
  const shares = resampledShares(seen, [4, 4], { seed: 1 });

  test("has shares that sum to 1", () => {
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });
  test("names the slow station", () => {
    expect(shares.indexOf(Math.max(...shares))).toBe(2);
  });
  test("is the same for the same seed", () => {
    expect(resampledShares(seen, [4, 4], { seed: 1 })).toEqual(shares);
  });
  test("of equal stations without chance has an interval that holds the gain", () => {
    const fixed = [60, 60, 90].map((cycleS) => new Float64Array(100).fill(cycleS));
    const gain = resampledGain(fixed, [2, 2], 2, { seed: 1 });
    for (const value of [gain.lo, gain.mean, gain.hi]) expect(value).toBeCloseTo(1 / 0.9 - 1, 6);
  });
});
