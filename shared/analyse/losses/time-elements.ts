// Time elements of ISO 22400-2 and what is computed from them. Pure; all times in milliseconds, so that sums are exact.
// The identity behind every waterfall: PBT = PRI x GQ + losses of time + speed loss + quality loss + what is not known.
import { plannedSpans, shiftsBetween, type Span } from "../../model/calendar.ts";
import type { CalendarFile } from "../../model/plant-schema.ts";
import { noParts, type PartCounts } from "./part-counts.ts";
import type { Stretch } from "./stretches.ts";
import { bucketOf, type LossBucket, lossBuckets, technicalBuckets } from "./time-buckets.ts";

/** Lost time of one bucket and reason. */
export interface ReasonLoss {
  readonly bucket: LossBucket;
  /** Empty = nobody gave a reason. */
  readonly code: string;
  readonly text: string;
  readonly lostMs: number;
  /** How many stretches. */
  readonly count: number;
}

/** What is added up before anything is divided. */
export interface TimeElements extends PartCounts {
  /** Time inside shifts, breaks included (planned operation time). */
  readonly plannedOperationMs: number;
  /** Breaks as they were taken. A break that was worked through is busy time, because its parts count. */
  readonly breakMs: number;
  /** PBT, planned busy time = planned operation time - breaks. */
  readonly plannedBusyMs: number;
  /** APT, actual production time. */
  readonly productionMs: number;
  /** Planned busy time of which nothing is known. */
  readonly unknownMs: number;
  readonly lossMs: Readonly<Record<LossBucket, number>>;
  /** The losses of time by reason, longest first. */
  readonly reasons: readonly ReasonLoss[];
}

/** No time and no parts. */
export const noTime: TimeElements = {
  ...noParts,
  plannedOperationMs: 0,
  breakMs: 0,
  plannedBusyMs: 0,
  productionMs: 0,
  unknownMs: 0,
  lossMs: noLoss(),
  reasons: [],
};

function noLoss(): Record<LossBucket, number> {
  return Object.fromEntries(lossBuckets.map((bucket) => [bucket, 0])) as Record<LossBucket, number>;
}

export interface TimeElementsInput extends Span {
  /** In order of time, not overlapping; what they leave out is not known. */
  readonly stretches: readonly Stretch[];
  /** Absent = no time is planned. */
  readonly calendar: CalendarFile | undefined;
  readonly timeZone: string;
  readonly counts?: PartCounts;
}

/** Time elements of one asset in [fromMs, toMs). */
export function timeElements({
  stretches,
  calendar,
  timeZone,
  fromMs,
  toMs,
  counts = noParts,
}: TimeElementsInput): TimeElements {
  if (calendar === undefined || toMs <= fromMs) return { ...noTime, ...counts };
  const planned = plannedSpans(calendar, timeZone, fromMs, toMs);
  const shifts = united(shiftsBetween(calendar, timeZone, fromMs, toMs), fromMs, toMs);
  const plannedOperationMs = lengthOf(shifts);
  const lossMs = noLoss();
  const reasons = new Map<string, ReasonLoss>();
  let plannedBusyMs = lengthOf(planned);
  let productionMs = 0;
  let knownMs = 0;
  for (const stretch of stretches) {
    const bucket = bucketOf(stretch.state, stretch.mode);
    if (bucket === "unknown") continue;
    const plannedMs = overlapMs(planned, stretch);
    if (bucket === "run") {
      const busyMs = overlapMs(shifts, stretch);
      plannedBusyMs += busyMs - plannedMs;
      productionMs += busyMs;
      knownMs += busyMs;
      continue;
    }
    if (plannedMs === 0) continue;
    knownMs += plannedMs;
    lossMs[bucket] += plannedMs;
    addReason(reasons, {
      bucket,
      code: stretch.reasonCode ?? "",
      text: stretch.reason ?? "",
      lostMs: plannedMs,
      count: 1,
    });
  }
  return {
    ...counts,
    plannedOperationMs,
    breakMs: plannedOperationMs - plannedBusyMs,
    plannedBusyMs,
    productionMs,
    unknownMs: plannedBusyMs - knownMs,
    lossMs,
    reasons: longestFirst(reasons),
  };
}

/** Elements of two assets or two windows together: sums first, ratios afterwards. */
export function addElements(a: TimeElements, b: TimeElements): TimeElements {
  const reasons = new Map<string, ReasonLoss>();
  for (const reason of [...a.reasons, ...b.reasons]) addReason(reasons, reason);
  const lossMs = noLoss();
  for (const bucket of lossBuckets) lossMs[bucket] = a.lossMs[bucket] + b.lossMs[bucket];
  return {
    produced: a.produced + b.produced,
    good: a.good + b.good,
    idealProducedMs: a.idealProducedMs + b.idealProducedMs,
    idealGoodMs: a.idealGoodMs + b.idealGoodMs,
    withoutIdeal: a.withoutIdeal + b.withoutIdeal,
    plannedOperationMs: a.plannedOperationMs + b.plannedOperationMs,
    breakMs: a.breakMs + b.breakMs,
    plannedBusyMs: a.plannedBusyMs + b.plannedBusyMs,
    productionMs: a.productionMs + b.productionMs,
    unknownMs: a.unknownMs + b.unknownMs,
    lossMs,
    reasons: longestFirst(reasons),
  };
}

/** APT - PRI x PQ. Negative when parts came faster than the ideal cycle says: shown as it is, because the cycle is wrong then. */
export function speedLossMs({ productionMs, idealProducedMs }: TimeElements): number {
  return productionMs - idealProducedMs;
}

/** PRI x (PQ - GQ). */
export function qualityLossMs({ idealProducedMs, idealGoodMs }: TimeElements): number {
  return idealProducedMs - idealGoodMs;
}

/**
 * Ratios; one that cannot be computed is absent. None is clipped. Where something is not known they hold for the known part
 * of the planned busy time (missing data is not downtime), and `coverage` says how large that is.
 */
export interface OeeIndices {
  /** Share of the planned busy time of which something is known. */
  readonly coverage?: number;
  /** A = APT / PBT. */
  readonly availability?: number;
  /** E = PRI x PQ / APT; above 1 the ideal cycle is wrong. */
  readonly effectiveness?: number;
  /** Q = GQ / PQ, weighted by the ideal cycles where variants differ. */
  readonly quality?: number;
  /** OEE = A x E x Q = PRI x GQ / PBT. */
  readonly oee?: number;
  /** APT / (APT + down + micro-stops): technical efficiency of ISO 22400-2, what neighbours cost left out. */
  readonly technicalAvailability?: number;
}

/** Indices of ISO 22400-2 from elements that were added up. */
export function oeeIndices(elements: TimeElements): OeeIndices {
  const { plannedBusyMs, productionMs, unknownMs, idealProducedMs, idealGoodMs, lossMs } = elements;
  let technicalMs = 0;
  for (const bucket of technicalBuckets) technicalMs += lossMs[bucket];
  const hasIdeal = elements.withoutIdeal === 0;
  const knownMs = plannedBusyMs - unknownMs;
  return {
    ...ratio("coverage", knownMs, plannedBusyMs),
    ...ratio("availability", productionMs, knownMs),
    ...(hasIdeal ? ratio("effectiveness", idealProducedMs, productionMs) : {}),
    ...(hasIdeal ? ratio("quality", idealGoodMs, idealProducedMs) : {}),
    ...(hasIdeal ? ratio("oee", idealGoodMs, knownMs) : {}),
    ...ratio("technicalAvailability", productionMs, productionMs + technicalMs),
  };
}

function ratio<K extends string>(name: K, part: number, whole: number): { [N in K]?: number } {
  return (whole > 0 ? { [name]: part / whole } : {}) as { [N in K]?: number };
}

function addReason(reasons: Map<string, ReasonLoss>, reason: ReasonLoss): void {
  const key = `${reason.bucket} ${reason.code} ${reason.code === "" ? reason.text : ""}`;
  const known = reasons.get(key);
  reasons.set(
    key,
    known === undefined
      ? reason
      : { ...known, lostMs: known.lostMs + reason.lostMs, count: known.count + reason.count },
  );
}

function longestFirst(reasons: ReadonlyMap<string, ReasonLoss>): ReasonLoss[] {
  return [...reasons.values()].sort((a, b) => b.lostMs - a.lostMs || (a.code < b.code ? -1 : 1));
}

/** Spans in order of their beginning as spans that do not overlap, cut to [fromMs, toMs). */
function united(spans: readonly Span[], fromMs: number, toMs: number): Span[] {
  const joined: { fromMs: number; toMs: number }[] = [];
  for (const span of spans) {
    const startMs = Math.max(span.fromMs, fromMs);
    const endMs = Math.min(span.toMs, toMs);
    const last = joined.at(-1);
    if (last !== undefined && startMs <= last.toMs) last.toMs = Math.max(last.toMs, endMs);
    else if (endMs > startMs) joined.push({ fromMs: startMs, toMs: endMs });
  }
  return joined;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.toMs - span.fromMs, 0);
}

/** How much of `stretch` lies in spans that are in order. */
function overlapMs(spans: readonly Span[], stretch: Span): number {
  let sumMs = 0;
  for (const span of spans) {
    if (span.fromMs >= stretch.toMs) break;
    sumMs += Math.max(0, Math.min(span.toMs, stretch.toMs) - Math.max(span.fromMs, stretch.fromMs));
  }
  return sumMs;
}
