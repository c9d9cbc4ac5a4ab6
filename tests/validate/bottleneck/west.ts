// Prediction on the open data of West and Deuse (2023): which station will have the longest active period 30 steps from now.
// Their line: five stations, shifted exponential times, buffers of 5 that begin with one part, no shortage at either end.
// Our forecast rolls the line forward from what is seen at that moment (levels, ages of operations and of active periods), with
// durations fitted on the other replicates: nothing of the judged replicate is learnt.
import { existsSync, readFileSync } from "node:fs";
import { hash32, seededRandom, type Random } from "#shared/base/random.ts";

const stations = 5;
const capacity = 5;
const horizonS = 30;
const rollouts = 300;
/** Every fifth step is forecast: neighbours say nearly the same. */
const everyS = 5;
const lastS = 9999;

/** One replicate: operations of each station in order. */
interface Replicate {
  readonly startS: readonly number[][];
  readonly finishS: readonly number[][];
}

/** What was measured. */
export interface WestResult {
  readonly cases: number;
  readonly accuracy: number;
  readonly persistence: number;
  /** Where the label 30 steps later is another one. */
  readonly shiftCases: number;
  readonly shiftAccuracy: number;
  /** Mean sum over stations of (p - happened)^2. */
  readonly brier: number;
  readonly persistenceBrier: number;
  /** Of the published labels, how many ours equal. */
  readonly labelAgreement: number;
}

/** Where the data lies, from the root of the work area; absent on most machines. */
const folder = new URL("../../../../shared/data/west-icrcet-5station/", import.meta.url);

function readReplicate(name: string): Replicate {
  const startS: number[][] = Array.from({ length: stations }, () => []);
  const finishS: number[][] = Array.from({ length: stations }, () => []);
  for (const row of readFileSync(new URL(name, folder), "utf8").trim().split("\n").slice(1)) {
    const [timeS, station, , event] = row.split(",");
    (event === "job start" ? startS : finishS)[Number(station)]?.push(Number(timeS));
  }
  return { startS, finishS };
}

/** When the active period of each station began that holds at `timeS`; NaN = it is not active. */
function activeSince(replicate: Replicate, timeS: number, at: Int32Array): Float64Array {
  const since = new Float64Array(stations);
  for (let station = 0; station < stations; station += 1) {
    const starts = replicate.startS[station] ?? [];
    const finishes = replicate.finishS[station] ?? [];
    let operation = at[station] ?? -1;
    while ((starts[operation + 1] ?? Infinity) <= timeS) operation += 1;
    at[station] = operation;
    if (operation < 0 || (finishes[operation] ?? Infinity) <= timeS) {
      since[station] = NaN;
      continue;
    }
    while (operation > 0 && starts[operation] === finishes[operation - 1]) operation -= 1;
    since[station] = starts[operation] ?? NaN;
  }
  return since;
}

/** The station that has been active longest, the first of equal ones; 0 when none is. */
function longestActive(since: Float64Array): number {
  let longest = -1;
  for (let station = 0; station < stations; station += 1)
    if ((since[station] ?? NaN) < (longest < 0 ? Infinity : (since[longest] ?? NaN))) longest = station;
  return Math.max(0, longest);
}

/** Shifted exponential times: the shortest seen, and the mean of what comes on top. */
interface Times {
  readonly leastS: Float64Array;
  readonly restS: Float64Array;
}

function fitTimes(replicates: readonly Replicate[]): Times {
  const leastS = new Float64Array(stations);
  const restS = new Float64Array(stations);
  for (let station = 0; station < stations; station += 1) {
    const seenS = replicates.flatMap(({ startS, finishS }) =>
      (finishS[station] ?? []).map((timeS, index) => timeS - (startS[station]?.[index] ?? NaN)),
    );
    leastS[station] = seenS.reduce((least, s) => Math.min(least, s), Infinity);
    restS[station] = seenS.reduce((sum, s) => sum + s, 0) / seenS.length - (leastS[station] ?? 0);
  }
  return { leastS, restS };
}

/** What is seen at a moment. */
interface Moment {
  readonly timeS: number;
  /** When the operation under way began, NaN = none. */
  readonly begunS: Float64Array;
  /** Whether a finished part waits in the station for a place. */
  readonly isBlocked: Uint8Array;
  readonly since: Float64Array;
  /** Parts in the buffer before each station but the first. */
  readonly level: Int32Array;
}

function momentAt(replicate: Replicate, timeS: number, at: Int32Array): Moment {
  const since = activeSince(replicate, timeS, at);
  const begunS = new Float64Array(stations).fill(NaN);
  const isBlocked = new Uint8Array(stations);
  const level = new Int32Array(stations);
  for (let station = 0; station < stations; station += 1) {
    const operation = at[station] ?? -1;
    if (!Number.isNaN(since[station] ?? NaN)) begunS[station] = replicate.startS[station]?.[operation] ?? NaN;
    if (station === 0) continue;
    const previous = at[station - 1] ?? -1;
    const done = (replicate.finishS[station - 1]?.[previous] ?? Infinity) <= timeS ? previous + 1 : previous;
    // One part lay there at first.
    const waiting = 1 + done - (operation + 1);
    if (waiting > capacity) isBlocked[station - 1] = 1;
    level[station] = Math.min(capacity, waiting);
  }
  return { timeS, begunS, isBlocked, since, level };
}

/** Rolls the line forward once; returns who is longest active at the horizon. */
function rollOut(moment: Moment, times: Times, random: Random, doneS: Float64Array, work: Moment): number {
  const { level, isBlocked, since } = work;
  level.set(moment.level);
  isBlocked.set(moment.isBlocked);
  since.set(moment.since);
  const endS = moment.timeS + horizonS;
  const drawS = (station: number, ageS: number): number =>
    Math.max(0, (times.leastS[station] ?? 0) - ageS) -
    (times.restS[station] ?? 0) * Math.log(1 - random.next());
  for (let station = 0; station < stations; station += 1) {
    const ageS = moment.timeS - (moment.begunS[station] ?? NaN);
    doneS[station] = Number.isNaN(ageS) ? Infinity : moment.timeS + drawS(station, ageS);
  }
  for (;;) {
    let station = 0;
    for (let other = 1; other < stations; other += 1)
      if ((doneS[other] ?? Infinity) < (doneS[station] ?? Infinity)) station = other;
    const timeS = doneS[station] ?? Infinity;
    if (timeS > endS) return longestActive(since);
    doneS[station] = Infinity;
    // From the finished station upstream: who gets a place or a part at the same moment stays active.
    isBlocked[station] = 1;
    let wake = station;
    const starts = (one: number): void => {
      if (Number.isNaN(since[one] ?? NaN)) since[one] = timeS;
      doneS[one] = timeS + drawS(one, 0);
    };
    const next = station + 1;
    if (next === stations || (level[next] ?? 0) < capacity) {
      isBlocked[station] = 0;
      if (next < stations) {
        if (Number.isNaN(since[next] ?? NaN) && isBlocked[next] === 0) starts(next);
        else level[next] = (level[next] ?? 0) + 1;
      }
      // A part taken makes room for the station before, and so on.
      for (;;) {
        if (wake > 0 && (level[wake] ?? 0) === 0) {
          since[wake] = NaN;
          break;
        }
        starts(wake);
        if (wake === 0) break;
        level[wake] = (level[wake] ?? 0) - 1;
        if (isBlocked[wake - 1] === 0) break;
        isBlocked[wake - 1] = 0;
        level[wake] = (level[wake] ?? 0) + 1;
        wake -= 1;
      }
    } else since[station] = NaN;
  }
}

function publishedAgreement(replicate: Replicate): number {
  const at = new Int32Array(stations).fill(-1);
  const rows = readFileSync(new URL("active_periods_000.csv", folder), "utf8").trim().split("\n").slice(1);
  let equal = 0;
  for (const row of rows) {
    const columns = row.split(",");
    const timeS = Number(columns[0]);
    if (`S${longestActive(activeSince(replicate, timeS, at))}` === columns.at(-1)) equal += 1;
  }
  return equal / rows.length;
}

/** Judges the forecast on every replicate; undefined where the data is not at hand. */
export function judgeWest(seed: number): WestResult | undefined {
  const names = ["events_000.csv", "events_001.csv", "events_002.csv"];
  if (!names.every((name) => existsSync(new URL(name, folder)))) return undefined;
  const replicates = names.map(readReplicate);
  const random = seededRandom(hash32("west", seed));
  const doneS = new Float64Array(stations);
  const counts = { cases: 0, right: 0, kept: 0, shifts: 0, rightShifts: 0, brier: 0 };
  replicates.forEach((replicate, index) => {
    const times = fitTimes(replicates.filter((_, other) => other !== index));
    const now = new Int32Array(stations).fill(-1);
    const later = new Int32Array(stations).fill(-1);
    for (let timeS = 10; timeS + horizonS <= lastS; timeS += everyS) {
      const moment = momentAt(replicate, timeS, now);
      const label = longestActive(moment.since);
      const truth = longestActive(activeSince(replicate, timeS + horizonS, later));
      const work = {
        ...moment,
        level: moment.level.slice(),
        isBlocked: moment.isBlocked.slice(),
        since: moment.since.slice(),
      };
      const p = new Float64Array(stations);
      for (let run = 0; run < rollouts; run += 1) {
        const named = rollOut(moment, times, random, doneS, work);
        p[named] = (p[named] ?? 0) + 1 / rollouts;
      }
      const named = p.indexOf(Math.max(...p));
      counts.cases += 1;
      counts.right += named === truth ? 1 : 0;
      counts.kept += label === truth ? 1 : 0;
      if (label !== truth) {
        counts.shifts += 1;
        counts.rightShifts += named === truth ? 1 : 0;
      }
      for (let station = 0; station < stations; station += 1)
        counts.brier += ((p[station] ?? 0) - (station === truth ? 1 : 0)) ** 2;
    }
  });
  const { cases } = counts;
  return {
    cases,
    accuracy: counts.right / cases,
    persistence: counts.kept / cases,
    shiftCases: counts.shifts,
    shiftAccuracy: counts.rightShifts / counts.shifts,
    brier: counts.brier / cases,
    persistenceBrier: 2 * (1 - counts.kept / cases),
    labelAgreement: replicates[0] === undefined ? NaN : publishedAgreement(replicates[0]),
  };
}
