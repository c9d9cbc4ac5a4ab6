// One plant under watch: the defect engine over a log, which may grow, and which of its findings were told.
import type { Disposable } from "#shared/base/disposable.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { DefectEngine, toldFinding } from "#shared/analyse/defect/defect-engine.ts";
import type { Learnt } from "#shared/analyse/defect/watch/learnt-schema.ts";
import type { Fact, Finding } from "#shared/model/fact.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import type { DefectQuestion, LogOrigin } from "./analysis-messages.ts";
import { unpacked } from "./fact-batch.ts";
import { openPlantModels, type PlantModel } from "../models/model-watch.ts";
import { processTimers } from "../process-timers.ts";
import { watchedFacts } from "./log-facts.ts";
import { sha256 } from "./sha256.ts";

/** What is known of a plant when all is well, or undefined; problems of its file are told once. */
export type LearntOf = (plant: Plant) => Promise<Outcome<Learnt | undefined>>;

/** What plants are watched with. */
export interface WatchMeans {
  readonly learntOf: LearntOf;
  /** Folders of models that people brought. */
  readonly models: readonly string[];
}

export class WatchedPlant implements Disposable {
  /** Why nothing can be said of it. */
  readonly refused: Problem | undefined;
  readonly #engine: DefectEngine | undefined;
  readonly #models: readonly PlantModel[];
  /** What was wrong with what was learnt and with models, as long as nobody was told. */
  #problems: readonly Problem[];
  readonly #toldModels = new Set<PlantModel>();
  /** Findings that were told, and whether each was over then. */
  readonly #told = new Map<string, boolean>();

  private constructor(
    engine: DefectEngine | undefined,
    models: readonly PlantModel[],
    problems: readonly Problem[],
    refused?: Problem,
  ) {
    this.#engine = engine;
    this.#models = models;
    this.#problems = problems;
    this.refused = refused;
  }

  static async open(from: LogOrigin, means: WatchMeans): Promise<WatchedPlant> {
    if (from.kind === "recording") {
      const timeline = await FileTimeline.open(from.path, from.path);
      if (!timeline.ok) return new WatchedPlant(undefined, [], [], timeline.problems[0]);
      const { value } = timeline;
      const plant = await WatchedPlant.#of(value.plant, means);
      await plant.#read(value, -Infinity, Infinity);
      value.close();
      // Nothing more will come: what models said stays, and they need not.
      plant[Symbol.dispose]();
      return plant;
    }
    const plant = await WatchedPlant.#of(resolvePlant(from.plant), means);
    for (const path of from.history) {
      const timeline = await FileTimeline.open(path, path);
      // What cannot be read of the past is missing; what comes is watched all the same.
      if (!timeline.ok) continue;
      await plant.#read(timeline.value, from.fromMs, from.heldMs);
      timeline.value.close();
    }
    plant.take(unpacked(from.facts), from.toMs);
    return plant;
  }

  static async #of(plant: Plant, { learntOf, models: folders }: WatchMeans): Promise<WatchedPlant> {
    const learnt = await learntOf(plant);
    const models = await openPlantModels(folders, plant, { timers: processTimers, sha256 });
    return new WatchedPlant(
      new DefectEngine(plant, learnt.ok ? learnt.value : undefined, sha256, models),
      models,
      learnt.problems,
    );
  }

  /** Takes what arrived until `toMs`. */
  take(facts: Iterable<Fact>, toMs: number): void {
    for (const fact of facts) {
      // Told before this host started: not once more.
      if (fact.kind === "finding") this.#told.set(fact.finding.id, fact.finding.endMs !== undefined);
      else this.#engine?.take(fact);
    }
    this.#engine?.advance(toMs);
  }

  /** Models have judged all rows that were taken. */
  async settled(): Promise<void> {
    await Promise.all(this.#models.map((model) => model.settled()));
  }

  /** What went wrong since this was asked last. */
  problems(): Problem[] {
    const ofModels = this.#models.flatMap((model) => {
      const { problem } = model;
      if (problem === undefined || this.#toldModels.has(model)) return [];
      this.#toldModels.add(model);
      return [problem];
    });
    const told = [...this.#problems, ...ofModels];
    this.#problems = [];
    return told;
  }

  /** Findings that are new since this was asked last, and those that ended. */
  news(): Finding[] {
    const isNews = ({ id, isOver }: { readonly id: string; readonly isOver: boolean }): boolean =>
      this.#told.get(id) !== isOver;
    const changed = this.#engine?.outline().filter(isNews) ?? [];
    if (changed.length === 0) return [];
    for (const { id, isOver } of changed) this.#told.set(id, isOver);
    const ids = new Set(changed.map(({ id }) => id));
    return (this.#engine?.findings() ?? []).filter(({ id }) => ids.has(id)).map(toldFinding);
  }

  async answer(question: DefectQuestion): Promise<unknown> {
    const { fromMs, toMs } = question;
    await this.settled();
    switch (question.kind) {
      case "report":
        return this.#engine?.report({ fromMs, toMs });
      case "charts":
        return this.#engine?.charts(question.asset, { fromMs, toMs });
      case "alarmLoad":
        return this.#engine?.alarmLoad({ fromMs, toMs });
    }
  }

  async #read(timeline: FileTimeline, fromMs: number, toMs: number): Promise<void> {
    for await (const piece of watchedFacts(timeline, fromMs, toMs)) {
      this.take(piece.facts, piece.toMs);
      await this.settled();
    }
  }

  /** Ends its models. */
  [Symbol.dispose](): void {
    for (const model of this.#models) model[Symbol.dispose]();
  }
}
