// Recorded operations by what they are looked up by: the part's own one, and the ones of a group to redraw from.
// Made once for a record and shared by all its what-ifs, which change lengths but not what was done.
import type { Line } from "../../../simulate/line.ts";
import type { Operation } from "./recorded.ts";

/** Values to draw from: numbers of operations. */
export interface Pool {
  readonly byVariant: readonly (readonly number[])[];
  readonly all: readonly number[];
}

/** Finds recorded operations. Groups are numbered in order of the line's stations. */
export class OperationIndex {
  readonly groups: readonly string[];
  readonly #own: Float64Array;
  readonly #first: Int32Array;
  /** By group: of parts that come for the first time, and of those that were sent back. */
  readonly #pools: readonly (readonly [Pool, Pool])[];

  /** `operations` are in order of beginning; `parts` is how many parts the log has. */
  constructor(line: Line, operations: readonly Operation[], parts: number) {
    this.groups = [...new Set(line.stations.map((station) => station.group))];
    const groupOf = line.stations.map((station) => this.groups.indexOf(station.group));
    // Rows sorted by part: a part has few operations, which are then looked through.
    this.#first = new Int32Array(parts + 1);
    for (const operation of operations)
      this.#first[operation.part + 1] = (this.#first[operation.part + 1] ?? 0) + 1;
    for (let part = 0; part < parts; part += 1)
      this.#first[part + 1] = (this.#first[part + 1] ?? 0) + (this.#first[part] ?? 0);
    const filled = this.#first.slice();
    this.#own = new Float64Array(operations.length * 2);
    const pools = this.groups.map(() => [emptyPool(line), emptyPool(line)] as const);
    operations.forEach((operation, number) => {
      const group = groupOf[operation.station] ?? 0;
      const row = filled[operation.part] ?? 0;
      filled[operation.part] = row + 1;
      this.#own[row * 2] = keyOf(group, operation.attempt);
      this.#own[row * 2 + 1] = number;
      if (!operation.isFinished || !operation.isWhole) return;
      const pool = pools[group]?.[operation.attempt > 0 ? 1 : 0];
      pool?.all.push(number);
      pool?.byVariant[operation.variant]?.push(number);
    });
    this.#pools = pools;
  }

  /** The operation of a part at a group at an attempt, -1 = none. */
  own(part: number, group: number, attempt: number): number {
    const key = keyOf(group, attempt);
    const end = this.#first[part + 1] ?? 0;
    for (let row = this.#first[part] ?? 0; row < end; row += 1)
      if (this.#own[row * 2] === key) return this.#own[row * 2 + 1] ?? -1;
    return -1;
  }

  /** Whole operations of a group, of parts that had been sent back or of the others. */
  pool(group: number, isAgain: boolean): Pool {
    return this.#pools[group]?.[isAgain ? 1 : 0] ?? { all: [], byVariant: [] };
  }
}

function keyOf(group: number, attempt: number): number {
  return group * 256 + attempt;
}

function emptyPool(line: Line): { all: number[]; byVariant: number[][] } {
  return { all: [], byVariant: line.variants.map(() => []) };
}
