// Signals over time, thinned for a chart without losing a peak.
import { firstAfter } from "#shared/base/sorted.ts";
import type { SampleSeries } from "./timeline.ts";

/**
 * About `maxPoints` points at most (half as many again when data come and go) in [fromMs, toMs], plus the last one before it (its value still holds at the start).
 * Each bucket keeps its first, minimum, maximum and last point, and its first and last end of data (M4; Jugel et al., VLDB 2014).
 */
export function decimate(
  timeMs: readonly number[],
  value: readonly (number | undefined)[],
  fromMs: number,
  toMs: number,
  maxPoints: number,
): SampleSeries {
  const first = Math.max(0, firstAfter(timeMs, fromMs, (time) => time) - 1);
  const end = firstAfter(timeMs, toMs, (time) => time);
  if (end - first <= maxPoints) {
    return { timeMs: timeMs.slice(first, end), value: value.slice(first, end) };
  }
  const buckets = Math.max(1, Math.floor(maxPoints / 4));
  const widthMs = (toMs - fromMs) / buckets;
  const keep: number[] = [];
  let at = first;
  for (let bucket = 0; bucket < buckets && at < end; bucket += 1) {
    const bucketEndMs = bucket === buckets - 1 ? Infinity : fromMs + widthMs * (bucket + 1);
    const start = at;
    let low = -1;
    let high = -1;
    let firstGap = -1;
    let lastGap = -1;
    for (; at < end && (timeMs[at] ?? 0) <= bucketEndMs; at += 1) {
      const now = value[at];
      if (now === undefined) {
        if (at === start || value[at - 1] !== undefined) {
          if (firstGap < 0) firstGap = at;
          lastGap = at;
        }
        continue;
      }
      if (low < 0 || now < (value[low] ?? 0)) low = at;
      if (high < 0 || now > (value[high] ?? 0)) high = at;
    }
    if (at === start) continue;
    const chosen = new Set([start, at - 1]);
    if (firstGap >= 0) chosen.add(firstGap).add(lastGap);
    if (low >= 0) chosen.add(low).add(high);
    keep.push(...[...chosen].sort((a, b) => a - b));
  }
  return { timeMs: keep.map((index) => timeMs[index] ?? 0), value: keep.map((index) => value[index]) };
}
