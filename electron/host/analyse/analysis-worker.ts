// A thread of its own for analyses, so that neither the live view nor a seek ever waits for them. Holds the logs of what pages look at,
// and answers questions about them one by one.
import { parentPort } from "node:worker_threads";
import { defined } from "#shared/base/assert.ts";
import { wallClock } from "#shared/base/clock.ts";
import type { Problem } from "#shared/base/problem.ts";
import { AnalysedLine } from "./analysed-line.ts";
import type { FromAnalysisWorker, ToAnalysisWorker } from "./analysis-messages.ts";

const port = defined(parentPort ?? undefined, "port of the thread");
const tell = (message: FromAnalysisWorker): void => port.postMessage(message);
const working = new Set<AnalysedLine>();
const lines = new Map<string, Promise<AnalysedLine>>();

port.on("message", (message: ToAnalysisWorker) => {
  void take(message);
});

async function take(message: ToAnalysisWorker): Promise<void> {
  switch (message.kind) {
    case "open":
      lines.set(message.key, AnalysedLine.open(message.from));
      return;
    case "close":
      lines.delete(message.key);
      return;
    case "facts":
      (await lines.get(message.key))?.take(message.facts, message.toMs);
      return;
    case "ask":
      try {
        const line = await lines.get(message.key);
        if (line === undefined) throw new Error("nothing is open under this key");
        const answer =
          line.refused === undefined ? { value: line.answer(message.question) } : { problem: line.refused };
        tell({ ask: message.ask, ...answer });
        if (line.refused === undefined) goOn(line);
      } catch (cause) {
        tell({ ask: message.ask, problem: bug(cause) });
      }
  }
}

/** A rest between two pieces is at most so long, milliseconds. */
const longestRestMs = 200;

/** Reckons on between the messages, a piece at a time; rests as long as each took, for a machine of two cores has a plant to draw. */
function goOn(line: AnalysedLine): void {
  if (working.has(line)) return;
  working.add(line);
  const step = (): void => {
    const startedMs = wallClock.nowMs();
    try {
      if (line.work()) {
        setTimeout(step, Math.min(longestRestMs, wallClock.nowMs() - startedMs));
        return;
      }
    } catch (cause) {
      tell({ problem: bug(cause) });
    }
    working.delete(line);
  };
  setImmediate(step);
}

function bug(cause: unknown): Problem {
  return {
    path: ["analysis"],
    id: "analysis-failed",
    severity: "error",
    message: `The analysis stopped: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "This is a bug; everything else goes on.",
  };
}
