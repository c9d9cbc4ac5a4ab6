import { readFileSync } from "node:fs";
import { PerspectiveCamera, Vector3 } from "three";
import { describe, expect, test } from "vitest";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { generatedPlant } from "../../gallery/generated-plant.ts";
import { hallPlan } from "../hall/hall-plan.ts";
import { buildPlacements } from "../placements.ts";
import { horizonShare, photographLensDeg, photographView } from "./photograph-view.ts";

function demo(): Plant {
  const path = new URL("../../../assets/plants/demo/plant.json", import.meta.url);
  return resolvePlant(plantSchema.parse(JSON.parse(readFileSync(path, "utf8"))));
}

const plants = [
  ["the demo plant", demo],
  ["three machines", () => resolvePlant(generatedPlant({ stations: 3, perLine: 3 }))],
  ["forty stations", () => resolvePlant(generatedPlant({ stations: 40 }))],
] as const;

describe.each(plants)("the photograph of %s", (_name, make) => {
  const plant = make();
  const placements = buildPlacements(plant);
  const hall = hallPlan(placements, plant);

  describe.each([1.3, 16 / 9, 2.3])("at aspect %f", (aspect) => {
    const view = photographView(placements, hall, aspect);
    const camera = new PerspectiveCamera(photographLensDeg, aspect, 0.1, 5000);
    camera.up.set(0, 0, 1);
    camera.position.set(...view.eye);
    camera.lookAt(...view.target);
    camera.updateMatrixWorld();
    const seen = Array.from(placements.drawn, (row) => {
      const { x = 0, y = 0 } = plant.assets[row]?.pose ?? {};
      return new Vector3(x, y, 1).project(camera);
    }).filter(({ x, y, z }) => Math.abs(x) < 1 && Math.abs(y) < 1 && z < 1);

    test("is taken inside the hall, six to nine metres up, below the roof", () => {
      const [x, y, z] = view.eye;
      expect(x).toBeGreaterThan(hall.room.x0);
      expect(x).toBeLessThan(hall.room.x1);
      expect(y).toBeGreaterThan(hall.room.y0);
      expect(y).toBeLessThan(hall.room.y1);
      expect(z).toBeGreaterThanOrEqual(6);
      expect(z).toBeLessThanOrEqual(Math.min(9, hall.eavesM - 0.5));
    });

    test("has its horizon in the upper third", () => {
      const [ex, ey, ez] = view.eye;
      const [tx, ty] = view.target;
      const level = new Vector3(ex + (tx - ex) * 1000, ey + (ty - ey) * 1000, ez).project(camera);
      expect((1 - level.y) / 2).toBeCloseTo(horizonShare, 2);
    });

    test("shows most of the machines, and both halves are used", () => {
      expect(seen.length / placements.drawn.length).toBeGreaterThan(0.5);
      const least = Math.max(1, Math.floor(seen.length * 0.15));
      expect(seen.filter(({ x }) => x < 0).length).toBeGreaterThanOrEqual(least);
      expect(seen.filter(({ x }) => x > 0).length).toBeGreaterThanOrEqual(least);
    });
  });
});
