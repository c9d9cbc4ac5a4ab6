// A forest of robust random cut trees: how strange a point is among those learnt, by what it displaces. Each tree keeps a sample of all
// points ever learnt, so its memory is bounded; what it has learnt changes only when it is told to learn.
import { hash32, type Random, seededRandom } from "#shared/base/random.ts";
import { CutTree } from "./cut-tree.ts";

export interface ForestOptions {
  readonly trees: number;
  /** Points that each tree keeps. */
  readonly points: number;
  /** Rows side by side in a point, 1 to 8: the newest and those before it. A point of one row knows no order of time. */
  readonly shingle: number;
  readonly seed: number;
}

export const defaultForestOptions: ForestOptions = { trees: 50, points: 256, shingle: 1, seed: 1 };

/** A tree with the leaves of its sample: a point that is there twice is there twice. */
interface Sampled {
  readonly tree: CutTree;
  readonly leaves: number[];
  readonly random: Random;
}

/** Equal points in equal order and an equal seed make an equal forest. */
export class Forest {
  readonly #options: ForestOptions;
  readonly #trees: readonly Sampled[];
  readonly #point: Float32Array;
  #learnt = 0;

  /** An empty forest for points of `dimensions` numbers. */
  constructor(dimensions: number, options: ForestOptions) {
    this.#options = options;
    this.#point = new Float32Array(dimensions);
    this.#trees = Array.from({ length: options.trees }, (_, index) => {
      const random = seededRandom(hash32(`tree ${index}`, options.seed));
      return { tree: new CutTree(options.points, dimensions, random), leaves: [], random };
    });
  }

  /** Learns a point: each tree keeps an even sample of all points learnt so far (reservoir sampling, Vitter 1985). */
  learn(point: ArrayLike<number>): void {
    this.#learnt += 1;
    for (const { tree, leaves, random } of this.#trees) {
      if (leaves.length < this.#options.points) {
        leaves.push(tree.insert(point));
        continue;
      }
      const place = Math.floor(random.next() * this.#learnt);
      const old = leaves[place];
      if (old === undefined) continue;
      tree.remove(old);
      leaves[place] = tree.insert(point);
    }
  }

  /** Mean over the trees of the expected collusive displacement: about 1 amid many, the size of the sample for a point far off. */
  displacement(values: ArrayLike<number>): number {
    this.#point.set(values);
    return (
      this.#trees.reduce((sum, { tree }) => sum + tree.displacement(this.#point), 0) / this.#trees.length
    );
  }

  /** What each dimension has of it: they add up to it, but for points that were learnt exactly so. */
  contributions(values: ArrayLike<number>): Float64Array {
    this.#point.set(values);
    const shares = new Float64Array(this.#point.length);
    for (const { tree } of this.#trees) tree.displacement(this.#point, shares);
    return shares.map((share) => share / this.#trees.length);
  }
}

/** Rows as they come, each with those before it beside it; before there are enough, the oldest stands in for those missing. */
export class Shingle {
  readonly #rows: number;
  readonly #width: number;
  #point: Float64Array | undefined;

  constructor(rows: number, width: number) {
    this.#rows = rows;
    this.#width = width;
  }

  /** The point of the newest row, newest values first; good until the next call. */
  next(row: Float64Array): Float64Array {
    if (this.#point === undefined) {
      this.#point = new Float64Array(this.#rows * this.#width);
      for (let lag = 0; lag < this.#rows; lag += 1) this.#point.set(row, lag * this.#width);
    } else {
      this.#point.copyWithin(this.#width, 0, (this.#rows - 1) * this.#width);
      this.#point.set(row);
    }
    return this.#point;
  }

  /** What each column has, summed over the rows of a point. */
  byColumn(contributions: Float64Array): Float64Array {
    const sums = new Float64Array(this.#width);
    contributions.forEach((value, at) => (sums[at % this.#width]! += value));
    return sums;
  }
}
