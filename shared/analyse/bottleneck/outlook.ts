// What comes next: the line run on from the end of its log, many times, and the paths of the units that then leave, walked back into what
// was recorded. It tells who limits the line now, before that is settled, who will, and how many units there will be.
import type { OrderSpec, ScriptStep } from "../../simulate/script.ts";
import type { Contenders } from "./contenders.ts";
import type { ConstraintTimeline } from "./constraint-timeline.ts";
import { criticalPath, exitStarts, pathFrom, type PathPiece, type PathStart } from "./critical-path.ts";
import { stepsOf } from "./enablers.ts";
import type { LineLog } from "./line-log.ts";
import type { Interval } from "./report.ts";
import { rollouts } from "./twin/rollouts.ts";

/** Moments that are forecast, seconds ahead. */
export const horizonsS = [300, 900, 3600] as const;
const runs = 12;
/** A moment is judged by the unit that leaves so many units after it. */
const judgedUnits = 40;
/** Shares are taken over so many units around a moment. */
const aroundUnits = 6;

/** Who limits a stretch that is not settled yet, and in which share of the path of all runs. */
export interface ProvisionalStretch {
  readonly fromS: number;
  readonly toS: number;
  readonly contender: number;
  readonly p: number;
}

export interface Outlook {
  readonly atS: number;
  /** By contender: share of the runs in which it has most of the path around the moment. */
  readonly horizons: readonly { readonly horizonS: number; readonly p: Float64Array }[];
  /** From what is settled to now. */
  readonly provisional: readonly ProvisionalStretch[];
  /** Units from now until `endS`, when asked for. */
  readonly units: Interval | undefined;
}

export interface OutlookOptions {
  readonly seed: number;
  readonly tieS: number;
  /** What is known to come: breaks. */
  readonly steps?: readonly ScriptStep[];
  readonly orders?: readonly OrderSpec[];
  /** End of the shift, for the units until then. */
  readonly endS?: number;
}

/** Runs the line on from the end of its log. Undefined while too few units have left to know its pace. */
export function outlook(
  log: LineLog,
  timeline: ConstraintTimeline,
  options: OutlookOptions,
): Outlook | undefined {
  const { paceS, settledToS, contenders } = timeline;
  if (!(paceS > 0)) return undefined;
  const { seed, tieS, endS } = options;
  const atS = log.endS;
  const aroundS = aroundUnits * paceS;
  const farS = Math.max(...horizonsS) + aroundS + judgedUnits * 1.5 * paceS;
  const fromS = Number.isNaN(settledToS) ? log.startedS : settledToS;
  const windows = Math.max(0, Math.ceil((atS - fromS) / aroundS - 1e-9));
  const windowFromS = (window: number): number => fromS + window * aroundS;
  const past = Array.from({ length: windows }, () => new Float64Array(contenders.list.length));
  const wins = horizonsS.map(() => new Float64Array(contenders.list.length));
  const units: number[] = [];
  const { steps = [], orders } = options;
  for (const ahead of rollouts(log, atS, {
    horizonS: Math.max(farS, (endS ?? atS) - atS),
    runs,
    seed,
    steps,
    ...(orders === undefined ? {} : { orders }),
  })) {
    if (endS !== undefined) units.push(ahead.shippedBy(endS));
    horizonsS.forEach((aheadS, index) => {
      const [beganS, overS] = [atS + aheadS - aroundS / 2, atS + aheadS + aroundS / 2];
      const { pieces } = criticalPath(ahead, judging(ahead, atS + aheadS), { tieS, untilS: beganS });
      const best = largest(sharesOf(contenders, pieces, beganS, overS));
      const won = wins[index];
      if (best >= 0 && won !== undefined) won[best] = (won[best] ?? 0) + 1 / runs;
    });
    const reached: PathStart[] = [];
    const onward = pathFrom(ahead, exitStarts(ahead, judging(ahead, atS)), { tieS, untilS: atS }, reached);
    const { pieces, starts } = continued(log, ahead, { reached, pieces: onward.pieces }, atS);
    const before = [...pieces, ...pathFrom(log, starts, { tieS, untilS: fromS }).pieces];
    past.forEach((shares, window) => {
      const toS = Math.min(atS, windowFromS(window + 1));
      sharesOf(contenders, before, windowFromS(window), toS).forEach(
        (share, at) => (shares[at] = (shares[at] ?? 0) + share),
      );
    });
  }
  return {
    atS,
    horizons: horizonsS.map((horizonS, index) => ({ horizonS, p: wins[index] ?? new Float64Array(0) })),
    provisional: past.flatMap((shares, window): ProvisionalStretch[] => {
      const contender = largest(shares);
      if (contender < 0) return [];
      const whole = shares.reduce((sum, share) => sum + share, 0);
      const toS = Math.min(atS, windowFromS(window + 1));
      return [{ fromS: windowFromS(window), toS, contender, p: (shares[contender] ?? 0) / whole }];
    }),
    units: endS === undefined ? undefined : intervalOf(units),
  };
}

/** The exit that judges a moment, where the run goes that far. */
function judging(log: LineLog, atS: number): number[] {
  const exit = Math.min(log.shippedS.length - 1, log.shippedBy(atS) - 1 + judgedUnits);
  return exit < 0 ? [] : [exit];
}

/** Where the path of a run comes into the recorded log: the same stays there, and how long what it is on then had lasted. */
function continued(
  log: LineLog,
  ahead: LineLog,
  path: { readonly reached: readonly PathStart[]; readonly pieces: readonly PathPiece[] },
  atS: number,
): { pieces: PathPiece[]; starts: PathStart[] } {
  const pieces: PathPiece[] = [];
  const starts: PathStart[] = [];
  for (const { step, weight } of path.reached) {
    const visit = step >> 2;
    const start = recordedStep(log, ahead, visit, atS);
    if (start === undefined) continue;
    starts.push({ ...start, weight });
    const underWay = path.pieces.find((piece) => piece.visit === visit && piece.fromS <= atS + 1e-6);
    if (underWay !== undefined)
      pieces.push({ ...underWay, fromS: start.timeS, toS: atS, visit: start.step >> 2, weight });
  }
  return { pieces, starts };
}

/** The step of the recorded log that a stay of the run goes on from; of a part that is made later, of its station. */
function recordedStep(
  log: LineLog,
  ahead: LineLog,
  visit: number,
  atS: number,
): Omit<PathStart, "weight"> | undefined {
  const place = ahead.place[visit] ?? -1;
  const part = log.knownPart(ahead.serials[ahead.part[visit] ?? -1] ?? "");
  const own = part < 0 ? -1 : (log.lastVisitOf[part] ?? -1);
  if (own < 0 || log.place[own] !== place) {
    const last = log.wentFrom[place]?.at(-1);
    return last === undefined ? undefined : { step: stepsOf.leave(last), timeS: log.leaveS[last] ?? NaN };
  }
  const finishS = log.finishS[own] ?? NaN;
  if (finishS <= atS) return { step: stepsOf.finish(own), timeS: finishS };
  const startS = log.startS[own] ?? NaN;
  if (startS <= atS) return { step: stepsOf.start(own), timeS: startS };
  return { step: stepsOf.enter(own), timeS: log.enterS[own] ?? NaN };
}

/** Seconds of pieces within [fromS, toS] by contender. */
function sharesOf(
  { list, ofResource }: Contenders,
  pieces: readonly PathPiece[],
  fromS: number,
  toS: number,
): Float64Array {
  const shares = new Float64Array(list.length);
  for (const piece of pieces) {
    if (piece.why === "unexplained") continue;
    const seconds = Math.min(piece.toS, toS) - Math.max(piece.fromS, fromS);
    const at = ofResource[piece.resource] ?? -1;
    if (seconds > 0 && at >= 0) shares[at] = (shares[at] ?? 0) + seconds * piece.weight;
  }
  return shares;
}

/** Position of the largest, -1 = all are 0. */
function largest(shares: Float64Array): number {
  let best = -1;
  shares.forEach((share, at) => {
    if (share > (best < 0 ? 0 : (shares[best] ?? 0))) best = at;
  });
  return best;
}

/** Mean, and the bounds that leave out one run in twenty on each side. */
function intervalOf(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
    lo: at(0.05),
    hi: at(0.95),
  };
}
