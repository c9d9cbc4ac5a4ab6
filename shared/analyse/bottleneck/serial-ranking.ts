// Which station of a serial line a window names: what several ways of looking at the same durations say, weighed. Each is noisy in its own
// way, and one alone names worse. Weights were chosen on lines 1-500 of the suite.
import { hash32, seededRandom, type Random } from "../../base/random.ts";
import { redrawn, resampledShares, type SeenDurations } from "./resampled-serial.ts";
import { runSerial, serialPath } from "./serial-line.ts";

/** What is known of a window; lists by station. */
export interface SerialView {
  readonly seen: SeenDurations;
  readonly places: ArrayLike<number>;
  /** Shares of the window's own critical path. */
  readonly pathShares: ArrayLike<number>;
  /** Mean lengths of active periods, seconds. */
  readonly activeS: ArrayLike<number>;
}

/** From so many parts on the plain twin is the best of all; between lengths that were tried. */
const shortParts = 2000;
const rounds = 16;
const leastRoundParts = 2000;
const warmUpParts = 300;

/** Shares to rank by, by station; they sum to 1. Equal seeds give equal shares. */
export function serialRanking({ seen, places, pathShares, activeS }: SerialView, seed: number): Float64Array {
  const parts = Math.max(...seen.map((values) => values.length));
  const views: (readonly [weight: number, scores: ArrayLike<number>])[] =
    parts >= shortParts
      ? [
          [4, resampledShares(seen, places, { seed })],
          [1, pathShares],
        ]
      : [
          [3, resampledShares(shrunk(seen), places, { seed })],
          [3, otherWindowsShares(seen, places, seed)],
          [Math.min(3, parts / 500), pathShares],
          // Knows nothing of buffers, but a station that stands out shows in it soonest.
          [Math.min(2, 1000 / parts), activeS],
        ];
  const shares = new Float64Array(seen.length);
  const whole = views.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, scores] of views) {
    const total = Array.from(scores).reduce((sum, score) => sum + score, 0);
    for (let station = 0; station < shares.length; station += 1)
      shares[station] = (shares[station] ?? 0) + (weight * (scores[station] ?? 0)) / total / whole;
  }
  return shares;
}

/**
 * Durations with the stations' means drawn together, the less sure ones more: a station that had a bad day looks worse than it is
 * (empirical Bayes, James and Stein 1961). A quarter of the spread between stations is always taken for real.
 */
function shrunk(seen: SeenDurations): SeenDurations {
  const means = seen.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const errors = seen.map(
    (values, station) =>
      values.reduce((sum, value) => sum + (value - (means[station] ?? 0)) ** 2, 0) / values.length ** 2,
  );
  const middle = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const spread = means.reduce((sum, mean) => sum + (mean - middle) ** 2, 0) / Math.max(1, means.length - 1);
  const chance = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const real = Math.max(spread / 4, spread - chance);
  return seen.map((values, station) => {
    const mean = means[station] ?? middle;
    const better = middle + ((mean - middle) * real) / (real + (errors[station] ?? 0) || 1);
    return values.map((value) => (value * better) / mean);
  });
}

/** Mean shares over windows as they might have been: durations drawn with replacement (bagging, Breiman 1996). */
function otherWindowsShares(seen: SeenDurations, places: ArrayLike<number>, seed: number): Float64Array {
  const random: Random = seededRandom(hash32("other windows", seed));
  const parts = Math.max(leastRoundParts, ...seen.map((values) => values.length));
  const shares = new Float64Array(seen.length);
  for (let round = 0; round < rounds; round += 1) {
    const other = seen.map((values) =>
      values.map(() => values[Math.floor(random.next() * values.length)] ?? 0),
    );
    const work = redrawn(other, places, warmUpParts + parts, random);
    const { pathS, fromS, toS } = serialPath(work, runSerial(work), { firstPart: warmUpParts, parts });
    pathS.forEach((s, station) => {
      shares[station] = (shares[station] ?? 0) + s / (toS - fromS) / rounds;
    });
  }
  return shares;
}
