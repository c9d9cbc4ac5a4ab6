// What requests about an analysis have in common: which log a viewer looks at, which window of it, and how its thread is asked.
import { RequestError } from "#shared/host-api/envelope.ts";
import { shiftAt, type Span } from "#shared/model/calendar.ts";
import type { Analysable, Analyses } from "../analyse/analyses.ts";
import type { Host } from "../pipeline.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import type { Timeline } from "../timeline/timeline.ts";
import type { Viewer } from "./viewer.ts";

/** Where no shift runs. */
const withoutShiftMs = 8 * 3_600_000;

export interface AnalysisContext {
  readonly timeline: Timeline;
  readonly playheadMs: () => number;
  readonly analysable: Analysable;
}

/** The log of what a viewer looks at. */
export function analysableOf(viewer: Viewer, host: Host): Analysable {
  const { timeline } = viewer;
  const { live } = host;
  if (live !== undefined && timeline === live.timeline) return live.analysable;
  const path = timeline instanceof FileTimeline ? timeline.reader.path : "";
  return { key: path, origin: () => ({ kind: "recording", path }) };
}

export interface WindowArgs {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** The answer of a thread; throws a RequestError in its words where there is none. */
export async function answered<Question>(
  analyses: Analyses<Question>,
  { analysable }: AnalysisContext,
  question: Question,
): Promise<unknown> {
  const answer = await analyses.ask(analysable, question);
  if (answer.ok) return answer.value;
  const [problem] = answer.problems;
  throw new RequestError({ code: "failed", message: problem?.message ?? "", hint: problem?.hint ?? "" });
}

/** The shift at the playhead as far as it is known, or what was asked for. */
export function windowOf(context: AnalysisContext, args: WindowArgs): Span {
  const { startMs, endMs } = context.timeline.range();
  const atMs = context.playheadMs();
  const shift = shiftAtPlayhead(context);
  const fromMs = Math.max(startMs, args.fromMs ?? shift?.fromMs ?? atMs - withoutShiftMs);
  const toMs = Math.min(endMs, args.toMs ?? shift?.toMs ?? endMs);
  return { fromMs, toMs: Math.max(fromMs, toMs) };
}

/** The shift that runs at the playhead by the plan's calendar. */
export function shiftAtPlayhead({ timeline, playheadMs }: AnalysisContext): Span | undefined {
  const { plan, timeZone } = timeline.plant.file;
  const calendar = plan === undefined ? undefined : timeline.plant.calendarById.get(plan.calendar);
  return calendar === undefined ? undefined : shiftAt(calendar, timeZone, playheadMs());
}
