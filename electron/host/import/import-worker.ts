// A thread of its own for one import, so that the live view never waits for it. Told what to do by workerData; a message
// means: cancel. Says how far it is, then what came of it.
import { parentPort, workerData } from "node:worker_threads";
import { defined } from "#shared/base/assert.ts";
import { wallClock } from "#shared/base/clock.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { importFile, type ImportFileOptions } from "./import-file.ts";
import type { ImportProgress, RecordedReadings } from "./record-readings.ts";

/** What the host gives to the thread. */
export type ImportTask = Omit<ImportFileOptions, "signal" | "onProgress" | "plant">;

export type FromImportWorker =
  | { readonly kind: "progress"; readonly progress: ImportProgress }
  | { readonly kind: "ended"; readonly outcome: Outcome<RecordedReadings> };

const progressMs = 250;

const port = defined(parentPort ?? undefined, "port of the thread");
const tell = (message: FromImportWorker): void => port.postMessage(message);
const abort = new AbortController();
port.once("message", () => abort.abort());

let toldMs = -Infinity;
const outcome = await importFile({
  ...(workerData as ImportTask),
  signal: abort.signal,
  onProgress: (progress) => {
    const nowMs = wallClock.nowMs();
    if (nowMs - toldMs < progressMs) return;
    toldMs = nowMs;
    tell({ kind: "progress", progress });
  },
});
tell({ kind: "ended", outcome });
port.close();
