// What parts make up together: places, batches for vehicles, sets for assembly, calls for stations that follow.
// Answers and counts only; moving parts is flow.ts.
import { assert } from "../base/assert.ts";
import { callSlots, phase, type LineState } from "./line-state.ts";
import { isStopped } from "./operation.ts";
import { kinds, reasonNumber, stateCode } from "./sink.ts";

/** Whether nothing keeps the station from acting. */
export function isAble(line: LineState, station: number): boolean {
  return !isStopped(line, station) && line.operatorsMissing[station] === 0;
}

/** Whether one more part may set out for the buffer. */
export function hasRoom(line: LineState, buffer: number): boolean {
  const tables = line.tables;
  const capacity = tables.line.buffers[buffer]!.capacity;
  const taken = line.queues.level[buffer]! + line.reserved[buffer]!;
  if (capacity > 0) return taken < capacity;
  let idle = 0;
  for (const consumer of tables.consumers[buffer]!)
    if (line.phase[consumer] === phase.empty && isAble(line, consumer)) idle += 1;
  return taken < idle;
}

/** The order of which a whole batch waits, oldest first; -1 when there is none. */
export function readyOrder(line: LineState, fleet: number): number {
  const spec = line.tables.line.fleets[fleet]!;
  const level = line.queues.level[spec.from]!;
  if (level < spec.batch) return -1;
  for (let oldest = 0; oldest + spec.batch <= level; oldest += 1) {
    const order = line.parts.order[line.queues.at(spec.from, oldest)]!;
    let count = 0;
    for (let place = oldest; place < level; place += 1)
      if (line.parts.order[line.queues.at(spec.from, place)] === order) count += 1;
    if (count >= spec.batch) return order;
  }
  return -1;
}

/** State and reason of a station whose input lacks parts. */
export function missingAt(line: LineState, buffer: number): [number, number] {
  const fleet = line.tables.fleetTo[buffer]!;
  if (fleet >= 0 && readyOrder(line, fleet) >= 0) return [stateCode.waitTransport, reasonNumber.transport];
  return [stateCode.starved, reasonNumber.upstream];
}

/** Removes what is left of orders before `order`: it would never make up a set again. Returns how many parts. */
export function setAside(line: LineState, buffer: number, order: number): number {
  let removed = 0;
  for (let place = line.queues.level[buffer]! - 1; place >= 0; place -= 1) {
    if (line.parts.order[line.queues.at(buffer, place)]! >= order) continue;
    hold(line, buffer, line.queues.takeAt(buffer, place), reasonNumber.orderOver);
    removed += 1;
  }
  return removed;
}

/** Removes the parts whose open time is over from a buffer; they are made again if that can be. Returns how many. */
export function holdOverdue(line: LineState, buffer: number): number {
  let removed = 0;
  for (let place = line.queues.level[buffer]! - 1; place >= 0; place -= 1) {
    const part = line.queues.at(buffer, place);
    if (line.parts.openUntilS[part]! > line.timeS) continue;
    line.queues.takeAt(buffer, place);
    replaceScrap(line, part);
    hold(line, buffer, part, reasonNumber.openTime);
    removed += 1;
  }
  return removed;
}

/** When the next part that waits or travels will have waited too long; Infinity when none will. */
export function nextOverdueS(line: LineState): number {
  let nextS = Infinity;
  const consider = (part: number): void => {
    if (part < 0) return;
    const untilS = line.parts.openUntilS[part]!;
    if (untilS > line.timeS && untilS < nextS) nextS = untilS;
  };
  for (const queues of [line.queues, line.hopParts])
    queues.level.forEach((level, queue) => {
      for (let place = 0; place < level; place += 1) consider(queues.at(queue, place));
    });
  line.part.forEach(consider);
  line.batches.forEach(consider);
  return nextS;
}

/** Whether a whole set of an order after `order` waits in the buffer: then nothing of `order` comes any more. */
export function laterSetWaits(line: LineState, buffer: number, quantity: number, order: number): boolean {
  const level = line.queues.level[buffer]!;
  let later = 0;
  for (let place = 0; place < level; place += 1)
    if (line.parts.order[line.queues.at(buffer, place)]! > order) later += 1;
  return later >= quantity;
}

function hold(line: LineState, buffer: number, part: number, reason: number): void {
  line.held += 1;
  if (line.sink !== undefined)
    line.sink.emit(kinds.hold, line.timeS, line.tables.offsets.buffer + buffer, part, reason, 0);
  line.inProcess -= line.parts.released[part]!;
  line.parts.release(part);
}

/**
 * Counts a good part for a station that follows; every full quantity of an order is a call for one of its parts,
 * and then the answer is true.
 */
export function callFollower(line: LineState, follower: number, part: number): boolean {
  const order = line.parts.order[part]!;
  const counting = line.callOrder[follower]!;
  // What an order left over makes no set any more, here as at the vehicles and the assembly.
  if (order < counting) return false;
  if (order > counting) {
    line.callOrder[follower] = order;
    line.callParts[follower] = 0;
  }
  const count = line.callParts[follower]! + 1;
  if (count < line.tables.line.stations[follower]!.follows!.quantity) {
    line.callParts[follower] = count;
    return false;
  }
  line.callParts[follower] = 0;
  const calls = line.callCount[follower]!;
  assert(calls < callSlots, "a following station is called no oftener than buffers allow");
  line.calls[follower * callSlots + calls] = line.parts.variant[part]!;
  line.callOrders[follower * callSlots + calls] = order;
  line.callCount[follower] = calls + 1;
  return true;
}

/** A scrapped part is made again while its order is still being started. */
export function replaceScrap(line: LineState, part: number): void {
  const tables = line.tables;
  tables.line.stations.forEach((station, index) => {
    if (station.follows !== undefined) {
      if (isComponent(line, part) && line.callOrder[index] === line.parts.order[part])
        line.callParts[index] = line.callParts[index]! - 1;
      return;
    }
    if (station.inputs.length > 0 || station.product !== tables.line.products[line.parts.product[part]!])
      return;
    if (line.ordersDone[index] === line.parts.order[part])
      line.orderExtra[index] = line.orderExtra[index]! + 1;
  });
}

/** Whether a part is made before assembly: followed stations count only those. */
function isComponent(line: LineState, part: number): boolean {
  const product = line.tables.line.products[line.parts.product[part]!];
  return !line.tables.line.stations.some(
    (station) => station.inputs.length > 1 && station.product === product,
  );
}
