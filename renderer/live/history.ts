// One signal's recent past in ring buffers: filled from the host, then followed from the live table. No React, no chart.

/** Samples in time order, the oldest falling out when full. A missing value is NaN here only, for the chart draws a gap. */
export class SignalHistory {
  readonly capacity: number;
  readonly #timeMs: Float64Array;
  readonly #value: Float64Array;
  #first = 0;
  #count = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#timeMs = new Float64Array(capacity);
    this.#value = new Float64Array(capacity);
  }

  get count(): number {
    return this.#count;
  }

  /** Time of the newest sample, or -Infinity. */
  get newestMs(): number {
    return this.#count === 0
      ? -Infinity
      : (this.#timeMs[(this.#first + this.#count - 1) % this.capacity] ?? 0);
  }

  clear(): void {
    this.#first = 0;
    this.#count = 0;
  }

  /** Appends a sample that is newer than the newest; an older or equal one is ignored. */
  push(timeMs: number, value: number | undefined): boolean {
    if (timeMs <= this.newestMs) return false;
    if (this.#count === this.capacity) {
      this.#first = (this.#first + 1) % this.capacity;
      this.#count -= 1;
    }
    const at = (this.#first + this.#count) % this.capacity;
    this.#timeMs[at] = timeMs;
    this.#value[at] = value ?? Number.NaN;
    this.#count += 1;
    return true;
  }

  /** Replaces everything by a series of the host. */
  fill(timesMs: readonly number[], values: readonly (number | null | undefined)[]): void {
    this.clear();
    timesMs.forEach((timeMs, index) => this.push(timeMs, values[index] ?? undefined));
  }

  /**
   * Samples in [fromMs, toMs] as the chart wants them: seconds, and null for a gap. What held before goes on from `fromMs`, and a value
   * to where it went away.
   */
  window(fromMs: number, toMs: number): { readonly timeS: number[]; readonly value: (number | null)[] } {
    const timeS: number[] = [];
    const value: (number | null)[] = [];
    const add = (timeMs: number, at: number | null): void => {
      timeS.push(timeMs / 1000);
      value.push(at);
    };
    let held: number | null = null;
    for (let index = 0; index < this.#count; index += 1) {
      const at = (this.#first + index) % this.capacity;
      const timeMs = this.#timeMs[at] ?? 0;
      const known = this.#value[at] ?? Number.NaN;
      const sample = Number.isNaN(known) ? null : known;
      if (timeMs > toMs) break;
      if (timeMs >= fromMs) {
        if (held !== null && timeS.length === 0 && timeMs > fromMs) add(fromMs, held);
        if (held !== null && sample === null) add(Math.max(fromMs, timeMs - 1), held);
        add(timeMs, sample);
      }
      held = sample;
    }
    if (held !== null && timeS.length === 0) add(fromMs, held);
    return { timeS, value };
  }
}
