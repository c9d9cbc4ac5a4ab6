// What a station takes next: a part from its buffer, a new one from its supply, or a set of components to assemble.
// Shows what is missing when there is nothing to take.
import { callSlots, phase, type LineState } from "./line-state.ts";
import { setState } from "./operation.ts";
import { load } from "./operators.ts";
import { clear, serveWaiting } from "./places.ts";
import { isAble, laterSetWaits, missingAt, setAside } from "./sets.ts";
import { kinds, reasonNumber, stateCode } from "./sink.ts";

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
