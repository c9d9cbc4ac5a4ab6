import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { generatedPlant } from "../../gallery/generated-plant.ts";
import { buildPlacements } from "../placements.ts";
import { createUniforms } from "../uniforms.ts";
import { meets } from "./aisles.ts";
import { Hall } from "./hall-mesh.ts";
import { hallPlan } from "./hall-plan.ts";
import { beamsMost, structureOf } from "./structure.ts";

function demo(): Plant {
  const path = new URL("../../../assets/plants/demo/plant.json", import.meta.url);
  return resolvePlant(plantSchema.parse(JSON.parse(readFileSync(path, "utf8"))));
}

/** Machines over two kilometres by one. */
function vast(): Plant {
  const assets = Array.from({ length: 400 }, (_, index) => ({
    id: `M${index}`,
    name: `Machine ${index}`,
    level: "station",
    kind: "press",
    pose: { x: (index % 20) * 100, y: Math.floor(index / 20) * 50 },
    size: { length: 4, width: 3, height: 3 },
  }));
  return resolvePlant(plantSchema.parse({ schema: 1, id: "vast", name: "Vast", timeZone: "UTC", assets }));
}

describe.each([
  ["the demo plant", demo],
  ["three machines", () => resolvePlant(generatedPlant({ stations: 3, perLine: 3 }))],
  ["a plant of two square kilometres", vast],
] as const)("the building of %s", (_name, make) => {
  const plant = make();
  const placements = buildPlacements(plant);
  const plan = hallPlan(placements, plant);
  const beams = structureOf(plan);

  test("has at most three draws and 40,000 triangles", () => {
    const hall = new Hall(plan, createUniforms(), false);
    hall.setShown(true);
    expect(hall.group.children.length).toBeLessThanOrEqual(3);
    expect(hall.triangles).toBeLessThanOrEqual(40_000);
    expect(hall.triangles).toBeGreaterThan(500);
    hall.dispose();
  });

  test.runIf(plan.columns.length < 150)("has a plain form of at most 3,000 triangles", () => {
    const hall = new Hall(plan, createUniforms(), true);
    hall.setShown(true);
    expect(hall.triangles).toBeLessThanOrEqual(3000);
    hall.dispose();
  });

  test("is whole: nothing was left out for the budget", () => {
    expect(beams.length).toBeLessThan(beamsMost);
    expect(beams.some(({ paint }) => paint === "lampBody")).toBe(true);
    expect(beams.filter(({ paint }) => paint === "truss").length).toBeGreaterThan(plan.frames.length);
  });

  test("has no member in the room of a machine", () => {
    const inRoom = beams.filter(({ from, to, width }) => {
      const low = Math.min(from[2], to[2]);
      if (low >= placements.bounds.maxZ) return false;
      const half = width / 2;
      const rect = {
        x0: Math.min(from[0], to[0]) - half,
        x1: Math.max(from[0], to[0]) + half,
        y0: Math.min(from[1], to[1]) - half,
        y1: Math.max(from[1], to[1]) + half,
      };
      return plan.footprints.some((footprint) => meets(rect, footprint));
    });
    expect(inRoom).toEqual([]);
  });

  test("keeps everything that fades with the roof above the machines", () => {
    for (const { part, from, to } of beams) {
      if (part === "roof") expect(Math.min(from[2], to[2])).toBeGreaterThan(placements.bounds.maxZ + 1);
    }
  });
});
