import { expect, test } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { buildPlacements } from "../placements.ts";
import { assetSphere } from "./asset-sphere.ts";

const size = { length: 2, width: 2, height: 2 };
const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [
      { id: "L", name: "Line", level: "line" },
      { id: "C", name: "Cell", level: "cell", parent: "L" },
      { id: "M1", name: "One", level: "station", kind: "press", parent: "C", pose: { x: 10, y: 0 }, size },
      { id: "M2", name: "Two", level: "station", kind: "press", parent: "C", pose: { x: 30, y: 8 }, size },
      { id: "E", name: "Empty", level: "line" },
    ],
  }),
);
const placements = buildPlacements(plant);
const sphere = (id: string): ReturnType<typeof assetSphere> =>
  assetSphere(plant, placements, plant.assetRowById.get(id) ?? -1);

test("a machine's ball is around itself", () => {
  expect(sphere("M1")?.centre).toEqual([10, 0, 1]);
  expect(sphere("M1")?.radiusM).toBeCloseTo(Math.sqrt(3));
});

test("what floats above a machine is in its ball", () => {
  const ball = assetSphere(plant, placements, plant.assetRowById.get("M1") ?? -1, 4);
  expect(ball?.centre).toEqual([10, 0, 3]);
  expect(ball?.radiusM).toBeCloseTo(Math.hypot(Math.sqrt(2), 3));
});

test("a group's ball holds everything in it, at any depth", () => {
  expect(sphere("L")).toEqual(sphere("C"));
  expect(sphere("L")?.centre).toEqual([20, 4, 1]);
  expect(sphere("L")?.radiusM).toBeGreaterThan(Math.hypot(11, 5));
});

test("where nothing stands there is no ball", () => {
  expect(sphere("E")).toBeUndefined();
});
