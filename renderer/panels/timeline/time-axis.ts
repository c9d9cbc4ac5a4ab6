// What stands on the axis of time: round times of the plant's clock with their words, the date where it changes, and the
// doubled hour of autumn told apart as A and B. Pure.
import type { TimeSpan } from "#shared/host-api/requests.ts";
import { localTime, offsetMs } from "#shared/model/calendar.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Steps of the axis, shortest first. */
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map((s) => s * 1000),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
  ...[1, 2, 7, 14, 28, 56, 112, 224, 448, 896].map((days) => days * dayMs),
];

export interface AxisTick {
  readonly timeMs: number;
  /** `14:05`, `14:05:30`, `02:30 A`; empty where the day begins. */
  readonly clock: string;
  /** A day of the plant's calendar begins here. */
  readonly isDay: boolean;
}

export interface TimeAxis {
  readonly stepMs: number;
  readonly ticks: readonly AxisTick[];
}

/** Round times of the plant's clock in the window, at least `spacing` of `width` pixels apart. */
export function timeAxis(window: TimeSpan, width: number, spacing: number, zone: string): TimeAxis {
  const perPixelMs = (window.toMs - window.fromMs) / Math.max(1, width);
  const stepMs = stepsMs.find((step) => step >= perPixelMs * spacing) ?? stepsMs.at(-1) ?? dayMs;
  const ticks: AxisTick[] = [];
  let timeMs = roundAtOrAfter(window.fromMs, stepMs, zone);
  while (timeMs <= window.toMs && ticks.length < 1000) {
    ticks.push(tickAt(timeMs, stepMs, zone));
    timeMs = roundAtOrAfter(timeMs + 1, stepMs, zone);
  }
  return { stepMs, ticks };
}

function tickAt(timeMs: number, stepMs: number, zone: string): AxisTick {
  const { time, fold } = localTime(zone, timeMs);
  const seconds = Math.floor(timeMs / 1000) % 60;
  const clock = stepMs < 60_000 ? `${time}:${String(seconds).padStart(2, "0")}` : time;
  const isDay = stepMs >= dayMs || (time === "00:00" && seconds === 0 && fold !== "B");
  return { timeMs, clock: isDay ? "" : fold === undefined ? clock : `${clock} ${fold}`, isDay };
}

/** The first time not before `timeMs` at which the plant's clock shows a multiple of `stepMs`. */
function roundAtOrAfter(timeMs: number, stepMs: number, zone: string): number {
  const offset = offsetMs(zone, timeMs);
  const localMs = Math.ceil((timeMs + offset) / stepMs) * stepMs;
  const roundMs = localMs - offset;
  const thereMs = offsetMs(zone, roundMs);
  if (thereMs === offset) return roundMs;
  // The clocks are changed on the way: the same wall time lies earlier or later, or only after the change.
  const otherMs = localMs - thereMs;
  if (otherMs >= timeMs && offsetMs(zone, otherMs) === thereMs)
    return Math.min(otherMs, afterChange(timeMs, roundMs, stepMs, zone));
  return afterChange(timeMs, roundMs, stepMs, zone);
}

/** Searches quarter by quarter, because every change of every zone falls on one: two nights a year, a few hours each. */
function afterChange(fromMs: number, roundMs: number, stepMs: number, zone: string): number {
  const quarterMs = 900_000;
  for (let at = Math.ceil(fromMs / quarterMs) * quarterMs; at <= roundMs + 2 * hourMs; at += quarterMs) {
    if ((at + offsetMs(zone, at)) % stepMs === 0) return at;
  }
  return roundMs;
}

/** A time to the second as the plant's clock shows it, `02:30:15 A` in a doubled hour. */
export function exactClock(timeMs: number, zone: string): string {
  const { time, fold } = localTime(zone, timeMs);
  const seconds = String(Math.floor(timeMs / 1000) % 60).padStart(2, "0");
  return fold === undefined ? `${time}:${seconds}` : `${time}:${seconds} ${fold}`;
}
