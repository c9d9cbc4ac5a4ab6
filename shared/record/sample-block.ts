// Samples of at most one second as columns: what a recording keeps of signals. In order of arrival.
import { qualityCode, qualityOfCode } from "../frame/layout.ts";
import type { Fact } from "../model/fact.ts";
import { ColumnError, ColumnReader, ColumnWriter } from "./byte-columns.ts";

export type SampleFact = Extract<Fact, { kind: "sample" }>;

/** Most samples in one block. */
export const mostSamples = 65_536;
const backfillBit = 0x80;
const usPerMs = 1000;

/** A decoded block: the first `count` of each column. Times are to the microsecond. */
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

/** Columns that blocks are read into one after the other, for who looks at each once. */
export class BlockColumns {
  readonly signal: Uint32Array<ArrayBuffer>;
  readonly stepUs: Uint32Array<ArrayBuffer>;
  readonly timeMs: Float64Array<ArrayBuffer>;
  readonly receivedMs: Float64Array<ArrayBuffer>;
  readonly value: Float64Array<ArrayBuffer>;

  constructor(count: number) {
    this.signal = new Uint32Array(count);
    this.stepUs = new Uint32Array(count);
    this.timeMs = new Float64Array(count);
    this.receivedMs = new Float64Array(count);
    this.value = new Float64Array(count);
  }
}

/** Reads a block of a plant with `signals` signals, into `columns` if it fits there. Throws ColumnError. */
export function decodeSampleBlock(bytes: Uint8Array, signals: number, columns?: BlockColumns): SampleBlock {
  const reader = new ColumnReader(bytes);
  const count = reader.count(11);
  const firstUs = Math.round(reader.float64() * usPerMs);
  const into = columns !== undefined && columns.signal.length >= count ? columns : new BlockColumns(count);
  const { signal, stepUs, timeMs, receivedMs, value } = into;
  reader.planes(count, signal);
  reader.planes(count, stepUs);
  reader.numbers(count, timeMs);
  reader.numbers(count, value);
  const quality = reader.raw(count);
  let receivedUs = firstUs;
  for (let index = 0; index < count; index += 1) {
    const row = signal[index] ?? 0;
    if (row >= signals) throw new ColumnError(`signal ${row} of ${signals}`);
    receivedUs += stepUs[index] ?? 0;
    receivedMs[index] = receivedUs / usPerMs;
    // What was read is how long before its arrival a sample was true.
    timeMs[index] = (receivedUs - (timeMs[index] ?? 0)) / usPerMs;
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
