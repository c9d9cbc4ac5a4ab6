// A CSV file as records, a block of bytes at a time. UTF-8 with or without mark, UTF-16 with a mark, else Latin-1.
import { isUtf8 } from "node:buffer";
import { type FileHandle, open, stat } from "node:fs/promises";
import { CsvParser, type CsvRecord } from "#shared/import/csv-parser.ts";

const blockBytes = 256 * 1024;

export interface CsvBlock {
  readonly records: readonly CsvRecord[];
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

/** The records of a file. Rejects with what the file system says. */
export async function* readCsvFile(
  path: string,
  separator: string,
): AsyncGenerator<CsvBlock, void, undefined> {
  const { size: bytesTotal } = await stat(path);
  const parser = new CsvParser(separator);
  let bytesRead = 0;
  for await (const { text, bytes } of readTextBlocks(path)) {
    bytesRead += bytes;
    const records: CsvRecord[] = [];
    parser.push(text, false, (record) => records.push(record));
    yield { records, bytesRead, bytesTotal };
  }
  const records: CsvRecord[] = [];
  parser.push("", true, (record) => records.push(record));
  yield { records, bytesRead, bytesTotal };
}

/** The text at the beginning of a file, at most about `length` bytes of it. */
export async function readBeginning(path: string, length: number): Promise<string> {
  let beginning = "";
  for await (const { text } of readTextBlocks(path)) {
    beginning += text;
    if (beginning.length >= length) break;
  }
  return beginning.slice(0, length);
}

/** The text of a file in pieces. */
async function* readTextBlocks(
  path: string,
): AsyncGenerator<{ text: string; bytes: number }, void, undefined> {
  await using file = await open(path, "r");
  const first = await readBlock(file);
  const utf16 = utf16Label(first);
  if (utf16 !== undefined) {
    const decoder = new TextDecoder(utf16);
    for (let block = first; block.length > 0; block = await readBlock(file))
      yield { text: decoder.decode(block, { stream: true }), bytes: block.length };
    return;
  }
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for (let block = first; block.length > 0; block = await readBlock(file)) {
    const bytes = Buffer.concat([rest, block]);
    // Cut at line ends, so that no character is cut; a line that long has lost already.
    const end = bytes.lastIndexOf(0x0a) + 1 || (bytes.length > blockBytes * 2 ? bytes.length : 0);
    rest = bytes.subarray(end);
    yield { text: decoded(bytes.subarray(0, end), isFirst), bytes: end };
    if (end > 0) isFirst = false;
  }
  yield { text: decoded(rest, isFirst), bytes: rest.length };
}

async function readBlock(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(blockBytes), 0, blockBytes);
  return buffer.subarray(0, bytesRead);
}

function utf16Label(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/** Each piece by what it is: a file is in one encoding, and ASCII is the same in both. */
function decoded(bytes: Buffer, isFirst: boolean): string {
  const hasMark = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = hasMark ? bytes.subarray(3) : bytes;
  return isUtf8(content) ? content.toString("utf8") : latin1.decode(content);
}

const latin1 = new TextDecoder("windows-1252");
