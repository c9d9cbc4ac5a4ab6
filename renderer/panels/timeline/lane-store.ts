// State lanes as fetched so far: stretches per asset, without gaps or overlaps in what was fetched. Pure.
import type { LaneSegment } from "#shared/host-api/requests.ts";

/** What is known of one asset's lane: [fromMs, toMs] was asked for. */
export interface Lane {
  readonly fromMs: number;
  readonly toMs: number;
  readonly segments: readonly LaneSegment[];
  /** From here on it may be another one by now; it is shown until it was asked for again. */
  readonly doubtfulFromMs?: number;
}

/** A lane of which something was told late, from a time on. */
export function doubtLane(lane: Lane, fromMs: number): Lane {
  return fromMs >= Math.min(lane.toMs, lane.doubtfulFromMs ?? Infinity)
    ? lane
    : { ...lane, doubtfulFromMs: fromMs };
}

/**
 * Lays a fresh answer for [fromMs, toMs] over a known lane. What was known outside stays if it touches the answer;
 * otherwise the answer stands alone, as it does beside what is doubtful before it. Neighbours of one state and reason become
 * one stretch.
 */
export function mergeLane(known: Lane | undefined, fresh: Lane): Lane {
  if (known === undefined || fresh.fromMs > known.toMs || fresh.toMs < known.fromMs) return fresh;
  const doubtfulMs = known.doubtfulFromMs ?? Infinity;
  const keptFromMs = doubtfulMs < fresh.fromMs ? fresh.fromMs : known.fromMs;
  const before = known.segments.flatMap((segment) => clipped(segment, keptFromMs, fresh.fromMs));
  const after = known.segments.flatMap((segment) => clipped(segment, fresh.toMs, Infinity));
  const joined: LaneSegment[] = [];
  for (const segment of [...before, ...fresh.segments, ...after]) {
    const last = joined.at(-1);
    if (last !== undefined && sameStretch(last, segment) && segment.fromMs <= last.toMs) {
      joined[joined.length - 1] = { ...last, toMs: Math.max(last.toMs, segment.toMs) };
    } else joined.push(segment);
  }
  const merged: Lane = {
    fromMs: Math.min(keptFromMs, fresh.fromMs),
    toMs: Math.max(known.toMs, fresh.toMs),
    segments: joined,
  };
  return doubtfulMs === Infinity ? merged : doubtLane(merged, Math.max(doubtfulMs, fresh.toMs));
}

/** Forgets what ended before `beforeMs`, so that a page open for days does not grow. */
export function trimLane(lane: Lane, beforeMs: number): Lane {
  if (lane.fromMs >= beforeMs) return lane;
  return {
    ...lane,
    fromMs: beforeMs,
    segments: lane.segments.filter((segment) => segment.toMs > beforeMs),
  };
}

/** The stretch at `timeMs`, by halving; undefined where nothing is known. */
export function segmentAt(lane: Lane | undefined, timeMs: number): LaneSegment | undefined {
  if (lane === undefined) return undefined;
  let low = 0;
  let high = lane.segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = lane.segments[middle];
    if (segment === undefined) return undefined;
    if (timeMs < segment.fromMs) high = middle - 1;
    else if (timeMs >= segment.toMs) low = middle + 1;
    else return segment;
  }
  return undefined;
}

function sameStretch(one: LaneSegment, other: LaneSegment): boolean {
  return one.state === other.state && one.reason === other.reason && one.nativeState === other.nativeState;
}

/** The part of a stretch within [fromMs, toMs], or nothing. */
function clipped(segment: LaneSegment, fromMs: number, toMs: number): LaneSegment[] {
  const from = Math.max(segment.fromMs, fromMs);
  const to = Math.min(segment.toMs, toMs);
  return to > from ? [{ ...segment, fromMs: from, toMs: to }] : [];
}
