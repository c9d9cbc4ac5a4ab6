// What a share of parts is worth: Wilson's interval, tails of the binomial, and the rate that few parts let expect.
import type { EstimateInfo } from "#shared/model/defect-schema.ts";
import { incompleteBeta } from "../distributions.ts";

/** The 97.5 % quantile of the standard normal. */
const z = 1.959963984540054;

/** Share of bad parts with Wilson's 95 % score interval (Journal of the American Statistical Association 22, 1927); no value without parts. */
export function wilson(bad: number, judged: number): EstimateInfo {
  if (judged === 0) return { lo: 0, hi: 1 };
  const share = bad / judged;
  const centre = share + (z * z) / (2 * judged);
  const half = z * Math.sqrt((share * (1 - share)) / judged + (z * z) / (4 * judged * judged));
  const scale = 1 + (z * z) / judged;
  // At the ends rounding must not leave a trace of the other side.
  const lo = bad === 0 ? 0 : Math.max(0, (centre - half) / scale);
  const hi = bad === judged ? 1 : Math.min(1, (centre + half) / scale);
  return { value: share, lo, hi };
}

/** P(at least `bad` of `judged` parts are bad) at a rate. */
export function binomialTail(bad: number, judged: number, rate: number): number {
  if (bad <= 0) return 1;
  return bad > judged ? 0 : incompleteBeta(rate, bad, judged - bad + 1);
}

/** The value that a Beta(a, b) stays below with probability `share`. */
export function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 100; round += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
