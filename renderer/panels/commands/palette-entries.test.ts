import { beforeEach, expect, test } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import type { Command } from "./command.ts";
import { findEntries, paletteEntries, recentEntries, rememberEntry } from "./palette-entries.ts";

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [
      { id: "S", name: "Site", level: "site" },
      { id: "L", name: "Pack line", level: "line", parent: "S" },
      { id: "B10", name: "Laser weld", level: "cell", parent: "L" },
      { id: "B10a", name: "Laser weld a", level: "station", kind: "laserCell", parent: "B10" },
    ],
  }),
);
const command = (id: string, title: string, more: Partial<Command> = {}): Command => ({
  id,
  group: "time",
  title,
  keys: [],
  run: () => undefined,
  ...more,
});
const entries = paletteEntries(
  [
    command("time.live", "Back to live"),
    command("camera.home", "View of the whole plant", { group: "camera" }),
    command("hidden", "Close this page", { unlisted: true }),
    command("impossible", "Back to school", { enabled: () => false }),
  ],
  plant,
);
const ids = (query: string, recent: string[] = []): string[] =>
  findEntries(entries, query, recent).map(({ id }) => id);

beforeEach(() => {
  const kept = new Map<string, string>();
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    value: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
    },
  });
});

test("an id that is typed whole stands first", () => {
  expect(ids("b10a")[0]).toBe("asset:B10a");
  expect(ids("b10")[0]).toBe("asset:B10");
});

test("assets are found by name too, commands by their words", () => {
  expect(ids("weld")).toEqual(["asset:B10", "asset:B10a"]);
  expect(ids("back live")).toEqual(["command:time.live"]);
});

test("what cannot be done now, or is for keys alone, is not offered", () => {
  expect(ids("back")).toEqual(["command:time.live"]);
  expect(ids("close")).toEqual([]);
});

test("without a query every command is there, the recently used things first", () => {
  expect(ids("", ["asset:B10a", "gone"])).toEqual(["asset:B10a", "command:camera.home", "command:time.live"]);
});

test("among equals the recently used wins", () => {
  expect(ids("laser", ["asset:B10a"])[0]).toBe("asset:B10a");
});

test("an asset says where it belongs", () => {
  const found = entries.find(({ id }) => id === "asset:B10a");
  expect(found?.kind === "asset" ? found.place : "").toBe("Pack line › Laser weld");
});

test("the last eight are remembered, each once, newest first", () => {
  for (const id of ["a", "b", "c", "d", "e", "f", "g", "h", "i", "c"]) rememberEntry(id);
  expect(recentEntries()).toEqual(["c", "i", "h", "g", "f", "e", "d", "b"]);
});

test("what somebody else wrote there is not believed", () => {
  localStorage.setItem("gemba.recent", '["a",7,{"x":1}]');
  expect(recentEntries()).toEqual(["a"]);
  localStorage.setItem("gemba.recent", '{"length":3}');
  expect(recentEntries()).toEqual([]);
});
