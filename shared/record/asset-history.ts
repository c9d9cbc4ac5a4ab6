// What happened at each asset by its own time, as far back as intervals are still recomputed: its states, and the parts done there.
// Times are whole microseconds, so that sums are exact.
import { utf8Bytes } from "../base/text.ts";
import { firstAfter, insertByTime, itself } from "../base/sorted.ts";
import type { Fact } from "../model/fact.ts";
import type { JsonBytes } from "./json-bytes.ts";
import { type AssetState, assetStates } from "../model/state.ts";

/** What a fact changes: an asset in [fromUs, toUs), microseconds. */
export interface Touched {
  readonly row: number;
  readonly fromUs: number;
  readonly toUs: number;
}

interface Change {
  readonly timeUs: number;
  /** Index of the state in `assetStates`. */
  readonly state: number;
}

interface Asset {
  readonly changes: Change[];
  readonly finished: number[];
  readonly scrapped: number[];
}

const unknown = assetStates.indexOf("unknown");
const stateKeys = assetStates.map((state) => utf8Bytes(`"${state}":`));
const ends = assetStates.map((state) => utf8Bytes(`},"end":"${state}"`));
const pieces = {
  begin: utf8Bytes('{"states":{'),
  comma: utf8Bytes(","),
  close: utf8Bytes("}"),
  finished: utf8Bytes(',"finished":'),
  scrapped: utf8Bytes(',"scrapped":'),
};

export function microseconds(timeMs: number): number {
  return Math.round(timeMs * 1000);
}

export class AssetHistory {
  readonly #assets: readonly Asset[];
  /** When each asset did something last: most do nothing in most intervals. */
  readonly #newestUs: Float64Array;
  // One sum for each state, used again for every share.
  readonly #sums = new Float64Array(assetStates.length);

  constructor(assets: number) {
    this.#assets = Array.from({ length: assets }, () => ({ changes: [], finished: [], scrapped: [] }));
    this.#newestUs = new Float64Array(assets).fill(-Infinity);
  }

  /** Takes a fact; undefined when it is about no state and no part that was done. */
  take(fact: Fact): Touched | undefined {
    if (fact.kind === "state") return this.#takeState(fact.asset, microseconds(fact.timeMs), fact.state);
    if (fact.kind !== "part") return undefined;
    const { verb, timeMs } = fact.event;
    const asset = this.#assets[fact.assetRow];
    const isFinished = verb === "leave" || verb === "ship";
    if (asset === undefined || (!isFinished && verb !== "scrap")) return undefined;
    const atUs = microseconds(timeMs);
    insertByTime(isFinished ? asset.finished : asset.scrapped, atUs, itself);
    this.#newestUs[fact.assetRow] = Math.max(this.#newestUs[fact.assetRow] ?? 0, atUs);
    return { row: fact.assetRow, fromUs: atUs, toUs: atUs + 1 };
  }

  #takeState(row: number, atUs: number, state: AssetState): Touched | undefined {
    const changes = this.#assets[row]?.changes;
    if (changes === undefined) return undefined;
    insertByTime(changes, { timeUs: atUs, state: assetStates.indexOf(state) }, timeOf);
    this.#newestUs[row] = Math.max(this.#newestUs[row] ?? 0, atUs);
    return { row, fromUs: atUs, toUs: changes[firstAfter(changes, atUs, timeOf)]?.timeUs ?? Infinity };
  }

  /** Whether an asset changed its state or was done with a part in [fromUs, toUs). */
  isActive(row: number, fromUs: number, toUs: number): boolean {
    return (this.#newestUs[row] ?? 0) >= fromUs && this.#firstOf(row, fromUs) < toUs;
  }

  /** Until when nothing happens from `fromUs` on; `fromUs` where something does before `leastUs`. */
  quietUntil(fromUs: number, leastUs: number): number {
    let untilUs = Infinity;
    for (let row = 0; row < this.#assets.length; row += 1) {
      untilUs = Math.min(untilUs, this.#firstOf(row, fromUs));
      if (untilUs < leastUs) return fromUs;
    }
    return untilUs;
  }

  /**
   * Writes what an asset did in [fromUs, toUs), its end included when nothing comes after, as the JSON of an `AssetShare`. False =
   * nothing is known of it, and nothing was written.
   */
  writeShare(row: number, fromUs: number, toUs: number, hasEnd: boolean, into: JsonBytes): boolean {
    const asset = this.#assets[row];
    if (asset === undefined) return false;
    const { changes } = asset;
    const at = firstAfter(changes, fromUs, timeOf) - 1;
    const isStill = (changes[at + 1]?.timeUs ?? toUs) >= toUs;
    const finished = countIn(asset.finished, fromUs, toUs, hasEnd);
    const scrapped = countIn(asset.scrapped, fromUs, toUs, hasEnd);
    const last = this.#sum(changes, at, fromUs, toUs);
    if (isStill && last === unknown && finished + scrapped === 0) return false;
    into.piece(pieces.begin);
    let isFirst = true;
    for (let state = 0; state < assetStates.length; state += 1) {
      const us = this.#sums[state] ?? 0;
      if (us === 0 || state === unknown) continue;
      if (!isFirst) into.piece(pieces.comma);
      isFirst = false;
      into.piece(stateKeys[state] ?? pieces.comma);
      into.seconds(us);
    }
    into.piece(isStill ? pieces.close : (ends[last] ?? pieces.close));
    if (finished > 0) {
      into.piece(pieces.finished);
      into.integer(finished);
    }
    if (scrapped > 0) {
      into.piece(pieces.scrapped);
      into.integer(scrapped);
    }
    into.piece(pieces.close);
    return true;
  }

  /** Sums the time in each state in [fromUs, toUs), from the change that held at its beginning on; gives the last state. */
  #sum(changes: readonly Change[], held: number, fromUs: number, toUs: number): number {
    const sums = this.#sums.fill(0);
    let state = changes[held]?.state ?? unknown;
    let sinceUs = fromUs;
    for (let at = held + 1; at < changes.length; at += 1) {
      const change = changes[at];
      if (change === undefined || change.timeUs >= toUs) break;
      sums[state] = (sums[state] ?? 0) + change.timeUs - sinceUs;
      sinceUs = change.timeUs;
      ({ state } = change);
    }
    sums[state] = (sums[state] ?? 0) + toUs - sinceUs;
    return state;
  }

  /** Forgets what nothing from `fromUs` on needs. */
  prune(fromUs: number): void {
    for (const { changes, finished, scrapped } of this.#assets) {
      const held = firstAfter(changes, fromUs, timeOf) - 1;
      if (held > 0) changes.splice(0, held);
      for (const times of [finished, scrapped]) {
        const old = firstAfter(times, fromUs - 1, itself);
        if (old > 0) times.splice(0, old);
      }
    }
  }

  #firstOf(row: number, fromUs: number): number {
    const asset = this.#assets[row];
    if (asset === undefined || (this.#newestUs[row] ?? 0) < fromUs) return Infinity;
    const { changes, finished, scrapped } = asset;
    return Math.min(
      changes[firstAfter(changes, fromUs - 1, timeOf)]?.timeUs ?? Infinity,
      finished[firstAfter(finished, fromUs - 1, itself)] ?? Infinity,
      scrapped[firstAfter(scrapped, fromUs - 1, itself)] ?? Infinity,
    );
  }
}

const timeOf = ({ timeUs }: Change): number => timeUs;

function countIn(times: readonly number[], fromUs: number, toUs: number, hasEnd: boolean): number {
  if (times.length === 0) return 0;
  return firstAfter(times, hasEnd ? toUs : toUs - 1, itself) - firstAfter(times, fromUs - 1, itself);
}
