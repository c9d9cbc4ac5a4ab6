// State lanes: changes of one asset as stretches of time, few enough to draw.
import { firstAfter, insertByTime } from "#shared/base/sorted.ts";
import type { LaneSegment } from "#shared/host-api/requests.ts";
import type { Fact } from "#shared/model/fact.ts";
import { type AssetMode, type AssetState, isStop, type StateReason } from "#shared/model/state.ts";

/** One change of state, at its own time, and when it was learned. */
export interface StateChange {
  readonly timeMs: number;
  readonly receivedMs: number;
  readonly state: AssetState;
  readonly mode?: AssetMode;
  readonly nativeState: string;
  readonly reason?: StateReason;
}

const timeOf = ({ timeMs }: StateChange): number => timeMs;

/** Puts a change into its place in order of time; of two at one time the one learned later holds. */
export function insertChange(changes: StateChange[], change: StateChange): void {
  insertByTime(changes, change, timeOf);
}

/** Changes in order of time with others among them that were learned later. */
export function withChanges(
  changes: readonly StateChange[],
  learned: readonly StateChange[],
): readonly StateChange[] {
  if (learned.length === 0) return changes;
  return [...changes, ...learned].sort((a, b) => a.timeMs - b.timeMs);
}

/** The changes that were known at a time. */
export function knownBy(changes: readonly StateChange[], knownAtMs: number): readonly StateChange[] {
  return knownAtMs === Infinity ? changes : changes.filter(({ receivedMs }) => receivedMs <= knownAtMs);
}

/** The changes that lanes from `timeMs` on begin with, as known then. */
export function changesBefore(changes: readonly StateChange[], timeMs: number): readonly StateChange[] {
  const known = knownBy(changes, timeMs);
  return known.slice(Math.max(0, firstAfter(known, timeMs, timeOf) - 1));
}

/** A change as a fact. */
export function changeFact(asset: number, change: StateChange): Extract<Fact, { kind: "state" }> {
  const { timeMs, receivedMs, state, mode = "production", nativeState, reason } = change;
  const fact = { kind: "state", asset, timeMs, receivedMs, state, mode, nativeState } as const;
  return reason === undefined ? fact : { ...fact, reason };
}

/**
 * The stretches in [fromMs, toMs], oldest first. The time before the first known change is `unknown`.
 * `changes` are in order of time. When there are more than `maxSegments`, the shortest go to their predecessor, those
 * that are no stops first; the first one stays. A range that ends before it begins has none.
 */
export function toSegments(
  changes: readonly StateChange[],
  fromMs: number,
  toMs: number,
  maxSegments: number,
): LaneSegment[] {
  if (toMs <= fromMs) return [];
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
        ...(change.mode === undefined || change.mode === "production" ? {} : { mode: change.mode }),
        ...(change.reason === undefined
          ? {}
          : { reason: change.reason.text, reasonCode: change.reason.code }),
      });
    }
  }
  return capSegments(segments, maxSegments);
}

/** Appends the stretches of a lane from `fromMs` on to one that has come to `atMs`; what lies between is unknown. */
export function joinSegments(
  lane: LaneSegment[],
  atMs: number,
  fromMs: number,
  more: readonly LaneSegment[],
): void {
  if (fromMs > atMs) lane.push({ fromMs: atMs, toMs: fromMs, state: "unknown" });
  const [first, ...rest] = more;
  if (first === undefined) return;
  const last = lane.at(-1);
  if (last !== undefined && last.toMs === first.fromMs && isSameState(last, first)) last.toMs = first.toMs;
  else lane.push({ ...first });
  lane.push(...rest);
}

function isSameState(one: LaneSegment, other: LaneSegment): boolean {
  return (
    one.state === other.state &&
    one.mode === other.mode &&
    one.nativeState === other.nativeState &&
    one.reason === other.reason &&
    one.reasonCode === other.reasonCode
  );
}

/** At most so many stretches, as `toSegments` says. */
export function capSegments(segments: LaneSegment[], maxSegments: number): LaneSegment[] {
  return segments.length <= maxSegments ? segments : thin(segments, maxSegments);
}

function sameStretch(last: LaneSegment, change: StateChange): boolean {
  return (
    last.state === change.state &&
    (last.mode ?? "production") === (change.mode ?? "production") &&
    last.nativeState === (change.nativeState || undefined) &&
    last.reason === change.reason?.text &&
    last.reasonCode === change.reason?.code
  );
}

/** The first stretch, then stops, then the longest; equals are chosen all over the lane. The others go to the one before. */
function thin(segments: readonly LaneSegment[], maxSegments: number): LaneSegment[] {
  const ranked = segments.map(({ state, fromMs, toMs }, index) => ({
    index,
    rank: index === 0 ? 2 : isStop(state) ? 1 : 0,
    lengthMs: toMs - fromMs,
    // Multiplying by an odd number, modulo 2^32, mixes the order of neighbours (Knuth, TAOCP 3, 6.4).
    mixed: Math.imul(index, 2_654_435_761),
  }));
  ranked.sort((a, b) => b.rank - a.rank || b.lengthMs - a.lengthMs || a.mixed - b.mixed);
  const chosen = new Set(ranked.slice(0, maxSegments).map(({ index }) => index));
  const kept: LaneSegment[] = [];
  for (const [index, segment] of segments.entries()) {
    const last = kept.at(-1);
    if (last === undefined || chosen.has(index)) kept.push({ ...segment });
    else last.toMs = segment.toMs;
  }
  return kept;
}
