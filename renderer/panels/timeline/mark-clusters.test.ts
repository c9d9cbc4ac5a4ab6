// No mark is lost in clusters, and none of them crowds another.
import fc from "fast-check";
import { expect, test } from "vitest";
import { clusterAt, clusterMarks, type TimelineMark } from "./mark-clusters.ts";

const mark = (timeMs: number, kind: string, state?: string): TimelineMark => ({
  timeMs,
  asset: "A",
  kind,
  text: kind,
  ...(state === undefined ? {} : { state }),
});

test("a cluster looks like its most telling mark and its most urgent state", () => {
  const marks = [
    mark(0, "state", "microstop"),
    mark(1, "condition"),
    mark(2, "state", "down"),
    mark(100, "order"),
  ];
  expect(clusterMarks(marks, 0, 1000, (t) => t, 8)).toEqual([
    { x: 1, count: 3, shape: "condition", first: 0, end: 3, state: "down" },
    { x: 100, count: 1, shape: "order", first: 3, end: 4, state: undefined },
  ]);
});

test("every mark in the window is in exactly one cluster, and clusters keep their distance", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 200 }), (times) => {
      const marks = times.sort((a, b) => a - b).map((timeMs) => mark(timeMs, "note"));
      const clusters = clusterMarks(marks, 1000, 4000, (t) => t / 10, 8);
      const inside = marks.filter(({ timeMs }) => timeMs >= 1000 && timeMs <= 4000).length;
      expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(inside);
      clusters.slice(1).forEach(({ first }, index) => {
        expect(first).toBe(clusters[index]?.end);
        const gap = (marks[first]?.timeMs ?? 0) - (marks[clusters[index]?.first ?? 0]?.timeMs ?? 0);
        expect(gap / 10).toBeGreaterThanOrEqual(8);
      });
    }),
  );
});

test("the pointer finds the nearest cluster within reach, or none", () => {
  const clusters = clusterMarks([mark(0, "note"), mark(20, "note")], 0, 100, (t) => t, 8);
  expect([clusterAt(clusters, 13, 8)?.x, clusterAt(clusters, 60, 8)]).toEqual([20, undefined]);
});
