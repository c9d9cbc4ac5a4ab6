import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defined } from "../base/assert.ts";
import { resolvePlant } from "../model/plant.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { buildPaths, type Path, pathKey, pointOnPath } from "./paths.ts";

const station = (id: string, x: number, y: number, headingDeg = 0) => ({
  id,
  name: id,
  level: "station",
  pose: { x, y, headingDeg },
  size: { length: 2, width: 1, height: 1 },
});
const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [
      { id: "L", name: "Line", level: "line" },
      station("A", 0, 0),
      station("B", 10, 0, 90),
      station("C", 20, 20),
      { id: "N", name: "Nowhere", level: "station" },
    ],
    links: [
      { from: "A", to: "B", transferS: 4, via: [[5, 3]] },
      { from: "B", to: "C", kind: "vehicle", transferS: 60 },
      { from: "C", to: "N" },
    ],
  }),
);
const table = buildPaths(plant);
const row = (id: string): number => defined(plant.assetRowById.get(id), id);
const path = (number: number | undefined): Path => defined(table.paths[number ?? -1], "path");
const key = (from: string, to: string): number => pathKey(plant, row(from), row(to));
const at = (one: Path, fraction: number): number[] => {
  const { x, y, z, headingRad } = pointOnPath(one, fraction, { x: 0, y: 0, z: 0, headingRad: 0 });
  return [x, y, z, headingRad].map((value) => Math.round(value * 1000) / 1000);
};

describe("places", () => {
  test("exist for assets that hold parts and stand somewhere", () => {
    expect(["L", "A", "N"].map((id) => (table.placeOf[row(id)] ?? -1) >= 0)).toEqual([false, true, false]);
  });
  test("run through the asset along its heading, on the transport plane", () => {
    expect(at(path(table.placeOf[row("A")]), 0)).toEqual([-1, 0, 0.85, 0]);
    expect(at(path(table.placeOf[row("B")]), 1)).toEqual([10, 1, 0.85, 1.571]);
  });
});

describe("ways", () => {
  test("run from exit to entry by the link's corners", () => {
    const way = path(table.wayOf.get(key("A", "B")));
    expect([...way.points].map((value) => Math.round(value * 100) / 100)).toEqual([
      1, 0, 0.85, 5, 3, 0.85, 10, -1, 0.85,
    ]);
    expect(way.lengthM).toBeCloseTo(5 + Math.hypot(5, 4), 5);
  });
  test("know how long they take", () => {
    expect(table.transferMsOf.get(key("A", "B"))).toBe(4000);
  });
  test("to an asset that stands nowhere do not exist", () => {
    expect(table.wayOf.has(key("C", "N"))).toBe(false);
  });
  test("of vehicles lead there and back on the floor, each with four seats beside it", () => {
    const there = defined(table.vehicleWayOf.get(key("B", "C")), "there");
    const back = defined(table.vehicleWayOf.get(key("C", "B")), "back");
    expect(table.paths.slice(there, there + 5).map(({ kind, seat }) => [kind, seat])).toEqual([
      ["vehicle", 0],
      ["seat", 0],
      ["seat", 1],
      ["seat", 2],
      ["seat", 3],
    ]);
    expect(at(path(there), 0).slice(0, 3)).toEqual(at(path(back), 1).slice(0, 3));
    expect(at(path(there), 0)[2]).toBe(0);
  });
});

test("a point goes as far along the corners as its fraction says, and never leaves the ends", () => {
  const way = path(table.wayOf.get(key("A", "B")));
  const corner = 5 / way.lengthM;
  expect([at(way, corner).slice(0, 2), at(way, -3), at(way, 7)]).toEqual([[5, 3], at(way, 0), at(way, 1)]);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b) => {
        const first = pointOnPath(way, a, { x: 0, y: 0, z: 0, headingRad: 0 });
        const second = pointOnPath(way, b, { x: 0, y: 0, z: 0, headingRad: 0 });
        // Points are never farther apart than the way between them is long.
        expect(Math.hypot(first.x - second.x, first.y - second.y)).toBeLessThanOrEqual(
          Math.abs(a - b) * way.lengthM + 1e-5,
        );
      },
    ),
    { seed: 3 },
  );
});

test("the same plant gives the same paths, so host and page number them alike", () => {
  expect(buildPaths(plant)).toEqual(table);
});
