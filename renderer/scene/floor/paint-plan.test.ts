import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { generatedPlant } from "../../gallery/generated-plant.ts";
import { meets, type Rect } from "../hall/aisles.ts";
import { hallPlan } from "../hall/hall-plan.ts";
import { buildPlacements } from "../placements.ts";
import { type Mark, paintPlan } from "./paint-plan.ts";

function demo(): Plant {
  const path = new URL("../../../assets/plants/demo/plant.json", import.meta.url);
  return resolvePlant(plantSchema.parse(JSON.parse(readFileSync(path, "utf8"))));
}

function planOf(plant: Plant) {
  const placements = buildPlacements(plant);
  const hall = hallPlan(placements, plant);
  return { hall, paint: paintPlan(placements, plant, hall) };
}

/** The rectangle of a mark that lies along an axis. */
function rectOf({ x, y, length, width, headingRad }: Mark): Rect {
  const turned = Math.abs(Math.sin(headingRad)) > 0.5;
  const [a, b] = turned ? [width / 2, length / 2] : [length / 2, width / 2];
  return { x0: x - a, x1: x + a, y0: y - b, y1: y + b };
}

describe("what is painted on the demo plant's floor", () => {
  const plant = demo();
  const { hall, paint } = planOf(plant);
  const marks = [...paint.under, ...paint.over];

  test("has the number of every station and its name", () => {
    const stations = plant.assets.filter(({ level }) => level === "station");
    const painted = new Set(paint.texts.map(({ large, small }) => `${large} ${small}`));
    const missing = stations.filter(({ id, name }) => !painted.has(`${id} ${name}`)).map(({ id }) => id);
    expect(missing).toEqual([]);
  });

  test("has the names of the areas", () => {
    const names = new Set(paint.texts.map(({ large }) => large));
    expect(names).toContain("Module stacking");
    expect(names).toContain("Module welding and test");
    expect(names).toContain("Pack assembly and test");
  });

  test("has numbers high enough to be read from the other end of a line", () => {
    for (const mark of marks.filter(({ kind }) => kind === "text"))
      expect(mark.width).toBeGreaterThanOrEqual(0.9);
  });

  test("has no arrow on a crossing and none under a machine", () => {
    for (const arrow of marks.filter(({ kind }) => kind === "arrow")) {
      const rect = rectOf(arrow);
      expect([...hall.crossings, ...hall.footprints].filter((other) => meets(rect, other))).toEqual([]);
    }
  });

  test("has stripes around robots, gantries and lasers, and none around benches", () => {
    expect(paint.over.filter(({ kind }) => kind === "stripes").length).toBeGreaterThanOrEqual(8);
    const bench = plant.assets.find(({ id }) => id === "B40");
    expect(
      paint.over.some(({ kind, x, y }) => kind === "stripes" && x === bench?.pose?.x && y === bench.pose.y),
    ).toBe(false);
  });
});

test("a plant of ten thousand stations has a bounded number of marks", () => {
  const { paint } = planOf(resolvePlant(generatedPlant({ stations: 10_000 })));
  expect(paint.under.length + paint.over.length).toBeLessThan(2000);
  expect(paint.texts.length).toBeLessThanOrEqual(160);
});

test("a plant without machines has a floor without their marks", () => {
  const assets = [{ id: "works", name: "Works", level: "site" }];
  const file = { schema: 1, id: "none", name: "None", timeZone: "UTC", assets };
  const { paint } = planOf(resolvePlant(plantSchema.parse(file)));
  expect(paint.texts).toEqual([]);
  expect(paint.over.filter(({ kind }) => kind === "stripes")).toEqual([]);
});
