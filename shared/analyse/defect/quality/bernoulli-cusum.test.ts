// Run lengths of the Bernoulli CUSUM against the equations of its Markov chain solved outright, and against chance.
import { describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { bernoulliCusum, nextSum, runLength } from "./bernoulli-cusum.ts";

/** E of every state by Gaussian elimination, from the definition alone. */
function solved(badStep: number, limit: number, rate: number): number {
  const rows = Array.from({ length: limit }, (_, sum) => {
    const row = new Float64Array(limit + 1);
    row[sum]! += 1;
    row[Math.max(0, sum - 1)]! -= 1 - rate;
    if (sum + badStep < limit) row[sum + badStep]! -= rate;
    row[limit] = 1;
    return row;
  });
  for (let at = 0; at < limit; at += 1) {
    const pivot = rows.findIndex((row, index) => index >= at && row[at] !== 0);
    [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
    for (const [index, row] of rows.entries()) {
      if (index === at) continue;
      const factor = row[at]! / rows[at]![at]!;
      if (factor !== 0) for (let k = at; k <= limit; k += 1) row[k]! -= factor * rows[at]![k]!;
    }
  }
  return rows[0]![limit]! / rows[0]![0]!;
}

describe("run length", () => {
  test.each([
    [3, 10, 0.05],
    [7, 30, 0.02],
    [1, 6, 0.3],
    [20, 75, 0.01],
    [110, 180, 0.004],
  ])("of step %i and limit %i at rate %f is the chain's", (badStep, limit, rate) => {
    const exact = solved(badStep, limit, rate);
    expect(Math.abs(runLength(badStep, limit, rate) / exact - 1)).toBeLessThan(1e-8);
  });
  test("a limit that one bad part reaches waits for the first bad part", () => {
    expect(runLength(50, 50, 0.02)).toBeCloseTo(1 / 0.02, 9);
  });
  test("parts by chance signal as far apart as it says", () => {
    const rate = 0.01;
    const chart = bernoulliCusum(rate, 0.04, 3000);
    const random = seededRandom(11);
    const runs = Array.from({ length: 600 }, () => {
      let [sum, parts] = [0, 0];
      while (sum < chart.limit) {
        sum = nextSum(chart, sum, random.next() < rate);
        parts += 1;
      }
      return parts;
    });
    const mean = runs.reduce((total, parts) => total + parts, 0) / runs.length;
    // Run lengths are nearly exponential: their spread is their mean.
    expect(Math.abs(mean / chart.falseRunLength - 1)).toBeLessThan(4 / Math.sqrt(runs.length));
  });
});

test("the limit is the lowest that keeps false signals so far apart", () => {
  for (const [usual, raised, apart] of [
    [0.0045, 0.018, 20_000],
    [0.00002, 0.01, 1_000_000],
    [0.004, 0.016, 5000],
  ] as const) {
    const { badStep, limit, falseRunLength } = bernoulliCusum(usual, raised, apart);
    expect(falseRunLength).toBeGreaterThanOrEqual(apart);
    expect(runLength(badStep, limit - 1, usual)).toBeLessThan(apart);
  }
});
