// Reads the time of an SHDR line. Written by hand because a replay reads millions of them.

const zero = 48;
const nine = 57;

/** A pause longer than this separates what was recorded before from the run to show. */
export const gapMs = 3_600_000;

/** Time at the beginning of a line, or undefined. */
export function timeOfLine(line: string | undefined): number | undefined {
  const bar = line?.indexOf("|") ?? -1;
  return line === undefined || bar <= 0 ? undefined : parseTimestamp(line.slice(0, bar).trim());
}

/**
 * Whether a time is a slip of the clock: far ahead of the row before it and of the row after it. A single such row
 * would otherwise put the whole rest of its file to its own time.
 */
export function isClockSlip(beforeMs: number, timeMs: number, afterMs: number | undefined): boolean {
  return afterMs !== undefined && timeMs - beforeMs > gapMs && timeMs - afterMs > gapMs;
}

/** Two digits at `at`, or -1. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/**
 * Epoch milliseconds of `2016-11-01T08:41:19.762Z`, with any number of decimals; a time without zone is UTC, as
 * adapters mean it. A duration (`…Z@100.0`) is left out. Undefined when it is no such time.
 */
export function parseTimestamp(text: string): number | undefined {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  const shaped =
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    (text[10] === "T" || text[10] === "t" || text[10] === " ") &&
    text[13] === ":" &&
    text[16] === ":";
  if (!shaped || two(text, 0) < 0 || two(text, 2) < 0) return undefined;
  if (month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return undefined;
  if (second < 0 || second > 60) return undefined;
  // The day must exist: 30 February would silently become March.
  if (
    day >
    (month === 2
      ? isLeap(year)
        ? 29
        : 28
      : month === 4 || month === 6 || month === 9 || month === 11
        ? 30
        : 31)
  ) {
    return undefined;
  }

  let at = 19;
  let fractionMs = 0;
  if (text.charCodeAt(at) === 46) {
    at += 1;
    const from = at;
    let weight = 100;
    for (let code = text.charCodeAt(at); code >= zero && code <= nine; code = text.charCodeAt(at)) {
      fractionMs += (code - zero) * weight;
      weight /= 10;
      at += 1;
    }
    if (at === from) return undefined;
  }
  const zone = zoneMs(text, at);
  return zone === undefined
    ? undefined
    : Date.UTC(year, month - 1, day, hour, minute, second) + fractionMs - zone;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Offset from UTC of the zone at `at`, which must end the text or be followed by a duration. */
function zoneMs(text: string, at: number): number | undefined {
  const isEnd = (end: number): boolean => end === text.length || text[end] === "@";
  if (isEnd(at)) return 0;
  const sign = text[at];
  if (sign === "Z" || sign === "z") return isEnd(at + 1) ? 0 : undefined;
  if (sign !== "+" && sign !== "-") return undefined;
  const hours = two(text, at + 1);
  const minutesAt = text[at + 3] === ":" ? at + 4 : at + 3;
  const minutes = two(text, minutesAt);
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59 || !isEnd(minutesAt + 2)) return undefined;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
