// Counts the lines of a replay and turns faults and unknown keys into Problems, bounded however bad the files are.
import type { Problem } from "#shared/base/problem.ts";
import type { SourceSink } from "../source.ts";
import type { FileCursor } from "./cursor.ts";
import type { ParsedLine } from "./parse.ts";

/** Refused lines listed one by one for each file; the rest are counted. */
export const maxListedLines = 100;
/** Unknown keys listed one by one for each file. */
const maxListedKeys = 1000;

interface FileTally {
  listedLines: number;
  readonly listedKeys: Set<string>;
}

const hints: Readonly<Record<string, string>> = {
  "bad-time": "Begin each line with a time like 2016-11-01T08:41:19.762Z.",
  "no-value": "Write a value after each key, or UNAVAILABLE.",
  "bad-level": "Write normal, warning, fault or unavailable after the key of a condition.",
  "bad-vector": "Write three numbers with spaces between them.",
  "no-key": "Write time|key|value.",
  "clock-slip": "Mend the time, or remove the line.",
  "too-long": "Split the line, or remove it.",
};

/** Problems wait here until `flush`, so that a fast replay reports each kind once a batch. */
export class Tally {
  readonly #path: readonly string[];
  readonly #devicesFile: string;
  readonly #files = new Map<string, FileTally>();
  readonly #pending = new Map<string, Problem>();
  #read = 0;
  #refused = 0;
  #changed = false;

  /** `path` = where the problems are shown; `devicesFile` is named in hints. */
  constructor(path: readonly string[], devicesFile: string) {
    this.#path = path;
    this.#devicesFile = devicesFile;
  }

  get read(): number {
    return this.#read;
  }
  get refused(): number {
    return this.#refused;
  }

  /** Counts a line: refused when any part of it could not be used. Unknown keys refuse nothing. */
  observe(cursor: FileCursor, line: ParsedLine): void {
    this.#read += 1;
    this.#changed = true;
    if (line.fault !== undefined) this.#refuse(cursor, line.fault.id, line.fault.message);
    for (const key of line.unknownKeys) this.#unknownKey(cursor, key);
  }

  /** A file ended inside a block of several lines. */
  endedInBlock(cursor: FileCursor): void {
    const file = cursor.file.name;
    this.#add({
      path: [...this.#path, file],
      id: "unclosed-block",
      severity: "warning",
      message: `${file} ends within a block of several lines, so what follows its beginning was not read.`,
      hint: "Close the block with its --multiline-- mark, or cut it out.",
      file,
      line: cursor.lineNumber,
    });
  }

  /** A file could not be read to its end. */
  lost(cursor: FileCursor, cause: unknown): void {
    const file = cursor.file.name;
    this.#add({
      path: [...this.#path, file],
      id: "unreadable-file",
      severity: "error",
      message: `${file} could not be read further: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Check that the file is still there and may be read, then start again.",
      file,
      line: cursor.lineNumber,
    });
  }

  /** Hands counts and waiting problems to the sink; the counts of problems are what came since the last time. */
  flush(sink: SourceSink): void {
    for (const problem of this.#pending.values()) sink.report(problem);
    this.#pending.clear();
    if (this.#changed) sink.counted(this.#read, this.#refused);
    this.#changed = false;
  }

  #refuse(cursor: FileCursor, id: string, message: string): void {
    this.#refused += 1;
    const tally = this.#fileTally(cursor);
    const file = cursor.file.name;
    if (tally.listedLines < maxListedLines) {
      tally.listedLines += 1;
      this.#add({
        path: [...this.#path, file, `line ${String(cursor.lineNumber)}`],
        id,
        severity: "warning",
        message: `The line was refused: ${message}`,
        hint: hints[id] ?? "Mend the line.",
        file,
        line: cursor.lineNumber,
      });
      return;
    }
    this.#add({
      path: [...this.#path, file],
      id: "more-refused-lines",
      severity: "warning",
      message: `More lines of ${file} were refused than the ${String(maxListedLines)} listed.`,
      hint: "Mend the listed lines first; they show what is wrong.",
      file,
    });
  }

  #unknownKey(cursor: FileCursor, key: string): void {
    const tally = this.#fileTally(cursor);
    const file = cursor.file.name;
    if (tally.listedKeys.has(key) || tally.listedKeys.size < maxListedKeys) {
      tally.listedKeys.add(key);
      const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
      this.#add({
        path: [...this.#path, file, key],
        id: "unknown-key",
        severity: "warning",
        message: `The key "${shown}" in ${file} is not described in ${this.#devicesFile}; its values are not used.`,
        hint: `Describe it as a DataItem of ${cursor.file.device.name} in ${this.#devicesFile}, or leave it.`,
        file,
      });
      return;
    }
    this.#add({
      path: [...this.#path, file],
      id: "more-unknown-keys",
      severity: "warning",
      message: `More keys of ${file} are unknown than the ${String(maxListedKeys)} listed.`,
      hint: `Check that ${file} and ${this.#devicesFile} belong together.`,
      file,
    });
  }

  #add(problem: Problem): void {
    const key = `${problem.path.join("\u001f")}\u001e${problem.id}`;
    this.#pending.set(key, { ...problem, count: (this.#pending.get(key)?.count ?? 0) + 1 });
  }

  #fileTally(cursor: FileCursor): FileTally {
    const known = this.#files.get(cursor.file.path);
    if (known !== undefined) return known;
    const fresh: FileTally = { listedLines: 0, listedKeys: new Set() };
    this.#files.set(cursor.file.path, fresh);
    return fresh;
  }
}
