// Watches the machines of a plant: facts in, findings out. A pure fold: the same facts in the same order give the same findings, however
// they come in batches. What is learnt decides what is a flag; without it, machines are only ranked.
import type { DefectFinding, ModelInfo, WatchItem } from "#shared/model/defect-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { sortedScores } from "../conformal.ts";
import { defaultEpisodeRule, type Episode, EpisodeTracker } from "../episodes.ts";
import { engine, type Sha256 } from "../finding-id.ts";
import { AssetJudge, type Judgement } from "./asset-judge.ts";
import { modelOf } from "./asset-model.ts";
import { transits } from "./downstream.ts";
import { Findings, type Told } from "./findings.ts";
import { blockOf, thresholdOf } from "./fit.ts";
import { learnAsset } from "./learn-asset.ts";
import type { Learnt, LearntAsset } from "./learnt-schema.ts";
import { RecentResults } from "./results.ts";
import { type WatchedAsset, WatchRows, type WatchRow } from "./rows.ts";
import { type Heard, witnessesOf } from "./witnesses.ts";

/** An asset's next episode so soon after its last one is of the same incident. */
export const sameAssetGapMs = 15 * 60_000;
/** Rows and finished parts of an asset that are remembered for witnesses. */
const keptRows = 180;
const keptParts = 400;
/** Rows that a watch without anything learnt learns from, to rank. */
const firstRows = 120;
/** What is worth a look, at most, how unusual at least (one clean row in 100, or in 10 while learning), and how recent. */
const mostItems = 5;
const leastItemScore = 2;
const leastLearningScore = 1;
const longestItemMs = 15 * 60_000;
/** Rows that must be missing too much before it is said, of those in which the asset ran. */
const leastRunRows = 10;

export interface LineWatchOptions {
  /** For the ids of findings. */
  readonly sha256: Sha256;
  /** Hears every row of every asset, for who else judges them. */
  readonly onRow?: (row: WatchRow) => void;
}

/** One watched asset. */
interface Watched {
  readonly asset: WatchedAsset;
  judge: AssetJudge | undefined;
  readonly tracker: EpisodeTracker;
  /** Rows to learn from while nothing is learnt. */
  first: WatchRow[];
  readonly recent: { toMs: number; z: Float64Array }[];
  /** Parts that it was done with, oldest first. */
  readonly made: Map<string, number>;
  last: { toMs: number; score: number } | undefined;
  runRows: number;
  missingRows: number;
}

export class LineWatch {
  /** What flags are made with; undefined when nothing is learnt. */
  readonly model: ModelInfo | undefined;
  readonly #plant: Plant;
  readonly #learnt: Learnt | undefined;
  readonly #rows: WatchRows;
  readonly #watched: readonly Watched[];
  readonly #byRow: ReadonlyMap<number, Watched>;
  readonly #results: RecentResults;
  readonly #findings: Findings;
  readonly #threshold: ReturnType<typeof thresholdOf>;
  readonly #maxima: Float64Array;
  /** Rows of an open episode that are more usual than this are usual again. */
  readonly #offP: number;
  #nowMs = -Infinity;
  /** Blocks in which something was judged, while nothing is learnt. */
  #blocks = 0;
  #lastBlock = NaN;

  constructor(plant: Plant, learnt: Learnt | undefined, { sha256, onRow }: LineWatchOptions) {
    this.#plant = plant;
    this.#learnt = learnt;
    this.#threshold = thresholdOf(learnt ?? { lineMaxima: [], falsePerShift: 1 });
    this.#maxima = sortedScores(learnt?.lineMaxima ?? []);
    this.#rows = new WatchRows(plant, (row) => {
      this.#judge(row);
      onRow?.(row);
    });
    this.#results = new RecentResults(learnt?.characteristics ?? []);
    this.#findings = new Findings({ transitMs: transits(plant), sameAssetGapMs }, sha256);
    const onP = this.#threshold.isReady ? 10 ** -this.#threshold.threshold : 0;
    // Where the limit of a small line is looser than one row in a hundred, what begins an episode must not end it.
    this.#offP = Math.max(defaultEpisodeRule.offP, onP);
    const rule = {
      ...defaultEpisodeRule,
      onP,
      offP: this.#offP,
      // The threshold is on the largest row of a block, so one row is enough; it is smoothed over ten as it is.
      needed: 1,
    };
    this.#watched = this.#rows.assets.map((asset): Watched => {
      const known = learnt?.assets.find(({ assetId }) => assetId === asset.id);
      return {
        asset,
        judge: known === undefined ? undefined : this.#judgeOf(asset, known, learnt?.variants ?? []),
        tracker: new EpisodeTracker(asset.id, rule),
        first: [],
        recent: [],
        made: new Map(),
        last: undefined,
        runRows: 0,
        missingRows: 0,
      };
    });
    this.#byRow = new Map(this.#watched.map((watched) => [watched.asset.row, watched]));
    if (learnt !== undefined) this.model = infoOf(learnt);
  }

  /** Takes the next fact in order of arrival. */
  take(fact: Fact): void {
    this.#rows.take(fact);
    this.#nowMs = Math.max(this.#nowMs, fact.receivedMs);
    if (fact.kind === "result")
      this.#results.take(fact.result, this.#rows.variantOf(fact.result.serial), this.#nowMs);
    else if (fact.kind === "part" && fact.event.verb === "leave") {
      const made = this.#byRow.get(fact.assetRow)?.made;
      if (made === undefined) return;
      made.delete(fact.event.serial);
      made.set(fact.event.serial, this.#nowMs);
      const [oldest] = made.keys();
      if (made.size > keptParts && oldest !== undefined) made.delete(oldest);
    }
  }

  /** All facts until `toMs` are there: rows whose window is over are judged. */
  advance(toMs: number): void {
    this.#rows.advance(toMs);
    this.#nowMs = Math.max(this.#nowMs, toMs);
  }

  /** All that was found so far, first found first; at most the last few hundred. */
  findings(): DefectFinding[] {
    if (this.model === undefined) return [];
    return this.#findings.list(this.model, this.#maxima);
  }

  /** What is most unusual now and no flag, or rises slowly; most first. */
  watch(): WatchItem[] {
    const least = this.#threshold.isReady ? leastItemScore : leastLearningScore;
    const items = this.#watched.flatMap(({ asset, judge, tracker, last }) => {
      if (judge === undefined || last === undefined || tracker.open !== undefined) return [];
      if (this.#nowMs - last.toMs > longestItemMs || !(last.score >= least || judge.drift > 1)) return [];
      const item: WatchItem = {
        assetId: asset.id,
        timeMs: last.toMs,
        score: last.score,
        signals: judge.evidence(this.#unitOf),
        ...(judge.drift > 1 ? { risesSinceMs: judge.risesSinceMs } : {}),
      };
      return [{ item, rank: Math.max(last.score / least, judge.drift) }];
    });
    return items
      .sort((a, b) => b.rank - a.rank)
      .slice(0, mostItems)
      .map(({ item }) => item);
  }

  /** What cannot be judged, in words. */
  notJudged(): { assetId: string; why: string }[] {
    const told = (this.#learnt?.notLearnt ?? []).map(({ assetId, why }) => ({ assetId, why }));
    for (const { asset, judge, runRows, missingRows, first } of this.#watched) {
      const seldom = (judge?.model.learnt.seldom ?? []).map((id) => id.slice(asset.id.length + 1));
      if (seldom.length > 0)
        told.push({
          assetId: asset.id,
          why: `Not watched, because measured too seldom for rows of a minute: ${seldom.join(", ")}.`,
        });
      if (runRows >= leastRunRows && missingRows > runRows / 2)
        told.push({
          assetId: asset.id,
          why: `More than 30 % of its signals were missing in ${missingRows} of ${runRows} minutes in which it ran.`,
        });
      if (this.#learnt === undefined && judge === undefined)
        told.push({
          assetId: asset.id,
          why: `Looked at for ${Math.min(first.length, firstRows)} of ${firstRows} minutes of running.`,
        });
      else if (judge === undefined && !told.some(({ assetId }) => assetId === asset.id))
        told.push({ assetId: asset.id, why: "It is not in what was learnt." });
    }
    return told;
  }

  /** Clean blocks so far and needed; undefined when there are enough to flag by. */
  learning(): { blocks: number; needed: number } | undefined {
    if (this.#threshold.isReady) return undefined;
    const { blocks, needed } = this.#threshold;
    return { blocks: this.#learnt === undefined ? Math.min(this.#blocks, needed) : blocks, needed };
  }

  #judge(row: WatchRow): void {
    const watched = this.#watched[row.asset];
    if (watched === undefined) return;
    const { judge, tracker } = watched;
    if (judge === undefined) {
      if (this.#learnt === undefined && row.state === "run") this.#learnToRank(watched, row);
      return;
    }
    const judgement = judge.step(row);
    if (row.state === "run") this.#count(watched, judgement);
    if (judgement.z.length > 0) watched.recent.push({ toMs: row.toMs, z: judgement.z });
    if (watched.recent.length > keptRows) watched.recent.shift();
    if (!Number.isNaN(judgement.score)) this.#note(watched, row.toMs, judgement.score);
    if (!this.#threshold.isReady) return;
    const p = 10 ** -judgement.score;
    const { began, ended } = tracker.step({
      timeMs: row.toMs,
      p,
      state: row.state,
      sinceMs: judgement.sinceMs,
    });
    if (began !== undefined) this.#findings.begin(began, this.#toldOf(watched, judge, began));
    if (tracker.open !== undefined && p <= this.#offP) this.#show(watched, judge, tracker.open, judgement);
    if (ended?.endedBy === "state") judge.restart();
    else if (ended !== undefined) judge.forgetRise();
  }

  #show(watched: Watched, judge: AssetJudge, episode: Episode, { p, score }: Judgement): void {
    this.#findings.update(episode, {
      p,
      score,
      evidence: () => judge.evidence(this.#unitOf),
      witnesses: () => this.#hear(watched, judge, episode).witnesses,
    });
  }

  /** One signal alone, and nobody who would have moved with it did: that signal's sensor. */
  #toldOf(watched: Watched, judge: AssetJudge, episode: Episode): Told {
    if (!judge.isOneSignal()) return { kind: "condition", witnesses: [] };
    const { witnesses, isSensor } = this.#hear(watched, judge, episode);
    return { kind: isSensor ? "sensor" : "condition", witnesses };
  }

  #hear({ asset, recent, made }: Watched, judge: AssetJudge, { onsetMs }: Episode): Heard {
    const suspect = judge.evidence(this.#unitOf)[0]?.signal;
    const plantAsset = this.#plant.assets[asset.row];
    if (suspect === undefined || plantAsset === undefined) return { witnesses: [], isSensor: false };
    return witnessesOf(this.#plant, plantAsset, suspect, {
      model: judge.model,
      rows: recent.filter(({ toMs }) => toMs > onsetMs).map(({ z }) => z),
      onsetMs,
      made: new Set([...made].filter(([, timeMs]) => timeMs > onsetMs).map(([serial]) => serial)),
      results: this.#results,
    });
  }

  #note(watched: Watched, toMs: number, score: number): void {
    watched.last = { toMs, score };
    const block = blockOf(toMs);
    if (block !== this.#lastBlock) this.#blocks += 1;
    this.#lastBlock = block;
  }

  /** Half of the old count stays for each hundred rows, so that it tells of the last hours. */
  #count(watched: Watched, { isMissing }: Judgement): void {
    watched.runRows += 1;
    if (isMissing) watched.missingRows += 1;
    if (watched.runRows < 200) return;
    watched.runRows = Math.round(watched.runRows / 2);
    watched.missingRows = Math.round(watched.missingRows / 2);
  }

  /** The first rows of an asset may hold a fault: what is learnt from them only ranks. */
  #learnToRank(watched: Watched, row: WatchRow): void {
    watched.first.push(row);
    if (watched.first.length < firstRows) return;
    const [fit, tails] = [watched.first.slice(0, firstRows / 2), watched.first.slice(firstRows / 2)];
    const signals = watched.asset.signalRows.flatMap((signalRow) => this.#plant.signals[signalRow] ?? []);
    const variants = this.#plant.file.variants.map(({ id }) => id);
    const learnt = learnAsset(watched.asset.id, signals, { fit, tails, later: tails }, variants);
    watched.first = [];
    if (typeof learnt !== "string") watched.judge = this.#judgeOf(watched.asset, learnt, variants);
  }

  #judgeOf(asset: WatchedAsset, learnt: LearntAsset, variants: readonly string[]): AssetJudge {
    const places = learnt.columns.map(({ signal }) =>
      asset.signalRows.findIndex((row) => this.#plant.signals[row]?.id === signal),
    );
    return new AssetJudge(modelOf(learnt, places, variants));
  }

  readonly #unitOf = (signal: string): string =>
    this.#plant.signals[this.#plant.signalRowById.get(signal) ?? -1]?.unit ?? "1";
}

function infoOf(learnt: Learnt): ModelInfo {
  const { sha256, trainedOn, isSimulated, trainedFromMs, trainedToMs, assets, lineMaxima, falsePerShift } =
    learnt;
  const { agreed } = learnt;
  return {
    ...engine,
    sha256,
    trainedOn,
    isSimulated,
    ...(trainedFromMs === undefined ? {} : { trainedFromMs }),
    ...(trainedToMs === undefined ? {} : { trainedToMs }),
    rows: assets.reduce((sum, { rows }) => sum + rows, 0),
    blocks: lineMaxima.length,
    falsePerShift,
    ...(agreed === undefined ? {} : { agreed: { by: agreed.by, because: agreed.because } }),
  };
}
