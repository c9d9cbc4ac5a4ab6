// What kinds of marks there are to ask for, and how many of each fall where. Pure.
import type { MarkKind, TimeSpan } from "#shared/host-api/requests.ts";
import { isStop } from "#shared/model/state.ts";
import type { Mark } from "./timeline.ts";

/** Whether a mark is of one of the kinds; a change into a stop is both `state` and `stop`. */
export function isOfKinds(mark: Pick<Mark, "kind" | "state">, kinds: readonly MarkKind[]): boolean {
  return kinds.includes(mark.kind) || (isStopMark(mark) && kinds.includes("stop"));
}

function isStopMark({ kind, state }: Pick<Mark, "kind" | "state">): boolean {
  return kind === "state" && state !== undefined && isStop(state);
}

/** Marks of each of `kinds` in each of `buckets` equal parts of the span; what lies outside is not counted. */
export function markDensity(
  marks: readonly Mark[],
  { fromMs, toMs }: TimeSpan,
  buckets: number,
  kinds: readonly MarkKind[],
): Partial<Record<MarkKind, number[]>> {
  const counts: Partial<Record<MarkKind, number[]>> = {};
  const count = (kind: MarkKind, bucket: number): void => {
    if (!kinds.includes(kind)) return;
    const ofKind = (counts[kind] ??= new Array<number>(buckets).fill(0));
    ofKind[bucket] = (ofKind[bucket] ?? 0) + 1;
  };
  for (const mark of marks) {
    const bucket = Math.floor(((mark.timeMs - fromMs) / (toMs - fromMs)) * buckets);
    if (!(bucket >= 0 && bucket < buckets)) continue;
    count(mark.kind, bucket);
    if (isStopMark(mark)) count("stop", bucket);
  }
  return counts;
}
