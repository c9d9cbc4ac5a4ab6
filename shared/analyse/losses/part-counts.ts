// What a station produced: visits of parts that ended, how many were good, and how long they ideally take. A pure fold.
import type { PartEvent } from "../../model/fact.ts";
import { idealCycleS } from "../../model/plant.ts";
import type { AssetFile } from "../../model/plant-schema.ts";

/** Parts made at an asset. */
export interface PartCounts {
  /** PQ, produced quantity. */
  readonly produced: number;
  /** GQ, good quantity: neither scrapped, held nor sent to rework here. */
  readonly good: number;
  /** PRI x PQ and PRI x GQ, summed part by part because PRI depends on the variant. */
  readonly idealProducedMs: number;
  readonly idealGoodMs: number;
  /** Produced parts for which the plant gives no ideal cycle. */
  readonly withoutIdeal: number;
}

export const noParts: PartCounts = {
  produced: 0,
  good: 0,
  idealProducedMs: 0,
  idealGoodMs: 0,
  withoutIdeal: 0,
};

/** What is known of a part elsewhere: events tell the variant only at `create`. */
export interface PartKind {
  readonly variant: string;
  /** It was sent to rework before `timeMs`: the ideal cycle of a second pass applies. */
  readonly again: boolean;
}
export type PartLookup = (serial: string, timeMs: number) => PartKind | undefined;

/** A visit of a part that ended. */
export interface PartVisit {
  readonly serial: string;
  readonly endMs: number;
  readonly good: boolean;
  /** Absent = the plant gives no ideal cycle for it. */
  readonly idealMs?: number;
}

interface OpenVisit {
  readonly serial: string;
  variant: string | undefined;
  endMs: number | undefined;
  bad: boolean;
}

/**
 * Visits that ended, from what happened at `asset` in order of time. A visit begins with `enter` and ends with `leave`, `ship` or
 * `scrap`; `rework`, `hold` and `scrap` during it, or a way out that only rejects take, make it not good.
 */
export function partVisits(
  asset: AssetFile,
  events: readonly PartEvent[],
  lookup: PartLookup,
  isRejectWay: (to: string) => boolean = () => false,
): PartVisit[] {
  const visits: OpenVisit[] = [];
  const newest = new Map<string, OpenVisit>();
  for (const event of events) {
    let visit = newest.get(event.serial);
    // A part that ended its visit and enters again is on its next one.
    if (visit === undefined || (event.verb === "enter" && visit.endMs !== undefined)) {
      visit = {
        serial: event.serial,
        variant: event.variant ?? visit?.variant,
        endMs: undefined,
        bad: false,
      };
      newest.set(event.serial, visit);
      visits.push(visit);
    }
    visit.variant ??= event.variant;
    switch (event.verb) {
      case "leave":
      case "ship":
        visit.endMs ??= event.timeMs;
        if (event.to !== undefined && isRejectWay(event.to)) visit.bad = true;
        break;
      case "scrap":
        visit.endMs ??= event.timeMs;
        visit.bad = true;
        break;
      case "rework":
      case "hold":
        visit.bad = true;
        break;
      case "create":
      case "enter":
      case "consume":
      case "assemble":
      case "disassemble":
      case "release":
        break;
    }
  }
  return visits.flatMap(({ serial, variant, endMs, bad }) => {
    if (endMs === undefined) return [];
    const kind = lookup(serial, endMs);
    const idealS = idealCycleS(asset, kind?.variant ?? variant ?? "", kind?.again ?? false);
    return [{ serial, endMs, good: !bad, ...(idealS === undefined ? {} : { idealMs: idealS * 1000 }) }];
  });
}

/** Counts of the visits that ended in (fromMs, toMs], as output counts its parts. */
export function countVisits(visits: readonly PartVisit[], fromMs: number, toMs: number): PartCounts {
  const counts = { ...noParts };
  for (const { endMs, good, idealMs } of visits) {
    if (endMs <= fromMs || endMs > toMs) continue;
    counts.produced += 1;
    counts.idealProducedMs += idealMs ?? 0;
    if (idealMs === undefined) counts.withoutIdeal += 1;
    if (!good) continue;
    counts.good += 1;
    counts.idealGoodMs += idealMs ?? 0;
  }
  return counts;
}
