// Imports under way: each in a thread of its own, told to whoever listens. A recording is there when it is whole; of one that
// was cancelled or failed nothing is.
import { randomUUID } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { type Disposable, Listeners } from "#shared/base/disposable.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { ImportState } from "#shared/host-api/events.ts";
import type { RecordingInfo } from "#shared/host-api/requests.ts";
import type { Mapping } from "#shared/import/mapping-schema.ts";
import { freePath } from "../record/recording-store.ts";
import type { FromImportWorker, ImportTask } from "./import-worker.ts";
import type { RecordedReadings } from "./record-readings.ts";
import type { Upload, Uploads } from "./uploads.ts";

/** Imports at once: each keeps a core busy. */
const mostRunning = 2;
/** Imports whose end is told again to pages that connect anew. */
const mostRemembered = 20;

// Beside this file, in the sources as in the bundle. Not in one expression: Vite would take it for an asset.
const workerName = import.meta.url.endsWith(".ts") ? "./import-worker.ts" : "./import-worker.js";

export interface ImportJobsOptions {
  readonly uploads: Uploads;
  /** What a page is told of the recording that was made. */
  readonly infoOf: (path: string) => Promise<RecordingInfo | undefined>;
  readonly nowMs: () => number;
  readonly version: string;
}

export interface ImportWish {
  readonly upload: Upload;
  readonly mapping: Mapping;
  readonly zone: string | undefined;
  /** What the recording is called. */
  readonly name: string;
}

export interface ImportTold {
  readonly job: string;
  readonly state: ImportState;
}

interface Running {
  readonly worker: Worker;
  readonly out: string;
}

export class ImportJobs {
  readonly uploads: Uploads;
  readonly #options: ImportJobsOptions;
  readonly #running = new Map<string, Running>();
  readonly #states = new Map<string, ImportState>();
  readonly #told = new Listeners<ImportTold>();
  #closed = false;

  constructor(options: ImportJobsOptions) {
    this.#options = options;
    this.uploads = options.uploads;
  }

  onTold(listener: (told: ImportTold) => void): Disposable {
    return this.#told.add(listener);
  }

  /** How all imports are that are not long over, for a page that connects anew. */
  states(): ImportTold[] {
    return [...this.#states].map(([job, state]) => ({ job, state }));
  }

  /** Begins an import; undefined while too many run. */
  start({ upload, mapping, zone, name }: ImportWish): string | undefined {
    if (this.#closed || this.#running.size >= mostRunning) return undefined;
    const taken = new Set([...this.#running.values()].map(({ out }) => out));
    const out = freePath(this.uploads.importsDir, name, (path) => taken.has(path) || existsSync(path));
    const task: ImportTask = {
      path: upload.path,
      fileName: upload.name,
      mapping: { ...mapping, name },
      out,
      nowMs: this.#options.nowMs(),
      version: this.#options.version,
      ...(zone === undefined ? {} : { zone }),
    };
    const job = randomUUID();
    const worker = new Worker(new URL(workerName, import.meta.url), { workerData: task, execArgv: [] });
    this.#running.set(job, { worker, out });
    this.uploads.use(upload.id, true);
    let outcome: Outcome<RecordedReadings> | undefined;
    let failure = "the thread stopped";
    worker.on("message", (message: FromImportWorker) => {
      if (message.kind === "progress") this.#tell(job, { kind: "running", ...message.progress });
      else outcome = message.outcome;
    });
    worker.on("error", (cause) => {
      failure = cause instanceof Error ? cause.message : String(cause);
    });
    worker.on("exit", () => {
      this.#running.delete(job);
      this.uploads.use(upload.id, false);
      // A thread that was ended could not clean up.
      if (outcome === undefined) rmSync(`${out}.part`, { force: true });
      if (!this.#closed) void this.#end(job, upload, out, outcome ?? stopped(upload, failure));
    });
    this.#tell(job, { kind: "running", bytesRead: 0, bytesTotal: 0, readings: 0, refused: 0 });
    return job;
  }

  /** Stops an import. Its end is told as any other. */
  cancel(job: string): void {
    this.#running.get(job)?.worker.postMessage("cancel");
  }

  /** Ends all threads; nothing is left of what they did. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running.values()].map(({ worker }) => worker.terminate()));
  }

  async #end(job: string, upload: Upload, out: string, outcome: Outcome<RecordedReadings>): Promise<void> {
    const problems = outcome.problems.map((problem) => called(problem, upload));
    const recording = outcome.ok ? await this.#options.infoOf(out) : undefined;
    if (!outcome.ok || recording === undefined) {
      this.#tell(job, { kind: "failed", problems });
      return;
    }
    this.uploads.forget(upload.id);
    this.#tell(job, { kind: "done", recording, refused: outcome.value.refused, problems });
  }

  #tell(job: string, state: ImportState): void {
    this.#states.set(job, state);
    for (const [old, { kind }] of this.#states) {
      if (this.#states.size <= mostRemembered) break;
      if (kind !== "running") this.#states.delete(old);
    }
    this.#told.emit({ job, state });
  }
}

/** A problem in the words of people: the file by its name, no path of the host. */
export function called(problem: Problem, { id, name, path }: Upload): ProblemCopy {
  const plain = (text: string): string => text.replaceAll(path, name).replaceAll(id, name);
  const { file, ...rest } = problem;
  return {
    ...rest,
    path: problem.path.map(plain),
    message: plain(problem.message),
    hint: plain(problem.hint),
    ...(file === undefined ? {} : { file: plain(file) }),
  };
}

/** As it goes over the wire. */
type ProblemCopy = Omit<Problem, "path"> & { path: string[] };

function stopped({ name }: Upload, failure: string): Outcome<never> {
  return {
    ok: false,
    problems: [
      {
        path: ["import", name],
        id: "import-stopped",
        severity: "error",
        message: `The import of ${name} stopped: ${failure}.`,
        hint: "Try again; if it stops once more, import a smaller file.",
      },
    ],
  };
}
