// What happens when work at a station is over: lots, defects, inspection and rework, then away or blocked after service.
// The layer above loading: a station that is empty again loads at once.
import { phase, type LineState } from "./line-state.ts";
import { setState } from "./operation.ts";
import { callWaitingStations, load, releaseOperators } from "./operators.ts";
import { tryLoad } from "./loading.ts";
import { ending } from "./operation-source.ts";
import { releaseMore, send } from "./places.ts";
import { findingRule, leaveDefects } from "./quality.ts";
import { callFollower, hasRoom, isAble, readyOrder, replaceScrap } from "./sets.ts";
import { kinds, reasonNumber, stateCode } from "./sink.ts";

const demand = -1;
const scrap = -2;

/** Work is over: lots, defects, inspection, then away. */
export function finish(line: LineState, station: number): void {
  const tables = line.tables;
  const spec = tables.line.stations[station]!;
  const part = line.part[station]!;
  const made = line.made[station]! + 1;
  line.made[station] = made;
  if (spec.lots !== undefined) {
    const name = spec.lots.names[Math.floor((made - 1) / spec.lots.partsPerLot) % spec.lots.names.length]!;
    const lot = tables.line.lots.indexOf(name);
    line.parts.lot[part] = lot;
    if (line.sink !== undefined) line.sink.emit(kinds.lot, line.timeS, station, part, lot, 0);
  }
  if (tables.hasOpenTime && tables.openTimeS[station]! > 0) {
    const untilS = line.timeS + tables.openTimeS[station]!;
    line.parts.openUntilS[part] = untilS;
    if (line.timers.times[tables.timer.openTime] === Infinity) line.timers.set(tables.timer.openTime, untilS);
  }
  line.target[station] = tables.outputBuffer[station]!;
  line.targetHop[station] = tables.outputHop[station]!;
  if (tables.defectsAt[station]!.length > 0) leaveDefects(line, station, part);
  if (line.sink !== undefined) line.sink.emit(kinds.finish, line.timeS, station, part, 0, 0);
  if (spec.operators.length > 0) releaseOperators(line, station);
  if (line.source !== undefined) {
    const end = line.ending[station]!;
    if (end !== ending.good && reject(line, station, part, end === ending.scrap)) return;
  } else if (tables.inspectionsAt[station]!.length > 0 && inspect(line, station, part)) return;
  const followers = tables.followersOf[station]!;
  if (followers.length > 0 && line.target[station] === tables.outputBuffer[station])
    for (const follower of followers) if (callFollower(line, follower, part)) tryLoad(line, follower);
  tryUnload(line, station);
  if (spec.operators.length > 0) callWaitingStations(line, station);
}

/** Looks for a defect. Returns true when the operation is repeated in place. */
function inspect(line: LineState, station: number, part: number): boolean {
  if (findingRule(line, station, part) < 0) return false;
  const defect = line.parts.defect[part]!;
  const attempt = line.parts.attempt[part]! + 1;
  if (line.sink !== undefined) line.sink.emit(kinds.found, line.timeS, station, part, defect - 1, attempt);
  return reject(line, station, part, attempt > 1);
}

/**
 * A part that is not good: back to its rework, repeated in place where there is none, or scrapped: when `isLost`, or because the
 * rework is full. Returns true when the operation is repeated in place.
 */
function reject(line: LineState, station: number, part: number, isLost: boolean): boolean {
  const tables = line.tables;
  const attempt = line.parts.attempt[part]! + 1;
  line.parts.attempt[part] = attempt;
  const rework = tables.line.stations[station]!.rework;
  if (rework === undefined && !(isLost && line.source !== undefined)) {
    line.parts.defect[part] = 0;
    load(line, station, part);
    return true;
  }
  // A rework loop whose queue is full would lock the line; such parts are scrapped instead.
  if (isLost || rework === undefined || !hasRoom(line, rework.buffer)) {
    line.target[station] = scrap;
    if (line.sink !== undefined)
      line.sink.emit(
        kinds.scrap,
        line.timeS,
        station,
        part,
        isLost ? reasonNumber.secondFailure : reasonNumber.reworkFull,
        0,
      );
  } else {
    line.parts.defect[part] = 0;
    line.target[station] = rework.buffer;
    line.targetHop[station] = tables.reworkHop[station]!;
    if (line.sink !== undefined)
      line.sink.emit(kinds.rework, line.timeS, station, part, attempt, rework.buffer);
  }
  return false;
}

/** Sends the finished part on, or blocks until there is a place. */
export function tryUnload(line: LineState, station: number): void {
  if (!isAble(line, station)) return;
  const part = line.part[station]!;
  const target = line.target[station]!;
  if (target === demand) {
    const output = line.tables.line.stations[station]!.output;
    const door = "demand" in output ? output.demand : 0;
    if (line.demandClosed[door]! > 0) {
      block(line, station, stateCode.blocked, reasonNumber.downstream);
      return;
    }
    if (line.sink !== undefined) {
      const to = line.tables.offsets.demand + door;
      line.sink.emit(kinds.depart, line.timeS, station, part, to, 0);
      line.sink.emit(kinds.ship, line.timeS, to, part, 0, 0);
    }
    line.shipped += 1;
    leaveEmpty(line, station);
    leaveLine(line, part);
  } else if (target === scrap) {
    line.scrapped += 1;
    replaceScrap(line, part);
    leaveEmpty(line, station);
    leaveLine(line, part);
  } else {
    if (!hasRoom(line, target)) {
      const waitsForVehicle =
        line.tables.fleetFrom[target]! >= 0 && readyOrder(line, line.tables.fleetFrom[target]!) >= 0;
      if (waitsForVehicle) block(line, station, stateCode.waitTransport, reasonNumber.transport);
      else block(line, station, stateCode.blocked, reasonNumber.downstream);
      return;
    }
    leaveEmpty(line, station);
    send(line, station, part, target, line.targetHop[station]!);
  }
  tryLoad(line, station);
}

function block(line: LineState, station: number, state: number, reason: number): void {
  if (line.waitingSince[station] === 0) {
    line.waitCounter += 1;
    line.waitingSince[station] = line.waitCounter;
  }
  setState(line, station, state, reason);
}

function leaveEmpty(line: LineState, station: number): void {
  line.phase[station] = phase.empty;
  line.part[station] = -1;
  line.waitingSince[station] = 0;
  line.idleSinceS[station] = line.timeS;
}

function leaveLine(line: LineState, part: number): void {
  line.inProcess -= line.parts.released[part]!;
  line.parts.release(part);
  releaseMore(line);
}
