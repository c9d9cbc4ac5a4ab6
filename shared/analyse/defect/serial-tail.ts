// How rare a score is, told from few clean scores that depend on each other: a row-wise rank promises too much then (100 rows of a
// slow process are perhaps seven independent looks at it), and drift breaks it first.
import { tTail } from "./distributions.ts";

/** What clean scores say of the next one: the logarithm of the score as Student's t. */
export interface SerialTail {
  readonly meanLog: number;
  /** Of one new score about the mean, with the mean's own uncertainty. */
  readonly deviationLog: number;
  readonly degrees: number;
  /** Independent looks that the scores are worth. */
  readonly looks: number;
}

/** Correlations of neighbours below this count as none, and end the sum. */
const leastCorrelation = 0.05;
const leastScore = 1e-12;

/**
 * The tail of clean scores in order of time. With autocorrelations rho, n scores are worth n / (1 + 2 sum rho) for their mean and
 * n / (1 + 2 sum rho^2) for their variance (Bartlett 1946), which are the degrees of freedom. NaN is left out.
 */
export function serialTail(scores: Iterable<number>): SerialTail {
  const logs = [...scores]
    .filter((score) => !Number.isNaN(score))
    .map((s) => Math.log(Math.max(s, leastScore)));
  const n = logs.length;
  const mean = logs.reduce((sum, value) => sum + value, 0) / n;
  const centred = logs.map((value) => value - mean);
  const variance = centred.reduce((sum, value) => sum + value * value, 0) / n;
  let forMean = 1;
  let forVariance = 1;
  for (let lag = 1; lag < n / 2 && variance > 0; lag += 1) {
    let product = 0;
    for (let row = lag; row < n; row += 1) product += (centred[row] ?? 0) * (centred[row - lag] ?? 0);
    const correlation = product / n / variance;
    if (correlation <= leastCorrelation) break;
    forMean += 2 * correlation;
    forVariance += 2 * correlation * correlation;
  }
  const looks = Math.max(2, n / forMean);
  return {
    meanLog: mean,
    deviationLog: Math.sqrt(Math.max(1e-12, (variance * looks) / (looks - 1)) * (1 + 1 / looks)),
    degrees: Math.max(1, n / forVariance - 1),
    looks,
  };
}

/** How likely a clean score is at least so large. */
export function tailP(tail: SerialTail, score: number): number {
  return tTail((Math.log(Math.max(score, leastScore)) - tail.meanLog) / tail.deviationLog, tail.degrees);
}

/**
 * Several p-values of one row as one: Cauchy's combination (Liu and Xie 2020), which holds for dependent ones in the tail. One above a
 * half counts as a half: else a statistic that is unusually low, which is nothing bad, would outweigh another's alarm.
 */
export function combinedP(ps: readonly number[]): number {
  let sum = 0;
  for (const p of ps) {
    // tan loses its digits near the pole; 1 / (pi p) is its limit there.
    const tail = Math.min(0.5, Math.max(1e-300, p));
    sum += tail < 1e-8 ? 1 / (Math.PI * tail) : Math.tan((0.5 - tail) * Math.PI);
  }
  const mean = sum / ps.length;
  return mean > 1e8 ? 1 / (Math.PI * mean) : 0.5 - Math.atan(mean) / Math.PI;
}
