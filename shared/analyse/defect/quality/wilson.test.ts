// Wilson's interval against its definition and at its ends.
import { expect, test } from "vitest";
import { wilson } from "./proportion.ts";

test("each end lies 1.96 standard errors, taken there, from the share", () => {
  for (const [count, of] of [
    [6, 9],
    [1, 40],
    [372, 400],
  ] as const) {
    const { value, lo, hi = Number.NaN } = wilson(count, of);
    for (const end of [lo, hi]) {
      const error = Math.sqrt((end * (1 - end)) / of);
      expect(Math.abs((value ?? 0) - end) / error).toBeCloseTo(1.959964, 6);
    }
  }
});

test("nothing looked at says nothing; none and all reach the end", () => {
  expect(wilson(0, 0)).toEqual({ lo: 0, hi: 1 });
  expect([wilson(0, 12).lo, wilson(12, 12).hi]).toEqual([0, 1]);
  // Brown, Cai and DasGupta (2001): of 0 in n the upper end is z2 / (n + z2).
  expect(wilson(0, 12).hi).toBeCloseTo(3.841459 / 15.841459, 6);
});
