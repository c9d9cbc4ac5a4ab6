// Which stretch of time a signal's course is shown for: what was usual before, and what became of it after. Pure.
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { DefectFinding } from "#shared/model/defect-schema.ts";

/** A shorter stretch shows no course. */
const shortestMs = 10 * 60_000;
/** Ends at a whole step, so that a report that grows is not asked about and drawn anew for each second of it. */
const stepMs = 60_000;

/** As long before the onset as it took to flag it, and as long after; within the report's window before, up to the finding's end after. */
export function courseWindow({ onsetMs, detectedMs, endMs }: DefectFinding, report: TimeSpan): TimeSpan {
  const margin = Math.max(detectedMs - onsetMs, shortestMs);
  const fromMs = Math.max(report.fromMs, onsetMs - margin);
  const untilMs = Math.min(report.toMs, Math.max(endMs ?? 0, detectedMs) + margin);
  const toMs = Math.floor(untilMs / stepMs) * stepMs;
  // A finding of the report's first or last moment still has a course.
  return { fromMs: Math.min(fromMs, onsetMs), toMs: Math.max(toMs, detectedMs, fromMs + 1) };
}

/** Where a moment lies in a window, 0 to 1. */
export function shareOf({ fromMs, toMs }: TimeSpan, timeMs: number): number {
  return Math.min(1, Math.max(0, (timeMs - fromMs) / (toMs - fromMs)));
}
