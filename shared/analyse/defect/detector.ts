// The detector of process data: T2, SPE and MEWMA of one model, a forest of random cuts, or both, each told how rare it is by clean rows,
// combined to one p. Looks back only: a row's judgement depends on it and on what came before. The same rows give the same
// flags, live and in replay.
import { conformalP, sortedScores } from "./conformal.ts";
import { defaultForestOptions, Forest, type ForestOptions, Shingle } from "./forest/forest.ts";
import { filledIn, missingShare, mostMissingShare } from "./mspc/conditional.ts";
import { reconstructionContributions, successiveContributions } from "./mspc/contributions.ts";
import { lambdaOf, mewmaMatrix, smooth } from "./mspc/mewma.ts";
import { fitPca, type Components, type Pca } from "./mspc/pca.ts";
import { type Centre, standardised } from "./mspc/standardise.ts";
import { quadraticForm } from "./mspc/symmetric.ts";
import { combinedP, type SerialTail, serialTail, tailP } from "./serial-tail.ts";
import { type NumberTable, rowOf, rowsOf } from "./table.ts";

/** `mspc`: what straight lines say of the columns (T2, SPE, MEWMA); `forest`: how alone a row is among clean ones, whatever their shape. */
export const detectorKinds = ["mspc", "forest", "both"] as const;
export type DetectorKind = (typeof detectorKinds)[number];

export interface DetectorOptions {
  readonly kind: DetectorKind;
  readonly centre: Centre;
  readonly components: Components;
  /** Rows that MEWMA smooths over: shifts that last about so long are what it sees best. */
  readonly smoothingRows: number;
  readonly forest: ForestOptions;
  /** Judges the largest contribution to MEWMA as well: it sees sooner what only a few of many columns show. Default: no. */
  readonly judgesSingle?: boolean;
}

export const defaultDetectorOptions: DetectorOptions = {
  kind: "mspc",
  centre: "mean",
  components: { varianceShare: 0.85 },
  smoothingRows: 15,
  forest: defaultForestOptions,
};

/**
 * What is worked out of each row: z' M z of the standardised row or of the smoothed one, or what it displaces in a forest. `single` is
 * the most that the first would fall by one column.
 */
type Statistic =
  | {
      readonly name: "mewma" | "single" | "t2" | "spe";
      readonly matrix: Float64Array;
      readonly isSmoothed: boolean;
    }
  | { readonly name: "forest"; readonly forest: Forest };

/** What was learnt from clean history. */
export interface DetectorModel {
  readonly options: DetectorOptions;
  readonly pca: Pca;
  readonly statistics: readonly Statistic[];
}

/** What clean rows that the model has not seen say of its statistics. */
export interface Calibration {
  readonly tails: readonly SerialTail[];
  /** Scores of the rows, ascending. */
  readonly scores: Float64Array;
  /** The same in order of time: what limits on incidents are made of. */
  readonly inOrder: Float64Array;
}

/** What judging takes of it: without the order in which clean rows came. */
export type JudgingCalibration = Omit<Calibration, "inOrder">;

export interface Scored {
  /** -log10 of how likely a clean row is as far off, by the tails: 2 = one in 100. NaN when the row is not valid. */
  readonly score: number;
  /** At least the share of clean rows that were as bad: never smaller than 1 / (calibration rows + 1). NaN when not valid. */
  readonly p: number;
  /** Too much of the row is missing to judge it. */
  readonly valid: boolean;
  /** Of the statistic that is rarest: what each kept column has of it, adding up to 1. */
  readonly shares: Float64Array;
}

/** Fewest rows that a model of so many varying columns can be fitted on: covariances of fewer are mostly chance. */
export function leastFitRows(columns: number): number {
  return Math.max(30, columns + 10);
}

/** Learns from clean history in order of time. Throws when no column varies: the caller asks first (`standardOf`). */
export function fitDetector(
  history: NumberTable,
  options: DetectorOptions = defaultDetectorOptions,
): DetectorModel {
  const pca = fitPca(history, options);
  if (pca.standard.columns.length === 0) throw new Error("Bug: a history without a column that varies");
  const rows: Float64Array[] = [];
  for (let row = 0; row < history.rows; row += 1) {
    const z = standardised(pca.standard, rowOf(history, row));
    if (missingShare(z) <= mostMissingShare) rows.push(filledIn(pca.covariance, z));
  }
  return {
    options,
    pca,
    statistics: [
      ...(options.kind === "forest" ? [] : mspcStatistics(pca, rows, options)),
      ...(options.kind === "mspc" ? [] : [forestStatistic(rows, options.forest)]),
    ],
  };
}

/** The model of components and a matrix for smoothed rows, as `fitDetector` puts it together: to read one that was kept. */
export function detectorOf(options: DetectorOptions, pca: Pca, mewma: Float64Array): DetectorModel {
  return { options, pca, statistics: matrixStatistics(options, pca, mewma) };
}

/** The matrix of a model for smoothed rows, to be kept. */
export function mewmaOf({ statistics }: DetectorModel): Float64Array {
  const found = statistics.find(({ name }) => name === "mewma");
  return found?.name === "mewma" ? found.matrix : new Float64Array(0);
}

function matrixStatistics({ judgesSingle }: DetectorOptions, pca: Pca, mewma: Float64Array): Statistic[] {
  return [
    { name: "mewma", matrix: mewma, isSmoothed: true },
    ...(judgesSingle === true ? [{ name: "single" as const, matrix: mewma, isSmoothed: true }] : []),
    { name: "t2", matrix: pca.t2Matrix, isSmoothed: false },
    { name: "spe", matrix: pca.speMatrix, isSmoothed: false },
  ];
}

function mspcStatistics(pca: Pca, rows: readonly Float64Array[], options: DetectorOptions): Statistic[] {
  const { smoothingRows } = options;
  const state = new Float64Array(pca.standard.columns.length);
  const smoothed = rows.map((z) => {
    smooth(state, z, lambdaOf(smoothingRows));
    return Float64Array.from(state);
  });
  // It begins at the centre, so the first rows vary less than later ones.
  const settled = smoothed.slice(Math.min(smoothingRows, smoothed.length >> 2));
  return matrixStatistics(options, pca, mewmaMatrix(pca, settled, smoothingRows));
}

function forestStatistic(rows: readonly Float64Array[], options: ForestOptions): Statistic {
  const width = rows[0]?.length ?? 0;
  const forest = new Forest(options.shingle * width, options);
  const shingle = new Shingle(options.shingle, width);
  for (const z of rows) forest.learn(shingle.next(z));
  return { name: "forest", forest };
}

/** Calibrates on clean rows that follow each other and that the model was not fitted on; `before` are the rows before them. */
export function calibrate(model: DetectorModel, clean: NumberTable, before?: NumberTable): Calibration {
  const run = new StatisticsRun(model);
  if (before !== undefined) for (let row = 0; row < before.rows; row += 1) run.step(rowOf(before, row));
  const seen: number[][] = [];
  // A run that begins with them begins at the centre: its first rows would make the tails too thin.
  const unsettled = before === undefined ? Math.min(model.options.smoothingRows, clean.rows >> 3) : 0;
  for (let row = 0; row < clean.rows; row += 1) {
    const values = run.step(rowOf(clean, row));
    if (values !== undefined && row >= unsettled) seen.push(values);
  }
  const tails = model.statistics.map((_, index) => serialTail(seen.map((values) => values[index] ?? 0)));
  const inOrder = Float64Array.from(seen, (values) => scoreOf(rarities(tails, values)));
  return { tails, scores: sortedScores(inOrder), inOrder };
}

/** Splits one clean history: the last `calibrationShare` calibrates a model of the rest, and is then learnt as well. */
export function fitAndCalibrate(
  history: NumberTable,
  calibrationShare: number,
  options: DetectorOptions = defaultDetectorOptions,
): { model: DetectorModel; calibration: Calibration } {
  const cut = history.rows - Math.round(calibrationShare * history.rows);
  const first = rowsOf(history, 0, cut);
  const calibration = calibrate(fitDetector(first, options), rowsOf(history, cut, history.rows), first);
  // What is judged comes after the newest rows, which tell most of it. A model that knows them too finds clean rows no farther
  // off than the one the calibration was made with: it errs towards fewer flags.
  return { model: fitDetector(history, options), calibration };
}

/** The statistics of rows as they come. */
class StatisticsRun {
  readonly #model: DetectorModel;
  /** The last rows, smoothed. */
  readonly #state: Float64Array;
  readonly #shingle: Shingle;
  /** The last row, standardised and filled in, and with those before it. */
  #z: Float64Array;
  #point: Float64Array;

  constructor(model: DetectorModel) {
    const width = model.pca.standard.columns.length;
    this.#model = model;
    this.#state = new Float64Array(width);
    this.#shingle = new Shingle(model.options.forest.shingle, width);
    this.#z = this.#state;
    this.#point = this.#state;
  }

  /** The values of the model's statistics; undefined when too much is missing. */
  step(row: Float64Array): number[] | undefined {
    const { pca, statistics, options } = this.#model;
    const z = standardised(pca.standard, row);
    if (missingShare(z) > mostMissingShare) return undefined;
    this.#z = filledIn(pca.covariance, z);
    this.#point = this.#shingle.next(this.#z);
    smooth(this.#state, this.#z, lambdaOf(options.smoothingRows));
    return statistics.map((statistic) => {
      if (statistic.name === "forest") return evened(statistic.forest.displacement(this.#point));
      const row = statistic.isSmoothed ? this.#state : this.#z;
      return statistic.name === "single"
        ? Math.max(...reconstructionContributions(statistic.matrix, row))
        : quadraticForm(statistic.matrix, row);
    });
  }

  contributions(index: number): Float64Array {
    const statistic = this.#model.statistics[index];
    if (statistic === undefined) return new Float64Array(0);
    return statistic.name === "forest"
      ? this.#shingle.byColumn(statistic.forest.contributions(this.#point))
      : reconstructionContributions(statistic.matrix, statistic.isSmoothed ? this.#state : this.#z);
  }

  /** The value of a statistic, and how much it falls when columns are put right one after the other. */
  falls(index: number): { value: number; falls: Float64Array } {
    const statistic = this.#model.statistics[index];
    if (statistic === undefined || statistic.name === "forest")
      return { value: 0, falls: new Float64Array(0) };
    const { matrix } = statistic;
    const row = statistic.isSmoothed ? this.#state : this.#z;
    return { value: quadraticForm(matrix, row), falls: successiveContributions(matrix, row) };
  }
}

/**
 * A displacement such that its logarithm, of which tails are made, is spread about evenly: the plain one's leans far upward over
 * clean rows (skewness 1.1 to 1.4 where this has 0.4 to 0.8), and a tail without a lean would call them rare.
 */
function evened(displacement: number): number {
  return Math.exp(-1 / Math.sqrt(displacement));
}

/** Judges rows in order of time. */
export class DetectorRun {
  readonly #model: DetectorModel;
  readonly #calibration: JudgingCalibration;
  readonly #run: StatisticsRun;
  /** How rare each statistic of the last row is. */
  #ps: readonly number[] = [];

  constructor(model: DetectorModel, calibration: JudgingCalibration) {
    this.#model = model;
    this.#calibration = calibration;
    this.#run = new StatisticsRun(model);
  }

  /** Judges the next row; its values are in the order of the history's columns. */
  step(row: Float64Array): Scored {
    const values = this.#run.step(row);
    const size = this.#model.pca.standard.columns.length;
    if (values === undefined) return { score: NaN, p: NaN, valid: false, shares: new Float64Array(size) };
    const ps = rarities(this.#calibration.tails, values);
    this.#ps = ps;
    const score = scoreOf(ps);
    const p = Math.max(10 ** -score, conformalP(this.#calibration.scores, score));
    const contributions = this.#run.contributions(ps.indexOf(Math.min(...ps)));
    const total = contributions.reduce((sum, value) => sum + value, 0);
    return { score, p, valid: true, shares: contributions.map((value) => (total > 0 ? value / total : 0)) };
  }

  /**
   * More of the last row: what each kept column has of its rarest statistic when they are put right one after the other, worst first,
   * adding up to 1; and how likely a clean row is as far off as this one would be if the worst alone was right.
   */
  successive(): { shares: Float64Array; restP: number } {
    const rarest = this.#ps.indexOf(Math.min(...this.#ps));
    // What is left of the largest contribution is judged as what is left of the statistic that it is part of.
    const index = this.#model.statistics[rarest]?.name === "single" ? rarest - 1 : rarest;
    const tail = this.#calibration.tails[index];
    const { value, falls } = this.#run.falls(index);
    const total = falls.reduce((sum, fall) => sum + fall, 0);
    return {
      shares: falls.map((fall) => (total > 0 ? fall / total : 0)),
      restP: tail === undefined ? 1 : tailP(tail, value - Math.max(...falls)),
    };
  }
}

function rarities(tails: readonly SerialTail[], values: readonly number[]): number[] {
  return tails.map((tail, index) => tailP(tail, values[index] ?? 0));
}

function scoreOf(ps: readonly number[]): number {
  return -Math.log10(Math.max(1e-300, combinedP(ps)));
}
