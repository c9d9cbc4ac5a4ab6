// How many parts went from place to place in a window of a line's log: what a ribbon of flow is as wide as. Pure.
import type { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { firstAfter, itself } from "#shared/base/sorted.ts";
import type { FlowInfo } from "#shared/host-api/bottleneck-schema.ts";

/** The flow of a window of plant time. */
export function flowInfo(
  log: LineLog,
  originMs: number,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): FlowInfo {
  const ways = countedWays(log, (fromMs - originMs) / 1000, (toMs - originMs) / 1000);
  const hours = (toMs - fromMs) / 3_600_000;
  return {
    fromMs,
    toMs,
    ways: ways.map(({ from, to, parts }) => ({ from, to, perHour: hours > 0 ? parts / hours : 0 })),
  };
}

/** Parts that went from a place to the next, by ids of assets. */
export interface CountedWay {
  readonly from: string;
  readonly to: string;
  readonly parts: number;
}

/** The ways that parts took in (fromS, toS], and how many took each. What went by vehicle went from buffer to buffer. */
export function countedWays(log: LineLog, fromS: number, toS: number): CountedWay[] {
  const counts = new Map<string, { from: string; to: string; parts: number }>();
  const count = (from: number, to: number): void => {
    const names = [log.names[from] ?? "", log.names[to] ?? ""] as const;
    const key = names.join(" ");
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { from: names[0], to: names[1], parts: 1 });
    else known.parts += 1;
  };
  const { vehicle, supply, demand } = log.offsets;
  const isVehicle = (place: number): boolean => place >= vehicle && place < supply;
  log.wentFrom.forEach((went, place) => {
    if (isVehicle(place)) return;
    const leftS = (visit: number): number => log.leaveS[visit] ?? NaN;
    for (let index = firstAfter(went, fromS, leftS); index < went.length; index += 1) {
      const visit = went[index] ?? 0;
      if (leftS(visit) > toS) break;
      let next = log.next[visit] ?? -1;
      if (next >= 0 && isVehicle(log.place[next] ?? 0)) next = log.next[next] ?? -1;
      // What goes into an assembly ends there.
      const to = next >= 0 ? (log.place[next] ?? -1) : assemblyAfter(log, place);
      if (to >= 0) count(place, to);
    }
  });
  // What comes in and goes out has no visit before or after it: supplies and demands keep no parts.
  log.line.stations.forEach((station, place) => {
    if (station.supply === undefined) return;
    const came = log.cameTo[place] ?? [];
    const cameS = (visit: number): number => log.enterS[visit] ?? NaN;
    for (let index = firstAfter(came, fromS, cameS); index < came.length; index += 1) {
      const visit = came[index] ?? 0;
      if (cameS(visit) > toS) break;
      if ((log.previous[visit] ?? -1) < 0) count(supply + station.supply, place);
    }
  });
  for (let index = firstAfter(log.shippedS, fromS, itself); index < log.shippedS.length; index += 1) {
    if ((log.shippedS[index] ?? 0) > toS) break;
    const last = log.lastVisitOf[log.shippedPart[index] ?? 0] ?? -1;
    const place = log.place[last] ?? -1;
    const output = log.line.stations[place]?.output;
    if (output !== undefined && "demand" in output) count(place, demand + output.demand);
  }
  return [...counts.values()];
}

/** The station that puts together what waits in a buffer, -1 = none. */
function assemblyAfter({ line, offsets }: LineLog, place: number): number {
  const buffer = place - offsets.buffer;
  return line.stations.findIndex(
    ({ inputs }) => inputs.length > 1 && inputs.some((input) => input.buffer === buffer),
  );
}
