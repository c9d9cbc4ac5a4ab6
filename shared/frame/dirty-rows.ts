// Which rows changed since they were last taken. Marking is O(1) and allocates nothing.

/** A set of row numbers with stable cost: a byte a row to ask, a list to walk. */
export class DirtyRows {
  // A byte per row, not a Set: marked for every sample, walked once per tick.
  #marked: Uint8Array;
  #list: Uint32Array;
  #count = 0;

  constructor(rows: number) {
    this.#marked = new Uint8Array(rows);
    this.#list = new Uint32Array(rows);
  }

  /** Number of rows that can be marked. */
  get capacity(): number {
    return this.#marked.length;
  }

  /** Number of rows marked now. */
  get count(): number {
    return this.#count;
  }

  /** Marks a row; rows beyond the capacity make it grow. */
  mark(row: number): void {
    if (row >= this.#marked.length) this.grow(Math.max(row + 1, this.#marked.length * 2));
    if (this.#marked[row] === 1) return;
    this.#marked[row] = 1;
    this.#list[this.#count] = row;
    this.#count += 1;
  }

  /** Marks rows 0 to `rows` - 1 (all by default). */
  markAll(rows = this.#marked.length): void {
    for (let row = 0; row < rows; row += 1) this.mark(row);
  }

  has(row: number): boolean {
    return this.#marked[row] === 1;
  }

  /** The marked rows in the order of marking, as a view that is valid until the next call of anything here. */
  rows(): Uint32Array {
    return this.#list.subarray(0, this.#count);
  }

  clear(): void {
    for (let index = 0; index < this.#count; index += 1) this.#marked[this.#list[index] ?? 0] = 0;
    this.#count = 0;
  }

  /** Copies the marked rows into `into`, clears, and returns how many there were. */
  drain(into: Uint32Array | number[]): number {
    const count = this.#count;
    for (let index = 0; index < count; index += 1) into[index] = this.#list[index] ?? 0;
    this.clear();
    return count;
  }

  grow(rows: number): void {
    if (rows <= this.#marked.length) return;
    const marked = new Uint8Array(rows);
    marked.set(this.#marked);
    this.#marked = marked;
    const list = new Uint32Array(rows);
    list.set(this.#list.subarray(0, this.#count));
    this.#list = list;
  }
}
