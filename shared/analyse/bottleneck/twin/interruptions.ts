// When a resource was not at work, from its states: stops, setups, pauses, closed supplies, absent operators.
// Times in seconds of the log; `toS` = Infinity where the log does not know the end.
import { stateCode } from "../../../simulate/sink.ts";
import type { LineLog, LoggedState } from "../line-log.ts";

/** A stretch of time; `reason` is a code, "" = none was said. */
export interface Stretch {
  readonly fromS: number;
  readonly toS: number;
  readonly reason: string;
}

/** What kept a station from working, in order of time each. */
export interface StationTimes {
  /** Micro-stops and breakdowns: one that became a breakdown is one stop. */
  readonly stops: readonly Stretch[];
  readonly setups: readonly Stretch[];
  /** Nobody there, or planned so: work stands still and goes on. */
  readonly pauses: readonly Stretch[];
  /** The pauses that nothing but the calendar explains: not those that wait for an operator. */
  readonly closures: readonly Stretch[];
}

/** The stretches in which a state satisfies `is`; neighbours are one. What is later than `untilS` is not known. */
export function stretchesOf(
  log: LineLog,
  states: readonly LoggedState[],
  untilS: number,
  is: (state: LoggedState) => boolean,
): Stretch[] {
  const found: Stretch[] = [];
  let fromS = NaN;
  let reason = 0;
  for (const state of states) {
    if (state.timeS > untilS) break;
    const holds = is(state);
    if (holds && Number.isNaN(fromS)) {
      fromS = state.timeS;
      reason = state.reason;
    } else if (!holds && !Number.isNaN(fromS)) {
      if (state.timeS > fromS) found.push({ fromS, toS: state.timeS, reason: log.reasons[reason] ?? "" });
      fromS = NaN;
    }
  }
  if (!Number.isNaN(fromS)) found.push({ fromS, toS: Infinity, reason: log.reasons[reason] ?? "" });
  return found;
}

/** What interrupted a station until `untilS`. */
export function timesOf(log: LineLog, station: number, untilS: number): StationTimes {
  const states = log.states[station] ?? [];
  const of = (...codes: readonly number[]): Stretch[] =>
    stretchesOf(log, states, untilS, (entry) => codes.includes(entry.state));
  return {
    stops: of(stateCode.microstop, stateCode.down),
    setups: of(stateCode.setup),
    pauses: of(stateCode.planned, stateCode.off, stateCode.waitOperator),
    closures: of(stateCode.planned, stateCode.off),
  };
}

/** Supplies that did not deliver: as they said themselves, else as the stations that starved for them show. */
export function supplyClosures(log: LineLog, supply: number, untilS: number): Stretch[] {
  const own = log.states[log.offsets.supply + supply] ?? [];
  if (own.length > 0) return stretchesOf(log, own, untilS, (entry) => entry.state === stateCode.starved);
  const station = log.line.stations.findIndex((entry) => entry.supply === supply);
  const late = log.reasons.indexOf("lateSupply");
  return stretchesOf(
    log,
    log.states[station] ?? [],
    untilS,
    (entry) => entry.state === stateCode.starved && entry.reason === late,
  );
}

/** Demands that did not take anything: seen where the last station was blocked. */
export function demandClosures(log: LineLog, demand: number, untilS: number): Stretch[] {
  const station = log.line.stations.findIndex(
    (entry) => "demand" in entry.output && entry.output.demand === demand,
  );
  return stretchesOf(log, log.states[station] ?? [], untilS, (entry) => entry.state === stateCode.blocked);
}

/** When an operator position was not there: breaks (`planned`) and absences (`off`). */
export function absences(log: LineLog, operator: number, untilS: number): (Stretch & { isBreak: boolean })[] {
  const states = log.states[log.offsets.operator + operator] ?? [];
  const of = (code: number): Stretch[] => stretchesOf(log, states, untilS, (entry) => entry.state === code);
  return [
    ...of(stateCode.planned).map((stretch) => ({ ...stretch, isBreak: true })),
    ...of(stateCode.off).map((stretch) => ({ ...stretch, isBreak: false })),
  ];
}

/** Seconds of [fromS, toS] that stretches cover; they are in order of time. */
export function coveredS(stretches: readonly Stretch[], fromS: number, toS: number): number {
  let sumS = 0;
  for (const stretch of stretches) {
    if (stretch.fromS >= toS) break;
    if (stretch.toS > fromS) sumS += Math.min(stretch.toS, toS) - Math.max(stretch.fromS, fromS);
  }
  return sumS;
}
