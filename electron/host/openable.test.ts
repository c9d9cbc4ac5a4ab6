// What a person may open, and what the rest is told.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openingOf } from "./openable.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-open-"));
  for (const file of [
    "mill/plant.json",
    "day/Devices.xml",
    "old/devices.xml",
    "empty/readme.txt",
    "shift.mcap",
  ]) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(["mill", "mill/plant.json"])("a plant: %s", async (path) => {
  expect(await openingOf(join(folder, path))).toMatchObject({ value: { plant: join(folder, "mill") } });
});

test.each([
  ["day", "day"],
  ["day/Devices.xml", "day"],
  ["old", "old"],
])("recorded adapter files: %s", async (path, dir) => {
  expect(await openingOf(join(folder, path))).toMatchObject({
    value: { source: `shdr:${join(folder, dir)}` },
  });
});

test("a recording", async () => {
  const path = join(folder, "shift.mcap");
  expect(await openingOf(path)).toMatchObject({ value: { source: `recording:${path}` } });
});

test.each(["empty", "empty/readme.txt"])(
  "%s is refused, and the refusal names what can be opened",
  async (path) => {
    const outcome = await openingOf(join(folder, path));
    expect([outcome.ok, outcome.problems[0]?.id]).toEqual([false, "not-openable"]);
    expect(outcome.problems[0]?.hint).toMatch(/plant\.json.*Devices\.xml/);
  },
);

test("what is not there is said to be not there", async () => {
  expect((await openingOf(join(folder, "gone"))).problems[0]?.id).toBe("not-found");
});
