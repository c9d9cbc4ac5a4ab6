// Parts between stations: hops, buffers, racks and vehicles, and whose turn it is when a part or a place comes free.
// Lowest layer of the flow: what stations then do is called through `line.flow`, so that no module needs one above it.
import { phase, type LineState } from "./line-state.ts";
import { hasRoom, holdOverdue, isAble, nextOverdueS, readyOrder, setAside } from "./sets.ts";
import { kinds, stateCode } from "./sink.ts";

/** Sends a part from a station to a buffer, over a hop if there is one. */
export function send(line: LineState, from: number, part: number, buffer: number, hop: number): void {
  const tables = line.tables;
  const to = tables.offsets.buffer + buffer;
  if (hop < 0) {
    if (line.sink !== undefined) line.sink.emit(kinds.depart, line.timeS, from, part, to, 0);
    put(line, buffer, part);
    return;
  }
  const hopS = tables.hopS[hop]!;
  if (line.sink !== undefined) line.sink.emit(kinds.depart, line.timeS, from, part, to, hopS);
  line.reserved[buffer] = line.reserved[buffer]! + 1;
  const dueS = line.timeS + hopS;
  line.parts.dueS[part] = dueS;
  if (line.hopParts.level[hop] === 0) line.timers.set(tables.timer.hop + hop, dueS);
  line.hopParts.push(hop, part);
}

/** The oldest part of a hop has arrived. */
export function hopTimerFired(line: LineState, hop: number): void {
  const part = line.hopParts.shift(hop);
  const next = line.hopParts.level[hop]! > 0 ? line.parts.dueS[line.hopParts.at(hop, 0)]! : Infinity;
  line.timers.set(line.tables.timer.hop + hop, next);
  const buffer = line.tables.hopBuffer[hop]!;
  line.reserved[buffer] = line.reserved[buffer]! - 1;
  put(line, buffer, part);
}

function put(line: LineState, buffer: number, part: number): void {
  const tables = line.tables;
  line.queues.push(buffer, part);
  if (line.sink !== undefined)
    line.sink.emit(kinds.arrive, line.timeS, tables.offsets.buffer + buffer, part, 0, 0);
  if (tables.hasOpenTime && line.parts.openUntilS[part]! <= line.timeS) {
    holdOverdue(line, buffer);
    clear(line, buffer);
    return;
  }
  const fleet = tables.fleetFrom[buffer]!;
  if (fleet >= 0) {
    if (line.parts.order[part]! < line.fleetOrder[fleet]!) {
      setAside(line, buffer, line.fleetOrder[fleet]!);
      clear(line, buffer);
      return;
    }
    dispatch(line, fleet);
    // Full of beginnings, and no batch among them: the oldest will not be completed any more.
    if (line.queues.level[buffer] === tables.line.buffers[buffer]!.capacity && readyOrder(line, fleet) < 0) {
      line.fleetOrder[fleet] = line.parts.order[line.queues.at(buffer, 0)]! + 1;
      setAside(line, buffer, line.fleetOrder[fleet]);
      clear(line, buffer);
    }
  }
  const consumers = tables.consumers[buffer]!;
  // The one that has been idle longest takes it.
  let chosen = -1;
  for (const consumer of consumers)
    if (
      line.phase[consumer] === phase.empty &&
      isAble(line, consumer) &&
      (chosen < 0 || line.idleSinceS[consumer]! < line.idleSinceS[chosen]!)
    )
      chosen = consumer;
  if (chosen >= 0) line.flow.tryLoad(line, chosen);
}

/** Gives free places of a buffer to those that wait for them. */
export function serveWaiting(line: LineState, buffer: number): void {
  const tables = line.tables;
  const fleet = tables.fleetTo[buffer]!;
  if (fleet >= 0) dispatch(line, fleet);
  const producers = tables.producers[buffer]!;
  for (;;) {
    let chosen = -1;
    let chosenFirst = false;
    for (const producer of producers) {
      if (
        line.phase[producer] !== phase.done ||
        line.target[producer] !== buffer ||
        line.waitingSince[producer] === 0
      )
        continue;
      if (!isAble(line, producer)) continue;
      const first = tables.line.stations[producer]!.first;
      if (
        chosen < 0 ||
        (first && !chosenFirst) ||
        (first === chosenFirst && line.waitingSince[producer]! < line.waitingSince[chosen]!)
      ) {
        chosen = producer;
        chosenFirst = first;
      }
    }
    if (chosen < 0 || !hasRoom(line, buffer)) return;
    line.flow.tryUnload(line, chosen);
  }
}

/** Sends vehicles off while there is a batch, a vehicle and room for all of it. */
function dispatch(line: LineState, fleet: number): void {
  const tables = line.tables;
  const spec = tables.line.fleets[fleet]!;
  const capacity = tables.line.buffers[spec.to]!.capacity;
  for (;;) {
    if (line.queues.level[spec.to]! + line.reserved[spec.to]! + spec.batch > capacity) return;
    const first = tables.firstVehicle[fleet]!;
    let vehicle = -1;
    for (let candidate = first; candidate < first + spec.vehicles.length; candidate += 1)
      if (line.vehicleLeg[candidate] === 0) {
        vehicle = candidate;
        break;
      }
    if (vehicle < 0) return;
    const order = readyOrder(line, fleet);
    if (order < 0) return;
    const resource = tables.offsets.vehicle + vehicle;
    const from = tables.offsets.buffer + spec.from;
    const to = tables.offsets.buffer + spec.to;
    line.vehicleLeg[vehicle] = 1;
    line.fleetOrder[fleet] = Math.max(line.fleetOrder[fleet]!, order);
    line.reserved[spec.to] = line.reserved[spec.to]! + spec.batch;
    line.timers.set(tables.timer.vehicle + vehicle, line.timeS + spec.tripS);
    if (line.sink !== undefined) {
      line.sink.emit(kinds.state, line.timeS, resource, -1, stateCode.run, 0);
      line.sink.emit(kinds.travel, line.timeS, resource, -1, from, to);
    }
    let place = 0;
    for (let taken = 0; taken < spec.batch;) {
      if (line.parts.order[line.queues.at(spec.from, place)] !== order) {
        place += 1;
        continue;
      }
      const part = line.queues.takeAt(spec.from, place);
      line.batches[tables.batchSlots[vehicle]! + taken] = part;
      taken += 1;
      if (line.sink !== undefined) {
        line.sink.emit(kinds.depart, line.timeS, from, part, resource, 0);
        line.sink.emit(kinds.serveStart, line.timeS, resource, part, to, 0);
      }
    }
    setAside(line, spec.from, line.fleetOrder[fleet]);
    clear(line, spec.from);
  }
}

/** A vehicle arrived: with its load at the drop place, or back home. */
export function vehicleTimerFired(line: LineState, vehicle: number): void {
  const tables = line.tables;
  const fleet = tables.vehicleFleet[vehicle]!;
  const spec = tables.line.fleets[fleet]!;
  const timer = tables.timer.vehicle + vehicle;
  const resource = tables.offsets.vehicle + vehicle;
  if (line.vehicleLeg[vehicle] === 2) {
    line.vehicleLeg[vehicle] = 0;
    line.timers.set(timer, Infinity);
    if (line.sink !== undefined) line.sink.emit(kinds.state, line.timeS, resource, -1, stateCode.idle, 0);
    dispatch(line, fleet);
    return;
  }
  line.vehicleLeg[vehicle] = 2;
  line.timers.set(timer, line.timeS + spec.roundTripS - spec.tripS);
  const slots = tables.batchSlots[vehicle]!;
  for (let index = 0; index < spec.batch; index += 1) {
    const part = line.batches[slots + index]!;
    line.batches[slots + index] = -1;
    line.reserved[spec.to] = line.reserved[spec.to]! - 1;
    if (line.sink !== undefined)
      line.sink.emit(kinds.serveFinish, line.timeS, resource, part, tables.offsets.buffer + spec.to, 0);
    put(line, spec.to, part);
  }
  if (line.sink !== undefined)
    line.sink.emit(
      kinds.travel,
      line.timeS,
      resource,
      -1,
      tables.offsets.buffer + spec.to,
      tables.offsets.buffer + spec.from,
    );
}

/** The open time of some part is over: what waits in buffers is held, what is under way when it arrives. */
export function openTimeFired(line: LineState): void {
  const buffers = line.tables.line.buffers.length;
  for (let buffer = 0; buffer < buffers; buffer += 1) if (holdOverdue(line, buffer) > 0) clear(line, buffer);
  line.timers.set(line.tables.timer.openTime, nextOverdueS(line));
}

/** After parts were set aside from a buffer: others may come into their places, and into the line. */
export function clear(line: LineState, buffer: number): void {
  serveWaiting(line, buffer);
  releaseMore(line);
}

/** Lets sources that waited for the work in process to fall release a part. */
export function releaseMore(line: LineState): void {
  if (line.maxInProcess === Infinity) return;
  for (const source of line.tables.sources)
    if (line.inProcess < line.maxInProcess) line.flow.tryLoad(line, source);
}
