// What reruns of the log say: what a stop cost, what a change would bring, which change brings most. Every number is the difference of two
// replays of the same stretch; a log that cannot be run again as it was gives none.
import { contendersOf } from "./contenders.ts";
import { criticalPath, pathTimes } from "./critical-path.ts";
import type { LineLog } from "./line-log.ts";
import type { Interval } from "./report.ts";
import type { LineChange } from "./twin/line-change.ts";
import {
  gainOf,
  readReplayable,
  replay,
  type Replayable,
  type ReplayWindow,
  unitsOf,
} from "./twin/replay.ts";

/** A replay without changes may differ from the log by such a share of its units. */
const mostUnitsOff = 0.02;
/** Pieces of a window whose gains tell how sure its gain is. */
const pieces = 6;
/** Two-sided 90 % of a Student t with five degrees of freedom. */
const t90 = 2.015;
const redraws = 3;

/** A stop, an absence or a late supply of the log. */
export interface LoggedStop {
  readonly resource: string;
  readonly fromS: number;
  /** Infinity = it goes on. */
  readonly toS: number;
  readonly reason: string;
  readonly change: LineChange;
}

export interface WhatIf {
  /** Units of the window by replay, as it was. */
  readonly baseUnits: number;
  readonly gainUnits: Interval;
  /** Shares of the path with the changes, by contender. */
  readonly shares: readonly { readonly resource: string; readonly share: number }[];
}

export class Reruns {
  readonly log: LineLog;
  readonly replayable: Replayable;
  readonly #tieS: number;
  /** Units of windows without changes: many questions share them. */
  readonly #base = new Map<string, number>();

  constructor(log: LineLog, tieS: number) {
    this.log = log;
    this.replayable = readReplayable(log);
    this.#tieS = tieS;
  }

  /** Whether a window, run again without changes, gives the units that were recorded. */
  isFaithful(fromS: number, toS: number): boolean {
    const recorded = this.log.shippedBy(toS) - this.log.shippedBy(fromS);
    const again = this.#baseUnits({ fromS, toS });
    return recorded > 0 && Math.abs(again - recorded) <= Math.max(1, mostUnitsOff * recorded);
  }

  /** Units that changes bring in a window, and how sure that is by the gains of its pieces. */
  gain(fromS: number, toS: number, changes: readonly LineChange[]): Interval {
    const gainOn = (window: ReplayWindow): number =>
      unitsOf(this.replayable, window, changes) - this.#baseUnits(window);
    const mean = gainOn({ fromS, toS });
    const lengthS = (toS - fromS) / pieces;
    const ofPieces = Array.from({ length: pieces }, (_, piece) =>
      gainOn({ fromS: fromS + piece * lengthS, toS: fromS + (piece + 1) * lengthS }),
    );
    const middle = ofPieces.reduce((sum, units) => sum + units, 0) / pieces;
    const variance = ofPieces.reduce((sum, units) => sum + (units - middle) ** 2, 0) / (pieces - 1);
    // A unit more or less at the window's end is chance as well.
    const spread = Math.max(1, t90 * Math.sqrt(variance * pieces));
    return { mean, lo: Math.min(mean, Math.max(0, mean - spread)), hi: mean + spread };
  }

  /** Units that a stop cost until `toS`, by a replay without it. */
  costOf(stop: LoggedStop, toS: number): number {
    const window = { fromS: Math.max(this.log.startedS, stop.fromS - 1), toS };
    return gainOf(this.replayable, window, [stop.change], redraws).mean;
  }

  /** Units of a window with changes, and what the path then is on. */
  whatIf(fromS: number, toS: number, changes: readonly LineChange[]): WhatIf {
    const changed = replay(this.replayable, { fromS, toS }, changes);
    const { list, ofResource } = contendersOf(changed.log);
    const shares = new Float64Array(list.length);
    const exit = changed.log.shippedS.length - 1;
    const path = criticalPath(changed.log, exit < 0 ? [] : [exit], { tieS: this.#tieS, untilS: fromS });
    pathTimes(changed.log, path, fromS, path.toS).forEach((seconds, resource) => {
      const at = ofResource[resource] ?? -1;
      if (at >= 0 && path.toS > fromS) shares[at] = (shares[at] ?? 0) + seconds / (path.toS - fromS);
    });
    return {
      baseUnits: this.#baseUnits({ fromS, toS }),
      gainUnits: this.gain(fromS, toS, changes),
      shares: list
        .map(({ id }, at) => ({ resource: id, share: Math.min(1, shares[at] ?? 0) }))
        .filter(({ share }) => share > 0)
        .sort((a, b) => b.share - a.share),
    };
  }

  #baseUnits(window: ReplayWindow): number {
    const key = `${window.fromS} ${window.toS}`;
    const known = this.#base.get(key);
    if (known !== undefined) return known;
    const units = unitsOf(this.replayable, window);
    this.#base.set(key, units);
    return units;
  }

  /** Stops of stations, late supplies and absences that began in a window and lasted longer than `leastS`, longest first. */
  stops(fromS: number, toS: number, leastS: number): LoggedStop[] {
    const { recorded } = this.replayable;
    const { line } = recorded;
    const found: LoggedStop[] = recorded.stops.map((stop) => {
      const resource = line.stations[stop.station]?.id ?? "";
      const change = { kind: "removeStop", resource, fromS: stop.fromS } as const;
      return { resource, fromS: stop.fromS, toS: stop.toS, reason: stop.reason, change };
    });
    for (const outage of recorded.supplyOutages) {
      const resource = line.supplies[outage.number] ?? "";
      const change = { kind: "removeSupplyDelay", resource, fromS: outage.fromS } as const;
      found.push({ resource, fromS: outage.fromS, toS: outage.toS, reason: outage.reason, change });
    }
    for (const absence of recorded.absences) {
      if (absence.isBreak) continue;
      const resource = line.operators[absence.number] ?? "";
      const change = { kind: "removeAbsence", resource, fromS: absence.fromS } as const;
      found.push({ resource, fromS: absence.fromS, toS: absence.toS, reason: absence.reason, change });
    }
    return found
      .filter(
        (stop) =>
          stop.toS > fromS && stop.fromS < toS && Math.min(stop.toS, this.log.endS) - stop.fromS >= leastS,
      )
      .sort((a, b) => b.toS - b.fromS - (a.toS - a.fromS));
  }
}
