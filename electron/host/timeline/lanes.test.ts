import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AssetState } from "#shared/model/state.ts";
import { type StateChange, toSegments } from "./lanes.ts";

const at = (timeMs: number, state: AssetState, nativeState = ""): StateChange => ({
  timeMs,
  receivedMs: timeMs,
  state,
  nativeState,
});
const short = (changes: readonly StateChange[], fromMs: number, toMs: number, most = 100) =>
  toSegments(changes, fromMs, toMs, most).map(({ fromMs: from, toMs: to, state }) => [from, to, state]);

describe("stretches of a lane", () => {
  test("begin with the state that held already", () => {
    expect(short([at(0, "run"), at(50, "idle")], 20, 100)).toEqual([
      [20, 50, "run"],
      [50, 100, "idle"],
    ]);
  });
  test("are unknown before the first change", () => {
    expect(short([at(50, "run")], 20, 100)).toEqual([
      [20, 50, "unknown"],
      [50, 100, "run"],
    ]);
  });
  test("of an asset nobody told of are one, unknown", () => {
    expect(short([], 20, 100)).toEqual([[20, 100, "unknown"]]);
  });
  test("are one where nothing that is shown changed", () => {
    expect(short([at(0, "run"), at(10, "run"), at(20, "run")], 0, 100)).toEqual([[0, 100, "run"]]);
  });
  test("of a range that ends before it begins are none", () => {
    expect([short([], 100, 20), short([at(0, "run")], 100, 20), short([at(50, "run")], 50, 50)]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe("a lane with more stretches than may be drawn", () => {
  test("has as many as were asked for, however alike they are", () => {
    const changes = Array.from({ length: 1000 }, (_, index) => at(index, index % 2 === 0 ? "run" : "idle"));
    expect(toSegments(changes, 0, 1000, 10).length).toBeLessThanOrEqual(10);
  });
  test("of equal stretches keeps some everywhere, not one long one at its end", () => {
    const changes = Array.from({ length: 1000 }, (_, index) => at(index, index % 2 === 0 ? "run" : "idle"));
    const longest = Math.max(...toSegments(changes, 0, 1000, 50).map(({ fromMs, toMs }) => toMs - fromMs));
    expect(longest).toBeLessThan(100);
  });
  test("keeps its stops before anything else", () => {
    const changes = Array.from({ length: 100 }, (_, index) =>
      at(index * 10, index % 2 === 0 ? "run" : "idle"),
    );
    changes.splice(51, 0, at(501, "down"), at(502, "run"));
    expect(short(changes, 0, 1000, 4)).toContainEqual(expect.arrayContaining([501, "down"]));
  });
  test("covers its range without gap, overlap or too many stretches, whatever came", () => {
    const states = ["run", "idle", "down", "microstop"] as const;
    const change = fc.record({
      timeMs: fc.integer({ min: 0, max: 500 }),
      state: fc.constantFrom(...states),
      nativeState: fc.constantFrom("", "A", "B"),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (told, most) => {
        const changes = told
          .map((each) => ({ ...each, receivedMs: each.timeMs }))
          .toSorted((a, b) => a.timeMs - b.timeMs);
        const lane = toSegments(changes, 100, 400, most);
        expect([lane[0]?.fromMs, lane.at(-1)?.toMs, lane.length <= most]).toEqual([100, 400, true]);
        lane.slice(1).forEach((segment, index) => expect(segment.fromMs).toBe(lane[index]?.toMs));
        for (const segment of lane) expect(segment.toMs).toBeGreaterThan(segment.fromMs);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
