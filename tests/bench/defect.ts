// What judging a line costs: 200 assets with 20 signals each, one row a second for every asset, on one core.
import {
  type Calibration,
  defaultDetectorOptions,
  type DetectorKind,
  type DetectorModel,
  DetectorRun,
  fitAndCalibrate,
} from "#shared/analyse/defect/detector.ts";
import { solved } from "#shared/analyse/defect/mspc/symmetric.ts";
import { boost } from "#shared/analyse/defect/gbdt/boost.ts";
import { type NumberTable, rowOf } from "#shared/analyse/defect/table.ts";
import { cleanProcess } from "#shared/analyse/defect/test-process.ts";
import type { BenchRow, BenchTable } from "./table.ts";

const assets = 200;
const sensors = 20;
const historyRows = 500;
const steps = 300;
/** Steps before those that are measured: the code is compiled in them. */
const warmSteps = 60;
/** Forests are some megabytes each: fewer than assets, yet more together than any cache holds. */
const forests = 20;

type Learnt = { readonly model: DetectorModel; readonly calibration: Calibration };

function learnt(kind: DetectorKind, count: number): Learnt[] {
  return Array.from({ length: count }, (_, index) =>
    fitAndCalibrate(cleanProcess(historyRows, 1 + index, { sensors }), 0.3, {
      ...defaultDetectorOptions,
      kind,
    }),
  );
}

/** Milliseconds of each step of the whole line. */
function stepTimes(table: NumberTable, judge: (asset: number, row: Float64Array) => void): number[] {
  return Array.from({ length: warmSteps + steps }, (_, step) => {
    const startMs = performance.now();
    for (let asset = 0; asset < assets; asset += 1)
      judge(asset, rowOf(table, (step + 7 * asset) % table.rows));
    return performance.now() - startMs;
  }).slice(warmSteps);
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? NaN;
}

function lineTimes(table: NumberTable, models: readonly Learnt[]): number[] {
  const runs = Array.from({ length: assets }, (_, asset) => {
    const { model, calibration } = models[asset % models.length]!;
    return new DetectorRun(model, calibration);
  });
  return stepTimes(table, (asset, row) => {
    runs[asset]!.step(row);
  });
}

/** Mahalanobis' distance as the textbook writes it: the covariance is solved for each row anew, without anything else being judged. */
function naiveTimes(table: NumberTable, models: readonly Learnt[]): number[] {
  let sum = 0;
  const times = stepTimes(table, (asset, row) => {
    const { covariance, standard } = models[asset % models.length]!.model.pca;
    const z = row.map((value, column) => (value - standard.centre[column]!) / standard.spread[column]!);
    sum += solved(covariance, z).reduce((total, value, column) => total + value * z[column]!, 0);
  });
  if (!(sum > 0)) throw new Error("Bug: nothing was judged");
  return times;
}

/** Seconds that 300 boosted trees take of 10,000 rows: as many as the labelled tables there are. */
function boostingS(): number {
  const made = cleanProcess(10_000, 5, { sensors });
  const columns = Array.from({ length: sensors }, (_, column) =>
    Float64Array.from({ length: made.rows }, (_, row) => made.values[row * sensors + column]!),
  );
  // One of the first two above its middle and the other not: two columns are needed to tell, so trees go on growing.
  const isHigh = columns.slice(0, 2).map((column) => {
    const middle = column.toSorted()[column.length / 2]!;
    return column.map((value) => (value > middle ? 1 : 0));
  });
  const labels = Uint8Array.from(isHigh[0]!, (high, row) => (high === isHigh[1]![row]! ? 0 : 1));
  const startMs = performance.now();
  const { roots } = boost({ rows: made.rows, columns }, labels, { mostTrees: 300 });
  if (roots.length !== 300) throw new Error(`Bug: ${roots.length} trees were grown`);
  return (performance.now() - startMs) / 1000;
}

/** Runs the benchmark. */
export async function run(): Promise<BenchTable> {
  await Promise.resolve();
  const table = cleanProcess(1000, 9999, { sensors });
  const mspc = learnt("mspc", assets);
  const usual = lineTimes(table, mspc);
  const naive = naiveTimes(table, mspc);
  const both = learnt("both", forests);
  const withForest = lineTimes(table, both);
  const row = (name: string, times: readonly number[], share: number, most?: number): BenchRow => {
    const value = quantile(times, share);
    const baseline = quantile(naive, share);
    return {
      name,
      value,
      unit: "ms",
      baseline,
      ratio: baseline / value,
      ...(most === undefined ? {} : { target: `<= ${most}`, pass: value <= most }),
    };
  };
  return {
    title: `Judging a line: ${assets} assets with ${sensors} signals, a row of each`,
    notes: [
      "A step judges one row of every asset: three statistics, p and each signal's share. At 1 Hz it has 1,000 ms.",
      "Baseline: the textbook's distance alone, its covariance solved for each row.",
      `With a forest: ${forests} of 50 trees with 256 rows each, shared by the assets. It is an option, off by default.`,
      `${steps} steps; the largest ones are other work on the machine.`,
    ],
    rows: [
      row("step of the line, p99", usual, 0.99, 20),
      row("step of the line, median", usual, 0.5),
      row("step of the line with a forest, p99", withForest, 0.99),
      row("step of the line with a forest, median", withForest, 0.5),
      { name: `300 boosted trees of 10,000 rows, ${sensors} columns`, value: boostingS(), unit: "s" },
    ],
  };
}
