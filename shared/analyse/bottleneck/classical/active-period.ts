// The active period methods of Roser, Nakano and Tanaka: a resource that is active for long without waiting holds others up.
// They need states alone, no order of the line; a long breakdown of a harmless station misleads them.
import { activePeriods, type LineActivity } from "./fractions.ts";
import type { TimeWindow } from "./activity.ts";

/** Mean length of a resource's active periods, with the interval that holds the true mean with 95 %. Seconds. */
export interface AveragePeriod {
  readonly meanS: number;
  readonly loS: number;
  readonly hiS: number;
  readonly periods: number;
}

/**
 * Average active period of each resource, over all its stations (Roser, Nakano and Tanaka 2001): the largest names the bottleneck,
 * clearly where its interval lies above all others. Periods across an end of the window count with their whole length as far as
 * the log knows it. Fewer than five periods give an endless interval.
 */
export function averageActivePeriods({ resources }: LineActivity): AveragePeriod[] {
  return resources.map(({ tracks }) => {
    const lengths = tracks.map((track) => {
      const pairs = activePeriods(track);
      return Float64Array.from(
        { length: pairs.length / 2 },
        (_, period) => (pairs[2 * period + 1] ?? 0) - (pairs[2 * period] ?? 0),
      );
    });
    const periods = lengths.reduce((sum, own) => sum + own.length, 0);
    if (periods === 0) return { meanS: 0, loS: 0, hiS: 0, periods };
    let sum = 0;
    for (const own of lengths) for (const length of own) sum += length;
    const meanS = sum / periods;
    if (periods < 5) return { meanS, loS: 0, hiS: Infinity, periods };
    let squares = 0;
    for (const own of lengths) for (const length of own) squares += (length - meanS) ** 2;
    const half = student95(periods - 1) * Math.sqrt(squares / (periods - 1) / periods);
    return { meanS, loS: meanS - half, hiS: meanS + half, periods };
  });
}

/** The two-sided 95 % point of Student's t: expansion in 1/n (Abramowitz and Stegun 26.7.5), within .01 from 4 on. */
export function student95(freedom: number): number {
  const z = 1.959963984540054;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

/** A stretch in which one resource holds the title of momentary bottleneck; while `isShifting` it passes it on to the next one. */
export interface TitleStretch {
  readonly fromS: number;
  readonly toS: number;
  readonly resource: number;
  readonly isShifting: boolean;
}

/** The shifting bottleneck of a window; arrays by resource, as shares of the window. */
export interface ShiftingBottleneck {
  /** Alone the bottleneck. */
  readonly sole: readonly number[];
  /** While the title passes from or to another. With `sole` it may sum to more than 1 over the resources. */
  readonly shifting: readonly number[];
  /** Holding the title: from when the one before ended until its own period ends. Sums to 1 at most. */
  readonly title: readonly number[];
  readonly timeline: readonly TitleStretch[];
}

interface Period {
  readonly fromS: number;
  readonly toS: number;
  readonly resource: number;
}

/**
 * The momentary bottleneck is the resource with the longest active period at that moment, taken at its whole length; when it ends,
 * the longest one active then follows (of equals the first), and their overlap is the shift (Roser, Nakano and Tanaka 2002). Members
 * of a group are looked at one by one and share one title.
 */
export function shiftingBottleneck({ resources, window }: LineActivity): ShiftingBottleneck {
  const chain = titleChain(
    resources.flatMap(({ tracks }, resource) =>
      tracks.map((track) => ({ pairs: activePeriods(track), resource, at: 0 })),
    ),
    window,
  );
  const sole = resources.map(() => 0);
  const shifting = resources.map(() => 0);
  const title = resources.map(() => 0);
  const timeline: TitleStretch[] = [];
  const lengthS = window.toS - window.fromS;
  const share = (fromS: number, toS: number): number =>
    Math.max(0, Math.min(toS, window.toS) - Math.max(fromS, window.fromS)) / lengthS;
  const show = (fromS: number, toS: number, resource: number, isShifting: boolean): void => {
    const clippedFromS = Math.max(fromS, window.fromS);
    const clippedToS = Math.min(toS, window.toS);
    if (clippedToS <= clippedFromS) return;
    const last = timeline.at(-1);
    if (last?.resource === resource && last.isShifting === isShifting && last.toS === clippedFromS)
      timeline[timeline.length - 1] = { ...last, toS: clippedToS };
    else timeline.push({ fromS: clippedFromS, toS: clippedToS, resource, isShifting });
  };
  const add = (sums: number[], resource: number, value: number): void => {
    sums[resource] = (sums[resource] ?? 0) + value;
  };
  chain.forEach((own, index) => {
    const { resource } = own;
    const before = chain[index - 1];
    const after = chain[index + 1];
    const heldFromS = Math.max(own.fromS, before?.toS ?? -Infinity);
    // Within a group the title stays where it is: no shift.
    const sharedFromS = before?.resource === resource ? heldFromS : own.fromS;
    const passesFromS =
      after === undefined || after.resource === resource
        ? own.toS
        : Math.min(own.toS, Math.max(heldFromS, after.fromS));
    add(sole, resource, share(heldFromS, passesFromS));
    add(shifting, resource, share(sharedFromS, heldFromS) + share(passesFromS, own.toS));
    add(title, resource, share(heldFromS, own.toS));
    show(heldFromS, passesFromS, resource, false);
    show(passesFromS, own.toS, resource, true);
  });
  return { sole, shifting, title, timeline };
}

interface PeriodReader {
  /** Beginnings and ends, in order. */
  readonly pairs: Float64Array;
  readonly resource: number;
  /** Where the first pair that may still matter begins. */
  at: number;
}

/** The periods that hold the title one after the other. */
function titleChain(readers: readonly PeriodReader[], window: TimeWindow): Period[] {
  const chain: Period[] = [];
  let timeS = window.fromS;
  while (timeS < window.toS) {
    let longest: Period | undefined;
    let next: Period | undefined;
    for (const reader of readers) {
      const { pairs, resource } = reader;
      while (reader.at < pairs.length && (pairs[reader.at + 1] ?? 0) <= timeS) reader.at += 2;
      if (reader.at >= pairs.length) continue;
      const fromS = pairs[reader.at] ?? 0;
      const toS = pairs[reader.at + 1] ?? 0;
      if (fromS <= timeS) {
        if (longest === undefined || toS - fromS > longest.toS - longest.fromS)
          longest = { fromS, toS, resource };
      } else if (
        next === undefined ||
        fromS < next.fromS ||
        (fromS === next.fromS && toS - fromS > next.toS - next.fromS)
      )
        next = { fromS, toS, resource };
    }
    const chosen = longest ?? next;
    if (chosen === undefined || chosen.fromS >= window.toS) break;
    chain.push(chosen);
    timeS = chosen.toS;
  }
  return chain;
}
