// A signal's points as a line with a band from its lowest to its highest in each place, and with its gaps. Pure.
import type { TimeSpan } from "#shared/host-api/requests.ts";

export interface Points {
  readonly timeMs: readonly number[];
  /** null = no value from there on. */
  readonly value: readonly (number | null)[];
}

/** Columns for uPlot, which draws steps: times in seconds, the line, the lowest and the highest; null where there is nothing. */
export type BandColumns = [number[], (number | null)[], (number | null)[], (number | null)[]];

/** Ends the line where nothing was heard of any source: a gap without a point in it gets one that says so. */
export function withGaps({ timeMs, value }: Points, gaps: readonly TimeSpan[]): Points {
  if (gaps.length === 0) return { timeMs, value };
  const times: number[] = [];
  const values: (number | null)[] = [];
  let gap = 0;
  for (const [index, time] of timeMs.entries()) {
    for (let next = gaps[gap]; next !== undefined && next.toMs <= time; next = gaps[(gap += 1)]) {
      if (next.fromMs >= (timeMs[index - 1] ?? Infinity)) {
        times.push(next.fromMs);
        values.push(null);
      }
    }
    times.push(time);
    values.push(value[index] ?? null);
  }
  return { timeMs: times, value: values };
}

/** A value holds until there is none: the line goes on to where it went away. */
export function heldUntilGone({ timeMs, value }: Points): Points {
  const times: number[] = [];
  const values: (number | null)[] = [];
  for (const [index, time] of timeMs.entries()) {
    const now = value[index] ?? null;
    const before = value[index - 1] ?? null;
    if (now === null && before !== null && time - (timeMs[index - 1] ?? time) > 1) {
      times.push(time - 1);
      values.push(before);
    }
    times.push(time);
    values.push(now);
  }
  return { timeMs: times, value: values };
}

/**
 * The points in [fromMs, toMs] in `columns` places: where there are several in a place, the line goes through the last and
 * the band from lowest to highest. Few points stay as they are, without a band.
 */
export function bandColumns(
  { timeMs, value }: Points,
  { fromMs, toMs }: TimeSpan,
  columns: number,
): BandColumns {
  const from = Math.max(0, indexAfter(timeMs, fromMs) - 1);
  const end = Math.min(timeMs.length, indexAfter(timeMs, toMs) + 1);
  const band: BandColumns = [[], [], [], []];
  const [times, line, low, high] = band;
  if (end - from <= columns) {
    for (let index = from; index < end; index += 1) {
      times.push((timeMs[index] ?? 0) / 1000);
      line.push(value[index] ?? null);
      low.push(null);
      high.push(null);
    }
    return band;
  }
  const placeMs = (toMs - fromMs) / columns;
  for (let index = from; index < end;) {
    const place = Math.floor(((timeMs[index] ?? 0) - fromMs) / placeMs);
    let lowest = Infinity;
    let highest = -Infinity;
    let last: number | null = null;
    let lastMs = timeMs[index] ?? 0;
    for (; index < end && Math.floor(((timeMs[index] ?? 0) - fromMs) / placeMs) === place; index += 1) {
      last = value[index] ?? null;
      lastMs = timeMs[index] ?? 0;
      if (last === null) continue;
      lowest = Math.min(lowest, last);
      highest = Math.max(highest, last);
    }
    const isThere = highest >= lowest;
    if (last === null && isThere) {
      // It went away within the place: what there was is drawn, and then the gap.
      times.push(lastMs / 1000 - placeMs / 4000);
      line.push(highest);
      low.push(lowest);
      high.push(highest);
    }
    times.push(lastMs / 1000);
    line.push(last);
    low.push(last === null ? null : lowest);
    high.push(last === null ? null : highest);
    const endMs = fromMs + (place + 1) * placeMs;
    if (last !== null && lowest < highest && (timeMs[index] ?? Infinity) > endMs + placeMs) {
      // Nothing in the next place: what holds from here on is the last, not all that there was.
      times.push(endMs / 1000);
      for (const column of [line, low, high]) column.push(last);
    }
  }
  return band;
}

/** The value that held at a time: that of the last point not after it. */
export function valueAt({ timeMs, value }: Points, atMs: number): number | undefined {
  return value[indexAfter(timeMs, atMs) - 1] ?? undefined;
}

/** Index of the first time after `atMs`, by halving. */
function indexAfter(timeMs: readonly number[], atMs: number): number {
  let low = 0;
  let high = timeMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timeMs[middle] ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
