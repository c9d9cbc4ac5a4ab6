// Where lanes, stretches and ticks lie in the canvas, in CSS pixels, and what is under a point. Pure.
import type { LaneSegment } from "#shared/host-api/requests.ts";
import type { StateToken } from "../../ui/tokens.ts";
import { stateMarks, stateUrgency } from "../../ui/tokens.ts";

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

export function yOfLane(view: LanesView, lane: number): number {
  return view.axisHeight + lane * view.laneHeight - view.scrollTop;
}

/** Lanes at least partly in sight. */
export function lanesInSight(view: LanesView): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(view.scrollTop / view.laneHeight));
  const end = Math.min(
    view.laneCount,
    Math.ceil((view.scrollTop + view.height - view.axisHeight) / view.laneHeight),
  );
  return { first, end: Math.max(first, end) };
}

/** Largest scroll that still shows a full window. */
export function maxScroll(view: LanesView): number {
  return Math.max(0, view.laneCount * view.laneHeight - (view.height - view.axisHeight));
}

/** What is under a point: the axis or a lane, and the time there; names have no time. */
export function hitAt(
  view: LanesView,
  x: number,
  y: number,
): { readonly lane: number | undefined; readonly timeMs: number | undefined } {
  const timeMs = x < view.nameWidth ? undefined : timeOfX(view, x);
  if (y < view.axisHeight) return { lane: undefined, timeMs };
  const lane = Math.floor((y - view.axisHeight + view.scrollTop) / view.laneHeight);
  return { lane: lane >= 0 && lane < view.laneCount ? lane : undefined, timeMs };
}

/** Steps of the axis in milliseconds, shortest first. */
const tickStepsMs = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600].map(
  (s) => s * 1000,
);

/** Round times to write on the axis, at least `spacing` pixels apart. */
export function axisTicks(
  view: LanesView,
  spacing: number,
): { readonly stepMs: number; readonly timesMs: number[] } {
  const perPixel = (view.toMs - view.fromMs) / Math.max(1, view.width - view.nameWidth);
  const stepMs = tickStepsMs.find((step) => step >= perPixel * spacing) ?? 86_400_000;
  const timesMs: number[] = [];
  for (let timeMs = Math.ceil(view.fromMs / stepMs) * stepMs; timeMs <= view.toMs; timeMs += stepMs)
    timesMs.push(timeMs);
  return { stepMs, timesMs };
}

/** One bar to draw: a stretch, or several shorter than a pixel shown by the most urgent of them. */
export interface LaneBar {
  readonly x: number;
  readonly width: number;
  readonly state: StateToken;
}

const urgency = new Map(stateUrgency.map((state, rank) => [state, rank]));
const isStateToken = (state: string): state is StateToken => state in stateMarks;

/**
 * The bars of a lane between the view's edges. Stretches thinner than a pixel share one, which shows the most urgent
 * state among them: a short stop is never lost by zooming out.
 */
export function laneBars(view: LanesView, segments: readonly LaneSegment[]): LaneBar[] {
  const bars: LaneBar[] = [];
  for (const segment of segments) {
    if (segment.toMs <= view.fromMs || segment.fromMs >= view.toMs) continue;
    const state = isStateToken(segment.state) ? segment.state : "unknown";
    const x = Math.max(view.nameWidth, xOfTime(view, segment.fromMs));
    const end = Math.min(view.width, xOfTime(view, segment.toMs));
    const last = bars.at(-1);
    const thin = end - x < 1;
    if (thin && last !== undefined && x - last.x < 1 && last.width <= 1) {
      if ((urgency.get(state) ?? 99) < (urgency.get(last.state) ?? 99))
        bars[bars.length - 1] = { ...last, state };
      continue;
    }
    bars.push({ x, width: Math.max(thin ? 1 : 0, end - x), state });
  }
  return bars;
}
