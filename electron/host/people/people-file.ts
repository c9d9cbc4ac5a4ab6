// What people said, kept beside a recording: append-only JSON lines. Every line is one write and one fdatasync; a damaged
// line is a Problem at its number and the rest is kept. Knows no viewer and no timeline.
import { createHash } from "node:crypto";
import { appendFileSync, closeSync, openSync, readSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Clock } from "#shared/base/clock.ts";
import { type Disposable, Listeners } from "#shared/base/disposable.ts";
import type { ProblemReporter } from "#shared/base/problem.ts";
import { issueText, RequestError } from "#shared/host-api/envelope.ts";
import {
  momentOf,
  type NoteRecord,
  type PeopleRecord,
  peopleRecordSchema,
  type ReasonRecord,
  type Saying,
} from "#shared/host-api/people-schema.ts";

/** Records answered at once, the newest moments. */
const mostListed = 5_000;
/** Everything is held in memory; more than this is not written by people. */
const mostBytes = 32 * 1024 * 1024;
/** Damaged lines told one by one. */
const mostDamagedTold = 20;

/** Who says something, until desks have names. */
export const someDesk = "desk";

export interface PeopleFileOptions {
  /** The file, beside its recording: `FILE.people.jsonl`. It need not exist. */
  readonly path: string;
  /** Read after `path`, and written when `path` cannot be: in the data folder, for a recording on a read-only medium. */
  readonly otherwise?: string;
  readonly clock: Clock;
  readonly problems: ProblemReporter;
}

export class PeopleFile {
  readonly #options: PeopleFileOptions;
  readonly #records = new Map<string, PeopleRecord>();
  readonly #reasons = new Map<string, ReasonRecord>();
  readonly #changed = new Listeners<void>();
  /** Lines so far, so that two equal sayings have different ids. */
  #lines = 0;
  #bytes = 0;
  /** One write after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  /** Reads what is there; a file that cannot be read is a Problem. */
  constructor(options: PeopleFileOptions) {
    this.#options = options;
    this.#read(options.path);
    if (options.otherwise !== undefined) this.#read(options.otherwise);
  }

  /** Records of moments in [fromMs, toMs], oldest moment first; those of the whole recording come before. */
  list(fromMs: number, toMs: number, kind?: PeopleRecord["kind"]): PeopleRecord[] {
    return [...this.#records.values()]
      .filter((record) => {
        const timeMs = momentOf(record);
        if (kind !== undefined && record.kind !== kind) return false;
        return timeMs === undefined || (timeMs >= fromMs && timeMs <= toMs);
      })
      .sort((a, b) => (momentOf(a) ?? -Infinity) - (momentOf(b) ?? -Infinity) || a.atMs - b.atMs)
      .slice(-mostListed);
  }

  /** Notes on moments in [fromMs, toMs], of one asset or all, newest first. */
  notes(fromMs: number, toMs: number, assetId?: string): NoteRecord[] {
    return this.list(fromMs, toMs, "note")
      .filter((record) => record.kind === "note")
      .filter((note) => assetId === undefined || note.assetId === assetId)
      .reverse();
  }

  /** The reason a person assigned to the stop of `assetId` that began at `fromMs`. */
  reason(assetId: string, fromMs: number): ReasonRecord | undefined {
    return this.#reasons.get(stopKey(assetId, fromMs));
  }

  /** Keeps a saying of the position `by`; rejects with words for the person when it cannot be written. */
  add(saying: Saying, by = someDesk): Promise<PeopleRecord> {
    return this.#next(async () => {
      if (saying.removes !== undefined && !this.#records.has(saying.removes)) throw gone();
      const atMs = this.#options.clock.nowMs();
      const id = createHash("sha256")
        .update(JSON.stringify([this.#lines, atMs, by, saying]))
        .digest("hex")
        .slice(0, 16);
      const record = peopleRecordSchema.parse({ id, atMs, by, ...saying });
      await this.#append(record);
      this.#take(record);
      this.#changed.emit();
      return record;
    });
  }

  /** Takes a record back. */
  async remove(id: string, by = someDesk): Promise<void> {
    await this.add({ kind: "removal", removes: id }, by);
  }

  /** Writes what was said of moments in [fromMs, toMs] beside a recording or a cut of that time, which begins or grows. */
  copy(path: string, fromMs: number, toMs: number): void {
    const lines = this.list(fromMs, toMs)
      .filter((record) => momentOf(record) !== undefined)
      .map((record) => `${JSON.stringify(record)}\n`);
    if (lines.length === 0) return;
    try {
      appendFileSync(path, lines.join(""), { mode: 0o600 });
    } catch (cause) {
      this.#tell(
        path,
        "people-not-copied",
        `What people said could not be written beside the recording: ${wordOf(cause)}`,
      );
    }
  }

  onChange(listener: () => void): Disposable {
    return this.#changed.add(listener);
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => undefined);
    return done;
  }

  #take(record: PeopleRecord): void {
    this.#lines += 1;
    if (record.removes !== undefined) this.#forget(record.removes);
    if (record.kind === "removal") return;
    this.#records.set(record.id, record);
    if (record.kind === "reason") this.#reasons.set(stopKey(record.assetId, record.fromMs), record);
  }

  #forget(id: string): void {
    const record = this.#records.get(id);
    this.#records.delete(id);
    if (record?.kind !== "reason") return;
    const key = stopKey(record.assetId, record.fromMs);
    if (this.#reasons.get(key)?.id === id) this.#reasons.delete(key);
  }

  #read(path: string): void {
    let bytes: Buffer;
    try {
      const { size } = statSync(path);
      if (size > mostBytes)
        this.#tell(path, "people-too-large", `${path} has ${size} bytes: the rest is left out`);
      bytes = readStart(path, Math.min(size, mostBytes));
    } catch (cause) {
      if (codeOf(cause) === "ENOENT") return;
      this.#tell(path, "people-unreadable", `What people said cannot be read: ${wordOf(cause)}`);
      return;
    }
    this.#bytes += bytes.length;
    let damaged = 0;
    for (const [index, line] of bytes.toString("utf8").split("\n").entries()) {
      if (line.trim() === "") continue;
      const wrong = this.#readLine(line);
      if (wrong === undefined) continue;
      damaged += 1;
      if (damaged <= mostDamagedTold)
        this.#tell(path, `people-line-${index + 1}`, `Line ${index + 1} is damaged: ${wrong}`, index + 1);
    }
    if (damaged > mostDamagedTold) this.#tell(path, "people-damaged", `${damaged} lines are damaged`);
  }

  /** Takes a line, or says what is wrong with it. */
  #readLine(line: string): string | undefined {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return "it is no JSON, or only half of it was written";
    }
    const record = peopleRecordSchema.safeParse(value);
    if (!record.success) return issueText(record.error);
    this.#take(record.data);
    return undefined;
  }

  #tell(path: string, id: string, message: string, line?: number): void {
    this.#options.problems.report({
      path: ["people", path],
      id,
      severity: "warning",
      message,
      hint: "The other lines are kept; mend or delete this one by hand.",
      file: path,
      ...(line === undefined ? {} : { line }),
    });
  }

  async #append(record: PeopleRecord): Promise<void> {
    const line = `${JSON.stringify(record)}\n`;
    if (this.#bytes + line.length > mostBytes)
      throw refusal("There is no room for more notes", "Start another recording.");
    const { path, otherwise } = this.#options;
    try {
      this.#bytes += await appendLine(path, line);
    } catch (cause) {
      if (otherwise === undefined || !isReadOnly(cause)) throw notWritten(path, cause);
      try {
        this.#bytes += await appendLine(otherwise, line);
      } catch (second) {
        throw notWritten(otherwise, second);
      }
    }
  }
}

/** The first bytes of a file; never more, whatever kind of file it is. */
function readStart(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, "r");
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
  } finally {
    closeSync(file);
  }
}

/** Appends one line durably and whole, or not at all. Returns the bytes the file grew by. */
async function appendLine(path: string, line: string): Promise<number> {
  await using file = await open(path, "a+", 0o600);
  const { size } = await file.stat();
  const last = Buffer.alloc(1);
  if (size > 0) await file.read(last, 0, 1, size - 1);
  // After a line that was only half written, ours begins on its own.
  const bytes = Buffer.from(size > 0 && last[0] !== 0x0a ? `\n${line}` : line);
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten < bytes.length) {
    await file.truncate(size);
    throw Object.assign(new Error("The disk is full"), { code: "ENOSPC" });
  }
  await file.datasync();
  return bytes.length;
}

function stopKey(assetId: string, fromMs: number): string {
  return `${assetId} ${fromMs}`;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

function wordOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function isReadOnly(cause: unknown): boolean {
  return ["EROFS", "EACCES", "EPERM"].includes(codeOf(cause));
}

function refusal(message: string, hint: string): RequestError {
  return new RequestError({ code: "failed", message, hint });
}

function gone(): RequestError {
  return new RequestError({
    code: "invalid",
    message: "This was taken back already",
    hint: "Somebody else may have done it.",
  });
}

/** Why a record was not kept, in words for whoever wrote it. */
function notWritten(path: string, cause: unknown): RequestError {
  const code = codeOf(cause);
  if (code === "ENOSPC" || code === "EDQUOT")
    return refusal("The disk is full: nothing was kept", "Make room, then try again.");
  if (isReadOnly(cause))
    return refusal(
      `${path} cannot be written: nothing was kept`,
      "Ask for the right to write to its folder.",
    );
  if (code === "ENOENT")
    return refusal(`The folder of ${path} is gone: nothing was kept`, "Bring it back, then try again.");
  return refusal(`Nothing was kept: ${wordOf(cause)}`, "Try again; the log may have more.");
}
