// The simplest rules: who is busiest, before whom most parts wait, who sends parts on most evenly.
import type { LineActivity } from "./fractions.ts";

/** What a method names: a position in the list of resources, and its score for it. */
export interface Pick {
  readonly resource: number;
  readonly score: number;
}

// Two scores nearer than this are one score with rounding.
const equalWithin = 1e-9;

/** The largest of `scores`; undefined when none is above 0, and when two are the largest: then the rule names nobody. */
export function largestOf(scores: readonly number[]): Pick | undefined {
  const score = Math.max(0, ...scores);
  const resource = scores.indexOf(score);
  const isOnly = scores.every((other, index) => index === resource || other < score - equalWithin);
  return score > 0 && isOnly ? { resource, score } : undefined;
}

/** Share of the time at work; setups belong to it. Blind to breakdowns. */
export function workUtilisation({ resources }: LineActivity): number[] {
  return resources.map(({ fractions }) => fractions.work + fractions.setup);
}

/** Share of the time not spent waiting for others: work and stops of its own (Roser, Nakano and Tanaka 2003, section 2). */
export function utilisation({ resources }: LineActivity): number[] {
  return resources.map(({ fractions }) => fractions.work + fractions.setup + fractions.down);
}

/**
 * Mean number of parts in front of each resource: the fullest of the buffers its stations load from. For validation only: finite
 * buffers before a bottleneck are all full, and a first station has none (Roser, Nakano and Tanaka 2003, section 2).
 */
export function meanQueues({ log, window, resources }: LineActivity): number[] {
  const { enterS, leaveS, offsets } = log;
  const lengthS = window.toS - window.fromS;
  const levelOf = new Map<number, number>();
  const meanLevel = (buffer: number): number => {
    const known = levelOf.get(buffer);
    if (known !== undefined) return known;
    let partSeconds = 0;
    for (const visit of log.cameTo[offsets.buffer + buffer] ?? []) {
      const came = enterS[visit] ?? NaN;
      const left = leaveS[visit] ?? NaN;
      const untilS = left < window.toS ? left : window.toS;
      const stay = untilS - (came > window.fromS ? came : window.fromS);
      if (stay > 0) partSeconds += stay;
    }
    levelOf.set(buffer, partSeconds / lengthS);
    return partSeconds / lengthS;
  };
  return resources.map(({ kind, stations }) =>
    kind === "station"
      ? Math.max(
          0,
          ...stations.flatMap(
            (station) => log.line.stations[station]?.inputs.map(({ buffer }) => meanLevel(buffer)) ?? [],
          ),
        )
      : 0,
  );
}

/**
 * Variance of the times between parts that leave each resource, in seconds squared; undefined with fewer than three. The least
 * names the bottleneck (Betterton and Silver 2012); for validation only, our benchmark did not reproduce it.
 */
export function departureVariances({ log, window, resources }: LineActivity): (number | undefined)[] {
  return resources.map(({ kind, stations }) => {
    if (kind !== "station") return undefined;
    const times = Float64Array.from(
      stations
        .flatMap((station) => (log.wentFrom[station] ?? []).map((visit) => log.leaveS[visit] ?? NaN))
        .filter((leftS) => leftS >= window.fromS && leftS <= window.toS),
    ).sort();
    const gaps = times.length - 1;
    if (gaps < 2) return undefined;
    const mean = ((times[gaps] ?? 0) - (times[0] ?? 0)) / gaps;
    let squares = 0;
    for (let gap = 0; gap < gaps; gap += 1)
      squares += ((times[gap + 1] ?? 0) - (times[gap] ?? 0) - mean) ** 2;
    return squares / (gaps - 1);
  });
}
