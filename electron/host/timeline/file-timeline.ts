// A recording as a timeline: a seek is one keyframe and at most 30 s of facts, whatever the size of the file.
// Memory is bounded by the reader's chunks and the story. Serves the file that is still being written, too.
import { firstAfter } from "#shared/base/sorted.ts";
import { type FlowFact, isFlowFact } from "#shared/analyse/bottleneck/log-of-facts.ts";
import type { Shipments } from "#shared/analyse/output.ts";
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { LaneSegment, PartInfo } from "#shared/host-api/requests.ts";
import { type Fact, type PartEvent, type Result, validMs, type StateFact } from "#shared/model/fact.ts";
import { checkRecordedPlant } from "#shared/model/plant-check.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { ColumnError } from "#shared/record/byte-columns.ts";
import { decodeEvent, EventError } from "#shared/record/event-json.ts";
import type { EventFact } from "#shared/record/event-schemas.ts";
import { sampleFact } from "#shared/record/sample-block.ts";
import { decodeStateColumns } from "#shared/record/state-columns.ts";
import { createTwin, type Twin } from "#shared/twin/twin.ts";
import { PlantState } from "#shared/twin/plant-state.ts";
import { decodeState } from "#shared/twin/state-snapshot.ts";
import {
  channelOf,
  isFolded,
  keyframeChannel,
  metadataName,
  mostDelayMs,
  partChannel,
  plantAttachment,
  stateChannel,
  stateColumnsChannel,
} from "../record/format.ts";
import { type ChunkMessage, type ChunkPlace, McapFileReader } from "../record/mcap-reader.ts";
import { headOfMetadata, recordedEndMs, type RecordingHead, toldEndMs } from "../record/recording-head.ts";
import { forEachOverlapping } from "./overlapping.ts";
import { findLife, findLives, findPartEvents, findResults } from "./part-search.ts";
import { RecordedSamples } from "./recorded-samples.ts";
import { decimate } from "./series.ts";
import { Story, type Told } from "./story.ts";
import type { Gap, LifeFact, Mark, MarkQuery, SampleSeries, Timeline, TimeRange } from "./timeline.ts";

/** Trends of longer ranges are drawn from minutes. */
const rawTrendMs = 20 * 60_000;

export interface FileTimelineOptions {
  readonly id: string;
  readonly reader: McapFileReader;
  readonly head: RecordingHead;
  readonly twin: Twin;
  /** Plant time of its end. */
  readonly endMs: number;
}

export class FileTimeline implements Timeline {
  readonly id: string;
  readonly twin: Twin;
  readonly head: RecordingHead;
  readonly reader: McapFileReader;
  readonly story: Story;
  #endMs: number;
  readonly #samples: RecordedSamples;
  /** What arrived later is not folded: it tells of the time before. */
  #foldedToMs = Infinity;
  /** Chunks in which something could not be read; each is told once. */
  readonly #told = new Set<number>();

  constructor(options: FileTimelineOptions) {
    this.id = options.id;
    this.twin = options.twin;
    this.head = options.head;
    this.reader = options.reader;
    this.story = new Story(options.twin.plant, options.head.startMs);
    this.#endMs = options.endMs;
    this.#samples = new RecordedSamples(this.reader, this.plant.signals.length, (place, read) =>
      this.#readable(place, read),
    );
  }

  /** Opens a recording. What is wrong in it is among the reader's problems; a file without a plant is refused. */
  static async open(path: string, id: string): Promise<Outcome<FileTimeline>> {
    const reader = await McapFileReader.open(path);
    const refusedFor = (why: readonly Problem[]): Outcome<never> => {
      reader.close();
      return { ok: false, problems: [...why, ...reader.problems] };
    };
    const refused = (problem: Omit<Problem, "path" | "severity">): Outcome<never> =>
      refusedFor([{ path: [path], severity: "error", file: path, ...problem }]);
    const head = headOfMetadata(reader.metadata(metadataName));
    const plantBytes = reader.attachment(plantAttachment);
    if (head === undefined || plantBytes === undefined) {
      return refused({
        id: "not-a-recording",
        message: `${path} is no recording of Gemba, or its beginning is missing.`,
        hint: "Import recordings of other tools with gemba import.",
      });
    }
    let plantJson: unknown;
    try {
      plantJson = JSON.parse(plantBytes.toString("utf8"));
    } catch {
      return refused({
        id: "plant-damaged",
        message: `The plant inside ${path} is damaged.`,
        hint: "Get the file again from where it was copied.",
      });
    }
    const plant = checkRecordedPlant(plantJson, path);
    if (!plant.ok) return refusedFor(plant.problems);
    const timeline = new FileTimeline({
      id,
      reader,
      head,
      twin: createTwin(resolvePlant(plant.value)),
      endMs: recordedEndMs(reader, head),
    });
    timeline.#foldedToMs = toldEndMs(reader, head) ?? Infinity;
    timeline.#readStory();
    return { ok: true, value: timeline, problems: reader.problems };
  }

  close(): void {
    this.reader.close();
  }

  get plant(): Plant {
    return this.twin.plant;
  }

  /** The file being written has come to here. */
  advance(timeMs: number): void {
    this.#endMs = Math.max(this.#endMs, timeMs);
  }

  range(): TimeRange {
    return { startMs: this.head.startMs, endMs: this.#endMs, open: false };
  }

  now(): { timeMs: number; speed: number } {
    return { timeMs: this.#endMs, speed: 1 };
  }

  stateAt(timeMs: number): Promise<PlantState> {
    const state = this.#keyframeBefore(timeMs);
    const fromMs = state.timeMs;
    const toMs = Math.min(timeMs, this.#foldedToMs);
    const late = this.#samples.lateBetween(fromMs, toMs);
    let at = 0;
    const applyLate = (untilMs: number): void => {
      for (let fact = late[at]; fact !== undefined && fact.receivedMs <= untilMs; fact = late[at]) {
        state.apply(fact);
        at += 1;
      }
    };
    this.#samples.forEachBlock(
      fromMs,
      toMs,
      (block) => {
        for (let index = 0; index < block.count; index += 1) {
          const receivedMs = block.receivedMs[index] ?? 0;
          if (receivedMs > toMs) break;
          if (receivedMs <= fromMs) continue;
          if (at < late.length) applyLate(receivedMs);
          state.apply(sampleFact(block, index));
        }
      },
      true,
    );
    applyLate(toMs);
    for (const { fact } of this.#events(fromMs, toMs)) state.apply(fact);
    state.timeMs = Math.max(fromMs, timeMs);
    return Promise.resolve(state);
  }

  facts(fromMs: number, toMs: number): Promise<readonly Fact[]> {
    const facts: Fact[] = this.#samples.between(fromMs, toMs);
    for (const { fact } of this.#events(fromMs, toMs)) facts.push(fact);
    // Stable: those of one instant keep the order in which they came.
    facts.sort((a, b) => a.receivedMs - b.receivedMs);
    return Promise.resolve(facts);
  }

  /** All that tells of the flow, in order: how the parts came to be where they are when the file begins, then states and parts. */
  async flow(): Promise<readonly FlowFact[]> {
    const { startMs } = this.head;
    const facts: FlowFact[] = [...(await this.statesBefore(startMs))];
    for (const fact of await this.lives(startMs)) if (fact.kind === "part") facts.push(fact);
    facts.sort((a, b) => validMs(a) - validMs(b));
    const told: { fact: FlowFact; sequence: number }[] = [];
    for (const { fact, sequence } of this.story.told) if (isFlowFact(fact)) told.push({ fact, sequence });
    for (const place of this.reader.chunks.parts)
      this.reader.forEachMessage(place, (message) => {
        if (message.channelId !== partChannel) return;
        const fact = this.#event(place, message);
        if (fact?.kind === "part") told.push({ fact, sequence: message.sequence });
      });
    told.sort((a, b) => a.fact.receivedMs - b.fact.receivedMs || a.sequence - b.sequence);
    for (const { fact } of told) facts.push(fact);
    return facts;
  }

  late(toMs: number): Promise<readonly Fact[]> {
    const facts: Fact[] = this.#samples.after(toMs);
    for (const { fact } of this.story.between(toMs, Infinity)) if (validMs(fact) <= toMs) facts.push(fact);
    forEachOverlapping(this.reader.chunks.parts, toMs, Infinity, 0, (place) => {
      this.reader.forEachMessage(place, (message) => {
        // Nothing is parsed but what its head says is late.
        if (message.logMs <= toMs || message.publishMs > toMs || !isFolded(message.channelId)) return;
        const fact = this.#event(place, message);
        if (fact !== undefined) facts.push(fact);
      });
    });
    facts.sort((a, b) => a.receivedMs - b.receivedMs);
    return Promise.resolve(facts);
  }

  statesBefore(timeMs: number): Promise<readonly StateFact[]> {
    return Promise.resolve(this.story.statesBefore(timeMs));
  }

  heldFromMs(): number {
    return -Infinity;
  }

  /** `later` = states of its time that were told by the recordings after it, in order of arrival. */
  lanes(
    assetRows: readonly number[],
    fromMs: number,
    toMs: number,
    maxSegments: number,
    knownAtMs?: number,
    later?: readonly StateFact[],
  ): Promise<readonly (readonly LaneSegment[])[]> {
    return Promise.resolve(
      assetRows.map((row) => this.story.lane(row, fromMs, toMs, maxSegments, knownAtMs, later)),
    );
  }

  samples(signalRow: number, fromMs: number, toMs: number, maxPoints: number): Promise<SampleSeries> {
    const from = Math.max(fromMs, this.head.startMs);
    const before = this.#keyframeBefore(Math.max(this.head.startMs, from - mostDelayMs));
    const points =
      toMs - from > rawTrendMs
        ? this.#samples.minutes(signalRow, before, toMs)
        : this.#samples.trend(signalRow, before, toMs);
    return Promise.resolve(decimate(points.timeMs, points.value, fromMs, toMs, maxPoints));
  }

  marks(query: MarkQuery): Promise<readonly Mark[]> {
    return Promise.resolve(this.story.marks(query));
  }

  part(serial: string, timeMs: number): Promise<PartInfo | undefined> {
    return Promise.resolve(findLife(this.reader, this.plant, this.story.told, serial).part(serial, timeMs));
  }

  results(assetRow: number, timeMs: number, limit: number): Promise<readonly Result[]> {
    return Promise.resolve(findResults(this.reader, this.plant, assetRow, timeMs, limit));
  }

  partEvents(assetRow: number, fromMs: number, toMs: number): Promise<readonly PartEvent[]> {
    return Promise.resolve(findPartEvents(this.reader, this.plant, this.story.told, assetRow, fromMs, toMs));
  }

  async lives(timeMs: number): Promise<readonly LifeFact[]> {
    return findLives(this.reader, this.plant, this.story.told, timeMs, await this.stateAt(timeMs));
  }

  gaps(fromMs: number, toMs: number): readonly Gap[] {
    return this.story.gaps(fromMs, toMs);
  }

  shipments(): Shipments {
    return this.story.shipments(this.head.startMs);
  }

  strings(): readonly string[] {
    return this.story.strings;
  }

  onGrow(): Disposable {
    return disposable(() => undefined);
  }

  /** All events that are folded, in (fromMs, toMs], in order. */
  #events(fromMs: number, toMs: number): Told[] {
    const told: Told[] = [...this.story.between(fromMs, toMs)];
    forEachOverlapping(this.reader.chunks.parts, fromMs, toMs, 0, (place) => {
      this.reader.forEachMessage(place, (message) => {
        if (message.logMs <= fromMs - 0.001 || message.logMs > toMs + 0.001 || !isFolded(message.channelId))
          return;
        const fact = this.#event(place, message);
        if (fact !== undefined && fact.receivedMs > fromMs && fact.receivedMs <= toMs)
          told.push({ fact, sequence: message.sequence });
      });
    });
    return told.sort((a, b) => a.fact.receivedMs - b.fact.receivedMs || a.sequence - b.sequence);
  }

  #event(place: ChunkPlace, message: ChunkMessage): EventFact | undefined {
    const kind = channelOf(message.channelId)?.event;
    if (kind === undefined) return undefined;
    return this.#readable(place, () => decodeEvent(this.plant, kind, message.data));
  }

  /** The newest keyframe at or before a time; a damaged one gives way to the one before. */
  #keyframeBefore(timeMs: number): PlantState {
    const chunks = this.reader.chunks.samples;
    // Chunks know whole microseconds: one that begins at a time between two of them says a little more or less.
    for (let at = firstAfter(chunks, timeMs, ({ startMs }) => startMs - 0.001) - 1; at >= 0; at -= 1) {
      const place = chunks[at];
      if (place?.hasKeyframe !== true) continue;
      let state: PlantState | undefined;
      this.reader.forEachMessage(place, (message) => {
        if (message.channelId !== keyframeChannel || state !== undefined) return;
        state = this.#readable(place, () => decodeState(this.twin, message.data));
      });
      if (state !== undefined && state.timeMs <= timeMs) return state;
    }
    return new PlantState(this.twin);
  }

  #readStory(): void {
    for (const place of this.reader.chunks.story) {
      const messages = this.reader.messages(place);
      const states = this.#stateColumns(place, messages);
      let nextState = 0;
      for (const message of messages) {
        if (message.channelId === stateColumnsChannel) continue;
        const isInColumns = states !== undefined && message.channelId === stateChannel;
        const fact = isInColumns ? states[nextState++] : this.#event(place, message);
        if (fact === undefined) continue;
        if (isFolded(message.channelId)) this.story.take(fact, message.sequence);
        else this.story.takeBefore(fact);
      }
    }
  }

  /** The states of a chunk, in the order of their messages; undefined where its JSON must be read. */
  #stateColumns(place: ChunkPlace, messages: readonly ChunkMessage[]): readonly EventFact[] | undefined {
    const last = messages.at(-1);
    if (last?.channelId !== stateColumnsChannel) return undefined;
    const states = this.#readable(place, () => decodeStateColumns(last.data, this.plant.assets.length));
    const told = messages.filter(({ channelId }) => channelId === stateChannel);
    return told.length === states?.length ? states : undefined;
  }

  /** What is made of a message; undefined where it cannot be read, which is told once for each chunk. */
  #readable<T>(place: ChunkPlace, read: () => T): T | undefined {
    try {
      return read();
    } catch (cause) {
      const isDamage =
        cause instanceof EventError || cause instanceof ColumnError || cause instanceof SyntaxError;
      if (!isDamage) throw cause;
      this.#tellUnreadable(place, cause.message);
      return undefined;
    }
  }

  #tellUnreadable(place: ChunkPlace, why: string): void {
    if (this.#told.has(place.offset)) return;
    this.#told.add(place.offset);
    this.reader.problems.push({
      path: [this.reader.path, String(place.offset)],
      id: "unreadable",
      severity: "warning",
      message: `Something recorded at ${new Date(place.startMs).toISOString()} cannot be read: ${why}.`,
      hint: "It is left out; everything else is shown.",
      file: this.reader.path,
    });
  }
}
