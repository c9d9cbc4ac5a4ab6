// State stretches of one asset as the losses see them: a stop is one stretch from its start to its end, and what nobody
// heard of is not known.
import type { LaneSegment } from "../../host-api/requests.ts";
import type { Span } from "../../model/calendar.ts";
import { type AssetMode, assetModes, type AssetState, assetStates } from "../../model/state.ts";

/** A stretch of one state. */
export interface Stretch extends Span {
  readonly state: AssetState;
  readonly mode: AssetMode;
  readonly nativeState?: string;
  readonly reasonCode?: string;
  readonly reason?: string;
}

/** States that are stops of the asset itself, each with a reason that somebody may know. */
export const stopStates: ReadonlySet<AssetState> = new Set([
  "microstop",
  "down",
  "setup",
  "waitOperator",
  "hold",
]);

/**
 * Lane segments as stretches. A micro-stop that became `down` is down from its start (the stop rule tells only when it
 * outlasts the limit), and a stop whose reason comes later is one stop with that reason.
 */
export function toStretches(segments: readonly LaneSegment[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const segment of segments) {
    if (segment.toMs <= segment.fromMs) continue;
    const stretch = ofSegment(segment);
    const last = stretches.at(-1);
    if (last !== undefined && last.toMs === stretch.fromMs && isOneStop(last, stretch))
      stretches[stretches.length - 1] = { ...last, ...stretch, fromMs: last.fromMs };
    else stretches.push(stretch);
  }
  return stretches;
}

function isOneStop(before: Stretch, after: Stretch): boolean {
  if (!stopStates.has(after.state) || before.mode !== after.mode) return false;
  if (before.state === "microstop" && after.state === "down") return true;
  return (
    before.state === after.state &&
    (before.reasonCode === undefined || before.reasonCode === after.reasonCode)
  );
}

function ofSegment({ fromMs, toMs, state, mode, nativeState, reason, reasonCode }: LaneSegment): Stretch {
  return {
    fromMs,
    toMs,
    // A word of a newer host is not known here.
    state: assetStates.find((known) => known === state) ?? "unknown",
    mode: assetModes.find((known) => known === mode) ?? "production",
    ...(nativeState === undefined ? {} : { nativeState }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The stretches without what lies in `gaps` (in order of time): nothing was heard then. */
export function outsideOf(stretches: readonly Stretch[], gaps: readonly Span[]): Stretch[] {
  if (gaps.length === 0) return [...stretches];
  const known: Stretch[] = [];
  for (const stretch of stretches) {
    let { fromMs } = stretch;
    for (const gap of gaps) {
      if (gap.toMs <= fromMs) continue;
      if (gap.fromMs >= stretch.toMs) break;
      if (gap.fromMs > fromMs) known.push({ ...stretch, fromMs, toMs: gap.fromMs });
      fromMs = Math.max(fromMs, gap.toMs);
    }
    if (fromMs < stretch.toMs) known.push({ ...stretch, fromMs });
  }
  return known;
}
