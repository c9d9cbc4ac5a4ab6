// Windows open where they can be seen.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { boundsOnScreens, readPlaces, type WindowPlace, writePlaces } from "./window-places.ts";

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 2560, height: 1400 };
const onRight = { x: 2500, y: 300, width: 1200, height: 800 };

test("a remembered place on a screen that is there is kept, also partly outside", () => {
  expect(boundsOnScreens(onRight, [main, right], 0)).toEqual(onRight);
  const halfOut = { x: 1700, y: 900, width: 1200, height: 800 };
  expect(boundsOnScreens(halfOut, [main], 0)).toEqual(halfOut);
});

test.each([
  ["its screen is gone", onRight],
  ["only its edge is left on a screen", { ...onRight, x: 1900 }],
  ["its title bar is above the screen", { ...onRight, x: 100, y: -200 }],
  ["its title bar is below the screen", { ...onRight, x: 100, y: 1030 }],
])("where %s a window opens in the middle of the main screen, as large as it was", (_name, bounds) => {
  expect(boundsOnScreens(bounds, [main], 0)).toEqual({ x: 360, y: 120, width: 1200, height: 800 });
});

test("a window that is larger than the screen left is made to fit it", () => {
  expect(boundsOnScreens({ ...right, width: 5000 }, [{ ...main, width: 1280, height: 700 }], 0)).toEqual({
    x: 0,
    y: 0,
    width: 1280,
    height: 700,
  });
});

test("new windows lie beside each other, and never leave the screen", () => {
  const places = [0, 1, 40].map((open) => boundsOnScreens(undefined, [main], open));
  expect(places.map(({ x, y }) => [x, y])).toEqual([
    [240, 70],
    [272, 102],
    [480, 140],
  ]);
});

test("places come back as they were; a damaged file is as none", () => {
  const folder = mkdtempSync(join(tmpdir(), "gemba-places-"));
  const file = join(folder, "deep/windows.json");
  const places: WindowPlace[] = [{ bounds: onRight, maximized: true, fullScreen: false }];
  writePlaces(file, places);
  expect(readPlaces(file)).toEqual(places);
  for (const text of ["{", "{}", '[{"bounds":{"x":"left"}}]']) {
    writeFileSync(file, text);
    expect(readPlaces(file)).toEqual([]);
  }
  rmSync(folder, { recursive: true });
});
