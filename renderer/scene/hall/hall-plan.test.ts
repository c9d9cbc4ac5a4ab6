import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { generatedPlant } from "../../gallery/generated-plant.ts";
import { buildPlacements } from "../placements.ts";
import { meets, rectOfLeg } from "./aisles.ts";
import { columnM, hallPlan, waysOf } from "./hall-plan.ts";

function demo(): Plant {
  const path = new URL("../../../assets/plants/demo/plant.json", import.meta.url);
  return resolvePlant(plantSchema.parse(JSON.parse(readFileSync(path, "utf8"))));
}

/** Three machines in a row. */
function tiny(): Plant {
  return resolvePlant(generatedPlant({ stations: 3, perLine: 3 }));
}

/** A line of two kilometres, with nothing else. */
function long(): Plant {
  const assets = Array.from({ length: 250 }, (_, index) => ({
    id: `M${index}`,
    name: `Machine ${index}`,
    level: "station",
    kind: "press",
    pose: { x: index * 8, y: (index % 5) * 200 },
    size: { length: 4, width: 3, height: 3 },
  }));
  return resolvePlant(plantSchema.parse({ schema: 1, id: "long", name: "Long", timeZone: "UTC", assets }));
}

const plants = [
  ["the demo plant", demo],
  ["three machines", tiny],
  ["two kilometres", long],
  ["a thousand stations", () => resolvePlant(generatedPlant({ stations: 1000 }))],
] as const;

describe.each(plants)("the hall of %s", (_name, make) => {
  const plant = make();
  const placements = buildPlacements(plant);
  const plan = hallPlan(placements, plant);
  const { room } = plan;

  test("has every machine inside its walls", () => {
    for (const rect of plan.footprints) {
      expect(rect.x0).toBeGreaterThan(room.x0 + 1);
      expect(rect.y0).toBeGreaterThan(room.y0 + 1);
      expect(rect.x1).toBeLessThan(room.x1 - 1);
      expect(rect.y1).toBeLessThan(room.y1 - 1);
    }
  });

  test("has no column in a machine, a lane, a belt or an aisle", () => {
    const { belts, lanes } = waysOf(plant);
    const kept = [...plan.footprints, ...lanes.map(rectOfLeg), ...belts.map(rectOfLeg), ...plan.aisles];
    for (const { x, y } of plan.columns) {
      const half = columnM / 2;
      const foot = { x0: x - half, y0: y - half, x1: x + half, y1: y + half };
      expect(kept.filter((rect) => meets(foot, rect))).toEqual([]);
    }
  });

  test("stands on columns on both long walls", () => {
    const south = plan.columns.filter(({ y }) => y - room.y0 < 1).length;
    const north = plan.columns.filter(({ y }) => room.y1 - y < 1).length;
    expect(Math.min(south, north)).toBeGreaterThanOrEqual(plan.frames.length - 2);
  });

  test("has its lamps inside, above every machine and under the roof", () => {
    const { lamps } = plan;
    expect(lamps.countX * lamps.pitchX).toBeCloseTo(room.x1 - room.x0, 6);
    expect(lamps.countY * lamps.pitchY).toBeCloseTo(room.y1 - room.y0, 6);
    expect(lamps.lengthM).toBeLessThan(lamps.pitchX);
    expect(lamps.z).toBeGreaterThan(placements.bounds.maxZ + 2);
    expect(lamps.z).toBeLessThan(plan.roofM);
  });

  test("has aisles that no machine stands in", () => {
    for (const aisle of plan.aisles) expect(plan.footprints.filter((rect) => meets(rect, aisle))).toEqual([]);
  });

  test("has doors within the length of their walls", () => {
    for (const { wall, at, widthM } of plan.doors) {
      const [low, high] = wall === "west" || wall === "east" ? [room.y0, room.y1] : [room.x0, room.x1];
      expect(at - widthM / 2).toBeGreaterThan(low);
      expect(at + widthM / 2).toBeLessThan(high);
    }
  });

  test("is the same when planned again", () => {
    expect(hallPlan(buildPlacements(plant), plant)).toEqual(plan);
  });
});

describe("the hall of the demo plant", () => {
  const plant = demo();
  const plan = hallPlan(buildPlacements(plant), plant);

  test("is the works' own 90 by 45 metres, grown only where machines stand too near to a wall", () => {
    const { room } = plan;
    expect(room.x1 - room.x0).toBeGreaterThanOrEqual(90);
    expect(room.x1 - room.x0).toBeLessThan(94);
    expect(room.y1 - room.y0).toBeGreaterThanOrEqual(45);
    expect(room.y1 - room.y0).toBeLessThan(48);
    expect(plan.eavesM).toBe(9);
  });

  test("has bays of 6 to 12 metres and a row of inner columns", () => {
    const bayM = (plan.frames[1] ?? 0) - (plan.frames[0] ?? 0);
    expect(bayM).toBeGreaterThanOrEqual(6);
    expect(bayM).toBeLessThanOrEqual(12);
    expect(plan.columns.filter(({ free }) => free).length).toBeGreaterThan(6);
  });

  test("has ways for people along the lines, and crossings where they meet what moves", () => {
    expect(plan.aisles.length).toBeGreaterThanOrEqual(2);
    expect(plan.crossings.length).toBeGreaterThanOrEqual(1);
  });

  test("has a sectional door for cells, trays and packs each", () => {
    expect(plan.doors.filter(({ kind }) => kind === "dock").length).toBeGreaterThanOrEqual(3);
  });
});
