// A stop is a microstop from its start and down when it lasts.
import { expect, it } from "vitest";
import type { Fact } from "../model/fact.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant } from "../model/plant.ts";
import type { AssetState } from "../model/state.ts";
import { createStopRule } from "./stop-rule.ts";

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [
      { id: "A", name: "A", level: "station", microStopMaxS: 60 },
      { id: "B", name: "B", level: "station" },
    ],
  }),
);
const state = (asset: number, timeMs: number, word: AssetState, nativeState = ""): Fact => ({
  kind: "state",
  asset,
  timeMs,
  receivedMs: timeMs,
  state: word,
  mode: "production",
  nativeState,
});
function play(facts: readonly Fact[], endMs: number): string[] {
  const rule = createStopRule(plant);
  const told: Fact[] = [];
  for (const fact of facts) rule.accept(fact, told);
  rule.advance(endMs, told);
  return told.flatMap((fact) =>
    fact.kind === "state" ? [`${String(fact.asset)} ${String(fact.timeMs)} ${fact.state}`] : [],
  );
}

it("a stop that ends in time stays a microstop", () => {
  expect(play([state(0, 0, "microstop"), state(0, 59_999, "run")], 1e6)).toEqual([
    "0 0 microstop",
    "0 59999 run",
  ]);
});

it("becomes down at the limit of its own station", () => {
  expect(play([state(0, 0, "microstop"), state(1, 0, "microstop")], 1e6)).toEqual([
    "0 0 microstop",
    "1 0 microstop",
    "0 60000 down",
    "1 300000 down",
  ]);
});

it("is not told before its time", () => {
  expect(play([state(0, 0, "microstop")], 59_999)).toEqual(["0 0 microstop"]);
});

it("another word for the same stop does not start it again", () => {
  expect(
    play([state(0, 0, "microstop", "FEED_HOLD"), state(0, 50_000, "microstop", "STOPPED")], 1e6),
  ).toContain("0 60000 down");
});

it("stays down when only the word changes, and ends with the stop", () => {
  const facts = [
    state(0, 0, "microstop"),
    state(0, 70_000, "microstop", "STOPPED"),
    state(0, 80_000, "idle"),
    state(0, 90_000, "microstop"),
  ];
  expect(play(facts, 100_000)).toEqual([
    "0 0 microstop",
    "0 60000 down",
    "0 70000 down",
    "0 80000 idle",
    "0 90000 microstop",
  ]);
});

it("comes out in time order, before the fact that arrived later", () => {
  expect(play([state(0, 0, "microstop"), state(1, 61_000, "run")], 61_000)).toEqual([
    "0 0 microstop",
    "0 60000 down",
    "1 61000 run",
  ]);
});

it("gives the rule as reason unless the machine gave one", () => {
  const rule = createStopRule(plant);
  const told: Fact[] = [];
  rule.accept(state(0, 0, "microstop"), told);
  rule.advance(60_000, told);
  expect(told[1]).toMatchObject({
    reason: { source: "rule", code: "stop-rule", text: "Stopped for more than 60 s" },
  });
});

it("says when it is next due", () => {
  const rule = createStopRule(plant);
  const told: Fact[] = [];
  expect(rule.nextDueMs()).toBeUndefined();
  rule.accept(state(1, 5, "microstop"), told);
  rule.accept(state(0, 10, "microstop"), told);
  expect(rule.nextDueMs()).toBe(60_010);
});

it("a stop that was called down ends no earlier than that, though the end is told late", () => {
  const rule = createStopRule(plant);
  const told: Fact[] = [];
  rule.accept(state(0, 0, "microstop"), told);
  rule.advance(61_000, told);
  rule.accept({ ...state(0, 59_000, "run"), receivedMs: 62_000 }, told);
  expect(told.map((fact) => fact.kind === "state" && [fact.timeMs, fact.state])).toEqual([
    [0, "microstop"],
    [60_000, "down"],
    [60_000, "run"],
  ]);
});
