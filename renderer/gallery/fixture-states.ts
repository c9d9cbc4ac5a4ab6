// What the fixture plant does at a time, and the frame that a host would send of it.
import type { DecodedFrame } from "#shared/frame/decode.ts";
import { flagAllRows, flagFollowing, modeCode, qualityCode, stateCode } from "#shared/frame/layout.ts";
import type { LaneSegment } from "#shared/host-api/requests.ts";
import { idealCycleS, type Plant } from "#shared/model/plant.ts";
import { assetStates } from "#shared/model/state.ts";
import { fixtureStartMs, signalValue, stateHistory } from "./fixture-plant.ts";

export class FixtureStates {
  /** By asset row; those of stations alone have any. */
  readonly histories: readonly (readonly LaneSegment[])[];
  readonly #plant: Plant;

  constructor(plant: Plant) {
    this.#plant = plant;
    this.histories = plant.assets.map((asset) => (asset.level === "station" ? stateHistory(asset) : []));
  }

  /** The state of an asset at a time, with its beginning and its end. */
  segmentAt(row: number, timeMs: number): LaneSegment | undefined {
    return this.histories[row]?.find((segment) => timeMs >= segment.fromMs && timeMs < segment.toMs);
  }

  /** How many parts an asset holds. */
  countAt(row: number, timeMs: number): number {
    const asset = this.#plant.assets[row];
    if (asset === undefined || asset.level === "area" || asset.level === "line" || asset.level === "site")
      return 0;
    if (asset.level === "station") return this.segmentAt(row, timeMs)?.state === "starved" ? 0 : 1;
    const capacity = asset.capacity ?? 0;
    const wave = 0.5 + 0.5 * Math.sin(timeMs / 70_000 + row * 1.7);
    return Math.round(capacity * wave);
  }

  #idealS(row: number): number {
    const asset = this.#plant.assets[row];
    const variant = this.#plant.file.variants[0]?.id ?? "";
    return asset === undefined ? 0 : (idealCycleS(asset, variant) ?? 0);
  }

  /** Work done on the part in work when the state began: part follows part at the ideal cycle. */
  #cycleAt(row: number, timeMs: number): number {
    const segment = this.segmentAt(row, timeMs);
    const idealS = this.#idealS(row);
    if (segment === undefined || idealS === 0) return 0;
    // A state other than run stands somewhere in a cycle.
    if (segment.state !== "run") return (segment.fromMs / 1000) % idealS;
    return -Math.floor((timeMs - segment.fromMs) / 1000 / idealS) * idealS;
  }

  /** All rows of the plant at a time. */
  frame(
    timeMs: number,
    { isFollowing, speed, endMs }: { isFollowing: boolean; speed: number; endMs: number },
  ): DecodedFrame {
    const plant = this.#plant;
    const assets = plant.assets.length;
    const signals = plant.signals.length;
    return {
      sequence: 1,
      flags: flagAllRows | (isFollowing ? flagFollowing : 0),
      timeMs,
      epochMs: fixtureStartMs,
      startMs: fixtureStartMs,
      endMs,
      speed,
      assetCount: assets,
      signalCount: signals,
      moveCount: 0,
      slotCount: 0,
      assetSinceMs: Float64Array.from(plant.assets, ({ row }) => this.segmentAt(row, timeMs)?.fromMs ?? 0),
      assetCycleS: Float32Array.from(plant.assets, ({ row }) => this.#cycleAt(row, timeMs)),
      assetIdealS: Float32Array.from(plant.assets, ({ row }) => this.#idealS(row)),
      assetRow: Uint32Array.from(plant.assets, ({ row }) => row),
      assetParts: Uint16Array.from(plant.assets, ({ row }) => this.countAt(row, timeMs)),
      assetState: Uint8Array.from(plant.assets, ({ row }) => {
        const state = assetStates.find((known) => known === this.segmentAt(row, timeMs)?.state);
        return stateCode(state ?? "unknown");
      }),
      assetMode: new Uint8Array(assets).fill(modeCode("production")),
      assetFlags: new Uint8Array(assets),
      signalValue: Float64Array.from(plant.signals, (signal) => signalValue(signal, timeMs)),
      signalAgeS: Float32Array.from(plant.signals, ({ row }) => (row % 13 === 5 ? 47 : (timeMs / 1000) % 1)),
      signalRow: Uint32Array.from(plant.signals, ({ row }) => row),
      signalQuality: Uint8Array.from(plant.signals, ({ row }) =>
        qualityCode(
          row % 13 === 5 ? "stale" : row % 17 === 6 ? "missing" : row % 29 === 7 ? "uncertain" : "good",
        ),
      ),
      moveSlot: new Uint32Array(0),
      moveWords: new Uint32Array(0),
    };
  }
}
