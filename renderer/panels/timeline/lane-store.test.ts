// Lanes grow by answers without gap, overlap or loss, however the answers are cut.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LaneSegment } from "#shared/host-api/requests.ts";
import { doubtLane, type Lane, mergeLane, segmentAt, trimLane } from "./lane-store.ts";

const segment = (fromMs: number, toMs: number, state: string): LaneSegment => ({ fromMs, toMs, state });
const lane = (fromMs: number, toMs: number, ...segments: LaneSegment[]): Lane => ({ fromMs, toMs, segments });

describe("merging lanes", () => {
  test("a stretch that goes on becomes longer, not two", () => {
    const known = lane(0, 100, segment(0, 100, "run"));
    expect(mergeLane(known, lane(90, 200, segment(90, 200, "run"))).segments).toEqual([
      segment(0, 200, "run"),
    ]);
  });
  test("a newer answer wins where both speak", () => {
    const known = lane(0, 100, segment(0, 100, "microstop"));
    const merged = mergeLane(known, lane(50, 120, segment(50, 120, "down")));
    expect(merged.segments).toEqual([segment(0, 50, "microstop"), segment(50, 120, "down")]);
  });
  test("an answer in the middle keeps both sides", () => {
    const known = lane(0, 300, segment(0, 300, "run"));
    const merged = mergeLane(known, lane(100, 200, segment(100, 200, "down")));
    expect(merged.segments.map(({ state }) => state)).toEqual(["run", "down", "run"]);
  });
  test("an answer that does not touch stands alone", () => {
    const fresh = lane(500, 600, segment(500, 600, "run"));
    expect(mergeLane(lane(0, 100, segment(0, 100, "run")), fresh)).toBe(fresh);
  });
  test("the same state with another reason is another stretch", () => {
    const known = lane(0, 10, { ...segment(0, 10, "down"), reason: "jam" });
    const merged = mergeLane(known, lane(10, 20, { ...segment(10, 20, "down"), reason: "power" }));
    expect(merged.segments).toHaveLength(2);
  });

  test("what is doubtful stays in sight, and in doubt, until an answer speaks of it", () => {
    const known = doubtLane(lane(0, 300, segment(0, 300, "run")), 120);
    const around = mergeLane(known, lane(100, 200, segment(100, 200, "down")));
    expect([around.segments.length, around.doubtfulFromMs]).toEqual([3, 200]);
    const newest = mergeLane(around, lane(190, 400, segment(190, 400, "idle")));
    expect(newest).toEqual(
      lane(0, 400, segment(0, 100, "run"), segment(100, 190, "down"), segment(190, 400, "idle")),
    );
  });
  test("what is doubtful before an answer is forgotten", () => {
    const known = doubtLane(lane(0, 300, segment(0, 300, "run")), 50);
    expect(mergeLane(known, lane(100, 200, segment(100, 200, "down")))).toEqual({
      ...lane(100, 300, segment(100, 200, "down"), segment(200, 300, "run")),
      doubtfulFromMs: 200,
    });
  });

  test("any cutting of a history into overlapping answers gives the history", () => {
    const cutsArbitrary = fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 12 });
    fc.assert(
      fc.property(cutsArbitrary, cutsArbitrary, fc.integer({ min: 0, max: 40 }), (changes, cuts, overlap) => {
        const edges = [0, ...new Set(changes), 1000].sort((a, b) => a - b);
        const states = ["run", "starved", "down"];
        const history = edges
          .slice(1)
          .map((to, index) => segment(edges[index] ?? 0, to, states[index % 3] ?? "run"));
        const clip = (from: number, to: number): Lane =>
          lane(
            from,
            to,
            ...history
              .filter((each) => each.toMs > from && each.fromMs < to)
              .map((each) => ({
                ...each,
                fromMs: Math.max(from, each.fromMs),
                toMs: Math.min(to, each.toMs),
              })),
          );
        const ends = [...new Set(cuts), 1000].sort((a, b) => a - b);
        let known: Lane | undefined;
        let from = 0;
        for (const end of ends) {
          known = mergeLane(known, clip(Math.max(0, from - overlap), end));
          from = end;
        }
        expect(known?.segments).toEqual(history);
      }),
    );
  });
});

test("trimming forgets what ended before, and nothing else", () => {
  const trimmed = trimLane(lane(0, 300, segment(0, 100, "run"), segment(100, 300, "down")), 150);
  expect(trimmed).toEqual(lane(150, 300, segment(100, 300, "down")));
});

test("the stretch at a time begins at its start and ends before its end", () => {
  const known = lane(0, 300, segment(0, 100, "run"), segment(100, 300, "down"));
  expect([0, 99, 100, 299].map((timeMs) => segmentAt(known, timeMs)?.state)).toEqual([
    "run",
    "run",
    "down",
    "down",
  ]);
  expect(segmentAt(known, 300)).toBeUndefined();
  expect(segmentAt(undefined, 5)).toBeUndefined();
});
