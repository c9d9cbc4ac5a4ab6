// `gemba detect --cycles`: cycles of a CSV file judged by the shapes that its columns have in clean cycles.
import type { Problem } from "#shared/base/problem.ts";
import {
  type CycleModel,
  fitCycles,
  judgeColumns,
  usableCycles,
  type UsableCycles,
} from "#shared/analyse/defect/cycle/cycle-detector.ts";
import { type CycleStarts, cycleStarts, startKindOf } from "#shared/analyse/defect/cycle/cycle-starts.ts";
import { type CycleTable, cycleTable, middleRows } from "#shared/analyse/defect/cycle/cycle-table.ts";
import { momentsOf } from "#shared/analyse/defect/cycle/distance-profile.ts";
import { leastCycles } from "#shared/analyse/defect/cycle/shapes.ts";
import { readTimedColumns, type TimedColumns } from "./cycle-file.ts";
import {
  type DetectedCycles,
  type JudgedCycleRow,
  stretchOf,
  unjudgedBecause,
  unjudgedCycle,
} from "./judged-cycles.ts";
import { rounded } from "./judged-rows.ts";
import { readNumberFile, sameColumns } from "./number-file.ts";

/** Points that a cycle is compared by; fewer where it has fewer rows: more would repeat the same values. */
const mostPoints = 100;
/** Fewer rows in the middle cycle, and it has no shape to speak of. */
const leastRows = 10;
/** Fewer clean cycles cannot be told apart from each other, whatever may be flagged. */
const leastClean = 10;
const mostColumnsNamed = 5;
/** A column lacking in a larger share of the cycles that are judged is told. */
const silentLackShare = 0.1;
const startWords = { rise: "rises from 0 or less to above 0", count: "grows" } as const;

/** Learns from the cycles of one file, judges those of another; undefined when a problem forbids it. */
export async function detectCycles(
  paths: { readonly fit: string; readonly test: string },
  startColumn: string,
  falseRate: number,
  problems: Problem[],
): Promise<DetectedCycles | undefined> {
  const fitFile = await readNumberFile(paths.fit, problems);
  const testFile = await readNumberFile(paths.test, problems);
  if (fitFile === undefined || testFile === undefined) return undefined;
  const sameFile = sameColumns(testFile, fitFile, problems);
  const fit = readTimedColumns(fitFile, startColumn, problems);
  const test = sameFile && fit && readTimedColumns(sameFile, startColumn, problems);
  if (fit === undefined || test === undefined) return undefined;
  const kind = startKindOf(fit.marks);
  const starts = { fit: cycleStarts(fit.marks, kind), test: cycleStarts(test.marks, kind) };
  const areStarts =
    checkStarts(fit, starts.fit, startColumn, problems) &&
    checkStarts(test, starts.test, startColumn, problems);
  if (!areStarts) return undefined;

  const points = Math.min(mostPoints, middleRows(starts.fit));
  const rowsOf = ({ timesMs, table }: TimedColumns) => ({ timesMs, table, longestStepMs: fit.longestStepMs });
  const usable = usableCycles(cycleTable(rowsOf(fit), starts.fit, points));
  if (!checkEnough(fit.path, usable, falseRate, problems)) return undefined;
  const model = fitCycles(usable);
  const table = cycleTable(rowsOf(test), starts.test, points);
  const refuse = (path: string, id: string, message: string, hint: string): undefined =>
    void problems.push({ path: [path], id, severity: "error", message, hint, file: path });
  if (model.columns.length === 0)
    return refuse(
      fit.path,
      "nothing-varies",
      `No column of it but "${startColumn}" varies within cycles.`,
      "Give a file with values that move as the machine does.",
    );
  warnOfUnjudged(model, table, test.path, problems);
  const cycles = table.spans.map(({ from, to }, cycle): JudgedCycleRow => {
    const span = { from: test.times[from] ?? "", to: test.times[to] ?? "" };
    const judged = judgeColumns(model, table, cycle);
    const [worst] = judged?.columns ?? [];
    if (judged === undefined || worst === undefined) return unjudgedCycle(span);
    return {
      ...span,
      score: rounded(judged.score),
      p: judged.p,
      flag: judged.p <= falseRate,
      column: worst.name,
      ...(worst.where === undefined ? {} : { where: stretchOf(worst.where) }),
      top: judged.columns
        .slice(0, mostColumnsNamed)
        .map(({ name, score }) => ({ column: name, score: rounded(score) })),
    };
  });
  if (cycles.every(({ score }) => score === null))
    return refuse(
      test.path,
      "nothing-judged",
      `None of its ${cycles.length} cycles can be judged: ${unjudgedBecause}.`,
      `Check that values are there, and that "${startColumn}" marks starts as it does in --fit: there a cycle starts where it ${startWords[kind]}.`,
    );
  const independentLooks = rounded(Math.min(...model.columns.map(({ shapes }) => shapes.tail.looks)), 1);
  return {
    cycles,
    model: {
      name: "shapes",
      version: 1,
      columns: model.columns.map(({ name }) => name),
      constantColumns: model.still,
      starts: { column: startColumn, kind },
      points,
      fitCycles: model.cleanCycles,
      calibrationCycles: model.scores.length,
      independentLooks,
      falseRate,
    },
    basis: `Learnt from ${model.cleanCycles} cycles as ${points} points in ${model.columns.length} columns, calibrated on the last ${model.scores.length} (worth ${independentLooks} independent looks); a cycle starts where "${startColumn}" ${startWords[kind]}`,
  };
}

/** Whether there are starts, and rows enough between them; if not, a Problem says what the column did. */
function checkStarts(
  { path, marks }: TimedColumns,
  starts: CycleStarts,
  startColumn: string,
  problems: Problem[],
): boolean {
  const refuse = (id: string, message: string, hint: string): false => {
    problems.push({ path: [path, startColumn], id, severity: "error", message, hint, file: path });
    return false;
  };
  if (starts.rows.length < 2) {
    let [least, most] = [Infinity, -Infinity];
    for (const value of marks) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return refuse(
      "no-cycle",
      `"${startColumn}" marks no whole cycle: ${
        most < least ? "it has no values" : `it goes from ${least} to ${most}`
      }, and ${starts.rows.length === 0 ? "no cycle starts" : "just one cycle starts"}.`,
      "Name a column that rises from 0 or less to above 0 where a cycle starts, or one that counts cycles and never falls in --fit; two starts make a cycle.",
    );
  }
  const rows = middleRows(starts);
  if (rows < leastRows)
    return refuse(
      "short-cycles",
      `By "${startColumn}" a cycle has ${rows} ${rows === 1 ? "row" : "rows"}, which shows no shape: it takes ${leastRows}.`,
      "Name the column in which each cycle starts once, or give rows that follow each other faster.",
    );
  return true;
}

function checkEnough(
  path: string,
  { cycles, table }: UsableCycles,
  falseRate: number,
  problems: Problem[],
): boolean {
  const needed = Math.max(leastClean, leastCycles(falseRate));
  if (cycles.length >= needed) return true;
  const lost = table.spans.length - cycles.length;
  problems.push({
    path: [path],
    id: "too-few-cycles",
    severity: "error",
    message: `Learning, ${cycles.length} of ${needed} clean cycles: no cycle could be told to be rarer than ${falseRate}.${
      lost === 0 ? "" : ` ${lost} more cannot be used: ${unjudgedBecause}.`
    }`,
    hint: `Give more cycles of normal running (--fit)${falseRate < leastRate ? `, or allow a higher --false-rate (${leastCycles(leastRate)} cycles do for ${leastRate})` : ""}.`,
    file: path,
  });
  return false;
}

/** A rate that few cycles do for, as an example. */
const leastRate = 0.05;

/** Columns that nothing was learnt of, as far as somebody should know. */
function warnOfUnjudged(
  { columns, still, lacking }: CycleModel,
  test: CycleTable,
  path: string,
  problems: Problem[],
) {
  for (const name of lacking)
    problems.push({
      path: [path, name],
      id: "gaps",
      severity: "warning",
      message: `Column "${name}" lacks values in clean cycles; it was not judged.`,
      hint: "Learn from cycles in which it has values all along: fill in the last one where only changes are written.",
      file: path,
    });
  for (const { name, place } of columns) {
    const judged = test.spans.flatMap((_, cycle) =>
      columns.some((column) => test.points[column.place]?.[cycle] !== undefined) ? [cycle] : [],
    );
    const lacks = judged.filter((cycle) => test.points[place]?.[cycle] === undefined).length;
    if (lacks <= silentLackShare * judged.length) continue;
    problems.push({
      path: [path, name],
      id: "gaps",
      severity: "warning",
      message: `Column "${name}" lacks values in ${lacks} of ${judged.length} cycles; they were judged without it, or not at all.`,
      hint: "Give values all along: fill in the last one where only changes are written.",
      file: path,
    });
  }
  for (const name of still) {
    const cycles = test.points[test.columns.indexOf(name)] ?? [];
    if (!cycles.some((points) => points !== undefined && momentsOf(points)[1] > 0)) continue;
    problems.push({
      path: [path, name],
      id: "constant-column",
      severity: "warning",
      message: `Column "${name}" stands still within each clean cycle and moves here; it was not judged.`,
      hint: "Learn from cycles in which it moves as well.",
      file: path,
    });
  }
}
