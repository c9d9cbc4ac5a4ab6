// What kinds of marks there are to ask for, and how many of each fall where. Pure.
import type { MarkKind, TimeSpan } from "#shared/host-api/requests.ts";
import { isStop } from "#shared/model/state.ts";
import type { Mark } from "../timeline/timeline.ts";

/** Whether a mark is of one of the kinds; a change into a stop is both `state` and `stop`. */
export function isOfKinds(mark: Mark, kinds: readonly MarkKind[]): boolean {
  return kinds.includes(mark.kind) || (isStopMark(mark) && kinds.includes("stop"));
}

function isStopMark(mark: Mark): boolean {
  return mark.kind === "state" && mark.state !== undefined && isStop(mark.state);
}

/** Marks of each of `kinds` in each of `buckets` equal parts of the span; what lies outside is not counted. */
export function markDensity(
  marks: readonly Mark[],
  { fromMs, toMs }: TimeSpan,
  buckets: number,
  kinds: readonly MarkKind[],
): Partial<Record<MarkKind, number[]>> {
  const counts: Partial<Record<MarkKind, number[]>> = {};
  for (const mark of marks) {
    const bucket = Math.floor(((mark.timeMs - fromMs) / (toMs - fromMs)) * buckets);
    if (!(bucket >= 0 && bucket < buckets)) continue;
    for (const kind of kinds) {
      if (!isOfKinds(mark, [kind])) continue;
      const ofKind = (counts[kind] ??= new Array<number>(buckets).fill(0));
      ofKind[bucket] = (ofKind[bucket] ?? 0) + 1;
    }
  }
  return counts;
}
