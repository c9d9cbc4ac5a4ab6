// What a value means against its limits, and where both lie on a bar. Pure.
import type { Limit } from "#shared/model/plant-schema.ts";

export type LimitKind = Limit["kind"];

/** A broken limit: which side, of what kind, and the limit itself. */
export interface Breach {
  readonly side: "above" | "below";
  readonly kind: LimitKind;
  readonly limit: number;
}

/** The bar's ends and the stretch in which all is well; fractions are 0..1 of the bar. */
export interface LimitScale {
  readonly low: number;
  readonly high: number;
  /** The tightest pair of limits. */
  readonly okFrom: number;
  readonly okTo: number;
  readonly okKind: LimitKind;
}

/** Worst first: an alarm limit tells more than a control limit. */
const gravity: readonly LimitKind[] = ["alarm", "spec", "control", "range"];

/** The limits that hold at `timeMs` for `variant`: of each kind the newest; those of another variant do not count. */
export function limitsAt(limits: readonly Limit[], timeMs: number, variant: string | undefined): Limit[] {
  const newest = new Map<LimitKind, Limit>();
  for (const limit of limits) {
    if (limit.variant !== undefined && limit.variant !== variant) continue;
    const sinceMs = limit.since === undefined ? -Infinity : Date.parse(limit.since);
    if (sinceMs > timeMs) continue;
    const known = newest.get(limit.kind);
    const knownMs = known?.since === undefined ? -Infinity : Date.parse(known.since);
    if (known === undefined || sinceMs >= knownMs) newest.set(limit.kind, limit);
  }
  return gravity.flatMap((kind) => {
    const limit = newest.get(kind);
    return limit === undefined ? [] : [limit];
  });
}

/** The gravest limit that `value` breaks, or undefined when it is within all. */
export function breachOf(value: number, limits: readonly Limit[]): Breach | undefined {
  for (const kind of gravity) {
    for (const limit of limits) {
      if (limit.kind !== kind) continue;
      if (limit.high !== undefined && value > limit.high) return { side: "above", kind, limit: limit.high };
      if (limit.low !== undefined && value < limit.low) return { side: "below", kind, limit: limit.low };
    }
  }
  return undefined;
}

/**
 * The bar for these limits, or undefined when there is none to draw. Its ends are the `range`, else the tightest pair
 * widened by half its width, so that a breach still lies on the bar. A one-sided limit gets the other end from the range or zero.
 */
export function limitScale(limits: readonly Limit[]): LimitScale | undefined {
  const range = limits.find((limit) => limit.kind === "range");
  const inner = [...limits].reverse().find((limit) => limit.kind !== "range") ?? range;
  if (inner === undefined) return undefined;
  const okLow = inner.low ?? range?.low ?? (inner.high !== undefined ? Math.min(0, inner.high) : undefined);
  const okHigh = inner.high ?? range?.high ?? (inner.low !== undefined ? inner.low * 2 : undefined);
  if (okLow === undefined || okHigh === undefined || okHigh <= okLow) return undefined;
  const width = okHigh - okLow;
  const low = Math.min(range?.low ?? okLow - width / 2, okLow);
  const high = Math.max(range?.high ?? okHigh + width / 2, okHigh);
  return {
    low,
    high,
    okFrom: (okLow - low) / (high - low),
    okTo: (okHigh - low) / (high - low),
    okKind: inner.kind,
  };
}

/** Where `value` lies on the bar, 0..1; beyond its ends it stays at the end. */
export function placeOnScale(scale: LimitScale, value: number): number {
  return Math.min(1, Math.max(0, (value - scale.low) / (scale.high - scale.low)));
}
