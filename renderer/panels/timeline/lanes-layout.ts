// Where lanes, stretches and ticks lie in the canvas, in CSS pixels, and what is under a point. Pure.
import type { LaneSegment } from "#shared/host-api/requests.ts";
import { stateUrgency } from "#shared/model/state.ts";
import type { StateToken } from "../../ui/tokens.ts";

/** The visible stretch of time and the canvas it is drawn on. */
export interface LanesView {
  readonly fromMs: number;
  readonly toMs: number;
  readonly width: number;
  readonly height: number;
  /** Left column with the names. */
  readonly nameWidth: number;
  /** Axis strip on top. */
  readonly axisHeight: number;
  /** Strip of marks below the axis; 0 = there is no room for one. */
  readonly marksHeight: number;
  /** Strip of the constraint between marks and lanes; absent or 0 = it is not shown. */
  readonly ribbonHeight?: number;
  readonly laneHeight: number;
  readonly scrollTop: number;
  readonly laneCount: number;
}

export function xOfTime(view: LanesView, timeMs: number): number {
  const share = (timeMs - view.fromMs) / (view.toMs - view.fromMs);
  return view.nameWidth + share * (view.width - view.nameWidth);
}

export function timeOfX(view: LanesView, x: number): number {
  const share = (x - view.nameWidth) / (view.width - view.nameWidth);
  return view.fromMs + share * (view.toMs - view.fromMs);
}

/** Where the lanes begin. */
export function lanesTop(view: LanesView): number {
  return view.axisHeight + view.marksHeight + (view.ribbonHeight ?? 0);
}

export function msPerPixel(view: LanesView): number {
  return (view.toMs - view.fromMs) / Math.max(1, view.width - view.nameWidth);
}

export function yOfLane(view: LanesView, lane: number): number {
  return lanesTop(view) + lane * view.laneHeight - view.scrollTop;
}

/** Lanes at least partly in sight. */
export function lanesInSight(view: LanesView): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(view.scrollTop / view.laneHeight));
  const end = Math.min(
    view.laneCount,
    Math.ceil((view.scrollTop + view.height - lanesTop(view)) / view.laneHeight),
  );
  return { first, end: Math.max(first, end) };
}

/** Largest scroll that still shows a full window. */
export function maxScroll(view: LanesView): number {
  return Math.max(0, view.laneCount * view.laneHeight - (view.height - lanesTop(view)));
}

/** The scroll at which a lane is wholly in sight, as near to the present one as can be. */
export function scrollToLane(view: LanesView, lane: number): number {
  const top = lane * view.laneHeight;
  const window = view.height - lanesTop(view);
  let scrollTop = view.scrollTop;
  if (top < scrollTop) scrollTop = top;
  // A whole number of lanes, so that none is cut off at the top.
  else if (top + view.laneHeight > scrollTop + window)
    scrollTop = Math.ceil((top + view.laneHeight - window) / view.laneHeight) * view.laneHeight;
  return Math.min(maxScroll(view), Math.max(0, scrollTop));
}

/** What is under a point, and the time there; names have no time. */
export interface Hit {
  readonly area: "axis" | "marks" | "ribbon" | "lanes";
  readonly lane: number | undefined;
  readonly timeMs: number | undefined;
}

export function hitAt(view: LanesView, x: number, y: number): Hit {
  const timeMs = x < view.nameWidth ? undefined : timeOfX(view, x);
  if (y < view.axisHeight) return { area: "axis", lane: undefined, timeMs };
  if (y < view.axisHeight + view.marksHeight) return { area: "marks", lane: undefined, timeMs };
  if (y < lanesTop(view)) return { area: "ribbon", lane: undefined, timeMs };
  const lane = Math.floor((y - lanesTop(view) + view.scrollTop) / view.laneHeight);
  return { area: "lanes", lane: lane >= 0 && lane < view.laneCount ? lane : undefined, timeMs };
}

/** One bar to draw, on whole pixels. */
export interface LaneBar {
  readonly x: number;
  readonly width: number;
  readonly state: StateToken;
}

/** Ranks from 1, most urgent first; 0 = nothing is known there. */
const rankOf = new Map<string, number>(stateUrgency.map((state, index) => [state, index + 1]));
const unknownRank = rankOf.get("unknown") ?? 1;
// A byte for each pixel column of the lane being laid out, kept between calls: bars are laid out for every picture.
let columns = new Uint8Array(0);

/**
 * The bars of a lane between the view's edges; stretches are in order of time. A pixel shows the most urgent of all
 * states that touch it, so that a stop is never lost by zooming out, however short it is.
 */
export function laneBars(view: LanesView, segments: readonly LaneSegment[]): LaneBar[] {
  const left = Math.round(view.nameWidth);
  const count = Math.max(0, Math.round(view.width) - left);
  if (columns.length < count) columns = new Uint8Array(count * 2);
  columns.fill(0, 0, count);
  // Written out instead of xOfTime: lanes of days have a thousand stretches each, and all are laid out for every picture.
  const perMs = (view.width - view.nameWidth) / (view.toMs - view.fromMs);
  const offset = view.nameWidth - left;
  for (let index = firstEndingAfter(segments, view.fromMs); index < segments.length; index += 1) {
    const segment = segments[index];
    if (segment === undefined || segment.fromMs >= view.toMs) break;
    const rank = rankOf.get(segment.state) ?? unknownRank;
    const from = Math.max(0, Math.floor(offset + (segment.fromMs - view.fromMs) * perMs));
    const to = Math.min(count, Math.max(from + 1, Math.ceil(offset + (segment.toMs - view.fromMs) * perMs)));
    for (let column = from; column < to; column += 1) {
      const known = columns[column] ?? 0;
      if (known === 0 || rank < known) columns[column] = rank;
    }
  }
  const bars: LaneBar[] = [];
  for (let from = 0; from < count;) {
    const rank = columns[from] ?? 0;
    let to = from + 1;
    while (to < count && columns[to] === rank) to += 1;
    const state = stateUrgency[rank - 1];
    if (state !== undefined) bars.push({ x: left + from, width: to - from, state });
    from = to;
  }
  return bars;
}

/** Index of the first stretch that ends after `timeMs`, by halving. */
function firstEndingAfter(segments: readonly LaneSegment[], timeMs: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle]?.toMs ?? Infinity) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
