// What every thread of analyses does with its messages: opens logs, hands facts on, answers one question after the other.
import { parentPort } from "node:worker_threads";
import { defined } from "#shared/base/assert.ts";
import type { Problem } from "#shared/base/problem.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { FromAnalysisWorker, LogOrigin, ToAnalysisWorker } from "./analysis-messages.ts";
import { unpacked } from "./fact-batch.ts";

/** What a thread knows of each log. */
export interface AnalysisService<Question, Log> {
  /** Opens a log; `key` names it in what is told later. */
  open(from: LogOrigin, key: string): Promise<Log>;
  /** Takes what arrived until `toMs`. */
  take(log: Log, facts: Iterable<Fact>, toMs: number): void;
  answer(log: Log, question: Question): { readonly value: unknown } | { readonly problem: Problem };
}

/** Serves the thread's port; returns how to tell what nobody asked about. */
export function serveAnalyses<Question, Log>(
  service: AnalysisService<Question, Log>,
): (message: FromAnalysisWorker) => void {
  const port = defined(parentPort ?? undefined, "port of the thread");
  const tell = (message: FromAnalysisWorker): void => port.postMessage(message);
  const logs = new Map<string, Promise<Log>>();

  const take = async (message: ToAnalysisWorker<Question>): Promise<void> => {
    switch (message.kind) {
      case "open":
        logs.set(message.key, service.open(message.from, message.key));
        return;
      case "close":
        logs.delete(message.key);
        return;
      case "facts": {
        const log = await logs.get(message.key);
        if (log !== undefined) service.take(log, unpacked(message.facts), message.toMs);
        return;
      }
      case "ask": {
        const log = await logs.get(message.key);
        if (log === undefined) throw new Error("nothing is open under this key");
        tell({ ask: message.ask, ...service.answer(log, message.question) });
      }
    }
  };
  port.on("message", (message: ToAnalysisWorker<Question>) => {
    take(message).catch((cause: unknown) => {
      const problem = bug(cause);
      tell(message.kind === "ask" ? { ask: message.ask, problem } : { problem });
    });
  });
  return tell;
}

/** What a person is told of a mistake of ours. */
export function bug(cause: unknown): Problem {
  return {
    path: ["analysis"],
    id: "analysis-failed",
    severity: "error",
    message: `The analysis stopped: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "This is a bug; everything else goes on.",
  };
}
