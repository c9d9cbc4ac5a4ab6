// Where points and limits of a control chart lie.
import { expect, test } from "vitest";
import type { ControlChart } from "#shared/model/defect-schema.ts";
import { chartLayout, dotsPath, linePath, pointAt } from "./control-chart.ts";

const chart = (values: readonly number[], more: Partial<ControlChart> = {}): ControlChart => ({
  assetId: "B50",
  characteristic: "jointResistance",
  unit: "uOhm",
  chart: "individuals",
  subgroup: 1,
  points: values.map((value, index) => ({ timeMs: index, value, serial: `M${index}`, isBad: false })),
  centre: 10,
  lcl: 7,
  ucl: 13,
  basis: "clean shifts",
  breaks: [],
  n: values.length,
  ...more,
});

test("points and limits share one scale with room at both ends, the higher the nearer the top", () => {
  const { y, lines } = chartLayout(chart([7, 10, 14]));
  const places = Object.fromEntries(lines.map((line) => [line.name, line.y]));
  expect(y[0]).toBe(places["lcl"]);
  expect(y[1]).toBe(places["centre"]);
  expect(y[2]).toBeLessThan(places["ucl"] ?? 0);
  expect(Math.min(...y)).toBeGreaterThan(0);
  expect(Math.max(...y)).toBeLessThan(1);
});

test("a specification limit near by is drawn, one so far away that it would squeeze the points is only told", () => {
  const { lines, beyond } = chartLayout(chart([9, 11], { usl: 15, lsl: -200 }));
  expect(lines.map(({ name }) => name)).toEqual(["centre", "lcl", "ucl", "usl"]);
  expect(beyond).toEqual([{ name: "lsl", value: -200 }]);
});

test("points of several broken rules are marked once", () => {
  const { broken } = chartLayout(
    chart([9, 11, 9, 11, 9], {
      breaks: [
        { rule: "sixTrend", fromPoint: 1, toPoint: 3 },
        { rule: "beyond3s", fromPoint: 3, toPoint: 3 },
        { rule: "nineOneSide", fromPoint: 4, toPoint: 9 },
      ],
    }),
  );
  expect(broken).toEqual([1, 2, 3, 4]);
});

test("a place in the picture means the point that is drawn there", () => {
  const { x } = chartLayout(chart([9, 11, 9, 11]));
  expect(x.map((each) => pointAt(4, each))).toEqual([0, 1, 2, 3]);
  expect([pointAt(4, -0.2), pointAt(4, 1.3), pointAt(0, 0.5)]).toEqual([0, 3, undefined]);
});

test("values that are all equal lie in the middle instead of nowhere", () => {
  const { y } = chartLayout(chart([10, 10], { lcl: 10, ucl: 10 }));
  for (const each of y) expect(each).toBeCloseTo(0.5, 9);
});

test("a line goes from point to point, dots are lines of no length", () => {
  const places = { x: [0.25, 0.75], y: [0.5, 0.1] };
  expect(linePath(places, 1000)).toBe("M250.0 500.0L750.0 100.0");
  expect(dotsPath(places, [1], 1000)).toBe("M750.0 100.0h0");
});
