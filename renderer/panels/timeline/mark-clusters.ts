// Marks on a strip: those that would touch share one cluster, told apart by kind and urgency. Pure; marks are in order of time.
import type { RequestResult } from "#shared/host-api/requests.ts";
import { type AssetState, stateUrgency } from "#shared/model/state.ts";

export type TimelineMark = RequestResult<"timeline.marks">["marks"][number];

/** What decides the shape of a mark on the strip. */
export type MarkShape = "stop" | "condition" | "finding" | "order" | "note";
/** Most telling first: a cluster looks like the first of these that is in it. */
export const markShapes: readonly MarkShape[] = ["note", "finding", "condition", "stop", "order"];

export interface MarkCluster {
  /** Middle of what it stands for, pixels. */
  readonly x: number;
  readonly count: number;
  readonly shape: MarkShape;
  /** Index of its first mark in the list, and past its last. */
  readonly first: number;
  readonly end: number;
  /** Of stops: the most urgent state. */
  readonly state: AssetState | undefined;
}

/** Index of the first mark at or after `timeMs`, by halving. */
export function firstMarkFrom(marks: readonly TimelineMark[], timeMs: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((marks[middle]?.timeMs ?? Infinity) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function shapeOf(mark: TimelineMark): MarkShape {
  return markShapes.find((shape) => shape === mark.kind) ?? "stop";
}

const rankOf = new Map<string, number>(stateUrgency.map((state, index) => [state, index]));

/** Clusters of the marks in [fromMs, toMs]: a mark less than `spacing` pixels after the first of a cluster belongs to it. */
export function clusterMarks(
  marks: readonly TimelineMark[],
  fromMs: number,
  toMs: number,
  xOf: (timeMs: number) => number,
  spacing: number,
): MarkCluster[] {
  const clusters: MarkCluster[] = [];
  let index = firstMarkFrom(marks, fromMs);
  while (index < marks.length) {
    const mark = marks[index];
    if (mark === undefined || mark.timeMs > toMs) break;
    const startX = xOf(mark.timeMs);
    let lastX = startX;
    let shape = markShapes.length;
    let rank = stateUrgency.length;
    const first = index;
    for (; index < marks.length; index += 1) {
      const next = marks[index];
      if (next === undefined || next.timeMs > toMs) break;
      const x = xOf(next.timeMs);
      if (x - startX >= spacing) break;
      lastX = x;
      shape = Math.min(shape, markShapes.indexOf(shapeOf(next)));
      if (next.state !== undefined) rank = Math.min(rank, rankOf.get(next.state) ?? rank);
    }
    clusters.push({
      x: (startX + lastX) / 2,
      count: index - first,
      shape: markShapes[shape] ?? "stop",
      first,
      end: index,
      state: stateUrgency[rank],
    });
  }
  return clusters;
}

/** The cluster nearest to `x` within `reach` pixels. */
export function clusterAt(
  clusters: readonly MarkCluster[],
  x: number,
  reach: number,
): MarkCluster | undefined {
  let best: MarkCluster | undefined;
  for (const cluster of clusters) {
    const distance = Math.abs(cluster.x - x);
    if (distance <= reach && (best === undefined || distance < Math.abs(best.x - x))) best = cluster;
  }
  return best;
}
