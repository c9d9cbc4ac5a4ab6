// Everything that can be known about a plant over time, in one vocabulary.
// Readings come from sources with the source's own keys; facts are readings after normalising, with rows and two times.
// The recorder stores facts, the twin folds them, the analyses read them.
import type { AssetMode, AssetState, Quality, StateReason } from "./state.ts";

/** Which verbs a part's life is told in. A carrier id is not a serial. */
export const partVerbs = [
  "create",
  "enter",
  "leave",
  "consume",
  "assemble",
  "disassemble",
  "rework",
  "hold",
  "release",
  "scrap",
  "ship",
] as const;
export type PartVerb = (typeof partVerbs)[number];

/** What happened to one part (unit with a serial) at one asset. */
export interface PartEvent {
  readonly verb: PartVerb;
  readonly serial: string;
  readonly asset: string;
  readonly timeMs: number;
  /** Known at `create`; a recording keeps it with every event. */
  readonly variant?: string;
  /** The part had been sent to rework before; told by recordings. */
  readonly again?: boolean;
  /** What the product is: `cell`, `module`, `tray`, `pack`. Known at `create`. */
  readonly product?: string;
  /** `leave`: the asset it goes to. */
  readonly to?: string;
  /** `leave`: when it will be there, if the source knows. */
  readonly arriveMs?: number;
  /** `leave`: the vehicle that carries it. */
  readonly vehicle?: string;
  /** `assemble`: the component that went in. `consume`: the lot or part used. */
  readonly component?: string;
  /** `consume`: a lot number instead of a serial, with the quantity taken. */
  readonly lot?: string;
  readonly quantity?: number;
  readonly position?: string;
  /** `rework`: which attempt this is, 1 = first. */
  readonly attempt?: number;
  readonly reason?: string;
}

/** A measured property of a part. It belongs to the part, not to a signal. */
export interface Result {
  readonly serial: string;
  readonly asset: string;
  readonly step: string;
  readonly characteristic: string;
  readonly value: number;
  readonly unit: string;
  readonly verdict: "ok" | "notOk" | "notMeasured";
  readonly lsl?: number;
  readonly usl?: number;
  readonly target?: number;
  readonly attempt: number;
  readonly program?: string;
  readonly tool?: string;
  readonly timeMs: number;
  readonly curveRef?: string;
  /** Where on the part it was measured: fractions of length, width and height, 0 to 1. */
  readonly spot?: readonly [number, number, number];
}

/** What is to be made, and in which order. */
export interface Order {
  readonly id: string;
  readonly variant: string;
  readonly quantity: number;
  readonly plannedStartMs: number;
  readonly dueMs?: number;
  readonly sequence: number;
}

/** What an analysis says, with its evidence. Same id after replay: first 16 hex of sha256(kind|assetId|onsetMs|engine). */
export interface Finding {
  readonly id: string;
  readonly kind: "bottleneck" | "quality" | "condition" | "sensor";
  readonly assetId: string;
  readonly anchor?: string;
  readonly serials: readonly string[];
  readonly onsetMs: number;
  readonly detectedMs: number;
  readonly endMs?: number;
  readonly provisional: boolean;
  readonly confidence?: number;
  readonly engine: { readonly name: string; readonly version: string; readonly modelSha256?: string };
  readonly evidence: readonly EvidenceRef[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Where a finding's proof can be seen. */
export interface EvidenceRef {
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly signal?: string;
  readonly serial?: string;
}

/** The level of a condition (alarm of the source, mirrored and never acknowledged from here). */
export type ConditionLevel = "normal" | "warning" | "fault" | "unavailable";

/** What a source emits: the source's own keys and units, not yet resolved. Times are plant time. */
export type Reading =
  | {
      readonly kind: "value";
      /** The signal's tag, or its id `assetId/name`. */
      readonly key: string;
      readonly timeMs: number;
      /** `undefined` = the source says it has no value. */
      readonly value: number | string | undefined;
      readonly quality?: Quality;
    }
  | {
      readonly kind: "condition";
      readonly key: string;
      readonly timeMs: number;
      readonly level: ConditionLevel;
      readonly code: string;
      readonly text: string;
      readonly nativeSeverity?: string;
      readonly qualifier?: string;
    }
  | {
      readonly kind: "state";
      readonly asset: string;
      readonly timeMs: number;
      readonly state: AssetState;
      readonly mode?: AssetMode;
      readonly nativeState?: string;
      readonly reason?: StateReason;
    }
  | ({ readonly kind: "part" } & PartEvent)
  | ({ readonly kind: "result" } & Result)
  | { readonly kind: "order"; readonly timeMs: number; readonly order: Order; readonly asset?: string }
  /** A vehicle starts towards `to`; `arriveMs` when known. */
  | {
      readonly kind: "travel";
      readonly vehicle: string;
      readonly from: string;
      readonly to: string;
      readonly timeMs: number;
      readonly arriveMs: number;
      readonly load: number;
    };

/** Arrival on the timeline clock, by which playhead, seek and keyframes order. */
interface Arrived {
  readonly receivedMs: number;
}

/**
 * A normalised reading. `timeMs` = when it was true at the source, `receivedMs` = when we learned it.
 * Late or historical values carry `backfill` and do not change state-at-time.
 */
export type Fact = Arrived &
  (
    | {
        readonly kind: "sample";
        readonly signal: number;
        readonly timeMs: number;
        /** Number, label index of an enum, or index into the string table; 0 when the quality is `missing`. */
        readonly value: number;
        readonly quality: Quality;
        readonly backfill?: boolean;
      }
    | {
        readonly kind: "state";
        readonly asset: number;
        readonly timeMs: number;
        readonly state: AssetState;
        readonly mode: AssetMode;
        readonly nativeState: string;
        readonly reason?: StateReason;
        readonly backfill?: boolean;
      }
    | {
        readonly kind: "condition";
        readonly asset: number;
        readonly key: string;
        readonly timeMs: number;
        readonly level: ConditionLevel;
        readonly code: string;
        readonly text: string;
      }
    | { readonly kind: "part"; readonly assetRow: number; readonly event: PartEvent }
    | { readonly kind: "result"; readonly assetRow: number; readonly result: Result }
    | { readonly kind: "order"; readonly timeMs: number; readonly order: Order; readonly assetRow?: number }
    | {
        readonly kind: "travel";
        readonly vehicle: number;
        readonly from: number;
        readonly to: number;
        readonly timeMs: number;
        readonly arriveMs: number;
        readonly load: number;
      }
    | { readonly kind: "finding"; readonly timeMs: number; readonly finding: Finding }
    /** A source was last heard at `timeMs`, or is heard again since then: between the two, nothing is known. */
    | { readonly kind: "link"; readonly timeMs: number; readonly source: string; readonly heard: boolean }
    /** A new entry of the timeline's string table. */
    | { readonly kind: "string"; readonly timeMs: number; readonly index: number; readonly text: string }
  );

/** A change of state. */
export type StateFact = Extract<Fact, { kind: "state" }>;

/** When it was true what a fact tells, epoch milliseconds: of a finding, when that began which was found. */
export function validMs(fact: Fact): number {
  switch (fact.kind) {
    case "part":
      return fact.event.timeMs;
    case "result":
      return fact.result.timeMs;
    case "finding":
      return fact.finding.onsetMs;
    case "sample":
    case "state":
    case "condition":
    case "order":
    case "travel":
    case "link":
    case "string":
      return fact.timeMs;
  }
}
