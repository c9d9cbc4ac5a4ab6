// The newest value of every plant row, as typed arrays, and where the playhead is.
// Written by frames only; read by useFrame and useLiveValue. No React, no three.
import type { Clock } from "#shared/base/clock.ts";
import { type Disposable, Listeners } from "#shared/base/disposable.ts";
import type { DecodedFrame } from "#shared/frame/decode.ts";
import { DirtyRows } from "#shared/frame/dirty-rows.ts";
import { flagAllRows, flagFollowing } from "#shared/frame/layout.ts";
import type { Plant } from "#shared/model/plant.ts";
import { createTwin, type Twin } from "#shared/twin/twin.ts";

/** A playhead is extrapolated this long beyond its newest frame, wall milliseconds; then it stands still. */
const extrapolateMs = 400;
/** Words of one slot's move: t0, t1 (f32 bits), from | to << 16, path | look << 16. */
export const wordsPerMove = 4;

export class LiveTable {
  readonly plant: Plant;
  readonly twin: Twin;
  /** Grows with every frame and every change of `stale`. */
  version = 0;
  readonly assetState: Uint8Array;
  readonly assetMode: Uint8Array;
  readonly assetFlags: Uint8Array;
  readonly assetCount: Uint16Array;
  readonly assetSinceMs: Float64Array;
  /** Seconds of work done on the part in work when the state began, and its ideal cycle: see `cyclePhase`. */
  readonly assetCycleS: Float32Array;
  readonly assetIdealS: Float32Array;
  readonly signalValue: Float64Array;
  readonly signalTimeMs: Float64Array;
  readonly signalQuality: Uint8Array;
  /** Grows with the parts in the plant; `moveCapacity` slots long. */
  moveWords: Uint32Array<ArrayBuffer>;
  slotCount = 0;
  /** Plant time the moves' seconds count from. */
  epochMs = 0;
  frameTimeMs = 0;
  speed = 0;
  following = false;
  startMs = 0;
  endMs = 0;
  /** Texts of text signals, by index. */
  readonly strings: string[] = [];
  /** Rows changed since the scene last took them. */
  readonly touchedAssets: DirtyRows;
  readonly touchedSlots: DirtyRows;
  #stale = false;
  #frameWallMs = 0;
  readonly #wall: Clock;
  readonly #listeners = new Listeners<void>();

  constructor(plant: Plant, wall: Clock, slots = 1024) {
    this.plant = plant;
    this.twin = createTwin(plant);
    this.#wall = wall;
    const assets = plant.assets.length;
    const signals = plant.signals.length;
    this.assetState = new Uint8Array(assets);
    this.assetMode = new Uint8Array(assets);
    this.assetFlags = new Uint8Array(assets);
    this.assetCount = new Uint16Array(assets);
    this.assetSinceMs = new Float64Array(assets);
    this.assetCycleS = new Float32Array(assets);
    this.assetIdealS = new Float32Array(assets);
    this.signalValue = new Float64Array(signals);
    this.signalTimeMs = new Float64Array(signals);
    this.signalQuality = new Uint8Array(signals);
    this.moveWords = new Uint32Array(slots * wordsPerMove);
    this.touchedAssets = new DirtyRows(assets);
    this.touchedSlots = new DirtyRows(slots);
  }

  /** Slots that fit before `moveWords` is replaced by a longer array. */
  get moveCapacity(): number {
    return this.moveWords.length / wordsPerMove;
  }

  /** The link is lost: nothing may be shown as live. */
  get stale(): boolean {
    return this.#stale;
  }

  /** Marks everything as no longer live, or live again; time stands still while stale. */
  setStale(stale: boolean): void {
    if (stale === this.#stale) return;
    if (stale) this.frameTimeMs = this.timeMs();
    else this.#frameWallMs = this.#wall.nowMs();
    this.#stale = stale;
    this.#changed();
  }

  /** Playhead time now: the newest frame's, carried on at its speed until the next is due. */
  timeMs(): number {
    if (this.#stale || this.speed === 0) return this.frameTimeMs;
    const sinceMs = Math.min(extrapolateMs, this.#wall.nowMs() - this.#frameWallMs);
    const timeMs = this.frameTimeMs + Math.max(0, sinceMs) * this.speed;
    return this.following ? timeMs : Math.min(Math.max(timeMs, this.startMs), this.endMs);
  }

  /** Copies the frame's rows in and tells the listeners. */
  apply(frame: DecodedFrame): void {
    const all = (frame.flags & flagAllRows) !== 0;
    this.frameTimeMs = frame.timeMs;
    this.#frameWallMs = this.#wall.nowMs();
    this.speed = frame.speed;
    this.following = (frame.flags & flagFollowing) !== 0;
    this.startMs = frame.startMs;
    this.endMs = frame.endMs;
    this.epochMs = frame.epochMs;

    for (let index = 0; index < frame.assetCount; index += 1) {
      const row = frame.assetRow[index] ?? 0;
      this.assetState[row] = frame.assetState[index] ?? 0;
      this.assetMode[row] = frame.assetMode[index] ?? 0;
      this.assetFlags[row] = frame.assetFlags[index] ?? 0;
      this.assetCount[row] = frame.assetParts[index] ?? 0;
      this.assetSinceMs[row] = frame.assetSinceMs[index] ?? 0;
      this.assetCycleS[row] = frame.assetCycleS[index] ?? 0;
      this.assetIdealS[row] = frame.assetIdealS[index] ?? 0;
      this.touchedAssets.mark(row);
    }
    for (let index = 0; index < frame.signalCount; index += 1) {
      const row = frame.signalRow[index] ?? 0;
      this.signalValue[row] = frame.signalValue[index] ?? 0;
      this.signalTimeMs[row] = frame.timeMs - (frame.signalAgeS[index] ?? 0) * 1000;
      this.signalQuality[row] = frame.signalQuality[index] ?? 0;
    }
    this.#applyMoves(frame, all);
    this.#changed();
  }

  /** Called after every frame and when `stale` changes. */
  subscribe(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  #applyMoves(frame: DecodedFrame, all: boolean): void {
    if (frame.slotCount > this.moveCapacity) this.#growMoves(frame.slotCount);
    if (all) {
      // Slots the frame does not name are empty, those of an earlier place in time among them.
      this.moveWords.fill(0);
      this.touchedSlots.markAll(Math.max(this.slotCount, frame.slotCount));
    }
    this.slotCount = frame.slotCount;
    const { moveSlot, moveWords: sent, moveCount } = frame;
    const { moveWords, touchedSlots } = this;
    for (let index = 0; index < moveCount; index += 1) {
      const slot = moveSlot[index] ?? 0;
      const to = slot * wordsPerMove;
      const from = index * wordsPerMove;
      // Written out: a loop over four words costs more than the words, a thousand times a frame.
      moveWords[to] = sent[from] ?? 0;
      moveWords[to + 1] = sent[from + 1] ?? 0;
      moveWords[to + 2] = sent[from + 2] ?? 0;
      moveWords[to + 3] = sent[from + 3] ?? 0;
      touchedSlots.mark(slot);
    }
  }

  #growMoves(slots: number): void {
    const grown = new Uint32Array(Math.max(slots, this.moveCapacity * 2) * wordsPerMove);
    grown.set(this.moveWords);
    this.moveWords = grown;
    this.touchedSlots.grow(this.moveCapacity);
    this.touchedSlots.markAll(this.slotCount);
  }

  #changed(): void {
    this.version += 1;
    this.#listeners.emit();
  }
}
