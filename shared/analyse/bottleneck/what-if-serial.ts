// What a station 10 % faster would bring to a serial line, from the durations of a window: how much, and how sure.
import { hash32, seededRandom } from "../../base/random.ts";
import type { Interval } from "./report.ts";
import { redrawn, type SeenDurations } from "./resampled-serial.ts";
import { replaySerial, runSerial, serialPath, type SerialWork } from "./serial-line.ts";

/** Least lengths of the runs; both are longer for windows that are, so that a run never shows less than its window. */
const leastPointParts = 8_000;
const leastRoundParts = 3_000;
const warmUpParts = 300;
const rounds = 20;
/** Two-sided 90 % of a Student t with 19 degrees of freedom. */
const t90 = 1.729;

/** Output gained after the warm-up, as a fraction, when one station's durations are multiplied. */
function gainOf(work: SerialWork, station: number, factor: number, baseS: Float64Array): number {
  const length = (outS: Float64Array): number => (outS.at(-1) ?? NaN) - (outS[warmUpParts - 1] ?? NaN);
  return length(baseS) / length(replaySerial(work, station, factor)) - 1;
}

/** A window of the same size drawn from the one seen, with replacement: what another shift might have shown. */
function anotherWindow(seen: SeenDurations, random: { next(): number }): Float64Array[] {
  return seen.map((values) => values.map(() => values[Math.floor(random.next() * values.length)] ?? 0));
}

/**
 * Gain in output, as a fraction, when the durations of `station`, the first of a ranking by critical path, are multiplied by
 * `factor`; with the interval that holds nine of ten. The first of a ranking looks better than it is (winner's curse): the
 * bootstrap (Efron 1979) measures by how much, over windows in which it picks anew, and that is taken off.
 */
export function resampledGain(
  seen: SeenDurations,
  places: ArrayLike<number>,
  station: number,
  { seed, factor = 0.9 }: { readonly seed: number; readonly factor?: number },
): Interval {
  const random = seededRandom(hash32("what if", seed));
  const windowParts = Math.max(...seen.map((values) => values.length));
  const pointParts = Math.max(leastPointParts, 6 * windowParts);
  const roundParts = Math.max(leastRoundParts, windowParts);
  const point = redrawn(seen, places, warmUpParts + pointParts, random);
  const pointS = replaySerial(point);
  const gains = seen.map((_, one) => gainOf(point, one, factor, pointS));
  const own = gains[station] ?? NaN;
  let curse = 0;
  const changes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const work = redrawn(anotherWindow(seen, random), places, warmUpParts + roundParts, random);
    const departS = runSerial(work);
    const baseS = departS.subarray((work.stations - 1) * work.parts);
    const { pathS } = serialPath(work, departS, { firstPart: warmUpParts, parts: roundParts });
    const pick = pathS.indexOf(Math.max(...pathS));
    const ownGain = gainOf(work, station, factor, baseS);
    curse += ((pick === station ? ownGain : gainOf(work, pick, factor, baseS)) - (gains[pick] ?? 0)) / rounds;
    changes.push(ownGain - own);
  }
  const shift = changes.reduce((sum, change) => sum + change, 0) / rounds;
  const spread = Math.sqrt(changes.reduce((sum, change) => sum + (change - shift) ** 2, 0) / (rounds - 1));
  // The run of the point has its own chance beside the rounds'.
  const widthGain = t90 * spread * Math.sqrt(1 + roundParts / pointParts);
  const mean = Math.max(0, own - Math.max(0, curse));
  return { mean, lo: Math.max(0, mean - widthGain), hi: mean + widthGain };
}
