// A person's own model on watch over one asset of a plant: rows in, findings out, as the engine's own watch does it. Its answers come
// later than its rows, but in their order, so that the same rows give the same findings, live and in replay.
import { basename } from "node:path";
import type { Disposable } from "#shared/base/disposable.ts";
import type { Problem } from "#shared/base/problem.ts";
import type { RowWatch } from "#shared/analyse/defect/defect-engine.ts";
import {
  blockThreshold,
  type BlockThreshold,
  conformalP,
  sortedScores,
} from "#shared/analyse/defect/conformal.ts";
import { defaultEpisodeRule, EpisodeTracker } from "#shared/analyse/defect/episodes.ts";
import type { Sha256 } from "#shared/analyse/defect/finding-id.ts";
import { Findings } from "#shared/analyse/defect/watch/findings.ts";
import { blocksPerShift } from "#shared/analyse/defect/watch/fit.ts";
import { sameAssetGapMs } from "#shared/analyse/defect/watch/line-watch.ts";
import { RowGate } from "#shared/analyse/defect/watch/row-gate.ts";
import type { WatchRow } from "#shared/analyse/defect/watch/rows.ts";
import type { DefectFinding, ModelInfo, OwnModel, SignalEvidence } from "#shared/model/defect-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { ModelContribution } from "#shared/analyse/defect/card-scores.ts";
import type { ModelDetectorOptions } from "./model-detector.ts";
import { readModelFolder } from "./model-folder.ts";
import { calibrationOf, cardHash, keptCalibration, type SiteCalibration } from "./site-calibration.ts";
import { modelRow, openForPlant, type WatchedModel } from "./watched-model.ts";

/** Signals that a finding names. */
const namedSignals = 5;

/** Of a row in which the asset stood or warmed up. */
const notCounted = { p: NaN, score: NaN, contributions: [] };

export interface ModelWatchOptions extends ModelDetectorOptions {
  readonly sha256: Sha256;
}

/** A model that somebody brought to a plant, whether it works or not. */
export interface PlantModel extends RowWatch, Disposable {
  /** Why it cannot be used, or no more; undefined while it works or only waits to be calibrated. */
  readonly problem: Problem | undefined;
  /** All rows that it took are judged. */
  settled(): Promise<void>;
}

/**
 * Opens the models of some folders for a plant. Every one is answered for, also one that is broken or not calibrated; only those that
 * were calibrated for another plant are passed over.
 */
export async function openPlantModels(
  folders: readonly string[],
  plant: Plant,
  options: ModelWatchOptions,
): Promise<PlantModel[]> {
  const opened = await Promise.all(folders.map((folder) => openPlantModel(folder, plant, options)));
  return opened.filter((model) => model !== undefined);
}

async function openPlantModel(
  folder: string,
  plant: Plant,
  options: ModelWatchOptions,
): Promise<PlantModel | undefined> {
  const kept = await keptCalibration(folder, options.sha256);
  if (kept.ok && kept.value !== undefined && kept.value.plant !== plant.file.id) return undefined;
  const read = await readModelFolder(folder);
  if (!read.ok) return idle({ name: basename(folder), version: "", state: "disabled" }, read.problems[0]);
  const { card } = read.value;
  const { id: name, version } = card;
  if (!kept.ok) return idle({ name, version, state: "disabled" }, kept.problems[0]);
  // Also one that is not calibrated is tried: better to hear now that it cannot be used.
  const model = await openForPlant(folder, plant, options);
  if (!model.ok) return idle({ name, version, state: "disabled" }, model.problems[0]);
  const { value: calibration } = kept;
  if (
    calibration?.modelSha256 === card.sha256.toLowerCase() &&
    calibration.cardSha256 === cardHash(card, options.sha256)
  )
    return new ModelWatch(model.value, calibration, plant, options.sha256);
  model.value.detector[Symbol.dispose]();
  return idle({
    name,
    version,
    assetId: model.value.assetId,
    state: "notReady",
    why:
      calibration === undefined
        ? "It is not calibrated for this plant, and flags nothing."
        : "It was calibrated as another model than it is now, and flags nothing.",
    hint: calibrateHint,
  });
}

const calibrateHint = "Calibrate it on clean shifts: gemba baseline RECORDING... --model FOLDER.";

/** A model that judges nothing. */
function idle(about: OwnModel, problem?: Problem): PlantModel {
  return {
    problem,
    take: () => undefined,
    findings: () => [],
    about: () => (problem === undefined ? about : { ...about, why: problem.message, hint: problem.hint }),
    settled: () => Promise.resolve(),
    [Symbol.dispose]: () => undefined,
  };
}

class ModelWatch implements PlantModel {
  readonly #model: WatchedModel;
  readonly #info: ModelInfo;
  readonly #units: ReadonlyMap<string, string>;
  readonly #calibration: SiteCalibration;
  readonly #threshold: BlockThreshold;
  readonly #maxima: Float64Array;
  /** Rows of an open episode that are more usual than this are usual again. */
  readonly #offP: number;
  readonly #gate: RowGate;
  readonly #tracker: EpisodeTracker;
  readonly #findings: Findings;
  #isClosed = false;
  #lastProblem: Problem | undefined;
  /** The row that is judged now: the next one waits for it. */
  #last: Promise<void> = Promise.resolve();

  constructor(model: WatchedModel, calibration: SiteCalibration, plant: Plant, sha256: Sha256) {
    const { detector, assetId } = model;
    const { blockMaxima, falsePerShift } = calibration;
    const judged = calibrationOf(calibration);
    detector.restore(judged);
    this.#model = model;
    this.#calibration = calibration;
    this.#units = new Map(plant.signals.map(({ id, unit = "1" }) => [id, unit]));
    this.#info = infoOf(model, calibration);
    this.#threshold = blockThreshold(blockMaxima, { falsePerShift, blocksPerShift, assets: 1 });
    this.#maxima = sortedScores(blockMaxima);
    const onP = this.#threshold.isReady ? conformalP(judged.scores, this.#threshold.threshold) : 0;
    this.#offP = Math.max(defaultEpisodeRule.offP, onP);
    this.#gate = new RowGate(calibration.leastDuty);
    // The threshold is on the largest row of a block, so one row is enough.
    this.#tracker = new EpisodeTracker(assetId, { ...defaultEpisodeRule, onP, offP: this.#offP, needed: 1 });
    this.#findings = new Findings({ transitMs: () => undefined, sameAssetGapMs }, sha256, detector.card.id);
  }

  get problem(): Problem | undefined {
    return this.#isClosed ? this.#lastProblem : this.#model.detector.disabled;
  }

  take(row: WatchRow): void {
    if (row.asset === this.#model.asset) this.#last = this.#last.then(() => this.#judge(row));
  }

  settled(): Promise<void> {
    return this.#last;
  }

  findings(): DefectFinding[] {
    return this.#findings.list(this.#info, this.#maxima);
  }

  about(): OwnModel {
    const { name, version } = this.#info;
    const about = { name, version, assetId: this.#model.assetId, model: this.#info };
    const { problem } = this;
    if (problem !== undefined)
      return { ...about, state: "disabled", why: problem.message, hint: problem.hint };
    if (this.#threshold.isReady) return { ...about, state: "watching" };
    const { blocks, needed } = this.#threshold;
    return {
      ...about,
      state: "notReady",
      why: `Calibrated on ${blocks} of ${needed} clean blocks of ten minutes, and flags nothing.`,
      hint: calibrateHint,
    };
  }

  /** It judges no more; what it said stays. */
  [Symbol.dispose](): void {
    this.#lastProblem = this.problem;
    this.#isClosed = true;
    this.#model.detector[Symbol.dispose]();
  }

  async #judge(row: WatchRow): Promise<void> {
    const { detector, columns } = this.#model;
    const counts = this.#gate.lets(row);
    if (!counts) detector.restart();
    const { p, score, contributions } = counts
      ? await detector.step(modelRow(row, columns), this.#offP)
      : notCounted;
    if (!this.#threshold.isReady) return;
    const { began } = this.#tracker.step({ timeMs: row.toMs, p, state: row.state });
    if (began !== undefined) this.#findings.begin(began, { kind: "condition", witnesses: [] });
    const { open } = this.#tracker;
    if (open === undefined || !(p <= this.#offP)) return;
    const evidence = (): SignalEvidence[] => this.#evidence(contributions);
    this.#findings.update(open, { p, score, evidence, witnesses: () => [] });
  }

  #evidence(contributions: readonly ModelContribution[]): SignalEvidence[] {
    const usual = new Map(this.#calibration.signals.map((each) => [each.signal, each]));
    return [...contributions]
      .sort((a, b) => b.share - a.share)
      .slice(0, namedSignals)
      .map(({ signal, share, observed, expected }) => {
        const { low = observed, high = observed } = usual.get(signal) ?? {};
        const unit = this.#units.get(signal) ?? "1";
        return { signal, unit, share, observed, expected, normalLow: low, normalHigh: high };
      });
  }
}

function infoOf({ detector: { card } }: WatchedModel, calibration: SiteCalibration): ModelInfo {
  const { trainedOn, isSimulated, trainedFromMs, trainedToMs, rows, blockMaxima, falsePerShift } =
    calibration;
  return {
    name: card.id,
    version: card.version,
    sha256: calibration.modelSha256,
    trainedOn: `${card.trainedOn}; calibrated on ${trainedOn}`,
    isSimulated,
    ...(trainedFromMs === undefined ? {} : { trainedFromMs }),
    ...(trainedToMs === undefined ? {} : { trainedToMs }),
    rows,
    blocks: blockMaxima.length,
    falsePerShift,
  };
}
