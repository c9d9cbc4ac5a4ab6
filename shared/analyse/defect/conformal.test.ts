import { describe, expect, it, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import {
  AdaptiveRate,
  blockMaxima,
  blockThreshold,
  conformalP,
  isBeyondAll,
  sortedScores,
} from "./conformal.ts";

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

describe("a rate that adapts", () => {
  const rate = 0.05;
  const rows = 20_000;
  /** Share of rows flagged at the rate, and with a rate that adapts; scores drift by `drift` deviations of clean ones in all. */
  function flagged(drift: number): { fixed: number; adaptive: number } {
    const random = seededRandom(8);
    const clean = sortedScores(Array.from({ length: 500 }, () => random.next()));
    const adaptive = new AdaptiveRate(rate, 0.005);
    const counts = { fixed: 0, adaptive: 0 };
    for (let row = 0; row < rows; row += 1) {
      const p = conformalP(clean, random.next() + (drift * 0.29 * row) / rows);
      if (p <= rate) counts.fixed += 1;
      if (adaptive.isFlagged(p)) counts.adaptive += 1;
    }
    return { fixed: counts.fixed / rows, adaptive: counts.adaptive / rows };
  }
  it("flags as often as allowed while scores drift, where a fixed rate does not", () => {
    const up = flagged(2);
    expect(up.fixed).toBeGreaterThan(0.25);
    expect(Math.abs(up.adaptive - rate)).toBeLessThan(0.012);
    const down = flagged(-2);
    expect(down.fixed).toBeLessThan(0.015);
    expect(Math.abs(down.adaptive - rate)).toBeLessThan(0.012);
    expect(Math.abs(flagged(0).adaptive - rate)).toBeLessThan(0.01);
  });
  it("never flags more than its bound says, not even a fault in all rows", () => {
    const adaptive = new AdaptiveRate(rate, 0.005);
    const flags = Array.from({ length: 1000 }, () => adaptive.isFlagged(1 / 501));
    expect(flags.slice(0, 8).every(Boolean)).toBe(true);
    const count = flags.filter(Boolean).length;
    expect(count).toBeLessThanOrEqual(1000 * rate + rate / 0.005 + 1);
    expect(count).toBeGreaterThan(1000 * rate);
  });
  it("goes beyond 0 and 1, where nothing and everything is flagged", () => {
    const adaptive = new AdaptiveRate(0.05, 0.09);
    adaptive.isFlagged(0.001);
    expect(adaptive.alpha).toBeCloseTo(0.05 - 0.09 * 0.95, 12);
    expect(adaptive.isFlagged(0.001)).toBe(false);
    const lazy = new AdaptiveRate(0.5, 0.09);
    for (let row = 0; row < 20; row += 1) lazy.isFlagged(2);
    expect([lazy.alpha > 1, lazy.isFlagged(1)]).toEqual([true, true]);
  });
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
