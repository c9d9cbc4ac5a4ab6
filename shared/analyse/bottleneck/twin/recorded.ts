// What a log says about a line apart from how parts flowed: how long each operation worked, what interrupted it, what came
// from outside. Replay, forecast and resampled twin are made of this and the line's structure alone.
import type { Line } from "../../../simulate/line.ts";
import { ending } from "../../../simulate/operation-source.ts";
import type { LineLog } from "../line-log.ts";
import {
  absences,
  coveredS,
  demandClosures,
  supplyClosures,
  timesOf,
  type StationTimes,
  type Stretch,
} from "./interruptions.ts";
import { OperationIndex } from "./operation-index.ts";
import { creates } from "./parts-of-line.ts";

/** One operation of a part at a station. */
export interface Operation {
  readonly station: number;
  /** Part of the log. */
  readonly part: number;
  /** How often the part had been sent back before. */
  readonly attempt: number;
  readonly variant: number;
  readonly visit: number;
  /** Seconds of work without setup, stops and pauses; of an unfinished operation what was done so far. */
  readonly workS: number;
  readonly setupS: number;
  /** False: it was not over when the log ended. */
  readonly isFinished: boolean;
  /** False: it had begun before the log did, so `workS` is only the rest of it. */
  readonly isWhole: boolean;
  /** A value of `ending`. */
  readonly ending: number;
}

/** A stop of a station. */
export interface RecordedStop extends Stretch {
  readonly station: number;
  /** Operation it hit, -1 = it came while nothing was worked on. */
  readonly operation: number;
  /** Seconds of work done before it. */
  readonly afterWorkS: number;
  /** It belongs to the part (a micro-stop in the work) and goes with it; else it comes at its time. */
  readonly isWithPart: boolean;
}

/** A stretch in which a supply, a demand or an operator (by `number`) was not there. */
export interface Outage extends Stretch {
  readonly number: number;
}

/** The record of a line until `untilS`. */
export interface Recorded {
  readonly log: LineLog;
  /** The line it is replayed on: the log's own, or one changed for a what-if. */
  readonly line: Line;
  /** What is later in the log is not known. */
  readonly untilS: number;
  readonly operations: readonly Operation[];
  readonly index: OperationIndex;
  /** Operation of a visit, -1 = none. */
  readonly operationOfVisit: Int32Array;
  readonly stops: readonly RecordedStop[];
  readonly times: readonly StationTimes[];
  readonly supplyOutages: readonly Outage[];
  readonly demandOutages: readonly Outage[];
  readonly absences: readonly (Outage & { readonly isBreak: boolean })[];
  /** Next visit of the part after a visit, -1 = none that is known. */
  readonly nextVisit: Int32Array;
  readonly firstVisitOf: Int32Array;
  /** How often a part had been sent back before the log began. */
  readonly attemptBefore: Int32Array;
  /** Factor on work and setup by station; other than 1 in a what-if. */
  readonly workFactor: Float64Array;
}

/** Reads the record of a log; what is later than `untilS` counts as not yet known. */
export function readRecorded(log: LineLog, untilS = Infinity): Recorded {
  const { line } = log;
  const visits = countUntil(log, untilS);
  const nextVisit = new Int32Array(log.visits).fill(-1);
  const firstVisitOf = new Int32Array(log.serials.length).fill(-1);
  for (let visit = 0; visit < visits; visit += 1) {
    const previous = log.previous[visit] ?? -1;
    if (previous >= 0) nextVisit[previous] = visit;
    else firstVisitOf[log.part[visit] ?? 0] = visit;
  }
  const lostAt = new Map<number, number>();
  for (const loss of log.lost) if (loss.timeS <= untilS) lostAt.set(loss.part, loss.resource);

  const times = line.stations.map((_, station) => timesOf(log, station, untilS));
  const operationOfVisit = new Int32Array(log.visits).fill(-1);
  const operations: Operation[] = [];
  const cursors = times.map((entry) => new StationCursor(entry));
  const stops: RecordedStop[] = [];
  const sentBack = new Int32Array(log.serials.length);
  const reworked = new Int32Array(log.serials.length);
  for (let visit = 0; visit < visits; visit += 1) {
    const station = log.place[visit] ?? 0;
    const startS = log.startS[visit] ?? NaN;
    if (station >= line.stations.length || !(startS <= untilS)) continue;
    const cursor = cursors[station];
    const spec = line.stations[station];
    if (cursor === undefined || spec === undefined) continue;
    const part = log.part[visit] ?? 0;
    const finishS = log.finishS[visit] ?? NaN;
    const isFinished = finishS <= untilS;
    const endS = isFinished ? finishS : Math.min(untilS, log.endS);
    const number = operations.length;
    const found = cursor.during(startS, endS, isFinished);
    for (const { stop, afterWorkS } of found.stops)
      stops.push({
        ...stop,
        station,
        operation: number,
        afterWorkS,
        isWithPart: stop.toS - stop.fromS <= spec.microStopMaxS,
      });
    const next = nextVisit[visit] ?? -1;
    const nextPlace = next < 0 ? -1 : (log.place[next] ?? -1);
    const output = "buffer" in spec.output ? log.offsets.buffer + spec.output.buffer : -1;
    const rework = spec.rework === undefined ? -1 : log.offsets.buffer + spec.rework.buffer;
    const isReworked = nextPlace >= 0 && nextPlace === rework && rework !== output;
    const isBack = isReworked || nextPlace === station;
    operationOfVisit[visit] = number;
    operations.push({
      station,
      part,
      attempt: sentBack[part] ?? 0,
      variant: Math.max(0, log.variantOf[part] ?? 0),
      visit,
      workS: found.workS,
      setupS: found.setupS,
      isFinished,
      isWhole: startS > log.startedS,
      ending: isBack ? ending.back : next < 0 && lostAt.get(part) === station ? ending.scrap : ending.good,
    });
    if (isBack) {
      sentBack[part] = (sentBack[part] ?? 0) + 1;
      if (isReworked) reworked[part] = sentBack[part] ?? 0;
    }
  }
  cursors.forEach((cursor, station) => {
    for (const stop of cursor.idleStops())
      stops.push({ ...stop, station, operation: -1, afterWorkS: 0, isWithPart: false });
  });
  // A part that was in the line before may have been sent back then: the log knows its attempts, we counted the later ones.
  const attemptBefore = new Int32Array(log.serials.length);
  log.attemptOf.forEach((attempts, part) => {
    const first = firstVisitOf[part] ?? -1;
    if (
      attempts > 0 &&
      first >= 0 &&
      !(creates(line, log.place[first] ?? 0) && (log.enterS[first] ?? 0) > log.startedS)
    )
      attemptBefore[part] = Math.max(0, attempts - (reworked[part] ?? 0));
  });
  const all = operations.map((operation) =>
    (attemptBefore[operation.part] ?? 0) === 0
      ? operation
      : { ...operation, attempt: operation.attempt + (attemptBefore[operation.part] ?? 0) },
  );
  return {
    log,
    line,
    untilS,
    operations: all,
    index: new OperationIndex(line, all, log.serials.length),
    operationOfVisit,
    stops: stops.sort((left, right) => left.fromS - right.fromS),
    times,
    supplyOutages: outages(line.supplies, (supply) => supplyClosures(log, supply, untilS)),
    demandOutages: outages(line.demands, (demand) => demandClosures(log, demand, untilS)),
    absences: line.operators.flatMap((_, operator) =>
      absences(log, operator, untilS).map((stretch) => ({ ...stretch, number: operator })),
    ),
    nextVisit,
    firstVisitOf,
    attemptBefore,
    workFactor: new Float64Array(line.stations.length).fill(1),
  };
}

/** Visits that began until a time: they are in order of coming. */
export function countUntil(log: LineLog, untilS: number): number {
  if (!(untilS < log.endS)) return log.visits;
  let low = 0;
  let high = log.visits;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((log.enterS[middle] ?? 0) <= untilS) low = middle + 1;
    else high = middle;
  }
  return low;
}

function outages(ids: readonly string[], of: (number: number) => readonly Stretch[]): Outage[] {
  return ids.flatMap((_, number) => of(number).map((stretch) => ({ ...stretch, number })));
}

/** Goes through a station's interruptions once, operation by operation. */
class StationCursor {
  readonly #times: StationTimes;
  readonly #isInWork: Uint8Array;
  #stop = 0;
  #setup = 0;
  #pause = 0;

  constructor(times: StationTimes) {
    this.#times = times;
    this.#isInWork = new Uint8Array(times.stops.length);
  }

  /** Net work and setup of the operation in [startS, endS], and the stops that hit it. Operations come in order. */
  during(
    startS: number,
    endS: number,
    isFinished: boolean,
  ): { workS: number; setupS: number; stops: { stop: Stretch; afterWorkS: number }[] } {
    const { stops, setups, pauses } = this.#times;
    while (this.#setup < setups.length && (setups[this.#setup]?.toS ?? 0) <= startS) this.#setup += 1;
    while (this.#pause < pauses.length && (pauses[this.#pause]?.toS ?? 0) <= startS) this.#pause += 1;
    while (this.#stop < stops.length && (stops[this.#stop]?.toS ?? 0) <= startS) this.#stop += 1;
    const restS = (untilS: number): number =>
      untilS -
      startS -
      covered(setups, this.#setup, startS, untilS) -
      covered(pauses, this.#pause, startS, untilS);
    const inside: { stop: Stretch; afterWorkS: number }[] = [];
    let stoppedS = 0;
    for (let at = this.#stop; at < stops.length; at += 1) {
      const stop = stops[at];
      if (stop === undefined || stop.fromS > endS || (stop.fromS === endS && isFinished)) break;
      if (stop.fromS >= startS) {
        this.#isInWork[at] = 1;
        inside.push({ stop, afterWorkS: Math.max(0, restS(stop.fromS) - stoppedS) });
      }
      stoppedS += Math.min(stop.toS, endS) - Math.max(stop.fromS, startS);
    }
    return {
      workS: Math.max(0, restS(endS) - stoppedS),
      setupS: covered(setups, this.#setup, startS, endS),
      stops: inside,
    };
  }

  /** The stops that hit no operation. */
  idleStops(): Stretch[] {
    return this.#times.stops.filter((_, at) => this.#isInWork[at] === 0);
  }
}

function covered(stretches: readonly Stretch[], from: number, fromS: number, toS: number): number {
  if (from >= stretches.length || (stretches[from]?.fromS ?? Infinity) >= toS) return 0;
  return coveredS(from === 0 ? stretches : stretches.slice(from), fromS, toS);
}
