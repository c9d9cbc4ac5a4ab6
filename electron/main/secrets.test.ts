// Secrets are kept encrypted or not at all.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SafeStorageObject } from "./electron-objects.ts";
import { Secrets } from "./secrets.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-secrets-"));
  file = join(folder, "secrets.json");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A keeper that turns bits round, and knows what it made. */
function keeper(backend: string, available = true): SafeStorageObject {
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.from(`!${text}`).map((byte) => byte ^ 0xff) as Buffer,
    decryptString: (bytes) => {
      const text = Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString();
      if (!text.startsWith("!")) throw new Error("not mine");
      return text.slice(1);
    },
  };
}

test("a secret comes back, and is not in the file as it is", () => {
  const secrets = new Secrets(keeper("gnome_libsecret"), file);
  expect(secrets.keep("broker", "hunter2")).toBe(true);
  expect(new Secrets(keeper("gnome_libsecret"), file).read("broker")).toBe("hunter2");
  expect(readFileSync(file, "utf8")).not.toContain("hunter2");
  expect(statSync(file).mode & 0o077).toBe(0);
});

test.each([
  ["nothing encrypts", keeper("unknown", false)],
  ["Linux without a keyring would only pretend", keeper("basic_text")],
])("where %s nothing is kept", (_name, storage) => {
  const secrets = new Secrets(storage, file);
  expect([secrets.keep("broker", "hunter2"), secrets.read("broker")]).toEqual([false, undefined]);
});

test("a secret that is forgotten, or was encrypted elsewhere, is absent", () => {
  const secrets = new Secrets(keeper("kwallet6"), file);
  secrets.keep("broker", "hunter2");
  secrets.keep("broker", undefined);
  writeFileSync(join(folder, "other.json"), JSON.stringify({ broker: "AAAA" }));
  expect([
    secrets.read("broker"),
    new Secrets(keeper("kwallet6"), join(folder, "other.json")).read("broker"),
  ]).toEqual([undefined, undefined]);
});
