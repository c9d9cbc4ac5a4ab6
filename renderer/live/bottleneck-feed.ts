// Asks for the report on the constraint of the shift at the playhead, and keeps it in its store: once for a shift that is over,
// every few seconds for one that still grows or has reruns still to come, anew when another shift is looked at or the link is back.
// One question at a time.
import { type Clock, wallClock } from "#shared/base/clock.ts";
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import { shiftAt } from "#shared/model/calendar.ts";
import type { Plant } from "#shared/model/plant.ts";
import { useBottleneck } from "../state/bottleneck.ts";
import type { HostCaller } from "./live-context.ts";
import type { LiveTable } from "./live-table.ts";
import { everyTick } from "./ticker.ts";
import { failureText } from "./use-answer.ts";

/** Between two questions about a shift that grows, milliseconds of the wall. */
const againMs = 5_000;
/** Where no shift runs, a window is so long. */
const withoutShiftMs = 8 * 3_600_000;

/** Follows the report of a table's plant until disposed. */
export function feedBottleneck(host: HostCaller, table: LiveTable, wall: Clock = wallClock): Disposable {
  useBottleneck.getState().forget();
  let isOver = false;
  let isAsking = false;
  let isLost = false;
  let window: TimeSpan | undefined;
  /** How much of the window was known when it was asked about, and when that was. */
  let askedToMs = -Infinity;
  let askedWallMs = -Infinity;
  const ask = async (): Promise<void> => {
    if (table.stale) isLost = true;
    if (table.stale || table.frameTimeMs === 0 || table.plant.links.length === 0) return;
    const timeMs = table.timeMs();
    const isElsewhere = window === undefined || timeMs < window.fromMs || timeMs >= window.toMs;
    if (isElsewhere) {
      window = windowAt(table.plant, timeMs);
      useBottleneck.getState().forget();
    }
    if (isElsewhere || isLost) {
      isLost = false;
      askedToMs = -Infinity;
      askedWallMs = -Infinity;
    }
    const asked = window;
    if (asked === undefined || isAsking) return;
    const knownToMs = Math.min(asked.toMs, table.endMs);
    const { info } = useBottleneck.getState();
    const isWanted = knownToMs > askedToMs || isComputing(info);
    if (!isWanted || wall.nowMs() - askedWallMs < againMs) return;
    askedToMs = knownToMs;
    askedWallMs = wall.nowMs();
    isAsking = true;
    try {
      const info = await host.call("bottleneck.report", asked);
      if (!isOver && window === asked) useBottleneck.getState().report(info, timeMs);
    } catch (failure) {
      if (!isOver && window === asked) useBottleneck.getState().refuse(failureText(failure));
    } finally {
      isAsking = false;
    }
  };
  void ask();
  const ticking = everyTick(2, () => void ask());
  return disposable(() => {
    isOver = true;
    ticking[Symbol.dispose]();
  });
}

/** The figures that need reruns come later than the rest. */
export function isComputing(info: BottleneckInfo | undefined): boolean {
  return info?.isWhole === false;
}

/** The shift that runs at a time by the plan's calendar; else the stretch of eight hours it lies in. */
function windowAt({ file, calendarById }: Plant, timeMs: number): TimeSpan {
  const calendar = file.plan === undefined ? undefined : calendarById.get(file.plan.calendar);
  const shift = calendar === undefined ? undefined : shiftAt(calendar, file.timeZone, timeMs);
  if (shift !== undefined) return { fromMs: shift.fromMs, toMs: shift.toMs };
  const fromMs = Math.floor(timeMs / withoutShiftMs) * withoutShiftMs;
  return { fromMs, toMs: fromMs + withoutShiftMs };
}
