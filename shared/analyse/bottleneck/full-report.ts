// Everything that is said of a window: the path's own report, and what reruns and the classical methods add.
import type { LineAnalysis, WindowReport } from "./line-analysis.ts";
import type { BottleneckReport } from "./report.ts";
import { reportOf } from "./report-of.ts";

/** The whole report of a window. */
export function fullReport(analysis: LineAnalysis, window: WindowReport): BottleneckReport {
  return reportOf(analysis, window);
}
