// The samples of a recording: blocks in order of arrival, and beside them the blocks of what arrived long after its time.
// Trends are of a signal's own time, as known now; all else is by arrival.
import { decodeMinute, minuteMs, type SignalMinute, signalMinute } from "#shared/record/minutes.ts";
import {
  BlockColumns,
  blockQuality,
  decodeSampleBlock,
  type SampleBlock,
  type SampleFact,
  sampleFact,
} from "#shared/record/sample-block.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";
import {
  blockMs,
  lateBlockMs,
  lateChannel,
  minutesChannel,
  mostDelayMs,
  samplesChannel,
} from "../record/format.ts";
import type { ChunkMessage, ChunkPlace, McapFileReader } from "../record/mcap-reader.ts";
import { forEachOverlapping } from "./overlapping.ts";
import type { SampleSeries } from "./timeline.ts";

/** Decoded blocks that are kept: playing asks for the same second many times. */
const keptBlocks = 8;
/** A time and the value from then on. */
type Point = readonly [timeMs: number, value: number | undefined];
/** Makes something of a chunk's message; undefined where it cannot be read. */
export type Readable = <T>(place: ChunkPlace, read: () => T) => T | undefined;

export class RecordedSamples {
  readonly #reader: McapFileReader;
  readonly #signals: number;
  readonly #readable: Readable;
  readonly #blocks = new Map<string, SampleBlock>();
  readonly #columns = new BlockColumns(4096);
  /** The earliest time that a chunk of late samples tells of, by the chunk's offset, once it was read. */
  readonly #earliestMs = new Map<number, number>();

  constructor(reader: McapFileReader, signals: number, readable: Readable) {
    this.#reader = reader;
    this.#signals = signals;
    this.#readable = readable;
  }

  /** Calls back with every block of (fromMs, toMs]; with `once` a block is only valid until the next. */
  forEachBlock(fromMs: number, toMs: number, take: (block: SampleBlock) => void, once = false): void {
    // Blocks are in the file by their last sample; the first may be a second older.
    forEachOverlapping(this.#reader.chunks.samples, fromMs, toMs, blockMs, (place) => {
      let index = 0;
      this.#reader.forEachMessage(place, (message) => {
        index += 1;
        if (message.channelId !== samplesChannel || message.logMs <= fromMs || message.publishMs > toMs)
          return;
        const block = once
          ? this.#decoded(place, message, this.#columns)
          : this.#block(place, index, message);
        if (block !== undefined) take(block);
      });
    });
  }

  /**
   * Samples that arrived in (fromMs, toMs]; those that arrived at one time are in order. Of a signal, the late ones that were its
   * newest came before others, and backfill came after something newer.
   */
  between(fromMs: number, toMs: number): SampleFact[] {
    const late = this.lateBetween(fromMs, toMs);
    const facts = late.filter(({ backfill }) => backfill !== true);
    this.forEachBlock(fromMs, toMs, (block) => {
      takeBetween(block, fromMs, toMs, facts);
    });
    for (const fact of late) if (fact.backfill === true) facts.push(fact);
    return facts;
  }

  /** Late samples that arrived in (fromMs, toMs], in order. */
  lateBetween(fromMs: number, toMs: number): SampleFact[] {
    const facts: SampleFact[] = [];
    forEachOverlapping(this.#reader.chunks.late, fromMs, toMs, lateBlockMs, (place) => {
      let index = 0;
      this.#reader.forEachMessage(place, (message) => {
        index += 1;
        if (message.channelId !== lateChannel || message.logMs <= fromMs) return;
        const block = this.#block(place, index, message);
        if (block !== undefined) takeBetween(block, fromMs, toMs, facts);
      });
    });
    return facts;
  }

  /** Samples of the time until `toMs` that arrived later. */
  after(toMs: number): SampleFact[] {
    const facts: SampleFact[] = [];
    const take = (block: SampleBlock): void => {
      for (let index = 0; index < block.count; index += 1)
        if ((block.timeMs[index] ?? 0) <= toMs && (block.receivedMs[index] ?? 0) > toMs)
          facts.push(sampleFact(block, index));
    };
    this.forEachBlock(toMs, toMs + mostDelayMs, take, true);
    this.#forEachLate(toMs, toMs, take);
    return facts;
  }

  /** One signal's points until `toMs` in order of their time, from the newest at `before` on: what is known of them now. */
  trend(signalRow: number, before: PlantState, toMs: number): SampleSeries {
    const points = this.#heldAndLate(signalRow, before, toMs);
    this.forEachBlock(
      before.timeMs,
      toMs + mostDelayMs,
      (block) => {
        takePoints(block, signalRow, before.timeMs, points);
      },
      true,
    );
    return inOrder(points);
  }

  /**
   * The same by the minute: its lowest, highest and last value in each, and single points where it was told late. Where in its
   * minute an extreme was is not kept; both are shown before the last.
   */
  minutes(signalRow: number, before: PlantState, toMs: number): SampleSeries {
    const points = this.#heldAndLate(signalRow, before, toMs);
    const fromMs = before.timeMs - minuteMs;
    forEachOverlapping(this.#reader.chunks.minutes, fromMs, toMs, 0, (place) => {
      this.#reader.forEachMessage(place, (message) => {
        if (message.channelId !== minutesChannel || message.logMs < fromMs || message.logMs > toMs) return;
        const minutes = this.#readable(place, () => decodeMinute(message.data));
        const minute = minutes === undefined ? undefined : signalMinute(minutes, signalRow);
        if (minute !== undefined) points.push(...minutePoints(minute));
      });
    });
    return inOrder(points);
  }

  /** The newest point at `before`, and those that were told late after it. */
  #heldAndLate(signalRow: number, before: PlantState, toMs: number): Point[] {
    const points: Point[] = [];
    const heldMs = before.signalTimeMs[signalRow] ?? 0;
    // That there is no value may be the newest that is known.
    if (heldMs !== 0)
      points.push([
        heldMs,
        before.signalQuality[signalRow] === 0 ? undefined : before.signalValue[signalRow],
      ]);
    this.#forEachLate(before.timeMs, toMs, (block) => {
      takePoints(block, signalRow, before.timeMs, points);
    });
    return points;
  }

  /** Blocks of late samples that arrived after `afterMs` and tell of the time until `toMs`, each valid until the next. */
  #forEachLate(afterMs: number, toMs: number, take: (block: SampleBlock) => void): void {
    forEachOverlapping(this.#reader.chunks.late, afterMs, Infinity, 0, (place) => {
      if ((this.#earliestMs.get(place.offset) ?? -Infinity) > toMs) return;
      let earliestMs = Infinity;
      this.#reader.forEachMessage(place, (message) => {
        if (message.channelId !== lateChannel) return;
        earliestMs = Math.min(earliestMs, message.publishMs);
        if (message.logMs <= afterMs || message.publishMs > toMs) return;
        const block = this.#decoded(place, message, this.#columns);
        if (block !== undefined) take(block);
      });
      this.#earliestMs.set(place.offset, earliestMs);
    });
  }

  #block(place: ChunkPlace, index: number, message: ChunkMessage): SampleBlock | undefined {
    const key = `${place.offset} ${index}`;
    const held = this.#blocks.get(key);
    if (held !== undefined) return held;
    const block = this.#decoded(place, message);
    if (block === undefined) return undefined;
    this.#blocks.set(key, block);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > keptBlocks && oldest !== undefined) this.#blocks.delete(oldest);
    return block;
  }

  #decoded(place: ChunkPlace, message: ChunkMessage, columns?: BlockColumns): SampleBlock | undefined {
    return this.#readable(place, () => decodeSampleBlock(message.data, this.#signals, columns));
  }
}

/** Points of one signal that arrived after a time. */
function takePoints(block: SampleBlock, signalRow: number, afterMs: number, into: Point[]): void {
  for (let index = 0; index < block.count; index += 1) {
    if (block.signal[index] !== signalRow || (block.receivedMs[index] ?? 0) <= afterMs) continue;
    const isMissing = blockQuality(block.quality[index] ?? 0).quality === "missing";
    into.push([block.timeMs[index] ?? 0, isMissing ? undefined : block.value[index]]);
  }
}

function minutePoints({ fromMs, low, high, last, lastMs, hadNone }: SignalMinute): Point[] {
  const endMs = lastMs ?? fromMs + (minuteMs * 2) / 3;
  if (low === high && last === low && !hadNone) return [[endMs, last]];
  const startMs = Math.min(fromMs, endMs);
  const lengthMs = endMs - startMs;
  const points: Point[] = [];
  if (low <= high) points.push([startMs, low], [startMs + lengthMs / 3, high]);
  if (hadNone) points.push([startMs + lengthMs / 2, undefined]);
  points.push([endMs, last]);
  return points;
}

/** Stable: of two points of one time the one that was taken later holds. */
function inOrder(points: Point[]): SampleSeries {
  points.sort((a, b) => a[0] - b[0]);
  return { timeMs: points.map(([timeMs]) => timeMs), value: points.map(([, value]) => value) };
}

function takeBetween(block: SampleBlock, fromMs: number, toMs: number, into: SampleFact[]): void {
  for (let index = 0; index < block.count; index += 1) {
    const receivedMs = block.receivedMs[index] ?? 0;
    if (receivedMs > fromMs && receivedMs <= toMs) into.push(sampleFact(block, index));
  }
}
