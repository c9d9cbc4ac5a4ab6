// From a table to probabilities, and a model as text and back.
import { expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { featureName, featuresOf, featureValues } from "./features.ts";
import { blockFolds, stratifiedFolds, timeFold } from "./folds.ts";
import { modelOfText, savedText } from "./gbdt/saved-model-schema.ts";
import { contributionsOf, expectedMargin } from "./gbdt/tree-shap.ts";
import { learn, marginsFor, probabilitiesFor } from "./learner.ts";
import { columnOfText, type PartTable, uninformative } from "./part-table.ts";

/** Parts of which those with tool B and a high force mostly fail. */
function parts(rows: number): { table: PartTable; labels: Uint8Array; all: Int32Array } {
  const random = seededRandom(11);
  const tool = Array.from({ length: rows }, () => "ABC"[Math.floor(random.next() * 3)]!);
  const force = Array.from({ length: rows }, () => (5 * random.next()).toFixed(2));
  const speed = Array.from({ length: rows }, () => (1000 + 500 * random.next()).toFixed(0));
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    random.next() < (tool[row] === "B" && Number(force[row]) > 3 ? 0.8 : 0.02) ? 1 : 0,
  );
  const columns = [
    columnOfText("tool", tool, "."),
    columnOfText("force", force, "."),
    columnOfText("speed", speed, "."),
  ];
  return { table: { rows, columns }, labels, all: Int32Array.from(labels.keys()) };
}

test("probabilities add up to the labels, and contributions to the margin", () => {
  const { table, labels, all } = parts(1500);
  const model = learn(table, labels, all, { order: "none", seed: 1 });
  const expected = probabilitiesFor(model, table, all).reduce((sum, p) => sum + p, 0);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  expect(Math.abs(expected / positives - 1)).toBeLessThan(0.15);

  const margins = marginsFor(model, table, all);
  const values = featureValues(table, model.features, all);
  for (const row of [0, 100, 1499]) {
    const told = contributionsOf(model.trees, values, row).reduce((sum, one) => sum + one, 0);
    expect(expectedMargin(model.trees) + told).toBeCloseTo(margins[row]!, 6);
  }
});

test("a saved model says the same; a damaged one is refused", () => {
  const { table, labels, all } = parts(400);
  const model = learn(table, labels, all, { order: "time", seed: 1, boost: { mostTrees: 20 } });
  const text = savedText(model);
  const read = modelOfText(text, "m.json");
  expect(read.ok && read.value).toEqual(model);
  const damaged = [
    text.slice(0, -5),
    "{}",
    text.replace('"schema":1', '"schema":2'),
    text.replace(/"roots":\[\d+/, '"roots":[99999999'),
    text.replace(/"left":\[\d+/, '"left":[0'),
    text.replace(/"cover":\[[\d.]+,/, '"cover":['),
  ];
  for (const one of damaged)
    expect(modelOfText(one, "m.json")).toMatchObject({ ok: false, problems: [{ id: "bad-model" }] });
});

test("features are words that repeat, numbers, and how numbers stand to each other where a unit may be the same", () => {
  const { table, all } = parts(100);
  expect(
    featuresOf(table, all)
      .map((feature) => featureName(table, feature))
      .sort(),
  ).toEqual(["force", "force x speed", "speed", "tool = A", "tool = B", "tool = C"]);
});

test("columns that tell nothing are known", () => {
  const rows = [...new Array<number>(50).keys()];
  const why = (cells: string[]) => uninformative(columnOfText("c", cells, "."));
  expect([
    why(rows.map((row) => `SN${row}`)),
    why(rows.map((row) => `${row * 3}`)),
    why(rows.map(() => "7")),
    why(rows.map((row) => (row % 2 === 0 ? "a" : ""))),
    why(rows.map((row) => `${(row * 7) % 50}`)),
  ]).toEqual(["identifier", "row-number", "constant", undefined, undefined]);
});

test("folds part every row once, and share out a rare class", () => {
  const labels = Uint8Array.from({ length: 103 }, (_, row) => (row % 10 === 0 ? 1 : 0));
  const folds = stratifiedFolds(labels, 5, 1);
  expect([...folds.flatMap(({ test: rows }) => [...rows])].sort((a, b) => a - b)).toEqual([...labels.keys()]);
  for (const { train, test: rows } of folds) {
    expect(train.length + rows.length).toBe(103);
    expect([2, 3]).toContain(rows.filter((row) => labels[row] === 1).length);
  }
  expect([...timeFold(10).test]).toEqual([7, 8, 9]);
  expect(blockFolds(7, 3).map(({ test: rows }) => [...rows])).toEqual([
    [0, 1],
    [2, 3, 4],
    [5, 6],
  ]);
});
