// One line under analysis: its log, which may grow, and the answers about it in plant time and the plant's own words.
import { FactLog, type FlowFact } from "#shared/analyse/bottleneck/log-of-facts.ts";
import { LineAnalysis } from "#shared/analyse/bottleneck/line-analysis.ts";
import type { Problem } from "#shared/base/problem.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { compileFlow } from "#shared/simulate/compile-flow.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import type { AnalysisQuestion, FlowOrigin } from "./analysis-messages.ts";
import { bottleneckInfo } from "./bottleneck-info.ts";
import { flowInfo } from "./flow-rates.ts";
import { recordedTieS } from "./recorded-flow.ts";

const seed = 1;

interface Opened {
  readonly plant: Plant;
  readonly originMs: number;
  readonly facts: FactLog;
  readonly analysis: LineAnalysis;
}

export class AnalysedLine {
  /** Why nothing can be said of it. */
  readonly refused: Problem | undefined;
  readonly #opened: Opened | undefined;
  #toMs = -Infinity;

  private constructor(opened: Opened | undefined, refused?: Problem) {
    this.#opened = opened;
    this.refused = refused;
  }

  static async open(from: FlowOrigin): Promise<AnalysedLine> {
    if (from.kind === "recording") {
      const timeline = await FileTimeline.open(from.path, from.path);
      if (!timeline.ok) return new AnalysedLine(undefined, timeline.problems[0]);
      const { value } = timeline;
      const line = AnalysedLine.#of(value.plant, value.range().startMs);
      line.take(await value.flow(), value.range().endMs);
      value.close();
      return line;
    }
    const line = AnalysedLine.#of(resolvePlant(from.plant), from.fromMs);
    for (const path of from.history) {
      const timeline = await FileTimeline.open(path, path);
      // What cannot be read of the past is missing, and the coverage says so.
      if (!timeline.ok) continue;
      const flow = await timeline.value.flow();
      line.take(
        flow.filter(({ receivedMs }) => receivedMs > from.fromMs && receivedMs <= from.heldMs),
        from.heldMs,
      );
      timeline.value.close();
    }
    line.take(from.facts, from.toMs);
    return line;
  }

  static #of(plant: Plant, originMs: number): AnalysedLine {
    const line = compileFlow(plant);
    if (!line.ok) return new AnalysedLine(undefined, line.problems[0]);
    const facts = new FactLog(line.value, plant, originMs);
    const analysis = new LineAnalysis(facts.log, { seed, tieS: recordedTieS });
    return new AnalysedLine({ plant, originMs, facts, analysis });
  }

  /** Takes what arrived until `toMs`. */
  take(facts: readonly FlowFact[], toMs: number): void {
    if (this.#opened === undefined) return;
    for (const fact of facts) this.#opened.facts.take(fact);
    this.#toMs = Math.max(this.#toMs, toMs);
    this.#opened.facts.log.advance((this.#toMs - this.#opened.originMs) / 1000);
  }

  answer(question: AnalysisQuestion): unknown {
    const opened = this.#opened;
    if (opened === undefined) return undefined;
    const { plant, originMs, analysis } = opened;
    analysis.update();
    switch (question.kind) {
      case "flow":
        return flowInfo(analysis.log, originMs, question);
      case "report":
        return bottleneckInfo(plant, originMs, analysis, question);
      case "whatIf":
      case "advice":
        return undefined;
    }
  }
}
