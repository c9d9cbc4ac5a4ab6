// How sure a ranking is: how often another choice of the window's own blocks would have named the same resource, and what such
// a number was worth on lines whose truth is known. Short windows are over-confident by themselves, hence the calibration.
import { assert } from "../../base/assert.ts";
import { hash32, seededRandom } from "../../base/random.ts";

/** Blocks of equal time that a window is cut into. */
export const confidenceBlocks = 16;
/** Below this the finding is not named, but given as its tie set. */
export const leastNamedP = 0.6;
/** From this on nothing else has to be considered. */
export const clearP = 0.9;
/** What may be the constraint as well. */
export const tiedP = 0.1;
const resamples = 400;

/**
 * Raw probability of each resource to be first: 400 choices of 16 blocks with replacement (block bootstrap, Kuensch 1989),
 * the most path time in each choice wins. `shares` moves the choices' mean from the window's own shares to better ones, so
 * that the spread is the window's and the centre is the ranking's. Equal first ones share the win.
 */
export function bootstrapWins(
  blockPathS: Float64Array,
  resources: number,
  seed: number,
  shares?: Float64Array,
): Float64Array {
  assert(resources > 0 && blockPathS.length % resources === 0, "whole blocks of path times");
  const blocks = blockPathS.length / resources;
  const random = seededRandom(hash32("block bootstrap", seed));
  const sumS = new Float64Array(resources);
  const shiftS = new Float64Array(resources);
  if (shares !== undefined) {
    const wholeS = blockPathS.reduce((sum, pathS) => sum + pathS, 0);
    for (let resource = 0; resource < resources; resource += 1) {
      let ownS = 0;
      for (let block = 0; block < blocks; block += 1) ownS += blockPathS[block * resources + resource] ?? 0;
      shiftS[resource] = (shares[resource] ?? 0) * wholeS - ownS;
    }
  }
  const wins = new Float64Array(resources);
  for (let resample = 0; resample < resamples; resample += 1) {
    sumS.set(shiftS);
    for (let drawn = 0; drawn < blocks; drawn += 1) {
      const row = Math.floor(random.next() * blocks) * resources;
      for (let resource = 0; resource < resources; resource += 1)
        sumS[resource] = (sumS[resource] ?? 0) + (blockPathS[row + resource] ?? 0);
    }
    const mostS = Math.max(...sumS);
    const first = sumS.reduce((count, s) => count + (s === mostS ? 1 : 0), 0);
    sumS.forEach((s, resource) => {
      if (s === mostS) wins[resource] = (wins[resource] ?? 0) + 1 / first / resamples;
    });
  }
  return wins;
}

/** A resource of a window with its raw probability, and whether it was the best one in truth. */
export interface CalibrationSample {
  readonly parts: number;
  readonly rawP: number;
  /** 1 = the best, 0 = not; a tie of k best ones may count 1 for each. */
  readonly isBest: number;
  /** Whether it was named: to be chosen from many is worth something by itself, so the two are fitted apart. */
  readonly isPick: boolean;
}

/** True probability by raw one, for windows of up to `toParts` parts: straight between the points. */
export interface CalibrationBand {
  /** Largest window it was fitted for; absent = no limit. */
  readonly toParts?: number;
  /** Raw probabilities, ascending, and what they were worth, never falling. */
  readonly rawP: readonly number[];
  readonly trueP: readonly number[];
}

export interface Calibration {
  readonly pick: readonly CalibrationBand[];
  readonly others: readonly CalibrationBand[];
}

/** Fewer samples than this say nothing of a probability: pools are joined until they have as many. */
const leastPool = 60;

/** Non-decreasing least-squares fit of `y` over ascending `x`: pool adjacent violators (Ayer et al. 1955). */
export function isotonic(points: readonly { readonly x: number; readonly y: number }[]): {
  readonly x: number[];
  readonly y: number[];
} {
  const pools: { x: number; y: number; count: number }[] = [];
  for (const point of points.toSorted((a, b) => a.x - b.x)) {
    let pool = { x: point.x, y: point.y, count: 1 };
    for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
      // Equal x are one point, whatever their y.
      if (last.y < pool.y && last.x < pool.x) break;
      const count = last.count + pool.count;
      pool = {
        x: (last.x * last.count + pool.x * pool.count) / count,
        y: (last.y * last.count + pool.y * pool.count) / count,
        count,
      };
      pools.pop();
    }
    pools.push(pool);
  }
  return { x: pools.map((pool) => pool.x), y: pools.map((pool) => pool.y) };
}

/** The same from means of neighbours, `least` points each. */
function pooledIsotonic(
  points: readonly { readonly x: number; readonly y: number }[],
  least: number,
): ReturnType<typeof isotonic> {
  const sorted = points.toSorted((a, b) => a.x - b.x);
  if (sorted.length === 0) return { x: [], y: [] };
  const pools = Math.max(1, Math.floor(sorted.length / least));
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  return isotonic(
    Array.from({ length: pools }, (_, pool) => {
      const own = sorted.slice(
        Math.round((pool * sorted.length) / pools),
        Math.round(((pool + 1) * sorted.length) / pools),
      );
      return { x: mean(own.map(({ x }) => x)), y: mean(own.map(({ y }) => y)) };
    }),
  );
}

/** Fits a band for each limit of parts (ascending; windows above the last belong to a band without one). */
export function fitCalibration(
  samples: readonly CalibrationSample[],
  limits: readonly number[],
): Calibration {
  const bands = (isPick: boolean): CalibrationBand[] =>
    fitBands(
      samples.filter((sample) => sample.isPick === isPick),
      limits,
    );
  return { pick: bands(true), others: bands(false) };
}

function fitBands(samples: readonly CalibrationSample[], limits: readonly number[]): CalibrationBand[] {
  return [...limits, Infinity].map((toParts, index) => {
    const aboveParts = limits[index - 1] ?? 0;
    const own = samples.filter(({ parts }) => parts > aboveParts && parts <= toParts);
    const { x, y } = pooledIsotonic(
      own.map(({ rawP, isBest }) => ({ x: rawP, y: isBest })),
      leastPool,
    );
    const round = (value: number): number => Math.round(value * 1e4) / 1e4;
    return {
      ...(toParts === Infinity ? {} : { toParts }),
      rawP: x.map(round),
      trueP: y.map(round),
    };
  });
}

/** What a raw probability is worth in a window of so many parts. */
export function calibratedP(bands: readonly CalibrationBand[], rawP: number, parts: number): number {
  const band = bands.find(({ toParts }) => toParts === undefined || parts <= toParts);
  if (band === undefined || band.rawP.length === 0) return rawP;
  const above = band.rawP.findIndex((x) => x >= rawP);
  if (above < 0) return band.trueP.at(-1) ?? rawP;
  const highX = band.rawP[above] ?? rawP;
  const highY = band.trueP[above] ?? rawP;
  const lowX = band.rawP[above - 1];
  const lowY = band.trueP[above - 1];
  if (lowX === undefined || lowY === undefined || highX === lowX) return highY;
  return lowY + ((highY - lowY) * (rawP - lowX)) / (highX - lowX);
}

/** How a finding is worded. */
export type ConfidenceWord = "clear" | "likely" | "two candidates";

/** What is said of a ranking. */
export interface Verdict {
  /** The first of the ranking. */
  readonly pick: number;
  /** Calibrated probability of each resource. */
  readonly pBest: Float64Array;
  /** Resources with a probability of .1 or more, the pick always, most probable first. */
  readonly tieSet: readonly number[];
  /** False = it abstains: the tie set is all that is known. */
  readonly isNamed: boolean;
  readonly word: ConfidenceWord;
}

/**
 * Judges the first of a ranking by calibrated probabilities. `trust` = how much of the truth the log can know, 0 to 1: what it does not tell
 * of may have been anybody's.
 */
export function judge(
  ranking: Float64Array,
  rawP: Float64Array,
  parts: number,
  calibration: Calibration,
  trust = 1,
): Verdict {
  const pick = ranking.reduce((best, score, index) => (score > (ranking[best] ?? 0) ? index : best), 0);
  const pBest = rawP.map(
    (p, resource) => trust * calibratedP(resource === pick ? calibration.pick : calibration.others, p, parts),
  );
  const tieSet = Array.from(pBest.keys())
    .filter((resource) => resource === pick || (pBest[resource] ?? 0) >= tiedP)
    .sort((a, b) => (pBest[b] ?? 0) - (pBest[a] ?? 0));
  const p = pBest[pick] ?? 0;
  const isNamed = p >= leastNamedP;
  return {
    pick,
    pBest,
    tieSet,
    isNamed,
    word: p >= clearP ? "clear" : isNamed ? "likely" : "two candidates",
  };
}
