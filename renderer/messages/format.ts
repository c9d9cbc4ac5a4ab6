// Numbers, times and durations as people read them: Intl, unit beside the number, plant time zone, tabular width.
// Pure; formatters are kept because making one costs far more than using it.
import { unitSymbol } from "#shared/model/units.ts";
import { t } from "./t.ts";

const locale = "en-GB";
const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let known = formatters.get(key);
  if (known === undefined) {
    known = new Intl.NumberFormat(locale, options);
    formatters.set(key, known);
  }
  return known;
}

/** A whole count with grouping: `157,537`. */
export function formatCount(count: number): string {
  return numberFormat("count", { maximumFractionDigits: 0 }).format(count);
}

/** A measured number to four significant digits, with a fixed number of decimals for its size so that it does not jump. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return t("value.none");
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e7)) {
    return numberFormat("scientific", { notation: "scientific", maximumFractionDigits: 2 }).format(value);
  }
  const decimals = size === 0 ? 0 : size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
  return numberFormat(`fixed${decimals}`, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** A number with exactly `decimals`. */
export function formatFixed(value: number, decimals: number): string {
  return numberFormat(`fixed${decimals}`, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** The number of a value in a unit: whole counts stay whole. */
export function formatAmount(value: number, ucum: string): string {
  return unitSymbol(ucum) === "" && Number.isInteger(value) ? formatCount(value) : formatNumber(value);
}

/** A number with its unit; the percent sign stands close. */
export function formatValue(value: number, ucum: string): string {
  const symbol = unitSymbol(ucum);
  if (symbol === "") return formatAmount(value, ucum);
  const gap = symbol === "%" || symbol === "°" ? "" : "\u202f";
  return `${formatNumber(value)}${gap}${symbol}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Wall time in the plant's zone, `07:12:03`. */
export function formatClock(timeMs: number, timeZone: string): string {
  return dateFormat(`c ${timeZone}`, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(timeMs);
}

/** Wall time without seconds, `07:12`. */
export function formatMinute(timeMs: number, timeZone: string): string {
  return dateFormat(`m ${timeZone}`, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(timeMs);
}

/** The day in the plant's zone, `Mon 23 Nov`. */
export function formatDay(timeMs: number, timeZone: string): string {
  return dateFormat(`d ${timeZone}`, { weekday: "short", day: "numeric", month: "short", timeZone }).format(
    timeMs,
  );
}

function dateFormat(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let known = clocks.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, options);
    clocks.set(key, known);
  }
  return known;
}

/** A stretch of time in at most two units: `8 s`, `4 min 05 s`, `2 h 07 min`, `3 d 4 h`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The age of a value in one unit: `0.4 s`, `12 s`, `4 min`, `3 h`; short, because it stands beside every number. */
export function formatAge(ageMs: number): string {
  const seconds = Math.max(0, ageMs) / 1000;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** How far behind the plant clock a source is: milliseconds below one second, then as an age. */
export function formatLag(lagMs: number): string {
  const size = Math.max(0, lagMs);
  return size < 1000
    ? `${formatCount(size)} ms`
    : size < 60_000
      ? `${formatFixed(size / 1000, 1)} s`
      : formatAge(size);
}
