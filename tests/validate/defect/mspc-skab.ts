// SKAB by its leaderboard's protocol: of each run the first 400 rows are learnt (the last 30 % of them calibrate), the rest is judged row
// by row, looking back only, and counts are pooled. F1 alone says little there: who always alarms has 0.698.
import {
  defaultDetectorOptions,
  type DetectorKind,
  DetectorRun,
  fitAndCalibrate,
} from "#shared/analyse/defect/detector.ts";
import { defaultEpisodeRule, EpisodeTracker } from "#shared/analyse/defect/episodes.ts";
import { areaUnderRoc } from "#shared/analyse/defect/metrics.ts";
import { toldIncidents } from "#shared/analyse/defect/told-incidents.ts";
import { rowOf, rowsOf } from "#shared/analyse/defect/table.ts";
import { seededRandom } from "#shared/base/random.ts";
import { judged, type ValidationRow } from "../table.ts";
import { readSkab, readSkabNormal, type SkabRun } from "./mspc-data.ts";

const learntRows = 400;
const falseRate = 0.01;
/** False incidents of a clean shift, at most. */
const mostFalse = 2;
/** What is told counts for a change when it comes at most so long after it. */
const changeWindowS = 60;

interface Judged {
  readonly run: SkabRun;
  readonly scores: readonly number[];
  readonly flags: readonly boolean[];
  /** Rows at which an episode was seen to begin or to be over. */
  readonly changes: readonly boolean[];
}

function judgeRun(run: SkabRun, kind: DetectorKind, seed: number): Judged {
  const { model, calibration } = fitAndCalibrate(rowsOf(run.table, 0, learntRows), 0.3, {
    ...defaultDetectorOptions,
    kind,
    forest: { ...defaultDetectorOptions.forest, seed },
  });
  const detector = new DetectorRun(model, calibration);
  const scored = Array.from({ length: run.table.rows - learntRows }, (_, row) =>
    detector.step(rowOf(run.table, learntRows + row)),
  );
  const tracker = new EpisodeTracker(run.name, defaultEpisodeRule);
  return {
    run,
    scores: scored.map(({ score }) => score),
    flags: scored.map(({ p }) => p <= falseRate),
    changes: scored.map(({ p }, row) => {
      const { began, ended } = tracker.step({ timeMs: 1000 * (run.timesS[learntRows + row] ?? NaN), p });
      return began !== undefined || ended !== undefined;
    }),
  };
}

function rocOf(scores: readonly number[], truth: readonly boolean[]): number {
  return areaUnderRoc(Uint8Array.from(truth, Number), Float64Array.from(scores));
}

function pooled(flags: readonly boolean[], truth: readonly boolean[]) {
  const count = (flag: boolean, is: boolean): number =>
    flags.filter((given, row) => given === flag && truth[row] === is).length;
  const [hits, falseOnes, missed, quiet] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ];
  return {
    f1: (2 * hits) / (2 * hits + falseOnes + missed),
    far: (100 * falseOnes) / (falseOnes + quiet),
    mar: (100 * missed) / (missed + hits),
  };
}

/**
 * NAB's standard score in percent as the leaderboard has it: for a window +1 falling to 0 along it (tanh) by when the first change in it
 * is told, -1 without one, -0.11 for each change told outside; 0 = nothing told, 100 = all at once.
 */
function changeScore(all: readonly (readonly [SkabRun, readonly boolean[]])[]): number {
  let score = 0;
  let windows = 0;
  for (const [run, isTold] of all) {
    const times = run.timesS.slice(learntRows);
    const told = times.filter((_, row) => isTold[row] === true);
    const changes = times.filter((_, row) => run.isChange[learntRows + row] === true);
    let before = -Infinity;
    const spans = changes.map((atS): readonly [number, number] => {
      const span = [Math.max(atS, before), atS + changeWindowS] as const;
      before = span[1];
      return span;
    });
    windows += spans.length;
    for (const [fromS, toS] of spans) {
      const first = told.find((timeS) => timeS >= fromS && timeS <= toS);
      if (first === undefined) {
        score -= 1;
        continue;
      }
      const place = -Math.PI / 2 + (Math.PI * (first - fromS)) / (toS - fromS);
      score += 0.5 - (0.5 * Math.tanh(place)) / Math.tanh(Math.PI / 2);
    }
    const outside = told.filter((timeS) => !spans.some(([fromS, toS]) => timeS >= fromS && timeS <= toS));
    score -= 0.11 * outside.length;
  }
  return (100 * (score + windows)) / (2 * windows);
}

/** The rows of SKAB; the second and third columns are a detector that always alarms and a random one. */
export function skabRows(folder: string, seed: number): ValidationRow[] {
  const results = readSkab(folder).map((run) => judgeRun(run, "mspc", seed));
  const truth = results.flatMap(({ run }) => run.isAnomaly.slice(learntRows));
  const random = seededRandom(seed);
  const chances = truth.map(() => random.next());
  const ours = pooled(
    results.flatMap(({ flags }) => flags),
    truth,
  );
  const always = pooled(
    truth.map(() => true),
    truth,
  );
  // As often as ours, so that only the place of the flags is compared.
  const rate = results.flatMap(({ flags }) => flags).filter(Boolean).length / truth.length;
  const chance = pooled(
    chances.map((value) => value <= rate),
    truth,
  );
  const area = rocOf(
    results.flatMap(({ scores }) => scores),
    truth,
  );
  const changeRate = results.flatMap(({ changes }) => changes).filter(Boolean).length / truth.length;
  let at = 0;
  const alwaysRuns = results.map(({ run, changes }) => [run, changes.map(() => true)] as const);
  const chanceRuns = results.map(
    ({ run, changes }) => [run, changes.map(() => (chances[at++] ?? 1) <= changeRate)] as const,
  );
  const row = (measure: string, key: keyof typeof ours, unit: string) => ({
    measure,
    values: [ours[key], always[key], chance[key]],
    unit,
    cases: truth.length,
  });
  return [
    judged(row("SKAB F1", "f1", ""), { least: 0.76 }),
    judged(row("SKAB false alarm rate", "far", "%"), { most: 26.6 }),
    judged(row("SKAB missed alarm rate", "mar", "%"), { most: 25 }),
    judged(
      {
        measure: "SKAB area under ROC",
        values: [area, 0.5, rocOf(chances, truth)],
        unit: "",
        cases: truth.length,
      },
      { least: 0.82 },
    ),
    judged(
      {
        measure: "SKAB change points, NAB standard, 60 s",
        values: [
          changeScore(results.map(({ run, changes }) => [run, changes] as const)),
          changeScore(alwaysRuns),
          changeScore(chanceRuns),
        ],
        unit: "",
        cases: results.reduce(
          (sum, { run }) => sum + run.isChange.slice(learntRows).filter(Boolean).length,
          0,
        ),
      },
      { least: 25.4 },
    ),
  ];
}

/** The same with a forest, alone and beside the components. */
export function skabForestRows(folder: string, seed: number): ValidationRow[] {
  const runs = readSkab(folder);
  const truth = runs.flatMap((run) => run.isAnomaly.slice(learntRows));
  return (["forest", "both"] as const).flatMap((kind) => {
    const results = runs.map((run) => judgeRun(run, kind, seed));
    const rates = pooled(
      results.flatMap(({ flags }) => flags),
      truth,
    );
    const area = rocOf(
      results.flatMap(({ scores }) => scores),
      truth,
    );
    const name = kind === "forest" ? "forest alone" : "both detectors";
    const row = (measure: string, value: number, unit: string): ValidationRow => ({
      measure: `SKAB ${name}: ${measure}`,
      values: [value],
      unit,
      cases: truth.length,
    });
    return [
      row("F1", rates.f1, ""),
      row("false alarm rate", rates.far, "%"),
      row("missed alarm rate", rates.mar, "%"),
      row("area under ROC", area, ""),
    ];
  });
}

/** The run without anomalies: its first half is learnt, what is told of the second is false. */
export function skabNormalRows(folder: string, notes: string[]): ValidationRow[] {
  const table = readSkabNormal(folder);
  const half = table.rows >> 1;
  const { model, calibration } = fitAndCalibrate(rowsOf(table, 0, half), 0.3);
  const detector = new DetectorRun(model, calibration);
  const tracker = new EpisodeTracker("rig", defaultEpisodeRule);
  const rows = table.rows - half;
  const timesMs = Array.from({ length: rows }, (_, row) => row * 1000);
  const judgedRows = timesMs.map((_, row) => detector.step(rowOf(table, half + row)));
  const flags = judgedRows.filter(({ p }) => p <= falseRate).length;
  const episodes = judgedRows.filter(
    ({ p }, row) => tracker.step({ timeMs: row * 1000, p }).began !== undefined,
  ).length;
  const scores = Float64Array.from(judgedRows, ({ score }) => score);
  const told = toldIncidents(calibration.inOrder, 1000, { timesMs, scores }, mostFalse);
  const shifts = rows / (8 * 3600);
  const { learning, drift } = told;
  notes.push(
    learning === undefined
      ? "SKAB normal run on a budget: there were enough clean blocks, and flags were given."
      : `SKAB normal run on a budget (gemba detect --false-incidents ${mostFalse}): learning, ${learning.blocks} of ${learning.needed} blocks, so every flag is withheld and said to be: none is told, true or false.`,
    drift === undefined
      ? "SKAB normal run: no drift was told."
      : `SKAB normal run: drift was told ${(drift.seenRow / 60).toFixed(0)} min into the second half, as having begun at ${(drift.sinceRow / 60).toFixed(0)} min; a new baseline takes a person's word.`,
  );
  return [
    judged(
      {
        measure: "SKAB normal run: rows flagged",
        values: [(100 * flags) / rows, 100],
        unit: "%",
        cases: rows,
      },
      { most: 2 },
    ),
    {
      measure: "SKAB normal run, no budget: false episodes in 8 h",
      values: [episodes / shifts],
      unit: "",
      cases: episodes,
    },
    judged(
      {
        measure: "SKAB normal run, on a budget: false incidents in 8 h",
        values: [told.incidents.length / shifts, episodes / shifts],
        unit: "",
        cases: told.incidents.length,
      },
      { most: mostFalse },
    ),
  ];
}
