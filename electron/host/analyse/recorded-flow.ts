// The flow of a recording as a log that the analyses read. Second 0 of the log is the recording's start.
import { FactLog } from "#shared/analyse/bottleneck/log-of-facts.ts";
import type { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { compileFlow } from "#shared/simulate/compile-flow.ts";
import type { FileTimeline } from "../timeline/file-timeline.ts";

/** Recordings keep whole microseconds, as sums of doubles in milliseconds. */
export const recordedTieS = 1e-3;

export interface RecordedFlow {
  readonly log: LineLog;
  readonly originMs: number;
  readonly tieS: number;
  /** Seconds for a unit by plan. */
  readonly paceS: number | undefined;
}

/** Reads the flow of a recording. Its plant may leave out what the flow cannot do without; the problems then say so. */
export async function openFlow(timeline: FileTimeline): Promise<Outcome<RecordedFlow>> {
  const line = compileFlow(timeline.plant);
  if (!line.ok) return line;
  const originMs = timeline.range().startMs;
  const facts = new FactLog(line.value, timeline.plant, originMs);
  for (const fact of await timeline.flow()) facts.take(fact);
  return {
    ok: true,
    problems: line.problems,
    value: { log: facts.log, originMs, tieS: recordedTieS, paceS: timeline.plant.file.plan?.taktS },
  };
}
