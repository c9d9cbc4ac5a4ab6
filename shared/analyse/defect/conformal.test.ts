import { describe, expect, it, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { blockMaxima, blockThreshold, conformalP, isBeyondAll, sortedScores } from "./conformal.ts";

test("p counts the clean scores that are as bad, and the new one", () => {
  const scores = sortedScores([3, 1, 2, 2]);
  expect([0, 1, 2, 2.5, 3, 4].map((score) => conformalP(scores, score))).toEqual([1, 1, 0.8, 0.4, 0.4, 0.2]);
});

test("p is the least that so many clean scores can say exactly where none is as bad", () => {
  const scores = sortedScores([3, 1, 2, 2]);
  for (const score of [0, 2, 2.5, 3, 3.1, 40])
    expect(isBeyondAll(scores, score)).toBe(conformalP(scores, score) === 1 / (scores.length + 1));
  expect([3, 3.1].map((score) => isBeyondAll(scores, score))).toEqual([false, true]);
});

test("clean scores are flagged as often as allowed", () => {
  const random = seededRandom(5);
  let flagged = 0;
  for (let round = 0; round < 2000; round += 1) {
    const scores = sortedScores(Array.from({ length: 99 }, () => random.next() ** 3));
    if (conformalP(scores, random.next() ** 3) <= 0.05) flagged += 1;
  }
  expect(flagged / 2000).toBeGreaterThan(0.035);
  expect(flagged / 2000).toBeLessThan(0.065);
});

describe("the threshold on blocks", () => {
  const budget = { falsePerShift: 1, blocksPerShift: 48, assets: 1 };
  const blocks = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  it("is refused while no score could be rare enough", () => {
    expect(blockThreshold(blocks(31), budget)).toEqual({
      isReady: false,
      blocks: 31,
      needed: 47,
      text: "learning, 31 of 47 blocks",
    });
  });
  it("is the largest of just enough blocks, and a lower one of more", () => {
    expect(blockThreshold(blocks(47), budget)).toMatchObject({ isReady: true, threshold: 46 });
    expect(blockThreshold(blocks(95), budget)).toMatchObject({ isReady: true, threshold: 93 });
  });
  it("divides the line's budget among its assets", () => {
    expect(blockThreshold([], { falsePerShift: 2, blocksPerShift: 48, assets: 26 })).toMatchObject({
      needed: 623,
    });
  });
});

test("a block is its largest score, and a torn one at the end is none", () => {
  expect(blockMaxima([1, 4, NaN, 2, 9], 2)).toEqual([4, 2]);
});
