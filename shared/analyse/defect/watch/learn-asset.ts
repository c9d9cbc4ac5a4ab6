// Learns one asset from its clean rows: as plain numbers, rounded before they are calibrated, so that what is kept is what was tried.
import type { Signal } from "#shared/model/plant.ts";
import { calibrate, fitDetector, mewmaOf, leastFitRows } from "../detector.ts";
import { pageHinkleyRule } from "../drift.ts";
import { triangleOf } from "../mspc/symmetric.ts";
import type { NumberTable } from "../table.ts";
import { AssetJudge } from "./asset-judge.ts";
import { detectorOptions, modelOf } from "./asset-model.ts";
import type { LearntAsset } from "./learnt-schema.ts";
import { leftOutFor } from "./measuring.ts";
import { type ColumnOperation, deviationsOf, fitOperation } from "./operation.ts";
import { countingRows, leastDutyOf } from "./row-gate.ts";
import type { WatchRow } from "./rows.ts";

/** Largest scores of clean rows that are kept: smaller ones are never asked for. */
const keptScores = 100;
/** Fewest rows to calibrate on. */
const leastTailRows = 30;

/** What an asset is learnt from: three sets of clean rows that have no row in common, each in order of time. */
export interface CleanAssetRows {
  readonly fit: readonly WatchRow[];
  readonly tails: readonly WatchRow[];
  readonly later: readonly WatchRow[];
}

/** Learns one asset, or says why not. `signals`: those of its rows' values, in their order. */
export function learnAsset(
  assetId: string,
  signals: readonly Signal[],
  rows: CleanAssetRows,
  variants: readonly string[],
): LearntAsset | string {
  const leastDuty = leastDutyOf(countingRows(rows.fit, []));
  const fit = countingRows(rows.fit, leastDuty);
  const tails = countingRows(rows.tails, leastDuty);
  const seldom: string[] = [];
  const columns: { column: number; signal: Signal; operation: ColumnOperation }[] = [];
  signals.forEach((signal, column) => {
    const why = leftOutFor(signal, fit, column);
    if (why === "seldom") seldom.push(signal.id);
    const operation = why === undefined ? fitOperation(fit, column, variants) : undefined;
    if (operation !== undefined) columns.push({ column, signal, operation });
  });
  if (columns.length < 2) return "Fewer than two of its signals measure a condition often enough.";
  const least = leastFitRows(columns.length);
  if (fit.length < least || tails.length < leastTailRows)
    return `It ran for too few minutes of the clean shifts: ${fit.length} to learn from where ${least} are needed, ${tails.length} to calibrate where ${leastTailRows} are.`;
  const places = columns.map(({ column }) => column);
  const operations = columns.map(({ operation }) => rounded(operation));
  const tableOf = (of: readonly WatchRow[]): NumberTable => tableOfRows(of, places, operations, variants);
  const detector = fitDetector(tableOf(fit), detectorOptions);
  const { standard, covariance, components } = detector.pca;
  if (standard.columns.length < columns.length) return "Its signals hardly varied in the clean shifts.";
  const draft: LearntAsset = {
    assetId,
    columns: columns.map(({ column, signal }, index) => ({
      signal: signal.id,
      centre: digits(standard.centre[index] ?? 0, 6),
      spread: digits(standard.spread[index] ?? 1, 6),
      ...bandOf(fit, column),
      ...(operations[index] ?? { weights: [], followsVariant: false, usualCount: 1 }),
    })),
    leastDuty,
    rows: detector.pca.rows,
    components,
    covariance: triangleOf(covariance, columns.length).map((value) => digits(value, 6)),
    mewma: triangleOf(mewmaOf(detector), columns.length).map((value) => digits(value, 9)),
    tails: [],
    scores: 0,
    worst: [],
    drift: { meanScore: 0, slack: 0, threshold: 1 },
    seldom,
  };
  const uncalibrated = modelOf(draft, places, variants);
  const { tails: seen, scores } = calibrate(uncalibrated.detector, tableOf(tails));
  const calibrated: LearntAsset = {
    ...draft,
    tails: seen.map(({ meanLog, deviationLog, degrees, looks }) => ({
      meanLog: digits(meanLog, 6),
      deviationLog: digits(deviationLog, 6),
      degrees: digits(degrees, 6),
      looks: digits(looks, 6),
    })),
    scores: scores.length,
    worst: Array.from(scores.slice(-keptScores).reverse(), (score) => digits(score, 4)),
  };
  const judge = new AssetJudge(modelOf(calibrated, places, variants));
  const { meanScore, slack, threshold } = pageHinkleyRule(rows.later.map((row) => judge.step(row).score));
  if (!Number.isFinite(threshold)) return "It ran for too few minutes of the clean shifts.";
  return {
    ...calibrated,
    drift: { meanScore: digits(meanScore, 4), slack: digits(slack, 4), threshold: digits(threshold, 4) },
  };
}

function tableOfRows(
  rows: readonly WatchRow[],
  places: readonly number[],
  operations: readonly ColumnOperation[],
  variants: readonly string[],
): NumberTable {
  const values = new Float64Array(rows.length * places.length);
  rows.forEach((row, index) =>
    values.set(deviationsOf(row, places, operations, variants), index * places.length),
  );
  return { columns: places.map(String), rows: rows.length, values };
}

/** Between which values 99 of 100 rows lie. */
export function bandOf(rows: readonly WatchRow[], column: number): { low: number; high: number } {
  const seen = Float64Array.from(
    rows.map(({ values }) => values[column] ?? NaN).filter((value) => !Number.isNaN(value)),
  ).sort();
  const at = (share: number): number => digits(seen[Math.round(share * (seen.length - 1))] ?? 0, 5);
  return { low: at(0.005), high: at(0.995) };
}

function rounded({
  weights,
  followsVariant,
  usualCount,
}: ColumnOperation): ColumnOperation & { weights: number[] } {
  return { weights: weights.map((weight) => digits(weight, 6)), followsVariant, usualCount };
}

/** Significant digits: more would only make the file longer. */
function digits(value: number, significant: number): number {
  return Number(value.toPrecision(significant));
}
