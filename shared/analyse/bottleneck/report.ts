// What the bottleneck engine says about a window of time: names instead of numbers, ready for files, pages and the command line.
// Fields and their meaning: bottleneck ranking by expected gain, share of the critical path, calibrated confidence.

/** How much was known: states only; starts and finishes of parts; also levels, reasons and operators. */
export type EvidenceLevel = "L1" | "L2" | "L3";

/** What time on the critical path was spent on. */
export type PathReason =
  | "ideal"
  | "slow"
  | "microstop"
  | "breakdown"
  | "setup"
  | "operator"
  | "transport"
  | "planned"
  | "supply"
  | "demand"
  | "unexplained";

/** A value and the interval that holds nine of ten. */
export interface Interval {
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

export interface RankedResource {
  /** Station, group of equal stations, operator, fleet, supply or demand. */
  readonly resource: string;
  /** Stations of a group. */
  readonly members?: readonly string[];
  /** Share of the window that the critical path spent on it: the exact derivative of the log's length to its durations. */
  readonly share: number;
  /** Calibrated probability that it is the one whose speed-up pays most. */
  readonly pBest: number;
  /** Units an hour gained by durations 10 % shorter, by replay of the window. */
  readonly gain10: Interval;
  /** Its time on the critical path by reason, most first; `code` = the machine's own reason. */
  readonly lost: readonly {
    readonly reason: PathReason;
    readonly code?: string;
    readonly minutes: number;
    /** Units not made in that time: the window's output x the time's share of the path. */
    readonly parts: number;
  }[];
  /** Shares by the shifting active-period method: alone, and while the title passes on. */
  readonly soleShare: number;
  readonly shiftShare: number;
}

/** What one classical method names, and its score for the one it names. */
export interface MethodPick {
  readonly name:
    "utilisation" | "activePeriodAverage" | "activePeriodShifting" | "turningPoint" | "arrow" | "walk";
  readonly pick: string | undefined;
  readonly score: number;
}

/** A stretch in which one resource limited the line. */
export interface ConstraintStretch {
  readonly fromS: number;
  readonly toS: number;
  readonly resource: string;
  readonly provisional: boolean;
}

export interface BottleneckReport {
  readonly window: { readonly fromS: number; readonly toS: number; readonly units: number };
  readonly ranking: readonly RankedResource[];
  /** All that may be the constraint: calibrated probability of .1 or more. One entry = a clear case. */
  readonly tieSet: readonly string[];
  /** False = it abstains: what is known does not tell which of the tie set it is. */
  readonly isNamed: boolean;
  /** Share of the window that an unbroken critical path explains. */
  readonly coverage: number;
  /** Stations of which less is seen than of the others, worst first: share of the parts that were seen there. */
  readonly thin: readonly { readonly resource: string; readonly coverage: number }[];
  readonly level: EvidenceLevel;
  readonly methods: readonly MethodPick[];
  readonly timeline: readonly ConstraintStretch[];
  /** Until when the timeline will not change any more. */
  readonly settledToS: number;
  readonly warnings: readonly string[];
  readonly provenance: {
    readonly engine: string;
    readonly seed: number;
    /** First 16 hex digits of the SHA-256 of the log's canonical rows. */
    readonly inputHash: string;
  };
}
