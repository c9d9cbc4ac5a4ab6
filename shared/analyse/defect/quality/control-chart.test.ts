// Control limits against printed examples, and how a station's parts are charted.
import { expect, test } from "vitest";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { chartsOf, individualsLimits, subgroupLimits } from "./control-chart.ts";
import { PartLedger } from "./part-ledger.ts";
import { LineTeller, startMs, testLine } from "./test-line.ts";

test("individuals: the flow rates of the NIST/SEMATECH e-Handbook, 6.3.2.2", () => {
  const { centre, sigma } = individualsLimits([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]);
  expect(centre).toBeCloseTo(50.81, 10);
  expect(centre + 3 * sigma).toBeCloseTo(55.8041, 4);
  expect(centre - 3 * sigma).toBeCloseTo(45.8159, 4);
});

test("means of five: Montgomery's wafers, grand mean 1.5056 and mean range 0.32521 (example 6.1)", () => {
  const group = (mean: number, range: number): number[] => [
    mean - range / 2,
    mean,
    mean,
    mean,
    mean + range / 2,
  ];
  const { centre, sigma } = subgroupLimits([group(1.5056, 0.32521), group(1.5056, 0.32521)]);
  // He rounds A2 to .577.
  expect(centre + 3 * sigma).toBeCloseTo(1.69325, 3);
  expect(centre - 3 * sigma).toBeCloseTo(1.31795, 3);
});

/** A ledger in which T1 measured widths, one every `everyMs`. */
function measured(
  plant: Plant,
  widths: readonly number[],
  everyMs: number,
  variantOf: (at: number) => string = () => "A",
): PartLedger {
  const ledger = new PartLedger(plant);
  const teller = new LineTeller(plant);
  widths.forEach((width, at) => {
    const serial = `P${at}`;
    const timeMs = startMs + (at + 1) * everyMs;
    teller.part("create", serial, "IN", timeMs - 1, { variant: variantOf(at) });
    teller.result(serial, "T1", "width", width, timeMs);
  });
  for (const fact of teller.sorted()) ledger.take(fact);
  return ledger;
}

/** Differs by 0.1 from part to part, so that every moving range is 0.1. */
const zigzag = (count: number, mean = 2): number[] =>
  Array.from({ length: count }, (_, at) => mean + (at % 2) / 10);
const day = { fromMs: startMs, toMs: startMs + 86_400_000 };

test("slow parts are charted one by one, by limits of the first fifty", () => {
  const widths = [...zigzag(60), 2.9, 2];
  const [chart, ...others] = chartsOf(testLine(), measured(testLine(), widths, 90_000), "T1", day);
  expect(others).toEqual([]);
  expect(chart).toMatchObject({
    chart: "individuals",
    subgroup: 1,
    n: 62,
    lsl: 1,
    usl: 3,
    basis: "first 50 parts",
  });
  expect(chart?.centre).toBeCloseTo(2.05, 12);
  expect(chart?.ucl).toBeCloseTo(2.05 + (3 * 0.1) / 1.128, 12);
  expect(chart?.breaks.filter(({ rule }) => rule === "beyond3s")).toEqual([
    { rule: "beyond3s", fromPoint: 60, toPoint: 60 },
  ]);
});

test("fast parts are charted in fives", () => {
  const [chart] = chartsOf(testLine(), measured(testLine(), zigzag(203), 20_000), "T1", day);
  expect(chart).toMatchObject({ chart: "xbar", subgroup: 5, n: 203, basis: "first 25 groups of 5 parts" });
  expect(chart?.points).toHaveLength(40);
  expect(chart?.points[0]).toEqual({
    timeMs: startMs + 100_000,
    value: expect.closeTo(2.04, 12) as number,
    serial: "P4",
    isBad: false,
  });
});

test("variants with different means are charted apart, others together", () => {
  const variantOf = (at: number): string => (at % 4 < 2 ? "A" : "B");
  const apart = zigzag(80).map((width, at) => width + (variantOf(at) === "B" ? 0.3 : 0));
  const charts = chartsOf(testLine(), measured(testLine(), apart, 90_000, variantOf), "T1", day);
  expect(charts.map(({ variant, n }) => [variant, n])).toEqual([
    ["A", 40],
    ["B", 40],
  ]);
  const together = chartsOf(testLine(), measured(testLine(), zigzag(80), 90_000, variantOf), "T1", day);
  expect(together.map(({ variant, n }) => [variant, n])).toEqual([[undefined, 80]]);
});

test("control limits of the plant go before those of the parts", () => {
  const { file } = testLine();
  const control = { kind: "control", low: 1.4, high: 2.6, basis: "capability study 2025" };
  const own = resolvePlant(
    plantSchema.parse({
      ...file,
      assets: file.assets.map((asset) =>
        asset.id !== "T1"
          ? asset
          : { ...asset, characteristics: [{ name: "width", unit: "mm", limits: [control] }] },
      ),
    }),
  );
  const [chart] = chartsOf(own, measured(own, zigzag(200), 20_000), "T1", day);
  expect(chart).toMatchObject({ chart: "individuals", centre: 2, basis: "capability study 2025" });
  expect(chart?.lcl).toBeCloseTo(1.4, 12);
});

test("what was measured outside of the window is not charted", () => {
  const ledger = measured(testLine(), zigzag(60), 90_000);
  const [chart] = chartsOf(testLine(), ledger, "T1", {
    fromMs: startMs + 90_000,
    toMs: startMs + 20 * 90_000,
  });
  expect(chart?.n).toBe(19);
});
