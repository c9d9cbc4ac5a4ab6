// Aggregates of assets: for every 10 s and every minute, by the time at which things happened, how long each asset was in which
// state and how many parts it finished and scrapped. A pure fold over facts in order of arrival.
// An interval is told when it is over; a late fact that touches one which was told makes it be told again.
import { utf8Bytes } from "../base/text.ts";
import { microIso } from "../base/iso-time.ts";
import type { Fact } from "../model/fact.ts";
import type { Plant } from "../model/plant.ts";
import { AssetHistory, microseconds, type Touched } from "./asset-history.ts";
import { JsonBytes } from "./json-bytes.ts";

/** The lengths there are, milliseconds. */
export const intervalLengths = [10_000, 60_000] as const;
export type IntervalLength = (typeof intervalLengths)[number];

/** Hears of an interval, for the first time or again: an `AssetInterval` as JSON, valid until the next. */
export type TellInterval = (lengthMs: IntervalLength, startMs: number, json: Uint8Array) => void;

export interface AssetIntervalsOptions {
  readonly plant: Plant;
  /** Where the first interval begins. */
  readonly startMs: number;
  /** States that held when it began. */
  readonly before: readonly Fact[];
  /**
   * An interval is told so long after its end: what arrives until then need not be told again. Live, disorder is within 2 s; a file
   * that is made at once can wait longer.
   */
  readonly settleMs: number;
  /**
   * Intervals that ended longer ago are not told again, and what they are made of is forgotten: live, an hour, which is as long as
   * parts' events are looked for and as long as memory keeps facts.
   */
  readonly horizonMs: number;
  readonly tell: TellInterval;
}

/** What a file that grows with its plant needs, and one that is made at once. */
export const liveBounds = { settleMs: 2_000, horizonMs: 3_600_000 };
export const atOnceBounds = { settleMs: 24 * 3_600_000, horizonMs: 25 * 3_600_000 };

/** Where nothing happened for longer than this, one interval says so. */
const quietUs = 3_600_000_000;

const pieces = {
  assets: utf8Bytes(',"assets":{'),
  comma: utf8Bytes(","),
  nothing: utf8Bytes('{"states":{}}'),
  close: utf8Bytes("}}"),
};

interface Written {
  readonly fromUs: number;
  readonly toUs: number;
  /** Assets that are told though they did nothing: their state at the beginning became another. */
  readonly told: Set<number>;
  isTouched: boolean;
}

interface Series {
  readonly lengthMs: IntervalLength;
  /** Assets that did nothing are left out. */
  readonly isBrief: boolean;
  /** Those that may be told again, oldest first. */
  written: Written[];
  nextUs: number;
}

export class AssetIntervals {
  /** The id of each asset as a name in JSON. */
  readonly #keys: readonly Uint8Array[];
  readonly #json = new JsonBytes();
  readonly #tell: TellInterval;
  readonly #history: AssetHistory;
  readonly #series: readonly Series[];
  readonly #startUs: number;
  readonly #settleUs: number;
  readonly #horizonUs: number;
  #prunedUs: number;

  constructor({ plant, startMs, before, settleMs, horizonMs, tell }: AssetIntervalsOptions) {
    this.#keys = plant.assets.map(({ id }) => utf8Bytes(`${JSON.stringify(id)}:`));
    this.#tell = tell;
    this.#history = new AssetHistory(plant.assets.length);
    for (const fact of before) this.#history.take(fact);
    this.#startUs = this.#prunedUs = microseconds(startMs);
    this.#settleUs = microseconds(settleMs);
    this.#horizonUs = microseconds(horizonMs);
    this.#series = intervalLengths.map((lengthMs) => ({
      lengthMs,
      isBrief: lengthMs === 10_000,
      written: [],
      nextUs: this.#startUs,
    }));
  }

  /** When the next interval is told. */
  get dueMs(): number {
    const ends = this.#series.map(({ nextUs, lengthMs }) => endOf(nextUs, lengthMs));
    return (Math.min(...ends) + this.#settleUs) / 1000;
  }

  take(fact: Fact): void {
    const touched = this.#history.take(fact);
    if (touched === undefined) return;
    for (const series of this.#series) if (touched.fromUs < series.nextUs) this.#touch(series, touched);
  }

  /** Tells the intervals that are over at `nowMs`, by arrival, and those that changed since they were told. */
  advance(nowMs: number): void {
    const nowUs = microseconds(nowMs);
    for (const series of this.#series) this.#advance(series, nowUs - this.#settleUs, false);
    this.#forget(nowUs - this.#horizonUs);
  }

  /** Tells the rest until `endMs`: the last intervals end there. */
  finish(endMs: number): void {
    for (const series of this.#series) this.#advance(series, microseconds(endMs), true);
  }

  #advance(series: Series, untilUs: number, isLast: boolean): void {
    const { lengthMs, written } = series;
    while (series.nextUs < untilUs) {
      const fromUs = series.nextUs;
      let toUs = endOf(fromUs, lengthMs);
      if (untilUs - fromUs > quietUs) {
        const stillUs = Math.min(this.#history.quietUntil(fromUs, fromUs + quietUs), untilUs);
        toUs = Math.max(toUs, stillUs - (stillUs % (lengthMs * 1000)));
      }
      if (toUs > untilUs) {
        if (!isLast) break;
        toUs = untilUs;
      }
      written.push({ fromUs, toUs, told: new Set(), isTouched: true });
      series.nextUs = toUs;
    }
    for (const interval of written) {
      if (!interval.isTouched) continue;
      interval.isTouched = false;
      this.#write(series, interval, isLast && interval.toUs === untilUs);
    }
  }

  #write({ lengthMs, isBrief }: Series, { fromUs, toUs, told }: Written, hasEnd: boolean): void {
    const json = this.#json;
    const isFirst = fromUs === this.#startUs;
    const startMs = fromUs / 1000;
    json.reset();
    json.piece(utf8Bytes(`{"start":"${microIso(startMs)}","lengthS":`));
    json.seconds(toUs - fromUs);
    json.piece(pieces.assets);
    const emptyLength = json.length;
    for (let row = 0; row < this.#keys.length; row += 1) {
      const isNamed = isFirst || !isBrief || told.has(row);
      if (!isNamed && !this.#history.isActive(row, fromUs, hasEnd ? toUs + 1 : toUs)) continue;
      const before = json.length;
      if (before > emptyLength) json.piece(pieces.comma);
      json.piece(this.#keys[row] ?? pieces.comma);
      if (this.#history.writeShare(row, fromUs, toUs, hasEnd, json)) continue;
      // That nothing is known of it any more is told once.
      if (isBrief && !isFirst) json.piece(pieces.nothing);
      else json.length = before;
    }
    json.piece(pieces.close);
    this.#tell(lengthMs, startMs, json.take());
  }

  /** Marks the intervals that a fact changes. */
  #touch({ written, isBrief }: Series, { row, fromUs, toUs }: Touched): void {
    for (let at = written.length - 1; at >= 0; at -= 1) {
      const interval = written[at];
      if (interval === undefined || interval.toUs <= fromUs) return;
      if (interval.fromUs >= toUs) continue;
      // What is older cannot be told again: that the state is another is told where it can be.
      if (at === 0 && interval.fromUs > fromUs) interval.told.add(row);
      interval.isTouched ||=
        !isBrief ||
        interval.fromUs <= fromUs ||
        interval.told.has(row) ||
        this.#history.isActive(row, interval.fromUs, interval.toUs);
    }
  }

  /** What ended before `beforeUs` is not told again; the newest of each length stays. */
  #forget(beforeUs: number): void {
    // A good piece at a time.
    if (beforeUs < this.#prunedUs + quietUs / 6) return;
    this.#prunedUs = beforeUs;
    let neededUs = Infinity;
    for (const series of this.#series) {
      const old = series.written.findIndex(({ toUs }) => toUs > beforeUs);
      if (old > 0) series.written = series.written.slice(old);
      else if (old < 0) series.written = series.written.slice(-1);
      neededUs = Math.min(neededUs, series.written[0]?.fromUs ?? series.nextUs);
    }
    this.#history.prune(neededUs);
  }
}

/** Where an interval of a length ends that begins at a time. */
function endOf(fromUs: number, lengthMs: number): number {
  const lengthUs = lengthMs * 1000;
  return (Math.floor(fromUs / lengthUs) + 1) * lengthUs;
}
