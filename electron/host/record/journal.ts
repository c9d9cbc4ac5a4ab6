// The journal of a recording: what is in its open chunks, so that a kill loses at most what came since the last save.
// Entry: length u32, crc32 u32, then group u8, ordinal u32 (chunks of the group that were in the file), and MCAP message
// records as they stand in a chunk. An entry that is cut or damaged ends the journal.
import { crc32 } from "node:zlib";
import { type Group, groups, nanoseconds } from "./format.ts";
import type { Message } from "./mcap-writer.ts";

export function journalPath(path: string): string {
  return `${path}.journal`;
}

const headBytes = 8;
const fixedBytes = 5;
const recordHeadBytes = 9;
const messageHeadBytes = 22;

/** One message, or the records of a chunk, as an entry. */
export function encodeEntry(group: Group, ordinal: number, what: Message | Uint8Array): Buffer {
  const isRecords = what instanceof Uint8Array;
  const bodyBytes = isRecords ? what.byteLength : recordHeadBytes + messageHeadBytes + what.data.byteLength;
  const entry = Buffer.allocUnsafe(headBytes + fixedBytes + bodyBytes);
  let at = headBytes;
  at = entry.writeUInt8(groups.indexOf(group), at);
  at = entry.writeUInt32LE(ordinal, at);
  if (isRecords) entry.set(what, at);
  else {
    at = entry.writeUInt8(0x05, at);
    at = entry.writeBigUInt64LE(BigInt(messageHeadBytes + what.data.byteLength), at);
    at = entry.writeUInt16LE(what.channelId, at);
    at = entry.writeUInt32LE(what.sequence, at);
    at = entry.writeBigUInt64LE(nanoseconds(what.logMs), at);
    at = entry.writeBigUInt64LE(nanoseconds(what.publishMs), at);
    entry.set(what.data, at);
  }
  entry.writeUInt32LE(fixedBytes + bodyBytes, 0);
  entry.writeUInt32LE(crc32(entry.subarray(headBytes)), 4);
  return entry;
}

/** Message records of a group that were in its open chunk number `ordinal`. */
export interface JournalEntry {
  readonly group: Group;
  readonly ordinal: number;
  readonly records: Uint8Array;
}

/** The whole entries of a journal, and how many bytes at its end are none. */
export function decodeJournal(bytes: Buffer): { entries: JournalEntry[]; lostBytes: number } {
  const entries: JournalEntry[] = [];
  let at = 0;
  while (bytes.length - at >= headBytes + fixedBytes) {
    const length = bytes.readUInt32LE(at);
    const end = at + headBytes + length;
    if (length < fixedBytes || end > bytes.length) break;
    const body = bytes.subarray(at + headBytes, end);
    const group = groups[body[0] ?? 255];
    if (crc32(body) !== bytes.readUInt32LE(at + 4) || group === undefined) break;
    entries.push({ group, ordinal: body.readUInt32LE(1), records: body.subarray(fixedBytes) });
    at = end;
  }
  return { entries, lostBytes: bytes.length - at };
}
