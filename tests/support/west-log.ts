// The public five-station line of West and Deuse (2023) as a log: starts and finishes only, so what lies between is inferred.
import { existsSync, readFileSync } from "node:fs";
import { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { serialLine } from "#shared/simulate/line.ts";

const folder = new URL("../../../shared/data/west-icrcet-5station/", import.meta.url);
const places = 5;

/** Whether the files are there: they lie beside the project, not in it. */
export const isWestHere = existsSync(folder);

/** The line as its README tells: five places between stations, exponential times on top of a fixed one. */
const westLine = serialLine({ cycleS: [4, 4.5, 4, 4.5, 4], buffers: [places, places, places, places] });

/**
 * One of the three replicates, "000" to "002". A part leaves a station when the buffer after it has a place. Jobs are numbered by
 * each station for itself, and each buffer begins with one part: job n of a station is job n - 1 of the one before.
 */
export function westLog(replicate: string): LineLog {
  const log = new LineLog(westLine);
  const { buffer } = log.offsets;
  const last = westLine.stations.length - 1;
  const level = westLine.buffers.map(() => 1);
  // What stands finished in a station for want of a place.
  const waiting = westLine.stations.map(() => -1);
  const leave = (timeS: number, station: number, part: number): void => {
    log.leave(timeS, station, part);
    if (station === last) log.ship(timeS, part);
    else log.enter(timeS, buffer + station, part);
  };
  westLine.buffers.forEach((_, after) => {
    log.enter(0, buffer + after, log.partBySerial(`${-after}`));
  });
  const rows = readFileSync(new URL(`events_${replicate}.csv`, folder), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  for (const row of rows) {
    const [time, station, job, event] = row.split(",");
    const timeS = Number(time);
    const at = Number(station);
    const part = log.partBySerial(`${Number(job) - at}`);
    if (event === "job start") {
      if (at > 0) {
        log.leave(timeS, buffer + at - 1, part);
        const before = waiting[at - 1] ?? -1;
        if (before >= 0) leave(timeS, at - 1, before);
        else level[at - 1] = (level[at - 1] ?? 0) - 1;
        waiting[at - 1] = -1;
      }
      log.start(timeS, at, part);
      continue;
    }
    log.finish(timeS, at, part);
    if (at < last && (level[at] ?? 0) >= places) {
      waiting[at] = part;
      continue;
    }
    if (at < last) level[at] = (level[at] ?? 0) + 1;
    leave(timeS, at, part);
  }
  return log;
}
