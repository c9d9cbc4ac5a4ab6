// Trends are remembered by plant, and only those that the plant still has.
import { beforeEach, expect, test, vi } from "vitest";
import { mostTrends, useTimeline } from "./timeline.ts";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => kept.set(key, text),
});
const { openPlant, toggleTrend, toggleKind } = useTimeline.getState();
const trends = () => useTimeline.getState().trends;
beforeEach(() => {
  kept.clear();
  openPlant("", () => true);
  openPlant("a", () => true);
});

test("a plant finds its trends again, without signals that are gone", () => {
  toggleTrend("M1/load");
  toggleTrend("M1/speed");
  openPlant("b", () => true);
  expect(trends()).toEqual([]);
  openPlant("a", (id) => id !== "M1/load");
  expect(trends()).toEqual(["M1/speed"]);
});

test("a damaged memory is no trends", () => {
  kept.set("gemba.trends.c", '{"not": "a list"}');
  openPlant("c", () => true);
  expect(trends()).toEqual([]);
});

test("there are never more trends than have room", () => {
  for (let count = 0; count < mostTrends + 3; count += 1) toggleTrend(`M1/s${count}`);
  expect(trends()).toHaveLength(mostTrends);
});

test("kinds of marks keep their order, whatever is switched off and on", () => {
  const before = useTimeline.getState().kinds;
  toggleKind("condition");
  expect(useTimeline.getState().kinds).not.toContain("condition");
  toggleKind("condition");
  expect(useTimeline.getState().kinds).toEqual(before);
});
