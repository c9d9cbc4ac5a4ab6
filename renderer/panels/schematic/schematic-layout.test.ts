// The flat chart of the demo plant: everything once, nothing on top of another, in the order of the flow.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { isStation, isStore } from "#shared/model/asset-roles.ts";
import { layoutSchematic } from "./schematic-layout.ts";

const demo = resolvePlant(
  plantSchema.parse(
    JSON.parse(readFileSync(new URL("../../../assets/plants/demo/plant.json", import.meta.url), "utf8")),
  ),
);

describe.each([0.6, 1.6, 2.4, 4])("the demo plant in a window of %s : 1", (aspect) => {
  const layout = layoutSchematic(demo, aspect);
  test("has every station and store exactly once", () => {
    const expected = demo.assets.filter((asset) => isStation(asset) || isStore(asset)).map(({ row }) => row);
    expect(layout.blocks.map(({ row }) => row).sort((a, b) => a - b)).toEqual(expected);
  });
  test("has no block on another and none outside", () => {
    layout.blocks.forEach((a, index) => {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= layout.width && a.y + a.height <= layout.height).toBe(
        true,
      );
      for (const b of layout.blocks.slice(index + 1)) {
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${demo.assets[a.row]?.id} on ${demo.assets[b.row]?.id}`).toBe(true);
      }
    });
  });
  test("has a wire for every link", () => {
    expect(layout.wires).toHaveLength(demo.links.length);
  });
});

test("the flow reads like text: each station right of or below the one before it", () => {
  const layout = layoutSchematic(demo, 1.6);
  const order = [
    "A10",
    "A20",
    "A30",
    "A40",
    "A50",
    "B10a",
    "B20",
    "B40",
    "B50",
    "C10",
    "C20",
    "D10",
    "D20",
    "D30",
    "D50",
    "D90",
  ];
  const places = order.map((id) => layout.blockOfRow.get(demo.assetRowById.get(id) ?? -1));
  places.slice(1).forEach((place, index) => {
    const before = places[index];
    if (place === undefined || before === undefined) throw new Error(`no block for ${order[index + 1]}`);
    expect(
      place.rowTop > before.rowTop || (place.rowTop === before.rowTop && place.x > before.x),
      order[index + 1],
    ).toBe(true);
  });
});

test("machines without links stand side by side", () => {
  const plant = resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "p",
      name: "P",
      timeZone: "UTC",
      assets: ["M1", "M2", "M3"].map((id) => ({ id, name: id, level: "station" })),
    }),
  );
  const layout = layoutSchematic(plant, 3);
  expect(new Set(layout.blocks.map(({ x }) => x)).size * new Set(layout.blocks.map(({ y }) => y)).size).toBe(
    3,
  );
});

test("a loop of flow links does not hang the layout", () => {
  const plant = resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "p",
      name: "P",
      timeZone: "UTC",
      assets: ["M1", "M2"].map((id) => ({ id, name: id, level: "station" })),
      links: [
        { from: "M1", to: "M2" },
        { from: "M2", to: "M1" },
      ],
    }),
  );
  expect(layoutSchematic(plant, 2).blocks).toHaveLength(2);
});

test("a line of 3,000 stations is laid out", () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `S${index}`);
  const plant = resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "p",
      name: "P",
      timeZone: "UTC",
      assets: ids.map((id) => ({ id, name: id, level: "station" })),
      links: ids.slice(1).map((to, index) => ({ from: ids[index] ?? "", to })),
    }),
  );
  expect(layoutSchematic(plant, 1.6).blocks).toHaveLength(3000);
});
