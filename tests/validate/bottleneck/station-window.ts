// What classical methods are given of a window: fractions of time by state, the stretches of each state, and buffer levels.
import { runSerial } from "#shared/analyse/bottleneck/serial-line.ts";
import type { SerialRun } from "./serial-families.ts";

/** States a station is in, as numbers of stretches. */
export const stretchStates = ["work", "down", "blocked", "starved"] as const;
export type StretchState = (typeof stretchStates)[number];

/** Stretches of one station, one after the other: the first begins with the window. */
export interface Stretches {
  readonly fromS: Float64Array;
  readonly toS: Float64Array;
  /** Positions in `stretchStates`. */
  readonly state: Uint8Array;
}

export interface StationWindow {
  readonly stations: number;
  readonly places: ArrayLike<number>;
  readonly fromS: number;
  readonly toS: number;
  /** Fractions of the window by station; the four sum to 1. */
  readonly fractions: Readonly<Record<StretchState, Float64Array>>;
  stretches(station: number): Stretches;
  /** Parts between a station and the next one just after a time. */
  level(buffer: number, timeS: number): number;
}

/** One published rule. Scores by station: the largest is its pick; a rule may leave out stations by NaN. */
export interface ClassicalMethod {
  readonly name: string;
  readonly score: (window: StationWindow) => ArrayLike<number>;
}

/**
 * What the classical panel compares with. Plugged in by whoever owns the methods: an adaptor from `StationWindow` to their
 * input is all it takes.
 */
export const classicalMethods: readonly ClassicalMethod[] = [
  { name: "utilisation, work", score: ({ fractions }) => fractions.work },
  {
    name: "utilisation, work + down",
    score: ({ fractions }) => fractions.work.map((work, station) => work + (fractions.down[station] ?? 0)),
  },
];

/** Position of the first value after `timeS` in an ascending row. */
function countUntil(row: Float64Array, timeS: number): number {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((row[middle] ?? Infinity) <= timeS) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A run with when every part started at and left every station, laid out as the durations. */
export interface SeenRun extends SerialRun {
  readonly startS: Float64Array;
  readonly departS: Float64Array;
}

/** Plays a run. */
export function seeRun(run: SerialRun): SeenRun {
  const { parts } = run.work;
  const departS = runSerial(run.work);
  const startS = departS.map((_, at) => {
    const part = at % parts;
    return Math.max(departS[at - parts] ?? 0, part === 0 ? 0 : (departS[at - 1] ?? 0));
  });
  return { ...run, startS, departS };
}

/** The window of a run that begins when the part before `firstPart` left and ends with the last of `parts`. */
export function stationWindow(run: SeenRun, firstPart: number, parts: number): StationWindow {
  const { stations, parts: all, durationsS, places } = run.work;
  const rowOf = (timesS: Float64Array, station: number): Float64Array =>
    timesS.subarray(station * all, (station + 1) * all);
  const line = rowOf(run.departS, stations - 1);
  const fromS = line[firstPart - 1] ?? 0;
  const toS = line[firstPart + parts - 1] ?? NaN;
  const stretches = (station: number): Stretches => {
    const own = rowOf(run.departS, station);
    const begun = rowOf(run.startS, station);
    const froms: number[] = [];
    const tos: number[] = [];
    const states: number[] = [];
    const add = (state: StretchState, beginS: number, endS: number): void => {
      const clippedS = Math.max(beginS, fromS);
      const untilS = Math.min(endS, toS);
      if (untilS <= clippedS) return;
      froms.push(clippedS);
      tos.push(untilS);
      states.push(stretchStates.indexOf(state));
    };
    const first = Math.max(0, countUntil(own, fromS) - 1);
    for (let part = first; part < all && (own[part - 1] ?? 0) < toS; part += 1) {
      const startS = begun[part] ?? NaN;
      const repairS = run.repairS[station * all + part] ?? 0;
      const finishS = startS + (durationsS[station * all + part] ?? 0);
      // Where in the operation a repair fell is not kept: it comes last.
      add("starved", part === 0 ? 0 : (own[part - 1] ?? 0), startS);
      add("work", startS, finishS - repairS);
      add("down", finishS - repairS, finishS);
      add("blocked", finishS, own[part] ?? NaN);
    }
    return { fromS: Float64Array.from(froms), toS: Float64Array.from(tos), state: Uint8Array.from(states) };
  };
  const fractionOf = (state: StretchState): Float64Array =>
    Float64Array.from({ length: stations }, (_, station) => {
      const own = cached(station);
      let sumS = 0;
      own.state.forEach((code, index) => {
        if (stretchStates[code] === state) sumS += (own.toS[index] ?? 0) - (own.fromS[index] ?? 0);
      });
      return sumS / (toS - fromS);
    });
  const kept = new Map<number, Stretches>();
  const cached = (station: number): Stretches => {
    const known = kept.get(station) ?? stretches(station);
    kept.set(station, known);
    return known;
  };
  return {
    stations,
    places,
    fromS,
    toS,
    fractions: {
      work: fractionOf("work"),
      down: fractionOf("down"),
      blocked: fractionOf("blocked"),
      starved: fractionOf("starved"),
    },
    stretches: cached,
    level: (buffer, timeS) =>
      countUntil(rowOf(run.departS, buffer), timeS) - countUntil(rowOf(run.startS, buffer + 1), timeS),
  };
}
