import { describe, expect, test } from "vitest";
import { decimate } from "./series.ts";

const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("a signal over time", () => {
  test("is whole when it has few points, with the value that holds at the start", () => {
    expect(decimate([0, 10, 20, 30], [1, 2, 3, 4], 15, 25, 100)).toEqual({ timeMs: [10, 20], value: [2, 3] });
  });
  test("of a range that ends before it begins has no points", () => {
    expect(decimate([0, 10, 20, 30], [1, 2, 3, 4], 25, 5, 100).timeMs).toEqual([]);
  });
  test("keeps first, last, lowest and highest, and is in order of time", () => {
    const value = times(10_000).map((at) => (at === 1234 ? 50 : at === 8765 ? -50 : Math.sin(at)));
    const thin = decimate(times(10_000), value, 0, 9_999, 100);
    expect([
      thin.timeMs[0],
      thin.timeMs.at(-1),
      Math.max(...thin.value.map(Number)),
      Math.min(...thin.value.map(Number)),
    ]).toEqual([0, 9_999, 50, -50]);
    expect(thin.timeMs.toSorted((a, b) => a - b)).toEqual(thin.timeMs);
  });
  test("keeps an end of data as a gap", () => {
    const value = times(10_000).map((at) => (at > 4_000 && at < 6_000 ? undefined : 1));
    const thin = decimate(times(10_000), value, 0, 9_999, 40);
    expect(thin.value.includes(undefined)).toBe(true);
  });
  test("that comes and goes all the time has not many more points than were asked for", () => {
    const count = 600_000;
    const value = times(count).map((at) => (at % 2 === 0 ? at : undefined));
    const thin = decimate(times(count), value, 0, count, 200);
    expect(thin.timeMs.length).toBeLessThanOrEqual(300);
  });
  test("all at one instant is no trouble", () => {
    expect(decimate(new Array<number>(500).fill(7), times(500), 6, 7, 8).value).toEqual([0, 499]);
  });
});
