// Stations at a moment of a log: what each holds, how much work and setup is left, stops under way, who waits since when.
import { firstAfter } from "../../../base/sorted.ts";
import { type LineState, phase } from "../../../simulate/line-state.ts";
import { awaitToldStop, resumeOperation } from "../../../simulate/operation.ts";
import { reasonNumber, stateCode } from "../../../simulate/sink.ts";
import { coveredS, type Stretch } from "./interruptions.ts";
import { targetOf, type PartsAt } from "./parts-at.ts";
import type { Recorded } from "./recorded.ts";
import { reasonOf, type ToldOperations } from "./told-operations.ts";

/** What goes on at the stations and has no certain end in a forecast. */
export interface UnderWay {
  /** Operations: the work done so far. */
  readonly operations: { readonly station: number; readonly doneS: number }[];
  /** Stops: since when. */
  readonly stops: { readonly station: number; readonly sinceS: number }[];
}

/** Puts parts into stations, with the work that is left; stops and waiting as they are. */
export function placeStations(
  recorded: Recorded,
  state: LineState,
  places: PartsAt,
  rowFor: (part: number) => number,
  atS: number,
  source: ToldOperations,
  isReplay: boolean,
): UnderWay {
  const { log, line } = recorded;
  const { tables } = state;
  const underWay: UnderWay = { operations: [], stops: [] };
  const waiting: { station: number; sinceS: number; untilS: number }[] = [];
  line.stations.forEach((_, station) => {
    const shown = log.stateAt(station, atS);
    if (shown !== undefined) {
      state.state[station] = shown.state;
      state.stateReason[station] = reasonOfState(log.reasons[shown.reason] ?? "");
    }
    const stop = recorded.stops.find(
      (entry) => entry.station === station && entry.fromS <= atS && entry.toS > atS,
    );
    const closure =
      (line.stations[station]?.operators.length ?? 0) > 0
        ? undefined
        : holds(recorded.times[station]?.closures ?? [], atS);
    const stopped = stop ?? closure;
    if (stopped === undefined) return;
    underWay.stops.push({ station, sinceS: stopped.fromS });
    const downS = stopped.fromS + (line.stations[station]?.microStopMaxS ?? 0);
    state.stopUntilS[station] = stopped.toS;
    state.stopReason[station] = stop === undefined ? reasonNumber.break : reasonOf(stop.reason);
    state.timers.set(
      tables.timer.stop + station,
      state.state[station] === stateCode.microstop && downS > atS
        ? Math.min(stopped.toS, downS)
        : stopped.toS,
    );
  });
  line.stations.forEach((spec, station) => {
    state.lastVariant[station] = lastVariantAt(recorded, station, atS);
    const held = places.inStation.findLast((entry) => entry.station === station);
    if (held === undefined) return;
    const { part, visit } = held;
    const row = rowFor(part);
    state.part[station] = row;
    const startS = log.startS[visit] ?? NaN;
    const finishS = log.finishS[visit] ?? NaN;
    if (!(startS <= atS)) {
      state.phase[station] = phase.waitOperator;
      waiting.push({ station, sinceS: log.enterS[visit] ?? 0, untilS: startS });
      return;
    }
    if (finishS <= atS) {
      state.phase[station] = phase.done;
      const target = targetOf(recorded, station, part, visit);
      state.target[station] = target?.buffer ?? -1;
      state.targetHop[station] =
        (target?.isRework === true ? tables.reworkHop : tables.outputHop)[station] ?? -1;
      waiting.push({ station, sinceS: finishS, untilS: log.leaveS[visit] ?? NaN });
      return;
    }
    for (const operator of spec.operators) state.operatorBusy[operator] = station;
    const done = doneIn(recorded, station, startS, atS);
    if (isReplay) source.tell(state, station, row);
    else {
      source.tellLonger(state, station, row, done.workS);
      underWay.operations.push({ station, doneS: done.workS });
    }
    goOnWith(state, station, source, done.workS * (recorded.workFactor[station] ?? 1));
    const setupS = isReplay ? source.setupS : plannedSetupS(recorded, station, visit);
    const setupLeftS = setupS - done.setupS * (recorded.workFactor[station] ?? 1);
    const isInSetup = done.workS <= 1e-9 && setupLeftS > 1e-9 && (isReplay || done.setupS > 0);
    state.phase[station] = isInSetup ? phase.setup : phase.work;
    state.setupLeftS[station] = isInSetup ? setupLeftS : 0;
    if (state.stopUntilS[station] === -Infinity && state.operatorsMissing[station] === 0)
      resumeOperation(state, station);
  });
  waiting.sort((left, right) => left.sinceS - right.sinceS || left.untilS - right.untilS);
  for (const { station } of waiting) {
    state.waitCounter += 1;
    state.waitingSince[station] = state.waitCounter;
  }
  return underWay;
}

/**
 * Lets a station go on with the operation its source has just told, of which `doneS` of work is done. A what-if changes the whole
 * of an operation: what is done counts by the same factor.
 */
export function goOnWith(state: LineState, station: number, source: ToldOperations, doneS: number): void {
  state.workS[station] = source.workS;
  state.workLeftS[station] = Math.max(0, source.workS - doneS);
  state.ending[station] = source.ending;
  const doneShare = source.workS > 0 ? Math.min(1, doneS / source.workS) : 1;
  let next = source.firstStop;
  while (next < source.endStop && (source.stopAt[next] ?? 1) <= doneShare + 1e-9) next += 1;
  state.nextStop[station] = next;
  state.endStop[station] = source.endStop;
  awaitToldStop(state, station, source);
}

function reasonOfState(code: string): number {
  return code === "" ? 0 : reasonOf(code);
}

/** Work and setup done in [startS, atS]. */
function doneIn(
  recorded: Recorded,
  station: number,
  startS: number,
  atS: number,
): { workS: number; setupS: number } {
  const times = recorded.times[station];
  if (times === undefined) return { workS: 0, setupS: 0 };
  const setupS = coveredS(times.setups, startS, atS);
  const idleS = coveredS(times.stops, startS, atS) + coveredS(times.pauses, startS, atS);
  return { workS: Math.max(0, atS - startS - setupS - idleS), setupS };
}

/** Variant the station is set up for, -1 = not known. Parts that came back leave it as it is where they have a cycle of their own. */
function lastVariantAt(recorded: Recorded, station: number, atS: number): number {
  const { log, line } = recorded;
  const came = log.cameTo[station] ?? [];
  for (let at = firstAfter(came, atS, (visit) => log.enterS[visit] ?? 0) - 1; at >= 0; at -= 1) {
    const visit = came[at] ?? 0;
    const operation = recorded.operations[recorded.operationOfVisit[visit] ?? -1];
    if (operation === undefined || !((log.startS[visit] ?? Infinity) <= atS)) continue;
    if (line.stations[station]?.reworkCycleS !== undefined && operation.attempt > 0) continue;
    return operation.variant;
  }
  return -1;
}

function plannedSetupS(recorded: Recorded, station: number, visit: number): number {
  const { log, line } = recorded;
  const last = lastVariantAt(recorded, station, (log.enterS[visit] ?? 0) - 1e-9);
  const variant = Math.max(0, log.variantOf[log.part[visit] ?? 0] ?? 0);
  return last < 0 ? 0 : (line.stations[station]?.setupS[last]?.[variant] ?? 0);
}

function holds(stretches: readonly Stretch[], atS: number): Stretch | undefined {
  return stretches.find((stretch) => stretch.fromS <= atS && stretch.toS > atS);
}
