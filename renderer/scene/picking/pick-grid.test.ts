import fc from "fast-check";
import { expect, test } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { generatedPlant } from "../../gallery/generated-plant.ts";
import { buildPlacements } from "../placements.ts";
import { hitBox, PickGrid, type Ray } from "./pick-grid.ts";

const placements = buildPlacements(resolvePlant(generatedPlant({ stations: 200, seed: 5 })));
const grid = new PickGrid(placements);

/** The nearest box by asking every one of them. */
function bruteForce(ray: Ray): number {
  let best = -1;
  let bestM = Infinity;
  for (const row of placements.drawn) {
    const distanceM =
      hitBox(placements.data, row, ray, 0) + (placements.model[row] === "container" ? 1e6 : 0);
    if (distanceM < bestM) {
      bestM = distanceM;
      best = row;
    }
  }
  return bestM === Infinity ? -1 : best;
}

test("the grid finds what asking every machine finds", () => {
  const { bounds } = placements;
  const coordinate = (low: number, high: number): fc.Arbitrary<number> =>
    fc.double({ min: low, max: high, noNaN: true });
  fc.assert(
    fc.property(
      coordinate(bounds.minX - 40, bounds.maxX + 40),
      coordinate(bounds.minY - 40, bounds.maxY + 40),
      coordinate(1, 60),
      coordinate(bounds.minX, bounds.maxX),
      coordinate(bounds.minY, bounds.maxY),
      (x, y, z, tx, ty) => {
        const length = Math.hypot(tx - x, ty - y, 0.5 - z);
        const ray: Ray = {
          origin: [x, y, z],
          direction: [(tx - x) / length, (ty - y) / length, (0.5 - z) / length],
        };
        expect(grid.pick(ray, 0)).toBe(bruteForce(ray));
      },
    ),
    { numRuns: 400 },
  );
});

test("a ray into the sky meets nothing", () => {
  expect(grid.pick({ origin: [0, 0, 10], direction: [0, 0, 1] }, 0)).toBe(-1);
});

test("a small machine far away is met within six pixels of its box", () => {
  const row = placements.drawn[0] ?? 0;
  const at = row * 8;
  const [x = 0, y = 0, , , length = 0, width = 0] = placements.data.subarray(at, at + 6);
  const besideM = Math.max(length, width) / 2 + 0.6;
  const ray: Ray = { origin: [x - besideM, y - besideM, 900], direction: [0, 0, -1] };
  expect([grid.pick(ray, 0), grid.pick(ray, 0.01)]).toEqual([-1, row]);
});
