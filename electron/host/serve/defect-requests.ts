// Answers about what is not as usual. The thread of the defect engine makes them; here: which window.
import type { RequestHandlers } from "#shared/host-api/server.ts";
import type { AlarmLoad, DefectReport, QualityCharts } from "#shared/model/defect-schema.ts";
import type { DefectQuestion } from "../analyse/analysis-messages.ts";
import type { Analyses } from "../analyse/analyses.ts";
import { type AnalysisContext, answered, windowOf } from "./analysis-context.ts";

export function defectRequests(
  context: AnalysisContext,
  defects: Analyses<DefectQuestion>,
): Pick<RequestHandlers, "defect.report" | "defect.charts" | "alarm.load"> {
  const ask = (question: DefectQuestion): Promise<unknown> => answered(defects, context, question);
  return {
    "defect.report": async (args) =>
      (await ask({ kind: "report", ...windowOf(context, args) })) as DefectReport,
    "defect.charts": async ({ asset, ...args }) =>
      (await ask({ kind: "charts", asset, ...windowOf(context, args) })) as QualityCharts,
    "alarm.load": async (args) => (await ask({ kind: "alarmLoad", ...windowOf(context, args) })) as AlarmLoad,
  };
}
