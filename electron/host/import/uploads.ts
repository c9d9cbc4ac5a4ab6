// Files that pages sent to be imported: received whole or not at all, kept until the host starts anew, known by ids that
// nobody can guess. Nothing a page says becomes a path: names are for people.
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { open, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Uploaded, UploadRefusal } from "#shared/host-api/import-schema.ts";
import { readRecording, recordingId } from "../record/catalogue.ts";
import { freePath } from "../record/recording-store.ts";

const mostBytes = 4 * 1024 ** 3;
/** So much of the disk is left to the recorder and to everybody else. */
const spareBytes = 1024 ** 3;
/** Free disk space is looked at again after so much. */
const lookAgainBytes = 64 * 1024 ** 2;
/** Files kept at once: an older one gives way. */
const mostKept = 16;

/** A file that waits to be imported. */
export interface Upload {
  readonly id: string;
  /** As the page called it, made harmless. */
  readonly name: string;
  readonly path: string;
  /** Ours to delete; a file a person opened on this machine is not. */
  readonly isOurs: boolean;
}

export interface UploadsOptions {
  readonly dataDir: string;
  /** Largest file taken, 4 GiB by default. */
  readonly mostBytes?: number;
}

/** Why nothing was kept. */
export class UploadRefused extends Error {
  readonly hint: string;
  constructor({ message, hint }: UploadRefusal) {
    super(message);
    this.name = "UploadRefused";
    this.hint = hint;
  }
}

export class Uploads {
  /** Where recordings made of files go. */
  readonly importsDir: string;
  readonly #partDir: string;
  readonly #mostBytes: number;
  readonly #kept = new Map<string, Upload>();
  /** Being read by an import. */
  readonly #inUse = new Set<string>();

  /** Takes over the folder of a host that owns it: what an earlier one left unfinished is removed. */
  constructor(options: UploadsOptions) {
    this.importsDir = join(options.dataDir, "imports");
    this.#partDir = join(this.importsDir, ".part");
    this.#mostBytes = options.mostBytes ?? mostBytes;
    rmSync(this.#partDir, { recursive: true, force: true });
    mkdirSync(this.#partDir, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.importsDir))
      if (/\.mcap\.part(\.|$)/.test(name)) rmSync(join(this.importsDir, name), { force: true });
  }

  /** Receives a file. Throws UploadRefused when it is too large; whatever goes wrong leaves nothing. */
  async receive(name: string, body: Readable, toldBytes: number | undefined): Promise<Uploaded> {
    let roomBytes = await this.#room();
    if (toldBytes !== undefined) this.#check(toldBytes, roomBytes);
    const id = randomBytes(16).toString("hex");
    const path = join(this.#partDir, id);
    let bytes = 0;
    let lookAt = lookAgainBytes;
    try {
      {
        await using file = await open(path, "wx", 0o600);
        // Who refuses still has to answer on the same socket.
        for await (const chunk of body.iterator({ destroyOnReturn: false })) {
          const part = chunk as Buffer;
          bytes += part.byteLength;
          if (bytes >= lookAt) {
            lookAt = bytes + lookAgainBytes;
            // What is written already is not free any more.
            roomBytes = (await this.#room()) + bytes;
          }
          this.#check(bytes, roomBytes);
          await file.appendFile(part);
        }
      }
      return await this.#settle({ id, name: harmlessName(name), path, isOurs: true }, bytes);
    } catch (cause) {
      rmSync(path, { force: true });
      throw cause;
    }
  }

  /** Lets pages import a file that a person opened on this machine. */
  grant(path: string, name: string): Upload {
    const upload = { id: randomBytes(16).toString("hex"), name: harmlessName(name), path, isOurs: false };
    this.#keep(upload);
    return upload;
  }

  find(id: string): Upload | undefined {
    return this.#kept.get(id);
  }

  /** Keeps the file while an import reads it. */
  use(id: string, isUsed: boolean): void {
    if (isUsed) this.#inUse.add(id);
    else this.#inUse.delete(id);
  }

  /** The file is not needed any more. One that is being read stays. */
  forget(id: string): void {
    const upload = this.#kept.get(id);
    if (upload === undefined || this.#inUse.has(id)) return;
    this.#kept.delete(id);
    if (upload.isOurs) rmSync(upload.path, { force: true });
  }

  async #settle(upload: Upload, bytes: number): Promise<Uploaded> {
    if ((await readRecording(upload.path, bytes)) === undefined) {
      this.#keep(upload);
      return { kind: "file", id: upload.id, name: upload.name };
    }
    const path = freePath(this.importsDir, upload.name.replace(/\.mcap$/i, ""));
    renameSync(upload.path, path);
    return { kind: "recording", id: recordingId(path) };
  }

  #keep(upload: Upload): void {
    this.#kept.set(upload.id, upload);
    for (const id of [...this.#kept.keys()].slice(0, Math.max(0, this.#kept.size - mostKept)))
      this.forget(id);
  }

  async #room(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#partDir);
    return bavail * bsize - spareBytes;
  }

  #check(bytes: number, roomBytes: number): void {
    if (bytes > this.#mostBytes)
      throw new UploadRefused({
        message: `The file is larger than the ${sizeText(this.#mostBytes)} that can be sent.`,
        hint: "Send a part of it, or run gemba import on this host's machine.",
      });
    if (bytes > roomBytes)
      throw new UploadRefused({
        message: "The host's disk has not enough room for this file.",
        hint: "Make room where the data folder lies: 1 GiB is always left free.",
      });
  }
}

/** What a page calls its file, as it may be shown and used for a name of our own. */
export function harmlessName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const safe = last.replace(/[^\p{L}\p{N} ._()-]/gu, "_").replace(/^[. ]+/, "");
  // The end tells the kind.
  return safe === "" ? "file" : safe.length <= 80 ? safe : `${safe.slice(0, 60)}…${safe.slice(-19)}`;
}

function sizeText(bytes: number): string {
  return bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GiB` : `${Math.ceil(bytes / 1024 ** 2)} MiB`;
}
