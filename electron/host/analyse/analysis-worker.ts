// A thread of its own for the constraint, so that neither the live view nor a seek ever waits for them. Holds the logs of what pages look at,
// and answers questions about them one by one.
import { wallClock } from "#shared/base/clock.ts";
import { AnalysedLine } from "./analysed-line.ts";
import type { AnalysisQuestion } from "./analysis-messages.ts";
import { bug, serveAnalyses } from "./serve-analyses.ts";

const working = new Set<AnalysedLine>();

const tell = serveAnalyses<AnalysisQuestion, AnalysedLine>({
  open: (from) => AnalysedLine.open(from),
  take: (line, facts, toMs) => {
    line.take(facts, toMs);
  },
  answer: (line, question) => {
    if (line.refused !== undefined) return { problem: line.refused };
    const value = line.answer(question);
    goOn(line);
    return { value };
  },
});

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
