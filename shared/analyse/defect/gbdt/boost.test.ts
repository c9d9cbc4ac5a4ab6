// Boosted trees: what they find, what they do without values, and that chance comes from the seed alone.
import { describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { areaUnderRoc } from "../metrics.ts";
import { boost, boostPath } from "./boost.ts";
import { binned } from "./bins.ts";
import { marginsOf, meanOfTreeSets, type NumberTable, probabilityOf } from "./tree-set.ts";

/** Label 1 mostly where exactly one of the first two columns is high; the rest is noise. */
function exclusiveOr(rows: number, columns: number, seed = 1): { table: NumberTable; labels: Uint8Array } {
  const random = seededRandom(seed);
  const values = Array.from({ length: columns }, () =>
    Float64Array.from({ length: rows }, () => random.next()),
  );
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const isOdd = values[0]![row]! > 0.5 !== values[1]![row]! > 0.5;
    return random.next() < (isOdd ? 0.9 : 0.1) ? 1 : 0;
  });
  return { table: { rows, columns: values }, labels };
}

test("finds what only two columns together tell", () => {
  const { table, labels } = exclusiveOr(2000, 4);
  const fresh = exclusiveOr(1000, 4, 2);
  const margins = marginsOf(boost(table, labels, { mostTrees: 100 }), fresh.table);
  expect(areaUnderRoc(fresh.labels, margins)).toBeGreaterThan(0.85);
});

test("equal seeds give equal trees, another seed others", () => {
  const { table, labels } = exclusiveOr(300, 4);
  const trees = boost(table, labels, { mostTrees: 10, seed: 5 });
  expect(boost(table, labels, { mostTrees: 10, seed: 5 })).toEqual(trees);
  expect(boost(table, labels, { mostTrees: 10, seed: 6 })).not.toEqual(trees);
});

test("a missing value is a message of its own", () => {
  const random = seededRandom(3);
  const column = Float64Array.from({ length: 400 }, () => (random.next() < 0.3 ? NaN : random.next()));
  const labels = Uint8Array.from(column, (value) => (Number.isNaN(value) ? 1 : 0));
  const margins = marginsOf(boost({ rows: 400, columns: [column] }, labels), {
    rows: 400,
    columns: [column],
  });
  expect(areaUnderRoc(labels, margins)).toBe(1);
});

test("one class only: no tree, and a rate that is not certain", () => {
  const { table } = exclusiveOr(100, 2);
  const trees = boost(table, new Uint8Array(100));
  expect([trees.roots.length, probabilityOf(trees.baseMargin)]).toEqual([0, expect.closeTo(0.5 / 101, 6)]);
});

test("a positive weight raises the margins of all", () => {
  const { table, labels } = exclusiveOr(500, 3);
  const mean = (margins: Float64Array): number => margins.reduce((sum, one) => sum + one, 0) / 500;
  const plain = mean(marginsOf(boost(table, labels, { mostTrees: 20 }), table));
  const weighted = mean(marginsOf(boost(table, labels, { mostTrees: 20, positiveWeight: 5 }), table));
  expect(weighted - plain).toBeGreaterThan(1);
});

describe("ends early", () => {
  test.each(["time", "stratified"] as const)("by rows held back: %s", (by) => {
    const random = seededRandom(8);
    const table = { rows: 300, columns: [Float64Array.from({ length: 300 }, () => random.next())] };
    // Noise: nothing can be learnt, so the best model is a short one.
    const labels = Uint8Array.from({ length: 300 }, () => (random.next() < 0.5 ? 1 : 0));
    const trees = boost(table, labels, { stop: { by, share: 0.3, patience: 20 } });
    expect(trees.roots.length).toBeLessThan(60);
  });
});

test("the mean of models says the mean of what they say", () => {
  const { table, labels } = exclusiveOr(200, 3);
  const [one, two] = [
    boost(table, labels, { seed: 1, mostTrees: 9 }),
    boost(table, labels, { seed: 2, mostTrees: 7 }),
  ];
  const mean = marginsOf(meanOfTreeSets([one, two]), table);
  const [first, second] = [marginsOf(one, table), marginsOf(two, table)];
  mean.forEach((margin, row) => expect(margin).toBeCloseTo((first[row]! + second[row]!) / 2, 12));
});

test("a path cut short is the model that ended there", () => {
  const { table, labels } = exclusiveOr(200, 3);
  const all = Int32Array.from(labels.keys());
  const path = boostPath(table, labels, all, new Int32Array(0), { mostTrees: 30 });
  expect(path.upTo(12)).toEqual(boost(table, labels, { mostTrees: 12 }));
});

test("bins hold equal counts, and every distinct value where there are few", () => {
  const column = Float64Array.from({ length: 1000 }, (_, row) => row);
  const { bins, edges } = binned({ rows: 1000, columns: [column, column.map((row) => row % 3)] }, 10);
  const counts = new Array<number>(11).fill(0);
  for (const bin of bins[0]!) counts[bin]! += 1;
  expect([counts, [...edges[1]!]]).toEqual([
    [0, ...new Array<number>(10).fill(100)],
    [0.5, 1.5],
  ]);
});
