// The breaks of operator positions as the plant's calendars have them: weekdays, exceptions, zone and changes of clocks.
// Only breaks: outside shifts nobody is sent home, since a line that is simulated at night is asked to run at night.
import { defined } from "../base/assert.ts";
import { shiftsBetween } from "../model/calendar.ts";
import { assetOf, type Plant } from "../model/plant.ts";
import type { Line } from "./line.ts";
import type { ScriptStep } from "./script.ts";

/** A stretch of a run in seconds, and the instant of its second 0. */
export interface RunStretch {
  readonly startMs: number;
  readonly fromS: number;
  readonly toS: number;
  /** At the beginning of a run, breaks under way at `fromS` count too: from then on. */
  readonly isBeginning: boolean;
}

/** Steps that take operators to their breaks and back: breaks that begin in [fromS, toS), whole even if they end later. */
export function breakSteps(plant: Plant, line: Line, stretch: RunStretch): ScriptStep[] {
  const { startMs, fromS, toS, isBeginning } = stretch;
  const zone = plant.file.timeZone;
  const inRun = (timeMs: number): number => (timeMs - startMs) / 1000;
  return line.operators.flatMap((id, operator): ScriptStep[] => {
    const calendarId = defined(assetOf(plant, id), id).calendar;
    const calendar = calendarId === undefined ? undefined : plant.calendarById.get(calendarId);
    if (calendar === undefined) return [];
    const shifts = shiftsBetween(calendar, zone, startMs + fromS * 1000, startMs + toS * 1000);
    return shifts.flatMap(({ breaks }) =>
      breaks.flatMap((pause): ScriptStep[] => {
        const beginS = inRun(pause.fromMs);
        const endS = inRun(pause.toMs);
        const isUnderWay = beginS < fromS && endS > fromS && isBeginning;
        if ((beginS < fromS && !isUnderWay) || beginS >= toS || endS <= beginS) return [];
        const step = { event: -1, kind: "operator", operator, reason: "break" } as const;
        return [
          { ...step, timeS: Math.max(beginS, fromS), present: false },
          { ...step, timeS: endS, present: true },
        ];
      }),
    );
  });
}
