// Reads an MCAP file of ours: its index at once, its chunks when they are asked for, with a bounded memory for chunks.
// A file without an index, or with a damaged one, is scanned. A damaged chunk is a Problem, and the rest goes on.
import { closeSync, existsSync, fstatSync, openSync, readFileSync } from "node:fs";
import { McapIndexedReader, type McapTypes } from "@mcap/core";
import type { Problem } from "#shared/base/problem.ts";
import {
  byGroup,
  channelOf,
  type Group,
  groups,
  keyframeChannel,
  milliseconds,
  mostChunkBytes,
} from "./format.ts";
import { decodeJournal, journalPath } from "./journal.ts";
import { fillAt, readAt } from "./read-at.ts";
import { forEachMessageRecord, forEachRecord, type Scanned, scanMcap, unpackChunk } from "./mcap-scan.ts";

/** Largest index that is read. */
const mostIndexBytes = 256 * 1024 * 1024;
/** Memory for unpacked chunks. */
const cacheBytes = 32 * 1024 * 1024;

/** Where a chunk lies and what it is about. */
export interface ChunkPlace {
  readonly startMs: number;
  readonly endMs: number;
  readonly offset: number;
  readonly bytes: number;
  readonly rawBytes: number;
  readonly hasKeyframe: boolean;
}

export interface ChunkMessage {
  readonly channelId: number;
  readonly sequence: number;
  readonly logMs: number;
  readonly publishMs: number;
  /** Valid as long as its chunk is held; copy what is kept. */
  readonly data: Buffer;
}

export class McapFileReader {
  readonly path: string;
  readonly size: number;
  /** Chunks of each group, in order of time. */
  readonly chunks: Readonly<Record<Group, ChunkPlace[]>> = byGroup(() => []);
  readonly statistics: { readonly messages: number; readonly chunks: number };
  readonly problems: Problem[] = [];
  readonly #file: number;
  readonly #metadata: readonly McapTypes.MetadataIndex[];
  readonly #attachments: readonly McapTypes.AttachmentIndex[];
  readonly #cache = new Map<number, Buffer>();
  /** What a journal holds of chunks that were not closed, by an offset that is no place in the file. */
  readonly #open = new Map<number, Buffer>();
  #cached = 0;
  #packed = Buffer.alloc(0);
  readonly #damaged = new Set<number>();

  private constructor(path: string, file: number, size: number, index: Index) {
    this.path = path;
    this.#file = file;
    this.size = size;
    this.#metadata = index.metadata;
    this.#attachments = index.attachments;
    this.problems.push(...index.problems);
    let messages = 0n;
    for (const count of index.counts.values()) messages += count;
    this.statistics = { messages: Number(messages), chunks: index.chunks.length };
    for (const chunk of index.chunks) this.#place(chunk);
    for (const { group, place, records } of index.open ?? []) {
      this.chunks[group].push(place);
      this.#open.set(place.offset, records);
    }
    for (const group of groups)
      this.chunks[group].sort((a, b) => a.startMs - b.startMs || a.offset - b.offset);
  }

  /** Opens a file. Throws what the file system throws; what is wrong inside is among the problems. */
  static async open(path: string): Promise<McapFileReader> {
    const file = openSync(path, "r");
    try {
      const { size } = fstatSync(file);
      return new McapFileReader(path, file, size, await indexOf(path, file, size));
    } catch (cause) {
      closeSync(file);
      throw cause;
    }
  }

  /** A file that is being written: its chunks are told by `grow`. */
  static growing(path: string): McapFileReader {
    const nothing = { chunks: [], metadata: [], attachments: [], counts: new Map(), problems: [] };
    return new McapFileReader(path, openSync(path, "r"), Infinity, nothing);
  }

  close(): void {
    this.#cache.clear();
    closeSync(this.#file);
  }

  /** A metadata record by name. */
  metadata(name: string): ReadonlyMap<string, string> | undefined {
    // The newest of a name holds.
    const index = this.#metadata.findLast((each) => each.name === name);
    if (index === undefined || index.length > mostChunkBytes) return undefined;
    const body = readAt(this.#file, Number(index.offset) + 9, Number(index.length) - 9);
    return metadataOf(body);
  }

  /** The bytes of an attachment. */
  attachment(name: string): Buffer | undefined {
    const index = this.#attachments.find((each) => each.name === name);
    if (index === undefined || index.dataSize > mostChunkBytes || Number(index.offset) > this.size)
      return undefined;
    const end = Number(index.offset) + Number(index.length) - 4;
    return readAt(this.#file, end - Number(index.dataSize), Number(index.dataSize));
  }

  /** The messages of a chunk; none when it is damaged, which is then among the problems. */
  messages(place: ChunkPlace): ChunkMessage[] {
    const messages: ChunkMessage[] = [];
    this.forEachMessage(place, (message) => messages.push(message));
    return messages;
  }

  forEachMessage(place: ChunkPlace, take: (message: ChunkMessage) => void): void {
    const records = this.records(place);
    if (records === undefined) return;
    forEachRecord(records, (record) => {
      if (record[0] !== 0x05 || record.length < 31) return;
      take({
        channelId: record.readUInt16LE(9),
        sequence: record.readUInt32LE(11),
        logMs: timeAt(record, 15),
        publishMs: timeAt(record, 23),
        data: record.subarray(31),
      });
    });
  }

  /** The unpacked records of a chunk; undefined when it is damaged. */
  records(place: ChunkPlace): Buffer | undefined {
    const open = this.#open.get(place.offset);
    if (open !== undefined) return open;
    const held = this.#cache.get(place.offset);
    if (held !== undefined) {
      // Newest last: the first of the map is the one not asked for longest.
      this.#cache.delete(place.offset);
      this.#cache.set(place.offset, held);
      return held;
    }
    if (this.#damaged.has(place.offset)) return undefined;
    const body =
      place.bytes > mostChunkBytes ? undefined : this.#readPacked(place.offset + 9, place.bytes - 9);
    const records = body === undefined ? undefined : unpackChunk(body)?.records;
    if (records === undefined) {
      this.#damaged.add(place.offset);
      this.problems.push(damageProblem(this.path, place.offset, place.bytes));
      return undefined;
    }
    this.#cache.set(place.offset, records);
    this.#cached += records.byteLength;
    for (const [offset, oldest] of this.#cache) {
      if (this.#cached <= cacheBytes || offset === place.offset) break;
      this.#cache.delete(offset);
      this.#cached -= oldest.byteLength;
    }
    return records;
  }

  /** Packed bytes, valid until the next call: they are unpacked at once. */
  #readPacked(at: number, bytes: number): Buffer {
    if (this.#packed.length < bytes) this.#packed = Buffer.allocUnsafe(bytes * 2);
    return fillAt(this.#file, at, this.#packed.subarray(0, bytes));
  }

  /** A chunk that the recorder has just written. */
  grow(group: Group, place: ChunkPlace): void {
    this.chunks[group].push(place);
  }

  #place(chunk: McapTypes.ChunkIndex): void {
    const group = groupOf(chunk);
    if (group === undefined || Number(chunk.chunkStartOffset + chunk.chunkLength) > this.size) return;
    this.chunks[group].push({
      startMs: milliseconds(chunk.messageStartTime),
      endMs: milliseconds(chunk.messageEndTime),
      offset: Number(chunk.chunkStartOffset),
      bytes: Number(chunk.chunkLength),
      rawBytes: Number(chunk.uncompressedSize),
      hasKeyframe: chunk.messageIndexOffsets.has(keyframeChannel),
    });
  }
}

interface Index {
  readonly chunks: readonly McapTypes.ChunkIndex[];
  readonly metadata: readonly McapTypes.MetadataIndex[];
  readonly attachments: readonly McapTypes.AttachmentIndex[];
  readonly counts: ReadonlyMap<number, bigint>;
  readonly problems: readonly Problem[];
  /** What the journal of an unfinished file adds. */
  readonly open?: readonly OpenChunk[];
}

interface OpenChunk {
  readonly group: Group;
  readonly place: ChunkPlace;
  readonly records: Buffer;
}

/** The chunks that were open when an unfinished file was left, from its journal; nothing where there is none. */
function openChunks(path: string, scanned: Scanned): OpenChunk[] {
  if (!existsSync(journalPath(path))) return [];
  const { entries } = decodeJournal(readFileSync(journalPath(path)));
  return groups.flatMap((group, at): OpenChunk[] => {
    const closed = scanned.chunks.filter((chunk) => groupOf(chunk) === group).length;
    const records = Buffer.concat(
      entries
        .filter((entry) => entry.group === group && entry.ordinal >= closed)
        .map((entry) => entry.records),
    );
    if (records.length === 0) return [];
    let [startMs, endMs, hasKeyframe] = [Infinity, -Infinity, false];
    forEachMessageRecord(records, ({ channelId, logTime }) => {
      startMs = Math.min(startMs, milliseconds(logTime));
      endMs = Math.max(endMs, milliseconds(logTime));
      hasKeyframe ||= channelId === keyframeChannel;
    });
    const { length } = records;
    return [
      {
        group,
        records,
        place: { startMs, endMs, offset: -1 - at, bytes: length, rawBytes: length, hasKeyframe },
      },
    ];
  });
}

function groupOf(chunk: McapTypes.ChunkIndex): Group | undefined {
  const [channelId] = chunk.messageIndexOffsets.keys();
  return channelId === undefined ? undefined : channelOf(channelId)?.group;
}

/** The index at the file's end, or what a scan finds. */
async function indexOf(path: string, file: number, size: number): Promise<Index> {
  try {
    const reader = await McapIndexedReader.Initialize({
      readable: {
        size: () => Promise.resolve(BigInt(size)),
        read: (offset, bytes) => {
          if (bytes > mostIndexBytes || offset + bytes > size) throw new Error("out of the file");
          return Promise.resolve(readAt(file, Number(offset), Number(bytes)));
        },
      },
    });
    return {
      chunks: reader.chunkIndexes,
      metadata: reader.metadataIndexes,
      attachments: reader.attachmentIndexes,
      counts: reader.statistics?.channelMessageCounts ?? new Map(),
      problems: [],
    };
  } catch {
    const scanned = scanMcap(path);
    return {
      ...scanned,
      open: openChunks(path, scanned),
      problems: [
        {
          path: [path],
          id: "no-index",
          severity: "warning",
          message:
            "The recording was not finished, or its end is missing; everything whole in it was found by reading it through.",
          hint: "Nothing needs to be done. Trim it to get a whole file.",
          file: path,
        },
        ...scanned.damage.map(({ offset, bytes }) => damageProblem(path, offset, bytes)),
      ],
    };
  }
}

function damageProblem(path: string, offset: number, bytes: number): Problem {
  return {
    path: [path, String(offset)],
    id: "damaged",
    severity: "warning",
    message: `${bytes} bytes at ${offset} are damaged: what was recorded there is missing.`,
    hint: "Get the file again from where it was copied, if it is whole there.",
    file: path,
  };
}

function timeAt(record: Buffer, at: number): number {
  // Nanoseconds exceed what a double holds exactly; they are whole microseconds, so rounding those is exact.
  return Math.round((record.readUInt32LE(at + 4) * 4_294_967_296 + record.readUInt32LE(at)) / 1000) / 1000;
}

function metadataOf(body: Buffer): Map<string, string> | undefined {
  const text = (at: number): [string, number] | undefined => {
    if (at + 4 > body.length) return undefined;
    const end = at + 4 + body.readUInt32LE(at);
    return end > body.length ? undefined : [body.toString("utf8", at + 4, end), end];
  };
  const name = text(0);
  if (name === undefined) return undefined;
  const found = new Map<string, string>();
  for (let at = name[1] + 4; at < body.length;) {
    const key = text(at);
    const value = key === undefined ? undefined : text(key[1]);
    if (key === undefined || value === undefined) break;
    found.set(key[0], value[0]);
    at = value[1];
  }
  return found;
}
