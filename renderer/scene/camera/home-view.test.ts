import { readFileSync } from "node:fs";
import { PerspectiveCamera, Vector3 } from "three";
import { describe, expect, test } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { buildPlacements } from "../placements.ts";
import { fieldOfViewDeg, filledShare, homeView } from "./home-view.ts";

/** Machines in a row of `columns`, rows 8 m apart. */
function hall(columns: number, rows: number) {
  const assets = Array.from({ length: columns * rows }, (_, index) => ({
    id: `M${index}`,
    name: `Machine ${index}`,
    level: "station",
    kind: "press",
    pose: { x: (index % columns) * 6, y: Math.floor(index / columns) * 8 },
    size: { length: 3, width: 2, height: 2.5 },
  }));
  return resolvePlant(plantSchema.parse({ schema: 1, id: "hall", name: "Hall", timeZone: "UTC", assets }));
}

/** Where the outermost machine feet are in the picture, -1 to 1. */
function extentInPicture(columns: number, rows: number, aspect: number): { x: number; y: number } {
  const plant = hall(columns, rows);
  const view = homeView([], buildPlacements(plant), aspect);
  const camera = new PerspectiveCamera(fieldOfViewDeg, aspect, 0.1, 5000);
  camera.up.set(0, 0, 1);
  camera.position.set(...view.eye);
  camera.lookAt(...view.target);
  camera.updateMatrixWorld();
  const seen = plant.assets.map((asset) =>
    new Vector3(asset.pose?.x ?? 0, asset.pose?.y ?? 0, 0).project(camera),
  );
  return {
    x: Math.max(...seen.map((at) => Math.abs(at.x))),
    y: Math.max(...seen.map((at) => Math.abs(at.y))),
  };
}

describe.each([
  ["one machine", 1, 1],
  ["a line", 14, 1],
  ["a hall", 14, 6],
  ["a deep hall", 4, 20],
] as const)("the start view of %s", (_name, columns, rows) => {
  test.each([1.2, 16 / 9, 2.4])("shows every machine and fills a picture of aspect %f", (aspect) => {
    const { x, y } = extentInPicture(columns, rows, aspect);
    expect(Math.max(x, y)).toBeLessThan(1);
    if (columns * rows > 1) expect(Math.max(x, y)).toBeGreaterThan(0.7);
  });
});

test.each([1.6, 1.75, 1.89, 2.1, 2.5])(
  "the demo line leaves little empty in a picture of aspect %f",
  (aspect) => {
    const file: unknown = JSON.parse(readFileSync("assets/plants/demo/plant.json", "utf8"));
    const plant = resolvePlant(plantSchema.parse(file));
    const placements = buildPlacements(plant);
    const view = homeView(plant.file.views, placements, aspect);
    expect(filledShare(view, placements, aspect)).toBeGreaterThan(0.35);
    // The open side of the container, which is what one knows it by, is to the west.
    const container = plant.assets[plant.assetRowById.get("C") ?? -1];
    expect(view.eye[0]).toBeLessThan(container?.pose?.x ?? 0);
    expect(view.eye[0]).toBeLessThan(view.target[0]);
  },
);
