// A person's own model as a detector: opened and tried, calibrated on this site's clean rows, then asked row by row. Before it is
// calibrated it judges nothing. Rows are numbers in the order of `signals`; NaN = there is no usable value.
import { type Disposable } from "#shared/base/disposable.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { seededRandom } from "#shared/base/random.ts";
import type { Timers } from "#shared/base/timers.ts";
import {
  fromModel,
  type ModelContribution,
  occluded,
  outputSize,
  residualShares,
  scoreOfOutput,
  sharesOf,
  toModel,
} from "#shared/analyse/defect/card-scores.ts";
import { type CleanRows, cleanRowsOf, completeRow, distances } from "#shared/analyse/defect/clean-rows.ts";
import { conformalP, sortedScores } from "#shared/analyse/defect/conformal.ts";
import { RowWindow } from "#shared/analyse/defect/row-window.ts";
import { type NumberTable, rowOf } from "#shared/analyse/defect/table.ts";
import type { ModelCard } from "#shared/model/model-card-schema.ts";
import { readModelFolder } from "./model-folder.ts";
import { checkPorts } from "./model-ports.ts";
import { type ModelLimits, ModelRunner, type ModelRunnerOptions } from "./model-runner.ts";
import { bindFeatures, type BoundFeature, type ModelSignal } from "./model-signals.ts";
import { outsideRange, unlikeTraining } from "./site-warnings.ts";

/** What a model says of a row. */
export interface ModelScored {
  /** The model's own, the higher the less normal; NaN when the row is not valid. */
  readonly score: number;
  /** At least the share of clean rows that were as bad. NaN when not valid. */
  readonly p: number;
  /** False while the window fills, between strides, with too much missing, before calibration, and once it is disabled. */
  readonly valid: boolean;
  /** One for each signal, in their order; empty when not valid, or not asked for. */
  readonly contributions: readonly ModelContribution[];
}

const notJudged: ModelScored = { score: NaN, p: NaN, valid: false, contributions: [] };

/** What calibrating learnt: kept, and given back to the same model, it judges the same. */
export interface ModelCalibration {
  readonly clean: CleanRows;
  /** Scores of clean rows, ascending. */
  readonly scores: Float64Array;
}

/** What the model says of a clean row, by its place. */
export interface CleanJudgement {
  readonly row: number;
  readonly score: number;
}

export interface ModelDetectorOptions extends Pick<ModelRunnerOptions, "start"> {
  readonly timers: Timers;
  readonly limits?: ModelLimits;
}

/** A judgement that is due: the model's input, and the newest row of it with its gaps filled, in the signals' units. */
interface Due {
  readonly input: Float64Array;
  readonly newest: Float64Array;
}

/** Fewest clean judgements that say anything of how rare a score is. */
const leastJudgements = 20;
/** Signals put to their median, one at a time: the farthest from it. Each costs an answer. */
const mostOccluded = 16;
/** Clean rows asked about in one message: windows of all of them would be too much memory. */
const mostAskedAtOnce = 256;

/** Reads the folder, starts the model and tries it: its ports, its answers, and that it gives the same twice. */
export async function openModel(
  folder: string,
  signals: readonly ModelSignal[],
  { timers, limits, start }: ModelDetectorOptions,
): Promise<Outcome<ModelDetector>> {
  const read = await readModelFolder(folder);
  if (!read.ok) return read;
  const { card, bytes, trainedScores } = read.value;
  const features = bindFeatures(card, signals);
  if (!features.ok) return features;
  const runner = new ModelRunner({
    name: card.id,
    timers,
    ...(limits === undefined ? {} : { limits }),
    ...(start === undefined ? {} : { start }),
  });
  const detector = new ModelDetector(card, features.value, runner, trainedScores);
  const ports = await runner.open(bytes);
  const problems = ports.ok ? checkPorts(card, ports.value) : [...ports.problems];
  if (problems.length === 0) {
    const tried = await detector.tryOut();
    if (tried === undefined) return { ok: true, value: detector, problems: [] };
    problems.push(tried);
  }
  detector[Symbol.dispose]();
  return { ok: false, problems };
}

export class ModelDetector implements Disposable {
  readonly card: ModelCard;
  /** Ids of the signals that a row has, in its order. */
  readonly signals: readonly string[];
  readonly #features: readonly BoundFeature[];
  readonly #runner: ModelRunner;
  readonly #trainedScores: readonly number[];
  #calibration: ModelCalibration | undefined;
  readonly #window: RowWindow;

  constructor(
    card: ModelCard,
    features: readonly BoundFeature[],
    runner: ModelRunner,
    trainedScores: readonly number[],
  ) {
    this.card = card;
    this.signals = features.map(({ signal }) => signal);
    this.#features = features;
    this.#runner = runner;
    this.#trainedScores = trainedScores;
    this.#window = new RowWindow(card.window, card.stride);
  }

  /** Why it judges nothing any more; undefined while it works. It is not started again by itself. */
  get disabled(): Problem | undefined {
    return this.#runner.disabled;
  }

  /** What it was calibrated with; p is never below 1 / (its scores + 1). */
  get calibration(): ModelCalibration | undefined {
    return this.#calibration;
  }

  /** Takes a calibration of this very model that was kept; rows that follow begin with an empty window. */
  restore(calibration: ModelCalibration): void {
    this.#calibration = calibration;
    this.#window.clear();
  }

  /** Asks it about a row of averages and a seeded one, twice: what is wrong with the answers, or undefined. */
  async tryOut(): Promise<Problem | undefined> {
    const random = seededRandom(1);
    const size = this.card.window * this.#features.length;
    const some = Float64Array.from({ length: size }, () => 2 * random.next() - 1);
    const answers = await this.#ask([new Float64Array(size), some, some]);
    if (!answers.ok) return answers.problems[0];
    const [, first, second] = answers.value;
    if (first?.every((value, index) => value === second?.[index]) !== true)
      return this.#runner.disable(
        "not-repeatable",
        "It gives two answers to the same row.",
        "Export it without random parts (dropout, noise): the same row must get the same flag in replay.",
      );
    return undefined;
  }

  /**
   * Learns what its scores are on clean rows of this site, in order of time; nothing is judged before. A row without any value is a
   * gap: windows do not reach over it. Rows that follow begin with an empty window. Answers what it said of each row that was judged.
   */
  async calibrate(clean: NumberTable): Promise<Outcome<readonly CleanJudgement[]>> {
    this.#calibration = undefined;
    this.#window.clear();
    const learnt = cleanRowsOf(clean);
    const dead = clean.columns.filter((_, column) => Number.isNaN(learnt.medians[column] ?? NaN));
    if (dead.length > 0)
      return this.#refuse(
        "no-values",
        `The clean rows have no value of ${dead.slice(0, 5).join(", ")}.`,
        "Give clean rows in which all its signals were measured.",
      );
    const judged: CleanJudgement[] = [];
    let due: { readonly row: number; readonly input: Float64Array }[] = [];
    for (let row = 0; row < clean.rows; row += 1) {
      const taken = this.#take(learnt, rowOf(clean, row));
      if (taken !== undefined) due.push({ row, input: taken.input });
      if (due.length < mostAskedAtOnce && row < clean.rows - 1) continue;
      const answers = await this.#ask(due.map(({ input }) => input));
      if (!answers.ok) return answers;
      due.forEach((asked, index) =>
        judged.push({ row: asked.row, score: this.#score(asked.input, answers.value[index]) }),
      );
      due = [];
    }
    this.#window.clear();
    if (judged.length < leastJudgements)
      return this.#refuse(
        "too-few-rows",
        `Learning, ${judged.length} of ${leastJudgements} clean judgements.`,
        "Give more clean rows without gaps.",
      );
    const scores = sortedScores(judged.map(({ score }) => score));
    if (scores[0] === scores.at(-1))
      return this.#refuse(
        "constant-score",
        `It says ${String(scores[0])} of every clean row.`,
        "Check mean, std and the order of the features: a model that cannot tell clean rows apart tells nothing.",
      );
    this.#calibration = { clean: learnt, scores };
    return {
      ok: true,
      value: judged,
      problems: [
        ...outsideRange(this.card.id, this.#features, clean),
        ...unlikeTraining(this.card.id, scores, this.#trainedScores),
      ],
    };
  }

  /** What follows does not follow the rows before: a stop, or another run. */
  restart(): void {
    this.#window.clear();
  }

  /** Judges the next row in order of time. Contributions cost answers: only a row of `explainedP` or less has them. */
  async step(row: Float64Array, explainedP = 1): Promise<ModelScored> {
    const calibration = this.#calibration;
    if (this.disabled !== undefined || calibration === undefined) return notJudged;
    const due = this.#take(calibration.clean, row);
    if (due === undefined) return notJudged;
    const answers = await this.#ask([due.input]);
    const [output] = answers.ok ? answers.value : [];
    if (output === undefined) return notJudged;
    const score = this.#score(due.input, output);
    const p = conformalP(calibration.scores, score);
    if (p > explainedP) return { score, p, valid: true, contributions: [] };
    const contributions = await this.#contributions(calibration.clean, due, output, score);
    return contributions === undefined ? notJudged : { score, p, valid: true, contributions };
  }

  [Symbol.dispose](): void {
    this.#runner[Symbol.dispose]();
  }

  /** Takes a row into the window; when a judgement is due, the model's input, and the row with its gaps filled. */
  #take(clean: CleanRows, row: Float64Array): Due | undefined {
    // A copy: it stays in the window when the caller fills its row anew.
    const newest = completeRow(clean, Float64Array.from(row));
    if (newest === undefined) {
      this.#window.clear();
      return undefined;
    }
    const rows = this.#window.take(newest);
    if (rows === undefined) return undefined;
    const size = this.#features.length;
    const input = new Float64Array(rows.length * size);
    rows.forEach((values, at) => {
      this.#features.forEach((feature, index) => {
        input[at * size + index] = toModel(feature, values[index] ?? NaN);
      });
    });
    return { input, newest };
  }

  /** Its answers to inputs; one that is no number disables it. */
  async #ask(rows: readonly Float64Array[]): Promise<Outcome<readonly Float64Array[]>> {
    const { input, output } = this.card;
    const answers = await this.#runner.run({
      input: { name: input.name, type: input.dtype, shape: input.shape },
      output: { name: output.name, size: outputSize(this.card) },
      rows,
    });
    if (!answers.ok || answers.value.every((values) => values.every(Number.isFinite))) return answers;
    const problem = this.#runner.disable(
      "not-a-number",
      "It answered with something that is no number (NaN or infinite).",
      "Check mean and std of its features, and train it so that it has an answer to every row.",
    );
    return { ok: false, problems: [problem] };
  }

  #score(input: Float64Array, output: Float64Array | undefined): number {
    return output === undefined ? NaN : scoreOfOutput(this.card, input, output);
  }

  #usual(clean: CleanRows, feature: number): number {
    const scale = this.#features[feature];
    return scale === undefined ? NaN : toModel(scale, clean.medians[feature] ?? NaN);
  }

  /** The features that are farthest from their median, in their order. */
  #farthest(clean: CleanRows, row: Float64Array): number[] {
    const away = distances(clean, row);
    return [...away.keys()]
      .sort((a, b) => (away[b] ?? 0) - (away[a] ?? 0) || a - b)
      .slice(0, mostOccluded)
      .sort((a, b) => a - b);
  }

  /** What each signal has of a score; undefined when the model failed on the way. */
  async #contributions(
    clean: CleanRows,
    { input, newest }: Due,
    output: Float64Array,
    score: number,
  ): Promise<ModelContribution[] | undefined> {
    const size = this.#features.length;
    const isRebuilt = this.card.task === "reconstruction";
    let shares: Float64Array;
    if (isRebuilt) shares = residualShares(size, input, output);
    else {
      const asked = this.#farthest(clean, newest);
      const answers = await this.#ask(
        asked.map((feature) => occluded(input, size, feature, this.#usual(clean, feature))),
      );
      if (!answers.ok) return undefined;
      shares = this.#falls(score, input, asked, answers.value);
    }
    // Of a window the newest row is what a person looks at.
    const last = input.length - size;
    return this.#features.map((feature, index) => ({
      signal: feature.signal,
      share: shares[index] ?? 0,
      observed: newest[index] ?? NaN,
      expected: isRebuilt ? fromModel(feature, output[last + index] ?? NaN) : (clean.medians[index] ?? NaN),
    }));
  }

  /** How much the score falls with each feature at its median, as shares. */
  #falls(
    score: number,
    input: Float64Array,
    asked: readonly number[],
    outputs: readonly Float64Array[],
  ): Float64Array {
    const falls = new Float64Array(this.#features.length);
    asked.forEach((feature, index) => {
      falls[feature] = score - this.#score(input, outputs[index]);
    });
    return sharesOf(falls);
  }

  #refuse(id: string, message: string, hint: string): Outcome<never> {
    return {
      ok: false,
      problems: [{ path: ["models", this.card.id], id, severity: "error", message, hint }],
    };
  }
}
