// The log of the desktop: one text file that is cut off when it is large, so that it can be sent to whoever helps.
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#shared/base/clock.ts";

const mostBytes = 5 * 1024 * 1024;

export interface LogFile {
  readonly path: string;
  /** Adds lines, each with the time. A disk that takes none costs the log, not the app. */
  write(text: string): void;
}

/** Opens the log in a folder; one that has grown large becomes `gemba.1.log`, and replaces the one before it. */
export function openLogFile(folder: string, clock: Clock): LogFile {
  const path = join(folder, "gemba.log");
  let canWrite = true;
  const attempt = (work: () => void): void => {
    if (!canWrite) return;
    try {
      work();
    } catch (cause) {
      canWrite = false;
      process.stderr.write(`No log is kept: ${String(cause)}\n`);
    }
  };
  const rollLarge = (): void => {
    if (existsSync(path) && statSync(path).size > mostBytes) renameSync(path, join(folder, "gemba.1.log"));
  };
  attempt(() => {
    mkdirSync(folder, { recursive: true });
    rollLarge();
  });
  let written = 0;
  return {
    path,
    write(text) {
      const stamp = new Date(clock.nowMs()).toISOString();
      const lines = text
        .trimEnd()
        .split("\n")
        .map((line) => `${stamp} ${line}\n`)
        .join("");
      attempt(() => {
        written += lines.length;
        if (written > mostBytes) {
          written = 0;
          rollLarge();
        }
        appendFileSync(path, lines);
      });
    },
  };
}
