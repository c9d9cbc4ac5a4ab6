// State lanes: changes of one asset as stretches of time, few enough to draw.
import type { LaneSegment } from "#shared/host-api/requests.ts";
import type { AssetState, StateReason } from "#shared/model/state.ts";
import { firstAfter } from "./search.ts";

/** One change of state, at its own time. */
export interface StateChange {
  readonly timeMs: number;
  readonly state: AssetState;
  readonly nativeState: string;
  readonly reason?: StateReason;
}

/** States a lane must never lose when it is thinned: somebody has to know about them. */
const stops = new Set<string>(["down", "microstop", "setup", "hold", "waitOperator", "waitTransport"]);

/**
 * The stretches in [fromMs, toMs], oldest first. The time before the first known change is `unknown`.
 * When there are more than `maxSegments`, the shortest that are no stops go to their predecessor.
 */
export function toSegments(
  changes: readonly StateChange[],
  fromMs: number,
  toMs: number,
  maxSegments: number,
): LaneSegment[] {
  const first = firstAfter(changes, fromMs, (change) => change.timeMs) - 1;
  const segments: LaneSegment[] = [];
  const begins = changes[0]?.timeMs ?? Infinity;
  if (begins > fromMs) segments.push({ fromMs, toMs: Math.min(begins, toMs), state: "unknown" });
  for (let index = Math.max(0, first); index < changes.length; index += 1) {
    const change = changes[index];
    if (change === undefined || change.timeMs >= toMs) break;
    const endMs = Math.min(toMs, changes[index + 1]?.timeMs ?? toMs);
    const startMs = Math.max(fromMs, change.timeMs);
    const last = segments.at(-1);
    if (endMs <= startMs) continue;
    if (last !== undefined && sameStretch(last, change)) last.toMs = endMs;
    else {
      segments.push({
        fromMs: startMs,
        toMs: endMs,
        state: change.state,
        ...(change.nativeState === "" ? {} : { nativeState: change.nativeState }),
        ...(change.reason === undefined ? {} : { reason: change.reason.text }),
      });
    }
  }
  return segments.length <= maxSegments ? segments : thin(segments, maxSegments);
}

function sameStretch(last: LaneSegment, change: StateChange): boolean {
  return (
    last.state === change.state &&
    last.nativeState === (change.nativeState || undefined) &&
    last.reason === change.reason?.text
  );
}

function thin(segments: readonly LaneSegment[], maxSegments: number): LaneSegment[] {
  const lengths = segments
    .map((segment) => (stops.has(segment.state) ? Infinity : segment.toMs - segment.fromMs))
    .sort((a, b) => b - a);
  const shortestKept = lengths[maxSegments - 1] ?? 0;
  const kept: LaneSegment[] = [];
  for (const segment of segments) {
    const last = kept.at(-1);
    const important = stops.has(segment.state) || segment.toMs - segment.fromMs >= shortestKept;
    if (last === undefined || important) kept.push({ ...segment });
    else last.toMs = segment.toMs;
  }
  return kept;
}
