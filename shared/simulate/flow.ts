// How parts move: loading, assembling, finishing, blocking after service, hops and vehicles.
// Never draws durations; that is operation.ts. Everything happens at `line.timeS`.
import { callSlots, phase, type LineState } from "./line-state.ts";
import { beginOperation, isStopped, resumeOperation, setState } from "./operation.ts";
import { findingRule, leaveDefects } from "./quality.ts";
import {
  callFollower,
  hasRoom,
  holdOverdue,
  isAble,
  laterSetWaits,
  missingAt,
  nextOverdueS,
  readyOrder,
  replaceScrap,
  setAside,
} from "./sets.ts";
import { kinds, reasonNumber, stateCode } from "./sink.ts";

const demand = -1;
const scrap = -2;

/** Lets a station do the next thing it can, after a stop or a pause ended. */
export function proceed(line: LineState, station: number): void {
  if (isStopped(line, station)) return;
  if (line.operatorsMissing[station]! > 0) {
    showMissing(line, station);
    return;
  }
  switch (line.phase[station]!) {
    case phase.empty:
      tryLoad(line, station);
      return;
    case phase.waitOperator:
      tryBegin(line, station);
      return;
    case phase.done:
      tryUnload(line, station);
      return;
    default:
      resumeOperation(line, station);
  }
}

/** Shows why an operator is missing. */
export function showMissing(line: LineState, station: number): void {
  const reason = line.missingReason[station]!;
  setState(line, station, reason === reasonNumber.break ? stateCode.planned : stateCode.waitOperator, reason);
}

/** Takes the next part if there is one; otherwise shows what is missing. */
export function tryLoad(line: LineState, station: number): void {
  if (line.phase[station] !== phase.empty || !isAble(line, station)) return;
  const tables = line.tables;
  const single = tables.singleInput[station]!;
  if (single >= 0) {
    if (line.queues.level[single] === 0) {
      setState(line, station, stateCode.starved, reasonNumber.upstream);
      if (tables.line.buffers[single]!.capacity === 0) serveWaiting(line, single);
      return;
    }
    load(line, station, takeHead(line, single, station));
    serveWaiting(line, single);
    return;
  }
  if (tables.line.stations[station]!.inputs.length === 0) loadFromSupply(line, station);
  else assemble(line, station);
}

function takeHead(line: LineState, buffer: number, station: number): number {
  const part = line.queues.shift(buffer);
  if (line.sink !== undefined)
    line.sink.emit(kinds.depart, line.timeS, line.tables.offsets.buffer + buffer, part, station, 0);
  return part;
}

function load(line: LineState, station: number, part: number): void {
  line.part[station] = part;
  if (line.tables.line.stations[station]!.operators.length === 0) beginOperation(line, station);
  else {
    line.phase[station] = phase.waitOperator;
    line.waitCounter += 1;
    line.waitingSince[station] = line.waitCounter;
    tryBegin(line, station);
  }
}

/** Begins once all operators of the station are free. */
function tryBegin(line: LineState, station: number): void {
  const operators = line.tables.line.stations[station]!.operators;
  for (const operator of operators)
    if (line.operatorBusy[operator]! >= 0) {
      setState(line, station, stateCode.waitOperator, reasonNumber.operatorAway);
      return;
    }
  line.waitingSince[station] = 0;
  for (const operator of operators) {
    line.operatorBusy[operator] = station;
    if (line.sink !== undefined)
      line.sink.emit(
        kinds.serveStart,
        line.timeS,
        line.tables.offsets.operator + operator,
        line.part[station]!,
        station,
        0,
      );
  }
  beginOperation(line, station);
}

function releaseOperators(line: LineState, station: number): void {
  const tables = line.tables;
  for (const operator of tables.line.stations[station]!.operators) {
    line.operatorBusy[operator] = -1;
    if (line.sink !== undefined)
      line.sink.emit(
        kinds.serveFinish,
        line.timeS,
        tables.offsets.operator + operator,
        line.part[station]!,
        station,
        0,
      );
  }
}

/** Stations that wait for an operator who became free, longest waiting first. */
function callWaitingStations(line: LineState, station: number): void {
  for (const operator of line.tables.line.stations[station]!.operators) {
    const served = line.tables.stationsOfOperator[operator]!;
    if (served.length < 2) continue;
    for (;;) {
      let chosen = -1;
      for (const other of served)
        if (
          line.phase[other] === phase.waitOperator &&
          isAble(line, other) &&
          (chosen < 0 || line.waitingSince[other]! < line.waitingSince[chosen]!)
        )
          chosen = other;
      if (chosen < 0 || line.operatorBusy[operator]! >= 0) break;
      tryBegin(line, chosen);
      if (line.phase[chosen] === phase.waitOperator) break;
    }
  }
}

function loadFromSupply(line: LineState, station: number): void {
  const tables = line.tables;
  const spec = tables.line.stations[station]!;
  if (spec.supply !== undefined && line.supplyClosed[spec.supply]! > 0) {
    setState(line, station, stateCode.starved, reasonNumber.lateSupply);
    return;
  }
  let order = 0;
  let variant = 0;
  if (spec.follows !== undefined) {
    const calls = line.callCount[station]!;
    if (calls === 0) {
      setState(line, station, stateCode.noOrder, reasonNumber.noOrder);
      return;
    }
    const row = station * callSlots;
    variant = line.calls[row]!;
    order = line.callOrders[row]!;
    line.calls.copyWithin(row, row + 1, row + calls);
    line.callOrders.copyWithin(row, row + 1, row + calls);
    line.callCount[station] = calls - 1;
  } else if (line.inProcess >= line.maxInProcess) {
    setState(line, station, stateCode.noOrder, reasonNumber.workLimit);
    return;
  } else if (line.orders.length > 0) {
    const done = line.ordersDone[station]!;
    if (done - line.orderBase >= line.orders.length && !line.loopOrders) {
      setState(line, station, stateCode.noOrder, reasonNumber.noOrder);
      return;
    }
    const current = line.orders[(done - line.orderBase) % line.orders.length]!;
    order = done;
    variant = current.variant;
    if (line.timeS >= line.countFromS) {
      if (line.orderMade[station] === 0 && line.sink !== undefined)
        line.sink.emit(kinds.order, line.timeS, station, -1, done, 0);
      line.orderMade[station] = line.orderMade[station]! + 1;
      if (line.orderMade[station] >= current.quantity * spec.perOrderUnit + line.orderExtra[station]!) {
        line.ordersDone[station] = done + 1;
        line.orderMade[station] = 0;
        line.orderExtra[station] = 0;
      }
    }
  }
  const released = spec.follows === undefined ? 1 : 0;
  const product = tables.line.products.indexOf(spec.product ?? "");
  const part = line.parts.create(product, variant, order, line.timeS, released);
  line.created += 1;
  line.inProcess += released;
  if (line.sink !== undefined) line.sink.emit(kinds.create, line.timeS, station, part, 0, 0);
  load(line, station, part);
}

/** Takes the components of one order: the oldest of the first input decides which, the others must match. */
function assemble(line: LineState, station: number): void {
  const tables = line.tables;
  const spec = tables.line.stations[station]!;
  const first = spec.inputs[0]!;
  if (line.queues.level[first.buffer]! < first.quantity) {
    setState(line, station, ...missingAt(line, first.buffer));
    return;
  }
  const order = line.parts.order[line.queues.at(first.buffer, 0)]!;
  // Parts held for their open time may leave an order without its last set.
  if (
    tables.hasOpenTime &&
    inBuffer(line, first.buffer, order, first.quantity) < first.quantity &&
    laterSetWaits(line, first.buffer, first.quantity, order)
  ) {
    setAside(line, first.buffer, order + 1);
    clear(line, first.buffer);
    if (line.phase[station] === phase.empty) assemble(line, station);
    return;
  }
  // Orders come in sequence: components of earlier ones would only stand in the way.
  for (const input of spec.inputs)
    if (input !== first && setAside(line, input.buffer, order) > 0) {
      clear(line, input.buffer);
      if (line.phase[station] !== phase.empty) return;
    }
  for (const input of spec.inputs) {
    if (inBuffer(line, input.buffer, order, input.quantity) < input.quantity) {
      setState(line, station, ...missingAt(line, input.buffer));
      return;
    }
  }
  const variant = line.parts.variant[line.queues.at(first.buffer, 0)]!;
  const product = tables.line.products.indexOf(spec.product ?? "");
  const made = line.parts.create(product, variant, order, line.timeS, 0);
  line.created += 1;
  if (line.sink !== undefined) line.sink.emit(kinds.create, line.timeS, station, made, 0, 0);
  for (const input of spec.inputs) {
    let taken = 0;
    let place = 0;
    while (taken < input.quantity) {
      if (line.parts.order[line.queues.at(input.buffer, place)] !== order) {
        place += 1;
        continue;
      }
      const component = line.queues.takeAt(input.buffer, place);
      taken += 1;
      line.joined += 1;
      if (line.sink !== undefined) {
        line.sink.emit(kinds.depart, line.timeS, tables.offsets.buffer + input.buffer, component, station, 0);
        line.sink.emit(kinds.join, line.timeS, station, component, made, 0);
      }
      line.parts.released[made] = line.parts.released[made]! + line.parts.released[component]!;
      line.parts.release(component);
    }
  }
  load(line, station, made);
  for (const input of spec.inputs) serveWaiting(line, input.buffer);
}

/** How many parts of an order wait in a buffer, counted up to `enough`. */
function inBuffer(line: LineState, buffer: number, order: number, enough: number): number {
  const level = line.queues.level[buffer]!;
  let matching = 0;
  for (let place = 0; place < level && matching < enough; place += 1)
    if (line.parts.order[line.queues.at(buffer, place)] === order) matching += 1;
  return matching;
}

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
  if (tables.inspectionsAt[station]!.length > 0 && inspect(line, station, part)) return;
  const followers = tables.followersOf[station]!;
  if (followers.length > 0 && line.target[station] === tables.outputBuffer[station])
    for (const follower of followers) if (callFollower(line, follower, part)) tryLoad(line, follower);
  tryUnload(line, station);
  if (spec.operators.length > 0) callWaitingStations(line, station);
}

/** Looks for a defect. Returns true when the operation is repeated in place. */
function inspect(line: LineState, station: number, part: number): boolean {
  if (findingRule(line, station, part) < 0) return false;
  const tables = line.tables;
  const defect = line.parts.defect[part]!;
  const attempt = line.parts.attempt[part]! + 1;
  line.parts.attempt[part] = attempt;
  if (line.sink !== undefined) line.sink.emit(kinds.found, line.timeS, station, part, defect - 1, attempt);
  const rework = tables.line.stations[station]!.rework;
  if (rework === undefined) {
    line.parts.defect[part] = 0;
    load(line, station, part);
    return true;
  }
  // A rework loop whose queue is full would lock the line; such parts are scrapped instead.
  if (attempt > 1 || !hasRoom(line, rework.buffer)) {
    line.target[station] = scrap;
    if (line.sink !== undefined)
      line.sink.emit(
        kinds.scrap,
        line.timeS,
        station,
        part,
        attempt > 1 ? reasonNumber.secondFailure : reasonNumber.reworkFull,
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

/** Lets sources that waited for the work in process to fall release a part. */
function releaseMore(line: LineState): void {
  if (line.maxInProcess === Infinity) return;
  for (const source of line.tables.sources) if (line.inProcess < line.maxInProcess) tryLoad(line, source);
}

/** After parts were set aside from a buffer: others may come into their places, and into the line. */
function clear(line: LineState, buffer: number): void {
  serveWaiting(line, buffer);
  releaseMore(line);
}

function send(line: LineState, from: number, part: number, buffer: number, hop: number): void {
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
  if (chosen >= 0) tryLoad(line, chosen);
}

/** Gives free places of a buffer to those that wait for them. */
function serveWaiting(line: LineState, buffer: number): void {
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
    tryUnload(line, chosen);
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

/** The open time of some part is over: what waits in buffers is held, what is under way when it arrives. */
export function openTimeFired(line: LineState): void {
  const buffers = line.tables.line.buffers.length;
  for (let buffer = 0; buffer < buffers; buffer += 1) if (holdOverdue(line, buffer) > 0) clear(line, buffer);
  line.timers.set(line.tables.timer.openTime, nextOverdueS(line));
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
