// Time per state within a stretch, and how far behind live a place is.
import { expect, test } from "vitest";
import { timePerState } from "./range-times.ts";
import { behindText } from "./where.ts";

test("stretches count with the part that lies inside, longest first", () => {
  const segments = [
    { fromMs: 0, toMs: 100, state: "run" },
    { fromMs: 100, toMs: 130, state: "down" },
    { fromMs: 130, toMs: 300, state: "run" },
    { fromMs: 300, toMs: 900, state: "idle" },
  ];
  expect(timePerState(segments, { fromMs: 80, toMs: 180 })).toEqual([
    { state: "run", durationMs: 70 },
    { state: "down", durationMs: 30 },
  ]);
});

test("who does not follow is never said to be live, not even at its end", () => {
  const at = (timeMs: number) => behindText({ endMs: 1_000_000, timeMs: () => timeMs });
  expect([at(1_000_000), at(940_000)]).toEqual(["At live", "Live − 1 min 00 s"]);
});
