// First-in-first-out queues of part rows, all in one typed array. Knows nothing of places reserved or stations.

export class PartQueues {
  readonly #offset: Int32Array;
  readonly #size: Int32Array;
  readonly #head: Int32Array;
  readonly level: Int32Array;
  readonly #slots: Int32Array;

  constructor(sizes: readonly number[], from?: PartQueues) {
    if (from !== undefined) {
      this.#offset = from.#offset;
      this.#size = from.#size;
      this.#head = from.#head.slice();
      this.level = from.level.slice();
      this.#slots = from.#slots.slice();
      return;
    }
    this.#size = Int32Array.from(sizes);
    this.#offset = new Int32Array(sizes.length);
    let total = 0;
    sizes.forEach((size, queue) => {
      this.#offset[queue] = total;
      total += size;
    });
    this.#head = new Int32Array(sizes.length);
    this.level = new Int32Array(sizes.length);
    this.#slots = new Int32Array(total);
  }

  push(queue: number, part: number): void {
    const level = this.level[queue]!;
    const size = this.#size[queue]!;
    let at = this.#head[queue]! + level;
    if (at >= size) at -= size;
    this.#slots[this.#offset[queue]! + at] = part;
    this.level[queue] = level + 1;
  }

  /** Takes the oldest. The queue must not be empty. */
  shift(queue: number): number {
    const head = this.#head[queue]!;
    const part = this.#slots[this.#offset[queue]! + head]!;
    const next = head + 1;
    this.#head[queue] = next === this.#size[queue]! ? 0 : next;
    this.level[queue] = this.level[queue]! - 1;
    return part;
  }

  /** The part at `position`, 0 = oldest. */
  at(queue: number, position: number): number {
    const size = this.#size[queue]!;
    let at = this.#head[queue]! + position;
    if (at >= size) at -= size;
    return this.#slots[this.#offset[queue]! + at]!;
  }

  /** Takes the part at `position`; the older ones keep their places. */
  takeAt(queue: number, position: number): number {
    const part = this.at(queue, position);
    const offset = this.#offset[queue]!;
    const size = this.#size[queue]!;
    for (let place = position; place > 0; place -= 1) {
      let at = this.#head[queue]! + place;
      if (at >= size) at -= size;
      this.#slots[offset + at] = this.at(queue, place - 1);
    }
    this.shift(queue);
    return part;
  }
}
