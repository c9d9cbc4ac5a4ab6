// From facts to rows: one row for each asset and window of plant time, with the mean of what its numeric signals showed while it
// ran, and how it was run until then. Both learning and watching begin here, so that they see the same.
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { AssetState } from "#shared/model/state.ts";
import { gatedByDefault } from "../episodes.ts";

/** Length of a row, plant time. Windows begin at whole multiples, so rows do not depend on when somebody began to look. */
export const rowMs = 60_000;
/** Right after a machine begins to run, its signals still rise: what they show so soon does not count. */
const settleMs = 8_000;
/**
 * What is measured of a finished part comes at the very moment of the change of state. A recording rounds each to the microsecond, so it
 * may read them the other way round; anything later already shows a machine that stands.
 */
const sameMomentMs = 0.002;
/** Less running than this in a window tells too little. */
const leastRunMs = 12_000;
/** What arrives later than this after its own time is of another row. */
const mostDelayMs = 2_000;
/** Time scales of the share of time that an asset ran: what fast, slow and heavy things warm up with. */
export const dutyScalesMs = [120_000, 400_000, 1_200_000] as const;
/** A longer silence is skipped. */
const longestSilenceMs = 30 * 86_400_000;
/** Serials whose variant is remembered. */
const mostSerials = 20_000;

/** What one asset showed in one window. */
export interface WatchRow {
  /** Place among the assets of the rows. */
  readonly asset: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Means of the asset's numeric signals while it ran; NaN = nothing usable. */
  readonly values: Float64Array;
  /** Samples in each mean. */
  readonly counts: Uint16Array;
  /** Recent shares of time that it ran, by `dutyScalesMs`: means over the time that it ran in the window; NaN when it did not. */
  readonly duty: readonly number[];
  /** Variant that it worked on; absent = none known, or several in the window. */
  readonly variant?: string;
  /** `run` when there is enough to judge it, else the state that stood in the way. */
  readonly state: AssetState;
}

/** An asset that has rows: at least two numeric signals. */
export interface WatchedAsset {
  readonly id: string;
  readonly row: number;
  /** Rows of its numeric signals, in the order of a row's values. */
  readonly signalRows: readonly number[];
}

/** The assets of a plant that have rows, in the plant's order. */
export function watchedAssets(plant: Plant): WatchedAsset[] {
  return plant.assets.flatMap(({ id, row, signalRows }) => {
    const numeric = signalRows.filter((signalRow) => {
      const signal = plant.signals[signalRow];
      return signal?.type === "number" && signal.role === undefined;
    });
    return numeric.length < 2 ? [] : [{ id, row, signalRows: numeric }];
  });
}

/** What is collected of an asset in the open window. */
interface Collected {
  state: AssetState;
  /** When its state began. */
  sinceMs: number;
  /** When it last stopped after it had settled. */
  ranUntilMs: number;
  runMs: number;
  /** The gated state of the window, if there was one. */
  gated: AssetState | undefined;
  readonly sums: Float64Array;
  readonly counts: Uint16Array;
  /** Recent shares of time that it ran, as of `dutyAtMs`, and their integrals over the running time of the window. */
  readonly duty: Float64Array;
  readonly dutyMs: Float64Array;
  dutyAtMs: number;
  /** Variant of the part at work, and whether the window saw another one. */
  variant: string | undefined;
  isMixed: boolean;
}

/** Folds facts in order of arrival into rows. */
export class WatchRows {
  readonly assets: readonly WatchedAsset[];
  readonly #collected: Collected[];
  /** By row of the plant: place of an asset, place of a signal's asset, and its column; -1 = not watched. */
  readonly #assetAt: Int32Array;
  readonly #signalAsset: Int32Array;
  readonly #signalColumn: Int32Array;
  readonly #variantOf = new Map<string, string>();
  readonly #take: (row: WatchRow) => void;
  /** End of the open window; NaN before the first fact. */
  #endMs = NaN;
  #nowMs = -Infinity;

  constructor(plant: Plant, take: (row: WatchRow) => void) {
    this.#take = take;
    this.assets = watchedAssets(plant);
    this.#assetAt = new Int32Array(plant.assets.length).fill(-1);
    this.#signalAsset = new Int32Array(plant.signals.length).fill(-1);
    this.#signalColumn = new Int32Array(plant.signals.length).fill(-1);
    this.assets.forEach(({ row, signalRows }, at) => {
      this.#assetAt[row] = at;
      signalRows.forEach((signalRow, column) => {
        this.#signalAsset[signalRow] = at;
        this.#signalColumn[signalRow] = column;
      });
    });
    this.#collected = this.assets.map(({ signalRows }) => ({
      state: "unknown",
      sinceMs: -Infinity,
      ranUntilMs: -Infinity,
      runMs: 0,
      gated: "unknown",
      sums: new Float64Array(signalRows.length),
      counts: new Uint16Array(signalRows.length),
      duty: new Float64Array(dutyScalesMs.length).fill(NaN),
      dutyMs: new Float64Array(dutyScalesMs.length),
      dutyAtMs: NaN,
      variant: undefined,
      isMixed: false,
    }));
  }

  /** Takes the next fact by arrival; gives the rows of the windows that were over before it. */
  take(fact: Fact): void {
    this.advance(fact.receivedMs);
    switch (fact.kind) {
      case "sample":
        if (fact.quality === "good" || fact.quality === "uncertain")
          this.#sample(fact.signal, fact.value, fact.timeMs, fact.receivedMs, fact.backfill === true);
        return;
      case "state":
        if (fact.backfill !== true) this.#state(fact.asset, fact.state);
        return;
      case "part": {
        const { serial, variant, verb } = fact.event;
        if (variant !== undefined && !this.#variantOf.has(serial)) this.#remember(serial, variant);
        if (verb === "enter") this.#works(fact.assetRow, this.#variantOf.get(serial));
        return;
      }
      case "result":
      case "condition":
      case "order":
      case "travel":
      case "finding":
      case "link":
      case "string":
        return;
    }
  }

  /** Gives the rows of windows that are over at `toMs`: no fact before it will come. */
  advance(toMs: number): void {
    if (!(toMs > this.#nowMs)) return;
    if (Number.isNaN(this.#endMs)) this.#endMs = (Math.floor(toMs / rowMs) + 1) * rowMs;
    while (toMs >= this.#endMs) {
      this.#nowMs = this.#endMs;
      for (let at = 0; at < this.#collected.length; at += 1) this.#close(at);
      this.#endMs += rowMs;
      // Nothing tells of a month of silence; it is not walked through minute by minute.
      if (toMs - this.#endMs > longestSilenceMs) this.#endMs = (Math.floor(toMs / rowMs) + 1) * rowMs;
    }
    this.#nowMs = toMs;
  }

  /** The variant of a part, if it was told; of the newest parts only. */
  variantOf(serial: string): string | undefined {
    return this.#variantOf.get(serial);
  }

  #sample(signal: number, value: number, timeMs: number, receivedMs: number, isLate: boolean): void {
    const at = this.#signalAsset[signal] ?? -1;
    const asset = this.#collected[at];
    if (asset === undefined || isLate || receivedMs - timeMs > mostDelayMs) return;
    const isSettled = asset.state === "run" && this.#nowMs - asset.sinceMs >= settleMs;
    if (!isSettled && this.#nowMs - asset.ranUntilMs > sameMomentMs) return;
    const column = this.#signalColumn[signal] ?? 0;
    asset.sums[column] = (asset.sums[column] ?? 0) + value;
    asset.counts[column] = (asset.counts[column] ?? 0) + 1;
  }

  #state(assetRow: number, state: AssetState): void {
    const asset = this.#collected[this.#assetAt[assetRow] ?? -1];
    if (asset === undefined || asset.state === state) return;
    this.#spend(asset);
    if (Number.isNaN(asset.dutyAtMs)) {
      // The first state heard counts as having lasted for long.
      asset.duty.fill(state === "run" ? 1 : 0);
      asset.dutyAtMs = this.#nowMs;
    }
    if (asset.state === "run" && this.#nowMs - asset.sinceMs >= settleMs) asset.ranUntilMs = this.#nowMs;
    asset.state = state;
    asset.sinceMs = this.#nowMs;
    if (gatedByDefault.has(state)) asset.gated = state;
  }

  #works(assetRow: number, variant: string | undefined): void {
    const asset = this.#collected[this.#assetAt[assetRow] ?? -1];
    if (asset === undefined || asset.variant === variant) return;
    // What was measured in this window was with the one before.
    if (asset.counts.some((count) => count > 0)) asset.isMixed = true;
    asset.variant = variant;
  }

  #remember(serial: string, variant: string): void {
    this.#variantOf.set(serial, variant);
    const [oldest] = this.#variantOf.keys();
    if (this.#variantOf.size > mostSerials && oldest !== undefined) this.#variantOf.delete(oldest);
  }

  /** Brings running time and duty up to now. */
  #spend(asset: Collected): void {
    const isRunning = asset.state === "run";
    const goal = isRunning ? 1 : 0;
    const spentMs = this.#nowMs - asset.dutyAtMs;
    // No state was heard yet.
    if (Number.isNaN(spentMs)) return;
    asset.dutyAtMs = this.#nowMs;
    if (isRunning) asset.runMs += spentMs;
    dutyScalesMs.forEach((scaleMs, index) => {
      const away = (asset.duty[index] ?? NaN) - goal;
      const kept = Math.exp(-spentMs / scaleMs);
      if (isRunning) asset.dutyMs[index] = (asset.dutyMs[index] ?? 0) + spentMs + away * scaleMs * (1 - kept);
      asset.duty[index] = goal + away * kept;
    });
  }

  #close(at: number): void {
    const asset = this.#collected[at];
    if (asset === undefined) return;
    this.#spend(asset);
    const isJudged = asset.gated === undefined && asset.runMs >= leastRunMs;
    const values = asset.sums.map((sum, column) => {
      const count = asset.counts[column] ?? 0;
      return count === 0 ? NaN : sum / count;
    });
    this.#take({
      asset: at,
      fromMs: this.#endMs - rowMs,
      toMs: this.#endMs,
      values,
      counts: Uint16Array.from(asset.counts),
      duty: Array.from(asset.dutyMs, (sum) => sum / asset.runMs),
      ...(asset.variant === undefined || asset.isMixed ? {} : { variant: asset.variant }),
      state: isJudged ? "run" : (asset.gated ?? (asset.state === "run" ? "starved" : asset.state)),
    });
    asset.sums.fill(0);
    asset.counts.fill(0);
    asset.dutyMs.fill(0);
    asset.runMs = 0;
    asset.isMixed = false;
    asset.gated = gatedByDefault.has(asset.state) ? asset.state : undefined;
  }
}
