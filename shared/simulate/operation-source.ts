// Operations that are told instead of drawn from a station's own distributions: recorded ones, or redrawn from a record.
// The engine asks once when an operation begins. Who answers, and from what, lies above (analyse/bottleneck/twin).
import type { LineState } from "./line-state.ts";

/** What becomes of a part after an operation. */
export const ending = {
  /** It goes on. */
  good: 0,
  /** It is sent back, or the operation is repeated in place where there is no way back. */
  back: 1,
  scrap: 2,
} as const;

/** Tells operations one at a time; the fields hold until the next question. */
export interface OperationSource {
  /** Sets the fields to the operation of the part in row `part` at `station`. */
  tell(line: LineState, station: number, part: number): void;
  /** Seconds of work, without setup and stops. */
  workS: number;
  /** Seconds of setup as recorded, 0 = none: used where the line's own matrix does not say, and for its length where it does. */
  setupS: number;
  /** Stops inside the work: rows of the columns below, from `firstStop` to before `endStop`. */
  firstStop: number;
  endStop: number;
  /** A value of `ending`. */
  ending: number;
  /** Share of the work done when the stop comes, below 1. */
  readonly stopAt: Float64Array;
  readonly stopLengthS: Float64Array;
  /** Numbers of `engineReasons`. */
  readonly stopReason: Uint8Array;
}
