// The recordings that can be opened: those of the host's folders, and single files a person opened by their path.
// Pages name them by id; only the host knows paths.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Outcome } from "#shared/base/problem.ts";
import type { RecordingInfo } from "#shared/host-api/requests.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { metadataName } from "./format.ts";
import { journalPath } from "./journal.ts";
import { McapFileReader } from "./mcap-reader.ts";
import { headOfMetadata, recordedEndMs, type RecordingHead, toldEarliestMs } from "./recording-head.ts";

/** A recording that is whole enough to be listed. */
export interface Recording {
  readonly id: string;
  readonly path: string;
  readonly head: RecordingHead;
  readonly plantId: string;
  readonly plantName: string;
  readonly plantVersion: string;
  readonly endMs: number;
  /** The earliest time that it tells of; undefined = it does not say. */
  readonly earliestMs: number | undefined;
  readonly bytes: number;
}

export class Catalogue {
  readonly #dirs: readonly string[];
  readonly #isStarred: (path: string) => boolean;
  /** Paths outside the folders that a person opened. */
  readonly #granted = new Set<string>();
  /** What was read of a file, as long as it has not changed. */
  readonly #known = new Map<string, { readonly stamp: string; readonly recording: Recording | undefined }>();

  constructor(dirs: readonly string[], isStarred: (path: string) => boolean) {
    this.#dirs = dirs;
    this.#isStarred = isStarred;
  }

  /** Lets pages open a file by its id. */
  grant(path: string): string {
    const real = realpathSync(path);
    this.#granted.add(real);
    return recordingId(real);
  }

  /** Newest first. */
  async list(): Promise<Recording[]> {
    const paths = [...this.#granted, ...this.#dirs.flatMap(recordingsIn)];
    const found = await Promise.all([...new Set(paths)].map((path) => this.#read(path)));
    return found
      .filter((recording) => recording !== undefined)
      .sort((a, b) => b.head.startMs - a.head.startMs || b.head.createdMs - a.head.createdMs);
  }

  async find(id: string): Promise<Recording | undefined> {
    return (await this.list()).find((recording) => recording.id === id);
  }

  /** Opens a recording; the caller closes it. */
  async open(id: string): Promise<Outcome<FileTimeline>> {
    const recording = await this.find(id);
    if (recording === undefined) {
      return {
        ok: false,
        problems: [
          {
            path: [id],
            id: "no-recording",
            severity: "error",
            message: "This recording is not there any more.",
            hint: "Choose another one of the list.",
          },
        ],
      };
    }
    return FileTimeline.open(recording.path, recording.id);
  }

  info(recording: Recording): RecordingInfo {
    const { id, path, plantName, head, endMs, bytes } = recording;
    return {
      id,
      name: basename(path),
      plant: plantName,
      startMs: head.startMs,
      endMs,
      bytes,
      starred: this.#isStarred(path),
      source: head.sourceLabel,
      simulated: head.simulated,
    };
  }

  async #read(path: string): Promise<Recording | undefined> {
    let stamp: string;
    let bytes: number;
    try {
      const { size, mtimeMs } = statSync(path);
      bytes = size;
      stamp = `${size} ${mtimeMs}`;
    } catch {
      return undefined; // Deleted since it was listed.
    }
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known.recording;
    // One that is being written is listed when it is whole.
    const recording = existsSync(journalPath(path)) ? undefined : await readRecording(path, bytes);
    this.#known.set(path, { stamp, recording });
    return recording;
  }
}

/** What a file says of itself; undefined when it is no recording or cannot be read. */
export async function readRecording(path: string, bytes: number): Promise<Recording | undefined> {
  let reader: McapFileReader;
  try {
    reader = await McapFileReader.open(path);
  } catch {
    return undefined; // Not for us to read; opening it by path says why.
  }
  try {
    const metadata = reader.metadata(metadataName);
    const head = headOfMetadata(metadata);
    if (head === undefined) return undefined;
    return {
      id: recordingId(path),
      path,
      head,
      plantId: metadata?.get("plant") ?? "",
      plantName: metadata?.get("plantName") ?? "",
      plantVersion: metadata?.get("plantVersion") ?? "",
      endMs: recordedEndMs(reader, head),
      earliestMs: toldEarliestMs(reader),
      bytes,
    };
  } finally {
    reader.close();
  }
}

function recordingsIn(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith(".mcap"))
      .map((name) => realpathSync(join(dir, name)));
  } catch {
    return []; // Nothing was recorded yet.
  }
}

/** The id of a recording: 16 hexadecimal digits of its path. */
export function recordingId(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 16);
}
