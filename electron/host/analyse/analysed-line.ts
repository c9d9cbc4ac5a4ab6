// One line under analysis: its log, which may grow, what was reckoned about it, and the answers in plant time and the plant's own words.
import { dueStopCosts } from "#shared/analyse/bottleneck/due-stop.ts";
import { LineAnalysis } from "#shared/analyse/bottleneck/line-analysis.ts";
import { type FactLog, isFlowFact } from "#shared/analyse/bottleneck/log-of-facts.ts";
import type { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import {
  adviceFor,
  leastOpenS,
  reckon,
  type Reckoned,
  type ReckonOptions,
} from "#shared/analyse/bottleneck/reckoning.ts";
import { Reruns } from "#shared/analyse/bottleneck/reruns.ts";
import type { Problem } from "#shared/base/problem.ts";
import type { DueStopInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { assetStates } from "#shared/model/state.ts";
import { breakSteps } from "#shared/simulate/break-steps.ts";
import type { ScriptStep } from "#shared/simulate/script.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import type { AnalysisQuestion, LogOrigin } from "./analysis-messages.ts";
import { bottleneckInfo, LineWords } from "./bottleneck-info.ts";
import { flowInfo } from "./flow-rates.ts";
import { unpacked } from "./fact-batch.ts";
import { factLogOf, recordedTieS } from "./recorded-flow.ts";
import { adviceInfo, toLineChange, whatIfInfo } from "./what-if-info.ts";

const seed = 1;
/** What was reckoned of a growing log is reckoned again after so much plant time. */
const againS = 120;
/** Breaks are known so far ahead. */
const aheadS = 12 * 3600;

/** States in which a station or supply stands, as positions in `assetStates`. */
const stopCodes = new Set(
  ["microstop", "down"].map((state) => (assetStates as readonly string[]).indexOf(state)),
);

const starvedCode = assetStates.indexOf("starved");

interface Opened {
  readonly words: LineWords;
  readonly facts: FactLog;
  readonly analysis: LineAnalysis;
}

export class AnalysedLine {
  /** Why nothing can be said of it. */
  readonly refused: Problem | undefined;
  readonly #opened: Opened | undefined;
  #toMs = -Infinity;
  /** What is being reckoned, what is known of it so far, and what was last reckoned whole of the same window. */
  #reckoning: Generator<Reckoned, Reckoned> | undefined;
  #begun: Reckoned | undefined;
  #whole: Reckoned | undefined;
  #asked: (ReckonOptions & { readonly atS: number; readonly openStops: string }) | undefined;

  private constructor(opened: Opened | undefined, refused?: Problem) {
    this.#opened = opened;
    this.refused = refused;
  }

  static async open(from: LogOrigin): Promise<AnalysedLine> {
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
    line.take(unpacked(from.facts), from.toMs);
    return line;
  }

  static #of(plant: Plant, originMs: number): AnalysedLine {
    const made = factLogOf(plant, originMs);
    if (!made.ok) return new AnalysedLine(undefined, made.problems[0]);
    const facts = made.value;
    const paceS = plant.file.plan?.taktS;
    const analysis = new LineAnalysis(facts.log, { seed, tieS: recordedTieS, paceS });
    return new AnalysedLine({ words: new LineWords(plant, originMs, analysis), facts, analysis });
  }

  /** Takes what arrived until `toMs`. */
  take(facts: Iterable<Fact>, toMs: number): void {
    if (this.#opened === undefined) return;
    for (const fact of facts) if (isFlowFact(fact)) this.#opened.facts.take(fact);
    this.#toMs = Math.max(this.#toMs, toMs);
    this.#opened.facts.log.advance(this.#opened.words.seconds(this.#toMs));
  }

  /** Does one piece of what is left to be reckoned; false = nothing is. */
  work(): boolean {
    if (this.#reckoning === undefined) return false;
    const step = this.#reckoning.next();
    this.#begun = step.value;
    if (step.done !== true) return true;
    this.#whole = step.value;
    this.#reckoning = undefined;
    return false;
  }

  answer(question: AnalysisQuestion): unknown {
    if (this.#opened === undefined) return undefined;
    const { words, analysis } = this.#opened;
    analysis.update();
    if (question.kind === "dueStop") return this.#dueStop(question.resource, question.durationS);
    const [fromS, toS] = [words.seconds(question.fromMs), words.seconds(question.toMs)];
    switch (question.kind) {
      case "flow":
        return flowInfo(analysis.log, words.originMs, question);
      case "report":
        this.#ask(fromS, toS, question.ahead?.endMs, question.ahead !== undefined);
        return bottleneckInfo(words, analysis, question, this.#reckoned());
      case "whatIf": {
        const changes = question.changes.map((change) => toLineChange(words, change));
        return whatIfInfo(
          words,
          new Reruns(analysis.log, analysis.tieS).whatIf(fromS, toS, changes),
          toS - fromS,
        );
      }
      case "advice":
        return { advice: adviceInfo(words, adviceFor(analysis, fromS, toS), toS - fromS) };
    }
  }

  #dueStop(resource: string, durationS: number): DueStopInfo {
    if (this.#opened === undefined) return { costs: [] };
    const { words, analysis, facts } = this.#opened;
    const { log } = facts;
    const { paceS } = analysis.timeline;
    const station = log.resource(resource);
    if (!log.isStation(station) || station < 0 || !(paceS > 0)) return { costs: [] };
    const costs = dueStopCosts(log, station, durationS, { paceS, seed, steps: this.#breaksAhead(log.endS) });
    return { costs: costs.map(({ inS, unitsLost }) => ({ atMs: words.ms(log.endS + inS), unitsLost })) };
  }

  /** Breaks that the plant's calendars have after a time of the log, and the ends of those under way. */
  #breaksAhead(atS: number): ScriptStep[] {
    if (this.#opened === undefined) return [];
    const { words, facts } = this.#opened;
    const stretch = { startMs: words.originMs, fromS: atS, toS: atS + aheadS, isBeginning: true };
    return breakSteps(words.plant, facts.log.line, stretch).filter(({ timeS }) => timeS > atS);
  }

  /** Begins to reckon a window, unless that is done or under way. */
  #ask(fromS: number, toS: number, endMs: number | undefined, isLive: boolean): void {
    if (this.#opened === undefined) return;
    const { words, analysis, facts } = this.#opened;
    const atS = facts.log.endS;
    const asked = this.#asked;
    const openStops = isLive ? openStopsOf(facts.log) : "";
    const isWindow = asked?.fromS === fromS && asked.openStops === openStops;
    if (
      isWindow &&
      (asked.toS === toS || (isLive && (this.#reckoning !== undefined || atS - asked.atS < againS)))
    )
      return;
    if (asked?.fromS !== fromS) this.#whole = undefined;
    const steps = isLive ? this.#breaksAhead(atS) : [];
    const ahead = isLive ? { ahead: { endS: endMs === undefined ? undefined : words.seconds(endMs) } } : {};
    this.#asked = { fromS, toS, steps, ...ahead, atS, openStops };
    this.#begun = undefined;
    this.#reckoning = reckon(analysis, this.#asked);
  }

  /** What is known: while a window is reckoned again, the rest stays as it was, and what comes next is told at once. */
  #reckoned(): Reckoned | undefined {
    const [begun, whole] = [this.#begun, this.#whole];
    if (whole === undefined || begun === undefined || begun.isDone) return begun ?? whole;
    if (begun.outlook === undefined) return whole;
    return {
      ...whole,
      isDone: false,
      isFaithful: begun.isFaithful,
      outlook: begun.outlook,
      open: begun.open,
    };
  }
}

/** Which stations stand for some time: when that changes, costs are reckoned anew. */
function openStopsOf(log: LineLog): string {
  return log.names
    .filter((_, resource) => {
      const state = log.states[resource]?.at(-1);
      if (state === undefined || log.endS - state.timeS < leastOpenS) return false;
      if (resource >= log.offsets.supply) return state.state === starvedCode;
      return log.isStation(resource) && stopCodes.has(state.state);
    })
    .join(" ");
}
