// The bars show the identity plan - losses + stock + pace - residual = actual: nothing is hidden, and nothing is counted twice.
import { describe, expect, test } from "vitest";
import type { WaterfallInfo } from "#shared/host-api/bottleneck-schema.ts";
import { seededRandom } from "#shared/base/random.ts";
import { clearReport } from "../../gallery/fixture-constraint.ts";
import { type LossChart, lossChart, niceStep, shareOnAxis } from "./loss-bars.ts";

const loss = (resource: string, units: number): WaterfallInfo["losses"][number] => ({
  resource,
  reason: "microstop",
  minutes: units * 1.6,
  units,
});
const waterfall = (more: Partial<WaterfallInfo> = {}): WaterfallInfo => ({
  planUnits: 100,
  actualUnits: 82,
  losses: [loss("A", 5), loss("B", 12), loss("C", 3)],
  stockUnits: 4,
  pace: [{ resource: "B", minutes: 10, units: 7, aheadUnits: 1 }],
  residualUnits: 3,
  ...more,
});
const seen = ({ bars }: LossChart): unknown[] =>
  bars.map(({ kind, resource, units, fromUnits, toUnits }) => [kind, resource, units, fromUnits, toUnits]);

describe("bars from plan to actual", () => {
  test("largest loss first, each where the one before it ended, the last where all that was ends", () => {
    expect(seen(lossChart(waterfall(), 12))).toEqual([
      ["plan", undefined, 100, 0, 100],
      ["loss", "B", -12, 100, 88],
      ["loss", "A", -5, 88, 83],
      ["loss", "C", -3, 83, 80],
      ["stock", undefined, 4, 80, 84],
      ["pace", "B", 1, 84, 85],
      ["residual", undefined, -3, 85, 82],
      ["actual", undefined, 82, 0, 82],
    ]);
  });

  test("the residual is there when it is nothing, and when it gives back", () => {
    const residual = (residualUnits: number): unknown =>
      lossChart(waterfall({ residualUnits }), 12).bars.find(({ kind }) => kind === "residual")?.units;
    expect([residual(0), residual(-2)]).toEqual([-0, 2]);
  });

  test("small losses are one bar with their sum; asked for whole, each is by itself", () => {
    const losses = [12, 5, 4, 3.5, 0.4, 0.3, 0.2].map((units, index) => loss(`S${index}`, units));
    const more = lossChart(waterfall({ losses }), 12).bars.find(({ kind }) => kind === "more");
    expect([more?.count, more?.units.toFixed(3)]).toEqual([3, "-0.900"]);
    expect(
      lossChart(waterfall({ losses }), Infinity).bars.filter(({ kind }) => kind === "loss"),
    ).toHaveLength(7);
  });

  test("whatever is summed up, the bars end at the actual", () => {
    const random = seededRandom(5);
    for (let round = 0; round < 200; round += 1) {
      const losses = Array.from({ length: Math.floor(random.next() * 30) }, (_, index) =>
        loss(`S${index}`, random.next() ** 3 * 20),
      );
      const lost = losses.reduce((sum, { units }) => sum + units, 0);
      const actualUnits = Math.floor(random.next() * 200);
      const given = waterfall({
        losses,
        actualUnits,
        residualUnits: 100 - lost + 4 + 1 - actualUnits,
      });
      const { bars } = lossChart(given, 1 + Math.floor(random.next() * 12));
      expect(bars.at(-2)?.toUnits).toBeCloseTo(actualUnits, 9);
    }
  });

  test("the fixture's own waterfall ends at what the board says", () => {
    const given = clearReport.waterfall;
    expect(given === undefined ? undefined : lossChart(given, 12).bars.at(-2)?.toUnits).toBeCloseTo(41, 9);
  });
});

describe("axis", () => {
  test("begins at nothing where losses are large, and above it, on a round number, where they could not be seen", () => {
    const axis = (more: Partial<WaterfallInfo>): unknown => {
      const { lowUnits, highUnits } = lossChart(waterfall(more), 12);
      return [lowUnits, highUnits];
    };
    expect([
      axis({ losses: [loss("A", 70)], actualUnits: 35, residualUnits: 0 }),
      axis({}),
      axis({ losses: [loss("A", 130)], actualUnits: -25, residualUnits: 0 }),
    ]).toEqual([
      [0, 100],
      [70, 100],
      [-30, 100],
    ]);
  });

  test("a level on it stays on it", () => {
    const chart = lossChart(waterfall(), 12);
    expect([0, 70, 85, 100, 120].map((units) => shareOnAxis(chart, units))).toEqual([0, 0, 0.5, 1, 1]);
  });

  test("round steps", () => {
    expect([1, 7, 20, 45, 300].map(niceStep)).toEqual([1, 2, 10, 20, 100]);
  });
});
