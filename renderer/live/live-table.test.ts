// The live table holds the newest of every row, tells the scene what changed, and never runs on without the host.
import { beforeEach, describe, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import type { DecodedFrame } from "#shared/frame/decode.ts";
import { flagAllRows, flagFollowing } from "#shared/frame/layout.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { LiveTable, wordsPerMove } from "./live-table.ts";

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: ["A", "B", "C"].map((id) => ({ id, name: id, level: "station", signals: [{ name: "s" }] })),
  }),
);

/** A frame of some rows; everything not given is empty. */
function frame(parts: {
  readonly timeMs: number;
  readonly flags?: number;
  readonly speed?: number;
  readonly states?: Readonly<Record<number, number>>;
  readonly signal?: { readonly row: number; readonly value: number; readonly ageS: number };
  readonly slots?: Readonly<Record<number, number>>;
  readonly slotCount?: number;
}): DecodedFrame {
  const rows = Object.keys(parts.states ?? {}).map(Number);
  const slots = Object.keys(parts.slots ?? {}).map(Number);
  const signals = parts.signal === undefined ? [] : [parts.signal];
  const moveWords = new Uint32Array(slots.length * wordsPerMove);
  slots.forEach((slot, index) =>
    moveWords.fill(parts.slots?.[slot] ?? 0, index * wordsPerMove, (index + 1) * wordsPerMove),
  );
  return {
    sequence: 1,
    flags: parts.flags ?? 0,
    timeMs: parts.timeMs,
    epochMs: 0,
    startMs: 0,
    endMs: 100_000,
    speed: parts.speed ?? 1,
    assetCount: rows.length,
    signalCount: signals.length,
    moveCount: slots.length,
    slotCount: parts.slotCount ?? 0,
    assetSinceMs: new Float64Array(rows.length),
    assetCycleS: Float32Array.from(rows, (row) => row + 0.5),
    assetIdealS: Float32Array.from(rows, (row) => row * 20),
    assetRow: Uint32Array.from(rows),
    assetParts: new Uint16Array(rows.length),
    assetState: Uint8Array.from(rows, (row) => parts.states?.[row] ?? 0),
    assetMode: new Uint8Array(rows.length),
    assetFlags: new Uint8Array(rows.length),
    signalValue: Float64Array.from(signals, ({ value }) => value),
    signalAgeS: Float32Array.from(signals, ({ ageS }) => ageS),
    signalRow: Uint32Array.from(signals, ({ row }) => row),
    signalQuality: new Uint8Array(signals.length).fill(1),
    moveSlot: Uint32Array.from(slots),
    moveWords,
  };
}

let clock: ManualClock;
let table: LiveTable;
beforeEach(() => {
  clock = new ManualClock(1_000_000);
  table = new LiveTable(plant, clock, 2);
});

describe("rows", () => {
  test("of a frame replace the old, the others stay", () => {
    table.apply(frame({ timeMs: 1000, flags: flagAllRows, states: { 0: 1, 1: 1, 2: 1 } }));
    table.apply(frame({ timeMs: 1100, states: { 1: 5 } }));
    expect([...table.assetState]).toEqual([1, 5, 1]);
  });
  test("bring how far each asset is in its cycle", () => {
    table.apply(frame({ timeMs: 1000, states: { 0: 1, 2: 1 } }));
    expect([[...table.assetCycleS], [...table.assetIdealS]]).toEqual([
      [0.5, 0, 2.5],
      [0, 0, 40],
    ]);
  });
  test("touched by a frame are told to the scene", () => {
    table.apply(frame({ timeMs: 1000, states: { 2: 1 } }));
    expect([table.touchedAssets.count, table.touchedAssets.has(2)]).toEqual([1, true]);
  });
  test("of signals get their sample time from frame time and age", () => {
    table.apply(frame({ timeMs: 10_000, signal: { row: 1, value: 7.5, ageS: 2.5 } }));
    expect([table.signalValue[1], table.signalTimeMs[1]]).toEqual([7.5, 7500]);
  });
});

describe("slots", () => {
  test("beyond the first size are held, and the old ones stay", () => {
    table.apply(frame({ timeMs: 1, slots: { 0: 11 }, slotCount: 1 }));
    table.apply(frame({ timeMs: 2, slots: { 9: 22 }, slotCount: 10 }));
    expect([table.moveWords[0], table.moveWords[9 * wordsPerMove]]).toEqual([11, 22]);
    expect(table.moveCapacity).toBeGreaterThanOrEqual(10);
  });
  test("that a frame of all rows does not name are empty", () => {
    table.apply(frame({ timeMs: 1, slots: { 0: 11, 1: 12 }, slotCount: 2 }));
    table.apply(frame({ timeMs: 2, flags: flagAllRows, slots: { 1: 13 }, slotCount: 2 }));
    expect([table.moveWords[0], table.moveWords[wordsPerMove]]).toEqual([0, 13]);
  });
});

describe("time", () => {
  test("runs on at the playhead's speed between frames", () => {
    table.apply(frame({ timeMs: 5000, flags: flagFollowing, speed: 10 }));
    clock.advance(100);
    expect(table.timeMs()).toBe(6000);
  });
  test("stands still when frames stay away", () => {
    table.apply(frame({ timeMs: 5000, flags: flagFollowing }));
    clock.advance(400);
    const heldMs = table.timeMs();
    clock.advance(60_000);
    expect(table.timeMs()).toBe(heldMs);
  });
  test("stands still while stale, and does not leave the range", () => {
    table.apply(frame({ timeMs: 99_900, speed: 10 }));
    clock.advance(300);
    expect(table.timeMs()).toBe(100_000);
    table.setStale(true);
    const staleMs = table.timeMs();
    clock.advance(5000);
    expect(table.timeMs()).toBe(staleMs);
  });
  test("goes on from where it stood when the link is back, without a jump", () => {
    table.apply(frame({ timeMs: 5000, flags: flagFollowing, speed: 600 }));
    clock.advance(1500);
    table.setStale(true);
    const staleMs = table.timeMs();
    clock.advance(5000);
    table.setStale(false);
    expect(table.timeMs()).toBe(staleMs);
  });
  test("of a paused playhead does not move", () => {
    table.apply(frame({ timeMs: 5000, speed: 0 }));
    clock.advance(300);
    expect(table.timeMs()).toBe(5000);
  });
});

test("listeners hear of each frame and of the loss, not of a loss already known", () => {
  let heard = 0;
  const subscription = table.subscribe(() => (heard += 1));
  table.apply(frame({ timeMs: 1 }));
  table.setStale(true);
  table.setStale(true);
  expect(heard).toBe(2);
  subscription[Symbol.dispose]();
  table.apply(frame({ timeMs: 2 }));
  expect(heard).toBe(2);
});
