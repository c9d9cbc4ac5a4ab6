// Whether calendars make sense: shifts that overlap or leave a hole, breaks outside their shift, days that do not exist.
import type { CalendarFile } from "../plant-schema.ts";
import type { Add, PlantView } from "./view.ts";

type Span = {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly breaks: readonly { readonly from: string; readonly to: string }[];
};

const dayMin = 1440;
const weekMin = 7 * dayMin;
/** A gap between shifts shorter than this is taken for a slip; a longer one is a plant at rest. */
const holeMin = 120;
const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Checks the time zone and every calendar. */
export function checkCalendars(view: PlantView, add: Add): void {
  if (view.timeZone !== undefined && !isTimeZone(view.timeZone)) {
    add(
      ["timeZone"],
      "bad-time-zone",
      `"${view.timeZone}" is not a time zone.`,
      "Write an IANA name like Europe/Berlin, America/Detroit or Asia/Shanghai.",
    );
  }
  for (const calendar of view.calendars) checkCalendar(calendar, add);
}

const knownZones = new Map<string, boolean>();

/** Whether the platform knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  const known = knownZones.get(zone);
  if (known !== undefined) return known;
  let isKnown = true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    isKnown = false;
  }
  if (knownZones.size < 1000) knownZones.set(zone, isKnown);
  return isKnown;
}

function checkCalendar(calendar: CalendarFile, add: Add): void {
  const path = ["calendars", calendar.id];
  if (
    calendar.shifts.length === 0 &&
    calendar.exceptions.every((exception) => exception.shifts.length === 0)
  ) {
    add(
      [...path, "shifts"],
      "empty-calendar",
      "The calendar has no shift, so nothing is ever planned.",
      'Add a shift: { "name": "Early", "from": "06:00", "to": "14:00", "days": [1, 2, 3, 4, 5] }.',
    );
  }
  for (const shift of calendar.shifts) checkBreaks(shift, [...path, "shifts", shift.name], add);
  const weekly = calendar.shifts.flatMap((shift) =>
    [...new Set(shift.days)].map((day) => {
      const fromMin = (day - 1) * dayMin + minutes(shift.from);
      return { name: shift.name, fromMin, toMin: fromMin + lengthMin(shift), day };
    }),
  );
  checkSequence(weekly, weekMin, [...path, "shifts"], add);

  const dates = new Set<string>();
  for (const exception of calendar.exceptions) {
    const at = [...path, "exceptions", exception.date];
    if (!isDate(exception.date))
      add(at, "bad-date", `There is no day ${exception.date}.`, "Write a date that exists as YYYY-MM-DD.");
    if (dates.has(exception.date))
      add(
        at,
        "duplicate-exception",
        `${exception.date} is there twice.`,
        "Put all shifts of the day into one exception.",
      );
    dates.add(exception.date);
    for (const shift of exception.shifts) checkBreaks(shift, [...at, shift.name], add);
    const spans = exception.shifts.map((shift) => ({
      name: shift.name,
      fromMin: minutes(shift.from),
      toMin: minutes(shift.from) + lengthMin(shift),
      day: 0,
    }));
    checkSequence(spans, undefined, at, add);
  }
}

interface Placed {
  readonly name: string;
  readonly fromMin: number;
  readonly toMin: number;
  /** ISO weekday, 0 = a single date. */
  readonly day: number;
}

/** Overlaps and holes between neighbours; `period` joins the last to the first. The same slip on many days is told once. */
function checkSequence(
  spans: readonly Placed[],
  period: number | undefined,
  path: readonly string[],
  add: Add,
): void {
  const sorted = [...spans].sort((a, b) => a.fromMin - b.fromMin);
  const told = new Set<string>();
  sorted.forEach((span, index) => {
    const isLast = index === sorted.length - 1;
    const following = isLast ? (period === undefined ? undefined : sorted[0]) : sorted[index + 1];
    if (following === undefined || (isLast && sorted.length === 1 && period === undefined)) return;
    const nextMin = following.fromMin + (isLast ? (period ?? 0) : 0);
    const gap = nextMin - span.toMin;
    const day = span.day === 0 ? "" : ` on ${dayNames[span.day - 1] ?? ""}`;
    const key = `${span.name} ${following.name} ${String(Math.sign(gap))}`;
    if (gap === 0 || gap >= holeMin || told.has(key)) return;
    told.add(key);
    const pair = `"${span.name}" and "${following.name}"`;
    if (gap < 0)
      add(
        [...path, span.name],
        "shifts-overlap",
        `The shifts ${pair} overlap by ${String(-gap)} min${day}.`,
        `End "${span.name}" when "${following.name}" begins.`,
      );
    else
      add(
        [...path, span.name],
        "calendar-hole",
        `Between the shifts ${pair} there is a hole of ${String(gap)} min${day}.`,
        `Let "${following.name}" begin when "${span.name}" ends, and write the pause as a break.`,
      );
  });
}

function checkBreaks(shift: Span, path: readonly string[], add: Add): void {
  const length = lengthMin(shift);
  const spans = shift.breaks.map((pause) => {
    const fromMin = (minutes(pause.from) - minutes(shift.from) + dayMin) % dayMin;
    return { pause, fromMin, toMin: fromMin + lengthMin(pause) };
  });
  for (const { pause, fromMin, toMin } of spans) {
    if (pause.from === pause.to)
      add(
        [...path, "breaks"],
        "empty-break",
        `The break at ${pause.from} has no length.`,
        "Give it an end after its beginning.",
      );
    else if (fromMin >= length || toMin > length) {
      add(
        [...path, "breaks"],
        "break-outside",
        `The break ${pause.from}-${pause.to} is not within the shift ${shift.from}-${shift.to}.`,
        "Move it into the shift, or the shift's end.",
      );
    }
  }
  const sorted = spans.sort((a, b) => a.fromMin - b.fromMin);
  sorted.forEach((span, index) => {
    const next = sorted[index + 1];
    if (next !== undefined && next.fromMin < span.toMin) {
      add(
        [...path, "breaks"],
        "breaks-overlap",
        `The breaks at ${span.pause.from} and ${next.pause.from} overlap.`,
        "Make them one break.",
      );
    }
  });
}

/** Minutes of the day of `HH:MM`. */
function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Length of a span that may run past midnight; equal ends are a whole day. */
function lengthMin(span: { readonly from: string; readonly to: string }): number {
  const length = minutes(span.to) - minutes(span.from);
  return length > 0 ? length : length + dayMin;
}

function isDate(text: string): boolean {
  const [year, month, day] = text.split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
