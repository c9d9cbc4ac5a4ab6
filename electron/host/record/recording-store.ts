// The recordings of a data folder, as one host sees them: finished after a crash, listed, and chained behind the live plant.
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#shared/base/clock.ts";
import type { Problem, ProblemReporter } from "#shared/base/problem.ts";
import type { RecordingInfo } from "#shared/host-api/requests.ts";
import type { Timers } from "#shared/base/timers.ts";
import type { Twin } from "#shared/twin/twin.ts";
import type { Source } from "../sources/source.ts";
import type { FileTimeline } from "../timeline/file-timeline.ts";
import type { Timeline } from "../timeline/timeline.ts";
import type { PastRecording } from "../timeline/live-timeline.ts";
import { Catalogue, type Recording, recordingId } from "./catalogue.ts";
import { type Finished, Recorder } from "./recorder.ts";
import { recoverFolder } from "./recover.ts";
import { plantVersionOf, type RecordingHead } from "./recording-head.ts";
import { trim } from "./trim.ts";

/** Recordings that are chained behind the live plant: ten days of three shifts. */
const mostPast = 30;

export interface RecorderNeeds {
  readonly twin: Twin;
  readonly source: Source;
  readonly wall: Clock;
  readonly timers: Timers;
  readonly version: string;
  readonly problems: ProblemReporter;
}

export class RecordingStore {
  readonly catalogue: Catalogue;
  /** What was found when the folder was opened. */
  readonly problems: readonly Problem[];
  readonly #dir: string;
  readonly #isStarred: (path: string) => boolean;
  readonly #isOurs: boolean;
  #all: readonly Recording[];
  readonly #opened = new Map<string, Promise<FileTimeline | undefined>>();

  private constructor(
    dir: string,
    catalogue: Catalogue,
    isStarred: (path: string) => boolean,
    isOurs: boolean,
    problems: readonly Problem[],
    all: readonly Recording[],
  ) {
    this.#dir = dir;
    this.catalogue = catalogue;
    this.#isStarred = isStarred;
    this.#isOurs = isOurs;
    this.problems = problems;
    this.#all = all;
  }

  /** Opens the folder. Only its owner finishes recordings and writes new ones. */
  static async open(
    dataDir: string,
    isOurs: boolean,
    isStarred: (path: string) => boolean,
  ): Promise<RecordingStore> {
    const dir = join(dataDir, "recordings");
    let problems: Problem[] = [];
    if (isOurs) {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      problems = recoverFolder(dir);
    }
    const catalogue = new Catalogue([dir, join(dataDir, "imports")], isStarred);
    return new RecordingStore(dir, catalogue, isStarred, isOurs, problems, await catalogue.list());
  }

  /** What recorded this plant from this source before `liveMs`, oldest first. A simulation begins anew each time. */
  pastOf(twin: Twin, source: Source, liveMs: number): PastRecording[] {
    const plantVersion = plantVersionOf(twin.plant);
    let laterMs = liveMs;
    const chain: PastRecording[] = [];
    const newestFirst = source.simulated
      ? []
      : this.#all.filter((each) => each.plantVersion === plantVersion && each.head.sourceId === source.id);
    for (const recording of newestFirst) {
      if (chain.length === mostPast) break;
      // Of two that overlap, the one that began later holds.
      if (recording.endMs > laterMs) continue;
      laterMs = recording.head.startMs;
      chain.push({
        startMs: recording.head.startMs,
        endMs: recording.endMs,
        path: recording.path,
        earliestMs: recording.earliestMs,
        open: () => this.#openOnce(recording),
      });
    }
    return chain.reverse();
  }

  /** The texts that the newest recording of this plant and source gave to text signals. */
  async stringsOf(twin: Twin, source: Source): Promise<readonly string[]> {
    const newest = this.pastOf(twin, source, Infinity).at(-1);
    return (await newest?.open())?.strings() ?? [];
  }

  /** A recorder for the live plant; undefined when another host writes to this folder. */
  recorder(
    needs: RecorderNeeds,
    strings: readonly string[],
    onRoll: (finished: Finished | undefined) => void,
  ): Recorder | undefined {
    if (!this.#isOurs) return undefined;
    const { source, ...rest } = needs;
    const { id, label, simulated } = source;
    return new Recorder({
      ...rest,
      dir: this.#dir,
      source: { id, label, simulated },
      isStarred: this.#isStarred,
      strings,
      onRoll,
    });
  }

  /** Where what people say of a recording goes when its own folder cannot be written. */
  peopleElsewhere(path: string): string {
    return join(this.#dir, "..", "people", `${recordingId(path)}.people.jsonl`);
  }

  /** Writes a cut into the folder; undefined when another host owns it. */
  async trim(
    timeline: Timeline,
    fromMs: number,
    toMs: number,
    name: string,
    made: Pick<RecordingHead, "sourceLabel" | "simulated" | "gembaVersion" | "createdMs">,
  ): Promise<RecordingInfo | undefined> {
    if (!this.#isOurs) return undefined;
    const path = freePath(this.#dir, name);
    const head = { sourceId: "cut", ...made };
    await trim({ timeline, fromMs, toMs, path, head });
    return this.infoOf(path);
  }

  /** What a page is told of a recording that was just made; undefined when it is not there. */
  async infoOf(path: string): Promise<RecordingInfo | undefined> {
    const recording = (await this.catalogue.list()).find((each) => each.path === path);
    return recording === undefined ? undefined : this.catalogue.info(recording);
  }

  /** Looks again at what there is. */
  async refresh(): Promise<void> {
    this.#all = await this.catalogue.list();
  }

  close(): void {
    for (const opened of this.#opened.values()) void opened.then((timeline) => timeline?.close());
    this.#opened.clear();
  }

  #openOnce(recording: Recording): Promise<FileTimeline | undefined> {
    const known = this.#opened.get(recording.path);
    if (known !== undefined) return known;
    const opened = this.catalogue
      .open(recording.id)
      .then((outcome) => (outcome.ok ? outcome.value : undefined));
    this.#opened.set(recording.path, opened);
    return opened;
  }
}

/** A path for a name that a person gave: what no file system minds, and not taken. */
export function freePath(dir: string, name: string, isTaken: (path: string) => boolean = existsSync): string {
  const safe = name
    .replace(/[^\p{L}\p{N} ._-]/gu, "_")
    .trim()
    .slice(0, 80);
  const real = realpathSync(dir);
  for (let count = 1; ; count += 1) {
    const path = join(real, `${safe === "" ? "cut" : safe}${count === 1 ? "" : ` ${count}`}.mcap`);
    if (!isTaken(path)) return path;
  }
}
