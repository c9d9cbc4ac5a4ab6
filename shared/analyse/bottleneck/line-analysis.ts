// The bottleneck engine over one log that may grow: who limits the line, how sure that is, what it costs. Pure; times in seconds of
// the log. The same log gives the same report, live or read from a file.
import { calibrationTable } from "./calibration-table.ts";
import { bootstrapWins, confidenceBlocks, type ConfidenceWord, judge } from "./confidence.ts";
import { ConstraintTimeline, type Stretch } from "./constraint-timeline.ts";
import type { Contender, Contenders } from "./contenders.ts";
import {
  type CriticalPath,
  criticalPath,
  explainedShare,
  pathTimes,
  timeResolutionS,
} from "./critical-path.ts";
import { hashOfLog } from "./log-hash.ts";
import type { LineLog } from "./line-log.ts";
import { type PathLoss, pathLosses } from "./path-losses.ts";
import type { EvidenceLevel } from "./report.ts";
import { type Waterfall, waterfall } from "./waterfall.ts";

export const engineName = "gemba-bottleneck 1";

/** Below this the path has holes: what is missing is said, and nothing is ranked. */
const leastCoverage = 0.95;
/** A station of which so much less is seen than of the others is named. */
const thinBelow = 0.9;
/** How sure one can be of anything while a station says nothing at all. */
const trustBesideSilence = 0.85;
/** Reasons that the report lists for a resource. */
const mostReasons = 6;
/** Units that leave after a window tell what limited its end. */
const unitsAfter = 40;

export interface RankedContender {
  readonly contender: Contender;
  readonly share: number;
  readonly pBest: number;
  readonly losses: readonly (PathLoss & { readonly units: number })[];
}

export interface WindowReport {
  readonly fromS: number;
  readonly toS: number;
  readonly units: number;
  /** Contenders that limited the line at all: the one to speed up first, by its own share, or by the twin's where that is known. */
  readonly ranking: readonly RankedContender[];
  readonly named: Contender | undefined;
  readonly word: ConfidenceWord | "not known";
  readonly tieSet: readonly Contender[];
  readonly coverage: number;
  readonly thin: readonly { readonly resource: string; readonly coverage: number }[];
  readonly level: EvidenceLevel;
  readonly stretches: readonly Stretch[];
  /** Until when the stretches will not change; NaN while nothing is settled. */
  readonly settledToS: number;
  readonly waterfall: Waterfall | undefined;
  readonly warnings: readonly string[];
  readonly inputHash: string;
}

/** What the plan asks for in a window: seconds planned, and seconds for a unit. */
export interface PlanOfWindow {
  readonly plannedS: number;
  readonly taktS: number;
}

export class LineAnalysis {
  readonly log: LineLog;
  readonly seed: number;
  readonly tieS: number;
  readonly timeline: ConstraintTimeline;

  /** `tieS` = what counts as the same time, absent = the log's resolution as it is now; `paceS` = seconds for a unit by plan. */
  constructor(
    log: LineLog,
    options: { readonly seed: number; readonly tieS?: number; readonly paceS?: number | undefined },
  ) {
    this.log = log;
    this.seed = options.seed;
    this.tieS = options.tieS ?? timeResolutionS(log);
    this.timeline = new ConstraintTimeline(log, this.tieS, options.paceS);
  }

  get contenders(): Contenders {
    return this.timeline.contenders;
  }

  /** Takes in what the log has come by. */
  update(): void {
    this.timeline.update();
  }

  /** The critical path of a window: of the unit that left some forty units after it, or of the last one. */
  path(fromS: number, toS: number): CriticalPath {
    const { shippedS } = this.log;
    const exit = Math.min(shippedS.length - 1, this.log.shippedBy(toS) - 1 + unitsAfter);
    return criticalPath(this.log, exit < 0 ? [] : [exit], { tieS: this.tieS, untilS: fromS });
  }

  /**
   * What limited the line in a window. With a plan, from plan to actual as well. `twin` = shares of a long run of the same (twin-shares.ts):
   * then they rank, and `share` stays what the window itself showed.
   */
  report(fromS: number, windowToS: number, plan?: PlanOfWindow, twin?: Float64Array): WindowReport {
    const { log, contenders, timeline } = this;
    const path = this.path(fromS, windowToS);
    const toS = Math.min(windowToS, path.toS);
    const units = log.shippedBy(windowToS) - log.shippedBy(fromS);
    const coverage = toS > fromS ? explainedShare(path, fromS, toS) : 0;
    const shares = this.#shares(path, fromS, toS);
    const ranks = twin ?? shares;
    const blocks = this.#blocks(path, fromS, toS);
    const wins = bootstrapWins(blocks, contenders.list.length, this.seed, twin);
    const thin = this.#thin(fromS, toS);
    const trust = coverage * (thin.some((station) => station.coverage === 0) ? trustBesideSilence : 1);
    const verdict = judge(ranks, wins, units, calibrationTable, trust);
    const isKnown = coverage >= leastCoverage && units > 0;
    const losses = pathLosses(log, path, fromS, toS, contenders);
    const ranking = contenders.list
      .map((contender, at): RankedContender => ({
        contender,
        share: shares[at] ?? 0,
        pBest: verdict.pBest[at] ?? 0,
        losses: losses
          .filter((loss) => loss.contender === at)
          .slice(0, mostReasons)
          .map((loss) => ({ ...loss, units: toS > fromS ? (units * loss.seconds) / (toS - fromS) : 0 })),
      }))
      .map((ranked, at) => ({ ranked, rank: ranks[at] ?? 0 }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank)
      .map(({ ranked }) => ranked);
    const settled = timeline.stretches();
    return {
      fromS,
      toS: windowToS,
      units,
      ranking,
      named: isKnown && verdict.isNamed ? contenders.list[verdict.pick] : undefined,
      word: isKnown ? verdict.word : "not known",
      tieSet: isKnown ? verdict.tieSet.flatMap((at) => contenders.list[at] ?? []) : [],
      coverage,
      thin,
      level: this.#level(),
      stretches: settled.filter((stretch) => stretch.toS > fromS && stretch.fromS < windowToS),
      settledToS: timeline.settledToS,
      waterfall:
        plan === undefined || !isKnown
          ? undefined
          : waterfall(log, path, { fromS, toS: windowToS, ...plan }, contenders),
      warnings: this.#warnings(path, coverage, units, windowToS),
      inputHash: hashOfLog(log),
    };
  }

  #shares(path: CriticalPath, fromS: number, toS: number): Float64Array {
    const { list, ofResource } = this.contenders;
    const shares = new Float64Array(list.length);
    if (!(toS > fromS)) return shares;
    pathTimes(this.log, path, fromS, toS).forEach((seconds, resource) => {
      const at = ofResource[resource] ?? -1;
      if (at >= 0) shares[at] = (shares[at] ?? 0) + seconds / (toS - fromS);
    });
    return shares;
  }

  /** Path time by block and contender, for the bootstrap. */
  #blocks(path: CriticalPath, fromS: number, toS: number): Float64Array {
    const { list, ofResource } = this.contenders;
    const count = list.length;
    const blocks = new Float64Array(confidenceBlocks * count);
    const lengthS = (toS - fromS) / confidenceBlocks;
    if (!(lengthS > 0)) return blocks;
    // One pass over the path: it is long, and most of its pieces lie in a single block.
    for (const piece of path.pieces) {
      const at = piece.why === "unexplained" ? -1 : (ofResource[piece.resource] ?? -1);
      const endS = Math.min(piece.toS, toS);
      let sinceS = Math.max(piece.fromS, fromS);
      for (
        let block = Math.max(0, Math.floor((sinceS - fromS) / lengthS));
        at >= 0 && sinceS < endS;
        block += 1
      ) {
        const untilS = block >= confidenceBlocks - 1 ? endS : Math.min(endS, fromS + (block + 1) * lengthS);
        const slot = Math.min(block, confidenceBlocks - 1) * count + at;
        if (untilS > sinceS) blocks[slot] = (blocks[slot] ?? 0) + (untilS - sinceS) * piece.weight;
        sinceS = Math.max(sinceS, untilS);
      }
    }
    return blocks;
  }

  /** Stations that saw fewer parts come than went by their neighbours: parts that were at the station after it and never at it. */
  #thin(fromS: number, toS: number): { resource: string; coverage: number }[] {
    const { log } = this;
    const thin: { resource: string; coverage: number }[] = [];
    log.line.stations.forEach((station, index) => {
      let whole = 0;
      let seen = 0;
      for (const visit of log.wentFrom[index] ?? []) {
        const leaveS = log.leaveS[visit] ?? NaN;
        if (leaveS < fromS || leaveS > toS) continue;
        seen += 1;
        if (!Number.isNaN(log.startS[visit]) && !Number.isNaN(log.finishS[visit])) whole += 1;
      }
      if (seen > 0 && whole / seen < thinBelow) thin.push({ resource: station.id, coverage: whole / seen });
      if (seen === 0 && log.shippedBy(toS) - log.shippedBy(fromS) > 5)
        thin.push({ resource: station.id, coverage: 0 });
    });
    return thin.sort((a, b) => a.coverage - b.coverage);
  }

  #level(): EvidenceLevel {
    const { log } = this;
    if (log.shippedS.length === 0) return "L1";
    const hasReasons = log.reasons.length > 1;
    const hasLevels = log.cameTo.some((came, resource) => log.isBuffer(resource) && came.length > 0);
    return hasReasons && hasLevels ? "L3" : "L2";
  }

  #warnings(path: CriticalPath, coverage: number, units: number, toS: number): string[] {
    const warnings: string[] = [];
    if (units === 0) warnings.push("No unit left the line in this window.");
    else if (units < 30)
      warnings.push(`Only ${units} units left the line in this window: every method is noisy then.`);
    if (units > 0 && coverage < leastCoverage)
      warnings.push(
        `The log explains ${Math.round(coverage * 100)} % of the window; nothing is named below ${leastCoverage * 100} %.`,
      );
    if (path.ties > 20)
      warnings.push(`${path.ties} times several things were waited for at once; they count evenly.`);
    if (Number.isFinite(path.toS) && toS - path.toS > 30 * this.timeline.paceS)
      warnings.push("After the last unit that left, the window is not explained.");
    return warnings;
  }
}
