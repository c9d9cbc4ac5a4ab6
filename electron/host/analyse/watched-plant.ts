// One plant under watch: the defect engine over a log, which may grow, and which of its findings were told.
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { DefectEngine, toldFinding } from "#shared/analyse/defect/defect-engine.ts";
import type { Learnt } from "#shared/analyse/defect/watch/learnt-schema.ts";
import type { Fact, Finding } from "#shared/model/fact.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import type { DefectQuestion, LogOrigin } from "./analysis-messages.ts";
import { unpacked } from "./fact-batch.ts";
import { watchedFacts } from "./log-facts.ts";
import { sha256 } from "./sha256.ts";

/** What is known of a plant when all is well, or undefined; problems of its file are told once. */
export type LearntOf = (plant: Plant) => Promise<Outcome<Learnt | undefined>>;

export class WatchedPlant {
  /** Why nothing can be said of it. */
  readonly refused: Problem | undefined;
  /** What was wrong with what was learnt. */
  readonly problems: readonly Problem[];
  readonly #engine: DefectEngine | undefined;
  /** Findings that were told, and whether each was over then. */
  readonly #told = new Map<string, boolean>();

  private constructor(engine: DefectEngine | undefined, problems: readonly Problem[], refused?: Problem) {
    this.#engine = engine;
    this.problems = problems;
    this.refused = refused;
  }

  static async open(from: LogOrigin, learntOf: LearntOf): Promise<WatchedPlant> {
    if (from.kind === "recording") {
      const timeline = await FileTimeline.open(from.path, from.path);
      if (!timeline.ok) return new WatchedPlant(undefined, [], timeline.problems[0]);
      const { value } = timeline;
      const plant = await WatchedPlant.#of(value.plant, learntOf);
      await plant.#read(value, -Infinity, Infinity);
      value.close();
      return plant;
    }
    const plant = await WatchedPlant.#of(resolvePlant(from.plant), learntOf);
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

  static async #of(plant: Plant, learntOf: LearntOf): Promise<WatchedPlant> {
    const learnt = await learntOf(plant);
    return new WatchedPlant(
      new DefectEngine(plant, learnt.ok ? learnt.value : undefined, sha256),
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

  answer(question: DefectQuestion): unknown {
    const { fromMs, toMs } = question;
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
    for await (const piece of watchedFacts(timeline, fromMs, toMs)) this.take(piece.facts, piece.toMs);
  }
}
