// What the classical methods say of a window of a serial run: the product's own panel, over the run as a log.
import { averageActivePeriods } from "#shared/analyse/bottleneck/classical/active-period.ts";
import type { TimeWindow } from "#shared/analyse/bottleneck/classical/activity.ts";
import { lineActivity } from "#shared/analyse/bottleneck/classical/fractions.ts";
import { classicalPanel } from "#shared/analyse/bottleneck/classical/panel.ts";
import { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import type { MethodPick } from "#shared/analyse/bottleneck/report.ts";
import { runSerial } from "#shared/analyse/bottleneck/serial-line.ts";
import { serialLine } from "#shared/simulate/line.ts";
import type { SerialRun } from "./serial-families.ts";

/** The panel's methods, in its order. */
export const classicalNames: Readonly<Record<MethodPick["name"], string>> = {
  utilisation: "utilisation",
  activePeriodAverage: "active period",
  activePeriodShifting: "shifting period",
  turningPoint: "turning point",
  arrow: "arrow",
  walk: "walk",
};

/** A run with when every part started at and left every station, laid out as the durations. */
export interface SeenRun extends SerialRun {
  readonly startS: Float64Array;
  readonly departS: Float64Array;
}

/** Plays a run. */
export function seeRun(run: SerialRun): SeenRun {
  const { parts } = run.work;
  const departS = runSerial(run.work);
  const startS = departS.map((_, at) => {
    const part = at % parts;
    return Math.max(departS[at - parts] ?? 0, part === 0 ? 0 : (departS[at - 1] ?? 0));
  });
  return { ...run, startS, departS };
}

/** A run as a log: work, waiting and levels, without states; so a repair counts as work. */
export function serialLog({ work, startS, departS }: SeenRun): LineLog {
  const { stations, parts, durationsS, places } = work;
  const line = serialLine({
    cycleS: Array.from({ length: stations }, () => 60),
    buffers: Array.from(places),
  });
  const log = new LineLog(line);
  for (let part = 0; part < parts; part += 1) log.partBySerial(String(part));
  for (let station = 0; station < stations; station += 1) {
    const row = station * parts;
    for (let part = 0; part < parts; part += 1) {
      const beganS = startS[row + part] ?? NaN;
      if (station > 0) log.leave(beganS, log.offsets.buffer + station - 1, part);
      const visit = log.enter(beganS, station, part);
      log.startS[visit] = beganS;
      log.finishS[visit] = beganS + (durationsS[row + part] ?? NaN);
      log.leave(departS[row + part] ?? NaN, station, part);
    }
    for (let part = 0; part < parts; part += 1) {
      const goneS = departS[row + part] ?? NaN;
      if (station === stations - 1) log.ship(goneS, part);
      else log.enter(goneS, log.offsets.buffer + station, part);
    }
  }
  return log;
}

/** What each method names in a window; -1 = nobody. */
export function classicalPicks(log: LineLog, { fromS, toS }: TimeWindow): number[] {
  return classicalPanel(log, { fromS, toS }).methods.map(({ pick }) =>
    pick === undefined ? -1 : log.resource(pick),
  );
}

/** Mean lengths of the stations' active periods in a window, seconds. */
export function activeS(log: LineLog, { fromS, toS }: TimeWindow): number[] {
  return averageActivePeriods(lineActivity(log, { fromS, toS }))
    .slice(0, log.line.stations.length)
    .map(({ meanS }) => meanS);
}
