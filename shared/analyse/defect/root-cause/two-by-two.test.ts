// Tables of four counts against values worked out by hand or printed in the sources.
import { describe, expect, test } from "vitest";
import {
  exactMidP,
  falseDiscoveryRates,
  lift,
  mantelHaenszel,
  oddsRatio,
  type TwoByTwo,
} from "./two-by-two.ts";

const table = (badWith: number, goodWith: number, badWithout: number, goodWithout: number): TwoByTwo => ({
  badWith,
  goodWith,
  badWithout,
  goodWithout,
});

describe("exact mid-p", () => {
  // Fisher's tea: 3 of 4 right; chances of 0 to 4 are 1, 16, 36, 16, 1 of 70.
  test("the lady's tea", () => expect(exactMidP(table(3, 1, 1, 3))).toBeCloseTo((2 * (1 + 8)) / 70, 12));
  test("no association", () => expect(exactMidP(table(5, 5, 5, 5))).toBe(1));
});

describe("odds ratio", () => {
  test("its interval ends where mid-p is 2.5 %: 1 lies in it exactly when p is above 5 %", () => {
    for (let badWith = 0; badWith <= 20; badWith += 1) {
      const cells = table(badWith, 20 - badWith, 4, 36);
      const { low, high } = oddsRatio(cells);
      expect(low <= 1 && high >= 1).toBe(exactMidP(cells) > 0.05);
    }
  });
  test("a zero cell has Firth's value and an open end", () => {
    const { value, low, high } = oddsRatio(table(5, 15, 0, 30));
    expect([value, high]).toEqual([(5.5 * 30.5) / (15.5 * 0.5), Infinity]);
    expect(low).toBeGreaterThan(1);
    expect(oddsRatio(table(0, 30, 5, 15)).low).toBe(0);
  });
});

describe("lift", () => {
  test("Koopman's interval has the score statistic 3.84 at its ends", () => {
    const { value, low, high } = lift(table(36, 4, 16, 64));
    expect(value).toBeCloseTo(4.5, 12);
    // Koopman (1984), his example: 2.94 to 7.15.
    expect([low, high]).toEqual([expect.closeTo(2.94, 2), expect.closeTo(7.15, 2)]);
  });
  test("zero cells leave an end open", () => {
    expect(lift(table(5, 15, 0, 30))).toMatchObject({ value: Infinity, high: Infinity });
    expect(lift(table(0, 30, 5, 15))).toMatchObject({ value: 0, low: 0 });
  });
});

test("Mantel and Haenszel: an association of strata alone goes away", () => {
  // In each stratum odds are equal with and without; together they are not.
  const strata = [table(40, 40, 10, 10), table(2, 18, 8, 72)];
  expect(oddsRatio(table(42, 58, 18, 82)).low).toBeGreaterThan(1);
  expect(mantelHaenszel(strata)).toEqual({ oddsRatio: 1, p: expect.closeTo(1, 6) as number });
});

test("Benjamini and Hochberg's q", () => {
  const q = falseDiscoveryRates([0.01, 0.04, 0.03, 0.5]);
  [0.04, (0.04 * 4) / 3, (0.04 * 4) / 3, 0.5].forEach((wanted, at) => expect(q[at]).toBeCloseTo(wanted, 12));
});
