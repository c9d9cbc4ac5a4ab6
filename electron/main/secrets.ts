// Passwords of sources, encrypted by the operating system's own keeper; never in a project file, never in plain text.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { SafeStorageObject } from "./electron-objects.ts";

const fileSchema = z.record(z.string(), z.base64());

export class Secrets {
  readonly #storage: SafeStorageObject;
  readonly #file: string;

  /** `file` holds what the system encrypted, by name. */
  constructor(storage: SafeStorageObject, file: string) {
    this.#storage = storage;
    this.#file = file;
  }

  /** Whether a secret can be kept here. On Linux without a keyring Electron would only pretend to encrypt. */
  get available(): boolean {
    return (
      this.#storage.isEncryptionAvailable() && this.#storage.getSelectedStorageBackend?.() !== "basic_text"
    );
  }

  /** Keeps a secret, or forgets it. Returns false, and keeps nothing, where it could not be encrypted. */
  keep(name: string, secret: string | undefined): boolean {
    const kept = this.#read();
    if (secret === undefined) kept.delete(name);
    else if (this.available) kept.set(name, this.#storage.encryptString(secret).toString("base64"));
    else return false;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(kept)), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
    return true;
  }

  /** The secret of a name; undefined when there is none, or it was kept by another user or machine. */
  read(name: string): string | undefined {
    const kept = this.#read().get(name);
    if (kept === undefined || !this.available) return undefined;
    try {
      return this.#storage.decryptString(Buffer.from(kept, "base64"));
    } catch {
      return undefined; // Encrypted elsewhere: as good as absent, it is asked for again.
    }
  }

  #read(): Map<string, string> {
    try {
      return new Map(Object.entries(fileSchema.parse(JSON.parse(readFileSync(this.#file, "utf8")))));
    } catch {
      return new Map(); // No file yet, or a damaged one, of which nothing can be saved.
    }
  }
}
