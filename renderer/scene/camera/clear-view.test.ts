import { describe, expect, test } from "vitest";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import demoPlant from "../../../assets/plants/demo/plant.json?raw";
import { buildPlacements, floatsPerRow } from "../placements.ts";
import { assetSphere } from "./asset-sphere.ts";
import { clearView } from "./clear-view.ts";

const plant = resolvePlant(plantSchema.parse(JSON.parse(demoPlant)));
const placements = buildPlacements(plant);

function viewOf(id: string, eye: readonly [number, number, number], heading = true) {
  const row = plant.assetRowById.get(id) ?? -1;
  const sphere = assetSphere(plant, placements, row);
  if (sphere === undefined) throw new Error(`${id} has no place`);
  const headingRad = placements.data[row * floatsPerRow + 3] ?? 0;
  return {
    sphere,
    view: clearView({ placements, sphere, eye, awayM: 12, ...(heading ? { headingRad } : {}) }),
  };
}

describe("a framed machine", () => {
  test("is looked at from the distance asked for", () => {
    const { sphere, view } = viewOf("B10a", [45, -20, 30]);
    expect(Math.hypot(...view.eye.map((value, axis) => value - (sphere.centre[axis] ?? 0)))).toBeCloseTo(
      12,
      6,
    );
    expect(view.target).toEqual(sphere.centre);
  });

  test("with another machine before it is looked at past that machine", () => {
    // B10b stands south of B10a: from low in the south it hides it.
    const { sphere, view } = viewOf("B10a", [42.8, 0, 6]);
    const b10b = (plant.assetRowById.get("B10b") ?? -1) * floatsPerRow;
    const [x = 0, y = 0, , , length = 0, width = 0, height = 0] = placements.data.subarray(b10b, b10b + 7);
    const hidden = Array.from({ length: 200 }, (_, step) =>
      view.eye.map((value, axis) => value + ((sphere.centre[axis] ?? 0) - value) * (step / 200)),
    ).some(
      ([px = 0, py = 0, pz = 0]) =>
        Math.abs(px - x) < length / 2 && Math.abs(py - y) < width / 2 && pz < height,
    );
    expect(hidden).toBe(false);
  });

  test("with nothing before it keeps the present direction, seen from its front", () => {
    const { sphere, view } = viewOf("A10", [9, 0, 20]);
    expect(view.eye[0] - sphere.centre[0]).toBeCloseTo(0, 6);
    expect(view.eye[1]).toBeLessThan(sphere.centre[1]);
  });

  test("inside a container is not hidden by the container it stands in", () => {
    const { sphere, view } = viewOf("C10", [40, 30, 20]);
    expect(view.eye[0]).toBeLessThan(sphere.centre[0]);
  });
});
