// One station's operation in time: setup, work, micro-stops, failures, pauses. Moves no parts.
// The flow (flow.ts) decides what a station works on and where it goes.
import { randomAt, wordAt } from "../base/random.ts";
import { phase, purpose, type LineState } from "./line-state.ts";
import type { OperationSource } from "./operation-source.ts";
import { kinds, reasonNumber, stateCode } from "./sink.ts";

/** Sets what a station shows, and tells it when it differs. */
export function setState(line: LineState, station: number, state: number, reason: number): void {
  if (line.state[station] === state && line.stateReason[station] === reason) return;
  line.state[station] = state;
  line.stateReason[station] = reason;
  if (line.sink !== undefined) line.sink.emit(kinds.state, line.timeS, station, -1, state, reason);
}

function uniform(line: LineState, station: number, use: number, index: number): number {
  const key = line.key(station, use);
  return randomAt(line.keyA[key]!, line.keyB[key]!, index);
}

/** Exponential with the given mean, by inversion. */
function exponential(line: LineState, station: number, use: number, index: number, meanS: number): number {
  return -meanS * Math.log(1 - uniform(line, station, use, index));
}

/** Where a part's numbers stand in a table: its luck is its own, whatever the order of parts. */
function luckOf(line: LineState, part: number): number {
  return line.parts.number[part]! * 4 + (line.parts.attempt[part]! & 3);
}

/**
 * Seconds of the next operation. `bell` is the sum of three uniform numbers (from one word): within three standard
 * deviations, and exact arithmetic on every machine.
 */
function drawWorkS(line: LineState, station: number, part: number): number {
  const tables = line.tables;
  const operation = line.operations[station]!;
  line.operations[station] = operation + 1;
  const luck = luckOf(line, part);
  const again = tables.reworkCycleS[station]!;
  const meanS =
    again >= 0 && line.parts.attempt[part]! > 0
      ? again
      : tables.cycleS[station * tables.variants + line.parts.variant[part]!]!;
  switch (tables.spreadKind[station]!) {
    case 0:
      return meanS;
    case 1: {
      const key = line.key(station, purpose.cycle);
      const word = wordAt(line.keyA[key]!, line.keyB[key]!, luck);
      const sum = (word & 1023) + ((word >>> 10) & 1023) + ((word >>> 20) & 1023) + 1.5;
      return meanS * Math.max(0.2, 1 + (tables.cv[station]! * (sum - 1536)) / 512);
    }
    case 2:
      return exponential(line, station, purpose.cycle, luck, meanS);
    default:
      return tables.lists[station]![operation] ?? meanS;
  }
}

/** Time of work until the first failure; called once for each station. */
export function primeFailures(line: LineState): void {
  const tables = line.tables;
  tables.line.stations.forEach((station, index) => {
    if (station.failure === undefined) return;
    const upS = exponential(line, index, purpose.failure, 0, station.failure.meanUpS);
    if (station.failure.clock === "operating") line.failLeftS[index] = upS;
    else line.timers.set(tables.calendarTimerOf[index]!, line.timeS + upS);
  });
}

function drawMicroStop(line: LineState, station: number, part: number): void {
  const luck = luckOf(line, part);
  const isHit = uniform(line, station, purpose.microStop, luck) < line.tables.microProbability[station]!;
  line.microLeftS[station] = isHit
    ? uniform(line, station, purpose.microAt, luck) * line.workLeftS[station]!
    : Infinity;
}

/** Takes the operation from the line's source. */
function beginTold(line: LineState, station: number, part: number, source: OperationSource): void {
  source.tell(line, station, part);
  const workS = source.workS * line.scale[station]!;
  line.workS[station] = workS;
  line.workLeftS[station] = workS;
  line.nextStop[station] = source.firstStop;
  line.endStop[station] = source.endStop;
  line.ending[station] = source.ending;
  awaitToldStop(line, station, source);
}

/** Sets how much work is left until the next stop that the source told. */
export function awaitToldStop(line: LineState, station: number, source: OperationSource): void {
  const stop = line.nextStop[station]!;
  const doneS = line.workS[station]! - line.workLeftS[station]!;
  line.microLeftS[station] =
    stop < line.endStop[station]!
      ? Math.max(0, source.stopAt[stop]! * line.workS[station]! - doneS)
      : Infinity;
}

/** Begins the part the station holds: setup if the variant changes, then work. */
export function beginOperation(line: LineState, station: number): void {
  const tables = line.tables;
  const part = line.part[station]!;
  const variant = line.parts.variant[part]!;
  const source = line.source;
  if (source !== undefined) beginTold(line, station, part, source);
  else {
    line.workLeftS[station] = drawWorkS(line, station, part) * line.scale[station]!;
    if (tables.microProbability[station]! > 0) drawMicroStop(line, station, part);
  }
  if (line.sink !== undefined) line.sink.emit(kinds.start, line.timeS, station, part, 0, 0);
  // A part that comes back has a programme of its own and needs no change of the station.
  const again = tables.reworkCycleS[station]! >= 0 && line.parts.attempt[part]! > 0;
  const last = again ? -1 : line.lastVariant[station]!;
  if (!again) line.lastVariant[station] = variant;
  const setups = tables.line.stations[station]!.setupS;
  const plannedS = last < 0 || setups.length === 0 ? 0 : setups[last]![variant]!;
  let setupS = plannedS * line.scale[station]!;
  if (source !== undefined && source.setupS > 0 && (plannedS > 0 || last < 0 || setups.length === 0))
    setupS = source.setupS * line.scale[station]!;
  if (setupS > 0) {
    line.phase[station] = phase.setup;
    line.setupLeftS[station] = setupS;
  } else line.phase[station] = phase.work;
  resumeOperation(line, station);
}

/** Goes on with setup or work; the station must be able to. */
export function resumeOperation(line: LineState, station: number): void {
  line.segmentStartS[station] = line.timeS;
  if (line.phase[station] === phase.setup) {
    line.timers.set(station, line.timeS + line.setupLeftS[station]!);
    setState(line, station, stateCode.setup, reasonNumber.setup);
    return;
  }
  let segmentS = line.workLeftS[station]!;
  if (line.failLeftS[station]! < segmentS) segmentS = line.failLeftS[station]!;
  if (line.microLeftS[station]! < segmentS) segmentS = line.microLeftS[station]!;
  line.timers.set(station, line.timeS + segmentS);
  setState(line, station, stateCode.run, 0);
}

/** Stops the clock of a running operation and keeps what is left of it. */
export function pauseOperation(line: LineState, station: number): void {
  const doing = line.phase[station];
  if (doing !== phase.setup && doing !== phase.work) return;
  if (line.timers.times[station] === Infinity) return;
  const passedS = line.timeS - line.segmentStartS[station]!;
  if (doing === phase.setup) line.setupLeftS[station] = Math.max(0, line.setupLeftS[station]! - passedS);
  else spend(line, station, passedS);
  line.timers.set(station, Infinity);
}

function spend(line: LineState, station: number, passedS: number): void {
  line.workLeftS[station] = Math.max(0, line.workLeftS[station]! - passedS);
  line.failLeftS[station] = Math.max(0, line.failLeftS[station]! - passedS);
  line.microLeftS[station] = Math.max(0, line.microLeftS[station]! - passedS);
}

/** Whether the station is stopped by a micro-stop, a failure or a script. */
export function isStopped(line: LineState, station: number): boolean {
  return line.stopUntilS[station]! !== -Infinity;
}

/** Stops a station until `untilS`; a longer stop already under way stays as it is. */
export function beginStop(line: LineState, station: number, untilS: number, reason: number): void {
  const timer = line.tables.timer.stop + station;
  if (isStopped(line, station)) {
    if (untilS <= line.stopUntilS[station]!) return;
    line.stopUntilS[station] = untilS;
    if (line.state[station] === stateCode.down) line.timers.set(timer, untilS);
    return;
  }
  pauseOperation(line, station);
  line.stopUntilS[station] = untilS;
  line.stopReason[station] = reason;
  const longestS = line.tables.line.stations[station]!.microStopMaxS;
  setState(line, station, stateCode.microstop, reason);
  line.timers.set(timer, Math.min(untilS, line.timeS + longestS));
}

/** The stop timer fired. Returns true when the stop is over; otherwise it became `down`. */
export function stopTimerFired(line: LineState, station: number): boolean {
  const timer = line.tables.timer.stop + station;
  const untilS = line.stopUntilS[station]!;
  if (line.timeS < untilS) {
    setState(line, station, stateCode.down, line.stopReason[station]!);
    line.timers.set(timer, untilS);
    return false;
  }
  line.timers.set(timer, Infinity);
  line.stopUntilS[station] = -Infinity;
  return true;
}

/** The calendar failure of a station came: it stops whatever it does, and the next is drawn. */
export function calendarTimerFired(line: LineState, station: number): void {
  const tables = line.tables;
  const failure = line.failures[station]! + 1;
  line.failures[station] = failure;
  const repairS =
    exponential(line, station, purpose.repair, failure, tables.meanRepairS[station]!) * line.scale[station]!;
  const upS = exponential(line, station, purpose.failure, failure, tables.meanUpS[station]!);
  line.timers.set(tables.calendarTimerOf[station]!, line.timeS + repairS + upS);
  beginStop(line, station, line.timeS + repairS, reasonNumber.breakdown);
}

/** The operation timer fired. Returns true when the work is finished. */
export function operationTimerFired(line: LineState, station: number): boolean {
  if (line.phase[station] === phase.setup) {
    line.phase[station] = phase.work;
    resumeOperation(line, station);
    return false;
  }
  const workS = line.workLeftS[station]!;
  const failS = line.failLeftS[station]!;
  const microS = line.microLeftS[station]!;
  line.segmentStartS[station] = line.timeS;
  if (microS < workS && microS <= failS) {
    spend(line, station, microS);
    const source = line.source;
    if (source !== undefined) {
      const stop = line.nextStop[station]!;
      line.nextStop[station] = stop + 1;
      awaitToldStop(line, station, source);
      const untilS = line.timeS + source.stopLengthS[stop]! * line.scale[station]!;
      beginStop(line, station, untilS, source.stopReason[stop]!);
      return false;
    }
    line.microLeftS[station] = Infinity;
    const luck = luckOf(line, line.part[station]!);
    const meanS = line.tables.microMeanS[station]! * line.scale[station]!;
    const lengthS = exponential(line, station, purpose.microLength, luck, meanS);
    beginStop(line, station, line.timeS + lengthS, reasonNumber.jam);
    return false;
  }
  if (failS < workS) {
    spend(line, station, failS);
    const tables = line.tables;
    const index = line.failures[station]! + 1;
    line.failures[station] = index;
    line.failLeftS[station] = exponential(line, station, purpose.failure, index, tables.meanUpS[station]!);
    const meanS = tables.meanRepairS[station]! * line.scale[station]!;
    beginStop(
      line,
      station,
      line.timeS + exponential(line, station, purpose.repair, index, meanS),
      reasonNumber.breakdown,
    );
    return false;
  }
  line.failLeftS[station] = failS - workS;
  line.workLeftS[station] = 0;
  line.timers.set(station, Infinity);
  line.phase[station] = phase.done;
  return true;
}
