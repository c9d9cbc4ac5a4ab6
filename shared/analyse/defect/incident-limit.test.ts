import { describe, expect, it, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { defaultEpisodeRule, type Episode, EpisodeTracker, incidentsOf } from "./episodes.ts";
import { incidentLimit, sustainedScores } from "./incident-limit.ts";

/** Scores of clean rows that hang together: a slow cause lifts them for minutes. */
function cleanScores(rows: number, seed: number): number[] {
  const random = seededRandom(seed);
  let cause = 0;
  return Array.from({ length: rows }, () => {
    cause = 0.98 * cause + 0.2 * (random.next() + random.next() - 1);
    return Math.max(0, cause) - Math.log10(1 - random.next());
  });
}
const budget = { falsePerShift: 2, blocksPerShift: 48, assets: 1 };
const blockRows = 60;

test("what several rows reach together", () => {
  expect([...sustainedScores([5, 1, NaN, 4, 3, 0, 0, 0], { needed: 3, of: 4 })]).toEqual([
    NaN,
    NaN,
    NaN,
    1,
    3,
    1,
    0,
    0,
  ]);
});

describe("an incident limit", () => {
  it("is refused until there are enough clean blocks", () => {
    expect(
      incidentLimit(cleanScores(22 * blockRows, 1), blockRows, budget, defaultEpisodeRule),
    ).toMatchObject({
      isReady: false,
      text: "learning, 22 of 23 blocks",
    });
  });
  it("keeps false incidents of clean shifts to the budget", () => {
    let told = 0;
    const shifts = 40;
    for (let seed = 1; seed <= shifts; seed += 1) {
      const limit = incidentLimit(cleanScores(95 * blockRows, seed), blockRows, budget, defaultEpisodeRule);
      if (!limit.isReady) throw new Error(limit.text);
      const tracker = new EpisodeTracker("B10", limit.rule);
      const episodes: Episode[] = [];
      cleanScores(48 * blockRows, 1000 + seed).forEach((score, timeMs) => {
        const { began } = tracker.step({ timeMs, p: 10 ** -score });
        if (began !== undefined) episodes.push(began);
      });
      told += incidentsOf(episodes, { transitMs: () => undefined, sameAssetGapMs: blockRows }).length;
    }
    expect(told / shifts).toBeLessThan(2.3);
    // A limit that never tells anything would keep to it as well.
    expect(told / shifts).toBeGreaterThan(0.8);
  });
});
