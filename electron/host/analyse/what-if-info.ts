// What-ifs and advice between the words of the plant and those of the log.
import type { Advice } from "#shared/analyse/bottleneck/reckoning.ts";
import type { Interval } from "#shared/analyse/bottleneck/report.ts";
import type { WhatIf } from "#shared/analyse/bottleneck/reruns.ts";
import { perHour } from "#shared/analyse/bottleneck/full-report.ts";
import type { LineChange } from "#shared/analyse/bottleneck/twin/line-change.ts";
import type { AdviceInfo, LineChangeInfo, WhatIfInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { LineWords } from "./bottleneck-info.ts";

/** A change as the log's replays take it: how many there then are instead of how many more. */
export function toLineChange(words: LineWords, change: LineChangeInfo): LineChange {
  switch (change.kind) {
    case "cycle":
    case "buffer":
      return change;
    case "repair":
      return {
        kind: "repair",
        factor: change.factor,
        ...(change.resource === undefined ? {} : { resource: change.resource }),
      };
    case "parallel":
      return { ...change, count: change.count + words.countOf(change.resource) };
    case "operators":
      return { ...change, count: change.count + 1 };
    case "removeStop": {
      const fromS = words.seconds(change.fromMs);
      return { kind: words.removalOf(change.resource), resource: change.resource, fromS };
    }
  }
}

/** The same the other way. */
function fromLineChange(words: LineWords, change: LineChange): LineChangeInfo | undefined {
  switch (change.kind) {
    case "cycle":
    case "buffer":
    case "repair":
      return change;
    case "parallel":
      return { ...change, count: Math.max(1, change.count - words.countOf(change.resource)) };
    case "operators":
      return { kind: "operators", resource: change.resource, count: Math.max(1, (change.count ?? 2) - 1) };
    case "removeStop":
    case "removeSupplyDelay":
      return { kind: "removeStop", resource: change.resource, fromMs: words.ms(change.fromS) };
    case "removeAbsence":
    case "stop":
    case "supplyDelay":
      return undefined;
  }
}

export function whatIfInfo(
  words: LineWords,
  { baseUnits, gainUnits, shares }: WhatIf,
  windowS: number,
): WhatIfInfo {
  const added = (gain: Interval): Interval => ({
    mean: baseUnits + gain.mean,
    lo: baseUnits + gain.lo,
    hi: baseUnits + gain.hi,
  });
  const next = shares[0]?.resource;
  return {
    baseUnits,
    units: added(gainUnits),
    unitsPerHour: {
      base: perHour({ mean: baseUnits, lo: baseUnits, hi: baseUnits }, windowS).mean,
      changed: perHour(added(gainUnits), windowS),
    },
    ...(next === undefined ? {} : { nextConstraint: next }),
    shares: shares.map(({ resource, share }) => ({ ...words.named(resource), share })),
  };
}

export function adviceInfo(words: LineWords, advice: readonly Advice[], windowS: number): AdviceInfo[] {
  return advice.flatMap(({ change, gainUnits, next }) => {
    const told = fromLineChange(words, change);
    if (told === undefined) return [];
    return [
      {
        change: told,
        gainPerHour: perHour(gainUnits, windowS),
        ...(next === undefined ? {} : { nextConstraint: next }),
      },
    ];
  });
}
