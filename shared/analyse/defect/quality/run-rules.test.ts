// Each run rule on the shortest pattern that breaks it, and on one that just does not.
import { describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { type RuleBreak, ruleBreaks } from "./run-rules.ts";

const breaksOf = (rule: RuleBreak["rule"], values: readonly number[]): (readonly [number, number])[] =>
  ruleBreaks(values, 0, 1)
    .filter((one) => one.rule === rule)
    .map(({ fromPoint, toPoint }) => [fromPoint, toPoint] as const);

describe("a rule is broken by", () => {
  test.each([
    ["beyond3s", [0, 3.01, 0], [0, 3, -3], [1, 1]],
    ["nineOneSide", Array<number>(9).fill(0.1), [...Array<number>(8).fill(0.1), -0.1], [0, 8]],
    ["sixTrend", [0, 0.1, 0.2, 0.3, 0.4, 0.5], [0, 0.1, 0.2, 0.3, 0.4, 0.4], [0, 5]],
    [
      "fourteenAlternate",
      [0, 1, 0.1, 1, 0, 1, 0.1, 1, 0, 1, 0.1, 1, 0, 1],
      [0, 1, 0.1, 1, 0, 1, 0.1, 1, 0, 1, 0.1, 1, 0],
      [0, 13],
    ],
    ["twoOfThree2s", [0, 2.1, 0, 2.1], [2.1, 0, -2.1, 0, 0, 2.1], [1, 3]],
    ["fourOfFive1s", [1.1, 1.1, 0, 1.1, 1.1], [1.1, 1.1, 0, 0, 1.1, 1.1], [0, 4]],
  ] as const)("%s", (rule, broken, kept, [from, to]) => {
    expect(breaksOf(rule, broken)).toEqual([[from, to]]);
    expect(breaksOf(rule, kept)).toEqual([]);
  });
});

test("a long run is one break", () => {
  expect(breaksOf("nineOneSide", Array<number>(30).fill(-0.2))).toEqual([[0, 29]]);
});

test("without spread there is no rule", () => {
  expect(ruleBreaks([1, 1, 5], 1, 0)).toEqual([]);
});

test("normal points are beyond three sigma as often as the normal says", () => {
  const random = seededRandom(3);
  const values = Array.from(
    { length: 200_000 },
    () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
  );
  const beyond = breaksOf("beyond3s", values).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  // 2.7 in a thousand: 540 of them, give or take four times their root.
  expect(Math.abs(beyond - 540)).toBeLessThan(4 * Math.sqrt(540));
});
