// The second opinion: shrunken differences against what they are defined to be, and when it is worth something beside trees.
import { describe, expect, it, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { stratifiedFolds } from "../folds.ts";
import { areaUnderRoc } from "../metrics.ts";
import { Centroids, fitCentroids } from "./centroids.ts";
import { stackWeights } from "./stack.ts";
import { marginsOf, type NumberTable, sumOfTreeSets } from "./tree-set.ts";
import { contributionsOf, expectedMargin } from "./tree-shap.ts";

/** Wide rows of which a few columns differ a little where the label is 1, which is rare. */
function wide(rows: number, seed: number, { telling = 4, columns = 60 } = {}) {
  const random = seededRandom(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const labels = Uint8Array.from({ length: rows }, () => (random.next() < 0.1 ? 1 : 0));
  const table: NumberTable = {
    rows,
    columns: Array.from({ length: columns }, (_, column) =>
      Float64Array.from(labels, (label) => normal() + (column < telling ? 0.8 * label : 0)),
    ),
  };
  return { table, labels, all: Int32Array.from(labels.keys()) };
}

describe("centroids", () => {
  it("are the difference of mean ranks less what it is shrunk by, times a row's rank", () => {
    // Values 1 to 16, each a step of its own; the four largest are bad.
    const column = Float64Array.from({ length: 16 }, (_, row) => row + 1);
    const labels = Uint8Array.from(column, (value) => (value > 12 ? 1 : 0));
    const rank = (row: number): number => Math.sqrt(12) * ((row + 0.5) / 16 - 0.5);
    const rows = Int32Array.from(labels.keys());
    const bad = (rank(12) + rank(13) + rank(14) + rank(15)) / 4;
    const good = (-4 * bad) / 12;
    const variance = rows.reduce((sum, row) => sum + rank(row) ** 2, 0) / 16;
    const left = bad - good - 1.5 * Math.sqrt(variance * (1 / 4 + 1 / 12));
    const table = { rows: 16, columns: [column] };
    const margins = marginsOf(new Centroids(table, labels, rows).shrunkBy(1.5), table);
    margins.forEach((margin, row) => expect(margin - Math.log(4.5 / 12.5)).toBeCloseTo(left * rank(row), 9));
    expect(new Centroids(table, labels, rows).shrunkBy(99).roots).toHaveLength(0);
  });
  it("shrink away what tells nothing, and still order rows not seen", () => {
    const { table, labels, all } = wide(1000, 1);
    const model = fitCentroids(table, labels, stratifiedFolds(labels, 5, 1));
    const used = new Set([...(model?.trees.feature ?? [])].filter((feature) => feature >= 0));
    for (const column of [0, 1, 2, 3]) expect(used).toContain(column);
    expect(used.size).toBeLessThan(15);
    const fresh = wide(2000, 2);
    const unshrunk = marginsOf(new Centroids(table, labels, all).shrunkBy(0), fresh.table);
    const area = areaUnderRoc(fresh.labels, marginsOf(model!.trees, fresh.table));
    expect(area).toBeGreaterThan(0.8);
    expect(area).toBeGreaterThan(areaUnderRoc(fresh.labels, unshrunk));
  });
  it("say nothing of a value that is missing, and are explained as trees are", () => {
    const { table, labels, all } = wide(400, 3);
    const trees = new Centroids(table, labels, all).shrunkBy(1);
    const torn = { rows: 1, columns: table.columns.map(() => Float64Array.of(NaN)) };
    expect(Math.abs((marginsOf(trees, torn)[0] ?? NaN) - trees.baseMargin)).toBeLessThan(0.6);
    const told = contributionsOf(trees, table, 7).reduce((sum, one) => sum + one, 0);
    expect(expectedMargin(trees) + told).toBeCloseTo(marginsOf(trees, table)[7] ?? NaN, 6);
  });
});

describe("weights of two opinions", () => {
  const random = seededRandom(9);
  const labels = Uint8Array.from({ length: 600 }, () => (random.next() < 0.2 ? 1 : 0));
  const knowing = Float64Array.from(labels, (label) => 2 * label + 2 * random.next());
  const guessing = Float64Array.from(labels, () => random.next());
  const wrong = Float64Array.from(labels, (label) => random.next() - label);
  it("go to the one that knows", () => {
    const [first, second] = stackWeights(knowing, guessing, labels);
    expect(first).toBeGreaterThan(5 * Math.abs(second));
  });
  it("are never below nought", () => {
    const [first, second] = stackWeights(wrong, knowing, labels);
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(0);
  });
});

test("a sum of models says the weighted sum of what they say", () => {
  const { table, labels, all } = wide(100, 5, { columns: 5 });
  const one = new Centroids(table, labels, all).shrunkBy(0);
  const two = new Centroids(table, labels, all.subarray(0, 50)).shrunkBy(0);
  const both = marginsOf(
    sumOfTreeSets([
      { set: one, weight: 2 },
      { set: two, weight: 0.5 },
    ]),
    table,
  );
  const [a, b] = [marginsOf(one, table), marginsOf(two, table)];
  both.forEach((margin, row) => expect(margin).toBeCloseTo(2 * (a[row] ?? NaN) + 0.5 * (b[row] ?? NaN), 9));
});
