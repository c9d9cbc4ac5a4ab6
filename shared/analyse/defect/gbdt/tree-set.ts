// Decision trees as flat arrays, and what they say about a row. Knows nothing of how they were grown.

/** Numbers in columns of equal length: `columns[feature][row]`, NaN = no value. */
export interface NumberTable {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
}

/**
 * The trees of one model. Nodes of all trees stand in the same arrays; a tree is the index of its root, and a node whose
 * `feature` is -1 is a leaf. A row goes left where its value is at most `threshold`, and where it has none by `missingLeft`.
 */
export interface TreeSet {
  /** Margin (log odds) before any tree. */
  readonly baseMargin: number;
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  /** What a leaf adds to the margin. */
  readonly value: Float64Array;
  /** Training rows that came through the node: the weights of path-dependent TreeSHAP. */
  readonly cover: Float64Array;
}

/** Collects nodes while trees grow. */
export class TreeSetBuilder {
  readonly #roots: number[] = [];
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #missingLeft: number[] = [];
  readonly #value: number[] = [];
  readonly #cover: number[] = [];

  get trees(): number {
    return this.#roots.length;
  }

  /** A new leaf; it may become a split later. */
  leaf(value: number, cover: number): number {
    this.#feature.push(-1);
    this.#threshold.push(0);
    this.#left.push(-1);
    this.#right.push(-1);
    this.#missingLeft.push(0);
    this.#value.push(value);
    this.#cover.push(cover);
    return this.#feature.length - 1;
  }

  /** Makes a leaf a split between two nodes that are there. */
  split(
    node: number,
    by: { feature: number; threshold: number; missingLeft: boolean; left: number; right: number },
  ): void {
    this.#feature[node] = by.feature;
    this.#threshold[node] = by.threshold;
    this.#missingLeft[node] = by.missingLeft ? 1 : 0;
    this.#left[node] = by.left;
    this.#right[node] = by.right;
    this.#value[node] = 0;
  }

  root(node: number): void {
    this.#roots.push(node);
  }

  /** Adds what the newest tree says to the margin of every row. */
  addLast(table: NumberTable, margins: Float64Array): void {
    const root = this.#roots.at(-1) ?? 0;
    for (let row = 0; row < table.rows; row += 1) {
      let node = root;
      for (let feature = this.#feature[node]!; feature >= 0; feature = this.#feature[node]!) {
        const value = table.columns[feature]![row]!;
        const isLeft = Number.isNaN(value) ? this.#missingLeft[node] === 1 : value <= this.#threshold[node]!;
        node = isLeft ? this.#left[node]! : this.#right[node]!;
      }
      margins[row]! += this.#value[node]!;
    }
  }

  /** The first `trees` trees. */
  build(baseMargin: number, trees: number): TreeSet {
    // A tree's root is its first node, so the nodes of the first trees end where the next root is.
    const nodes = this.#roots[trees] ?? this.#feature.length;
    return {
      baseMargin,
      roots: Int32Array.from(this.#roots.slice(0, trees)),
      feature: Int32Array.from(this.#feature.slice(0, nodes)),
      threshold: Float64Array.from(this.#threshold.slice(0, nodes)),
      left: Int32Array.from(this.#left.slice(0, nodes)),
      right: Int32Array.from(this.#right.slice(0, nodes)),
      missingLeft: Uint8Array.from(this.#missingLeft.slice(0, nodes)),
      value: Float64Array.from(this.#value.slice(0, nodes)),
      cover: Float64Array.from(this.#cover.slice(0, nodes)),
    };
  }
}

/** The node after `node` for a row with `value` there. */
export function nextNode(trees: TreeSet, node: number, value: number): number {
  const isLeft = Number.isNaN(value) ? trees.missingLeft[node] === 1 : value <= trees.threshold[node]!;
  return isLeft ? trees.left[node]! : trees.right[node]!;
}

/** Adds what the tree at `root` says to the margin of every row. */
function addTree(trees: TreeSet, root: number, table: NumberTable, margins: Float64Array): void {
  for (let row = 0; row < table.rows; row += 1) {
    let node = root;
    for (let feature = trees.feature[node]!; feature >= 0; feature = trees.feature[node]!)
      node = nextNode(trees, node, table.columns[feature]![row]!);
    margins[row]! += trees.value[node]!;
  }
}

/** Log odds of the positive label for every row. */
export function marginsOf(trees: TreeSet, table: NumberTable): Float64Array {
  const margins = new Float64Array(table.rows).fill(trees.baseMargin);
  for (const root of trees.roots) addTree(trees, root, table, margins);
  return margins;
}

/** One model that says the mean margin of several. */
export function meanOfTreeSets(sets: readonly TreeSet[]): TreeSet {
  return sumOfTreeSets(sets.map((set) => ({ set, weight: 1 / sets.length })));
}

/**
 * One model that says the weighted sum of the margins of several. Its contributions are the weighted sums of theirs, because Shapley
 * values are linear in the model.
 */
export function sumOfTreeSets(parts: readonly { readonly set: TreeSet; readonly weight: number }[]): TreeSet {
  const offsets: number[] = [];
  let nodes = 0;
  for (const { set } of parts) {
    offsets.push(nodes);
    nodes += set.feature.length;
  }
  const shifted = (pick: (set: TreeSet) => Int32Array): Int32Array =>
    Int32Array.from(
      parts.flatMap(({ set }, index) =>
        Array.from(pick(set), (node) => (node < 0 ? node : node + offsets[index]!)),
      ),
    );
  const joined = (pick: (set: TreeSet) => Float64Array): Float64Array =>
    Float64Array.from(parts.flatMap(({ set }) => Array.from(pick(set))));
  return {
    baseMargin: parts.reduce((sum, { set, weight }) => sum + weight * set.baseMargin, 0),
    roots: shifted((set) => set.roots),
    feature: Int32Array.from(parts.flatMap(({ set }) => Array.from(set.feature))),
    threshold: joined((set) => set.threshold),
    left: shifted((set) => set.left),
    right: shifted((set) => set.right),
    missingLeft: Uint8Array.from(parts.flatMap(({ set }) => Array.from(set.missingLeft))),
    value: Float64Array.from(
      parts.flatMap(({ set, weight }) => Array.from(set.value, (value) => value * weight)),
    ),
    cover: joined((set) => set.cover),
  };
}

/** The odds' logarithm as a probability. */
export function probabilityOf(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}
