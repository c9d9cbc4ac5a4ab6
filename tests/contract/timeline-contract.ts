// What every Timeline must do, whatever it is made of. Called with a way to build one from facts.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Timeline } from "../../electron/host/timeline/timeline.ts";
import type { Fact } from "#shared/model/fact.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { createTwin, type Twin } from "#shared/twin/twin.ts";
import { PlantState } from "#shared/twin/plant-state.ts";

/** Builds a timeline that holds these facts and is complete up to `endMs`. */
export type TimelineFactory = (twin: Twin, facts: readonly Fact[], endMs: number) => Promise<Timeline>;

const twin = createTwin(
  resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "contract",
      name: "Contract",
      timeZone: "UTC",
      assets: [
        {
          id: "B",
          name: "Buffer",
          level: "buffer",
          capacity: 3,
          pose: { x: 0, y: 0 },
          size: { length: 3, width: 1, height: 1 },
        },
        {
          id: "M",
          name: "Machine",
          level: "station",
          pose: { x: 5, y: 0 },
          size: { length: 2, width: 2, height: 2 },
          idealCycleS: 20,
          signals: [{ name: "x" }, { name: "y" }],
        },
      ],
      links: [{ from: "B", to: "M", transferS: 5 }],
    }),
  ),
);

/** Everything a viewer can see of a state. */
function seen(state: PlantState): unknown {
  return {
    assets: [state.assetState, state.assetMode, state.assetFlags, state.assetCount, state.assetSinceMs].map(
      (column) => [...column],
    ),
    cycles: [[...state.assetCycleS], [...state.assetIdealS]],
    native: twin.plant.assets.map((asset) => state.nativeState(asset.row)),
    signals: [state.signalValue, state.signalTimeMs, state.signalQuality].map((column) => [...column]),
    moves: [
      state.moves.t0Ms,
      state.moves.t1Ms,
      state.moves.from,
      state.moves.to,
      state.moves.path,
      state.moves.look,
    ].map((column) => [...column.subarray(0, state.moves.count)]),
    parts: [...state.parts()].map((part) => ({ ...part })),
    conditions: [...state.conditions()],
  };
}

const states = ["run", "idle", "down", "starved"] as const;
const serials = ["p1", "p2", "p3", "p4"] as const;

/** A fact without its times. */
const happening = fc.oneof(
  fc.record({
    what: fc.constant("sample" as const),
    signal: fc.nat(1),
    value: fc.integer({ min: -5, max: 5 }),
  }),
  fc.record({ what: fc.constant("state" as const), state: fc.constantFrom(...states) }),
  fc.record({ what: fc.constant("enter" as const), serial: fc.constantFrom(...serials), asset: fc.nat(1) }),
  fc.record({ what: fc.constant("leave" as const), serial: fc.constantFrom(...serials) }),
  fc.record({ what: fc.constant("ship" as const), serial: fc.constantFrom(...serials) }),
  fc.record({ what: fc.constant("condition" as const), fault: fc.boolean() }),
);

/** Histories of up to ten minutes, steps of 0 to 20 s, so that keyframes fall between. */
const histories = fc
  .array(fc.tuple(fc.nat(20_000), happening), { minLength: 1, maxLength: 80 })
  .map((entries): Fact[] => {
    let timeMs = 1_000_000;
    return entries.map(([stepMs, event]): Fact => {
      timeMs += stepMs;
      const times = { timeMs, receivedMs: timeMs };
      switch (event.what) {
        case "sample":
          return { kind: "sample", signal: event.signal, value: event.value, quality: "good", ...times };
        case "state":
          return {
            kind: "state",
            asset: 1,
            state: event.state,
            mode: "production",
            nativeState: event.state,
            ...times,
          };
        case "condition":
          return {
            kind: "condition",
            asset: 1,
            key: "c",
            code: "",
            text: "",
            level: event.fault ? "fault" : "normal",
            ...times,
          };
        case "enter":
          return {
            kind: "part",
            receivedMs: timeMs,
            assetRow: event.asset,
            event: { verb: "enter", serial: event.serial, asset: event.asset === 0 ? "B" : "M", timeMs },
          };
        case "leave":
          return {
            kind: "part",
            receivedMs: timeMs,
            assetRow: 0,
            event: { verb: "leave", serial: event.serial, asset: "B", to: "M", timeMs },
          };
        case "ship":
          return {
            kind: "part",
            receivedMs: timeMs,
            assetRow: 1,
            event: { verb: "ship", serial: event.serial, asset: "M", timeMs },
          };
      }
    });
  });

/** The suite; call it inside a `describe` of the implementation. */
export function timelineContract(make: TimelineFactory): void {
  test("state by playing through = state by seeking, at any time and by any steps", async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
        async (facts, shares) => {
          const startMs = facts[0]?.receivedMs ?? 0;
          const endMs = (facts.at(-1)?.receivedMs ?? 0) + 1000;
          const timeline = await make(twin, facts, endMs);
          const times = shares.map((share) => startMs + share * (endMs - startMs)).sort((a, b) => a - b);
          const played = await timeline.stateAt(startMs);
          for (const timeMs of times) {
            for (const fact of await timeline.facts(played.timeMs, timeMs)) played.apply(fact);
            played.timeMs = timeMs;
            expect(seen(await timeline.stateAt(timeMs))).toEqual(seen(played));
          }
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  test("a seek shows exactly what had arrived by then", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.double({ min: 0, max: 1, noNaN: true }), async (facts, share) => {
        const startMs = facts[0]?.receivedMs ?? 0;
        const endMs = facts.at(-1)?.receivedMs ?? 0;
        const timeMs = startMs + share * (endMs - startMs);
        const timeline = await make(twin, facts, endMs);
        const scanned = new PlantState(twin);
        for (const fact of facts) if (fact.receivedMs <= timeMs) scanned.apply(fact);
        expect(seen(await timeline.stateAt(timeMs))).toEqual(seen(scanned));
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  test("lanes cover the asked range without gap or overlap", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 20 }), async (facts, maxSegments) => {
        const fromMs = (facts[0]?.receivedMs ?? 0) - 500;
        const toMs = (facts.at(-1)?.receivedMs ?? 0) + 1000;
        const timeline = await make(twin, facts, toMs);
        const lane = (await timeline.lanes([1], fromMs, toMs, maxSegments))[0] ?? [];
        expect([lane[0]?.fromMs, lane.at(-1)?.toMs]).toEqual([fromMs, toMs]);
        for (const [index, segment] of lane.entries())
          expect(segment.fromMs).toBe(index === 0 ? fromMs : lane[index - 1]?.toMs);
      }),
      { numRuns: 100, seed: 13 },
    );
  });

  test("a thinned signal keeps its extremes", async () => {
    const facts = Array.from({ length: 5000 }, (_, index): Fact => {
      const timeMs = 1_000_000 + index * 100;
      const value = index === 2345 ? 99 : index === 3456 ? -99 : Math.sin(index / 50);
      return { kind: "sample", signal: 0, value, quality: "good", timeMs, receivedMs: timeMs };
    });
    const timeline = await make(twin, facts, 1_600_000);
    const series = await timeline.samples(0, 1_000_000, 1_500_000, 200);
    expect([series.value.includes(99), series.value.includes(-99), series.value.length <= 210]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test("what was told later of a window is in its trend and its lane, and not in the state then", async () => {
    const sample = (timeMs: number, receivedMs: number, value: number): Fact => {
      const late = receivedMs > timeMs ? { backfill: true } : {};
      return { kind: "sample", signal: 0, value, quality: "good", timeMs, receivedMs, ...late };
    };
    const told = { kind: "state", asset: 1, mode: "production", nativeState: "" } as const;
    const lateState = {
      ...told,
      state: "down",
      timeMs: 20_000,
      receivedMs: 400_000,
      backfill: true,
    } as const;
    const facts: Fact[] = [
      { ...told, state: "run", timeMs: 1_000, receivedMs: 1_000 },
      sample(10_000, 10_000, 1),
      sample(30_000, 30_000, 3),
      sample(300_000, 300_000, 9),
      sample(20_000, 400_000, 2),
      lateState,
    ];
    const timeline = await make(twin, facts, 500_000);
    const { timeMs, value } = await timeline.samples(0, 5_000, 60_000, 100);
    expect([timeMs, value]).toEqual([
      [10_000, 20_000, 30_000],
      [1, 2, 3],
    ]);
    const lane = async (knownAtMs?: number): Promise<unknown> =>
      (await timeline.lanes([1], 5_000, 60_000, 10, knownAtMs))[0]?.map(({ state }) => state);
    expect([await lane(), await lane(60_000)]).toEqual([["run", "down"], ["run"]]);
    expect((await timeline.stateAt(60_000)).signalValue[0]).toBe(3);
    expect(await timeline.late(60_000)).toEqual(facts.slice(4));
    expect((await timeline.statesBefore(450_000)).map(({ state }) => state)).toEqual(["down"]);
  });

  test("a long trend has what was told late, before or after what else is in its minute, and begins with what held", async () => {
    const [day, minute] = [100 * 3_600_000, 60_000];
    const sample = (timeMs: number, value: number, receivedMs = timeMs, backfill = false): Fact => {
      const told = { kind: "sample", signal: 0, value, quality: "good", backfill } as const;
      return { ...told, timeMs: day + timeMs, receivedMs: day + receivedMs };
    };
    const timeline = await make(
      twin,
      [
        sample(0, 1),
        sample(20 * minute + 10_000, 2),
        sample(30 * minute + 50_000, 3),
        // The newest that is known, though it came late; and two that something newer was known of.
        sample(35 * minute, 5, 36 * minute),
        sample(20 * minute + 40_000, 7, 37 * minute, true),
        sample(30 * minute + 40_000, 8, 38 * minute, true),
      ],
      day + 50 * minute,
    );
    const { timeMs, value } = await timeline.samples(0, day + 10 * minute, day + 45 * minute, 1000);
    const heldAt = (atMs: number): unknown => value[timeMs.findLastIndex((time) => time <= day + atMs)];
    expect([10, 21, 30.8, 31, 34.5, 35.5, 45].map((minutes) => heldAt(minutes * minute))).toEqual([
      1, 7, 8, 3, 3, 5, 5,
    ]);
  });

  test("the range is what it covers", async () => {
    const facts: Fact[] = [
      { kind: "sample", signal: 0, value: 1, quality: "good", timeMs: 5_000, receivedMs: 5_000 },
    ];
    const timeline = await make(twin, facts, 9_000);
    const { startMs, endMs } = timeline.range();
    expect([startMs, endMs]).toEqual([5_000, 9_000]);
  });
}
