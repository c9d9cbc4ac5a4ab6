// The resampled twin of a serial line: the durations of a window drawn again to a run so long that its own chance no longer
// matters. What is left is how well the window shows the stations. Ranks better than the window's own path below 1,000 parts.
import { assert } from "../../base/assert.ts";
import { hash32, seededRandom, type Random } from "../../base/random.ts";
import { runSerial, serialPath, type SerialWork } from "./serial-line.ts";

export interface TwinOptions {
  readonly seed: number;
  /** Parts of the twin's run, after `warmUpParts`. */
  readonly parts?: number;
}

const twinParts = 20_000;
const warmUpParts = 500;
/** With fewer durations than this a station borrows the shape of the others' durations. */
export const leastDurations = 30;

/** Durations in seconds that were seen at each station of a window, in any number. */
export type SeenDurations = readonly Float64Array[];

/** The part of a run from `firstPart` on, as a line of its own. */
export function serialWindow(work: SerialWork, firstPart: number, parts: number): SerialWork {
  assert(firstPart >= 0 && firstPart + parts <= work.parts, "a window of the run's parts");
  const durationsS = new Float64Array(work.stations * parts);
  for (let station = 0; station < work.stations; station += 1) {
    const from = station * work.parts + firstPart;
    durationsS.set(work.durationsS.subarray(from, from + parts), station * parts);
  }
  return { stations: work.stations, parts, durationsS, places: work.places };
}

/** The durations of a line's parts by station. */
export function seenDurations(work: SerialWork): SeenDurations {
  return Array.from({ length: work.stations }, (_, station) =>
    work.durationsS.subarray(station * work.parts, (station + 1) * work.parts),
  );
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * What to draw a station's durations from: its own when there are at least 30; else all stations' durations over their
 * means, times its own mean (the mean of all when it has none).
 */
function drawnFrom(seen: SeenDurations): readonly Float64Array[] {
  if (seen.every((values) => values.length >= leastDurations)) return seen;
  const known = seen.filter((values) => values.length > 0 && meanOf(values) > 0);
  assert(known.length > 0, "a window with durations");
  const shape = known.flatMap((values) => {
    const meanS = meanOf(values);
    return Array.from(values, (value) => value / meanS);
  });
  const meanOfAllS = known.reduce((sum, values) => sum + meanOf(values), 0) / known.length;
  return seen.map((values) => {
    if (values.length >= leastDurations) return values;
    const meanS = values.length === 0 ? meanOfAllS : meanOf(values);
    return Float64Array.from(shape, (ratio) => ratio * meanS);
  });
}

/**
 * Draws a line of `parts` from durations seen, each station for itself: all of them in an order of chance, then all again in
 * another. So a station's mean is the window's own, and only the order is chance: a run four times as long with replacement
 * names worse.
 */
export function redrawn(
  seen: SeenDurations,
  places: ArrayLike<number>,
  parts: number,
  random: Random,
): SerialWork {
  const durationsS = new Float64Array(seen.length * parts);
  drawnFrom(seen).forEach((values, station) => {
    const count = values.length;
    const deck = values.slice();
    const from = station * parts;
    let left = 0;
    for (let part = 0; part < parts; part += 1) {
      if (left === 0) left = count;
      const drawn = Math.floor(random.next() * left);
      left -= 1;
      const durationS = deck[drawn] ?? 0;
      deck[drawn] = deck[left] ?? 0;
      deck[left] = durationS;
      durationsS[from + part] = durationS;
    }
  });
  return { stations: seen.length, parts, durationsS, places };
}

/**
 * Share of the critical path at each station in the long run of a line whose durations are those seen; the shares sum to 1.
 * Equal seeds give equal shares.
 */
export function resampledShares(
  seen: SeenDurations,
  places: ArrayLike<number>,
  { seed, parts = twinParts }: TwinOptions,
): Float64Array {
  const random = seededRandom(hash32("resampled twin", seed));
  const work = redrawn(seen, places, warmUpParts + parts, random);
  const path = serialPath(work, runSerial(work), { firstPart: warmUpParts, parts });
  return path.pathS.map((pathS) => pathS / (path.toS - path.fromS));
}
