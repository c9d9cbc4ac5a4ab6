// Shifts as instants: local wall times of a zone become UTC, over daylight saving changes too. Only Intl knows the zones.
// A night shift belongs to the production day it began on; a break is planned unavailability inside it.
import { defined } from "../base/assert.ts";
import type { CalendarFile } from "./plant-schema.ts";

/** A stretch of time, epoch milliseconds, end excluded. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One shift on one production day. */
export interface Shift extends Span {
  readonly name: string;
  /** Local date it began on, `YYYY-MM-DD`. */
  readonly productionDay: string;
  readonly breaks: readonly Span[];
  /** Name of the exception that put it there (overtime, a special day); undefined in a usual week. */
  readonly exception: string | undefined;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Shift that runs at `timeMs`, or undefined when none does. */
export function shiftAt(calendar: CalendarFile, zone: string, timeMs: number): Shift | undefined {
  return shiftsBetween(calendar, zone, timeMs, timeMs + 1)[0];
}

/** Shifts that touch [fromMs, toMs), in order of their beginning. */
export function shiftsBetween(calendar: CalendarFile, zone: string, fromMs: number, toMs: number): Shift[] {
  const found: Shift[] = [];
  // A shift is at most a day long, so it began on the local day of `fromMs` or on the one before.
  const lastDay = dayNumber(toMs + offsetMs(zone, toMs));
  for (let day = dayNumber(fromMs + offsetMs(zone, fromMs)) - 1; day <= lastDay; day += 1) {
    for (const shift of shiftsOfDay(calendar, zone, day)) {
      if (shift.fromMs < toMs && shift.toMs > fromMs) found.push(shift);
    }
  }
  return found.sort((a, b) => a.fromMs - b.fromMs);
}

/** First shift that begins after `timeMs` within `withinDays`, or undefined. */
export function nextShift(
  calendar: CalendarFile,
  zone: string,
  timeMs: number,
  withinDays = 14,
): Shift | undefined {
  return shiftsBetween(calendar, zone, timeMs, timeMs + withinDays * dayMs).find(
    (shift) => shift.fromMs > timeMs,
  );
}

/** Milliseconds of [fromMs, toMs) that are planned: inside a shift and outside its breaks. */
export function plannedMsBetween(calendar: CalendarFile, zone: string, fromMs: number, toMs: number): number {
  return plannedSpans(calendar, zone, fromMs, toMs).reduce((sum, span) => sum + span.toMs - span.fromMs, 0);
}

/** Planned stretches within [fromMs, toMs), in order; overlapping shifts count once. */
export function plannedSpans(calendar: CalendarFile, zone: string, fromMs: number, toMs: number): Span[] {
  if (toMs <= fromMs) return [];
  const spans: { fromMs: number; toMs: number }[] = [];
  for (const shift of shiftsBetween(calendar, zone, fromMs, toMs)) {
    let atMs = Math.max(shift.fromMs, fromMs, spans.at(-1)?.toMs ?? -Infinity);
    const endMs = Math.min(shift.toMs, toMs);
    for (const pause of shift.breaks) {
      if (pause.fromMs > atMs) spans.push({ fromMs: atMs, toMs: Math.min(pause.fromMs, endMs) });
      atMs = Math.max(atMs, pause.toMs);
      if (atMs >= endMs) break;
    }
    if (atMs < endMs) spans.push({ fromMs: atMs, toMs: endMs });
  }
  return spans.filter((span) => span.toMs > span.fromMs);
}

/** Instant from which `plannedMs` of planned time end at `timeMs`, looking back at most `withinMs`. */
export function plannedBack(
  calendar: CalendarFile,
  zone: string,
  timeMs: number,
  plannedMs: number,
  withinMs: number,
): { fromMs: number; plannedMs: number } {
  let left = plannedMs;
  let fromMs = timeMs;
  for (const span of plannedSpans(calendar, zone, timeMs - withinMs, timeMs).reverse()) {
    const taken = Math.min(left, span.toMs - span.fromMs);
    fromMs = span.toMs - taken;
    left -= taken;
    if (left <= 0) break;
  }
  return { fromMs, plannedMs: plannedMs - left };
}

const shiftCache = new WeakMap<CalendarFile, Map<string, readonly Shift[]>>();
const maxCachedDays = 4096;

function shiftsOfDay(calendar: CalendarFile, zone: string, day: number): readonly Shift[] {
  let days = shiftCache.get(calendar);
  if (days === undefined || days.size > maxCachedDays) {
    days = new Map();
    shiftCache.set(calendar, days);
  }
  const key = `${zone} ${String(day)}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  const shifts = buildDay(calendar, zone, day);
  days.set(key, shifts);
  return shifts;
}

function buildDay(calendar: CalendarFile, zone: string, day: number): Shift[] {
  const productionDay = dateOfDay(day);
  const exception = calendar.exceptions.find((one) => one.date === productionDay);
  // Day 0 was a Thursday; ISO weekdays count from Monday = 1.
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  const written = exception?.shifts ?? calendar.shifts.filter((shift) => shift.days.includes(weekday));
  return written.map((shift): Shift => {
    const fromMin = minutesOf(shift.from);
    const at = (time: string, notBeforeMin: number, isEnd: boolean): number => {
      const minutes = minutesOf(time);
      const isNextDay = minutes < notBeforeMin || (isEnd && minutes === notBeforeMin);
      return instantOf(zone, day + (isNextDay ? 1 : 0), minutes);
    };
    const breaks = shift.breaks
      .map((pause) => {
        const pauseFromMs = at(pause.from, fromMin, false);
        const pauseDay = minutesOf(pause.from) < fromMin ? day + 1 : day;
        const isPast = minutesOf(pause.to) <= minutesOf(pause.from);
        return {
          fromMs: pauseFromMs,
          toMs: instantOf(zone, pauseDay + (isPast ? 1 : 0), minutesOf(pause.to)),
        };
      })
      .sort((a, b) => a.fromMs - b.fromMs);
    return {
      name: shift.name,
      productionDay,
      fromMs: at(shift.from, fromMin, false),
      toMs: at(shift.to, fromMin, true),
      breaks,
      exception: exception?.name,
    };
  });
}

/** Minutes of the day of `HH:MM`. */
function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Days since 1970-01-01 of a local time given as if it were UTC. */
function dayNumber(localMs: number): number {
  return Math.floor(localMs / dayMs);
}

function dateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/**
 * Instant of a local wall time. A time that does not exist (clocks go forward) is the instant it would have been with
 * the offset before; a time that exists twice is the first of the two.
 */
function instantOf(zone: string, day: number, minutes: number): number {
  const localMs = day * dayMs + minutes * minuteMs;
  // The offset in force before and after any change near by: a local time is at most a day from its UTC reading.
  const before = offsetMs(zone, localMs - dayMs);
  const after = offsetMs(zone, localMs + dayMs);
  const early = localMs - Math.max(before, after);
  const late = localMs - Math.min(before, after);
  if (early + offsetMs(zone, early) === localMs) return early;
  if (late + offsetMs(zone, late) === localMs) return late;
  return localMs - before;
}

/** The instant at which the plant's clock shows `time` (HH:MM) on the local day of `timeMs`. */
export function instantOnDay(zone: string, timeMs: number, time: string): number {
  return instantOf(zone, dayNumber(timeMs + offsetMs(zone, timeMs)), minutesOf(time));
}

/** Local date and time at an instant, and which one of the two when the clocks were set back over it. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
  /** `A` = the first of a doubled hour, `B` = the second; undefined for every other time. */
  readonly fold: "A" | "B" | undefined;
}

/** What the plant's clock shows at `timeMs`. */
export function localTime(zone: string, timeMs: number): LocalTime {
  const offset = offsetMs(zone, timeMs);
  const localMs = timeMs + offset;
  const text = new Date(localMs).toISOString();
  const earlier = offsetMs(zone, timeMs - dayMs / 8);
  const later = offsetMs(zone, timeMs + dayMs / 8);
  // The same wall time under the other offset, if that offset holds there.
  const isSecond = earlier > offset && offsetMs(zone, localMs - earlier) === earlier;
  const isFirst = later < offset && offsetMs(zone, localMs - later) === later;
  return {
    date: text.slice(0, 10),
    time: text.slice(11, 16),
    fold: isFirst ? "A" : isSecond ? "B" : undefined,
  };
}

/** `02:30`, or `02:30 A` and `02:30 B` in a doubled hour. */
export function localTimeLabel(zone: string, timeMs: number): string {
  const { time, fold } = localTime(zone, timeMs);
  return fold === undefined ? time : `${time} ${fold}`;
}

interface ZoneCache {
  readonly format: Intl.DateTimeFormat;
  /** Offset by quarter of an hour: every change of every zone falls on one. */
  readonly quarters: Map<number, number>;
  /** Offset of UTC days that begin and end with the same one. */
  readonly days: Map<number, number>;
}

const zones = new Map<string, ZoneCache>();
const quarterMs = 15 * minuteMs;
const maxCachedOffsets = 20_000;

/** Local time minus UTC in a zone at an instant. Throws for a zone the platform does not know (the plant check refuses those). */
export function offsetMs(zone: string, timeMs: number): number {
  let cache = zones.get(zone);
  if (cache === undefined) {
    cache = { format: newFormat(zone), quarters: new Map(), days: new Map() };
    zones.set(zone, cache);
  }
  const day = Math.floor(timeMs / dayMs);
  const ofDay = cache.days.get(day);
  if (ofDay !== undefined) return ofDay;
  const atStart = quarterOffset(cache, day * (dayMs / quarterMs));
  const atEnd = quarterOffset(cache, (day + 1) * (dayMs / quarterMs) - 1);
  if (atStart === atEnd) {
    if (cache.days.size > maxCachedOffsets) cache.days.clear();
    cache.days.set(day, atStart);
    return atStart;
  }
  return quarterOffset(cache, Math.floor(timeMs / quarterMs));
}

function quarterOffset(cache: ZoneCache, quarter: number): number {
  const known = cache.quarters.get(quarter);
  if (known !== undefined) return known;
  const timeMs = quarter * quarterMs;
  const parts = new Map(cache.format.formatToParts(timeMs).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(defined(parts.get(type), type));
  const localMs = Date.UTC(
    number("year"),
    number("month") - 1,
    number("day"),
    number("hour"),
    number("minute"),
    number("second"),
  );
  if (cache.quarters.size > maxCachedOffsets) cache.quarters.clear();
  const offset = localMs - timeMs;
  cache.quarters.set(quarter, offset);
  return offset;
}

function newFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-u-ca-iso8601", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}
