// From when on lanes are others than they were: states of a timeline that were told long after their time.
import type { Timeline } from "../timeline/timeline.ts";

/** Sooner than this is not late: who asks for what is new asks for a little before it as well. */
const lateMs = 2_000;

/** The assets whose lanes were changed from a time on, by what arrived in (fromMs, toMs]. */
export async function lateStates(
  timeline: Timeline,
  fromMs: number,
  toMs: number,
): Promise<{ readonly asset: number; readonly fromMs: number }[]> {
  const earliestMs = new Map<number, number>();
  for (const fact of await timeline.facts(Math.max(fromMs, timeline.heldFromMs()), toMs)) {
    if (fact.kind !== "state" || fact.receivedMs - fact.timeMs <= lateMs) continue;
    earliestMs.set(fact.asset, Math.min(fact.timeMs, earliestMs.get(fact.asset) ?? Infinity));
  }
  return [...earliestMs].map(([asset, timeMs]) => ({ asset, fromMs: timeMs }));
}
