// Where the engine under test is plugged in: everything that judges logs goes through `analyse`.
import { LineAnalysis } from "#shared/analyse/bottleneck/line-analysis.ts";
import type { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import type { BottleneckReport } from "#shared/analyse/bottleneck/report.ts";
import { reportOf } from "#shared/analyse/bottleneck/report-of.ts";
import { twinShares } from "#shared/analyse/bottleneck/twin-shares.ts";

export type Analyse = (
  log: LineLog,
  window: { readonly fromS: number; readonly toS: number },
) => BottleneckReport;

/** The analysis that is validated: the path's report, ranked by the twin where a window is short; no other reruns. */
export const analyse: Analyse = (log, { fromS, toS }) => {
  const analysis = new LineAnalysis(log, { seed: 1 });
  analysis.update();
  const twin = twinShares(log, { fromS, toS }, analysis);
  return reportOf(analysis, analysis.report(fromS, toS, undefined, twin));
};
