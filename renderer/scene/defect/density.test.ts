import fc from "fast-check";
import { expect, test } from "vitest";
import type { DefectSpot } from "#shared/model/defect-schema.ts";
import { fixtureSpots } from "../../gallery/fixture-defects.ts";
import { defectField, fieldSize, mainSpots } from "./density.ts";

const [nx, ny, nz] = fieldSize;
const size = [0.52, 0.4, 0.22] as const;
const spot = (x: number, y: number, z: number, product = "module"): DefectSpot => ({
  product,
  at: [x, y, z],
  serial: "M1",
});
/** The densest place, fractions of the part. */
function densest(values: Uint8Array): readonly [number, number, number] {
  const at = values.indexOf(255);
  return [
    ((at % nx) + 0.5) / nx,
    ((Math.floor(at / nx) % ny) + 0.5) / ny,
    (Math.floor(at / (nx * ny)) + 0.5) / nz,
  ];
}

test("one spot is densest where it is, within a cell, wherever it is", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (x, y, z) => {
      const [dx, dy, dz] = densest(defectField([spot(x, y, z)], size).values);
      expect(Math.abs(dx - x)).toBeLessThanOrEqual(0.51 / nx);
      expect(Math.abs(dy - y)).toBeLessThanOrEqual(0.51 / ny);
      expect(Math.abs(dz - z)).toBeLessThanOrEqual(0.51 / nz);
    }),
    { numRuns: 30 },
  );
});

test("many spots at one edge outweigh strays, and a stray is still there", () => {
  const { values, spots } = defectField(fixtureSpots(), size);
  expect(spots).toBe(20);
  const [x, y, z] = densest(values);
  expect([x > 0.78 && x < 0.95, y > 0.1 && y < 0.34, z > 0.8]).toEqual([true, true, true]);
  const both = defectField(
    [...Array.from({ length: 8 }, () => spot(0.9, 0.2, 0.9)), spot(0.1, 0.8, 0.9)],
    size,
  );
  const stray =
    both.values[Math.floor(0.9 * nz) * nx * ny + Math.floor(0.8 * ny) * nx + Math.floor(0.1 * nx)];
  expect(stray).toBeGreaterThan(255 / 8 - 6);
  expect(stray).toBeLessThan(255 / 8 + 2);
});

test("the kernel is as wide in metres in every direction", () => {
  const { values } = defectField([spot(0.5, 0.5, 0.5)], [1, 1, 1]);
  const at = (x: number, y: number): number => values[Math.floor(nz / 2) * nx * ny + y * nx + x] ?? 0;
  // A quarter cell apart at most: the grids along length and width are not alike.
  const along =
    Array.from({ length: nx }, (_, x) => at(x, ny / 2)).filter((value) => value > 127).length / nx;
  const across =
    Array.from({ length: ny }, (_, y) => at(nx / 2, y)).filter((value) => value > 127).length / ny;
  expect(Math.abs(along - across)).toBeLessThan(2 / ny);
});

test("without spots there is nothing, and the product that has most is the one shown", () => {
  expect(defectField([], size).values.every((value) => value === 0)).toBe(true);
  expect(mainSpots([])).toBeUndefined();
  const main = mainSpots([spot(0, 0, 0, "pack"), spot(0, 0, 0), spot(1, 1, 1)]);
  expect([main?.product, main?.spots.length]).toEqual(["module", 2]);
});
