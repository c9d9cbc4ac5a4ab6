// Capability of a process against its limits, with intervals; refused, with the reason, where the number would say nothing.
import type { ControlChart, EstimateInfo } from "#shared/model/defect-schema.ts";
import { chiSquareQuantile } from "../distributions.ts";
import { binomialTail } from "./proportion.ts";

/** The 97.5 % quantile of the standard normal. */
const z = 1.959963984540054;
/** Fewer values leave an interval of Cp a third of it wide on either side. */
const leastValues = 50;
/** Sureness at which points are called unstable by either of the two tests. */
const unstableP = 0.005;
/** The quantile of the standard normal for that. */
const unstableZ = 2.5758293035489;
/** Share of a stable process's points beyond three standard deviations. */
const beyondShare = 0.0026997960632601866;

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation with n - 1. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Cp = (usl - lsl) / 6 s with the 95 % interval by chi-squared (Montgomery, Introduction to Statistical Quality Control, 8.3). */
export function cpOf(s: number, n: number, lsl: number, usl: number): EstimateInfo {
  const value = (usl - lsl) / (6 * s);
  const factor = (tail: number): number => Math.sqrt(chiSquareQuantile(tail, n - 1) / (n - 1));
  return { value, lo: value * factor(0.975), hi: value * factor(0.025) };
}

/** Cpk against the nearer limit with Bissell's approximate 95 % interval (Applied Statistics 39, 1990). */
export function cpkOf(mean: number, s: number, n: number, lsl = -Infinity, usl = Infinity): EstimateInfo {
  const value = Math.min(usl - mean, mean - lsl) / (3 * s);
  const half = z * Math.sqrt(1 / (9 * n) + (value * value) / (2 * (n - 1)));
  return { value, lo: value - half, hi: value + half };
}

/**
 * Whether points of a chart lie as those of a process that only chance moves: no more of them beyond 3 sigma than chance lets expect, and no
 * drift, by von Neumann's ratio of successive differences to spread (Annals of Mathematical Statistics 12, 1941).
 */
export function isStable(points: readonly number[], centre: number, sigma: number): boolean {
  const beyond = points.filter((value) => Math.abs(value - centre) > 3 * sigma).length;
  if (binomialTail(beyond, points.length, beyondShare) < unstableP) return false;
  const n = points.length;
  const mean = meanOf(points);
  const spread = points.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const steps = points.reduce((sum, value, at) => sum + (at === 0 ? 0 : (value - points[at - 1]!) ** 2), 0);
  const deviation = (steps / spread - 2) / Math.sqrt((4 * (n - 2)) / ((n - 1) * (n + 1)));
  return deviation > -unstableZ;
}

/** Capability of values, or why there is none. `points`, `centre` and `sigma` are those of their chart. */
export function capabilityOf(
  values: readonly number[],
  limits: { readonly lsl?: number | undefined; readonly usl?: number | undefined },
  chart: { readonly points: readonly number[]; readonly centre: number; readonly sigma: number },
): Pick<ControlChart, "cp" | "cpk" | "noCapability"> {
  const { lsl, usl } = limits;
  if (lsl === undefined && usl === undefined) return { noCapability: "noLimits" };
  if (values.length < leastValues) return { noCapability: "tooFew" };
  const s = deviationOf(values);
  // Rounding leaves a trace where all values are one.
  if (!(s > 1e-12 * Math.abs(meanOf(values)))) return { noCapability: "constant" };
  if (!isStable(chart.points, chart.centre, chart.sigma)) return { noCapability: "unstable" };
  return {
    ...(lsl === undefined || usl === undefined ? {} : { cp: cpOf(s, values.length, lsl, usl) }),
    cpk: cpkOf(meanOf(values), s, values.length, lsl, usl),
  };
}
