// Calibration gives back the probabilities that labels were drawn with.
import { describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { calibrated, fitCalibration, fitSigmoid, fitSteps } from "./calibration.ts";
import { probabilityOf } from "./tree-set.ts";

/** Margins twice too sure, and moved. */
function drawn(rows: number): { margins: Float64Array; labels: Uint8Array } {
  const random = seededRandom(4);
  const margins = Float64Array.from({ length: rows }, () => 8 * random.next() - 4);
  const labels = Uint8Array.from(margins, (margin) =>
    random.next() < probabilityOf(margin / 2 - 1) ? 1 : 0,
  );
  return { margins, labels };
}

test("the sigmoid finds slope and intercept", () => {
  const { margins, labels } = drawn(20_000);
  expect(fitSigmoid(margins, labels)).toMatchObject({
    slope: expect.closeTo(0.5, 1) as number,
    intercept: expect.closeTo(-1, 1) as number,
  });
});

test("steps rise and lie near the truth", () => {
  const { margins, labels } = drawn(20_000);
  const steps = fitSteps(margins, labels);
  const told = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((margin) => calibrated(steps, margin));
  expect(told).toEqual([...told].sort((a, b) => a - b));
  for (const margin of [-2, 0, 2])
    expect(Math.abs(calibrated(steps, margin) - probabilityOf(margin / 2 - 1))).toBeLessThan(0.04);
});

test("pools neighbours that fall", () => {
  const steps = fitSteps(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 1, 0, 1));
  expect(steps).toEqual({ kind: "steps", margin: [1, 2.5, 4], p: [0.25, 0.5, 0.75] });
});

describe("few rows", () => {
  test("take the sigmoid, and are never certain", () => {
    const calibration = fitCalibration(Float64Array.of(-9, -8, 8, 9), Uint8Array.of(0, 0, 1, 1));
    expect(calibration.kind).toBe("sigmoid");
    expect(calibrated(calibration, 9)).toBeLessThan(0.95);
  });
  test("no order is turned round", () => {
    const calibration = fitCalibration(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 1, 0, 0));
    expect([1, 4].map((margin) => calibrated(calibration, margin))).toEqual([0.5, 0.5]);
  });
});
