// A band loses no peak, a gap stays a gap, and a value holds until the next.
import { describe, expect, test } from "vitest";
import { bandColumns, heldUntilGone, valueAt, withGaps } from "./trend-band.ts";

const count = 10_000;
const dense = {
  timeMs: Array.from({ length: count }, (_, index) => index * 10),
  value: Array.from({ length: count }, (_, index) => (index === 4321 ? 99 : Math.sin(index))),
};

describe("a band", () => {
  test("keeps every peak and has no more places than columns", () => {
    const [times, , low, high] = bandColumns(dense, { fromMs: 0, toMs: 100_000 }, 300);
    expect(times.length).toBeLessThanOrEqual(302);
    expect(Math.max(...high.map((each) => each ?? 0))).toBe(99);
    expect(Math.min(...low.map((each) => each ?? 0))).toBeLessThan(-0.99);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
  test("is not drawn where points are few, which stay as they are", () => {
    const few = { timeMs: [0, 1000, 2000], value: [1, 2, 3] };
    expect(bandColumns(few, { fromMs: 500, toMs: 1500 }, 300)).toEqual([
      [0, 1, 2],
      [1, 2, 3],
      [null, null, null],
      [null, null, null],
    ]);
  });
  test("ends with its place where nothing comes after it, and the last value goes on alone", () => {
    // Twenty values within a second, and the next after an hour.
    const timeMs = [...Array.from({ length: 20 }, (_, index) => index * 50), 3_600_000];
    const value = [...Array.from({ length: 20 }, (_, index) => index), 7];
    const [times, line, low, high] = bandColumns({ timeMs, value }, { fromMs: 0, toMs: 3_600_000 }, 10);
    expect([times, line, low, high]).toEqual([
      [0.95, 360, 3600],
      [19, 19, 7],
      [0, 19, 7],
      [19, 19, 7],
    ]);
  });
  test("ends where the value went away, with what there was before", () => {
    const gone = { ...dense, value: dense.value.map((value, index) => (index >= 5005 ? null : value)) };
    const [times, line] = bandColumns(gone, { fromMs: 0, toMs: 100_000 }, 300);
    const lastThere = line.findLastIndex((each) => each !== null);
    expect(times[lastThere]).toBeGreaterThan(49.7);
    expect(line.slice(lastThere + 1).every((each) => each === null)).toBe(true);
  });
});

test("where nothing was heard the line ends", () => {
  const points = { timeMs: [0, 1000, 9000], value: [1, 2, 3] };
  expect(withGaps(points, [{ fromMs: 2000, toMs: 8000 }])).toEqual({
    timeMs: [0, 1000, 2000, 9000],
    value: [1, 2, null, 3],
  });
});

test("a value is drawn until it goes away", () => {
  const points = { timeMs: [0, 1000, 9000, 9500], value: [1, 2, null, null] };
  expect(heldUntilGone(points)).toEqual({
    timeMs: [0, 1000, 8999, 9000, 9500],
    value: [1, 2, 2, null, null],
  });
});

test("a value holds until the next one, and none is before the first", () => {
  const points = { timeMs: [0, 1000, 2000], value: [1, null, 3] };
  expect([-1, 0, 999, 1500, 5000].map((atMs) => valueAt(points, atMs))).toEqual([
    undefined,
    1,
    1,
    undefined,
    3,
  ]);
});
