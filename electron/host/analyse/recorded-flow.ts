// The flow of a recording as a log that the analyses read. Second 0 of the log is the recording's start.
import { FactLog } from "#shared/analyse/bottleneck/log-of-facts.ts";
import type { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import type { Outcome } from "#shared/base/problem.ts";
import type { Plant } from "#shared/model/plant.ts";
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

/** An empty log of a plant's line, second 0 at `originMs`; refused where the plant leaves out what the flow cannot do without. */
export function factLogOf(plant: Plant, originMs: number): Outcome<FactLog> {
  const line = compileFlow(plant);
  if (!line.ok) return line;
  return { ok: true, problems: line.problems, value: new FactLog(line.value, plant, originMs) };
}

/** Reads the flow of a recording. Its plant may leave out what the flow cannot do without; the problems then say so. */
export async function openFlow(timeline: FileTimeline): Promise<Outcome<RecordedFlow>> {
  const originMs = timeline.range().startMs;
  const facts = factLogOf(timeline.plant, originMs);
  if (!facts.ok) return facts;
  for (const fact of await timeline.flow()) facts.value.take(fact);
  return {
    ok: true,
    problems: facts.problems,
    value: { log: facts.value.log, originMs, tieS: recordedTieS, paceS: timeline.plant.file.plan?.taktS },
  };
}
