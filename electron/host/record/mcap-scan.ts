// Finds what is whole in an MCAP file without trusting its index: record by record, every chunk unpacked and checked.
// After damage it goes on at the next thing that looks like a chunk. Reads forward with one buffer; memory is bounded.
import { closeSync, fstatSync, openSync } from "node:fs";
import { crc32, zstdDecompressSync } from "node:zlib";
import type { McapTypes } from "@mcap/core";
import { mostChunkBytes } from "./format.ts";
import { readAt } from "./read-at.ts";

/** What a scan found. */
export interface Scanned {
  readonly chunks: McapTypes.ChunkIndex[];
  readonly attachments: McapTypes.AttachmentIndex[];
  readonly metadata: McapTypes.MetadataIndex[];
  /** Messages of each channel. */
  readonly counts: Map<number, bigint>;
  /** Everything before is whole, or known to be damaged. */
  readonly endOffset: number;
  /** Stretches that could not be read. */
  readonly damage: readonly { readonly offset: number; readonly bytes: number }[];
}

const magicBytes = 8;
const recordHead = 9;
const chunkFixed = 40;
/** How a chunk of ours looks from its compression on: the length and the name of it. */
const zstdName = Buffer.from("\x04\0\0\0zstd", "latin1");

/** Scans a file. Throws what the file system throws. */
export function scanMcap(path: string): Scanned {
  const file = openSync(path, "r");
  try {
    return scan(file, fstatSync(file).size);
  } finally {
    closeSync(file);
  }
}

function scan(file: number, size: number): Scanned {
  const found = {
    chunks: [] as McapTypes.ChunkIndex[],
    attachments: [] as McapTypes.AttachmentIndex[],
    metadata: [] as McapTypes.MetadataIndex[],
    counts: new Map<number, bigint>(),
  };
  const damage: { offset: number; bytes: number }[] = [];
  let at = magicBytes;
  let endOffset = Math.min(size, magicBytes);
  while (at + recordHead <= size) {
    const head = readAt(file, at, recordHead);
    const opcode = head[0] ?? 0;
    const length = Number(head.readBigUInt64LE(1));
    const end = at + recordHead + length;
    // The end of the data: what follows is the index.
    if (opcode === 0x0f && length === 4) break;
    const next = end <= size ? take(file, opcode, at, length, size, found) : undefined;
    if (next === undefined) {
      const resume = nextChunk(file, at + 1, size);
      damage.push({ offset: at, bytes: (resume ?? size) - at });
      if (resume === undefined) break;
      at = resume;
      continue;
    }
    at = next;
    endOffset = at;
  }
  return { ...found, endOffset, damage };
}

type Found = Pick<Scanned, "chunks" | "attachments" | "metadata" | "counts">;

/** Takes the record at `at`; the offset after it (after a chunk's message indexes too), or undefined when it is damaged. */
function take(
  file: number,
  opcode: number,
  at: number,
  length: number,
  size: number,
  found: Found,
): number | undefined {
  const end = at + recordHead + length;
  switch (opcode) {
    case 0x06:
      return takeChunk(file, at, length, size, found);
    case 0x09: {
      const name = attachmentOf(file, at, length);
      if (name === undefined) return undefined;
      found.attachments.push(name);
      return end;
    }
    case 0x0c: {
      if (length > 1024 * 1024 || length < 4) return undefined;
      const body = readAt(file, at + recordHead, length);
      const name = stringAt(body, 0);
      if (name === undefined) return undefined;
      found.metadata.push({ offset: BigInt(at), length: BigInt(recordHead + length), name });
      return end;
    }
    case 0x01:
    case 0x03:
    case 0x04:
    case 0x07:
      return length > 16 * 1024 * 1024 ? undefined : end;
    default:
      return undefined;
  }
}

function takeChunk(file: number, at: number, length: number, size: number, found: Found): number | undefined {
  if (length < chunkFixed || length > mostChunkBytes) return undefined;
  const body = readAt(file, at + recordHead, length);
  const chunk = unpackChunk(body);
  if (chunk === undefined) return undefined;
  // A chunk whose message indexes are not all there was being written when the file was cut.
  const channels = new Map<number, number>();
  forEachRecord(chunk.records, (record) => {
    if (record[0] !== 0x05) return;
    const id = record.readUInt16LE(recordHead);
    channels.set(id, (channels.get(id) ?? 0) + 1);
  });
  const messageIndexOffsets = new Map<number, bigint>();
  let next = at + recordHead + length;
  const indexStart = next;
  while (next + recordHead + 2 <= size) {
    const head = readAt(file, next, recordHead + 2);
    const bytes = Number(head.readBigUInt64LE(1));
    if (head[0] !== 0x07 || next + recordHead + bytes > size) break;
    messageIndexOffsets.set(head.readUInt16LE(recordHead), BigInt(next));
    next += recordHead + bytes;
  }
  if (![...channels.keys()].every((id) => messageIndexOffsets.has(id))) return undefined;
  for (const [id, count] of channels) found.counts.set(id, (found.counts.get(id) ?? 0n) + BigInt(count));
  found.chunks.push({
    messageStartTime: body.readBigUInt64LE(0),
    messageEndTime: body.readBigUInt64LE(8),
    chunkStartOffset: BigInt(at),
    chunkLength: BigInt(recordHead + length),
    messageIndexOffsets,
    messageIndexLength: BigInt(next - indexStart),
    compression: chunk.compression,
    compressedSize: BigInt(chunk.compressedBytes),
    uncompressedSize: BigInt(chunk.records.byteLength),
  });
  return next;
}

/** The records of a chunk's body, unpacked and checked; undefined when it is damaged or packed in a way we do not know. */
export function unpackChunk(
  body: Buffer,
): { records: Buffer; compression: string; compressedBytes: number } | undefined {
  if (body.length < chunkFixed) return undefined;
  const rawBytes = Number(body.readBigUInt64LE(16));
  const rawCrc = body.readUInt32LE(24);
  const compression = stringAt(body, 28);
  if (compression === undefined || rawBytes > mostChunkBytes) return undefined;
  const at = 32 + Buffer.byteLength(compression);
  if (at + 8 > body.length) return undefined;
  const compressedBytes = Number(body.readBigUInt64LE(at));
  const packed = body.subarray(at + 8);
  if (packed.length !== compressedBytes) return undefined;
  try {
    const records =
      compression === "zstd"
        ? zstdDecompressSync(packed, {
            maxOutputLength: Math.max(1, rawBytes),
            chunkSize: Math.max(64, rawBytes),
          })
        : Buffer.from(packed);
    if (compression !== "zstd" && compression !== "") return undefined;
    if (records.byteLength !== rawBytes || (rawCrc !== 0 && crc32(records) !== rawCrc)) return undefined;
    return { records, compression, compressedBytes };
  } catch {
    return undefined; // Not zstd, or longer than it says.
  }
}

/** Calls back with every record of a chunk, head included; stops at one that does not fit. */
export function forEachRecord(records: Buffer, take: (record: Buffer) => void): void {
  for (let at = 0; at + recordHead <= records.length;) {
    const end = at + recordHead + Number(records.readBigUInt64LE(at + 1));
    if (end > records.length) return;
    take(records.subarray(at, end));
    at = end;
  }
}

/** Calls back with every message of a chunk's records. The data is not copied. */
export function forEachMessageRecord(records: Uint8Array, take: (message: McapTypes.Message) => void): void {
  const buffer = Buffer.from(records.buffer, records.byteOffset, records.byteLength);
  forEachRecord(buffer, (record) => {
    if (record[0] !== 0x05 || record.length < 31) return;
    take({
      channelId: record.readUInt16LE(9),
      sequence: record.readUInt32LE(11),
      logTime: record.readBigUInt64LE(15),
      publishTime: record.readBigUInt64LE(23),
      data: record.subarray(31),
    });
  });
}

function attachmentOf(file: number, at: number, length: number): McapTypes.AttachmentIndex | undefined {
  const body = readAt(file, at + recordHead, Math.min(length, 4096));
  const name = stringAt(body, 16);
  if (name === undefined) return undefined;
  const typeAt = 20 + Buffer.byteLength(name);
  const mediaType = stringAt(body, typeAt);
  if (mediaType === undefined) return undefined;
  const sizeAt = typeAt + 4 + Buffer.byteLength(mediaType);
  if (sizeAt + 8 > body.length) return undefined;
  const dataSize = body.readBigUInt64LE(sizeAt);
  if (BigInt(length) !== BigInt(sizeAt + 8 + 4) + dataSize) return undefined;
  return {
    offset: BigInt(at),
    length: BigInt(recordHead + length),
    logTime: body.readBigUInt64LE(0),
    createTime: body.readBigUInt64LE(8),
    dataSize,
    name,
    mediaType,
  };
}

function stringAt(bytes: Buffer, at: number): string | undefined {
  if (at + 4 > bytes.length) return undefined;
  const length = bytes.readUInt32LE(at);
  return at + 4 + length > bytes.length ? undefined : bytes.toString("utf8", at + 4, at + 4 + length);
}

/** Where the next thing that looks like a chunk begins. */
function nextChunk(file: number, from: number, size: number): number | undefined {
  const step = 1024 * 1024;
  const nameAt = recordHead + 28;
  for (let at = from; at < size; at += step) {
    const window = readAt(file, at, Math.min(step + nameAt + zstdName.length, size - at));
    for (let hit = window.indexOf(zstdName); hit >= 0; hit = window.indexOf(zstdName, hit + 1)) {
      if (hit >= nameAt && window[hit - nameAt] === 0x06) return at + hit - nameAt;
    }
  }
  return undefined;
}
