// Reads adapter files line by line and merges them by time, in bounded memory: a block of lines per file.
import { defined } from "#shared/base/assert.ts";
import { type ShdrFile, readLines } from "./files.ts";
import { type LineParser, type LineParserOptions, type ParsedLine, createLineParser } from "./parse.ts";
import { isClockSlip, timeOfLine } from "./timestamp.ts";

/** The next line of one file, parsed. */
export class FileCursor {
  readonly file: ShdrFile;
  readonly #parser: LineParser;
  readonly #blocks: AsyncGenerator<readonly string[], void, undefined>;
  #lines: readonly string[] = [];
  #at = 0;
  #parsed: ParsedLine | undefined;
  #lineNumber = 0;
  #orderMs = -Infinity;

  constructor(file: ShdrFile, options: LineParserOptions) {
    this.file = file;
    this.#parser = createLineParser(file.device, options);
    this.#blocks = readLines(file.path);
  }

  /** The line the cursor stands on; undefined before the first and after the last. Valid until the next step. */
  get line(): ParsedLine | undefined {
    return this.#parsed;
  }

  /** 1-based number of that line. */
  get lineNumber(): number {
    return this.#lineNumber;
  }

  /** Time the line takes its turn: its own, or that of the lines before it when it is older or has none. */
  get orderMs(): number {
    return this.#orderMs;
  }

  /** The file ended within a block of several lines that was never closed. */
  get endedInBlock(): boolean {
    return this.#parsed === undefined && this.#parser.isInBlock;
  }

  /** Goes to the next line if it is in memory already; false when a block must be read first. */
  step(): boolean {
    const text = this.#lines[this.#at];
    if (text === undefined) {
      this.#parsed = undefined;
      return false;
    }
    this.#at += 1;
    this.#lineNumber += 1;
    const line = this.#parser.parse(text);
    this.#parsed = line;
    const { timeMs } = line;
    if (timeMs === undefined) return true;
    if (isClockSlip(this.#orderMs, timeMs, timeOfLine(this.#lines[this.#at]))) {
      line.readings.length = 0;
      line.unknownKeys.length = 0;
      line.fault = {
        id: "clock-slip",
        message: "Its time is more than an hour ahead of the lines around it.",
      };
    } else if (timeMs > this.#orderMs) this.#orderMs = timeMs;
    return true;
  }

  /** Reads the next block and goes to its first line; false at the end of the file. Rejects when it cannot be read. */
  async refill(): Promise<boolean> {
    const block = await this.#blocks.next();
    if (block.done === true) return false;
    this.#lines = block.value;
    this.#at = 0;
    return this.step();
  }

  async close(): Promise<void> {
    await this.#blocks.return();
  }
}

/** Called for each line, in order of time over all files. */
export type LineVisitor = (cursor: FileCursor, line: ParsedLine) => void;

/** Several files as one stream. A file that cannot be read any more is told to `onLost` and left. */
export class MergedFiles {
  readonly #cursors: FileCursor[];
  readonly #onLost: (cursor: FileCursor, cause: unknown) => void;
  readonly #onEnd: (cursor: FileCursor) => void;
  #isOpen = false;

  constructor(
    files: readonly ShdrFile[],
    options: LineParserOptions & {
      onLost: (cursor: FileCursor, cause: unknown) => void;
      onEnd: (cursor: FileCursor) => void;
    },
  ) {
    this.#cursors = files.map((file) => new FileCursor(file, options));
    this.#onLost = options.onLost;
    this.#onEnd = options.onEnd;
  }

  /** When the next line is due; undefined when all files are read. Call `readBefore` once before. */
  get nextMs(): number | undefined {
    return this.#cursors.length === 0 ? undefined : this.#next().orderMs;
  }

  /** Visits every line whose turn is before `limitMs`. */
  async readBefore(limitMs: number, visit: LineVisitor): Promise<void> {
    if (!this.#isOpen) {
      this.#isOpen = true;
      for (const cursor of [...this.#cursors]) await this.#advance(cursor);
    }
    while (this.#cursors.length > 0) {
      const cursor = this.#next();
      if (cursor.orderMs >= limitMs) return;
      visit(cursor, defined(cursor.line, "line under a cursor"));
      if (!cursor.step()) await this.#advance(cursor);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#cursors.map((cursor) => cursor.close()));
    this.#cursors.length = 0;
  }

  /** The cursor whose turn is next; equal times keep the order of the files. */
  #next(): FileCursor {
    let best = defined(this.#cursors[0], "an open file");
    for (const cursor of this.#cursors) if (cursor.orderMs < best.orderMs) best = cursor;
    return best;
  }

  async #advance(cursor: FileCursor): Promise<void> {
    try {
      if (await cursor.refill()) return;
      this.#onEnd(cursor);
    } catch (cause) {
      this.#onLost(cursor, cause);
    }
    this.#cursors.splice(this.#cursors.indexOf(cursor), 1);
  }
}
