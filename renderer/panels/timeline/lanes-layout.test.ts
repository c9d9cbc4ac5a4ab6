// Times and lanes land on the right pixels and back; what is thin is still seen.
import { describe, expect, test } from "vitest";
import {
  hitAt,
  laneBars,
  lanesInSight,
  type LanesView,
  maxScroll,
  scrollToLane,
  timeOfX,
  xOfTime,
  yOfLane,
} from "./lanes-layout.ts";

const minuteMs = 60_000;
const view: LanesView = {
  fromMs: 0,
  toMs: 60 * minuteMs,
  width: 1300,
  height: 224,
  nameWidth: 100,
  axisHeight: 24,
  marksHeight: 0,
  laneHeight: 20,
  scrollTop: 0,
  laneCount: 26,
};

describe("where things lie", () => {
  test("the hour spans from the names to the right edge", () => {
    expect([xOfTime(view, 0), xOfTime(view, 30 * minuteMs), xOfTime(view, 60 * minuteMs)]).toEqual([
      100, 700, 1300,
    ]);
  });
  test("a pixel gives back its time", () => {
    expect(timeOfX(view, xOfTime(view, 1_234_567))).toBeCloseTo(1_234_567, 6);
  });
  test("ten lanes fit, and scrolling brings the others", () => {
    expect(lanesInSight(view)).toEqual({ first: 0, end: 10 });
    expect(lanesInSight({ ...view, scrollTop: 30 })).toEqual({ first: 1, end: 12 });
    expect(maxScroll(view)).toBe(26 * 20 - 200);
    expect(yOfLane({ ...view, scrollTop: 30 }, 2)).toBe(24 + 40 - 30);
  });
  test("a point tells lane and time; names have no time, the axis no lane", () => {
    expect(hitAt(view, 700, 24 + 45)).toEqual({ area: "lanes", lane: 2, timeMs: 30 * minuteMs });
    expect(hitAt(view, 50, 24 + 5)).toEqual({ area: "lanes", lane: 0, timeMs: undefined });
    expect(hitAt(view, 700, 5)).toEqual({ area: "axis", lane: undefined, timeMs: 30 * minuteMs });
    const withMarks = { ...view, marksHeight: 10 };
    expect(hitAt(withMarks, 700, 30)).toEqual({ area: "marks", lane: undefined, timeMs: 30 * minuteMs });
    expect(hitAt(withMarks, 700, 35).lane).toBe(0);
  });
  test("below the last lane is no lane", () => {
    expect(hitAt({ ...view, laneCount: 3 }, 700, 200).lane).toBeUndefined();
  });
});

test("a lane that is chosen elsewhere is scrolled into sight, and no further", () => {
  expect([
    scrollToLane(view, 3),
    scrollToLane(view, 10),
    scrollToLane({ ...view, scrollTop: 200 }, 2),
  ]).toEqual([0, 20, 40]);
});

describe("bars", () => {
  const run = (fromMs: number, toMs: number) => ({ fromMs, toMs, state: "run" });
  test("are cut at the edges of the view", () => {
    expect(laneBars(view, [run(-5 * minuteMs, 90 * minuteMs)])).toEqual([
      { x: 100, width: 1200, state: "run" },
    ]);
  });
  test("outside the view are none", () => {
    expect(laneBars(view, [run(-5, -1), run(61 * minuteMs, 62 * minuteMs)])).toEqual([]);
  });
  test("a stop of one second is seen among runs of one second", () => {
    const second = (at: number, state: string) => ({ fromMs: at * 1000, toMs: (at + 1) * 1000, state });
    const bars = laneBars(view, [second(0, "run"), second(1, "down"), second(2, "run")]);
    expect(bars.map(({ state }) => state)).toEqual(["down"]);
  });
  test("the number of bars is bounded by pixels, not by stretches", () => {
    const many = Array.from({ length: 36_000 }, (_, index) => ({
      fromMs: index * 100,
      toMs: (index + 1) * 100,
      state: index % 2 === 0 ? "run" : "starved",
    }));
    expect(laneBars(view, many).length).toBeLessThanOrEqual(1201);
  });
  test("a state of a newer host is drawn as unknown", () => {
    expect(laneBars(view, [{ fromMs: 0, toMs: minuteMs, state: "dreaming" }])[0]?.state).toBe("unknown");
  });
});
