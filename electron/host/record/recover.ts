// Finishes recordings that were cut off by a kill or a loss of power: what is whole in the file, then what the journal holds.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "#shared/base/problem.ts";
import { decodeJournal, journalPath } from "./journal.ts";
import { scanMcap } from "./mcap-scan.ts";
import { McapFileWriter } from "./mcap-writer.ts";

/** Finishes every recording of a folder that has a journal beside it. Only for the host that owns the folder. */
export function recoverFolder(dir: string): Problem[] {
  const names = readdirSync(dir).filter(
    (name) => name.endsWith(".mcap") && existsSync(journalPath(join(dir, name))),
  );
  return names.flatMap((name) => recoverRecording(join(dir, name)));
}

/**
 * Finishes one recording, and says what is missing in it. One that was cut before anything was in it is removed.
 * Running it again after it was itself cut off does the same.
 */
export function recoverRecording(path: string): Problem[] {
  const journalFile = journalPath(path);
  const scanned = scanMcap(path);
  if (scanned.attachments.length === 0) {
    rmSync(path, { force: true });
    rmSync(journalFile, { force: true });
    return [];
  }
  const journal = existsSync(journalFile)
    ? decodeJournal(readFileSync(journalFile))
    : { entries: [], lostBytes: 0 };
  McapFileWriter.resume(path, scanned, journal.entries).finish();
  rmSync(`${journalFile}.next`, { force: true });
  return [
    {
      path: [path],
      id: "recording-finished",
      severity: "info",
      message: "This recording was cut off and has been finished; at most its last second is missing.",
      hint: "Nothing needs to be done.",
      file: path,
    },
  ];
}
