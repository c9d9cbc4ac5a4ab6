// Samples of at most one second as columns: what a recording keeps of signals. In order of arrival.
import { qualityCode, qualityOfCode } from "../frame/layout.ts";
import type { Fact } from "../model/fact.ts";
import { ColumnError, ColumnReader, ColumnWriter } from "./byte-columns.ts";

export type SampleFact = Extract<Fact, { kind: "sample" }>;

/** Most samples in one block. */
export const mostSamples = 65_536;
const backfillBit = 0x80;
const usPerMs = 1000;

/** A decoded block; all columns have one length. Times are to the microsecond. */
export interface SampleBlock {
  readonly count: number;
  readonly signal: Uint32Array;
  readonly timeMs: Float64Array;
  readonly receivedMs: Float64Array;
  readonly value: Float64Array;
  /** Code of the quality, with the highest bit for backfilled values. */
  readonly quality: Uint8Array;
}

/**
 * Collects samples and writes them as a block:
 * count u32, first arrival f64 (ms), then columns: signal row (planes), microseconds since the arrival before (planes),
 * microseconds from source to arrival (numbers), value (numbers), quality u8.
 */
export class SampleBlockWriter {
  count = 0;
  #firstUs = 0;
  #lastUs = 0;
  readonly #signal = new Uint32Array(mostSamples);
  readonly #stepUs = new Uint32Array(mostSamples);
  readonly #delayUs = new Float64Array(mostSamples);
  readonly #value = new Float64Array(mostSamples);
  readonly #quality = new Uint8Array(mostSamples);
  readonly #columns = new ColumnWriter(65_536);

  /** When the first and the last sample arrived, milliseconds. */
  get firstMs(): number {
    return this.#firstUs / usPerMs;
  }
  get lastMs(): number {
    return this.#lastUs / usPerMs;
  }

  /** Takes a sample, if it arrived at most `spanMs` after the first and there is room; else the block is full. */
  add(fact: SampleFact, spanMs: number): boolean {
    const receivedUs = Math.round(fact.receivedMs * usPerMs);
    if (this.count === 0) this.#firstUs = this.#lastUs = receivedUs;
    else if (this.count === mostSamples || receivedUs - this.#firstUs > spanMs * usPerMs) return false;
    const at = this.count;
    this.#signal[at] = fact.signal;
    this.#stepUs[at] = receivedUs - this.#lastUs;
    this.#delayUs[at] = receivedUs - Math.round(fact.timeMs * usPerMs);
    this.#value[at] = fact.value;
    this.#quality[at] = qualityCode(fact.quality) | (fact.backfill === true ? backfillBit : 0);
    this.#lastUs = receivedUs;
    this.count = at + 1;
    return true;
  }

  /** The block's bytes, valid until the next call; the writer begins anew. */
  take(): Uint8Array {
    const columns = this.#columns;
    const { count } = this;
    columns.reset();
    columns.uint32(count);
    columns.float64(this.firstMs);
    columns.planes(this.#signal, count);
    columns.planes(this.#stepUs, count);
    columns.numbers(this.#delayUs, count);
    columns.numbers(this.#value, count);
    columns.raw(this.#quality.subarray(0, count));
    this.count = 0;
    return columns.take();
  }
}

/** Reads a block of a plant with `signals` signals. Throws ColumnError. */
export function decodeSampleBlock(bytes: Uint8Array, signals: number): SampleBlock {
  const columns = new ColumnReader(bytes);
  const count = columns.count(11);
  const firstUs = Math.round(columns.float64() * usPerMs);
  const signal = columns.planes(count);
  for (const row of signal) if (row >= signals) throw new ColumnError(`signal ${row} of ${signals}`);
  const stepUs = columns.planes(count);
  const delayUs = columns.numbers(count);
  const value = columns.numbers(count);
  const quality = columns.raw(count);
  const receivedMs = new Float64Array(count);
  const timeMs = delayUs;
  let receivedUs = firstUs;
  for (let index = 0; index < count; index += 1) {
    receivedUs += stepUs[index] ?? 0;
    receivedMs[index] = receivedUs / usPerMs;
    timeMs[index] = (receivedUs - (delayUs[index] ?? 0)) / usPerMs;
  }
  return { count, signal, timeMs, receivedMs, value, quality };
}

/** The quality of a sample in a block, and whether it was backfilled. */
export function blockQuality(code: number): { quality: SampleFact["quality"]; backfill: boolean } {
  return { quality: qualityOfCode(code & ~backfillBit), backfill: (code & backfillBit) !== 0 };
}

/** One sample of a block as a fact. */
export function sampleFact(block: SampleBlock, index: number): SampleFact {
  const { quality, backfill } = blockQuality(block.quality[index] ?? 0);
  return {
    kind: "sample",
    signal: block.signal[index] ?? 0,
    timeMs: block.timeMs[index] ?? 0,
    receivedMs: block.receivedMs[index] ?? 0,
    value: block.value[index] ?? 0,
    quality,
    ...(backfill ? { backfill } : {}),
  };
}
