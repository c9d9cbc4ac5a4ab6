// The newest rows, for what judges several at a time: when a window is full, and when a judgement is due.

export class RowWindow {
  readonly #rows: number;
  readonly #stride: number;
  #window: Float64Array[] = [];
  #sinceDue = 0;

  /** Windows of so many rows; due every `stride` rows, and whenever one fills anew. */
  constructor(rows: number, stride: number) {
    this.#rows = rows;
    this.#stride = stride;
    this.clear();
  }

  /** Takes the next row; answers the window, the oldest row first, when a judgement is due. The rows are kept, not copied. */
  take(row: Float64Array): readonly Float64Array[] | undefined {
    this.#window.push(row);
    if (this.#window.length > this.#rows) this.#window.shift();
    this.#sinceDue += 1;
    if (this.#window.length < this.#rows || this.#sinceDue < this.#stride) return undefined;
    this.#sinceDue = 0;
    return this.#window;
  }

  /** What follows does not follow what was taken: a gap, or another run. */
  clear(): void {
    this.#window = [];
    this.#sinceDue = this.#stride;
  }
}
