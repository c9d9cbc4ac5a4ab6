// One recording as it is written: facts become messages, every 30 s of plant time a keyframe, every 10 s and every minute aggregates.
// Knows no clock and no folder: `Recorder` decides when files begin and end, imports and cuts write theirs with this alone.
import { utf8Bytes } from "#shared/base/text.ts";
import { modeOfCode, stateOfCode } from "#shared/frame/layout.ts";
import { type Fact, type StateFact, validMs } from "#shared/model/fact.ts";
import { AssetIntervals, atOnceBounds, liveBounds } from "#shared/record/asset-intervals.ts";
import { encodeEvent } from "#shared/record/event-json.ts";
import type { EventFact } from "#shared/record/event-schemas.ts";
import { MinuteWriter } from "#shared/record/minutes.ts";
import { type SampleFact, SampleBlockWriter } from "#shared/record/sample-block.ts";
import { StateColumnsWriter } from "#shared/record/state-columns.ts";
import { PlantState } from "#shared/twin/plant-state.ts";
import type { Twin } from "#shared/twin/twin.ts";
import { encodeState } from "#shared/twin/state-snapshot.ts";
import {
  blockMs,
  channelOfEvent,
  channelOfInterval,
  type Group,
  keyframeChannel,
  keyframeMs,
  lateBlockMs,
  lateChannel,
  metadataName,
  minutesChannel,
  mostDelayMs,
  oldestOpenMs,
  plantAttachment,
  samplesChannel,
  stateColumnsChannel,
} from "./format.ts";
import { McapFileWriter, type Message, type WrittenChunk } from "./mcap-writer.ts";
import { endMetadata, endMetadataName, headToMetadata, type RecordingHead } from "./recording-head.ts";
import { WorkInProgress } from "./work-in-progress.ts";

/** How things stood when a recording ended: the next one begins with it. */
export interface Carried {
  readonly state: PlantState;
  readonly work: WorkInProgress;
  readonly strings: readonly string[];
}

export interface RecordingWriterOptions {
  readonly path: string;
  readonly twin: Twin;
  readonly head: RecordingHead;
  /** From the recording before, when this one goes on where it ended. */
  readonly carried?: Carried;
  /** What lanes begin with; default: the states that are carried. */
  readonly statesBefore?: readonly StateFact[];
  /** Texts that text signals had before, by index, when nothing else is carried. */
  readonly strings?: readonly string[];
  readonly onChunk?: (chunk: WrittenChunk) => void;
  /** False for a file that is made at once (an import, a cut): it is whole or it is not there. */
  readonly journal?: boolean;
}

export class RecordingWriter {
  readonly path: string;
  readonly head: RecordingHead;
  readonly #twin: Twin;
  readonly #file: McapFileWriter;
  readonly #state: PlantState;
  readonly #work: WorkInProgress;
  readonly #strings: string[];
  readonly #block = new SampleBlockWriter();
  /** Late samples; most recordings have none. */
  #late: SampleBlockWriter | undefined;
  #lateFromMs = Infinity;
  readonly #intervals: AssetIntervals;
  #intervalsDueMs: number;
  readonly #statesBefore: readonly StateFact[];
  readonly #minutes: MinuteWriter;
  readonly #states = new StateColumnsWriter();
  #sequence = 0;
  #samples = 0;
  #keyframeMs: number;
  #endMs: number;
  #earliestMs: number;

  /** Creates the file. Throws what the file system throws, as all its methods do. */
  constructor(options: RecordingWriterOptions) {
    const { path, twin, head, carried } = options;
    this.path = path;
    this.head = head;
    this.#twin = twin;
    this.#state = carried?.state.clone() ?? new PlantState(twin);
    this.#work = carried?.work ?? new WorkInProgress();
    this.#strings = [...(carried?.strings ?? options.strings ?? [])];
    this.#minutes = new MinuteWriter(twin.plant.signals.length);
    this.#statesBefore = (options.statesBefore ?? heldStates(this.#state)).map((fact) => ({
      ...fact,
      receivedMs: head.startMs,
    }));
    this.#intervals = new AssetIntervals({
      plant: twin.plant,
      startMs: head.startMs,
      before: this.#statesBefore,
      ...(options.journal === false ? atOnceBounds : liveBounds),
      tell: (lengthMs, startMs, json) => {
        const { group, id } = channelOfInterval(lengthMs);
        this.#add(group, id, startMs, startMs, json);
      },
    });
    this.#intervalsDueMs = this.#intervals.dueMs;
    this.#file = McapFileWriter.create({
      path,
      metadataName,
      metadata: headToMetadata(head, twin),
      attachments: [
        {
          name: plantAttachment,
          mediaType: "application/json",
          data: utf8Bytes(JSON.stringify(twin.plant.file)),
        },
      ],
      lastOf: (group) => (group === "story" ? this.#stateColumns() : undefined),
      ...(options.onChunk === undefined ? {} : { onChunk: options.onChunk }),
      ...(options.journal === undefined ? {} : { journal: options.journal }),
    });
    this.#endMs = this.#earliestMs = head.startMs;
    this.#keyframeMs = head.startMs;
    this.#addKeyframe(head.startMs);
    this.#strings.forEach((text, index) => {
      this.#addEvent({ kind: "string", timeMs: head.startMs, receivedMs: head.startMs, index, text });
    });
    for (const fact of this.statesBefore()) this.#addEvent(fact, true);
    this.#work.prune((serial) => this.#state.part(serial) !== undefined);
    for (const fact of this.#work.facts()) this.#addEvent({ ...fact, receivedMs: head.startMs }, true);
  }

  /** Bytes in the file; what is in open chunks comes on top. */
  get length(): number {
    return this.#file.length;
  }

  /** Plant time of the newest fact, or up to which it was said to be complete. */
  get endMs(): number {
    return this.#endMs;
  }

  /** The states that held when the recording began, as facts that arrived then. */
  statesBefore(): readonly StateFact[] {
    return this.#statesBefore;
  }

  /** Takes facts in order of arrival. */
  append(facts: readonly Fact[]): void {
    for (const fact of facts) this.#append(fact);
  }

  /** Takes facts that tell of the recording's time and are not folded: they arrived after its end, in order, or just before its beginning. */
  appendUnfolded(facts: readonly Fact[]): void {
    for (const fact of facts) {
      this.#earliestMs = Math.min(this.#earliestMs, validMs(fact));
      this.#intervals.take(fact);
      if (fact.kind !== "sample") this.#addEvent(fact.kind === "part" ? this.#withKind(fact) : fact);
      else {
        this.#addLate(fact);
        this.#samples += 1;
      }
    }
  }

  /** Everything up to `timeMs` is in. */
  advance(timeMs: number): void {
    this.#endMs = Math.max(this.#endMs, timeMs);
    if (timeMs >= this.#intervalsDueMs) this.#tellIntervals(timeMs);
  }

  /** What was appended until now survives a kill; `onSaved` hears when it survives a loss of power too. */
  save(onSaved?: (cause: Error | null) => void): void {
    this.#flushBlock();
    this.#file.save(onSaved);
  }

  /** Puts everything appended until now into the file, where it can be read. */
  settle(): void {
    this.#flushBlock();
    this.#flushMinute();
    this.#file.closeOlderThan(Infinity);
  }

  /** Writes the index: the file is whole. Gives what the next recording begins with. */
  finish(): Carried {
    this.#flushBlock();
    this.#flushMinute();
    this.#intervals.finish(this.#endMs);
    this.#file.finish({
      name: endMetadataName,
      metadata: endMetadata({
        endMs: this.#endMs,
        earliestMs: this.#earliestMs,
        samples: this.#samples,
      }),
    });
    return { state: this.#state, work: this.#work, strings: this.#strings };
  }

  /** Leaves the file unfinished: the next start finishes it. */
  abandon(): Carried {
    this.#file.abandon();
    return { state: this.#state, work: this.#work, strings: this.#strings };
  }

  #append(told: Fact): void {
    const { receivedMs } = told;
    // A keyframe holds whole instants: it is taken between two facts that arrived at different times.
    if (receivedMs >= this.#keyframeMs + keyframeMs && receivedMs > this.#state.timeMs) {
      this.#flushBlock();
      this.#file.closeChunk("samples");
      this.#file.closeChunk("late");
      this.#addKeyframe(Math.max(this.#state.timeMs, this.head.startMs));
      this.#keyframeMs = receivedMs;
      this.#file.closeOlderThan(receivedMs - oldestOpenMs);
      this.#work.prune((serial) => this.#state.part(serial) !== undefined);
    }
    this.#endMs = Math.max(this.#endMs, receivedMs);
    this.#earliestMs = Math.min(this.#earliestMs, validMs(told));
    if (receivedMs >= this.#intervalsDueMs) this.#tellIntervals(receivedMs);
    const fact = told.kind === "part" ? this.#withKind(told) : told;
    this.#state.apply(fact);
    if (fact.kind === "sample") {
      this.#samples += 1;
      if (this.#minutes.isPast(receivedMs)) this.#flushMinute();
      if (fact.backfill === true || receivedMs - fact.timeMs > mostDelayMs) {
        this.#addLate(fact);
        return;
      }
      if (!this.#block.add(fact, blockMs)) {
        this.#flushBlock();
        this.#block.add(fact, blockMs);
      }
      this.#minutes.add(fact);
      return;
    }
    if (fact.kind === "string") this.#strings[fact.index] = fact.text;
    this.#intervals.take(fact);
    this.#work.take(fact);
    this.#addEvent(fact);
  }

  /** What kind of part it is goes with every event: who counts by variant need not look for its beginning. */
  #withKind(fact: Extract<Fact, { kind: "part" }>): Extract<Fact, { kind: "part" }> {
    const part = this.#state.part(fact.event.serial);
    if (part === undefined) return fact;
    const { variant = part.variant } = fact.event;
    const known = {
      ...(variant === undefined ? {} : { variant }),
      ...(part.reworked ? { again: true } : {}),
    };
    return { ...fact, event: { ...fact.event, ...known } };
  }

  #addEvent(fact: EventFact, isBefore = false): void {
    const channel = channelOfEvent(fact, isBefore);
    if (fact.kind === "state" && !isBefore) this.#states.add(fact);
    const data = encodeEvent(this.#twin.plant, fact);
    this.#add(channel.group, channel.id, fact.receivedMs, validMs(fact), data);
  }

  /** The states of the story's open chunk. */
  #stateColumns(): Message | undefined {
    const { lastMs } = this.#states;
    const data = this.#states.take();
    if (data === undefined) return undefined;
    this.#sequence += 1;
    return {
      channelId: stateColumnsChannel,
      sequence: this.#sequence,
      logMs: lastMs,
      publishMs: lastMs,
      data,
    };
  }

  #addKeyframe(logMs: number): void {
    this.#add("samples", keyframeChannel, logMs, logMs, encodeState(this.#state));
  }

  #addLate(fact: SampleFact): void {
    const block = (this.#late ??= new SampleBlockWriter());
    if (!block.add(fact, lateBlockMs)) {
      this.#flushLate();
      block.add(fact, lateBlockMs);
    }
    this.#lateFromMs = Math.min(this.#lateFromMs, fact.timeMs);
  }

  #flushBlock(): void {
    const block = this.#block;
    this.#flushLate();
    if (block.count === 0) return;
    const { firstMs, lastMs } = block;
    this.#add("samples", samplesChannel, lastMs, firstMs, block.take());
  }

  #flushLate(): void {
    const block = this.#late;
    if (block === undefined || block.count === 0) return;
    const fromMs = this.#lateFromMs;
    this.#lateFromMs = Infinity;
    // Published with the earliest time it tells of: who looks for a time sees what can be left unread.
    this.#add("late", lateChannel, block.lastMs, fromMs, block.take());
  }

  #flushMinute(): void {
    const { fromMs } = this.#minutes;
    const bytes = this.#minutes.take();
    if (bytes !== undefined) this.#add("minutes", minutesChannel, fromMs, fromMs, bytes);
  }

  #tellIntervals(nowMs: number): void {
    this.#intervals.advance(nowMs);
    this.#intervalsDueMs = this.#intervals.dueMs;
  }

  #add(group: Group, channelId: number, logMs: number, publishMs: number, data: Uint8Array): void {
    this.#sequence += 1;
    const isFull = this.#file.add(group, { channelId, sequence: this.#sequence, logMs, publishMs, data });
    if (!isFull) return;
    // A chunk in the file makes safe what came before it, so the samples that wait must be safe as well.
    this.#flushBlock();
    this.#file.closeChunk(group);
  }
}

/** The states that hold in a state, as facts. */
function heldStates(state: PlantState): StateFact[] {
  return state.twin.plant.assets.flatMap(({ row }) => {
    const sinceMs = state.assetSinceMs[row] ?? 0;
    if (sinceMs === 0) return [];
    const reason = state.reason(row);
    return {
      kind: "state",
      asset: row,
      timeMs: sinceMs,
      receivedMs: sinceMs,
      state: stateOfCode(state.assetState[row] ?? 0),
      mode: modeOfCode(state.assetMode[row] ?? 0),
      nativeState: state.nativeState(row),
      ...(reason === undefined ? {} : { reason }),
    };
  });
}
