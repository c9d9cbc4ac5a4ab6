// One interface for everything a playhead can look at: the growing live timeline and a finished file.
// Times are on the arrival axis (Fact.receivedMs), so replay shows what was seen.
import type { Shipments } from "#shared/analyse/output.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import type { LaneSegment, MarkKind, PartInfo, TimeSpan } from "#shared/host-api/requests.ts";
import type { Fact, PartEvent, Result, StateFact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { AssetState } from "#shared/model/state.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";
import type { Twin } from "#shared/twin/twin.ts";

/** What a timeline covers. `open` = it still grows. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
  readonly open: boolean;
}

/** Minimum and maximum kept per bucket, in time order; `undefined` value = no value from there on. */
export interface SampleSeries {
  readonly timeMs: readonly number[];
  readonly value: readonly (number | undefined)[];
}

export interface Mark {
  readonly timeMs: number;
  readonly asset: number;
  readonly kind: "state" | "condition" | "finding" | "order" | "note";
  readonly text: string;
  /** The new state, of a change of state. */
  readonly state?: AssetState;
  /** Of a finding: the same each time it is told. */
  readonly id?: string;
}

/** Which marks are asked for: the newest `limit` of those in [fromMs, toMs] of an asset and of some kinds; absent = of all. */
export interface MarkQuery extends TimeSpan {
  readonly assetRow?: number | undefined;
  readonly kinds?: readonly MarkKind[] | undefined;
  readonly limit: number;
}

/** A fact of a part's life. */
export type LifeFact = Extract<Fact, { kind: "part" | "result" }>;

/** A stretch in which nothing was heard of a source: what happened then is not known. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly source: string;
}

/** A recording, finished or growing. All methods may be called concurrently; times outside the range are clamped. */
export interface Timeline {
  readonly id: string;
  readonly plant: Plant;
  readonly twin: Twin;
  range(): TimeRange;
  /** Live: the source clock's time and speed. Closed: the end of the range and 1. */
  now(): { readonly timeMs: number; readonly speed: number };
  /** The plant as it was seen at `timeMs`; the caller owns the state. */
  stateAt(timeMs: number): Promise<PlantState>;
  /** Facts that arrived in (fromMs, toMs], in order; complete when `fromMs` is not before `heldFromMs()`. */
  facts(fromMs: number, toMs: number): Promise<readonly Fact[]>;
  /** Facts that tell of the time until `toMs` and arrived later, in order of arrival. */
  late(toMs: number): Promise<readonly Fact[]>;
  /**
   * The states that lanes from `timeMs` on begin with, as known then: the last of each asset until then, whenever it was told, and
   * what was told ahead of its time.
   */
  statesBefore(timeMs: number): Promise<readonly StateFact[]>;
  /** What arrived until then may be forgotten as facts; -Infinity = nothing is. */
  heldFromMs(): number;
  /**
   * State changes as stretches, at most `maxSegments` for each asset (Infinity = all). With `knownAtMs` as they were known then: without
   * what arrived later.
   */
  lanes(
    assetRows: readonly number[],
    fromMs: number,
    toMs: number,
    maxSegments: number,
    knownAtMs?: number,
  ): Promise<readonly (readonly LaneSegment[])[]>;
  samples(signalRow: number, fromMs: number, toMs: number, maxPoints: number): Promise<SampleSeries>;
  /** Those of [fromMs, toMs] by their own time, newest first. */
  marks(query: MarkQuery): Promise<readonly Mark[]>;
  /** A part as known at `timeMs`, with its genealogy. */
  part(serial: string, timeMs: number): Promise<PartInfo | undefined>;
  /** Newest results of an asset up to `timeMs`, newest first. */
  results(assetRow: number, timeMs: number, limit: number): Promise<readonly Result[]>;
  /** What happened to parts at an asset in (fromMs, toMs] of their own time, in order of arrival. */
  partEvents(assetRow: number, fromMs: number, toMs: number): Promise<readonly PartEvent[]>;
  /** What had happened by `timeMs` to the parts that are in the plant then, and to all that went into them. */
  lives(timeMs: number): Promise<readonly LifeFact[]>;
  /** Stretches of [fromMs, toMs] without data, oldest first. */
  gaps(fromMs: number, toMs: number): readonly Gap[];
  /** When finished parts left and scrapped ones were taken out: at least a production day. */
  shipments(): Shipments;
  /** Texts of text signals, by index. */
  strings(): readonly string[];
  onGrow(listener: () => void): Disposable;
}
