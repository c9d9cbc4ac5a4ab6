// Pictures are of stations with a camera alone, one for each attempt, the newest first; what differs is what is wrong.
import { expect, test } from "vitest";
import { demoPlant } from "../../../tests/support/demo-run.ts";
import { cameraViews, compareWithTemplate, type PartResult, pictureOf } from "./camera-views.ts";

const plant = demoPlant();
const result = (
  asset: string,
  characteristic: string,
  value: number,
  attempt: number,
  timeMs: number,
): PartResult => ({
  serial: "M1",
  asset,
  step: asset,
  characteristic,
  value,
  unit: "mm",
  verdict: "ok",
  attempt,
  timeMs,
});
const results = [
  result("B50", "voltage", 29.2, 2, 40_000),
  result("B20", "seamWidth", 1.22, 2, 30_000),
  result("B20", "seamArea", 26.8, 2, 30_000),
  result("B20", "seamWidth", 0.98, 1, 10_000),
  result("B20", "seamArea", 21.5, 1, 10_000),
];

test("stations with a camera have pictures, one an attempt, the newest first", () => {
  expect(
    cameraViews(plant, results).map(({ assetId, attempt, results: of }) => [assetId, attempt, of.length]),
  ).toEqual([
    ["B20", 2, 2],
    ["B20", 1, 2],
  ]);
  expect(cameraViews(plant, results.slice(0, 1))).toEqual([]);
});

test("the picture before rework differs from a good part far more than the one after it", () => {
  const [after, before] = cameraViews(plant, results).map((view) => compareWithTemplate(pictureOf(view)));
  expect(before!.areaMm2).toBeGreaterThan(5 * after!.areaMm2);
});
