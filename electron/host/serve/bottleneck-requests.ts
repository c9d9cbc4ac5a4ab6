// Answers about the constraint. The thread of analyses makes them; here: which window, which plan.
import { RequestError } from "#shared/host-api/envelope.ts";
import type {
  AdviceInfo,
  BottleneckInfo,
  DueStopInfo,
  FlowInfo,
  LineChangeInfo,
  WhatIfInfo,
} from "#shared/host-api/bottleneck-schema.ts";
import type { RequestHandlers } from "#shared/host-api/server.ts";
import { plannedMsBetween, type Span } from "#shared/model/calendar.ts";
import type { AnalysisQuestion, PlanInfo } from "../analyse/analysis-messages.ts";
import type { Analyses } from "../analyse/analyses.ts";
import type { Timeline } from "../timeline/timeline.ts";
import {
  type AnalysisContext,
  answered,
  shiftAtPlayhead,
  type WindowArgs,
  windowOf,
} from "./analysis-context.ts";

/** What flows is counted over so long. */
const flowMs = 15 * 60_000;

export function bottleneckRequests(
  context: AnalysisContext,
  analyses: Analyses<AnalysisQuestion>,
): Pick<
  RequestHandlers,
  "bottleneck.report" | "bottleneck.whatIf" | "bottleneck.advice" | "bottleneck.dueStop" | "flow.rates"
> {
  const ask = (question: AnalysisQuestion): Promise<unknown> => answered(analyses, context, question);
  return {
    "bottleneck.report": async (args) => {
      const window = windowOf(context, args);
      const { timeline } = context;
      const plan = planOf(timeline, window);
      const { endMs, open } = timeline.range();
      const ahead = open && window.toMs >= endMs ? { ahead: { endMs: shiftAtPlayhead(context)?.toMs } } : {};
      return (await ask({
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
      return (await ask({ kind: "flow", fromMs, toMs })) as FlowInfo;
    },
    "bottleneck.whatIf": async ({ changes, ...args }: WindowArgs & { changes: readonly LineChangeInfo[] }) =>
      (await ask({ kind: "whatIf", ...windowOf(context, args), changes })) as WhatIfInfo,
    "bottleneck.dueStop": async ({ resource, minutes }) => {
      if (!context.timeline.range().open)
        throw new RequestError({
          code: "refused",
          message: "What has ended has no stops to come",
          hint: "Look at the live plant.",
        });
      return (await ask({ kind: "dueStop", resource, durationS: minutes * 60 })) as DueStopInfo;
    },
    "bottleneck.advice": async (args) =>
      (await ask({ kind: "advice", ...windowOf(context, args) })) as { advice: AdviceInfo[] },
  };
}

function planOf({ plant }: Timeline, { fromMs, toMs }: Span): PlanInfo | undefined {
  const { plan, timeZone } = plant.file;
  const calendar = plan === undefined ? undefined : plant.calendarById.get(plan.calendar);
  if (plan === undefined || calendar === undefined) return undefined;
  const plannedS = plannedMsBetween(calendar, timeZone, fromMs, toMs) / 1000;
  return plannedS > 0 ? { plannedS, taktS: plan.taktS } : undefined;
}
