// Puts what comes a little out of order into order of time: holds it back until nothing older can come. Bounded in memory.

/** Most that is held back; beyond it the oldest goes on, however short its wait was. */
const mostHeld = 500_000;

export class TimeSorter<T extends { readonly timeMs: number }> {
  readonly #windowMs: number;
  /** A binary heap: the oldest first, those of one time in the order in which they came. */
  readonly #heap: { readonly item: T; readonly order: number }[] = [];
  #order = 0;
  #newestMs = -Infinity;

  /** `windowMs` = how much later than its turn something may come and still be put into its place. */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Takes the next one and hands on whatever has its turn now. */
  push(item: T, release: (item: T) => void): void {
    if (item.timeMs > this.#newestMs) this.#newestMs = item.timeMs;
    if (this.#windowMs === 0 && this.#heap.length === 0) {
      release(item);
      return;
    }
    this.hold(item);
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (top.item.timeMs > this.#newestMs - this.#windowMs && this.#heap.length <= mostHeld) return;
      this.#takeTop();
      release(top.item);
    }
  }

  /** Takes one whose turn comes later, ahead of what was pushed. */
  hold(item: T): void {
    this.#heap.push({ item, order: this.#order++ });
    this.#rise(this.#heap.length - 1);
  }

  /** Nothing more comes: hands on the rest. */
  flush(release: (item: T) => void): void {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      this.#takeTop();
      release(top.item);
    }
  }

  #isBefore(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return false;
    return (
      first.item.timeMs < second.item.timeMs ||
      (first.item.timeMs === second.item.timeMs && first.order < second.order)
    );
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }

  #rise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #takeTop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      let least = at;
      if (this.#isBefore(left, least)) least = left;
      if (this.#isBefore(left + 1, least)) least = left + 1;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
}
