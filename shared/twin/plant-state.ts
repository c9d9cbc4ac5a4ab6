// The whole plant at one moment: folded from facts, cloned for keyframes, packed into frames.
// The same fold serves live, seek and replay, so what was seen live is what a seek shows. No clock, no IO.
import { modeCode, qualityCode, stateCode } from "../frame/layout.ts";
import type { Fact } from "../model/fact.ts";
import type { StateReason } from "../model/state.ts";
import { Cycles } from "./cycles.ts";
import { type DirtySink, nobody } from "./dirty-sink.ts";
import type { Moves } from "./moves.ts";
import { type OpenCondition, OpenConditions } from "./open-conditions.ts";
import { PartsInPlant, type PresentPart } from "./parts-in-plant.ts";
import type { StateBook } from "./state-snapshot.ts";
import type { Twin } from "./twin.ts";

export class PlantState {
  readonly twin: Twin;
  /** Arrival time of the newest fact folded in, or -Infinity. */
  timeMs = -Infinity;

  readonly assetState: Uint8Array;
  readonly assetMode: Uint8Array;
  readonly assetFlags: Uint8Array;
  readonly assetCount: Uint16Array;
  readonly assetSinceMs: Float64Array;
  /** Seconds of work done on the part in work when the present state began, and its ideal cycle (see cycles.ts). */
  readonly assetCycleS: Float64Array;
  readonly assetIdealS: Float32Array;
  readonly #cycles: Cycles;
  readonly #native: string[];
  readonly #reason: (StateReason | undefined)[];

  readonly signalValue: Float64Array;
  readonly signalTimeMs: Float64Array;
  readonly signalQuality: Uint8Array;

  readonly #parts: PartsInPlant;
  readonly #conditions: OpenConditions;

  constructor(twin: Twin, from?: PlantState) {
    this.twin = twin;
    const assets = twin.plant.assets.length;
    const signals = twin.plant.signals.length;
    this.assetState = from?.assetState.slice() ?? new Uint8Array(assets).fill(stateCode("unknown"));
    this.assetMode = from?.assetMode.slice() ?? new Uint8Array(assets);
    this.assetFlags = from?.assetFlags.slice() ?? new Uint8Array(assets);
    this.assetCount = from?.assetCount.slice() ?? new Uint16Array(assets);
    this.assetSinceMs = from?.assetSinceMs.slice() ?? new Float64Array(assets);
    this.#cycles = from ? from.#cycles.clone() : new Cycles(twin.plant);
    this.assetCycleS = this.#cycles.cycleS;
    this.assetIdealS = this.#cycles.idealS;
    this.#native = from ? from.#native.slice() : Array.from({ length: assets }, () => "");
    this.#reason = from ? from.#reason.slice() : Array.from({ length: assets }, () => undefined);
    this.signalValue = from?.signalValue.slice() ?? new Float64Array(signals);
    this.signalTimeMs = from?.signalTimeMs.slice() ?? new Float64Array(signals);
    this.signalQuality = from?.signalQuality.slice() ?? new Uint8Array(signals).fill(qualityCode("missing"));
    this.#parts = new PartsInPlant(twin, this, this.#cycles, from ? from.#parts : undefined);
    this.#conditions = new OpenConditions(from ? from.#conditions : undefined);
    if (from) this.timeMs = from.timeMs;
  }

  /** An independent copy; later facts do not touch it. */
  clone(): PlantState {
    return new PlantState(this.twin, this);
  }

  /** Everything that is told by names, for a keyframe. */
  book(): StateBook {
    return {
      native: this.#native,
      reason: this.#reason,
      conditions: [...this.#conditions.all()],
      inWork: this.#cycles.inWork(),
      ...this.#parts.book(),
    };
  }

  /** Takes over what `book` gave. */
  restoreBook(book: StateBook): void {
    book.native.forEach((native, row) => {
      this.#native[row] = native;
    });
    book.reason.forEach((reason, row) => {
      // JSON has no undefined in arrays.
      this.#reason[row] = reason ?? undefined;
    });
    for (const open of book.conditions) this.#conditions.set(open);
    this.#parts.restoreBook(book);
    this.#cycles.restoreInWork(book.inWork);
  }

  get moves(): Moves {
    return this.#parts.moves;
  }

  nativeState(assetRow: number): string {
    return this.#native[assetRow] ?? "";
  }

  reason(assetRow: number): StateReason | undefined {
    return this.#reason[assetRow];
  }

  part(serial: string): Readonly<PresentPart> | undefined {
    return this.#parts.get(serial);
  }

  parts(): MapIterator<Readonly<PresentPart>> {
    return this.#parts.all();
  }

  /** Parts in an asset, oldest first. */
  partsIn(assetRow: number): readonly Readonly<PresentPart>[] {
    return this.#parts.in(assetRow);
  }

  conditions(): MapIterator<OpenCondition> {
    return this.#conditions.all();
  }

  /** Folds one fact in and says which rows it touched. Facts must come in order of arrival. */
  apply(fact: Fact, dirty: DirtySink = nobody): void {
    this.timeMs = fact.receivedMs;
    switch (fact.kind) {
      case "sample":
        if (fact.backfill === true) return;
        this.signalValue[fact.signal] = fact.value;
        this.signalTimeMs[fact.signal] = fact.timeMs;
        this.signalQuality[fact.signal] = qualityCode(fact.quality);
        dirty.signal(fact.signal);
        return;
      case "state":
        this.#applyState(fact, dirty);
        return;
      case "condition":
        this.#conditions.apply(fact);
        this.assetFlags[fact.asset] = this.#conditions.flagsOf(fact.asset);
        dirty.asset(fact.asset);
        return;
      case "part":
        this.#parts.apply(fact.event, fact.assetRow, dirty);
        return;
      case "travel":
        this.#parts.travel(fact, dirty);
        return;
      case "result":
      case "order":
      case "finding":
      case "link":
      case "string":
        return;
    }
  }

  #applyState(fact: Extract<Fact, { kind: "state" }>, dirty: DirtySink): void {
    // What is told late of the past belongs into the lanes; it says nothing about now.
    if (fact.backfill === true) return;
    const { asset, timeMs } = fact;
    const state = stateCode(fact.state);
    const [before, sinceMs] = [this.assetState[asset] ?? 0, this.assetSinceMs[asset] ?? 0];
    this.#cycles.changeState(asset, before, sinceMs, state, timeMs);
    this.assetState[asset] = state;
    this.assetMode[asset] = modeCode(fact.mode);
    this.assetSinceMs[asset] = timeMs;
    this.#native[asset] = fact.nativeState;
    this.#reason[asset] = fact.reason;
    dirty.asset(asset);
  }
}
