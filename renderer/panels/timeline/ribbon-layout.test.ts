// The critical path lies on the lanes of its stations, and what is meant under the pointer is what is drawn there.
import { describe, expect, test } from "vitest";
import type { ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import { lanesTop, type LanesView } from "./lanes-layout.ts";
import { changeFrom, ribbonHit, ribbonPieces } from "./ribbon-layout.ts";

const view: LanesView = {
  fromMs: 0,
  toMs: 1000,
  width: 1100,
  height: 300,
  nameWidth: 100,
  axisHeight: 24,
  marksHeight: 20,
  ribbonHeight: 20,
  laneHeight: 20,
  scrollTop: 0,
  laneCount: 10,
};
const laneOf: Readonly<Record<string, readonly number[]>> = { A: [0], B: [2, 3], C: [7] };
const stretch = (fromMs: number, toMs: number, resource: string): ConstraintStretchInfo => ({
  fromMs,
  toMs,
  resource,
  provisional: false,
});
const stretches = [
  stretch(0, 200, "A"),
  stretch(200, 400, "B"),
  stretch(400, 600, "supply"),
  stretch(700, 1000, "C"),
];
const pieces = ribbonPieces(view, stretches, ({ resource }) => laneOf[resource] ?? []);
const middle = (lane: number): number => lanesTop(view) + lane * 20 + 10;

describe("the pieces", () => {
  test("lie on the middles of their lanes, a cell on all of its stations, a supply at the strip's edge", () => {
    expect(pieces.map(({ left, right, ys }) => [left, right, ...ys])).toEqual([
      [100, 300, middle(0)],
      [300, 500, middle(2), middle(3)],
      [500, 700, lanesTop(view)],
      [800, 1100, middle(7)],
    ]);
  });

  test("hop from lane to lane where one follows the other; after a gap there is no hop", () => {
    expect(pieces.map(({ upright }) => upright)).toEqual([
      undefined,
      { top: middle(0), bottom: middle(3) },
      { top: lanesTop(view), bottom: middle(3) },
      undefined,
    ]);
  });

  test("outside the window are left out, and one that began before it hops nowhere", () => {
    const later = ribbonPieces(
      { ...view, fromMs: 300, toMs: 650 },
      stretches,
      ({ resource }) => laneOf[resource] ?? [],
    );
    expect(later.map(({ stretch: { resource }, upright }) => [resource, upright !== undefined])).toEqual([
      ["B", false],
      ["supply", true],
    ]);
  });
});

describe("under the pointer", () => {
  const hit = (x: number, y: number): string => {
    const found = ribbonHit(view, pieces, x, y);
    return found === undefined
      ? "nothing"
      : `${found.piece.stretch.resource}${found.isChange ? " begins" : ""}`;
  };
  test("the strip names who limits the line then", () => {
    const y = lanesTop(view) - 10;
    expect([150, 350, 550, 750, 900].map((x) => hit(x, y))).toEqual(["A", "B", "supply", "nothing", "C"]);
  });
  test("a lane away from the line is only a lane", () => {
    expect([hit(150, middle(0)), hit(150, middle(0) + 8), hit(350, middle(3)), hit(350, middle(1))]).toEqual([
      "A",
      "nothing",
      "B",
      "nothing",
    ]);
  });
  test("an upright line is the change", () => {
    expect([hit(301, middle(1)), hit(499, middle(0)), hit(50, middle(0))]).toEqual([
      "B begins",
      "supply begins",
      "nothing",
    ]);
  });
});

test("steps go from change to change, of one resource alone where one is meant", () => {
  expect(changeFrom(stretches, 200, 1)?.resource).toBe("supply");
  expect(changeFrom(stretches, 200, -1)).toBeUndefined();
  expect(changeFrom(stretches, 1000, -1)?.resource).toBe("C");
  expect(changeFrom(stretches, 0, 1, ({ resource }) => resource === "C")?.fromMs).toBe(700);
  // What is settled and goes on provisionally is no change.
  expect(changeFrom([stretch(0, 10, "A"), { ...stretch(10, 20, "A"), provisional: true }], 0, 1)).toBe(
    undefined,
  );
});
