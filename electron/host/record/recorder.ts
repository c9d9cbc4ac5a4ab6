// Always on while live: facts go into a recording, which rolls at shift change, keeps to its disk budget and survives
// a disk that is full: then recording stops with a Problem, the live view goes on, and it is tried again every minute.
import { mkdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import type { ProblemReporter } from "#shared/base/problem.ts";
import { every, type Timers } from "#shared/base/timers.ts";
import type { RecorderInfo } from "#shared/host-api/requests.ts";
import { instantOnDay, nextShift } from "#shared/model/calendar.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { Twin } from "#shared/twin/twin.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import type { Story } from "../timeline/story.ts";
import { channelOfEvent } from "./format.ts";
import { McapFileReader } from "./mcap-reader.ts";
import { recoverRecording } from "./recover.ts";
import { type Carried, RecordingWriter } from "./recording-writer.ts";
import type { RecordingHead } from "./recording-head.ts";
import { keepToBudget } from "./retention.ts";

const saveMs = 1_000;
const retryMs = 60_000;
const dayMs = 86_400_000;
/** Recordings may take this much, and leave this much free, bytes. */
export const defaultBudgetBytes = 20 * 1024 ** 3;
const leastFreeBytes = 1024 ** 3;

export interface RecorderOptions {
  /** Folder of the recordings; made when absent. */
  readonly dir: string;
  readonly twin: Twin;
  readonly source: { readonly id: string; readonly label: string; readonly simulated: boolean };
  readonly wall: Clock;
  readonly timers: Timers;
  readonly version: string;
  readonly problems: ProblemReporter;
  readonly budgetBytes?: number;
  readonly isStarred: (path: string) => boolean;
  /** Texts that text signals had in the recordings before, by index. */
  readonly strings?: readonly string[];
  /** A recording ended or began: the chain of past recordings is another one. */
  readonly onRoll?: (finished: Finished | undefined) => void;
}

/** A recording that is whole. */
export interface Finished {
  readonly path: string;
  readonly startMs: number;
  readonly endMs: number;
}

export class Recorder implements Disposable {
  readonly #options: RecorderOptions;
  readonly #saving: Disposable;
  #writer: RecordingWriter | undefined;
  #timeline: FileTimeline | undefined;
  #carried: Carried | undefined;
  /** The story of the recording that ended, until the next begins: it knows the states that lanes go on with. */
  #ended: Story | undefined;
  #sequence = 0;
  #rollMs = Infinity;
  #failedPath: string | undefined;
  #stoppedWallMs = -Infinity;
  #isStopped = false;
  #isSaving = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#saving = every(options.timers, saveMs, () => {
      this.#save();
    });
  }

  /** The recording that is being written. */
  get growing(): FileTimeline | undefined {
    return this.#timeline;
  }

  get info(): RecorderInfo {
    return {
      state: this.#isStopped ? "stopped" : "recording",
      bytes: this.#writer?.length ?? 0,
    };
  }

  /** Facts in order of arrival. Never throws for what the disk does. */
  append(facts: readonly Fact[]): void {
    const first = facts[0];
    if (first === undefined) return;
    this.#guarded(() => {
      if (this.#isStopped && this.#options.wall.nowMs() - this.#stoppedWallMs < retryMs) return;
      if (this.#writer !== undefined && first.receivedMs >= this.#rollMs) this.#roll();
      if (this.#writer === undefined) this.#begin(first.receivedMs);
      this.#writer?.append(facts);
      for (const fact of facts) {
        if (fact.kind === "sample" || channelOfEvent(fact).group !== "story") continue;
        this.#sequence += 1;
        this.#timeline?.story.take(fact, this.#sequence);
      }
    });
  }

  /** Everything up to `timeMs` has been appended. */
  advance(timeMs: number): void {
    this.#guarded(() => {
      this.#writer?.advance(timeMs);
    });
    this.#timeline?.advance(timeMs);
  }

  /** Everything appended until now can be read from `growing`. */
  settle(): void {
    this.#guarded(() => {
      this.#writer?.settle();
    });
  }

  /** Finishes the recording. */
  [Symbol.dispose](): void {
    this.#saving[Symbol.dispose]();
    this.#guarded(() => {
      this.#roll();
    });
  }

  #begin(startMs: number): void {
    const { dir, twin, source, wall, version, strings } = this.#options;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (this.#failedPath !== undefined) {
      recoverRecording(this.#failedPath);
      this.#failedPath = undefined;
    }
    this.#makeRoom();
    const createdMs = wall.nowMs();
    const head: RecordingHead = {
      sourceId: source.id,
      sourceLabel: source.label,
      simulated: source.simulated,
      startMs,
      createdMs,
      gembaVersion: version,
    };
    const path = join(dir, `${twin.plant.file.id}-${fileStamp(createdMs)}.mcap`);
    const carried = this.#carried;
    const statesBefore = this.#ended?.statesBefore(startMs);
    this.#writer = new RecordingWriter({
      path,
      twin,
      head,
      ...(carried === undefined ? {} : { carried }),
      ...(statesBefore === undefined ? {} : { statesBefore }),
      ...(carried === undefined && strings !== undefined ? { strings } : {}),
      onChunk: ({ group, ...place }) => this.#timeline?.reader.grow(group, place),
    });
    const reader = McapFileReader.growing(path);
    const timeline = new FileTimeline({ id: path, reader, head, twin, endMs: startMs });
    for (const fact of this.#writer.statesBefore()) timeline.story.takeBefore(fact);
    this.#timeline = timeline;
    this.#carried = this.#ended = undefined;
    this.#rollMs = nextRollMs(twin.plant, startMs);
    this.#isStopped = false;
    this.#options.problems.clear(["recorder"], "recording-stopped");
    this.#options.onRoll?.(undefined);
  }

  /** Finishes the recording; the next one begins with the next fact. */
  #roll(): void {
    const writer = this.#writer;
    if (writer === undefined) return;
    this.#carried = writer.finish();
    this.#writer = undefined;
    this.#ended = this.#timeline?.story;
    this.#timeline?.close();
    this.#timeline = undefined;
    this.#options.onRoll?.({ path: writer.path, startMs: writer.head.startMs, endMs: writer.endMs });
  }

  #save(): void {
    if (this.#isSaving || this.#writer === undefined) return;
    this.#guarded(() => {
      this.#isSaving = true;
      this.#writer?.save((cause) => {
        this.#isSaving = false;
        if (cause !== null) this.#stop(cause);
      });
    });
  }

  #makeRoom(): void {
    const { dir, budgetBytes = defaultBudgetBytes, isStarred } = this.#options;
    const { bavail, bsize } = statfsSync(dir);
    keepToBudget({ dir, budgetBytes, freeBytes: bavail * bsize, leastFreeBytes, isStarred });
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (cause) {
      if (!(cause instanceof Error && "syscall" in cause)) throw cause;
      this.#stop(cause);
    }
  }

  /** Recording cannot go on; what is in the file stays, and is finished when there is room again. */
  #stop(cause: Error): void {
    this.#isStopped = true;
    this.#isSaving = false;
    this.#stoppedWallMs = this.#options.wall.nowMs();
    if (this.#writer !== undefined) {
      this.#failedPath = this.#writer.path;
      this.#carried = this.#writer.abandon();
    }
    this.#ended = this.#timeline?.story ?? this.#ended;
    this.#timeline?.close();
    this.#writer = this.#timeline = undefined;
    const isFull =
      "code" in cause && (cause.code === "ENOSPC" || cause.code === "EDQUOT" || cause.code === "EFBIG");
    this.#options.problems.report({
      path: ["recorder"],
      id: "recording-stopped",
      severity: "error",
      message: isFull
        ? "Recording has stopped: the disk is full."
        : `Recording has stopped: ${cause.message}.`,
      hint: `Make room in ${this.#options.dir}, or delete recordings; it is tried again every minute. The live view goes on.`,
      file: this.#options.dir,
    });
    this.#options.onRoll?.(undefined);
  }
}

/** The next change of shift after `timeMs`; of a plant without shifts, its next midnight. */
export function nextRollMs(plant: Plant, timeMs: number): number {
  const { plan, timeZone } = plant.file;
  const calendar = plan === undefined ? undefined : plant.calendarById.get(plan.calendar);
  const shift = calendar === undefined ? undefined : nextShift(calendar, timeZone, timeMs, 1);
  if (shift !== undefined) return shift.fromMs;
  // Seen from noon, days may have 23 or 25 hours.
  return instantOnDay(timeZone, instantOnDay(timeZone, timeMs, "12:00") + dayMs, "00:00");
}

/** Wall time as it stands in file names, UTC to the millisecond: two recordings never share one. */
function fileStamp(wallMs: number): string {
  return new Date(wallMs).toISOString().replaceAll(":", "-").replace("Z", "");
}
