// The shape of a simulated run's truth, as it is written beside the log.
import type { EventKind } from "./scenario-schema.ts";

/** A stretch of the shift and the resource that limited it. */
export interface ConstraintPhase {
  readonly fromS: number;
  readonly toS: number;
  /** Station, or the cell of equal stations (then `members` names them), or what a scripted event took away. */
  readonly resource: string;
  readonly members?: readonly string[];
  /** When the order or event that moved the constraint here began. */
  readonly causeAtS: number;
  /** First window in which speeding up this resource pays most. */
  readonly effectAtS: number;
}

/** A scripted event and its cost. */
export interface TruthEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly resource: string;
  readonly signal?: string;
  readonly factor?: string;
  readonly fromS: number;
  readonly toS: number;
  /** Finished units at the end of the shift: without the event, less with it; all random numbers equal. */
  readonly partsLost: number;
}

/** The whole truth of one run. */
export interface Truth {
  readonly schema: 1;
  readonly plant: string;
  readonly seed: number;
  readonly startMs: number;
  readonly hours: number;
  readonly shipped: number;
  readonly constraint: readonly ConstraintPhase[];
  readonly events: readonly TruthEvent[];
  /** Planned breaks, and what they cost. */
  readonly planned: readonly {
    readonly id: string;
    readonly fromS: number;
    readonly toS: number;
    readonly partsLost: number;
  }[];
  readonly parts: readonly {
    readonly serial: string;
    readonly variant: string;
    readonly defect?: {
      readonly class: string;
      readonly resource: string;
      readonly causeId: string;
      readonly madeS: number;
      readonly foundS?: number;
    };
  }[];
}
