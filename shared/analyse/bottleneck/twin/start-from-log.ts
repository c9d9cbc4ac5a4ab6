// The engine's state at any moment of a log: parts in their places, work left, stops under way, operators, calls and orders.
// From the log and the structure of the line alone. What the log cannot know at the moment is as its record says later.
import { defined } from "../../../base/assert.ts";
import { flowSteps, proceed } from "../../../simulate/flow.ts";
import { callSlots, LineState, phase } from "../../../simulate/line-state.ts";
import { layOut } from "../../../simulate/line-tables.ts";
import { ending } from "../../../simulate/operation-source.ts";
import { serveWaiting } from "../../../simulate/places.ts";
import { sortSteps, type OrderSpec, type ScriptStep } from "../../../simulate/script.ts";
import { nextOverdueS } from "../../../simulate/sets.ts";
import { Simulation } from "../../../simulate/simulation.ts";
import { followerCalls } from "./follower-calls.ts";
import { creates, isSource, productInBuffer, productsAt, releasedIn } from "./parts-of-line.ts";
import { partsAt, type PartsAt } from "./parts-at.ts";
import { placeOutages, placeParts } from "./place-parts.ts";
import { placeStations, type UnderWay } from "./place-stations.ts";
import { placeVehicles } from "./place-vehicles.ts";
import type { Recorded } from "./recorded.ts";
import type { RecordedOrders } from "./recorded-orders.ts";
import { ToldOperations } from "./told-operations.ts";

/** How the line goes on from the moment. */
export interface StartOptions {
  /** True: every part has its recorded operations. False: what follows, and what is left of what is under way, is redrawn. */
  readonly isReplay: boolean;
  readonly seed: number;
  readonly steps: readonly ScriptStep[];
  /** Orders after those of the record; without them the last one goes on. */
  readonly orders?: readonly OrderSpec[];
  readonly loopOrders?: boolean;
}

/** A simulation at a moment of a log. */
export interface Started {
  readonly simulation: Simulation;
  readonly source: ToldOperations;
  /** Name of the part in a row: as in the log, or with a `+` for those the log does not know. */
  readonly serialOf: (line: LineState, row: number) => string;
  readonly underWay: UnderWay;
}

/** The state of the line at `atS`. Nothing has been told to a sink; copy the simulation to listen. */
export function startFromLog(
  recorded: Recorded,
  orders: RecordedOrders,
  atS: number,
  options: StartOptions,
): Started {
  const { log, line } = recorded;
  const tables = layOut(line);
  const places = partsAt(recorded, atS);
  const numbered = numberParts(recorded, places, atS);
  const source = new ToldOperations(recorded, { partsOf: numbered.partsOf, isReplay: options.isReplay });
  const state = new LineState(
    tables,
    {
      seed: options.seed,
      startS: atS,
      orders: [...orders.orders, ...(options.orders ?? [])],
      loopOrders: options.loopOrders ?? false,
      script: sortSteps(options.steps),
      source,
    },
    flowSteps,
    undefined,
  );
  const rowOf = new Map<number, number>();
  const released = line.products.map((_, product) => releasedIn(line, product));
  for (const { part, product } of numbered.present) {
    const row = state.parts.create(
      Math.max(0, product),
      Math.max(0, log.variantOf[part] ?? 0),
      orders.orderOf[part] ?? 0,
      atS,
      released[product] ?? 1,
    );
    rowOf.set(part, row);
    state.inProcess += released[product] ?? 1;
    state.parts.attempt[row] = attemptAt(recorded, part, atS);
    state.parts.openUntilS[row] = openUntilS(recorded, part, atS);
  }
  const rowFor = (part: number): number => defined(rowOf.get(part), "row of a part in the line");
  placeOutages(recorded, state, atS);
  placeParts(state, places, rowFor, recorded, atS);
  const underWay = placeStations(recorded, state, places, rowFor, atS, source, options.isReplay);
  placeVehicles(recorded, state, places, rowFor, orders, atS);
  state.orderBase = orders.base;
  line.stations.forEach((spec, station) => {
    if (isSource(line, station)) {
      const progress = orders.progress(station, atS);
      state.ordersDone[station] = progress.order;
      state.orderMade[station] = progress.made;
      state.orderExtra[station] = progress.extra;
    }
    if (spec.follows === undefined) return;
    const owed = followerCalls(recorded, orders, station, atS);
    owed.calls.slice(0, callSlots).forEach((call, at) => {
      state.calls[station * callSlots + at] = call.variant;
      state.callOrders[station * callSlots + at] = call.order;
    });
    state.callCount[station] = Math.min(callSlots, owed.calls.length);
    state.callParts[station] = owed.countedParts;
    state.callOrder[station] = owed.countedOrder;
  });
  if (tables.hasOpenTime) state.timers.set(tables.timer.openTime, nextOverdueS(state));
  // Nothing can begin in a log without gaps; where it has some, what stands still for no reason goes on.
  for (let station = line.stations.length - 1; station >= 0; station -= 1)
    if (state.phase[station] !== phase.work && state.phase[station] !== phase.setup) proceed(state, station);
  for (let buffer = 0; buffer < line.buffers.length; buffer += 1) serveWaiting(state, buffer);
  const names = numbered.partsOf;
  return {
    simulation: new Simulation(state),
    source,
    underWay,
    serialOf(at, row) {
      const product = at.parts.product[row] ?? 0;
      const number = at.parts.number[row] ?? 0;
      const known =
        options.isReplay || number <= (numbered.presentCount[product] ?? 0)
          ? names[product]?.[number - 1]
          : undefined;
      const letter = (line.products[product] ?? "part").slice(0, 1).toUpperCase();
      return known === undefined
        ? `${letter}+${String(number).padStart(5, "0")}`
        : (log.serials[known] ?? "");
    },
  };
}

/** Parts in the line, and all parts by product: those first, then the ones made later, in order of being made. */
function numberParts(
  recorded: Recorded,
  places: PartsAt,
  atS: number,
): { present: { part: number; product: number }[]; partsOf: number[][]; presentCount: number[] } {
  const { log, line } = recorded;
  const products = productsAt(line);
  const present = [
    ...places.inStation.map(({ part, station }) => ({ part, product: products[station] ?? -1 })),
    ...[...places.inBuffer, ...places.onHop].map(({ part, buffer }) => ({
      part,
      product: productInBuffer(line, products, buffer),
    })),
    ...places.onVehicle.map(({ part, fleet }) => ({
      part,
      product: productInBuffer(line, products, line.fleets[fleet]?.from ?? 0),
    })),
  ].sort((left, right) => left.part - right.part);
  const partsOf = line.products.map((): number[] => []);
  for (const { part, product } of present) partsOf[product]?.push(part);
  const presentCount = partsOf.map((list) => list.length);
  for (let part = 0; part < recorded.firstVisitOf.length; part += 1) {
    const first = recorded.firstVisitOf[part] ?? -1;
    if (first < 0 || !((log.enterS[first] ?? 0) > atS)) continue;
    const place = log.place[first] ?? 0;
    if (creates(log.line, place)) partsOf[products[place] ?? -1]?.push(part);
  }
  return { present, partsOf, presentCount };
}

function attemptAt(recorded: Recorded, part: number, atS: number): number {
  const { log } = recorded;
  let attempt = recorded.attemptBefore[part] ?? 0;
  for (let visit = recorded.firstVisitOf[part] ?? -1; visit >= 0; visit = recorded.nextVisit[visit] ?? -1) {
    if ((log.enterS[visit] ?? 0) > atS) break;
    const operation = recorded.operations[recorded.operationOfVisit[visit] ?? -1];
    if (operation === undefined) continue;
    attempt =
      operation.attempt +
      (operation.ending === ending.back && (log.finishS[visit] ?? Infinity) <= atS ? 1 : 0);
  }
  return attempt;
}

/** Until when a part may wait, by the last station that limits it; from before the log: as its loss shows. */
function openUntilS(recorded: Recorded, part: number, atS: number): number {
  const { log } = recorded;
  for (let visit = log.lastVisitOf[part] ?? -1; visit >= 0; visit = log.previous[visit] ?? -1) {
    const openS = log.line.stations[log.place[visit] ?? 0]?.openTimeS;
    const finishS = log.finishS[visit] ?? NaN;
    if (openS !== undefined && finishS <= atS && finishS > log.startedS) return finishS + openS;
  }
  return Infinity;
}
