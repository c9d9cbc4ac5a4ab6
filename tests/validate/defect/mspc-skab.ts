// SKAB by its leaderboard's protocol: of each run the first 400 rows are learnt (the last 30 % of them calibrate), the rest is judged row
// by row, looking back only, and counts are pooled. F1 alone says little there: who always alarms has 0.698.
import { DetectorRun, fitAndCalibrate } from "#shared/analyse/defect/detector.ts";
import { defaultEpisodeRule, EpisodeTracker } from "#shared/analyse/defect/episodes.ts";
import { rowOf, rowsOf } from "#shared/analyse/defect/table.ts";
import { seededRandom } from "#shared/base/random.ts";
import { judged, type ValidationRow } from "../table.ts";
import { readSkab, readSkabNormal, type SkabRun } from "./mspc-data.ts";

const learntRows = 400;
const falseRate = 0.01;
/** What is told counts for a change when it comes at most so long after it. */
const changeWindowS = 60;

interface Judged {
  readonly run: SkabRun;
  readonly scores: readonly number[];
  readonly flags: readonly boolean[];
  /** Rows at which an episode was seen to begin or to be over. */
  readonly changes: readonly boolean[];
}

function judgeRun(run: SkabRun): Judged {
  const { model, calibration } = fitAndCalibrate(rowsOf(run.table, 0, learntRows), 0.3);
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

/** Area under the ROC by ranks; ties count half. */
function areaUnderRoc(scores: readonly number[], truth: readonly boolean[]): number {
  const order = scores.map((_, row) => row).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && scores[order[to + 1] ?? 0] === scores[order[from] ?? 0]) to += 1;
    for (let at = from; at <= to; at += 1) if (truth[order[at] ?? 0] === true) rankSum += (from + to) / 2 + 1;
    from = to + 1;
  }
  const positive = truth.filter(Boolean).length;
  return (rankSum - (positive * (positive + 1)) / 2) / positive / (truth.length - positive);
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
  const results = readSkab(folder).map(judgeRun);
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
  const area = areaUnderRoc(
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
        values: [area, 0.5, areaUnderRoc(chances, truth)],
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

/** The run without anomalies: its first half is learnt, what is told of the second is false. */
export function skabNormalRows(folder: string): ValidationRow[] {
  const table = readSkabNormal(folder);
  const half = table.rows >> 1;
  const { model, calibration } = fitAndCalibrate(rowsOf(table, 0, half), 0.3);
  const detector = new DetectorRun(model, calibration);
  const tracker = new EpisodeTracker("rig", defaultEpisodeRule);
  let flags = 0;
  let episodes = 0;
  for (let row = half; row < table.rows; row += 1) {
    const { p } = detector.step(rowOf(table, row));
    if (p <= falseRate) flags += 1;
    if (tracker.step({ timeMs: row * 1000, p }).began !== undefined) episodes += 1;
  }
  const rows = table.rows - half;
  const shifts = rows / (8 * 3600);
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
    judged(
      {
        measure: "SKAB normal run: false episodes in 8 h",
        values: [episodes / shifts],
        unit: "",
        cases: episodes,
      },
      { most: 2 },
    ),
  ];
}
