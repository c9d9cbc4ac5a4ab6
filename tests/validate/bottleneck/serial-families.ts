// The five families of saturated serial lines: all that is random about a line comes from its family and seed.
import { hash32, seededRandom, type Random } from "#shared/base/random.ts";
import type { SerialWork } from "#shared/analyse/bottleneck/serial-line.ts";

/**
 * E easy: one station 10 % slower, CV .5, 5 places. H homogeneous: cycles 51-69 s, CV .6. V: cycles as H, CV .2-1.
 * F failures: cycle 60 s without spread, efficiency .75-.95, repairs 2-15 min. M mixed: each station as one of V or of F, with
 * the mean time a part of H.
 */
export const serialFamilies = ["E", "H", "V", "F", "M"] as const;
export type SerialFamily = (typeof serialFamilies)[number];
/** Families in which no station stands out by design. */
export const hardFamilies: readonly SerialFamily[] = ["H", "V", "F", "M"];

/** One station's chances. */
export interface SerialStation {
  readonly cycleS: number;
  /** Coefficient of variation of the cycle (lognormal); 0 = always the same. */
  readonly cv: number;
  /** Exponential operating time between failures and exponential repairs. */
  readonly failure?: { readonly meanUpS: number; readonly meanRepairS: number };
}

export interface SerialCase {
  readonly family: SerialFamily;
  readonly seed: number;
  readonly stations: readonly SerialStation[];
  readonly places: readonly number[];
}

/** A run of a case: durations, and how much of each was repair. */
export interface SerialRun {
  readonly work: SerialWork;
  readonly repairS: Float64Array;
}

function failing(cycleS: number, efficiency: number, meanRepairS: number): SerialStation {
  return {
    cycleS,
    cv: 0,
    failure: { meanUpS: (meanRepairS * efficiency) / (1 - efficiency), meanRepairS },
  };
}

/** The line of a family and seed. */
export function serialCase(family: SerialFamily, seed: number): SerialCase {
  const random = seededRandom(hash32(`line ${family}`, seed));
  const between = (least: number, most: number): number => least + (most - least) * random.next();
  const count = 5 + Math.floor(random.next() * 6);
  const slow = Math.floor(random.next() * count);
  const stations = Array.from({ length: count }, (_, index): SerialStation => {
    switch (family) {
      case "E":
        return { cycleS: index === slow ? 66 : 60, cv: 0.5 };
      case "H":
        return { cycleS: between(51, 69), cv: 0.6 };
      case "V":
        return { cycleS: between(51, 69), cv: between(0.2, 1) };
      case "F":
        return failing(60, between(0.75, 0.95), between(120, 900));
      case "M": {
        const meanS = between(51, 69);
        if (random.next() < 0.5) return { cycleS: meanS, cv: between(0.2, 1) };
        const efficiency = between(0.75, 0.95);
        return failing(meanS * efficiency, efficiency, between(120, 900));
      }
    }
  });
  const places = Array.from({ length: count - 1 }, () =>
    family === "E" ? 5 : 1 + Math.floor(random.next() * 16),
  );
  return { family, seed, stations, places };
}

/** Lognormal numbers with a mean and a coefficient of variation, two from each pair of uniform ones (Box and Muller). */
function lognormal(random: Random, mean: number, cv: number): () => number {
  const variance = Math.log(1 + cv * cv);
  const mu = Math.log(mean) - variance / 2;
  const sigma = Math.sqrt(variance);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    spare = Math.exp(mu + sigma * radius * Math.sin(angle));
    return Math.exp(mu + sigma * radius * Math.cos(angle));
  };
}

/** Draws a run of a case; `purpose` gives truth and windows numbers of their own. */
export function drawRun(line: SerialCase, parts: number, purpose: string): SerialRun {
  const count = line.stations.length;
  const durationsS = new Float64Array(count * parts);
  const repairS = new Float64Array(count * parts);
  line.stations.forEach((station, index) => {
    const random = seededRandom(hash32(`${purpose} ${line.family} ${index}`, line.seed));
    const from = index * parts;
    if (station.cv > 0) {
      const cycleS = lognormal(random, station.cycleS, station.cv);
      for (let part = 0; part < parts; part += 1) durationsS[from + part] = cycleS();
    } else durationsS.fill(station.cycleS, from, from + parts);
    if (station.failure === undefined) return;
    const { meanUpS, meanRepairS } = station.failure;
    const exponential = (meanS: number): number => -meanS * Math.log(1 - random.next());
    let upLeftS = exponential(meanUpS);
    for (let part = 0; part < parts; part += 1) {
      let stoppedS = 0;
      upLeftS -= durationsS[from + part] ?? 0;
      while (upLeftS <= 0) {
        stoppedS += exponential(meanRepairS);
        upLeftS += exponential(meanUpS);
      }
      repairS[from + part] = stoppedS;
      durationsS[from + part] = (durationsS[from + part] ?? 0) + stoppedS;
    }
  });
  return { work: { stations: count, parts, durationsS, places: line.places }, repairS };
}
