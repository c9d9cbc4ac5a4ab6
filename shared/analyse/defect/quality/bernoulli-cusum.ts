// The Bernoulli CUSUM (Reynolds and Stoumbos, Journal of Quality Technology 31, 1999): part by part, has the share of bad ones risen?
// Its run length is exact, because in steps of one good part the sum is a Markov chain of finitely many states.

/** A chart for one class. Everything is counted in steps that one good part takes off. */
export interface BernoulliCusum {
  /** Rate that is usual, and the one that it is tuned to find. */
  readonly usualRate: number;
  readonly raisedRate: number;
  /** What a bad part adds; the sum never falls below 0. */
  readonly badStep: number;
  /** At this or more it signals. */
  readonly limit: number;
  /** Parts between false signals on average. */
  readonly falseRunLength: number;
}

/** More states than this say nothing more of the limit. */
const mostSteps = 2000;

/** ln of the likelihood ratio of raised to usual rate that a good part and a bad part bring. */
export function logRatios(usualRate: number, raisedRate: number): { good: number; bad: number } {
  return {
    good: Math.log((1 - raisedRate) / (1 - usualRate)),
    bad: Math.log(raisedRate / usualRate),
  };
}

/**
 * The chart with the lowest limit at which false signals are `falseRunLength` parts apart on average, at the usual rate. The raised rate
 * moves a little, so that a bad part is worth a whole number of good ones (their section on choosing gamma).
 */
export function bernoulliCusum(
  usualRate: number,
  raisedRate: number,
  falseRunLength: number,
): BernoulliCusum {
  const { good, bad } = logRatios(usualRate, raisedRate);
  const badStep = Math.min(mostSteps, Math.max(1, Math.round(-bad / good)));
  let low = 1;
  let high = badStep + 1;
  const enough = (limit: number): boolean => runLength(badStep, limit, usualRate) >= falseRunLength;
  while (!enough(high)) [low, high] = [high + 1, high + badStep];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return {
    usualRate,
    raisedRate,
    badStep,
    limit: low,
    falseRunLength: runLength(badStep, low, usualRate),
  };
}

/**
 * Parts until a signal on average, beginning with 0, when the share of bad ones is `rate`. With E(s) from sum s: E(s) = 1 + (1 - rate)
 * E(s - 1) + rate E(s + badStep), E beyond the limit 0 and E(0) from 0 to itself. From the top down each E(s) is an affine function of
 * E(s - 1), and the one above by `badStep` follows by composing them.
 */
export function runLength(badStep: number, limit: number, rate: number): number {
  const constant = new Float64Array(limit);
  const slope = new Float64Array(limit);
  for (let sum = limit - 1; sum >= 0; sum -= 1) {
    // E(sum + badStep) = a + b E(sum).
    let [a, b] = [0, 0];
    const above = sum + badStep;
    if (above < limit) {
      [a, b] = [constant[above]!, slope[above]!];
      for (let at = above - 1; at > sum; at -= 1) {
        a += b * constant[at]!;
        b *= slope[at]!;
      }
    }
    if (sum === 0) return (1 + rate * a) / (rate - rate * b);
    const own = 1 - rate * b;
    constant[sum] = (1 + rate * a) / own;
    slope[sum] = (1 - rate) / own;
  }
  throw new Error("Bug: a CUSUM needs a limit of 1 or more.");
}

/** The sum after one more part. */
export function nextSum(chart: BernoulliCusum, sum: number, isBad: boolean): number {
  return isBad ? sum + chart.badStep : Math.max(0, sum - 1);
}
