// Trees against the definitions of the paper, worked out here the long way: boxes, depths, displacement by deletion, laws of cuts.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Random, seededRandom } from "#shared/base/random.ts";
import { CutTree } from "./cut-tree.ts";

type Point = readonly number[];

/** Points below a node, from the leaves' boxes; copies once. */
function pointsBelow(tree: CutTree, node: number): Point[] {
  if (tree.isLeaf(node)) return [[...tree.boxOf(node).low]];
  const { left, right } = tree.cutOf(node);
  return [...pointsBelow(tree, left), ...pointsBelow(tree, right)];
}

/** The tree as text, such as `(0,(1,3))`: which points are parted from which, smaller side first. */
function shapeOf(tree: CutTree, node = tree.root): string {
  if (tree.isLeaf(node)) return [...tree.boxOf(node).low].join("/");
  const { left, right } = tree.cutOf(node);
  return `(${[shapeOf(tree, left), shapeOf(tree, right)].sort().join(",")})`;
}

/** Cuts above each leaf. */
function depthsOf(
  tree: CutTree,
  node = tree.root,
  depth = 0,
  depths = new Map<number, number>(),
): Map<number, number> {
  if (node < 0) return depths;
  if (tree.isLeaf(node)) return depths.set(node, depth);
  const { left, right } = tree.cutOf(node);
  depthsOf(tree, left, depth + 1, depths);
  return depthsOf(tree, right, depth + 1, depths);
}

/** Every cut holds what it says: sizes, tight boxes, its points on their sides. */
function expectSound(tree: CutTree, node = tree.root): void {
  if (node < 0) return;
  const points = pointsBelow(tree, node);
  const { low, high } = tree.boxOf(node);
  low.forEach((value, d) => expect(value).toBe(Math.min(...points.map((point) => point[d] ?? NaN))));
  high.forEach((value, d) => expect(value).toBe(Math.max(...points.map((point) => point[d] ?? NaN))));
  if (tree.isLeaf(node)) return;
  const { left, right, dimension, at } = tree.cutOf(node);
  expect(tree.sizeOf(node)).toBe(tree.sizeOf(left) + tree.sizeOf(right));
  for (const point of pointsBelow(tree, left)) expect(point[dimension]).toBeLessThanOrEqual(at);
  for (const point of pointsBelow(tree, right)) expect(point[dimension]).toBeGreaterThan(at);
  expectSound(tree, left);
  expectSound(tree, right);
}

function treeOf(points: readonly Point[], random: Random, capacity = points.length + 1): CutTree {
  const tree = new CutTree(capacity, points[0]?.length ?? 1, random);
  for (const point of points) tree.insert(point);
  return tree;
}

/** The tree of the same points with the same chance. */
const equalTrees = (points: readonly Point[], seed: number, count: number): CutTree[] =>
  Array.from({ length: count }, () => treeOf(points, seededRandom(seed)));

test("whatever comes and goes, the tree is one of the points it has", () => {
  const step = fc.record({
    adds: fc.boolean(),
    at: fc.nat(30),
    point: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(), (steps, seed) => {
      const tree = new CutTree(8, 2, seededRandom(seed));
      const there: { leaf: number; point: Point }[] = [];
      for (const { adds, at, point } of steps) {
        if (adds && there.length < 8) there.push({ leaf: tree.insert(point), point });
        else if (!adds && there.length > 0) {
          const [gone] = there.splice(at % there.length, 1);
          tree.remove(gone?.leaf ?? -1);
        }
        expect(tree.points).toBe(there.length);
        expectSound(tree);
        const distinct = new Set(there.map((one) => one.point.join("/")));
        const leaves = tree.root < 0 ? [] : pointsBelow(tree, tree.root).map((one) => one.join("/"));
        expect([...leaves].sort()).toEqual([...distinct].sort());
      }
    }),
    { numRuns: 200 },
  );
});

describe("chance follows the law of the paper:", () => {
  const rounds = 20_000;
  /** How often each shape came up, whatever way the points came in. */
  const shares = (make: (random: Random) => CutTree): Map<string, number> => {
    const random = seededRandom(7);
    const counts = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      const shape = shapeOf(make(random));
      counts.set(shape, (counts.get(shape) ?? 0) + 1 / rounds);
    }
    return counts;
  };
  // Of 0, 1 and 3 on a line the first cut lies in the gap of 1 or in that of 2.
  const orders = [
    [0, 1, 3],
    [3, 1, 0],
    [1, 3, 0],
  ];
  it.each(orders)("three points in the order %i, %i, %i", (...order) => {
    const seen = shares((random) =>
      treeOf(
        order.map((value) => [value]),
        random,
      ),
    );
    expect(seen.get("((1,3),0)") ?? seen.get("(0,(1,3))") ?? NaN).toBeCloseTo(1 / 3, 1.7);
    expect([...seen.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(seen.size).toBe(2);
  });
  it("a dimension is cut as often as its side is long, and evenly along it", () => {
    const random = seededRandom(3);
    let long = 0;
    let early = 0;
    for (let round = 0; round < rounds; round += 1) {
      const tree = treeOf(
        [
          [0, 0],
          [4, 1],
        ],
        random,
      );
      const { dimension, at } = tree.cutOf(tree.root);
      if (dimension !== 0) continue;
      long += 1;
      if (at < 1) early += 1;
    }
    expect(Math.abs(long / rounds - 4 / 5)).toBeLessThan(0.012);
    expect(Math.abs(early / long - 1 / 4)).toBeLessThan(0.014);
  });
  it("a tree from which points went is one that never had them", () => {
    const points = [
      [0, 0],
      [1, 2],
      [3, 1],
      [2, 5],
    ];
    const direct = shares((random) => treeOf(points, random));
    const after = shares((random) => {
      const tree = new CutTree(7, 2, random);
      const strangers = [
        [9, 9],
        [-4, 1],
      ].map((point) => tree.insert(point));
      points.forEach((point) => tree.insert(point));
      strangers.forEach((leaf) => {
        tree.remove(leaf);
      });
      return tree;
    });
    const keys = new Set([...direct.keys(), ...after.keys()]);
    // Two samples of 20,000 differ by less than this in 999 of 1,000 trials for each of a dozen shapes.
    for (const key of keys)
      expect(Math.abs((direct.get(key) ?? 0) - (after.get(key) ?? 0))).toBeLessThan(0.018);
  });
});

/**
 * Collusive displacement of a leaf by its definition: of all subtrees about it, the most that the other points would come up, in sum,
 * if the subtree were taken out, for each point taken out.
 */
function displacementByDeletion(points: readonly Point[], seed: number, leafOfPoint: number): number {
  const [tree, ...spare] = equalTrees(points, seed, 40);
  if (tree === undefined) return NaN;
  const leavesOf = (one: CutTree, node: number): number[] =>
    one.isLeaf(node)
      ? [node]
      : [one.cutOf(node).left, one.cutOf(node).right].flatMap((side) => leavesOf(one, side));
  let most = 0;
  const visit = (node: number): void => {
    if (node === tree.root || !leavesOf(tree, node).includes(leafOfPoint)) return;
    const gone = leavesOf(tree, node);
    const torn = spare.pop();
    if (torn === undefined) throw new Error("more subtrees than trees");
    const before = depthsOf(torn);
    for (const leaf of gone) torn.remove(leaf);
    let risen = 0;
    for (const [leaf, depth] of depthsOf(torn)) risen += (before.get(leaf) ?? 0) - depth;
    most = Math.max(most, risen / gone.length);
  };
  const walk = (node: number): void => {
    visit(node);
    if (tree.isLeaf(node)) return;
    walk(tree.cutOf(node).left);
    walk(tree.cutOf(node).right);
  };
  walk(tree.root);
  return most;
}

describe("displacement", () => {
  const points: Point[] = [
    [0, 0],
    [1, 0.5],
    [0.5, 1],
    [2, 2],
    [1.5, 0.2],
    [7, 7],
    [7.5, 6.8],
  ];
  const strange: Point = [8, 7.5];
  it("is the mean of the paper's over trees that the point is put into", () => {
    const rounds = 1500;
    let expected = 0;
    let seen = 0;
    for (let seed = 0; seed < rounds; seed += 1) {
      const withIt = [...points, strange];
      expected += treeOf(points, seededRandom(seed)).displacement(Float32Array.from(strange)) / rounds;
      const tree = new CutTree(withIt.length + 1, 2, seededRandom(seed));
      const leaf = withIt.map((point) => tree.insert(point)).at(-1) ?? -1;
      seen += displacementByDeletion(withIt, seed, leaf) / rounds;
    }
    expect(expected).toBeGreaterThan(1);
    expect(Math.abs(seen / expected - 1)).toBeLessThan(0.03);
  });
  it("of a far point is the number of the others, and belongs to the dimension it is far in", () => {
    const shares = new Float64Array(2);
    const tree = treeOf(points, seededRandom(1));
    const value = tree.displacement(Float32Array.of(1, 1e6), shares);
    expect(value).toBeCloseTo(points.length, 3);
    expect((shares[0] ?? NaN) + (shares[1] ?? NaN)).toBeCloseTo(value, 9);
    expect((shares[1] ?? NaN) / value).toBeGreaterThan(0.999);
  });
  it("changes nothing in the tree", () => {
    const [once, twice] = equalTrees(points, 5, 2);
    once?.displacement(Float32Array.from(strange));
    expect(once && shapeOf(once)).toBe(twice && shapeOf(twice));
  });
});
