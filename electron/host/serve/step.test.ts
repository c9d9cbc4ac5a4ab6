// Steps are exact, whatever lies between, and small ones read little.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "#shared/model/fact.ts";
import type { AssetState } from "#shared/model/state.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { RingTimeline } from "../timeline/ring.ts";
import { markDensity } from "../timeline/mark-kinds.ts";
import { stepFrom, type StepQuery } from "./step.ts";

const state = (timeMs: number, asset: number, to: AssetState): Fact => ({
  kind: "state",
  timeMs,
  receivedMs: timeMs,
  asset,
  state: to,
  mode: "production",
  nativeState: "",
});
const leave = (timeMs: number, assetRow: number): Fact => ({
  kind: "part",
  receivedMs: timeMs,
  assetRow,
  event: { verb: "leave", serial: `P${timeMs}`, asset: assetRow === 0 ? "M1" : "M2", timeMs },
});
function ringOf(facts: readonly Fact[], endMs: number): RingTimeline {
  const ring = new RingTimeline("ring", createTwin(smallPlant()), 1);
  ring.advance(0);
  ring.append(facts);
  ring.advance(endMs);
  return ring;
}
const ring = ringOf(
  [
    state(1_000, 0, "run"),
    state(2_000, 2, "down"),
    leave(3_000, 0),
    state(4_000, 2, "run"),
    leave(900_000, 0),
    state(3_000_000, 0, "microstop"),
  ],
  3_500_000,
);
const step = async (query: Partial<StepQuery>): Promise<number | undefined> =>
  (
    await stepFrom(ring, (marks) => ring.marks(marks), {
      assetRow: undefined,
      by: "event",
      fromMs: 0,
      direction: "forward",
      ...query,
    })
  )?.timeMs;

test("a step goes to the nearest beyond, never to the one under it", async () => {
  expect(await step({ fromMs: 1_000 })).toBe(2_000);
  expect(await step({ fromMs: 2_000, direction: "backward" })).toBe(1_000);
  expect(await step({ fromMs: 4_000 })).toBe(3_000_000);
  expect(await step({ fromMs: 3_000_000 })).toBeUndefined();
});
test("a step of one asset passes the others by", async () => {
  expect(await step({ assetRow: 0, fromMs: 1_000 })).toBe(3_000_000);
});
test("a step by cycle goes to where a part leaves", async () => {
  expect(await step({ assetRow: 0, by: "cycle", fromMs: 3_000 })).toBe(900_000);
  expect(await step({ assetRow: 0, by: "cycle", fromMs: 900_000, direction: "backward" })).toBe(3_000);
});
test("a step by mark goes to those of its kinds", async () => {
  expect(await step({ by: "mark", kinds: ["stop"], fromMs: 2_000 })).toBe(3_000_000);
  expect(await step({ by: "mark", kinds: ["order"] })).toBeUndefined();
});
test("from any time the step is the one a search through everything finds", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 20 }),
      fc.integer({ min: 0, max: 3_500_000 }),
      fc.constantFrom("forward" as const, "backward" as const),
      async (timesMs, fromMs, direction) => {
        const times = timesMs.toSorted((a, b) => a - b);
        const any = ringOf(
          times.map((timeMs, index) => state(timeMs, 0, index % 2 === 0 ? "run" : "down")),
          3_500_000,
        );
        const found = await stepFrom(any, (marks) => any.marks(marks), {
          assetRow: 0,
          by: "event",
          fromMs,
          direction,
        });
        const wanted =
          direction === "forward"
            ? times.find((timeMs) => timeMs > fromMs)
            : times.findLast((t) => t < fromMs);
        expect(found?.timeMs).toBe(wanted);
      },
    ),
    { numRuns: 60, seed: 3 },
  );
});

test("density counts each kind where it lies, and nothing outside", async () => {
  const marks = await ring.marks({ fromMs: 0, toMs: 3_500_000, limit: Infinity });
  expect(markDensity(marks, { fromMs: 0, toMs: 4_000 }, 2, ["stop", "state", "order"])).toEqual({
    stop: [0, 1],
    state: [1, 1],
  });
});
