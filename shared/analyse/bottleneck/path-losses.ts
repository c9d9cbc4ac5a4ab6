// What the time of a resource on the critical path was spent on: its ideal work, work slower than that, stops by the machine's own
// reason, waiting. The minutes of all resources add up to the time that the path explains.
import { contendersOf, type Contenders } from "./contenders.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { LineLog } from "./line-log.ts";
import type { PathReason } from "./report.ts";

/** Seconds of one contender on the path for one reason. */
export interface PathLoss {
  readonly contender: number;
  readonly reason: PathReason;
  /** The machine's own code, "" = none. */
  readonly code: string;
  readonly seconds: number;
}

/** Work is named by what was done, not by the code of the state. */
const withoutCode = new Set<PathReason>(["ideal", "slow", "unexplained", "transport"]);

/** Path time within [fromS, toS] by contender and reason, longest first. */
export function pathLosses(
  log: LineLog,
  path: CriticalPath,
  fromS: number,
  toS: number,
  contenders: Contenders = contendersOf(log),
): PathLoss[] {
  const sums = new Map<string, { contender: number; reason: PathReason; code: string; seconds: number }>();
  const add = (contender: number, reason: PathReason, code: string, seconds: number): void => {
    const key = `${contender}/${reason}/${code}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { contender, reason, code, seconds });
    else known.seconds += seconds;
  };
  for (const piece of path.pieces) {
    const seconds = (Math.min(piece.toS, toS) - Math.max(piece.fromS, fromS)) * piece.weight;
    if (!(seconds > 0)) continue;
    const contender = contenders.ofResource[piece.resource] ?? -1;
    const code = withoutCode.has(piece.why) ? "" : (log.reasons[piece.reason] ?? "");
    add(contender, piece.why, code, seconds);
    // Work beyond the ideal cycle; what others did faster than theirs is set off against it.
    const beyondS = piece.why === "ideal" ? seconds * (1 - idealPart(log, piece.visit, piece.resource)) : 0;
    if (beyondS !== 0) {
      add(contender, "ideal", "", -beyondS);
      add(contender, "slow", "", beyondS);
    }
  }
  const losses = [...sums.values()];
  for (const slow of losses) {
    if (slow.reason !== "slow" || slow.seconds >= 0) continue;
    const ideal = losses.find(({ contender, reason }) => contender === slow.contender && reason === "ideal");
    if (ideal !== undefined) ideal.seconds += slow.seconds;
    slow.seconds = 0;
  }
  return losses.filter(({ seconds }) => seconds > 1e-9).sort((a, b) => b.seconds - a.seconds);
}

/** Ideal cycle over the work that was seen in a stay; 1 where no ideal is known. */
function idealPart(log: LineLog, visit: number, station: number): number {
  const spec = log.line.stations[station];
  const workedS = workS(log, visit, station);
  if (spec === undefined || !(workedS > 0)) return 1;
  const part = log.part[visit] ?? -1;
  const isAgain = spec.reworkCycleS !== undefined && (log.attemptOf[part] ?? 0) > 0;
  const idealS = isAgain
    ? (spec.reworkCycleS ?? 0)
    : (spec.cycleS[log.variantOf[part] ?? -1] ?? spec.cycleS[0] ?? 0);
  return idealS > 0 ? idealS / workedS : 1;
}

/** Seconds of a stay in which the station ran; all of the work where it says no states. */
function workS(log: LineLog, visit: number, station: number): number {
  const startS = log.startS[visit] ?? NaN;
  const finishS = log.finishS[visit] ?? NaN;
  const wholeS = finishS - startS;
  if (!(wholeS > 0)) return NaN;
  return wholeS - log.stoppedS(station, startS, finishS);
}
