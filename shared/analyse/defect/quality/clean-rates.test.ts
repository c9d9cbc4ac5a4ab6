// What clean shifts teach, and how sure a rate is after few of them.
import { describe, expect, test } from "vitest";
import { defectClass } from "./classes.ts";
import { cleanRatesOf, modelOf, usualRates } from "./clean-rates.ts";
import { LineTeller, startMs, testLine, testRates } from "./test-line.ts";

const told = { trainedOn: "2 shifts", isSimulated: true };

test("parts are counted once for each characteristic, both sides from all parts, and hours add up", () => {
  const shift = (bad: number): LineTeller => {
    const teller = new LineTeller(testLine());
    for (let part = 0; part < 10; part += 1)
      teller.result(`M${part}`, "T1", "width", part < bad ? 0.5 : 2, startMs + part * 400_000);
    // A second try is no other part.
    teller.result("M0", "T1", "width", 0.5, startMs + 3_600_000, { attempt: 2 });
    return teller;
  };
  const rates = cleanRatesOf(testLine(), [shift(1).facts, shift(3).facts], told);
  expect(rates).toEqual({
    ...told,
    fromMs: startMs,
    toMs: startMs + 3_600_000,
    hours: 2,
    classes: { "T1/width/high": { bad: 0, judged: 20 }, "T1/width/low": { bad: 4, judged: 20 } },
  });
});

describe("the rate to expect", () => {
  const usual = usualRates(testRates());
  test("is nearly the counted one after many parts", () => {
    const { rate, safeRate, judgedPerShift, wasBadBefore } = usual(defectClass("T1", "width", "low"));
    expect(rate).toBeCloseTo(50 / 20_000, 4);
    expect(safeRate).toBeGreaterThan(rate);
    expect(safeRate).toBeLessThan(1.25 * rate);
    expect([judgedPerShift, wasBadBefore]).toEqual([800, true]);
  });
  test("of the other side of a known characteristic is small, and judged as often", () => {
    const { rate, judgedPerShift, wasBadBefore } = usual(defectClass("T1", "width", "high"));
    expect(rate).toBeLessThan(1e-4);
    expect([judgedPerShift, wasBadBefore]).toEqual([800, false]);
  });
  test("of what clean history does not know is the pool's", () => {
    const { rate, judgedPerShift } = usual(defectClass("Wa", "power", "low"));
    expect(rate).toBeCloseTo(50 / 20_000, 4);
    expect(judgedPerShift).toBeUndefined();
  });
});

test("a model is known by its table, whatever the order of its rows", () => {
  const rates = testRates();
  const turned = { ...rates, classes: Object.fromEntries(Object.entries(rates.classes).reverse()) };
  const same = (text: string): string => text;
  expect(modelOf(turned, "1", same).sha256).toBe(modelOf(rates, "1", same).sha256);
  const other = { ...rates, classes: { ...rates.classes, "T1/width/low": { bad: 51, judged: 20_000 } } };
  expect(modelOf(other, "1", same).sha256).not.toBe(modelOf(rates, "1", same).sha256);
  expect(modelOf(rates, "1", same)).toMatchObject({ rows: 60_000, blocks: 25, falsePerShift: 0.5 });
});
