// The waterfall shows the identity: each bar begins where the one before it ends, and the last one stands on what is left.
import { describe, expect, test } from "vitest";
import type { ShiftLosses } from "#shared/host-api/losses-schema.ts";
import { reasonLines } from "./reason-lines.ts";
import { waterfallBars } from "./waterfall-bars.ts";

const losses = (more: Partial<ShiftLosses>): ShiftLosses => ({
  fromMs: 0,
  toMs: 100,
  assets: ["M"],
  isLineEnd: true,
  unitName: "parts",
  plannedOperationMs: 100,
  breakMs: 0,
  plannedBusyMs: 100,
  productionMs: 70,
  unknownMs: 5,
  losses: [
    { bucket: "down", lostMs: 15 },
    { bucket: "setup", lostMs: 0 },
    { bucket: "starved", lostMs: 10 },
  ],
  produced: 60,
  good: 55,
  withoutIdeal: 0,
  idealGoodMs: 55,
  speedLossMs: 10,
  qualityLossMs: 5,
  reasons: [],
  ...more,
});
const seen = (bars: ReturnType<typeof waterfallBars>): unknown[] =>
  bars.map(({ name, kind, lengthMs, from, to }) => [
    name,
    kind,
    lengthMs,
    Math.round(from * 1000) / 10,
    Math.round(to * 1000) / 10,
  ]);

describe("waterfall", () => {
  test("from planned busy time to good parts at the line end", () => {
    expect(seen(waterfallBars(losses({})))).toEqual([
      ["plannedBusy", "total", 100, 0, 100],
      ["down", "own", 15, 85, 100],
      ["starved", "flow", 10, 75, 85],
      ["unknown", "unknown", 5, 70, 75],
      ["speed", "own", 10, 60, 70],
      ["quality", "own", 5, 55, 60],
      ["good", "total", 55, 0, 55],
    ]);
  });

  test("elsewhere to production time, without speed and quality", () => {
    expect(seen(waterfallBars(losses({ isLineEnd: false }))).at(-1)).toEqual([
      "production",
      "total",
      70,
      0,
      70,
    ]);
  });

  test("faster than ideal gives time back: the bar goes the other way, and nothing is cut off", () => {
    const bars = waterfallBars(
      losses({ losses: [], unknownMs: 0, speedLossMs: -25, qualityLossMs: 0, idealGoodMs: 125 }),
    );
    expect(seen(bars)).toEqual([
      ["plannedBusy", "total", 100, 0, 80],
      ["speed", "own", -25, 80, 100],
      ["good", "total", 125, 0, 100],
    ]);
  });
});

test("the tree of reasons as lines, each after what it belongs to", () => {
  expect(
    reasonLines([
      { code: "a", text: "A", reasons: [{ code: "b", text: "B", reasons: [{ code: "c", text: "C" }] }] },
      { code: "d", text: "D", reasons: [] },
    ]).map(({ code, level }) => [code, level]),
  ).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 2],
    ["d", 0],
  ]);
});
