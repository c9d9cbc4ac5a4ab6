// The parts of an MCAP file that say what is in it: schemas and channels at its beginning, and again with the index at its end.
import { crc32 } from "node:zlib";
import type { McapRecordBuilder, McapTypes } from "@mcap/core";
import { utf8Bytes } from "#shared/base/text.ts";
import { intervalSchemas } from "#shared/record/asset-interval-json.ts";
import { eventSchemas } from "#shared/record/event-schemas.ts";
import { channels, type RecordedChannel } from "./format.ts";

/** What was written, for the index. */
export interface Written {
  readonly chunks: readonly McapTypes.ChunkIndex[];
  readonly attachments: readonly McapTypes.AttachmentIndex[];
  readonly metadata: readonly McapTypes.MetadataIndex[];
  /** Messages of each channel. */
  readonly counts: Map<number, bigint>;
  readonly startNs: bigint;
  readonly endNs: bigint;
}

/** The schema of every channel that has one. */
export function buildSchemas(builder: McapRecordBuilder): void {
  for (const channel of channels) {
    const told = schemaOf(channel);
    if (told === undefined) continue;
    const data = utf8Bytes(JSON.stringify(told.schema));
    builder.writeSchema({ id: channel.id, name: `gemba.${told.name}`, encoding: "jsonschema", data });
  }
}

/** Name and JSON schema of what a channel holds; undefined = columns. */
function schemaOf({ event, interval }: RecordedChannel): { name: string; schema: object } | undefined {
  if (event !== undefined) return { name: event, schema: eventSchemas[event] };
  return interval === undefined ? undefined : intervalSchemas[interval];
}

export function buildChannels(builder: McapRecordBuilder): void {
  for (const channel of channels) {
    const { id, topic } = channel;
    const isJson = schemaOf(channel) !== undefined;
    builder.writeChannel({
      id,
      schemaId: isJson ? id : 0,
      topic,
      messageEncoding: isJson ? "json" : "gemba",
      metadata: new Map(),
    });
  }
}

/** Summary, footer and the closing magic of a file whose data ends at `start`. The builder is empty before. */
export function buildSummary(builder: McapRecordBuilder, start: number, found: Written): void {
  const offsets: McapTypes.SummaryOffset[] = [];
  const section = (groupOpcode: number, write: () => void): void => {
    const from = builder.length;
    write();
    if (builder.length > from)
      offsets.push({
        groupOpcode,
        groupStart: BigInt(start + from),
        groupLength: BigInt(builder.length - from),
      });
  };
  section(0x03, () => {
    buildSchemas(builder);
  });
  section(0x04, () => {
    buildChannels(builder);
  });
  section(0x0b, () => {
    builder.writeStatistics({
      messageCount: [...found.counts.values()].reduce((sum, count) => sum + count, 0n),
      schemaCount: channels.filter((channel) => schemaOf(channel) !== undefined).length,
      channelCount: channels.length,
      attachmentCount: found.attachments.length,
      metadataCount: found.metadata.length,
      chunkCount: found.chunks.length,
      messageStartTime: found.startNs,
      messageEndTime: found.endNs,
      channelMessageCounts: found.counts,
    });
  });
  section(0x08, () => {
    for (const chunk of found.chunks) builder.writeChunkIndex(chunk);
  });
  section(0x0a, () => {
    for (const index of found.attachments) builder.writeAttachmentIndex(index);
  });
  section(0x0d, () => {
    for (const index of found.metadata) builder.writeMetadataIndex(index);
  });
  const offsetStart = start + builder.length;
  for (const offset of offsets) builder.writeSummaryOffset(offset);
  // The checksum covers the summary and the footer up to itself.
  const footer = new DataView(new ArrayBuffer(25));
  footer.setUint8(0, 0x02);
  footer.setBigUint64(1, 20n, true);
  footer.setBigUint64(9, BigInt(start), true);
  footer.setBigUint64(17, BigInt(offsetStart), true);
  const summaryCrc = crc32(new Uint8Array(footer.buffer), crc32(builder.buffer));
  builder.writeFooter({ summaryStart: BigInt(start), summaryOffsetStart: BigInt(offsetStart), summaryCrc });
  builder.writeMagic();
}
