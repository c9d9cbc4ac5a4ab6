// A plant and a stream of readings become one finished recording: normalised, through the stop rule, at their own times.
// Written beside its name and renamed when it is whole; on cancel or failure nothing is left behind.
import { existsSync, renameSync, rmSync } from "node:fs";
import { type StopRule, createStopRule } from "#shared/analyse/stop-rule.ts";
import type { Outcome, Problem, ProblemList } from "#shared/base/problem.ts";
import { TimeSorter } from "#shared/import/time-sorter.ts";
import type { Fact, Reading } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { type Normaliser, createNormaliser } from "#shared/normalise/normaliser.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { journalPath } from "../record/journal.ts";
import { RecordingWriter } from "../record/recording-writer.ts";
import type { RecordingHead } from "../record/recording-head.ts";

/** Readings in about their own order, and how far the one who reads has come. */
export interface ReadingBatch {
  readonly readings: readonly Reading[];
  readonly bytesRead?: number;
  readonly bytesTotal?: number;
  /** Rows or messages refused since the beginning, by who reads. */
  readonly refused?: number;
}

export interface ImportProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly readings: number;
  readonly refused: number;
}

export interface RecordReadingsOptions {
  readonly plant: Plant;
  readonly batches: AsyncIterable<ReadingBatch> | Iterable<ReadingBatch>;
  /** Where the recording goes. */
  readonly out: string;
  /** A recording of that name gives way; default: it is refused. */
  readonly replace?: boolean;
  readonly head: Omit<RecordingHead, "startMs">;
  /** Plant time at which it begins: readings of before arrive then. Default: the time of the first reading. */
  readonly startMs?: number;
  /** Plant time up to which it is complete, when that is later than its last reading. */
  readonly endMs?: number;
  /** Readings that come up to so much after newer ones are put into their place; what comes later still is backfill. Default 0. */
  readonly sortWindowMs?: number;
  /** Silence longer than this is a gap: the source was not heard. Default: there are none. */
  readonly gapMs?: number;
  /** Takes what is wrong, and is given back with the outcome. */
  readonly problems: ProblemList;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What is in the recording. */
export interface RecordedReadings {
  readonly file: string;
  readonly range: { readonly startMs: number; readonly endMs: number };
  readonly readings: number;
  readonly samples: number;
  readonly events: number;
  /** Rows or messages refused by who read, and readings refused by the normaliser. */
  readonly refused: number;
  readonly gaps: number;
  /** Values and states that came too late to count as the state of their time: they are backfill. */
  readonly late: number;
}

/** Times that a recording can hold: from 1970 on, and no further than MCAP counts nanoseconds safely. */
const latestMs = 9.2e12;

/** Records a stream. Throws what the file system throws, after it has cleaned up; all else is among the problems. */
export async function recordReadings(options: RecordReadingsOptions): Promise<Outcome<RecordedReadings>> {
  const { out, problems, signal } = options;
  if (options.replace !== true && existsSync(out)) {
    problems.report({
      path: [out],
      id: "exists",
      severity: "error",
      message: `${out} exists already.`,
      hint: "Choose another name, or say --replace.",
      file: out,
    });
    return { ok: false, problems: problems.list() };
  }
  const part = `${out}.part`;
  // Left by one that was killed: it can be had again.
  remove(part);
  const recorder = new ReadingRecorder(options, part);
  let isWhole = false;
  try {
    for await (const batch of options.batches) {
      if (signal?.aborted === true) break;
      recorder.take(batch);
    }
    const recorded = signal?.aborted === true ? undefined : recorder.finish();
    if (recorded === undefined) {
      problems.report(signal?.aborted === true ? cancelled(out) : nothingRead(out));
      return { ok: false, problems: problems.list() };
    }
    renameSync(part, out);
    isWhole = true;
    return { ok: true, value: { file: out, ...recorded }, problems: problems.list() };
  } finally {
    if (!isWhole) {
      recorder.abandon();
      remove(part);
    }
  }
}

function cancelled(out: string): Problem {
  return {
    path: [out],
    id: "cancelled",
    severity: "error",
    message: `Cancelled: ${out} was not written.`,
    hint: "Start again when you want it.",
  };
}

function nothingRead(out: string): Problem {
  return {
    path: [out],
    id: "nothing-readable",
    severity: "error",
    message: `Nothing could be read, so ${out} was not written.`,
    hint: "See the other problems; without any, the input is empty.",
  };
}

function remove(part: string): void {
  for (const path of [part, journalPath(part), `${journalPath(part)}.next`]) rmSync(path, { force: true });
}

class ReadingRecorder {
  readonly #options: RecordReadingsOptions;
  readonly #part: string;
  readonly #sorter: TimeSorter<Reading>;
  readonly #normaliser: Normaliser;
  readonly #stopRule: StopRule;
  #writer: RecordingWriter | undefined;
  #isOpen = false;
  /** Arrival of the newest reading. */
  #arrivalMs = -Infinity;
  #normalised: Fact[] = [];
  #facts: Fact[] = [];
  #readings = 0;
  #refusedBefore = 0;
  #refusedTimes = 0;
  #samples = 0;
  #events = 0;
  #gaps = 0;
  #late = 0;

  constructor(options: RecordReadingsOptions, part: string) {
    this.#options = options;
    this.#part = part;
    this.#sorter = new TimeSorter(options.sortWindowMs ?? 0);
    this.#normaliser = createNormaliser(options.plant, {
      problems: options.problems,
      path: ["import", options.head.sourceId],
    });
    this.#stopRule = createStopRule(options.plant);
  }

  take(batch: ReadingBatch): void {
    for (const reading of batch.readings) {
      this.#readings += 1;
      // NaN is in no range.
      if (reading.timeMs >= 0 && reading.timeMs <= latestMs) this.#sorter.push(reading, this.#release);
      else this.#refuseTime();
    }
    this.#refusedBefore = Math.max(this.#refusedBefore, batch.refused ?? 0);
    const { bytesRead = 0, bytesTotal = 0 } = batch;
    this.#options.onProgress?.({ bytesRead, bytesTotal, readings: this.#readings, refused: this.#refused });
  }

  /** Writes the rest and the index; undefined when there was no reading at all. */
  finish(): Omit<RecordedReadings, "file"> | undefined {
    this.#sorter.flush(this.#release);
    this.#normaliser.settle(this.#normalised);
    this.#pass();
    const endMs = Math.max(this.#arrivalMs, this.#options.endMs ?? -Infinity);
    this.#stopRule.advance(endMs, this.#facts);
    this.#write();
    const writer = this.#writer;
    if (writer === undefined || this.#normaliser.counts.accepted === 0) return undefined;
    writer.advance(endMs);
    writer.finish();
    this.#isOpen = false;
    return {
      range: { startMs: writer.head.startMs, endMs: writer.endMs },
      readings: this.#readings,
      samples: this.#samples,
      events: this.#events,
      refused: this.#refused,
      gaps: this.#gaps,
      late: this.#late,
    };
  }

  abandon(): void {
    if (this.#isOpen) this.#writer?.abandon();
    this.#isOpen = false;
  }

  get #refused(): number {
    return this.#refusedBefore + this.#refusedTimes + this.#normaliser.counts.refused;
  }

  readonly #release = (reading: Reading): void => {
    if (this.#writer === undefined) this.#open(this.#options.startMs ?? reading.timeMs);
    const { gapMs = Infinity } = this.#options;
    if (reading.timeMs > this.#arrivalMs + gapMs) this.#tellGap(reading.timeMs);
    this.#arrivalMs = Math.max(this.#arrivalMs, reading.timeMs);
    this.#normaliser.accept(reading, this.#arrivalMs, this.#normalised);
    this.#pass();
    this.#write();
  };

  #open(startMs: number): void {
    const { plant, head } = this.#options;
    this.#arrivalMs = startMs;
    this.#writer = new RecordingWriter({
      path: this.#part,
      journal: false,
      twin: createTwin(plant),
      head: { ...head, startMs },
    });
    this.#isOpen = true;
  }

  /** Between the last reading and `untilMs` nothing was heard, so nothing is known of the states in between. */
  #tellGap(untilMs: number): void {
    this.#gaps += 1;
    const fromMs = this.#arrivalMs;
    const source = this.#options.head.sourceId;
    this.#normaliser.settle(this.#normalised);
    this.#pass();
    this.#facts.push({ kind: "link", receivedMs: fromMs, timeMs: fromMs, source, heard: false });
    this.#normaliser.lost(fromMs, fromMs, this.#normalised);
    this.#pass();
    this.#facts.push({ kind: "link", receivedMs: untilMs, timeMs: untilMs, source, heard: true });
  }

  #pass(): void {
    for (const fact of this.#normalised) this.#stopRule.accept(fact, this.#facts);
    this.#normalised.length = 0;
  }

  #write(): void {
    if (this.#facts.length === 0) return;
    for (const fact of this.#facts) {
      if (fact.kind === "sample") this.#samples += 1;
      else if (fact.kind !== "string") this.#events += 1;
      if ((fact.kind === "sample" || fact.kind === "state") && fact.backfill === true) this.#late += 1;
    }
    this.#writer?.append(this.#facts);
    this.#facts.length = 0;
  }

  #refuseTime(): void {
    this.#refusedTimes += 1;
    this.#options.problems.report({
      path: ["import", this.#options.head.sourceId],
      id: "time-out-of-range",
      severity: "warning",
      message: "A reading has a time before 1970 or after 2261, or none, and was left out.",
      hint: "Check the unit of the times (s, ms, us, ns).",
    });
  }
}
