// Where every part of a log is at a moment: in a station, a buffer, on a vehicle, on its way, or not in the line.
// Knows places and times; the engine's rows are made of it in start-from-log.ts.
import { creates } from "./parts-of-line.ts";
import { countUntil, type Recorded } from "./recorded.ts";

/** Parts by where they are, each list in order of coming. `visit` is the stay at the place, or the last one before. */
export interface PartsAt {
  readonly inStation: readonly { readonly station: number; readonly part: number; readonly visit: number }[];
  readonly inBuffer: readonly { readonly buffer: number; readonly part: number }[];
  /** `dueS` = when it arrives, as recorded, else as the line's transfer times say. */
  readonly onHop: readonly {
    readonly from: number;
    readonly buffer: number;
    readonly part: number;
    readonly dueS: number;
  }[];
  readonly onVehicle: readonly {
    /** Number of the vehicle, -1 = the log did not see it being loaded. */
    readonly vehicle: number;
    readonly fleet: number;
    readonly part: number;
    readonly dueS: number;
  }[];
}

/** Places all parts that are in the line at `atS`. */
export function partsAt(recorded: Recorded, atS: number): PartsAt {
  const { log } = recorded;
  // Places are numbered as in the log; a what-if may have added stations, at the end.
  const { line, offsets } = log;
  const inStation: { station: number; part: number; visit: number }[] = [];
  const inBuffer: { buffer: number; part: number }[] = [];
  const onHop: { from: number; buffer: number; part: number; dueS: number }[] = [];
  const onVehicle: { vehicle: number; fleet: number; part: number; dueS: number }[] = [];
  const vehicleFleet = line.fleets.flatMap((fleet, index) => fleet.vehicles.map(() => index));
  const lost = new Set<number>();
  for (const loss of log.lost) if (loss.timeS <= atS) lost.add(loss.part);
  const shipped = new Set(log.shippedPart.slice(0, log.shippedBy(atS)));
  const visits = countUntil(log, recorded.untilS);
  for (let visit = 0; visit < visits; visit += 1) {
    const part = log.part[visit] ?? 0;
    const place = log.place[visit] ?? 0;
    const enterS = log.enterS[visit] ?? 0;
    if (enterS > atS) {
      // Not seen before, and not made here: it was already on its way.
      if ((log.previous[visit] ?? -1) >= 0 || creates(line, place) || !log.isBuffer(place)) continue;
      const buffer = place - offsets.buffer;
      const fleet = line.fleets.findIndex((entry) => entry.to === buffer);
      if (fleet >= 0) onVehicle.push({ vehicle: -1, fleet, part, dueS: enterS });
      else {
        const from = line.stations.findIndex(
          (station) => "buffer" in station.output && station.output.buffer === buffer,
        );
        if (from >= 0) onHop.push({ from, buffer, part, dueS: enterS });
      }
      continue;
    }
    const next = recorded.nextVisit[visit] ?? -1;
    if (next >= 0 && (log.enterS[next] ?? 0) <= atS) continue;
    const leaveS = log.leaveS[visit] ?? NaN;
    if (!(leaveS <= atS)) {
      if (place < line.stations.length) inStation.push({ station: place, part, visit });
      else if (log.isBuffer(place)) inBuffer.push({ buffer: place - offsets.buffer, part });
      else if (place >= offsets.vehicle && place < offsets.supply) {
        const vehicle = place - offsets.vehicle;
        const fleet = vehicleFleet[vehicle] ?? 0;
        const dueS = leaveS <= recorded.untilS ? leaveS : enterS + (recorded.line.fleets[fleet]?.tripS ?? 0);
        onVehicle.push({ vehicle, fleet, part, dueS });
      }
      continue;
    }
    if ((log.joinedInto[part] ?? -1) >= 0 && log.isBuffer(place) && next < 0) continue;
    if (lost.has(part) || shipped.has(part)) continue;
    const nextPlace = next >= 0 ? (log.place[next] ?? -1) : -1;
    if (place < line.stations.length) {
      const target = targetOf(recorded, place, part, visit);
      if (target === undefined) continue;
      onHop.push({
        from: place,
        buffer: target.buffer,
        part,
        dueS: next >= 0 ? (log.enterS[next] ?? 0) : leaveS + target.hopS,
      });
    } else if (log.isBuffer(place) && nextPlace >= 0 && nextPlace < line.stations.length)
      // Taken by a station that then waited for an operator, in a log that says only when work began.
      inStation.push({ station: nextPlace, part, visit: next });
  }
  onHop.sort((left, right) => left.dueS - right.dueS);
  return { inStation, inBuffer, onHop, onVehicle };
}

/** Where a part goes (or went) after its work at a station; undefined = out of the line. */
export function targetOf(
  recorded: Recorded,
  station: number,
  part: number,
  visit: number,
): { readonly buffer: number; readonly hopS: number; readonly isRework: boolean } | undefined {
  const { log } = recorded;
  const spec = log.line.stations[station];
  if (spec === undefined) return undefined;
  const next = recorded.nextVisit[visit] ?? -1;
  const nextBuffer = next >= 0 ? (log.place[next] ?? -1) - log.offsets.buffer : -1;
  if (spec.rework !== undefined) {
    // Not arrived yet: the log has counted one more attempt than its visits show.
    const counted = recorded.operations[recorded.operationOfVisit[visit] ?? -1]?.attempt ?? 0;
    const isSentBack = next >= 0 ? nextBuffer === spec.rework.buffer : (log.attemptOf[part] ?? 0) > counted;
    if (isSentBack) return { ...spec.rework, isRework: true };
  }
  return "buffer" in spec.output ? { ...spec.output, isRework: false } : undefined;
}
