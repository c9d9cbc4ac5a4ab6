// Vehicles at a moment of a log: with their loads, on their way back, or at home.
import { firstAfter } from "../../../base/sorted.ts";
import type { LineState } from "../../../simulate/line-state.ts";
import { stateCode } from "../../../simulate/sink.ts";
import type { PartsAt } from "./parts-at.ts";
import type { Recorded } from "./recorded.ts";
import type { RecordedOrders } from "./recorded-orders.ts";

// Arrival of a load and the vehicle's word of being back come from different clocks in a plant, and rounded.
const sameMomentS = 1;

/** Vehicles with their loads, and those on their way back. */
export function placeVehicles(
  recorded: Recorded,
  state: LineState,
  places: PartsAt,
  rowFor: (part: number) => number,
  orders: RecordedOrders,
  atS: number,
): void {
  const { log, line } = recorded;
  const { tables } = state;
  const byVehicle = new Map<number, { part: number; dueS: number; fleet: number }[]>();
  const unseen: { part: number; dueS: number; fleet: number }[] = [];
  for (const load of places.onVehicle) {
    if (load.vehicle < 0) unseen.push(load);
    else byVehicle.set(load.vehicle, [...(byVehicle.get(load.vehicle) ?? []), load]);
  }
  tables.vehicleFleet.forEach((fleet, vehicle) => {
    const spec = line.fleets[fleet];
    if (spec === undefined || byVehicle.has(vehicle)) return;
    const resource = log.offsets.vehicle + vehicle;
    const backS = spec.roundTripS - spec.tripS;
    const went = log.wentFrom[resource] ?? [];
    const lastDrop = went[firstAfter(went, atS, (visit) => log.leaveS[visit] ?? 0) - 1];
    let homeS = lastDrop === undefined ? NaN : (log.leaveS[lastDrop] ?? NaN) + backS;
    if (lastDrop === undefined) {
      // Under way since before the log: the first word of it is that it is back.
      const first = log.states[resource]?.find((entry) => entry.timeS > atS);
      if (first === undefined || first.state !== stateCode.idle || first.timeS > recorded.untilS) return;
      if ((log.stateAt(resource, atS)?.state ?? stateCode.run) !== stateCode.run) return;
      homeS = first.timeS;
      const load = unseen.filter(
        (entry) => entry.fleet === fleet && Math.abs(entry.dueS + backS - homeS) < sameMomentS,
      );
      if (load.length >= spec.batch) {
        byVehicle.set(vehicle, load.slice(0, spec.batch));
        for (const entry of load.slice(0, spec.batch)) unseen.splice(unseen.indexOf(entry), 1);
        return;
      }
    }
    if (!(homeS > atS)) return;
    state.vehicleLeg[vehicle] = 2;
    state.timers.set(tables.timer.vehicle + vehicle, homeS);
  });
  for (const [vehicle, load] of byVehicle) {
    const spec = line.fleets[tables.vehicleFleet[vehicle] ?? 0];
    if (spec === undefined || load.length < spec.batch) continue;
    state.vehicleLeg[vehicle] = 1;
    state.reserved[spec.to] = (state.reserved[spec.to] ?? 0) + spec.batch;
    state.timers.set(tables.timer.vehicle + vehicle, Math.max(atS, load[0]?.dueS ?? atS));
    load.slice(0, spec.batch).forEach(({ part }, slot) => {
      state.batches[(tables.batchSlots[vehicle] ?? 0) + slot] = rowFor(part);
    });
  }
  line.fleets.forEach((_, number) => {
    let newest = -1;
    tables.vehicleFleet.forEach((of, vehicle) => {
      if (of !== number) return;
      for (const visit of log.cameTo[log.offsets.vehicle + vehicle] ?? []) {
        if ((log.enterS[visit] ?? 0) > atS) break;
        newest = Math.max(newest, orders.orderOf[log.part[visit] ?? 0] ?? -1);
      }
    });
    state.fleetOrder[number] = newest;
  });
}
