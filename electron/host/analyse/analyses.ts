// Analyses of what pages look at, made in one thread that starts with the first question. The live plant's facts go there as they come;
// a recording is read there. Of recordings the newest few are kept.
import { Worker } from "node:worker_threads";
import { type Disposable, Listeners } from "#shared/base/disposable.ts";
import { type FlowFact, isFlowFact } from "#shared/analyse/bottleneck/log-of-facts.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Fact } from "#shared/model/fact.ts";
import type {
  AnalysisQuestion,
  FlowOrigin,
  FromAnalysisWorker,
  ToAnalysisWorker,
} from "./analysis-messages.ts";

/** Recordings whose logs are kept. */
const mostRecordings = 3;
/** Live facts go to the thread this often, milliseconds of the wall. */
const batchMs = 500;
/** A live log longer than this is begun anew, so that memory stays bounded. */
const longestLiveMs = 20 * 3_600_000;

// Beside this file, in the sources as in the bundle. Not in one expression: Vite would take it for an asset.
const workerName = import.meta.url.endsWith(".ts") ? "./analysis-worker.ts" : "./analysis-worker.js";

/** A line that can be analysed: a recording by its path, or the live plant by how its log begins. */
export interface Analysable {
  /** One log, one key. */
  readonly key: string;
  origin(): FlowOrigin;
}

export class Analyses {
  #worker: Worker | undefined;
  #nextAsk = 1;
  readonly #waiting = new Map<number, (outcome: Outcome<unknown>) => void>();
  /** Keys that are open, the one asked about last at the end. */
  readonly #open = new Map<string, { readonly live: boolean; readonly fromMs: number }>();
  readonly #failed = new Listeners<Problem>();
  #batch: FlowFact[] = [];
  #batchTimer: NodeJS.Timeout | undefined;
  #batchToMs = -Infinity;

  /** Tells of a thread that stopped. */
  onFailed(listener: (problem: Problem) => void): Disposable {
    return this.#failed.add(listener);
  }

  /** Asks about a line; it is opened when it is not open yet. */
  ask(line: Analysable, question: AnalysisQuestion): Promise<Outcome<unknown>> {
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
    for (const fact of facts) if (isFlowFact(fact)) this.#batch.push(fact);
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
    await worker?.terminate();
  }

  #openLine(line: Analysable): void {
    const known = this.#open.get(line.key);
    if (known !== undefined && !(known.live && this.#batchToMs - known.fromMs > longestLiveMs)) {
      this.#open.delete(line.key);
      this.#open.set(line.key, known);
      return;
    }
    if (known !== undefined) this.#closeLine(line.key);
    const from = line.origin();
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
    this.#post({ kind: "facts", key, facts: this.#batch, toMs: this.#batchToMs });
    this.#batch = [];
  }

  #post(message: ToAnalysisWorker): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(new URL(workerName, import.meta.url), { execArgv: [] });
    worker.unref();
    worker.on("message", (message: FromAnalysisWorker) => {
      if (message.ask === undefined) {
        this.#failed.emit(message.problem);
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
      path: ["analysis"],
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
