import { describe, expect, it, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { agreed, type Baselines, type Candidate, PageHinkley, pageHinkleyRule, takenBack } from "./drift.ts";

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

describe("a new baseline", () => {
  const baselines: Baselines = [{ fromMs: 0, toMs: 10 }];
  const candidate: Candidate = { fromMs: 50, toMs: 90, validRows: 500, reason: "drift", episodes: [] };
  it("needs a reason, enough rows, and no episode among them", () => {
    const ask = (change: Partial<Candidate>) => agreed(baselines, { ...candidate, ...change }, "OP-1", 400);
    expect(ask({ reason: undefined })).toBe("no-reason");
    expect(ask({ validRows: 399 })).toBe("too-few-rows");
    expect(ask({ episodes: [{ onsetMs: 40, endMs: 50 }] })).toBe("episode");
    expect(ask({ episodes: [{ onsetMs: 10 }] })).toBe("episode");
    expect(ask({ episodes: [{ onsetMs: 10, endMs: 49 }] })).toHaveLength(2);
  });
  it("can be taken back, the first one cannot", () => {
    const after = agreed(baselines, candidate, "OP-1", 400);
    expect(after).toEqual([baselines[0], { fromMs: 50, toMs: 90, agreedBy: "OP-1" }]);
    expect(typeof after === "string" ? after : takenBack(after)).toEqual(baselines);
    expect(takenBack(baselines)).toEqual(baselines);
  });
});
