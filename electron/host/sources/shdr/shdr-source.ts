// Source `shdr`: recorded adapter files of several devices, merged by time and replayed at any speed.
// Opening reads the device file and everything before the start; starting replays the rest.
import type { Clock } from "#shared/base/clock.ts";
import { PlantClock } from "#shared/base/clock.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Reading } from "#shared/model/fact.ts";
import type { PlantFile } from "#shared/model/plant-schema.ts";
import { checkPlant } from "#shared/model/plant-check.ts";
import { derivePlant } from "../mtconnect/derive-plant.ts";
import type { Source, SourceSink } from "../source.ts";
import { MergedFiles } from "./cursor.ts";
import { findSpan, readShdrFolder, type ReplaySpan, type ShdrFolder } from "./files.ts";
import { InitialState } from "./initial-state.ts";
import { Tally } from "./tally.ts";

/** Waits in wall time; resolves early, without error, when `signal` aborts. */
export type Wait = (wallMs: number, signal: AbortSignal) => Promise<void>;

export interface ShdrOptions {
  /** Default `shdr`. */
  readonly id?: string;
  /** Plant seconds per wall second, above 0. */
  readonly speed: number;
  readonly wall: Clock;
  readonly wait: Wait;
  /** Where the replay begins; default: after the last gap longer than an hour. Earlier rows give the initial state. */
  readonly fromMs?: number;
  /** Zone of the plant's local times; default UTC, as the files do not tell. */
  readonly timeZone?: string;
  /** The files hold a raw adapter stream in native units; default: what an agent recorded, converted already. */
  readonly isNative?: boolean;
}

/** A folder opened: the source, ready to start, and the plant its device file describes. */
export interface ShdrReplay {
  readonly source: Source;
  readonly plant: PlantFile;
  readonly span: ReplaySpan;
}

/** Readings are handed on at least this often, in wall time. */
const batchMs = 50;
/** While the files are silent, a proof of life this often. */
const quietMs = 500;
/** Most readings handed on at once. */
const maxBatch = 4096;

/** Reads Devices.xml and finds the adapter files of a folder, and derives the plant: no rows are read. */
export async function readShdrDir(
  dir: string,
  options: { readonly timeZone?: string } = {},
): Promise<Outcome<{ plant: PlantFile; folder: ShdrFolder }>> {
  const folder = await readShdrFolder(dir);
  if (!folder.ok) return folder;
  const { devices, devicesFile, name } = folder.value;
  const derived = derivePlant(devices, {
    id: name,
    name,
    timeZone: options.timeZone ?? "UTC",
    file: devicesFile,
  });
  const checked = checkPlant(derived.plant, devicesFile);
  const problems: Problem[] = [...folder.problems, ...derived.problems, ...checked.problems];
  return checked.ok
    ? { ok: true, value: { plant: checked.value, folder: folder.value }, problems }
    : { ok: false, problems };
}

/** Opens a folder for replay. */
export async function openShdrReplay(dir: string, options: ShdrOptions): Promise<Outcome<ShdrReplay>> {
  const read = await readShdrDir(dir, options.timeZone === undefined ? {} : { timeZone: options.timeZone });
  if (!read.ok) return read;
  const { plant, folder } = read.value;
  let span: ReplaySpan | undefined;
  try {
    span = await findSpan(folder.files);
  } catch (error) {
    return { ok: false, problems: [...read.problems, unreadable(dir, error)] };
  }
  if (span === undefined) {
    return {
      ok: false,
      problems: [
        ...read.problems,
        {
          path: [dir],
          id: "no-rows",
          severity: "error",
          message: `No adapter file in ${dir} has a line with a time.`,
          hint: "Lines look like 2016-11-01T08:41:19.762Z|execution|ACTIVE.",
        },
      ],
    };
  }
  const startMs = options.fromMs ?? span.startMs;
  const replay = new Replay(folder, { ...options, startMs, endMs: Math.max(startMs, span.endMs) });
  await replay.foldBefore(startMs);
  return {
    ok: true,
    value: { source: replay, plant, span: { startMs, endMs: span.endMs } },
    problems: read.problems,
  };
}

function unreadable(dir: string, error: unknown): Problem {
  return {
    path: [dir],
    id: "unreadable-file",
    severity: "error",
    message: `The adapter files could not be read: ${error instanceof Error ? error.message : String(error)}`,
    hint: "Check that the files are there and may be read.",
  };
}

/** Plant time of a replay: the place up to which everything was handed on. */
class ReplayClock implements Clock {
  readonly speed: number;
  #placeMs: number;
  constructor(speed: number, startMs: number) {
    this.speed = speed;
    this.#placeMs = startMs;
  }
  nowMs(): number {
    return this.#placeMs;
  }
  moveTo(timeMs: number): void {
    this.#placeMs = timeMs;
  }
}

class Replay implements Source {
  readonly id: string;
  readonly kind = "shdr";
  readonly label: string;
  readonly simulated = false;
  readonly paced = true;
  readonly clock: ReplayClock;
  readonly #options: ShdrOptions & { readonly startMs: number; readonly endMs: number };
  readonly #tally: Tally;
  readonly #files: MergedFiles;
  #past: Reading[] = [];

  constructor(
    folder: ShdrFolder,
    options: ShdrOptions & { readonly startMs: number; readonly endMs: number },
  ) {
    this.id = options.id ?? "shdr";
    this.label = `${folder.name}: ${folder.devices.map((device) => device.name).join(", ")}`;
    this.clock = new ReplayClock(options.speed, options.startMs);
    this.#options = options;
    this.#tally = new Tally(["sources", this.id], folder.devicesFile);
    this.#files = new MergedFiles(folder.files, {
      isNative: options.isNative ?? false,
      onEnd: (cursor) => {
        if (cursor.endedInBlock) this.#tally.endedInBlock(cursor);
      },
      onLost: (cursor, cause) => {
        this.#tally.lost(cursor, cause);
      },
    });
  }

  /** Reads every row before `startMs` and keeps what is still true there. */
  async foldBefore(startMs: number): Promise<void> {
    const state = new InitialState();
    await this.#files.readBefore(startMs, (cursor, line) => {
      this.#tally.observe(cursor, line);
      for (const reading of line.readings) state.observe(reading);
    });
    this.#past = state.readings();
  }

  async start(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { startMs, endMs, speed, wall, wait } = this.#options;
    const raw = new PlantClock(wall, { originMs: startMs, wallOriginMs: wall.nowMs(), speed });
    if (this.#past.length > 0) sink.push(this.#past);
    this.#past = [];
    this.#tally.flush(sink);
    sink.heartbeat();

    let batch: Reading[] = [];
    const hand = (): void => {
      if (batch.length === 0) return;
      sink.push(batch);
      batch = [];
    };
    try {
      while (!signal.aborted) {
        // One place for the whole round: time goes on while files are read.
        const placeMs = Math.min(raw.nowMs(), endMs);
        await this.#files.readBefore(placeMs === endMs ? Infinity : placeMs, (cursor, line) => {
          this.#tally.observe(cursor, line);
          if (line.readings.length > 0) batch.push(...line.readings);
          if (batch.length >= maxBatch) hand();
        });
        hand();
        this.#tally.flush(sink);
        this.clock.moveTo(placeMs);
        sink.heartbeat();
        const nextMs = this.#files.nextMs;
        if (nextMs === undefined) return;
        await wait(Math.min(quietMs, Math.max(batchMs, raw.wallUntilMs(nextMs))), signal);
      }
    } finally {
      await this.#files.close();
    }
  }
}
