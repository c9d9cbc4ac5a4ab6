// Analyses of what pages look at, made in a thread of their own: one for the constraint, which starts with the first question, and one for
// defects, which watches the live plant from the beginning. Facts of the live plant go there as they come; a recording is read there.
// Of recordings the newest few are kept.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type Disposable, Listeners } from "#shared/base/disposable.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Fact, Finding } from "#shared/model/fact.ts";
import type { FromAnalysisWorker, LogOrigin, ToAnalysisWorker } from "./analysis-messages.ts";
import { buffersOf, packed } from "./fact-batch.ts";

/** Recordings whose logs are kept. */
const mostRecordings = 3;
/** A thread that does not end within this is ended. */
const longestEndMs = 1_000;
/** Live facts go to the thread this often, milliseconds of the wall. */
const batchMs = 200;

/** A plant that can be analysed: a recording by its path, or the live plant by how its log begins. */
export interface Analysable {
  /** One log, one key. */
  readonly key: string;
  /** The log so far, of facts that `takes` lets through. */
  origin(takes: (fact: Fact) => boolean): LogOrigin;
}

export interface AnalysesOptions {
  /** The module that runs in the thread, beside this one. */
  readonly worker: "analysis-worker" | "defect-worker";
  /** The facts it is made of. */
  readonly takes: (fact: Fact) => boolean;
  /** A live log longer than this is begun anew, where memory would grow with it; milliseconds of plant time. */
  readonly longestLiveMs: number;
  /** What the thread starts with. */
  readonly data?: unknown;
}

/** `Question` = what the thread can be asked. */
export class Analyses<Question> {
  readonly #options: AnalysesOptions;
  #worker: Worker | undefined;
  #nextAsk = 1;
  readonly #waiting = new Map<number, (outcome: Outcome<unknown>) => void>();
  /** Keys that are open, the one asked about last at the end. */
  readonly #open = new Map<string, { readonly live: boolean; readonly fromMs: number }>();
  readonly #failed = new Listeners<Problem>();
  readonly #found = new Listeners<readonly Finding[]>();
  #batch: Fact[] = [];
  #batchTimer: NodeJS.Timeout | undefined;
  #batchToMs = -Infinity;

  constructor(options: AnalysesOptions) {
    this.#options = options;
  }

  /** Tells of findings on the live plant: new ones, and those that changed. */
  onFound(listener: (findings: readonly Finding[]) => void): Disposable {
    return this.#found.add(listener);
  }

  /** Tells of a thread that stopped. */
  onFailed(listener: (problem: Problem) => void): Disposable {
    return this.#failed.add(listener);
  }

  /** Begins to analyse before anybody asks. */
  open(line: Analysable): void {
    this.#openLine(line);
  }

  /** Forgets all logs: whoever asks next opens his anew. */
  closeAll(): void {
    for (const key of [...this.#open.keys()]) this.#closeLine(key);
  }

  /** Asks about a plant; it is opened when it is not open yet. */
  ask(line: Analysable, question: Question): Promise<Outcome<unknown>> {
    this.#openLine(line);
    const ask = this.#nextAsk++;
    return new Promise((resolve) => {
      this.#waiting.set(ask, resolve);
      this.#flush();
      this.#post({ kind: "ask", ask, key: line.key, question });
    });
  }

  /** Facts of the live plant, as they come, and the time until which all are there. Cheap while nobody asked about it. */
  takeLive(facts: readonly Fact[], toMs: number): void {
    if (this.#liveKey() === undefined) return;
    for (const fact of facts) if (this.#options.takes(fact)) this.#batch.push(fact);
    this.#batchToMs = Math.max(this.#batchToMs, toMs);
    this.#batchTimer ??= setTimeout(() => {
      this.#flush();
    }, batchMs);
    this.#batchTimer.unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#batchTimer);
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined) return;
    const ended = once(worker, "exit");
    worker.postMessage({ kind: "end" } satisfies ToAnalysisWorker<Question>);
    const late = setTimeout(() => void worker.terminate(), longestEndMs);
    await ended;
    clearTimeout(late);
  }

  #openLine(line: Analysable): void {
    const known = this.#open.get(line.key);
    if (
      known !== undefined &&
      !(known.live && this.#batchToMs - known.fromMs > this.#options.longestLiveMs)
    ) {
      this.#open.delete(line.key);
      this.#open.set(line.key, known);
      return;
    }
    if (known !== undefined) this.#closeLine(line.key);
    const from = line.origin(this.#options.takes);
    const live = from.kind === "live";
    if (live) this.#batch = [];
    this.#open.set(line.key, { live, fromMs: from.kind === "live" ? from.fromMs : 0 });
    this.#post({ kind: "open", key: line.key, from });
    const recordings = [...this.#open].filter(([, each]) => !each.live);
    for (const [key] of recordings.slice(0, Math.max(0, recordings.length - mostRecordings)))
      this.#closeLine(key);
  }

  #closeLine(key: string): void {
    this.#open.delete(key);
    this.#post({ kind: "close", key });
  }

  #liveKey(): string | undefined {
    for (const [key, { live }] of this.#open) if (live) return key;
    return undefined;
  }

  #flush(): void {
    clearTimeout(this.#batchTimer);
    this.#batchTimer = undefined;
    const key = this.#liveKey();
    if (key === undefined || this.#batchToMs === -Infinity) return;
    const facts = packed(this.#batch);
    this.#batch = [];
    this.#post({ kind: "facts", key, facts, toMs: this.#batchToMs }, buffersOf(facts));
  }

  #post(message: ToAnalysisWorker<Question>, transferred: ArrayBuffer[] = []): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message, transferred);
  }

  #start(): Worker {
    // Beside this file, in the sources as in the bundle. Not in one expression: Vite would take it for an asset.
    const module = `./${this.#options.worker}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`;
    const worker = new Worker(new URL(module, import.meta.url), {
      execArgv: [],
      workerData: this.#options.data,
    });
    worker.unref();
    worker.on("message", (message: FromAnalysisWorker) => {
      if (message.ask === undefined) {
        if ("findings" in message) this.#found.emit(message.findings);
        else this.#failed.emit(message.problem);
        return;
      }
      const resolve = this.#waiting.get(message.ask);
      this.#waiting.delete(message.ask);
      resolve?.(
        "problem" in message
          ? { ok: false, problems: [message.problem] }
          : { ok: true, problems: [], value: message.value },
      );
    });
    worker.on("error", (cause) => {
      this.#stopped(worker, cause instanceof Error ? cause.message : String(cause));
    });
    worker.on("exit", () => {
      this.#stopped(worker, "the thread ended");
    });
    return worker;
  }

  /** The thread is gone: who waits is told, and the next question starts it anew. */
  #stopped(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#open.clear();
    const problem: Problem = {
      path: [this.#options.worker],
      id: "analysis-stopped",
      severity: "error",
      message: `The analysis stopped: ${why}.`,
      hint: "It starts again with the next question; everything else goes on.",
    };
    this.#failed.emit(problem);
    for (const resolve of this.#waiting.values()) resolve({ ok: false, problems: [problem] });
    this.#waiting.clear();
  }
}
