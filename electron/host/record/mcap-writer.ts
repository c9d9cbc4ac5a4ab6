// Writes an MCAP file group by group, so that a kill at any moment loses at most what was added since the last `save`:
// whole chunks are in the file, what is in open chunks is in a journal beside it.
// The records are built by @mcap/core; file, chunks, journal and index are ours, because its writer knows neither.
import { closeSync, fdatasync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { constants, crc32, zstdCompressSync } from "node:zlib";
import { McapChunkBuilder, McapRecordBuilder, type McapTypes } from "@mcap/core";
import {
  byGroup,
  channelOf,
  chunkBytes,
  formatVersion,
  type Group,
  groups,
  milliseconds,
  nanoseconds,
  keyframeChannel,
} from "./format.ts";
import { encodeEntry, type JournalEntry, journalPath } from "./journal.ts";
import { forEachMessageRecord, type Scanned } from "./mcap-scan.ts";
import { buildChannels, buildSchemas, buildSummary } from "./mcap-summary.ts";

/** A chunk that is in the file. */
export interface WrittenChunk {
  readonly group: Group;
  readonly startMs: number;
  readonly endMs: number;
  readonly offset: number;
  readonly bytes: number;
  readonly rawBytes: number;
  readonly hasKeyframe: boolean;
}

export interface Message {
  readonly channelId: number;
  readonly sequence: number;
  readonly logMs: number;
  readonly publishMs: number;
  readonly data: Uint8Array;
}

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly data: Uint8Array;
}

/** The lowest level: columns are what makes a recording small; the usual one takes a sixth longer for a hundredth less. */
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** A journal is begun anew when it is larger than this. */
const mostJournalBytes = 8 * 1024 * 1024;

interface OpenChunk {
  readonly builder: McapChunkBuilder;
  /** How many chunks of this group are in the file. */
  ordinal: number;
  /** Arrival of its first message. */
  sinceMs: number;
}

export interface McapFileWriterOptions {
  readonly path: string;
  readonly metadata: ReadonlyMap<string, string>;
  readonly metadataName: string;
  readonly attachments: readonly Attachment[];
  /** False = a file that is made at once and thrown away when it does not become whole: it needs no journal. Default true. */
  readonly journal?: boolean;
  /** What a chunk of a group that is about to be closed ends with, if anything. */
  readonly lastOf?: (group: Group) => Message | undefined;
  /** Called with every chunk once it is in the file. */
  readonly onChunk?: (chunk: WrittenChunk) => void;
}

/** Writing throws what the file system throws; the caller stops recording then. */
export class McapFileWriter {
  readonly path: string;
  readonly #options: McapFileWriterOptions;
  readonly #builder = new McapRecordBuilder();
  readonly #open: Record<Group, OpenChunk>;
  readonly #chunks: McapTypes.ChunkIndex[] = [];
  readonly #attachments: McapTypes.AttachmentIndex[] = [];
  readonly #metadata: McapTypes.MetadataIndex[] = [];
  readonly #counts = new Map<number, bigint>();
  #file: number;
  /** Undefined = there is none. */
  #journal: number | undefined;
  /** Journals that the disk is still busy with; they are closed when it is done. */
  readonly #syncing = new Set<number>();
  #isClosed = false;
  #length = 0;
  /** What the journal has not been told yet. */
  #pending: Uint8Array[] = [];
  #journalBytes = 0;
  #startNs: bigint | undefined;
  #endNs = 0n;

  private constructor(options: McapFileWriterOptions, file: number, journal: number | undefined) {
    this.path = options.path;
    this.#options = options;
    const opened = (): OpenChunk => ({ builder: new McapChunkBuilder({}), ordinal: 0, sinceMs: Infinity });
    this.#open = byGroup(opened);
    this.#file = file;
    this.#journal = journal;
  }

  /** Creates a file; one that exists already is an error. */
  static create(options: McapFileWriterOptions): McapFileWriter {
    const file = openSync(options.path, "wx", 0o600);
    const journal = options.journal === false ? undefined : openSync(journalPath(options.path), "w", 0o600);
    const writer = new McapFileWriter(options, file, journal);
    writer.#begin();
    return writer;
  }

  /** Goes on with a file that was not finished: after what is whole in it, with what its journal holds. */
  static resume(path: string, scanned: Scanned, journal: readonly JournalEntry[]): McapFileWriter {
    const file = openSync(path, "r+");
    ftruncateSync(file, scanned.endOffset);
    const options = { path, metadataName: "", metadata: new Map<string, string>(), attachments: [] };
    const writer = new McapFileWriter(options, file, openSync(journalPath(path), "a", 0o600));
    writer.#length = scanned.endOffset;
    writer.#attachments.push(...scanned.attachments);
    writer.#metadata.push(...scanned.metadata);
    for (const [channelId, count] of scanned.counts) writer.#counts.set(channelId, count);
    for (const chunk of scanned.chunks) {
      writer.#chunks.push(chunk);
      writer.#cover(chunk.messageStartTime, chunk.messageEndTime);
      const [channelId] = chunk.messageIndexOffsets.keys();
      const group = channelId === undefined ? undefined : channelOf(channelId)?.group;
      if (group !== undefined) writer.#open[group].ordinal += 1;
    }
    for (const { group, ordinal, records } of journal) {
      const open = writer.#open[group];
      // A kill between a chunk and its journal leaves what is in the file already.
      if (ordinal < open.ordinal) continue;
      forEachMessageRecord(records, (message) => {
        open.builder.addMessage(message);
      });
    }
    return writer;
  }

  /** Bytes in the file. */
  get length(): number {
    return this.#length;
  }

  /** Takes a message; true when the chunk is so large that it should be closed. */
  add(group: Group, message: Message): boolean {
    const open = this.#open[group];
    open.sinceMs = Math.min(open.sinceMs, message.logMs);
    addTo(open.builder, message);
    if (this.#journal !== undefined) this.#pending.push(encodeEntry(group, open.ordinal, message));
    return open.builder.byteLength >= chunkBytes;
  }

  /** Closes chunks whose first message arrived before `beforeMs`. */
  closeOlderThan(beforeMs: number): void {
    for (const group of groups) if (this.#open[group].sinceMs < beforeMs) this.closeChunk(group);
  }

  /** Puts the open chunk of a group into the file. */
  closeChunk(group: Group): void {
    const open = this.#open[group];
    const { builder } = open;
    if (builder.numMessages === 0) return;
    const last = this.#options.lastOf?.(group);
    if (last !== undefined) addTo(builder, last);
    const raw = builder.buffer;
    const records = zstdCompressSync(raw, fast);
    const { messageStartTime, messageEndTime } = builder;
    const rawBytes = raw.byteLength;
    const indices = [...builder.indices].filter(({ records: entries }) => entries.length > 0);
    const chunk = {
      messageStartTime,
      messageEndTime,
      uncompressedSize: BigInt(rawBytes),
      uncompressedCrc: crc32(raw),
      compression: "zstd",
      records,
    };
    this.#builder.reset();
    this.#builder.writeChunk(chunk);
    const chunkLength = this.#builder.length;
    const offset = this.#length;
    const messageIndexOffsets = new Map<number, bigint>();
    for (const index of indices) {
      messageIndexOffsets.set(index.channelId, BigInt(offset + this.#builder.length));
      this.#builder.writeMessageIndex(index);
      const count = this.#counts.get(index.channelId) ?? 0n;
      this.#counts.set(index.channelId, count + BigInt(index.records.length));
    }
    this.#chunks.push({
      messageStartTime,
      messageEndTime,
      chunkStartOffset: BigInt(offset),
      chunkLength: BigInt(chunkLength),
      messageIndexOffsets,
      messageIndexLength: BigInt(this.#builder.length - chunkLength),
      compression: "zstd",
      compressedSize: BigInt(records.byteLength),
      uncompressedSize: BigInt(rawBytes),
    });
    this.#cover(messageStartTime, messageEndTime);
    // First the journal: what came before anything in this chunk is safe before it, whatever its group.
    this.#flushJournal();
    this.#write(offset);
    builder.reset();
    open.ordinal += 1;
    open.sinceMs = Infinity;
    // What the journal holds of it is known by its number to be in the file.
    if (this.#journalBytes > mostJournalBytes) this.#renewJournal();
    this.#options.onChunk?.({
      group,
      startMs: milliseconds(messageStartTime),
      endMs: milliseconds(messageEndTime),
      offset,
      bytes: chunkLength,
      rawBytes,
      hasKeyframe: group === "samples" && messageIndexOffsets.has(keyframeChannel),
    });
  }

  /** What was added until now survives a kill. `onSaved` hears when it also survives a loss of power. */
  save(onSaved?: (cause: Error | null) => void): void {
    this.#flushJournal();
    if (onSaved === undefined) return;
    const journal = this.#journal ?? this.#file;
    this.#syncing.add(journal);
    fdatasync(journal, (cause) => {
      this.#syncing.delete(journal);
      if (journal !== this.#file && (journal !== this.#journal || this.#isClosed)) closeSync(journal);
      onSaved(cause);
    });
  }

  /** Closes all chunks, writes the index and removes the journal. `last` goes into a metadata record of its own. */
  finish(last?: { readonly name: string; readonly metadata: ReadonlyMap<string, string> }): void {
    for (const group of groups) this.closeChunk(group);
    if (last !== undefined) this.#addMetadata(last.name, last.metadata);
    this.#builder.reset();
    this.#builder.writeDataEnd({ dataSectionCrc: 0 });
    this.#write();
    buildSummary(this.#builder, this.#length, {
      chunks: this.#chunks,
      attachments: this.#attachments,
      metadata: this.#metadata,
      counts: this.#counts,
      startNs: this.#startNs ?? 0n,
      endNs: this.#endNs,
    });
    this.#write();
    this.abandon();
    rmSync(journalPath(this.path), { force: true });
  }

  /** Lets go of the files as they are: the next start finishes them. */
  abandon(): void {
    if (this.#isClosed) return;
    closeSync(this.#file);
    this.#isClosed = true;
    this.#closeJournal();
  }

  #begin(): void {
    this.#builder.writeMagic();
    this.#builder.writeHeader({ profile: "", library: `gemba ${formatVersion}` });
    buildSchemas(this.#builder);
    buildChannels(this.#builder);
    this.#write();
    this.#addMetadata(this.#options.metadataName, this.#options.metadata);
    for (const { name, mediaType, data } of this.#options.attachments) {
      const offset = this.#length;
      this.#builder.reset();
      this.#builder.writeAttachment({ name, mediaType, data, logTime: 0n, createTime: 0n });
      this.#attachments.push({
        offset: BigInt(offset),
        length: BigInt(this.#builder.length),
        logTime: 0n,
        createTime: 0n,
        dataSize: BigInt(data.byteLength),
        name,
        mediaType,
      });
      this.#write();
    }
  }

  #addMetadata(name: string, metadata: ReadonlyMap<string, string>): void {
    this.#builder.reset();
    this.#builder.writeMetadata({ name, metadata: new Map(metadata) });
    this.#metadata.push({ offset: BigInt(this.#length), length: BigInt(this.#builder.length), name });
    this.#write();
  }

  /** Puts what was built at the file's end; a write that fails half way is overwritten by the next. */
  #write(at = this.#length): void {
    const bytes = this.#builder.buffer;
    writeAll(this.#file, bytes, at);
    this.#length = at + bytes.byteLength;
    this.#builder.reset();
  }

  #cover(startNs: bigint, endNs: bigint): void {
    if (this.#startNs === undefined || startNs < this.#startNs) this.#startNs = startNs;
    if (endNs > this.#endNs) this.#endNs = endNs;
  }

  #closeJournal(): void {
    if (this.#journal !== undefined && !this.#syncing.has(this.#journal)) closeSync(this.#journal);
  }

  /** One write: a kill comes before it or after it, so that the samples of a block are never missing before later events. */
  #flushJournal(): void {
    if (this.#journal === undefined || this.#pending.length === 0) return;
    const bytes = Buffer.concat(this.#pending);
    writeAll(this.#journal, bytes);
    this.#journalBytes += bytes.byteLength;
    this.#pending = [];
  }

  /** A new journal with what is still open, put in the place of the old one at once. */
  #renewJournal(): void {
    if (this.#journal === undefined) return;
    const path = journalPath(this.path);
    const next = openSync(`${path}.next`, "w", 0o600);
    let bytes = 0;
    for (const group of groups) {
      const { builder, ordinal } = this.#open[group];
      if (builder.numMessages === 0) continue;
      const entry = encodeEntry(group, ordinal, builder.buffer);
      writeAll(next, entry);
      bytes += entry.byteLength;
    }
    renameSync(`${path}.next`, path);
    this.#closeJournal();
    this.#journal = next;
    this.#journalBytes = bytes;
  }
}

function addTo(builder: McapChunkBuilder, { channelId, sequence, logMs, publishMs, data }: Message): void {
  builder.addMessage({
    channelId,
    sequence,
    logTime: nanoseconds(logMs),
    publishTime: nanoseconds(publishMs),
    data,
  });
}

/** All of the bytes, at a place in the file or, without one, after what was written before. */
function writeAll(file: number, bytes: Uint8Array, place?: number): void {
  for (let at = 0; at < bytes.byteLength;)
    at += writeSync(file, bytes, at, bytes.byteLength - at, place === undefined ? null : place + at);
}
