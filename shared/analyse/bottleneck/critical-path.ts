// The critical path of a log: from the last unit that left, back along the last thing that every step waited for. At every instant
// it is on one resource, and the time it spends on a resource is the derivative of the log's length to the scale of that resource's
// durations (infinitesimal perturbation analysis on the event graph; Ho and Cao 1991). Ties are split evenly.
// Here: the walk. What a step waited for is enablers.ts.
import { Enablers, type PathStep, stepsOf } from "./enablers.ts";
import type { LineLog } from "./line-log.ts";
import type { PathReason } from "./report.ts";

/** A stretch of time that the path spends on a resource. `weight` below 1: other branches of a tie have the rest. */
export interface PathPiece {
  readonly fromS: number;
  readonly toS: number;
  readonly resource: number;
  readonly why: PathReason;
  /** The machine's own reason, a position in `LineLog.reasons`. */
  readonly reason: number;
  /** The stay in which it was, -1 = none. */
  readonly visit: number;
  readonly weight: number;
}

export interface CriticalPath {
  /** Newest first. */
  readonly pieces: readonly PathPiece[];
  /** From where to where it leads. */
  readonly fromS: number;
  readonly toS: number;
  /** Steps that waited for several things at once. */
  readonly ties: number;
}

/** How a walk goes: what counts as the same time, and where it may stop. */
export interface WalkOptions {
  /** Times closer than this are one, seconds. */
  readonly tieS: number;
  /** The path is not followed further back. */
  readonly untilS: number;
}

const openS = 1e-9;
/** Steps by resource that may be walked without time going back: more are a circle, as faulty times make them. */
const mostStalls = 16;

/** A step from which the path is walked back. */
export interface PathStart {
  readonly step: number;
  readonly timeS: number;
  readonly weight: number;
}

/**
 * Walks back from exits, positions in `log.shippedPart`, each with an equal part of the weight. A log in which nothing left the line
 * yet gives an empty path.
 */
export function criticalPath(log: LineLog, exits: readonly number[], options: WalkOptions): CriticalPath {
  return pathFrom(log, exitStarts(log, exits), options);
}

/** Where the paths of exits begin, each with an equal part of the weight. */
export function exitStarts(log: LineLog, exits: readonly number[]): PathStart[] {
  return exits.flatMap((exit): PathStart[] => {
    const visit = log.lastVisitOf[log.shippedPart[exit] ?? -1] ?? -1;
    if (visit < 0) return [];
    return [{ step: stepsOf.leave(visit), timeS: log.shippedS[exit] ?? NaN, weight: 1 / exits.length }];
  });
}

/** Walks back from any steps. `reached`, when given, gets the steps that were not followed further back. */
export function pathFrom(
  log: LineLog,
  starts: readonly PathStart[],
  options: WalkOptions,
  reached?: PathStart[],
): CriticalPath {
  const enablers = new Enablers(log, options.tieS);
  const queue = new StepQueue();
  let toS = -Infinity;
  for (const { step, timeS, weight } of starts) {
    queue.add(step, timeS, weight);
    toS = Math.max(toS, timeS);
  }
  const pieces: PathPiece[] = [];
  let reachedS = Infinity;
  let stalls = 0;
  let fromS = toS;
  let ties = 0;
  const take = (at: number, atS: number, step: PathStep, weight: number): void => {
    for (const piece of step.pieces) {
      if (piece.toS - piece.fromS <= openS || piece.toS <= options.untilS) continue;
      pieces.push({ ...piece, fromS: Math.max(piece.fromS, options.untilS), weight });
    }
    fromS = Math.min(fromS, Math.max(step.timeS, options.untilS));
    // A path leads back: what is said to have come later than what waited for it ends it there.
    if (step.timeS > atS + options.tieS) return;
    if (step.from !== undefined && step.timeS > options.untilS) queue.add(step.from, step.timeS, weight);
    else reached?.push({ step: step.from ?? at, timeS: step.timeS, weight });
  };
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    if (next.timeS < reachedS - openS) {
      reachedS = next.timeS;
      stalls = 0;
    } else stalls += 1;
    if (stalls > mostStalls * log.names.length) continue;
    const steps = enablers.of(next.step);
    if (steps.length > 1) ties += 1;
    for (const step of steps) take(next.step, next.timeS, step, next.weight / steps.length);
  }
  pieces.sort((a, b) => b.toS - a.toS || b.fromS - a.fromS);
  return { pieces, fromS, toS, ties };
}

/** Seconds on the path by resource within [fromS, toS], an entry for each resource of the log. */
export function pathTimes(log: LineLog, path: CriticalPath, fromS: number, toS: number): Float64Array {
  const times = new Float64Array(log.names.length);
  for (const piece of path.pieces) {
    const seconds = Math.min(piece.toS, toS) - Math.max(piece.fromS, fromS);
    if (seconds > 0 && piece.why !== "unexplained")
      times[piece.resource] = (times[piece.resource] ?? 0) + seconds * piece.weight;
  }
  return times;
}

/** Share of [fromS, toS] that the path explains. */
export function explainedShare(path: CriticalPath, fromS: number, toS: number): number {
  let seconds = 0;
  for (const piece of path.pieces)
    if (piece.why !== "unexplained")
      seconds += Math.max(0, Math.min(piece.toS, toS) - Math.max(piece.fromS, fromS)) * piece.weight;
  return toS > fromS ? Math.min(1, seconds / (toS - fromS)) : 0;
}

/**
 * What is the same time in a log: its smallest step, at most 0.1 s; at least a microsecond, for sums of doubles; and what its times are
 * known to be off by.
 */
export function timeResolutionS(log: LineLog): number {
  let smallest = 0.1;
  for (const visits of log.cameTo) {
    let lastS = NaN;
    for (const visit of visits) {
      for (const timeS of [log.enterS[visit] ?? NaN, log.leaveS[visit] ?? NaN]) {
        const step = Math.abs(timeS - lastS);
        if (step > openS && step < smallest) smallest = step;
        if (!Number.isNaN(timeS)) lastS = timeS;
      }
    }
  }
  return Math.max(1e-6, smallest / 2, 2 * log.noiseS);
}

/** Steps still to be walked, latest first; weights that meet at one step go on together. */
class StepQueue {
  readonly #heap: { step: number; timeS: number; weight: number }[] = [];
  readonly #waiting = new Map<number, { step: number; timeS: number; weight: number }>();

  add(step: number, timeS: number, weight: number): void {
    const known = this.#waiting.get(step);
    if (known !== undefined) {
      known.weight += weight;
      return;
    }
    const entry = { step, timeS, weight };
    this.#waiting.set(step, entry);
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (before(heap[parent]!, entry)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  take(): { step: number; timeS: number; weight: number } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    this.#waiting.delete(first.step);
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (before(last, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function before(a: { timeS: number; step: number }, b: { timeS: number; step: number }): boolean {
  return a.timeS > b.timeS || (a.timeS === b.timeS && a.step > b.step);
}
