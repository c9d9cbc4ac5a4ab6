// Answers about the constraint. The thread of analyses makes them; here: which log, which window, which plan.
import { RequestError } from "#shared/host-api/envelope.ts";
import type {
  AdviceInfo,
  BottleneckInfo,
  FlowInfo,
  DueStopInfo,
  LineChangeInfo,
  WhatIfInfo,
} from "#shared/host-api/bottleneck-schema.ts";
import type { RequestHandlers } from "#shared/host-api/server.ts";
import { plannedMsBetween, shiftAt, type Span } from "#shared/model/calendar.ts";
import type { AnalysisQuestion, PlanInfo } from "../analyse/analysis-messages.ts";
import type { Analysable, Analyses } from "../analyse/analyses.ts";
import type { Host } from "../pipeline.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import type { Timeline } from "../timeline/timeline.ts";
import type { Viewer } from "./viewer.ts";

/** Where no shift runs. */
const withoutShiftMs = 8 * 3_600_000;
/** What flows is counted over so long. */
const flowMs = 15 * 60_000;
/** How far back the log of the live plant goes. */
const longestBackMs = 12 * 3_600_000;

export interface BottleneckContext {
  readonly timeline: Timeline;
  readonly playheadMs: () => number;
  readonly analyses: Analyses;
  readonly analysable: Analysable;
}

/** The log of what a viewer looks at. */
export function analysableOf(viewer: Viewer, host: Host): Analysable {
  const { timeline } = viewer;
  const { live } = host;
  if (live !== undefined && timeline === live.timeline)
    return {
      key: timeline.id,
      // What was before the shift is wanted too: a path goes back over its beginning.
      origin: () => live.flowSince(timeline.now().timeMs - longestBackMs),
    };
  const path = timeline instanceof FileTimeline ? timeline.reader.path : "";
  return { key: path, origin: () => ({ kind: "recording", path }) };
}

interface WindowArgs {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

export function bottleneckRequests(
  context: BottleneckContext,
): Pick<
  RequestHandlers,
  "bottleneck.report" | "bottleneck.whatIf" | "bottleneck.advice" | "bottleneck.dueStop" | "flow.rates"
> {
  return {
    "bottleneck.report": async (args) => {
      const window = windowOf(context, args);
      const { timeline } = context;
      const plan = planOf(timeline, window);
      const { endMs, open } = timeline.range();
      const ahead = open && window.toMs >= endMs ? { ahead: { endMs: shiftAtPlayhead(context)?.toMs } } : {};
      return (await ask(context, {
        kind: "report",
        ...window,
        ...ahead,
        ...(plan === undefined ? {} : { plan }),
      })) as BottleneckInfo;
    },
    "flow.rates": async ({ atMs }) => {
      const { startMs, endMs } = context.timeline.range();
      const toMs = Math.min(Math.max(atMs ?? context.playheadMs(), startMs), endMs);
      const fromMs = Math.max(startMs, toMs - flowMs);
      return (await ask(context, { kind: "flow", fromMs, toMs })) as FlowInfo;
    },
    "bottleneck.whatIf": async ({ changes, ...args }: WindowArgs & { changes: readonly LineChangeInfo[] }) =>
      (await ask(context, { kind: "whatIf", ...windowOf(context, args), changes })) as WhatIfInfo,
    "bottleneck.dueStop": async ({ resource, minutes }) => {
      if (!context.timeline.range().open)
        throw new RequestError({
          code: "refused",
          message: "What has ended has no stops to come",
          hint: "Look at the live plant.",
        });
      return (await ask(context, { kind: "dueStop", resource, durationS: minutes * 60 })) as DueStopInfo;
    },
    "bottleneck.advice": async (args) =>
      (await ask(context, { kind: "advice", ...windowOf(context, args) })) as { advice: AdviceInfo[] },
  };
}

async function ask(
  { analyses, analysable }: BottleneckContext,
  question: AnalysisQuestion,
): Promise<unknown> {
  const answer = await analyses.ask(analysable, question);
  if (answer.ok) return answer.value;
  const [problem] = answer.problems;
  throw new RequestError({ code: "failed", message: problem?.message ?? "", hint: problem?.hint ?? "" });
}

/** The shift at the playhead as far as it is known, or what was asked for. */
function windowOf(context: BottleneckContext, args: WindowArgs): Span {
  const { startMs, endMs } = context.timeline.range();
  const atMs = context.playheadMs();
  const shift = shiftAtPlayhead(context);
  const fromMs = Math.max(startMs, args.fromMs ?? shift?.fromMs ?? atMs - withoutShiftMs);
  const toMs = Math.min(endMs, args.toMs ?? shift?.toMs ?? endMs);
  return { fromMs, toMs: Math.max(fromMs, toMs) };
}

function shiftAtPlayhead({ timeline, playheadMs }: BottleneckContext): Span | undefined {
  const { plan, timeZone } = timeline.plant.file;
  const calendar = plan === undefined ? undefined : timeline.plant.calendarById.get(plan.calendar);
  return calendar === undefined ? undefined : shiftAt(calendar, timeZone, playheadMs());
}

function planOf({ plant }: Timeline, { fromMs, toMs }: Span): PlanInfo | undefined {
  const { plan, timeZone } = plant.file;
  const calendar = plan === undefined ? undefined : plant.calendarById.get(plan.calendar);
  if (plan === undefined || calendar === undefined) return undefined;
  const plannedS = plannedMsBetween(calendar, timeZone, fromMs, toMs) / 1000;
  return plannedS > 0 ? { plannedS, taktS: plan.taktS } : undefined;
}
