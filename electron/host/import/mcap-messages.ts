// Messages of a foreign MCAP file in the order of the file, with bounded memory: sizes are checked before anything is allocated.
import { open } from "node:fs/promises";
import { zstdDecompressSync } from "node:zlib";
import { McapStreamReader, type McapTypes } from "@mcap/core";
import { mostChunkBytes } from "../record/format.ts";
import { unpackLz4Frame } from "./lz4-frame.ts";

const blockBytes = 1024 * 1024;

export interface ForeignChannel {
  readonly channel: McapTypes.Channel;
  readonly schema: McapTypes.Schema | undefined;
}

export interface ForeignMessage {
  readonly channel: ForeignChannel;
  readonly timeMs: number;
  readonly data: Uint8Array;
}

export interface ForeignBlock {
  readonly messages: readonly ForeignMessage[];
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

/** The file is damaged or of a kind that is not read; what came before it is good. */
export class ForeignMcapError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Reads messages, a block of the file at a time. Throws ForeignMcapError where reading must end. */
export async function* readMcapMessages(path: string): AsyncGenerator<ForeignBlock, void, undefined> {
  await using file = await open(path, "r");
  const { size: bytesTotal } = await file.stat();
  const reader = new McapStreamReader({ decompressHandlers: { zstd: unpackZstd, lz4: unpackLz4 } });
  const schemas = new Map<number, McapTypes.Schema>();
  const channels = new Map<number, ForeignChannel>();
  let bytesRead = 0;
  while (!reader.done()) {
    const block = await file.read(new Uint8Array(blockBytes), 0, blockBytes);
    if (block.bytesRead === 0) return;
    const beforeBytes = bytesRead;
    bytesRead += block.bytesRead;
    const messages: ForeignMessage[] = [];
    let failure: ForeignMcapError | undefined;
    try {
      reader.append(block.buffer.subarray(0, block.bytesRead));
      // The end of the file stands behind its last record.
      for (let record = reader.nextRecord(); record !== undefined; record = reader.nextRecord())
        take(record, schemas, channels, messages);
      if (reader.bytesRemaining() > mostChunkBytes + blockBytes)
        failure = new ForeignMcapError(
          `A record is larger than ${mostChunkBytes / 1048576} MiB.`,
          beforeBytes,
        );
    } catch (cause) {
      // The reader and the packers throw plain errors for whatever is wrong in a file.
      failure = new ForeignMcapError(cause instanceof Error ? cause.message : String(cause), beforeBytes);
    }
    yield { messages, bytesRead, bytesTotal };
    if (failure !== undefined) throw failure;
  }
}

function take(
  record: McapTypes.TypedMcapRecord,
  schemas: Map<number, McapTypes.Schema>,
  channels: Map<number, ForeignChannel>,
  messages: ForeignMessage[],
): void {
  if (record.type === "Schema") schemas.set(record.id, { ...record, data: record.data.slice() });
  else if (record.type === "Channel" && !channels.has(record.id))
    channels.set(record.id, { channel: record, schema: schemas.get(record.schemaId) });
  else if (record.type === "Message") {
    const channel = channels.get(record.channelId);
    const timeMs = Number(record.logTime / 1000n) / 1000;
    // The reader's buffer is used again for what follows.
    if (channel !== undefined) messages.push({ channel, timeMs, data: record.data.slice() });
  }
}

function sizeOf(size: bigint): number {
  if (size > mostChunkBytes) throw new Error(`A chunk says that it is ${size} bytes long.`);
  return Number(size);
}

function unpackZstd(packed: Uint8Array, size: bigint): Uint8Array {
  return zstdDecompressSync(packed, { maxOutputLength: Math.max(1, sizeOf(size)) });
}

function unpackLz4(packed: Uint8Array, size: bigint): Uint8Array {
  return unpackLz4Frame(packed, sizeOf(size));
}
