// One robust random cut tree (Guha, Mishra, Roy and Schrijvers, ICML 2016) over a bounded number of points: points come and go,
// and the tree stays one that could have been drawn for just the points it has. Knows nothing of forests or of time.
import type { Random } from "#shared/base/random.ts";

/** No node: above the root, or of an empty tree. */
const none = -1;
/** What is left of a walk down when it can no longer change a displacement. */
const leastChance = 1e-9;

/**
 * The tree. Nodes below `capacity` are leaves, each a point and the copies of it; the others are cuts. All memory is taken at once,
 * about 12 bytes a point and dimension. Coordinates are kept as float32, so two points that differ by less are copies.
 */
export class CutTree {
  readonly #capacity: number;
  readonly #dimensions: number;
  readonly #random: Random;
  /** Of a leaf its point; of a cut the lower corner of the box about its points, then the upper one. */
  readonly #boxes: Float32Array;
  /** Sum of the sides of a cut's box. */
  readonly #sides: Float64Array;
  readonly #cutDimension: Int32Array;
  readonly #cutAt: Float64Array;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #parent: Int32Array;
  readonly #size: Int32Array;
  readonly #freeLeaves: number[];
  readonly #freeCuts: number[];
  readonly #point: Float32Array;
  root = none;

  constructor(capacity: number, dimensions: number, random: Random) {
    this.#capacity = capacity;
    this.#dimensions = dimensions;
    this.#random = random;
    const nodes = 2 * capacity - 1;
    this.#boxes = new Float32Array((capacity + 2 * (capacity - 1)) * dimensions);
    this.#sides = new Float64Array(nodes);
    this.#cutDimension = new Int32Array(nodes);
    this.#cutAt = new Float64Array(nodes);
    this.#left = new Int32Array(nodes);
    this.#right = new Int32Array(nodes);
    this.#parent = new Int32Array(nodes).fill(none);
    this.#size = new Int32Array(nodes);
    this.#freeLeaves = Array.from({ length: capacity }, (_, leaf) => capacity - 1 - leaf);
    this.#freeCuts = Array.from({ length: capacity - 1 }, (_, cut) => nodes - 1 - cut);
    this.#point = new Float32Array(dimensions);
  }

  /** Points in the tree, copies counted. */
  get points(): number {
    return this.root === none ? 0 : this.sizeOf(this.root);
  }

  isLeaf(node: number): boolean {
    return node < this.#capacity;
  }

  /** Points at or below a node. */
  sizeOf(node: number): number {
    return this.#size[node] ?? 0;
  }

  /** Of a node that is no leaf: where it cuts, and what is at most there (left) and beyond (right). */
  cutOf(node: number): { dimension: number; at: number; left: number; right: number } {
    return {
      dimension: this.#cutDimension[node]!,
      at: this.#cutAt[node]!,
      left: this.#left[node]!,
      right: this.#right[node]!,
    };
  }

  /** The corners of the smallest box about the points at or below a node, as views. */
  boxOf(node: number): { low: Float32Array; high: Float32Array } {
    const low = this.#lowAt(node);
    const high = this.#highAt(node);
    return {
      low: this.#boxes.subarray(low, low + this.#dimensions),
      high: this.#boxes.subarray(high, high + this.#dimensions),
    };
  }

  /**
   * Puts a point into the tree (the paper's algorithm 2) and answers its leaf, which `remove` takes. A cut of the box that the point
   * widens is drawn at each node; the point stands alone at the first one that parts it from the node's points.
   */
  insert(values: ArrayLike<number>): number {
    const point = this.#point;
    for (let d = 0; d < this.#dimensions; d += 1) point[d] = values[d] ?? 0;
    let node = this.root;
    while (node !== none) {
      const widened = this.#widenedBy(node, point);
      if (widened === 0 && this.isLeaf(node)) {
        this.#count(node, 1);
        return node;
      }
      const drawn = this.#random.next() * (this.#sides[node]! + widened);
      if (drawn < widened) break;
      this.#widen(node, point);
      node = this.#sideOf(node, point);
    }
    const leaf = this.#freeLeaves.pop();
    if (leaf === undefined) throw new Error("Bug: a point more than the tree can hold");
    this.#boxes.set(point, this.#lowAt(leaf));
    this.#size[leaf] = 0;
    this.#parent[leaf] = none;
    if (node === none) this.root = leaf;
    else this.#part(node, leaf, point);
    this.#count(leaf, 1);
    return leaf;
  }

  /** Takes one point of a leaf out; with the last one go the leaf and its cut. */
  remove(leaf: number): void {
    this.#count(leaf, -1);
    if (this.sizeOf(leaf) > 0) return;
    const cut = this.#parent[leaf]!;
    this.#freeLeaves.push(leaf);
    if (cut === none) {
      this.root = none;
      return;
    }
    const { left, right } = this.cutOf(cut);
    const sibling = left === leaf ? right : left;
    const above = this.#parent[cut]!;
    this.#replace(above, cut, sibling);
    this.#freeCuts.push(cut);
    for (let node = above; node !== none; node = this.#parent[node]!) this.#measure(node);
  }

  /**
   * The collusive displacement that a point would have in the tree, expected over the cuts that putting it in would draw: by how much
   * it and those that hide it (a subtree about it) add to the depth of each other point, a point of theirs. Where the point does not part from a
   * node its way down is given by the cuts that are there, so the expectation is a sum along one path, and the tree stays as it
   * is. `shares`, when given, is added what each dimension has of it; only a copy's displacement belongs to none.
   */
  displacement(point: Float32Array, shares?: Float64Array): number {
    let sum = 0;
    let chance = 1;
    /** The largest of the subtrees passed: points beside one, for each point in it and the new one. */
    let beside = 0;
    let node = this.root;
    while (node !== none && chance > leastChance) {
      // Nothing below can displace more than what is beside already: all the rest of the chance is for that.
      if (shares === undefined && this.#size[node]! <= beside) return sum + chance * beside;
      const widened = this.#widenedBy(node, point);
      if (widened > 0) {
        const whole = this.#sides[node]! + widened;
        const here = (chance * Math.max(beside, this.#size[node]!)) / whole;
        sum += here * widened;
        chance *= 1 - widened / whole;
        if (shares !== undefined) this.#share(node, point, here, shares);
      }
      if (node < this.#capacity) {
        if (widened === 0) sum += chance * beside;
        break;
      }
      const next = this.#sideOf(node, point);
      const other = next === this.#left[node] ? this.#right[node]! : this.#left[node]!;
      beside = Math.max(beside, this.#size[other]! / (this.#size[next]! + 1));
      node = next;
    }
    return sum;
  }

  #lowAt(node: number): number {
    const capacity = this.#capacity;
    return (node < capacity ? node : 2 * node - capacity) * this.#dimensions;
  }

  #highAt(node: number): number {
    return node < this.#capacity ? this.#lowAt(node) : this.#lowAt(node) + this.#dimensions;
  }

  #sideOf(node: number, point: Float32Array): number {
    return point[this.#cutDimension[node]!]! <= this.#cutAt[node]! ? this.#left[node]! : this.#right[node]!;
  }

  /** By how much the sides of a node's box would grow in sum. */
  #widenedBy(node: number, point: Float32Array): number {
    const boxes = this.#boxes;
    const dimensions = this.#dimensions;
    const low = this.#lowAt(node);
    const high = this.#highAt(node);
    let sum = 0;
    for (let d = 0; d < dimensions; d += 1) {
      const value = point[d]!;
      const below = boxes[low + d]! - value;
      const above = value - boxes[high + d]!;
      // One comparison that rarely surprises the processor, and at most one of the two is above 0.
      const out = below > above ? below : above;
      if (out > 0) sum += out;
    }
    return sum;
  }

  #share(node: number, point: Float32Array, weight: number, shares: Float64Array): void {
    const low = this.#lowAt(node);
    const high = this.#highAt(node);
    for (let d = 0; d < this.#dimensions; d += 1) {
      const out = Math.max(this.#boxes[low + d]! - point[d]!, point[d]! - this.#boxes[high + d]!);
      if (out > 0) shares[d] = shares[d]! + weight * out;
    }
  }

  /** Widens the box of a cut by a point. */
  #widen(node: number, point: Float32Array): void {
    const low = this.#lowAt(node);
    const high = this.#highAt(node);
    let sides = 0;
    for (let d = 0; d < this.#dimensions; d += 1) {
      const value = point[d]!;
      if (value < this.#boxes[low + d]!) this.#boxes[low + d] = value;
      if (value > this.#boxes[high + d]!) this.#boxes[high + d] = value;
      sides += this.#boxes[high + d]! - this.#boxes[low + d]!;
    }
    this.#sides[node] = sides;
  }

  /** The box of a cut anew from those of its two sides. */
  #measure(node: number): void {
    const { left, right } = this.cutOf(node);
    const [low, high] = [this.#lowAt(node), this.#highAt(node)];
    const [leftLow, leftHigh] = [this.#lowAt(left), this.#highAt(left)];
    const [rightLow, rightHigh] = [this.#lowAt(right), this.#highAt(right)];
    let sides = 0;
    for (let d = 0; d < this.#dimensions; d += 1) {
      this.#boxes[low + d] = Math.min(this.#boxes[leftLow + d]!, this.#boxes[rightLow + d]!);
      this.#boxes[high + d] = Math.max(this.#boxes[leftHigh + d]!, this.#boxes[rightHigh + d]!);
      sides += this.#boxes[high + d]! - this.#boxes[low + d]!;
    }
    this.#sides[node] = sides;
  }

  /** A new cut above `node` that parts it from the leaf, anywhere in what the point widens the box by, evenly. */
  #part(node: number, leaf: number, point: Float32Array): void {
    const cut = this.#freeCuts.pop()!;
    const low = this.#lowAt(node);
    const high = this.#highAt(node);
    let left = this.#random.next() * this.#widenedBy(node, point);
    let last = 0;
    for (let d = 0; d < this.#dimensions; d += 1) {
      const out = Math.max(this.#boxes[low + d]! - point[d]!, point[d]! - this.#boxes[high + d]!);
      if (out <= 0) continue;
      last = d;
      if (left < out) break;
      left -= out;
    }
    const isBelow = point[last]! < this.#boxes[low + last]!;
    const from = isBelow ? point[last]! : this.#boxes[high + last]!;
    const to = isBelow ? this.#boxes[low + last]! : point[last]!;
    // Rounding may reach the upper end, which lies on the other side.
    this.#cutAt[cut] = from + left < to ? from + left : from;
    this.#cutDimension[cut] = last;
    this.#left[cut] = isBelow ? leaf : node;
    this.#right[cut] = isBelow ? node : leaf;
    this.#size[cut] = this.sizeOf(node);
    this.#replace(this.#parent[node]!, node, cut);
    this.#parent[node] = cut;
    this.#parent[leaf] = cut;
    this.#measure(cut);
  }

  /** Puts `node` in the place of `old` below `above`. */
  #replace(above: number, old: number, node: number): void {
    this.#parent[node] = above;
    if (above === none) this.root = node;
    else if (this.#left[above] === old) this.#left[above] = node;
    else this.#right[above] = node;
  }

  /** Adds to the sizes of a node and all above it. */
  #count(from: number, by: number): void {
    for (let node = from; node !== none; node = this.#parent[node]!)
      this.#size[node] = this.#size[node]! + by;
  }
}
