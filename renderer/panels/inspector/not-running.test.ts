// What asks for attention comes first.
import { expect, test } from "vitest";
import { stateCode } from "#shared/frame/layout.ts";
import { notRunning } from "./not-running.ts";

test("down before blocked before starved, the longest first, running ones not at all", () => {
  const states = Uint8Array.from(["starved", "run", "down", "blocked", "blocked"] as const, stateCode);
  const sinceMs = Float64Array.from([1, 1, 9, 5, 3]);
  expect(notRunning(states, sinceMs, [0, 1, 2, 3, 4])).toEqual([2, 4, 3, 0]);
});
test("a plant that runs lists nothing", () => {
  expect(notRunning(Uint8Array.from([stateCode("run")]), new Float64Array(1), [0])).toEqual([]);
});
