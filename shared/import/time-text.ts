// Times as files have them: ISO with or without zone, day first, month first, counts since 1970. Local times become
// instants by an IANA zone; one that the clocks skipped is refused, one that they showed twice is told by the order of rows.
import { offsetMs } from "../model/calendar.ts";

export const timeFormats = [
  "iso",
  "dmy",
  "mdy",
  "epochS",
  "epochMs",
  "epochUs",
  "epochNs",
  "secondsFromStart",
  /** Day and month cannot be told apart: a person must say which. */
  "ask",
] as const;
export type TimeFormat = (typeof timeFormats)[number];

const dayMs = 86_400_000;
const clockPart = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s*([AaPp]\.?[Mm]\.?)?)?\s*([Zz]|[+-]\d{2}(?::?\d{2})?)?$`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clockPart}`);
const yearLast = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${clockPart}`);

/** What a written time says: a place on the clock, and how far that clock is from UTC where it says so. */
export interface WrittenTime {
  readonly localMs: number;
  readonly offsetMs: number | undefined;
}

/** A date with or without time of day; undefined when it is none, or when that day does not exist. */
export function parseWrittenTime(text: string, order: "ymd" | "dmy" | "mdy"): WrittenTime | undefined {
  const match = (order === "ymd" ? yearFirst : yearLast).exec(text);
  if (match === null) return undefined;
  const number = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] =
    order === "ymd"
      ? [number(1), number(2), number(3)]
      : order === "dmy"
        ? [number(3), number(2), number(1)]
        : [number(3), number(1), number(2)];
  const half = match[8]?.[0]?.toLowerCase();
  const given = number(4);
  if (half !== undefined && (given < 1 || given > 12)) return undefined;
  const hour = half === undefined ? given : (given % 12) + (half === "p" ? 12 : 0);
  const minute = number(5);
  const second = number(6);
  if (hour > 23 || minute > 59 || second > 60 || month < 1 || month > 12 || day < 1) return undefined;
  const midnightMs = Date.UTC(year, month - 1, day);
  // 30 February would silently become March.
  if (new Date(midnightMs).getUTCDate() !== day || year < 1970 || year > 2260) return undefined;
  const fractionMs = match[7] === undefined ? 0 : Number(`0.${match[7]}`) * 1000;
  const localMs = midnightMs + (hour * 3600 + minute * 60 + second) * 1000 + fractionMs;
  return { localMs, offsetMs: match[9] === undefined ? undefined : zoneOffsetMs(match[9]) };
}

function zoneOffsetMs(zone: string): number {
  if (zone === "Z" || zone === "z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60_000;
}

/** The instants at which a zone's clock shows a local time: none, one, or two with the earlier first. */
export function instantsOf(zone: string, localMs: number): readonly number[] {
  const before = offsetMs(zone, localMs - dayMs);
  const after = offsetMs(zone, localMs + dayMs);
  if (before === after && offsetMs(zone, localMs - before) === before) return [localMs - before];
  const early = localMs - Math.max(before, after);
  const late = localMs - Math.min(before, after);
  return [early, late].filter(
    (instant, index, all) => instant + offsetMs(zone, instant) === localMs && all.indexOf(instant) === index,
  );
}

/** Whether the platform knows an IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    offsetMs(zone, 0);
    return zone !== "";
  } catch {
    return false;
  }
}

export interface TimeReaderOptions {
  readonly format: TimeFormat;
  /** Of local times. */
  readonly zone?: string | undefined;
  /** Instant of second 0, for `secondsFromStart`. */
  readonly startMs?: number;
  /** Rows may be so much out of order: a smaller step back is no hint that the clocks were set back. */
  readonly sortWindowMs: number;
}

const epochMs: Partial<Record<TimeFormat, number>> = {
  epochS: 1000,
  epochMs: 1,
  epochUs: 1e-3,
  epochNs: 1e-6,
};

/** Reads the times of one file, row by row. */
export class TimeReader {
  readonly #options: TimeReaderOptions;
  #lastMs = -Infinity;
  #lastText = "";
  #lastRead = NaN;
  /** Why the last time was refused. */
  fault: "no-time" | "no-zone" | "skipped" | "unclear" = "no-time";
  /** Times that the clocks showed twice: taken by the order of rows. */
  doubled = 0;

  constructor(options: TimeReaderOptions) {
    this.#options = options;
  }

  /** The instant a text names, epoch milliseconds; NaN when it names none, and `fault` says why. */
  read(text: string): number {
    // Rows of one instant follow each other.
    if (text === this.#lastText) return this.#lastRead;
    const timeMs = this.#read(text.trim());
    this.#lastText = text;
    this.#lastRead = timeMs;
    if (timeMs > this.#lastMs) this.#lastMs = timeMs;
    return timeMs;
  }

  #read(text: string): number {
    const { format, startMs = 0 } = this.#options;
    switch (format) {
      case "iso":
        return this.#written(text, "ymd");
      case "dmy":
      case "mdy":
        return this.#written(text, format);
      case "ask":
        this.fault = "unclear";
        return NaN;
      case "epochS":
      case "epochMs":
      case "epochUs":
      case "epochNs":
      case "secondsFromStart": {
        this.fault = "no-time";
        const count = /^[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?$/.test(text)
          ? Number(text.replace(",", "."))
          : NaN;
        return format === "secondsFromStart" ? startMs + count * 1000 : count * (epochMs[format] ?? NaN);
      }
    }
  }

  #written(text: string, order: "ymd" | "dmy" | "mdy"): number {
    const written = parseWrittenTime(text, order);
    if (written === undefined) {
      this.fault = "no-time";
      return NaN;
    }
    if (written.offsetMs !== undefined) return written.localMs - written.offsetMs;
    const { zone, sortWindowMs } = this.#options;
    if (zone === undefined) {
      this.fault = "no-zone";
      return NaN;
    }
    const [early, late] = instantsOf(zone, written.localMs);
    if (early === undefined) {
      this.fault = "skipped";
      return NaN;
    }
    if (late === undefined) return early;
    this.doubled += 1;
    // Rows go forward: once they step back, the clocks were set back.
    return early >= this.#lastMs - sortWindowMs ? early : late;
  }
}

/** The format of a column of times, from some of its texts; undefined when they are no times. */
export function detectTimeFormat(texts: readonly string[]): TimeFormat | undefined {
  const given = texts.map((text) => text.trim()).filter((text) => text !== "");
  if (given.length === 0) return undefined;
  const share = (fits: (text: string) => boolean): number => given.filter(fits).length / given.length;
  if (share((text) => parseWrittenTime(text, "ymd") !== undefined) >= 0.8) return "iso";
  const dayFirst = share((text) => parseWrittenTime(text, "dmy") !== undefined);
  const monthFirst = share((text) => parseWrittenTime(text, "mdy") !== undefined);
  if (Math.max(dayFirst, monthFirst) >= 0.8) {
    // With points, the day is first everywhere.
    if (given.every((text) => /^\d+\.\d+\.\d{4}/.test(text))) return "dmy";
    if (dayFirst !== monthFirst) return dayFirst > monthFirst ? "dmy" : "mdy";
    return "ask";
  }
  const numbers = given.map((text) =>
    /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : NaN,
  );
  if (numbers.filter((number) => Number.isFinite(number)).length / given.length < 0.8) return undefined;
  const largest = Math.max(...numbers.filter((number) => Number.isFinite(number)));
  if (largest > 1e17) return "epochNs";
  if (largest > 1e14) return "epochUs";
  if (largest > 1e11) return "epochMs";
  return largest > 3e8 ? "epochS" : "secondsFromStart";
}
