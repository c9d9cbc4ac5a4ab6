// The bottleneck engine against what is known: oracles (A), the synthetic suite (B), faulty logs (C), open data (E).
import { performance } from "node:perf_hooks";
import { hash32, seededRandom } from "#shared/base/random.ts";
import { calibrationGenerator } from "#shared/analyse/bottleneck/calibration-table.ts";
import { engineName } from "#shared/analyse/bottleneck/line-analysis.ts";
import { judged, type ValidationRow } from "../table.ts";
import type { ValidationOptions, ValidationResult } from "../validate.ts";
import { fitSuite, writeCalibration } from "./calibrate.ts";
import { engineRows, faultRows } from "./engine-rows.ts";
import { selfTestOracle, serialOracles } from "./oracles.ts";
import { serialRows } from "./serial-rows.ts";
import { methodNames, serialWindows } from "./serial-study.ts";
import { speedRows } from "./speed.ts";
import { reportSeeds } from "./suite.ts";
import { changedTruths, generatorHash, readTruth, writeTruth } from "./truth-file.ts";
import { judgeWest } from "./west.ts";

/** What published predictors leave of persistence's errors: (100 - 95.23) / (100 - 94.63). */
const publishedErrorsLeft = (100 * (100 - 95.23)) / (100 - 94.63);

function westRows(seed: number, notes: string[]): ValidationRow[] {
  const west = judgeWest(seed);
  if (west === undefined) {
    notes.push("E was left out: shared/data/west-icrcet-5station is not at hand.");
    return [];
  }
  const { cases, shiftCases } = west;
  const percent = (part: number): number => 100 * part;
  notes.push(
    "E: columns are our forecast and persistence. Published (1,000 replicates): persistence 94.63 %, LSTM 95.23 %; on the three",
    `replicates at hand persistence has ${percent(west.persistence).toFixed(1)} %, so accuracies compare only as errors left of persistence's.`,
    `Our labels equal the published ones in ${percent(west.labelAgreement).toFixed(1)} % of the steps of replicate 000.`,
  );
  return [
    judged(
      {
        measure: "E forecast, 30 steps: accuracy",
        values: [percent(west.accuracy), percent(west.persistence)],
        unit: "%",
        cases,
      },
      { least: 95.3 },
    ),
    judged(
      {
        measure: "E errors left of persistence's",
        values: [(100 * (1 - west.accuracy)) / (1 - west.persistence), 100],
        unit: "%",
        cases,
      },
      { most: Math.round(publishedErrorsLeft * 10) / 10 },
    ),
    judged(
      {
        measure: "E accuracy where the label shifts",
        values: [percent(west.shiftAccuracy), 0],
        unit: "%",
        cases: shiftCases,
      },
      { least: 0.1 },
    ),
    judged(
      { measure: "E Brier score", values: [west.brier, west.persistenceBrier], unit: "", cases },
      { most: Math.round(west.persistenceBrier * 1000) / 1000 },
    ),
  ];
}

/** Measures everything; the table's first column is ours. */
export async function validate(options: ValidationOptions): Promise<ValidationResult> {
  const broken: string[] = [];
  const notes: string[] = [];
  const hash = generatorHash();
  if (options.regenerate) {
    options.tell("truth of 1,000 lines ...");
    await writeTruth(options.workers);
  }
  if (options.calibrate) {
    options.tell("calibration on lines 1-500 ...");
    writeCalibration(fitSuite(readTruth().truths), hash);
    notes.push("The calibration was fitted anew; this run still used the one before: run again.");
  }
  const truth = readTruth();
  if (truth.generator !== hash) broken.push("truth.json is older than its generator: --regenerate");
  if (calibrationGenerator !== hash && !options.calibrate)
    broken.push("calibration-table.ts is older than its generator: --regenerate");
  options.tell("ten truths anew ...");
  const random = seededRandom(hash32("check", options.seed));
  for (const seed of changedTruths(truth, (below) => Math.floor(random.next() * below)))
    broken.push(`the truth of line ${seed} is no longer what its generator makes`);
  const rows: ValidationRow[] = [];
  for (const { name, difference, allowed } of [selfTestOracle(), ...serialOracles()]) {
    const isMet = difference <= allowed;
    if (!isMet) broken.push(`oracle: ${name}`);
    rows.push({
      measure: `A ${name}`,
      values: [difference],
      unit: "",
      target: allowed === 0 ? "0" : `<= ${allowed.toPrecision(2)}`,
      isMet,
    });
  }
  options.tell("serial families ...");
  const records = [...serialWindows(reportSeeds, truth.truths, true)];
  rows.push(...serialRows(records, notes));
  options.tell("families of the engine ...");
  rows.push(...engineRows(truth.truths, notes));
  options.tell("faulty logs ...");
  rows.push(...faultRows(truth.truths));
  options.tell("open data ...");
  rows.push(...westRows(options.seed, notes));
  rows.push(...speedRows(() => performance.now()));
  return {
    engine: engineName,
    table: {
      title: "Bottleneck engine: lines 501-1000 of the suite",
      columns: ["ours", ...methodNames.slice(1)],
      rows,
      notes,
    },
    broken,
  };
}
