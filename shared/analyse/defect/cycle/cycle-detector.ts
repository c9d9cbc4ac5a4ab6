// The detector of cycles over several signals: how rare each one's shape is, combined to one p of the cycle. As with rows (`detector.ts`)
// clean cycles calibrate the combination, so that no more of them are needed for many signals than for one.
import { conformalP, sortedScores } from "../conformal.ts";
import { mostMissingShare } from "../mspc/conditional.ts";
import { combinedP, serialTail, tailP } from "../serial-tail.ts";
import type { CycleTable } from "./cycle-table.ts";
import { fitShapes, judgeCycle, type ShapeModel, type Stretch } from "./shapes.ts";

/** A column that clean cycles lack more often than this, as against the column that they lack least, is not learnt. */
const leastPresentShare = 0.9;
/** A column that varies by less than this share of its level within clean cycles stands still: what varies is rounding. */
const roundingShare = 1e-9;

/** What was learnt from clean cycles. */
export interface CycleModel {
  readonly columns: readonly { readonly name: string; readonly place: number; readonly shapes: ShapeModel }[];
  /** Columns that stand still within each clean cycle, and those that clean cycles lack: neither is judged. */
  readonly still: readonly string[];
  readonly lacking: readonly string[];
  readonly cleanCycles: number;
  /** Scores of the clean cycles that calibrate, ascending. */
  readonly scores: Float64Array;
}

export interface JudgedCycleOfColumns {
  /** -log10 of how likely a clean cycle is as unlike, all columns together: 2 = one in 100. */
  readonly score: number;
  /** At least the share of clean cycles that were as unlike: never smaller than 1 / (calibrating cycles + 1). */
  readonly p: number;
  /** Judged columns with scores of their own, most unusual first. */
  readonly columns: readonly { readonly name: string; readonly score: number; readonly where?: Stretch }[];
}

/** What of clean cycles can be learnt: columns that nearly all have, and the cycles that have all of these. */
export interface UsableCycles {
  readonly table: CycleTable;
  readonly places: readonly number[];
  readonly lacking: readonly string[];
  readonly cycles: readonly number[];
}

/** Asked before `fitCycles`, to tell a person how many clean cycles there are. */
export function usableCycles(table: CycleTable): UsableCycles {
  const counts = table.points.map((cycles) => cycles.filter((cycle) => cycle !== undefined).length);
  const least = leastPresentShare * Math.max(...counts);
  const places = [...table.columns.keys()].filter((place) => counts[place]! > 0 && counts[place]! >= least);
  return {
    table,
    places,
    lacking: table.columns.filter((_, place) => !places.includes(place)),
    cycles: [...table.spans.keys()].filter((cycle) =>
      places.every((place) => table.points[place]![cycle] !== undefined),
    ),
  };
}

/** Learns from at least ten usable cycles in order of time; without `columns` in the model nothing can be judged by it. */
export function fitCycles({ table, places, lacking, cycles }: UsableCycles): CycleModel {
  const fitted = places.map((place) => {
    const clean = cycles.map((cycle) => table.points[place]![cycle]!);
    const level = clean.reduce((most, points) => points.reduce((m, v) => Math.max(m, Math.abs(v)), most), 0);
    return { name: table.columns[place]!, place, shapes: fitShapes(clean), level };
  });
  const columns = fitted.filter(({ shapes, level }) => shapes.leastDeviation > roundingShare * level);
  return {
    columns: columns.map(({ name, place, shapes }) => ({ name, place, shapes })),
    still: fitted.filter((one) => !columns.includes(one)).map(({ name }) => name),
    lacking,
    cleanCycles: cycles.length,
    scores: sortedScores(calibrationScores(columns.map(({ shapes }) => shapes.inOrder))),
  };
}

/**
 * Scores of the clean cycles that calibrate, from their distances in each column. Each is judged by the tails of the others: by tails that
 * it is part of it would seem nearer than a new cycle, the more so the more columns there are.
 */
function calibrationScores(distances: readonly (readonly number[])[]): number[] {
  return (distances[0] ?? []).map((_, cycle) =>
    scoreOf(distances.map((column) => tailP(serialTail(column.toSpliced(cycle, 1)), column[cycle]!))),
  );
}

/** Judges one cycle of a table with the same columns; undefined when too many of the judged ones lack in it. */
export function judgeColumns(
  model: CycleModel,
  table: CycleTable,
  cycle: number,
): JudgedCycleOfColumns | undefined {
  const columns = model.columns.flatMap(({ name, place, shapes }) => {
    const points = table.points[place]![cycle];
    if (points === undefined) return [];
    const { score, where } = judgeCycle(shapes, points);
    return [{ name, score, ...(where === undefined ? {} : { where }) }];
  });
  if (columns.length === 0 || columns.length < (1 - mostMissingShare) * model.columns.length)
    return undefined;
  const score = scoreOf(columns.map((column) => 10 ** -column.score));
  columns.sort((a, b) => b.score - a.score);
  return { score, p: Math.max(10 ** -score, conformalP(model.scores, score)), columns };
}

function scoreOf(ps: readonly number[]): number {
  return -Math.log10(Math.max(1e-300, combinedP(ps)));
}
