// What a 2 x 2 table of parts says: bad and good with a factor, bad and good without it.

/** Parts counted; whole numbers. */
export interface TwoByTwo {
  readonly badWith: number;
  readonly goodWith: number;
  readonly badWithout: number;
  readonly goodWithout: number;
}

export interface Estimate {
  readonly value: number;
  /** 95 %. */
  readonly low: number;
  readonly high: number;
}

/** Two-sided share outside of every interval here. */
const alpha = 0.05;
/** The 97.5 % quantile of the standard normal. */
const z = 1.959963984540054;

/** Logarithms of the noncentral hypergeometric weights of `badWith` = least, least + 1, …, at odds ratio 1, the margins being given. */
function weights({ badWith, goodWith, badWithout, goodWithout }: TwoByTwo): {
  least: number;
  logs: Float64Array;
} {
  const withFactor = badWith + goodWith;
  const bad = badWith + badWithout;
  const rows = withFactor + badWithout + goodWithout;
  const least = Math.max(0, withFactor + bad - rows);
  const most = Math.min(withFactor, bad);
  const logs = new Float64Array(most - least + 1);
  for (let k = least; k < most; k += 1)
    logs[k - least + 1] =
      logs[k - least]! +
      Math.log(((withFactor - k) * (bad - k)) / ((k + 1) * (rows - withFactor - bad + k + 1)));
  return { least, logs };
}

/** Mid-p of at least (`upper`) or at most as many bad with the factor as there are, at a log odds ratio. */
function midP(logs: Float64Array, at: number, logOdds: number, upper: boolean): number {
  let top = -Infinity;
  for (let k = 0; k < logs.length; k += 1) top = Math.max(top, logs[k]! + k * logOdds);
  let sum = 0;
  let tail = 0;
  for (let k = 0; k < logs.length; k += 1) {
    const weight = Math.exp(logs[k]! + k * logOdds - top);
    sum += weight;
    if (k === at) tail += weight / 2;
    else if (upper ? k > at : k < at) tail += weight;
  }
  return tail / sum;
}

/** Two-sided p of "no association": twice the smaller mid-p of the conditional (hypergeometric) distribution (Lancaster 1961). */
export function exactMidP(table: TwoByTwo): number {
  const { least, logs } = weights(table);
  const at = table.badWith - least;
  return Math.min(1, 2 * Math.min(midP(logs, at, 0, true), midP(logs, at, 0, false)));
}

/**
 * Odds ratio with the exact conditional mid-p interval: the odds ratios at which either mid-p is 2.5 % (Berry and Armitage 1995). The value
 * is the plain one where no cell is 0, else Firth's (half a part added to each cell: for one factor that is his penalised likelihood,
 * Biometrika 1993). The interval is open (0 or Infinity) where the data bound only one side.
 */
export function oddsRatio(table: TwoByTwo): Estimate {
  const { least, logs } = weights(table);
  const at = table.badWith - least;
  const cells = [table.badWith, table.goodWith, table.badWithout, table.goodWithout];
  const add = cells.includes(0) ? 0.5 : 0;
  const [a, b, c, d] = cells.map((cell) => cell + add);
  return {
    value: (a! * d!) / (b! * c!),
    low: at === 0 ? 0 : Math.exp(crossing((log) => midP(logs, at, log, true) - alpha / 2)),
    high:
      at === logs.length - 1 ? Infinity : Math.exp(crossing((log) => alpha / 2 - midP(logs, at, log, false))),
  };
}

/** Where a rising function is 0, between -40 and 40. */
function crossing(rising: (x: number) => number): number {
  let [low, high] = [-40, 40];
  for (let round = 0; round < 70; round += 1) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Lift: the bad share with the factor over that without it (a risk ratio), with Koopman's score interval (Biometrics 1984): the
 * ratios at which the score statistic stays below the 95 % quantile of chi-squared. NaN where no part has, or none lacks, the factor.
 */
export function lift({ badWith, goodWith, badWithout, goodWithout }: TwoByTwo): Estimate {
  const m = badWith + goodWith;
  const n = badWithout + goodWithout;
  const value = badWith / m / (badWithout / n);
  if (m === 0 || n === 0 || badWith + badWithout === 0) return { value: NaN, low: 0, high: Infinity };
  const score = (logRatio: number): number => {
    const ratio = Math.exp(logRatio);
    // The constrained maximum of the share with the factor: the smaller root of a quadratic.
    const b = ratio * (m + badWithout) + badWith + n;
    const root = Math.sqrt(Math.max(0, b * b - 4 * ratio * (m + n) * (badWith + badWithout)));
    const p = (b - root) / (2 * (m + n));
    const gap = badWith - m * p;
    return ((gap * gap) / (m * p * (1 - p))) * (1 + (m * (ratio - p)) / (n * (1 - p)));
  };
  const centre = Number.isFinite(Math.log(value)) ? Math.log(value) : badWith === 0 ? -40 : 40;
  // The statistic falls towards the estimate and rises after it.
  const edge = (outer: number): number => {
    let [outside, inside] = [outer, centre];
    for (let round = 0; round < 70; round += 1) {
      const middle = (outside + inside) / 2;
      if (score(middle) > z * z) outside = middle;
      else inside = middle;
    }
    return Math.exp((outside + inside) / 2);
  };
  return {
    value,
    low: badWith === 0 ? 0 : edge(-40),
    high: badWithout === 0 ? Infinity : edge(40),
  };
}

/**
 * Mantel and Haenszel's odds ratio over strata (1959), with the p of their test (continuity-corrected, chi-squared with one degree of
 * freedom): the association that is left when only parts of one stratum are compared. NaN where no stratum says anything.
 */
export function mantelHaenszel(strata: readonly TwoByTwo[]): { oddsRatio: number; p: number } {
  let [over, under, gap, variance] = [0, 0, 0, 0];
  for (const { badWith, goodWith, badWithout, goodWithout } of strata) {
    const rows = badWith + goodWith + badWithout + goodWithout;
    if (rows < 2) continue;
    over += (badWith * goodWithout) / rows;
    under += (goodWith * badWithout) / rows;
    const [withFactor, bad] = [badWith + goodWith, badWith + badWithout];
    gap += badWith - (withFactor * bad) / rows;
    variance += (withFactor * (rows - withFactor) * bad * (rows - bad)) / (rows * rows * (rows - 1));
  }
  const deviation = Math.max(0, Math.abs(gap) - 0.5) / Math.sqrt(variance);
  return { oddsRatio: over / under, p: variance === 0 ? NaN : twoSided(deviation) };
}

/** Two-sided tail of the standard normal; Numerical Recipes' erfc by Chebyshev fit, relative error below 1.2e-7. */
function twoSided(deviation: number): number {
  const x = deviation / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const series = [
    1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ].reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return Math.min(1, t * Math.exp(-x * x - 1.26551223 + t * series));
}

/** Benjamini and Hochberg's q for each p (1995): the share of false ones among all that are called at it. */
export function falseDiscoveryRates(ps: readonly number[]): number[] {
  const order = [...ps.keys()].sort((a, b) => ps[b]! - ps[a]!);
  const q = new Array<number>(ps.length).fill(1);
  let least = 1;
  order.forEach((index, at) => {
    least = Math.min(least, (ps[index]! * ps.length) / (ps.length - at));
    q[index] = least;
  });
  return q;
}
