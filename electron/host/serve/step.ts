// The nearest event, mark or end of a cycle before or after a time, found in windows that grow, so that a file of days
// is not read for a step of seconds. Over any timeline; keeps nothing.
import type { MarkKind } from "#shared/host-api/requests.ts";
import type { Timeline } from "../timeline/timeline.ts";

/** The first window, and how much longer each next one is. */
const firstWindowMs = 15_000;
const windowGrowth = 4;

export interface StepQuery {
  /** Absent = all assets. A cycle needs one. */
  readonly assetRow: number | undefined;
  readonly by: "event" | "cycle" | "mark";
  /** Of marks: only these. */
  readonly kinds?: readonly MarkKind[] | undefined;
  readonly fromMs: number;
  readonly direction: "forward" | "backward";
}

export interface StepTarget {
  readonly timeMs: number;
  readonly assetRow: number;
}

/** What lies nearest beyond `fromMs`, never at it; undefined when nothing does. */
export async function stepFrom(
  timeline: Pick<Timeline, "range" | "partEvents">,
  marksOf: Timeline["marks"],
  query: StepQuery,
): Promise<StepTarget | undefined> {
  const { startMs, endMs } = timeline.range();
  const sign = query.direction === "forward" ? 1 : -1;
  const limitMs = sign > 0 ? endMs : startMs;
  let edgeMs = Math.min(endMs, Math.max(startMs, query.fromMs));
  for (let windowMs = firstWindowMs; ; windowMs *= windowGrowth) {
    const nextMs = sign > 0 ? Math.min(limitMs, edgeMs + windowMs) : Math.max(limitMs, edgeMs - windowMs);
    const targets = await targetsIn(
      timeline,
      marksOf,
      query,
      Math.min(edgeMs, nextMs),
      Math.max(edgeMs, nextMs),
    );
    const nearest = nearestBeyond(targets, query.fromMs, sign);
    if (nearest !== undefined || nextMs === limitMs) return nearest;
    edgeMs = nextMs;
  }
}

async function targetsIn(
  timeline: Pick<Timeline, "partEvents">,
  marksOf: Timeline["marks"],
  { assetRow, by, kinds }: StepQuery,
  fromMs: number,
  toMs: number,
): Promise<StepTarget[]> {
  if (by === "cycle") {
    if (assetRow === undefined) return [];
    // Part events are told of what comes after `fromMs`: one more millisecond includes its beginning.
    const events = await timeline.partEvents(assetRow, fromMs - 1, toMs);
    return events
      .filter(({ verb }) => verb === "leave" || verb === "ship" || verb === "scrap")
      .map(({ timeMs }) => ({ timeMs, assetRow }));
  }
  const marks = await marksOf({ assetRow, kinds, fromMs, toMs, limit: Infinity });
  return marks.map(({ timeMs, asset }) => ({ timeMs, assetRow: asset }));
}

function nearestBeyond(targets: readonly StepTarget[], fromMs: number, sign: 1 | -1): StepTarget | undefined {
  let best: StepTarget | undefined;
  for (const target of targets) {
    if ((target.timeMs - fromMs) * sign <= 0) continue;
    if (best === undefined || (best.timeMs - target.timeMs) * sign > 0) best = target;
  }
  return best;
}
