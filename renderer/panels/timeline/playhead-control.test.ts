// Speeds and steps of the transport.
import { describe, expect, test } from "vitest";
import { nearestMark, nextSpeed } from "./playhead-control.ts";

describe("J and L", () => {
  test("begin at 1 in their direction, from rest and when turning round", () => {
    expect([nextSpeed(0, 1), nextSpeed(0, -1), nextSpeed(60, -1), nextSpeed(-10, 1)]).toEqual([1, -1, -1, 1]);
  });
  test("go up the offered speeds", () => {
    expect([nextSpeed(1, 1), nextSpeed(30, 1), nextSpeed(-5, -1)]).toEqual([2, 60, -10]);
  });
  test("stop at 600 forward and at 60 backward, which the host refuses to pass", () => {
    expect([nextSpeed(600, 1), nextSpeed(-60, -1)]).toEqual([600, -60]);
  });
});

test("a step goes to the nearest event beyond the playhead, never to the one under it", () => {
  const marks = [300, 200, 100].map((timeMs) => ({ timeMs, asset: "A", kind: "state", text: "run" }));
  expect(nearestMark(marks, 200, 1)?.timeMs).toBe(300);
  expect(nearestMark(marks, 200, -1)?.timeMs).toBe(100);
  expect(nearestMark(marks, 300, 1)).toBeUndefined();
});
