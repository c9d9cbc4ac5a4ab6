// What is seen on a part on each path of the demo plant is what the stations before it have added, and no more.
import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { defined } from "#shared/base/assert.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { buildPaths, pathKey } from "#shared/twin/paths.ts";
import { ModelBuilder } from "../../machines/model-builder.ts";
import { workDoneAt, type WorkingModel } from "../../machines/work-phases.ts";
import { partSizes } from "../part-looks.ts";
import { productModels } from "./battery.ts";
import { pieceAdder, productWork } from "./product.ts";

const demo = new URL("../../../../assets/plants/demo/plant.json", import.meta.url);
const plant = resolvePlant(plantSchema.parse(JSON.parse(readFileSync(demo, "utf8"))));
const table = buildPaths(plant);
const row = (id: string): number => defined(plant.assetRowById.get(id), id);
const way = (from: string, to: string): number =>
  defined(table.wayOf.get(pathKey(plant, row(from), row(to))), `${from} to ${to}`);
const placeOf = (id: string): number => table.placeOf[row(id)] ?? -1;

/** Groups of a product's mesh that each station makes, as bits, found in what its model builds. */
function groupsOf(product: "module" | "pack"): ReadonlyMap<WorkingModel, number> {
  const { steps, build } = productModels[product];
  const [length, width, height] = partSizes[product];
  const b = new ModelBuilder("near", { length, width, height });
  const group = vi.spyOn(b, "group");
  const bits = new Map<WorkingModel, number>();
  build(b, partSizes[product], (station, piece, make) => {
    pieceAdder(b, steps)(station, piece, make);
    bits.set(station, (bits.get(station) ?? 0) | (1 << (group.mock.lastCall?.[0] ?? 0)));
  });
  return bits;
}
const groups = { module: groupsOf("module"), pack: groupsOf("pack") };

/** The stations whose whole work is on every part of a path. */
function doneOn(product: "module" | "pack", path: number): readonly WorkingModel[] {
  const { steps } = productModels[product];
  const { masks } = productWork(plant, table, steps);
  return steps.filter((step) => {
    const bits = defined(groups[product].get(step), step);
    return ((masks[path] ?? 0) & bits) === bits;
  });
}

describe("a pack", () => {
  test("is a bare tray where it is being married, and has its modules behind that", () => {
    expect(doneOn("pack", placeOf("D10"))).toEqual([]);
    expect(doneOn("pack", way("D10", "D20-in"))).toEqual(["marriageCell"]);
  });
  test("comes to the cover's station open and leaves it closed", () => {
    expect(doneOn("pack", placeOf("D60"))).not.toContain("coverPlacer");
    expect(doneOn("pack", way("D60", "D65-in"))).toContain("coverPlacer");
  });
  test("has everything in the racks it is shipped in", () => {
    const seats = table.seatsOf[row("SHIP")] ?? 0;
    expect(seats).toBe(16);
    for (let seat = 0; seat < seats; seat += 1)
      expect(doneOn("pack", placeOf("SHIP") + seat)).toEqual(productModels.pack.steps);
  });
});

describe("a module", () => {
  test("has its seams on the bench of rework, where it comes by rework alone", () => {
    expect(doneOn("module", placeOf("B30"))).toContain("laserWeldCell");
    expect(doneOn("module", placeOf("B10-in"))).not.toContain("laserWeldCell");
  });
});

test("the work of a station is seen where it works, piece by piece, and nowhere else", () => {
  const { places } = productWork(plant, table, productModels.pack.steps);
  expect(places.map(({ row: at }) => plant.assets[at]?.id)).toEqual([
    "D10",
    "D20",
    "D30",
    "D50",
    "D60",
    "D65",
    "D90",
  ]);
  for (const { doneAt } of places) {
    expect([...doneAt].sort((a, b) => a - b)).toEqual([...doneAt]);
    expect(doneAt.every((phase) => phase > 0 && phase < 1)).toBe(true);
  }
});

test("every piece of every station is made by a product, in one of the 31 groups there are bits for", () => {
  for (const product of ["module", "pack"] as const) {
    for (const step of productModels[product].steps) {
      const bits = (groups[product].get(step) ?? 0).toString(2).replaceAll("0", "").length;
      expect(bits, step).toBe(workDoneAt[step].length);
    }
    const count = productModels[product].steps.reduce((sum, step) => sum + workDoneAt[step].length, 0);
    expect(count).toBeLessThanOrEqual(30);
  }
});

test("a product of a plant without such stations is finished", () => {
  const { masks, places } = productWork({ ...plant, assets: [] }, table, productModels.pack.steps);
  expect([places, masks[placeOf("D60")]]).toEqual([[], 0xffffffff]);
});
