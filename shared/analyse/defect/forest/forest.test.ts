import { expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { defaultForestOptions, Forest, Shingle } from "./forest.ts";

/** Points on a ring: each coordinate alone, and both together as straight lines see them, tell nothing of its middle. */
function ring(count: number, seed: number): number[][] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const angle = 2 * Math.PI * random.next();
    const radius = 1 + 0.1 * (random.next() - 0.5);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
function forestOf(points: readonly number[][], seed = 1): Forest {
  const forest = new Forest(2, { ...defaultForestOptions, seed });
  for (const point of points) forest.learn(point);
  return forest;
}

test("what no straight line sees displaces more than what is as usual", () => {
  const forest = forestOf(ring(2000, 1));
  const usual = ring(300, 2)
    .map((point) => forest.displacement(point))
    .sort((a, b) => a - b);
  expect(forest.displacement([0, 0])).toBeGreaterThan(usual[296] ?? NaN);
});

test("contributions add up to the displacement and name the strange dimension", () => {
  const forest = forestOf(ring(600, 3));
  const [across = NaN, along = NaN] = forest.contributions([0, 5]);
  expect(across + along).toBeCloseTo(forest.displacement([0, 5]), 9);
  expect(along / (across + along)).toBeGreaterThan(0.8);
});

test("equal seeds make equal forests, others do not", () => {
  const value = (seed: number): number => forestOf(ring(400, 4), seed).displacement([0.2, 0.1]);
  expect(value(1)).toBe(value(1));
  expect(value(2)).not.toBe(value(1));
});

test("a sample of everything learnt is kept: old points are as likely in it as new ones", () => {
  const early = ring(3000, 5);
  const late = ring(3000, 6).map(([x = 0, y = 0]) => [x + 50, y]);
  const forest = forestOf([...early, ...late]);
  // As strange on either side: both clouds have about half of each tree.
  const ratio = forest.displacement([25 - 40, 0]) / forest.displacement([25 + 40, 0]);
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(1.25);
});

test("a shingle puts the rows before beside the newest, which are summed again for each column", () => {
  const shingle = new Shingle(3, 2);
  expect([...shingle.next(Float64Array.of(1, 2))]).toEqual([1, 2, 1, 2, 1, 2]);
  shingle.next(Float64Array.of(3, 4));
  expect([...shingle.next(Float64Array.of(5, 6))]).toEqual([5, 6, 3, 4, 1, 2]);
  expect([...shingle.byColumn(Float64Array.of(1, 2, 3, 4, 5, 6))]).toEqual([9, 12]);
});
