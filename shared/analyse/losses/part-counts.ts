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

interface Visit {
  readonly serial: string;
  variant: string | undefined;
  endMs: number | undefined;
  bad: boolean;
}

/**
 * Counts what happened at `asset`. A visit begins with `enter` and ends with `leave`, `ship` or `scrap`; `rework`, `hold`
 * and `scrap` during it, or a way out that only rejects take, make it not good.
 */
export function partCounts(
  asset: AssetFile,
  events: readonly PartEvent[],
  lookup: PartLookup,
  isRejectWay: (to: string) => boolean = () => false,
): PartCounts {
  const visits: Visit[] = [];
  const open = new Map<string, Visit>();
  const visitOf = (serial: string): Visit => {
    let visit = open.get(serial);
    if (visit === undefined) {
      visit = { serial, variant: undefined, endMs: undefined, bad: false };
      open.set(serial, visit);
      visits.push(visit);
    }
    return visit;
  };
  for (const event of events) {
    // A part that ended its visit and enters again is on its next one.
    if (event.verb === "enter" && open.get(event.serial)?.endMs !== undefined) open.delete(event.serial);
    const visit = visitOf(event.serial);
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
  const counts = { ...noParts };
  for (const { serial, variant, endMs, bad } of visits) {
    if (endMs === undefined) continue;
    const kind = lookup(serial, endMs);
    const idealS = idealCycleS(asset, kind?.variant ?? variant ?? "", kind?.again ?? false);
    const idealMs = (idealS ?? 0) * 1000;
    counts.produced += 1;
    counts.idealProducedMs += idealMs;
    if (idealS === undefined) counts.withoutIdeal += 1;
    if (bad) continue;
    counts.good += 1;
    counts.idealGoodMs += idealMs;
  }
  return counts;
}
