import { expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { PageHinkley, pageHinkleyRule } from "./drift.ts";

function scores(rows: number, seed: number, risePerRow = 0): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: rows }, (_, row) => -Math.log10(1 - random.next()) + risePerRow * row);
}
function driftAt(values: readonly number[]): number | undefined {
  const test = new PageHinkley(pageHinkleyRule(scores(400, 1)));
  const at = values.findIndex((score) => test.step(score));
  return at < 0 ? undefined : at;
}

test("clean scores do not drift, and gaps among them change nothing", () => {
  for (let seed = 2; seed < 12; seed += 1) expect(driftAt(scores(2000, seed))).toBeUndefined();
  expect(driftAt(Array.from({ length: 500 }, () => NaN))).toBeUndefined();
});

test("a rise too slow for any row to stand out is told, with about when it began", () => {
  const values = [...scores(300, 20), ...scores(700, 21, 0.002)];
  expect(driftAt(values)).toBeGreaterThan(300);
  expect(driftAt(values)).toBeLessThan(1000);
});
