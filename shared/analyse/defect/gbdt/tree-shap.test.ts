// Exact contributions against the definition: every subset of the features, weighed as Shapley says.
import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { boost } from "./boost.ts";
import { contributionsOf, expectedMargin } from "./tree-shap.ts";
import { marginsOf, nextNode, type NumberTable, type TreeSet } from "./tree-set.ts";

const features = 4;

function randomTable(seed: number, rows: number): { table: NumberTable; labels: Uint8Array } {
  const random = seededRandom(seed);
  const columns = Array.from({ length: features }, () =>
    Float64Array.from({ length: rows }, () => (random.next() < 0.15 ? NaN : Math.round(random.next() * 6))),
  );
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    random.next() < (columns[0]![row]! > 3 === columns[1]![row]! > 3 ? 0.8 : 0.2) ? 1 : 0,
  );
  return { table: { rows, columns }, labels };
}

/** The margin when only the features of a set are known: where another one splits, both sides by their cover. */
function marginKnowing(trees: TreeSet, table: NumberTable, row: number, known: number): number {
  const value = (node: number): number => {
    const split = trees.feature[node]!;
    if (split < 0) return trees.value[node]!;
    if ((known >> split) % 2 === 1) return value(nextNode(trees, node, table.columns[split]![row]!));
    const [left, right] = [trees.left[node]!, trees.right[node]!];
    return (trees.cover[left]! * value(left) + trees.cover[right]! * value(right)) / trees.cover[node]!;
  };
  return trees.roots.reduce((sum, root) => sum + value(root), trees.baseMargin);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function shapley(trees: TreeSet, table: NumberTable, row: number, feature: number): number {
  let sum = 0;
  for (let set = 0; set < 1 << features; set += 1) {
    if ((set >> feature) % 2 === 1) continue;
    let size = 0;
    for (let bit = 0; bit < features; bit += 1) size += (set >> bit) % 2;
    const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
    sum +=
      weight *
      (marginKnowing(trees, table, row, set | (1 << feature)) - marginKnowing(trees, table, row, set));
  }
  return sum;
}

test("contributions are the Shapley values, and add up to the margin", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 6 }), (seed, mostDepth) => {
      const { table, labels } = randomTable(seed, 60);
      const trees = boost(table, labels, {
        mostTrees: 5,
        mostDepth,
        leastLeafRows: 2,
        learningRate: 0.3,
        seed,
      });
      const margins = marginsOf(trees, table);
      for (const row of [0, 17, 42]) {
        const told = contributionsOf(trees, table, row);
        expect(expectedMargin(trees) + told.reduce((sum, one) => sum + one, 0)).toBeCloseTo(margins[row]!, 9);
        told.forEach((one, feature) => expect(one).toBeCloseTo(shapley(trees, table, row, feature), 9));
      }
    }),
    { numRuns: 60 },
  );
});
