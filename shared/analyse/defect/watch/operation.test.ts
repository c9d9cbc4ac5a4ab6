// Which signals measure, and what is expected of them for the way a machine is run.
import { describe, expect, it, test } from "vitest";
import { defined } from "#shared/base/assert.ts";
import { seededRandom } from "#shared/base/random.ts";
import { leftOutFor } from "./measuring.ts";
import { deviationsOf, expectedOf, fitOperation, operationOf } from "./operation.ts";
import type { WatchRow } from "./rows.ts";
import { testPlant, testShifts } from "../../../../tests/support/watch-line.ts";

const variants = ["a", "b"];

function rowOf(value: number, more: Partial<WatchRow> = {}): WatchRow {
  return {
    asset: 0,
    fromMs: 0,
    toMs: 60_000,
    values: Float64Array.of(value),
    counts: Uint16Array.of(6),
    duty: [1, 1, 1],
    variant: "a",
    state: "run",
    ...more,
  };
}

/** Rows whose value is 20 + 5 x slowest duty, 3 more with variant b, and a little noise. */
function cleanRows(): WatchRow[] {
  const random = seededRandom(3);
  return Array.from({ length: 400 }, (_, index) => {
    const slow = random.next();
    const variant = index % 2 === 0 ? "a" : "b";
    const value = 20 + 5 * slow + (variant === "b" ? 3 : 0) + 0.1 * (random.next() - 0.5);
    return rowOf(value, { duty: [1, random.next(), slow], variant });
  });
}

test("signals that measure no condition are told by unit and data", () => {
  const [machine] = testShifts([1], 2).shifts.map((rows) =>
    rows.filter(({ asset, state }) => asset === 0 && state === "run"),
  );
  const why = testPlant.assets[0]?.signalRows.map((row, column) => {
    const signal = defined(testPlant.signals[row], "signal");
    return [signal.name, leftOutFor(signal, machine ?? [], column)];
  });
  expect(why).toEqual([
    ["temperature1", undefined],
    ["temperature2", undefined],
    ["pressure", undefined],
    ["flow", undefined],
    ["count", "counter"],
    ["toolHours", "duration"],
    ["setting", "still"],
  ]);
});

test("a signal that has a value in few rows only is told to be seldom", () => {
  const random = seededRandom(1);
  const rows = Array.from({ length: 100 }, (_, index) => rowOf(index % 3 === 0 ? random.next() : NaN));
  expect(leftOutFor(defined(testPlant.signals[0], "signal"), rows, 0)).toBe("seldom");
});

describe("what is expected", () => {
  const operation = defined(fitOperation(cleanRows(), 0, variants), "operation");
  const deviation = (row: WatchRow): number => deviationsOf(row, [0], [operation], variants)[0] ?? NaN;

  it("follows how much the machine ran and what it works on", () => {
    expect(operation.followsVariant).toBe(true);
    for (const [duty, variant, value] of [
      [1, "a", 25],
      [0.2, "a", 21],
      [0.2, "b", 24],
    ] as const) {
      const input = defined(operationOf(rowOf(0, { duty: [1, 0.5, duty], variant }), variants), "input");
      expect(Math.abs(expectedOf(operation.weights, input) - value)).toBeLessThan(0.1);
    }
  });
  it("is nothing for a variant that was never seen, where it depends on the variant", () => {
    expect(deviation(rowOf(25, { variant: "c" }))).toBeNaN();
  });
  it("is nothing when nobody knows how much it ran", () => {
    expect(deviation(rowOf(25, { duty: [NaN, NaN, NaN] }))).toBeNaN();
  });
  it("counts a mean of fewer samples for less", () => {
    const [few, usual] = [2, 6].map((count) => deviation(rowOf(30, { counts: Uint16Array.of(count) })));
    expect((few ?? 0) / (usual ?? 1)).toBeCloseTo(Math.sqrt(2 / 6), 12);
  });
  it("does not depend on the variant where that makes no difference", () => {
    const random = seededRandom(5);
    const rows = Array.from({ length: 300 }, (_, index) =>
      rowOf(10 + random.next(), { variant: index % 2 === 0 ? "a" : "b" }),
    );
    expect(fitOperation(rows, 0, variants)?.followsVariant).toBe(false);
  });
});
