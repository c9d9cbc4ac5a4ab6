// One host writes to a data folder; a second one sees whose it is and leaves it alone.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Disposable, disposable } from "#shared/base/disposable.ts";

/** `owner` = process that holds the folder; undefined = this one does, until disposed. */
export interface DataLock extends Disposable {
  readonly owner: number | undefined;
}

/** Takes the folder, making it when absent. A lock whose process is gone is taken over. */
export function acquireDataDir(dataDir: string): DataLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "host.lock");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
      const release = disposable(() => {
        // Another host may have taken the folder for abandoned meanwhile.
        if (ownerOf(file) === process.pid) rmSync(file, { force: true });
      });
      return { owner: undefined, [Symbol.dispose]: () => release[Symbol.dispose]() };
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    }
    const owner = ownerOf(file);
    if (isRunning(owner)) return { owner, [Symbol.dispose]: () => undefined };
    rmSync(file, { force: true });
  }
  return { owner: 0, [Symbol.dispose]: () => undefined };
}

/** The process a lock names; 0 = none, or the lock is gone. */
function ownerOf(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return 0;
    throw cause;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}
