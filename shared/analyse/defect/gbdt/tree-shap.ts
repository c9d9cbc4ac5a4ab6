// Which feature brought a row how far from the usual margin: exact Shapley values of trees, the path-dependent kind.
// Lundberg, Erion and Lee, "Consistent individualized feature attribution for tree ensembles" (2018), algorithm 2: for every
// leaf the weights of all subsets of the features on its path are kept as one list, extended on the way down.
import { type NumberTable, nextNode, type TreeSet } from "./tree-set.ts";

/**
 * A path from a root: for each feature on it, how much of the tree's cover goes on when the feature is unknown (`zero`) and
 * whether the row goes on when it is known (`one`); `weight` has the weights of the subsets by size.
 */
interface Path {
  readonly feature: Int32Array;
  readonly zero: Float64Array;
  readonly one: Float64Array;
  readonly weight: Float64Array;
}

function emptyPath(length: number): Path {
  return {
    feature: new Int32Array(length),
    zero: new Float64Array(length),
    one: new Float64Array(length),
    weight: new Float64Array(length),
  };
}

/** The mean margin of the training rows as the trees weigh them: where contributions start. */
export function expectedMargin(trees: TreeSet): number {
  const mean = (node: number): number => {
    if (trees.feature[node]! < 0) return trees.value[node]!;
    const left = trees.left[node]!;
    const right = trees.right[node]!;
    return (trees.cover[left]! * mean(left) + trees.cover[right]! * mean(right)) / trees.cover[node]!;
  };
  return trees.roots.reduce((sum, root) => sum + mean(root), trees.baseMargin);
}

/** Contributions of the features to one row's margin, in log odds. `expectedMargin` plus all of them is the row's margin. */
export function contributionsOf(trees: TreeSet, table: NumberTable, row: number): Float64Array {
  const out = new Float64Array(table.columns.length);
  for (const root of trees.roots) new TreeWalk(trees, table, row, out).visit(root, 0, 1, 1, -1);
  return out;
}

class TreeWalk {
  readonly #trees: TreeSet;
  readonly #table: NumberTable;
  readonly #row: number;
  readonly #out: Float64Array;
  /** One path for each depth: a child works on a copy of its parent's. */
  readonly #paths: Path[] = [];

  constructor(trees: TreeSet, table: NumberTable, row: number, out: Float64Array) {
    this.#trees = trees;
    this.#table = table;
    this.#row = row;
    this.#out = out;
  }

  /** Goes on at `node`, where `length` features are on the path and the last split was by `feature` (-1 at the root). */
  visit(node: number, length: number, zero: number, one: number, feature: number, depth = 0): void {
    const trees = this.#trees;
    const path = this.#copyOfParent(depth, length);
    let count = extend(path, length, zero, one, feature);
    const split = trees.feature[node]!;
    if (split < 0) {
      for (let at = 1; at < count; at += 1)
        this.#out[path.feature[at]!]! +=
          weightWithout(path, count, at) * (path.one[at]! - path.zero[at]!) * trees.value[node]!;
      return;
    }
    const hot = nextNode(trees, node, this.#table.columns[split]![this.#row]!);
    const left = trees.left[node]!;
    const cold = hot === left ? trees.right[node]! : left;
    // A feature that was split by before stands on the path once.
    let zeroBefore = 1;
    let oneBefore = 1;
    for (let at = 1; at < count; at += 1) {
      if (path.feature[at] !== split) continue;
      zeroBefore = path.zero[at]!;
      oneBefore = path.one[at]!;
      unwind(path, count, at);
      count -= 1;
      break;
    }
    const cover = trees.cover[node]!;
    this.visit(hot, count, (zeroBefore * trees.cover[hot]!) / cover, oneBefore, split, depth + 1);
    this.visit(cold, count, (zeroBefore * trees.cover[cold]!) / cover, 0, split, depth + 1);
  }

  #copyOfParent(depth: number, length: number): Path {
    const parent = this.#paths[depth - 1];
    let path = this.#paths[depth];
    if (path === undefined || path.feature.length < length + 2) {
      path = emptyPath(length + 2);
      this.#paths[depth] = path;
    }
    if (parent !== undefined)
      for (let at = 0; at < length; at += 1) {
        path.feature[at] = parent.feature[at]!;
        path.zero[at] = parent.zero[at]!;
        path.one[at] = parent.one[at]!;
        path.weight[at] = parent.weight[at]!;
      }
    return path;
  }
}

/** EXTEND: subsets grow by the new feature or do not; the new length. */
function extend(path: Path, length: number, zero: number, one: number, feature: number): number {
  path.feature[length] = feature;
  path.zero[length] = zero;
  path.one[length] = one;
  path.weight[length] = length === 0 ? 1 : 0;
  for (let size = length - 1; size >= 0; size -= 1) {
    path.weight[size + 1]! += (one * path.weight[size]! * (size + 1)) / (length + 1);
    path.weight[size] = (zero * path.weight[size]! * (length - size)) / (length + 1);
  }
  return length + 1;
}

/** UNWIND: takes the feature at `at` off the path. */
function unwind(path: Path, count: number, at: number): void {
  const last = count - 1;
  const one = path.one[at]!;
  const zero = path.zero[at]!;
  let next = path.weight[last]!;
  for (let size = last - 1; size >= 0; size -= 1) {
    if (one !== 0) {
      const weight = path.weight[size]!;
      path.weight[size] = (next * count) / ((size + 1) * one);
      next = weight - (path.weight[size]! * zero * (last - size)) / count;
    } else path.weight[size] = (path.weight[size]! * count) / (zero * (last - size));
  }
  for (let index = at; index < last; index += 1) {
    path.feature[index] = path.feature[index + 1]!;
    path.zero[index] = path.zero[index + 1]!;
    path.one[index] = path.one[index + 1]!;
  }
}

/** The sum of the weights that UNWIND would leave. */
function weightWithout(path: Path, count: number, at: number): number {
  const last = count - 1;
  const one = path.one[at]!;
  const zero = path.zero[at]!;
  let next = path.weight[last]!;
  let total = 0;
  for (let size = last - 1; size >= 0; size -= 1) {
    if (one !== 0) {
      const weight = (next * count) / ((size + 1) * one);
      total += weight;
      next = path.weight[size]! - (weight * zero * (last - size)) / count;
    } else total += (path.weight[size]! * count) / (zero * (last - size));
  }
  return total;
}
