// From plan to actual: what the plan asked for, less what each loss on the critical path took, plus what the line held in stock past the
// first constraint, plus what was made faster than the takt, is what was made. What is left over is shown as the residual.
import { contendersOf, type Contenders } from "./contenders.ts";
import { type CriticalPath } from "./critical-path.ts";
import type { LineLog } from "./line-log.ts";
import { pathLosses } from "./path-losses.ts";
import type { PathReason } from "./report.ts";

export interface UnitLoss {
  readonly contender: number;
  readonly reason: PathReason;
  readonly code: string;
  readonly seconds: number;
  readonly units: number;
}

/** What was made while a contender set the pace, beside what the plan asks for in its ideal work time. */
export interface Pace {
  readonly contender: number;
  /** Seconds of ideal work on the path. */
  readonly seconds: number;
  /** Units that the path came on by meanwhile. */
  readonly units: number;
  /** More (or, below 0, fewer) than the plan's takt would have given. */
  readonly aheadUnits: number;
}

/** plan - losses + stock + pace - residual = actual. Units are finished units. */
export interface Waterfall {
  readonly planUnits: number;
  readonly losses: readonly UnitLoss[];
  /** Units that were past the first constraint already when the window began. */
  readonly stockUnits: number;
  readonly pace: readonly Pace[];
  readonly residualUnits: number;
  readonly actualUnits: number;
}

export interface WaterfallWindow {
  readonly fromS: number;
  readonly toS: number;
  /** Time in which the plan asks for units: without breaks and other planned rest, seconds. */
  readonly plannedS: number;
  /** Time that the plan gives to a unit, seconds. */
  readonly taktS: number;
}

/** The waterfall of a window; every second on the path that was no ideal work and no planned rest cost 1/takt units. */
export function waterfall(
  log: LineLog,
  path: CriticalPath,
  { fromS, toS, plannedS, taktS }: WaterfallWindow,
  contenders: Contenders = contendersOf(log),
): Waterfall {
  const losses = pathLosses(log, path, fromS, toS, contenders)
    .filter(({ reason }) => reason !== "ideal" && reason !== "planned")
    .map((loss) => ({ ...loss, units: loss.seconds / taktS }));
  const planUnits = plannedS / taktS;
  const actualUnits = log.shippedBy(toS) - log.shippedBy(fromS);
  const { madeBy, firstUnit } = unitsOnPath(log, path, fromS, toS, contenders);
  const stockUnits = Math.max(0, firstUnit - log.shippedBy(fromS));
  const idealS = new Float64Array(contenders.list.length);
  for (const loss of pathLosses(log, path, fromS, toS, contenders))
    if (loss.reason === "ideal") idealS[loss.contender] = (idealS[loss.contender] ?? 0) + loss.seconds;
  const pace = contenders.list
    .map((_, contender): Pace => {
      const seconds = idealS[contender] ?? 0;
      const units = madeBy[contender] ?? 0;
      return { contender, seconds, units, aheadUnits: units - seconds / taktS };
    })
    .filter(({ seconds, units }) => seconds > 0 || units !== 0)
    .sort((a, b) => b.seconds - a.seconds);
  const lostUnits = losses.reduce((sum, { units }) => sum + units, 0);
  const aheadUnits = pace.reduce((sum, { aheadUnits: ahead }) => sum + ahead, 0);
  return {
    planUnits,
    losses,
    stockUnits,
    pace,
    actualUnits,
    residualUnits: planUnits - lostUnits + stockUnits + aheadUnits - actualUnits,
  };
}

/**
 * How many units the path comes on by while it is on each contender, and the unit that it is at when the window begins. A part is of the
 * unit, counted in order of leaving, that it is or goes into.
 */
function unitsOnPath(
  log: LineLog,
  path: CriticalPath,
  fromS: number,
  toS: number,
  contenders: Contenders,
): { readonly madeBy: Float64Array; readonly firstUnit: number } {
  const unitOf = new Map<number, number>();
  log.shippedPart.forEach((part, unit) => {
    unitOf.set(part, unit);
    for (const component of log.componentsOf[part] ?? []) unitOf.set(component, unit);
  });
  const madeBy = new Float64Array(contenders.list.length);
  let unit = log.shippedBy(Math.min(toS, path.toS)) - 1;
  let contender = -1;
  for (const piece of path.pieces) {
    if (piece.toS <= fromS) break;
    // Of a tie the branch with most of the weight tells which unit it is.
    if (piece.weight < 0.5 || piece.fromS >= toS) continue;
    const here = unitOf.get(log.part[piece.visit] ?? -1);
    if (here === undefined) continue;
    contender = contenders.ofResource[piece.resource] ?? -1;
    if (contender >= 0) madeBy[contender] = (madeBy[contender] ?? 0) + unit - here;
    unit = here;
  }
  // The unit that left last was made as well.
  if (contender >= 0) madeBy[contender] = (madeBy[contender] ?? 0) + 1;
  return { madeBy, firstUnit: unit };
}
