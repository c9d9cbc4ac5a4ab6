// The serial families through every method: one record for each window, from which all measures are taken.
import { serialPath, type SerialPath, type SerialWork } from "#shared/analyse/bottleneck/serial-line.ts";
import { seenDurations, serialWindow } from "#shared/analyse/bottleneck/resampled-serial.ts";
import { bootstrapWins, confidenceBlocks } from "#shared/analyse/bottleneck/confidence.ts";
import { serialRanking } from "#shared/analyse/bottleneck/serial-ranking.ts";
import type { LineTruth } from "./gains.ts";
import { drawRun, hardFamilies, type SerialFamily } from "./serial-families.ts";
import { activeS, classicalNames, classicalPicks, seeRun, serialLog } from "./station-window.ts";
import { suiteCase } from "./suite.ts";
import type { TruthFile } from "./truth-file.ts";

/** Lengths of windows: half a shift, two shifts, two weeks. */
export const windowParts = [240, 960, 4800] as const;
const windowsOfLine = 4;
const warmUpParts = 2000;
const mostParts = Math.max(...windowParts);

/** Our ranking; next to it the window's own critical path, then the classical methods. */
export const methodNames = ["resampled twin", "critical path", ...Object.values(classicalNames)] as const;

/** One window of one line as all methods saw it. */
export interface WindowRecord {
  readonly family: SerialFamily;
  readonly seed: number;
  readonly parts: number;
  readonly truth: LineTruth;
  /** The second-best gain is below 70 % of the best. */
  readonly isClear: boolean;
  /** What each of `methodNames` names, -1 = nothing. */
  readonly picks: readonly number[];
  /** Raw probability of every station. */
  readonly rawP: Float64Array;
  /** The window itself, for those who look further. */
  readonly work: SerialWork;
  readonly path: SerialPath;
}

/** Position of the largest number, the first of equal ones; -1 = there is none. */
export function largest(scores: ArrayLike<number>): number {
  let best = -1;
  for (let index = 0; index < scores.length; index += 1)
    if (!Number.isNaN(scores[index]) && (best < 0 || (scores[index] ?? NaN) > (scores[best] ?? NaN)))
      best = index;
  return best;
}

/** Whether one may call a line clear. */
export function isClearLine({ gains }: LineTruth): boolean {
  const [best = 0, second = 0] = gains.toSorted((a, b) => b - a);
  return second < 0.7 * best;
}

/** All windows of the serial lines among `seeds`, line by line; `classical` = with the methods that compare. */
export function* serialWindows(
  seeds: readonly number[],
  truths: TruthFile["truths"],
  classical: boolean,
): Generator<WindowRecord> {
  for (const seed of seeds) {
    const one = suiteCase(seed);
    const truth = truths.get(seed)?.[0];
    if (one.kind !== "serial" || truth === undefined) continue;
    const run = seeRun(drawRun(one.line, warmUpParts + windowsOfLine * mostParts, "window"));
    const isClear = isClearLine(truth);
    const log = serialLog(run);
    for (const parts of windowParts)
      for (let window = 0; window < windowsOfLine; window += 1) {
        const firstPart = warmUpParts + window * mostParts;
        const path = serialPath(run.work, run.departS, { firstPart, parts, blocks: confidenceBlocks });
        const work = serialWindow(run.work, firstPart, parts);
        const shares = serialRanking(
          {
            seen: seenDurations(work),
            places: work.places,
            pathShares: path.pathS,
            activeS: activeS(log, path),
          },
          seed,
        );
        yield {
          family: one.line.family,
          seed,
          parts,
          truth,
          isClear,
          picks: [largest(shares), largest(path.pathS), ...(classical ? classicalPicks(log, path) : [])],
          rawP: bootstrapWins(path.blockPathS, work.stations, seed, shares),
          work,
          path,
        };
      }
  }
}

/** Share of the best possible gain that a pick captures. */
export function captured(truth: LineTruth, pick: number): number {
  return (truth.gains[pick] ?? 0) / Math.max(...truth.gains);
}

/** Percent of records whose pick by a method is a best one. */
export function topOne(records: readonly WindowRecord[], method: number): number {
  return percent(records, ({ picks, truth }) => (truth.best.includes(picks[method] ?? -1) ? 1 : 0));
}

/** Mean over records in percent. */
export function percent<T>(records: readonly T[], valueOf: (record: T) => number): number {
  return (100 * records.reduce((sum, record) => sum + valueOf(record), 0)) / records.length;
}

/** Whether a record is of a family in which no station stands out. */
export function isHard({ family }: WindowRecord): boolean {
  return hardFamilies.includes(family);
}
