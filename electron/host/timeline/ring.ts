// The live timeline without a recorder: the last hour in memory, behind the same interface as a file.
// Memory is bounded: facts by age, keyframes by number, series by age, part histories by age.
import { firstAfter } from "#shared/base/sorted.ts";
import { assert, defined } from "#shared/base/assert.ts";
import type { Shipments } from "#shared/analyse/output.ts";
import { type Disposable, Listeners } from "#shared/base/disposable.ts";
import type { LaneSegment, PartInfo } from "#shared/host-api/requests.ts";
import { type Fact, type PartEvent, type Result, validMs, type StateFact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { Ledger, shippedKeptMs } from "#shared/twin/ledger.ts";
import { PlantState } from "#shared/twin/plant-state.ts";
import type { Twin } from "#shared/twin/twin.ts";
import { changeFact, changesBefore, insertChange, knownBy, type StateChange, toSegments } from "./lanes.ts";
import { WorkInProgress } from "../record/work-in-progress.ts";
import { Gaps } from "./gaps.ts";
import { MarkedFacts } from "./marked-facts.ts";
import { decimate } from "./series.ts";
import type { Gap, LifeFact, Mark, MarkQuery, SampleSeries, Timeline, TimeRange } from "./timeline.ts";

/** What is kept, in plant time. */
const keptMs = 3_600_000;
/** Keyframes come this often, or less often for a plant so large that an hour of them would fill the budget. */
const keyframeMs = 30_000;
const keyframeBudgetBytes = 96 * 1024 * 1024;
/** A fact that is late arrives this much after what was already complete. */
const afterCompleteMs = 0.001;
/** The array is cut when this share of it is older than the window, or so many keyframes are. */
const cutShare = 0.25;
const cutKeyframes = 30;

interface Series {
  timeMs: number[];
  value: (number | undefined)[];
}

export class RingTimeline implements Timeline {
  readonly id: string;
  readonly twin: Twin;
  readonly #speed: number;
  readonly #head: PlantState;
  readonly #ledger: Ledger;
  readonly #keyframeMs: number;
  #facts: Fact[] = [];
  #keyframes: PlantState[] = [];
  readonly #changes: StateChange[][];
  readonly #series = new Map<number, Series>();
  readonly #marks: MarkedFacts;
  readonly #gaps = new Gaps();
  readonly #strings: string[];
  readonly #grown = new Listeners<void>();
  #startMs: number | undefined;
  /** Everything that arrived up to here is in. */
  #completeMs = -Infinity;
  #closed = false;

  /** `speed` = plant seconds per wall second of the source behind it; `strings` = texts known before, by index. */
  constructor(id: string, twin: Twin, speed: number, strings: readonly string[] = []) {
    this.id = id;
    this.#strings = [...strings];
    this.twin = twin;
    this.#speed = speed;
    this.#head = new PlantState(twin);
    this.#ledger = new Ledger(twin.plant.file.plan?.countAt);
    this.#changes = twin.plant.assets.map(() => []);
    this.#marks = new MarkedFacts(twin.plant);
    const stateBytes = twin.plant.assets.length * 76 + twin.plant.signals.length * 17 + 32_768;
    this.#keyframeMs = Math.max(keyframeMs, (keptMs * stateBytes) / keyframeBudgetBytes);
  }

  get plant(): Plant {
    return this.twin.plant;
  }

  /** The arrival time a fact of `timeMs` gets: never before what is known to be complete. */
  arrivalMs(timeMs: number): number {
    const floorMs = this.#facts.at(-1)?.receivedMs ?? -Infinity;
    return Math.max(timeMs, floorMs, this.#completeMs + afterCompleteMs);
  }

  /** Appends facts in order of arrival; none may arrive at or before the complete time (see `arrivalMs`). */
  append(facts: readonly Fact[]): void {
    for (const fact of facts) {
      assert(
        fact.receivedMs >= this.arrivalMs(fact.receivedMs),
        "facts arrive in order, after what is complete",
      );
      this.#startMs ??= fact.receivedMs;
      this.#addKeyframeBefore(fact.receivedMs);
      this.#head.apply(fact);
      this.#ledger.apply(fact);
      this.#index(fact);
      this.#marks.add(fact);
      this.#facts.push(fact);
    }
    if (facts.length > 0) this.#evict();
  }

  /** Everything up to `timeMs` has been appended: playheads may go there. */
  advance(timeMs: number): void {
    if (timeMs <= this.#completeMs) return;
    this.#completeMs = Math.max(timeMs, this.#facts.at(-1)?.receivedMs ?? -Infinity);
    this.#startMs ??= timeMs;
    this.#grown.emit();
  }

  /** The source ended: the range closes at its last moment. */
  close(): void {
    this.#closed = true;
    this.#grown.emit();
  }

  /** The newest state; read it, never change it. */
  get head(): PlantState {
    return this.#head;
  }

  range(): TimeRange {
    const endMs = Number.isFinite(this.#completeMs) ? this.#completeMs : 0;
    const startMs = Math.max(this.#startMs ?? endMs, endMs - keptMs);
    return { startMs: Math.min(startMs, endMs), endMs, open: !this.#closed };
  }

  now(): { timeMs: number; speed: number } {
    const { endMs } = this.range();
    return { timeMs: endMs, speed: this.#closed ? 0 : this.#speed };
  }

  stateAt(timeMs: number): Promise<PlantState> {
    // The newest keyframe at or before the time, then the facts since.
    let index = this.#keyframes.length - 1;
    while (index > 0 && defined(this.#keyframes[index], "keyframe").timeMs > timeMs) index -= 1;
    const state = this.#keyframes[index]?.clone() ?? new PlantState(this.twin);
    const from = firstAfter(this.#facts, state.timeMs, receivedOf);
    for (let at = from; at < this.#facts.length; at += 1) {
      const fact = defined(this.#facts[at], "fact");
      if (fact.receivedMs > timeMs) break;
      state.apply(fact);
    }
    state.timeMs = Math.max(state.timeMs, timeMs);
    return Promise.resolve(state);
  }

  facts(fromMs: number, toMs: number): Promise<readonly Fact[]> {
    return Promise.resolve(this.held(fromMs, toMs));
  }

  /** Facts that arrived in (fromMs, toMs] and are still held, in order. */
  held(fromMs: number, toMs: number): readonly Fact[] {
    const from = firstAfter(this.#facts, fromMs, receivedOf);
    const to = firstAfter(this.#facts, toMs, receivedOf);
    return this.#facts.slice(from, to);
  }

  async late(toMs: number): Promise<readonly Fact[]> {
    return (await this.facts(toMs, Infinity)).filter((fact) => validMs(fact) <= toMs);
  }

  statesBefore(timeMs: number): Promise<readonly StateFact[]> {
    return Promise.resolve(
      this.#changes.flatMap((changes, row) =>
        changesBefore(changes, timeMs).map((change) => changeFact(row, change)),
      ),
    );
  }

  heldFromMs(): number {
    return this.#keyframes[0]?.timeMs ?? -Infinity;
  }

  lanes(
    assetRows: readonly number[],
    fromMs: number,
    toMs: number,
    maxSegments: number,
    knownAtMs = Infinity,
  ): Promise<readonly (readonly LaneSegment[])[]> {
    return Promise.resolve(
      assetRows.map((row) =>
        toSegments(knownBy(this.#changes[row] ?? [], knownAtMs), fromMs, toMs, maxSegments),
      ),
    );
  }

  samples(signalRow: number, fromMs: number, toMs: number, maxPoints: number): Promise<SampleSeries> {
    const series = this.#series.get(signalRow);
    if (series === undefined) return Promise.resolve({ timeMs: [], value: [] });
    return Promise.resolve(decimate(series.timeMs, series.value, fromMs, toMs, maxPoints));
  }

  marks(query: MarkQuery): Promise<readonly Mark[]> {
    return Promise.resolve(this.#marks.within(query));
  }

  part(serial: string, timeMs: number): Promise<PartInfo | undefined> {
    return Promise.resolve(this.#ledger.part(serial, timeMs));
  }

  results(assetRow: number, timeMs: number, limit: number): Promise<readonly Result[]> {
    return Promise.resolve(this.#ledger.results(assetRow, timeMs, limit));
  }

  partEvents(assetRow: number, fromMs: number, toMs: number): Promise<readonly PartEvent[]> {
    const events: PartEvent[] = [];
    for (const fact of this.#facts) {
      if (fact.kind !== "part" || fact.assetRow !== assetRow) continue;
      if (fact.event.timeMs > fromMs && fact.event.timeMs <= toMs) events.push(fact.event);
    }
    return Promise.resolve(events);
  }

  async lives(timeMs: number): Promise<readonly LifeFact[]> {
    const state = await this.stateAt(timeMs);
    const work = new WorkInProgress();
    for (const fact of this.#facts) if (fact.receivedMs <= timeMs) work.take(fact);
    work.prune((serial) => state.part(serial) !== undefined);
    return work.facts();
  }

  gaps(fromMs: number, toMs: number): readonly Gap[] {
    return this.#gaps.within(fromMs, toMs);
  }

  shipments(): Shipments {
    return {
      shippedMs: this.#ledger.shippedMs(),
      scrappedMs: this.#ledger.scrappedMs(),
      knownFromMs: Math.max(this.#startMs ?? Infinity, this.range().endMs - shippedKeptMs),
    };
  }

  strings(): readonly string[] {
    return this.#strings;
  }

  onGrow(listener: () => void): Disposable {
    return this.#grown.add(listener);
  }

  /** A keyframe holds whole instants: it is only taken between two facts that arrived at different times. */
  #addKeyframeBefore(receivedMs: number): void {
    const newest = this.#keyframes.at(-1);
    if (newest !== undefined && receivedMs - newest.timeMs < this.#keyframeMs) return;
    if (receivedMs > this.#head.timeMs) this.#keyframes.push(this.#head.clone());
  }

  #index(fact: Fact): void {
    switch (fact.kind) {
      case "state": {
        const changes = this.#changes[fact.asset];
        if (changes !== undefined) insertChange(changes, fact);
        return;
      }
      case "sample": {
        let series = this.#series.get(fact.signal);
        if (series === undefined) this.#series.set(fact.signal, (series = { timeMs: [], value: [] }));
        const value = fact.quality === "missing" ? undefined : fact.value;
        const last = series.timeMs.at(-1) ?? -Infinity;
        if (fact.timeMs >= last) {
          series.timeMs.push(fact.timeMs);
          series.value.push(value);
        } else {
          const at = firstAfter(series.timeMs, fact.timeMs, (timeMs) => timeMs);
          series.timeMs.splice(at, 0, fact.timeMs);
          series.value.splice(at, 0, value);
        }
        return;
      }
      case "string":
        this.#strings[fact.index] = fact.text;
        return;
      case "link":
        this.#gaps.tell(fact.source, fact.timeMs, fact.heard);
        return;
      case "condition":
      case "part":
      case "result":
      case "order":
      case "travel":
      case "finding":
        return;
    }
  }

  /** Forgets what is older than the window, a good piece at a time so that the cost per fact is constant. */
  #evict(): void {
    const fromMs = Math.max(this.#completeMs, this.#head.timeMs) - keptMs;
    const old = firstAfter(this.#facts, fromMs, receivedOf);
    const oldKeyframes = firstAfter(this.#keyframes, fromMs, (keyframe) => keyframe.timeMs);
    if (oldKeyframes <= cutKeyframes && (old < 1_000 || old < this.#facts.length * cutShare)) return;
    // The oldest keyframe kept is the last one at or before the window: everything in the window starts from it.
    let base = this.#keyframes.length - 1;
    while (base > 0 && defined(this.#keyframes[base], "keyframe").timeMs > fromMs) base -= 1;
    this.#keyframes = this.#keyframes.slice(base);
    const baseMs = this.#keyframes[0]?.timeMs ?? -Infinity;
    this.#facts = this.#facts.slice(firstAfter(this.#facts, baseMs, receivedOf));
    for (const [row, changes] of this.#changes.entries()) {
      const keep = Math.max(0, firstAfter(changes, fromMs, (change) => change.timeMs) - 1);
      if (keep > 0) this.#changes[row] = changes.slice(keep);
    }
    for (const series of this.#series.values()) {
      const keep = Math.max(0, firstAfter(series.timeMs, fromMs, (timeMs) => timeMs) - 1);
      if (keep === 0) continue;
      series.timeMs = series.timeMs.slice(keep);
      series.value = series.value.slice(keep);
    }
    this.#marks.forgetBefore(fromMs);
    this.#ledger.prune(fromMs);
  }
}

const receivedOf = (fact: Fact): number => fact.receivedMs;
