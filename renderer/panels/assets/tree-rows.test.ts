// The tree shows what is unfolded or found, in order, and only what is in sight.
import { describe, expect, test } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { searchTexts, treeRows, visibleRange } from "./tree-rows.ts";

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [
      { id: "site", name: "Works", level: "site" },
      { id: "north", name: "North hall", level: "area", parent: "site" },
      { id: "M1", name: "Laser weld", level: "station", kind: "laserCell", parent: "north" },
      { id: "M2", name: "Press", level: "station", kind: "press", parent: "north" },
      { id: "south", name: "South hall", level: "area", parent: "site" },
      { id: "M3", name: "Laser mark", level: "station", kind: "laserCell", parent: "south" },
    ],
  }),
);
const texts = searchTexts(plant);
const shown = (query: string, collapsed: readonly string[] = [], keep?: (row: number) => boolean): string[] =>
  treeRows(plant, texts, {
    query,
    collapsed: new Set(collapsed),
    ...(keep === undefined ? {} : { keep }),
  }).map(({ row, depth }) => `${"-".repeat(depth)}${plant.assets[row]?.id ?? ""}`);

describe("tree rows", () => {
  test("an open tree lists everything in file order, indented by depth", () => {
    expect(shown("")).toEqual(["site", "-north", "--M1", "--M2", "-south", "--M3"]);
  });
  test("a folded area hides what is in it", () => {
    expect(shown("", ["north"])).toEqual(["site", "-north", "-south", "--M3"]);
  });
  test("a search shows matches and the way to them, even in folded areas", () => {
    expect(shown("laser", ["north"])).toEqual(["site", "-north", "--M1", "-south", "--M3"]);
  });
  test("all words must occur, in any case, in id, name or kind", () => {
    expect(shown("LASER m3")).toEqual(["site", "-south", "--M3"]);
    expect(shown("lasercell mark")).toEqual(["site", "-south", "--M3"]);
  });
  test("what is not found leaves nothing", () => {
    expect(shown("robot")).toEqual([]);
  });
  test("a condition and a search hold together", () => {
    expect(shown("laser", [], (row) => plant.assets[row]?.id === "M1")).toEqual(["site", "-north", "--M1"]);
  });
  test("ancestors of a match are not matches themselves", () => {
    const rows = treeRows(plant, texts, { query: "press", collapsed: new Set() });
    expect(rows.filter(({ matched }) => matched).map(({ row }) => plant.assets[row]?.id)).toEqual(["M2"]);
  });
});

test("10,000 assets are searched well within a keystroke", () => {
  const many = resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "big",
      name: "Big",
      timeZone: "UTC",
      assets: [
        { id: "line", name: "Line", level: "line" },
        ...Array.from({ length: 10_000 }, (_, index) => ({
          id: `S${index}`,
          name: `Station ${index}`,
          level: "station" as const,
          parent: "line",
        })),
      ],
    }),
  );
  const manyTexts = searchTexts(many);
  const found = treeRows(many, manyTexts, { query: "s99", collapsed: new Set() });
  // S99, S990..S999, S9900..S9999, and the line above them.
  expect(found).toHaveLength(1 + 10 + 100 + 1);
});

describe("rows in sight", () => {
  test("cover the window and a margin, inside the list", () => {
    expect(visibleRange(0, 100, 20, 1000, 2)).toEqual({ first: 0, end: 7 });
    expect(visibleRange(2000, 100, 20, 1000, 2)).toEqual({ first: 98, end: 107 });
    expect(visibleRange(19_900, 100, 20, 1000, 2)).toEqual({ first: 993, end: 1000 });
  });
  test("of a list shorter than the scroll are none beyond its end", () => {
    expect(visibleRange(5000, 100, 20, 3, 2)).toEqual({ first: 3, end: 3 });
  });
});
