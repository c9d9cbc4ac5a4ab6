// What every thread of analyses does with its messages: opens logs, hands facts on, answers one question after the other.
import { parentPort } from "node:worker_threads";
import { defined } from "#shared/base/assert.ts";
import type { Problem } from "#shared/base/problem.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { FromAnalysisWorker, LogOrigin, ToAnalysisWorker } from "./analysis-messages.ts";
import { unpacked } from "./fact-batch.ts";

type Answer = { readonly value: unknown } | { readonly problem: Problem };

/** What a thread knows of each log. */
export interface AnalysisService<Question, Log> {
  /** Opens a log; `key` names it in what is told later. */
  open(from: LogOrigin, key: string): Promise<Log>;
  /** Takes what arrived until `toMs`. */
  take(log: Log, facts: Iterable<Fact>, toMs: number): void | Promise<void>;
  answer(log: Log, question: Question): Answer | Promise<Answer>;
  /** Nobody looks at the log any more. */
  close?(log: Log): void;
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
      case "close": {
        const log = logs.get(message.key);
        logs.delete(message.key);
        if (log !== undefined) service.close?.(await log);
        return;
      }
      case "end":
        // What it began beside itself must not outlive it.
        for (const log of logs.values()) service.close?.(await log);
        port.close();
        return;
      case "facts": {
        const log = await logs.get(message.key);
        if (log !== undefined) await service.take(log, unpacked(message.facts), message.toMs);
        return;
      }
      case "ask": {
        const log = await logs.get(message.key);
        if (log === undefined) throw new Error("nothing is open under this key");
        tell({ ask: message.ask, ...(await service.answer(log, message.question)) });
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
