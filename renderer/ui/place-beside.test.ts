import { expect, test } from "vitest";
import { placeBeside, type Placing } from "./place-beside.ts";

const window = { windowWidth: 1280, windowHeight: 720 };
const at = (left: number, top: number, options: Partial<Placing> = {}): { left: number; top: number } =>
  placeBeside({
    anchor: { left, top, right: left + 28, bottom: top + 28 },
    width: 200,
    height: 40,
    gap: 6,
    align: "centre",
    ...window,
    ...options,
  });

test("stands below the middle of its button", () => {
  expect(at(600, 100)).toEqual({ left: 514, top: 134 });
});

test("goes above where there is no room below", () => {
  expect(at(600, 690).top).toBe(690 - 6 - 40);
});

test.each([
  ["upper left", 0, 0],
  ["upper right", 1252, 0],
  ["lower left", 0, 692],
  ["lower right", 1252, 692],
])("is whole in the %s corner", (_corner, left, top) => {
  for (const align of ["start", "centre", "end"] as const) {
    const place = at(left, top, { align });
    expect(place.left).toBeGreaterThanOrEqual(4);
    expect(place.left + 200).toBeLessThanOrEqual(1276);
    expect(place.top).toBeGreaterThanOrEqual(4);
    expect(place.top + 40).toBeLessThanOrEqual(716);
  }
});

test("what is too high for both sides keeps its beginning in sight", () => {
  expect(at(600, 300, { height: 900 }).top).toBe(4);
});

test("stands beside the upper end of a bar at the edge of the window, never at its far end", () => {
  const bar = { top: 48, bottom: 490 };
  expect(at(0, 0, { anchor: { left: 0, right: 28, ...bar } })).toEqual({ left: 34, top: 48 });
  expect(at(0, 0, { anchor: { left: 1252, right: 1280, ...bar } })).toEqual({
    left: 1252 - 6 - 200,
    top: 48,
  });
});
