// Tennessee Eastman: our T2 and Q against the table of the classic protocol, then limits from calibration rows alone.
import {
  calibrate,
  type Calibration,
  type DetectorModel,
  DetectorRun,
  fitDetector,
} from "#shared/analyse/defect/detector.ts";
import { fitPca, judgeRow, type Pca } from "#shared/analyse/defect/mspc/pca.ts";
import { type NumberTable, rowOf, rowsOf, withLags } from "#shared/analyse/defect/table.ts";
import { seededRandom } from "#shared/base/random.ts";
import { judged, type ValidationRow } from "../table.ts";
import { readTep, tepFaultRow } from "./mspc-data.ts";

/** Missed-detection rates of T2 and Q with 11 components, limits at 1 % of d00_te (defects.md 1.2). */
const classicTable: readonly (readonly [number, number])[] = [
  [0.007, 0.003],
  [0.02, 0.014],
  [1, 0.991],
  [0.96, 0.041],
  [0.777, 0.745],
  [0.011, 0],
  [0.098, 0],
  [0.034, 0.024],
  [0.998, 0.983],
  [0.667, 0.647],
  [0.795, 0.355],
  [0.029, 0.025],
  [0.06, 0.045],
  [0.169, 0],
  [0.986, 0.968],
  [0.84, 0.743],
  [0.26, 0.109],
  [0.114, 0.101],
  [0.998, 0.876],
  [0.709, 0.544],
  [0.743, 0.566],
];
/** Faults that linear statistics cannot see. */
const hiddenFaults = [3, 9, 15];
const faults = classicTable.map((_, index) => index + 1);
const falseRate = 0.01;

const share = (flags: readonly boolean[]): number => flags.filter(Boolean).length / flags.length;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function statistics(pca: Pca, table: NumberTable): { t2: number; spe: number }[] {
  return Array.from({ length: table.rows }, (_, row) => judgeRow(pca, rowOf(table, row)));
}

function quantile(values: readonly number[], at: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(at * values.length) - 1] ?? NaN;
}

function flagsOf(model: DetectorModel, calibration: Calibration, table: NumberTable): boolean[] {
  const run = new DetectorRun(model, calibration);
  return Array.from({ length: table.rows }, (_, row) => run.step(rowOf(table, row)).p <= falseRate);
}

/** Missed where a fault is, and false flags before it, of files judged by one detector. */
function rates(model: DetectorModel, calibration: Calibration, files: ReadonlyMap<number, NumberTable>) {
  const missed: number[] = [];
  const early: number[] = [];
  for (const [fault, table] of files) {
    const flags = flagsOf(model, calibration, table);
    early.push(share(flags.slice(0, tepFaultRow)));
    if (!hiddenFaults.includes(fault)) missed.push(1 - share(flags.slice(tepFaultRow)));
  }
  return { missed: mean(missed), early: mean(early) };
}

/** The rows of Tennessee Eastman; the second and third columns are a detector that always alarms and a random one. */
export function tepRows(folder: string, seed: number): ValidationRow[] {
  const clean = readTep(folder, "d00");
  const cleanTest = readTep(folder, "d00_te");
  const files = new Map(
    faults.map((fault) => [fault, readTep(folder, `d${String(fault).padStart(2, "0")}_te`)]),
  );

  const pca = fitPca(clean, { centre: "mean", components: { count: 11 } });
  const onClean = statistics(pca, cleanTest);
  let worst = 0;
  for (const statistic of ["t2", "spe"] as const) {
    const limit = quantile(
      onClean.map((values) => values[statistic]),
      1 - falseRate,
    );
    for (const [fault, table] of files) {
      const missed = statistics(pca, table)
        .slice(tepFaultRow)
        .map((values) => values[statistic] <= limit);
      const published = classicTable[fault - 1]?.[statistic === "t2" ? 0 : 1] ?? NaN;
      worst = Math.max(worst, Math.abs(share(missed) - published));
    }
  }

  const random = seededRandom(seed);
  const byChance = (): number => share(Array.from({ length: 800 }, () => random.next() <= falseRate));
  const whole = fitDetector(clean);
  const { missed, early } = rates(whole, calibrate(whole, cleanTest), files);
  const first = rowsOf(clean, 0, 300);
  const part = fitDetector(first);
  const byRest = calibrate(part, rowsOf(clean, 300, 500), first);
  const split = rates(part, byRest, files);
  return [
    judged(
      {
        measure: "TEP T2 and Q: largest difference to the table",
        values: [worst],
        unit: "",
        cases: 2 * faults.length,
      },
      { most: 0.02 },
    ),
    judged(
      {
        measure: "TEP combined: mean missed, 18 faults",
        values: [missed, 0, 1 - byChance()],
        unit: "",
        cases: 18 * 800,
      },
      { most: 0.252 },
    ),
    judged(
      {
        measure: "TEP combined: false flags before the faults",
        values: [100 * early, 100, 100 * byChance()],
        unit: "%",
        cases: 21 * tepFaultRow,
      },
      { most: 1 },
    ),
    judged(
      {
        measure: "TEP fit 300, calibrate 200: false flags on d00_te",
        values: [100 * share(flagsOf(part, byRest, cleanTest)), 100, 100 * byChance()],
        unit: "%",
        cases: cleanTest.rows,
      },
      { most: 2 },
    ),
    judged(
      {
        measure: "TEP the same: false flags before the faults",
        values: [100 * split.early, 100, 100 * byChance()],
        unit: "%",
        cases: 21 * tepFaultRow,
      },
      { most: 2 },
    ),
    {
      measure: "TEP the same: mean missed, 18 faults",
      values: [split.missed, 0, 1 - byChance()],
      unit: "",
      cases: 18 * 800,
    },
  ];
}

/** Dynamic PCA alone: T2 or SPE of rows with the two before them, half of the false rate each, limits on d00_te. */
export function dynamicPcaRows(folder: string): ValidationRow[] {
  const lags = 2;
  const pca = fitPca(withLags(readTep(folder, "d00"), lags), {
    centre: "mean",
    components: { varianceShare: 0.85 },
  });
  const judge = (name: string) => statistics(pca, withLags(readTep(folder, name), lags));
  const clean = judge("d00_te");
  const limitOf = (statistic: "t2" | "spe"): number =>
    quantile(
      clean.map((values) => values[statistic]),
      1 - falseRate / 2,
    );
  const limits = { t2: limitOf("t2"), spe: limitOf("spe") };
  const missed: number[] = [];
  const early: number[] = [];
  for (const fault of faults) {
    const flags = judge(`d${String(fault).padStart(2, "0")}_te`).map(
      ({ t2, spe }) => t2 > limits.t2 || spe > limits.spe,
    );
    early.push(share(flags.slice(0, tepFaultRow - lags)));
    if (!hiddenFaults.includes(fault)) missed.push(1 - share(flags.slice(tepFaultRow - lags)));
  }
  return [
    judged(
      { measure: "TEP dynamic PCA alone: mean missed", values: [mean(missed), 0], unit: "", cases: 18 * 800 },
      { most: 0.252 },
    ),
    judged(
      {
        measure: "TEP dynamic PCA alone: false flags before",
        values: [100 * mean(early), 100],
        unit: "%",
        cases: 21 * (tepFaultRow - lags),
      },
      { most: 1 },
    ),
  ];
}
