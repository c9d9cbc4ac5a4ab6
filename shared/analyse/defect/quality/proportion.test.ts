// Shares against printed intervals and sums by hand.
import { expect, test } from "vitest";
import { betaQuantile, binomialTail, wilson } from "./proportion.ts";

test.each([
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("Wilson's interval of %i in %i", (bad, judged, lo, hi) => {
  const interval = wilson(bad, judged);
  expect(interval.value).toBe(bad / judged);
  expect(interval.lo).toBeCloseTo(lo, 4);
  expect(interval.hi).toBeCloseTo(hi, 4);
});

test("without parts nothing is known, and all bad reaches to 1", () => {
  expect(wilson(0, 0)).toEqual({ lo: 0, hi: 1 });
  expect(wilson(7, 7).hi).toBe(1);
});

test("the tail of the binomial is the sum of its terms", () => {
  const [n, rate] = [12, 0.13];
  const term = (k: number): number => {
    let choose = 1;
    for (let i = 0; i < k; i += 1) choose *= (n - i) / (i + 1);
    return choose * rate ** k * (1 - rate) ** (n - k);
  };
  for (let bad = 0; bad <= n; bad += 1) {
    let tail = 0;
    for (let k = bad; k <= n; k += 1) tail += term(k);
    expect(binomialTail(bad, n, rate)).toBeCloseTo(tail, 12);
  }
  expect(binomialTail(13, 12, rate)).toBe(0);
});

test("quantiles of Beta(a, 1) are roots", () => {
  expect(betaQuantile(0.8, 3, 1)).toBeCloseTo(0.8 ** (1 / 3), 10);
  expect(betaQuantile(0.25, 1, 1)).toBeCloseTo(0.25, 10);
});
