// Each signal by the minute: lowest, highest and last value, and whether it had none. What trends of long ranges are drawn from,
// together with what arrived long after its time, which is in no minute.
import { ColumnError, ColumnReader, ColumnWriter } from "./byte-columns.ts";
import type { SampleFact } from "./sample-block.ts";

export const minuteMs = 60_000;
/** It had no value at some time in the minute, and at its end. */
const hadNone = 1;
const endsWithNone = 2;

/** The signals that changed in one minute; columns of one length, signals ascending. */
export interface Minute {
  readonly fromMs: number;
  readonly signal: Uint32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
  /** When the last was, milliseconds since `fromMs`: before it when it arrived a little late. Undefined in recordings of an earlier version. */
  readonly lastAtMs: Float64Array | undefined;
  readonly flags: Uint8Array;
}

/** A signal in one minute. */
export interface SignalMinute {
  readonly fromMs: number;
  readonly low: number;
  readonly high: number;
  /** Undefined = it ends without a value. */
  readonly last: number | undefined;
  /** When that was; undefined = it was not kept. */
  readonly lastMs: number | undefined;
  readonly hadNone: boolean;
}

/** Folds samples, in order of arrival, into minutes. */
export class MinuteWriter {
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #last: Float64Array;
  readonly #lastMs: Float64Array;
  readonly #flags: Uint8Array;
  readonly #columns = new ColumnWriter();
  // The rows that changed, in the order in which they did, and room to write a column of them.
  readonly #changed: Uint32Array;
  readonly #column: Float64Array;
  #count = 0;
  #fromMs = Number.NaN;

  constructor(signals: number) {
    this.#low = new Float64Array(signals).fill(Infinity);
    this.#high = new Float64Array(signals).fill(-Infinity);
    this.#last = new Float64Array(signals);
    this.#lastMs = new Float64Array(signals);
    this.#flags = new Uint8Array(signals);
    this.#changed = new Uint32Array(signals);
    this.#column = new Float64Array(signals);
  }

  /** The minute that arrivals are in, epoch milliseconds; NaN before the first. */
  get fromMs(): number {
    return this.#fromMs;
  }

  /** Whether a sample belongs to a later minute than the one that is open. */
  isPast(receivedMs: number): boolean {
    return receivedMs >= this.#fromMs + minuteMs;
  }

  /** Takes a sample that arrived soon after its time. */
  add({ signal, timeMs, receivedMs, value, quality }: SampleFact): void {
    if (Number.isNaN(this.#fromMs)) this.#fromMs = Math.floor(receivedMs / minuteMs) * minuteMs;
    const flags = this.#flags[signal] ?? 0;
    const low = this.#low[signal] ?? Infinity;
    if (low === Infinity && flags === 0) {
      this.#changed[this.#count] = signal;
      this.#count += 1;
    }
    this.#lastMs[signal] = timeMs;
    if (quality === "missing") {
      this.#flags[signal] = hadNone | endsWithNone;
      return;
    }
    // Read once and written where it changes: this runs for every sample of a plant.
    if (flags !== 0) this.#flags[signal] = flags & hadNone;
    if (value < low) this.#low[signal] = value;
    if (value > (this.#high[signal] ?? -Infinity)) this.#high[signal] = value;
    this.#last[signal] = value;
  }

  /** The open minute's bytes, valid until the next call, or undefined when nothing changed; the next sample opens another. */
  take(): Uint8Array | undefined {
    const changed = this.#changed.subarray(0, this.#count).sort();
    const fromMs = this.#fromMs;
    this.#count = 0;
    this.#fromMs = Number.NaN;
    if (changed.length === 0) return undefined;
    const columns = this.#columns;
    columns.reset();
    columns.uint32(changed.length);
    columns.float64(fromMs);
    columns.planes(changed, changed.length);
    for (const column of [this.#low, this.#high, this.#last]) {
      for (let at = 0; at < changed.length; at += 1) this.#column[at] = column[changed[at] ?? 0] ?? 0;
      columns.numbers(this.#column, changed.length);
    }
    columns.raw(Uint8Array.from(changed, (signal) => this.#flags[signal] ?? 0));
    // Whole milliseconds: a long trend has no finer place.
    for (let at = 0; at < changed.length; at += 1)
      this.#column[at] = Math.round((this.#lastMs[changed[at] ?? 0] ?? 0) - fromMs);
    columns.numbers(this.#column, changed.length);
    for (const signal of changed) {
      this.#low[signal] = Infinity;
      this.#high[signal] = -Infinity;
      this.#flags[signal] = 0;
    }
    return columns.take();
  }
}

/** Reads a minute. Throws ColumnError. */
export function decodeMinute(bytes: Uint8Array): Minute {
  const columns = new ColumnReader(bytes);
  const count = columns.count(8);
  const fromMs = columns.float64();
  if (!Number.isFinite(fromMs)) throw new ColumnError("a minute without time");
  const signal = columns.planes(count);
  const [low, high, last] = [columns.numbers(count), columns.numbers(count), columns.numbers(count)];
  const flags = columns.raw(count);
  return {
    fromMs,
    signal,
    low,
    high,
    last,
    flags,
    lastAtMs: columns.left > 0 ? columns.numbers(count) : undefined,
  };
}

/** One signal of a minute, found by halving; undefined when it did not change. */
export function signalMinute(minute: Minute, signal: number): SignalMinute | undefined {
  let low = 0;
  let high = minute.signal.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = minute.signal[middle] ?? 0;
    if (row === signal) {
      const flags = minute.flags[middle] ?? 0;
      return {
        fromMs: minute.fromMs,
        low: minute.low[middle] ?? 0,
        high: minute.high[middle] ?? 0,
        last: (flags & endsWithNone) === 0 ? minute.last[middle] : undefined,
        lastMs: minute.lastAtMs === undefined ? undefined : minute.fromMs + (minute.lastAtMs[middle] ?? 0),
        hadNone: (flags & hadNone) !== 0,
      };
    }
    if (row < signal) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
