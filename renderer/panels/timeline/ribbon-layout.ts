// Where the critical path lies on the lanes: a bar on each lane of the constraint, and upright lines where it changes. Pure, in CSS pixels.
// What has no lane (a supply, an operator) is on the strip above them.
import type { ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import { lanesTop, type LanesView, xOfTime, yOfLane } from "./lanes-layout.ts";

/** A stretch as it is drawn. */
export interface RibbonPiece {
  readonly stretch: ConstraintStretchInfo;
  readonly left: number;
  readonly right: number;
  /** Middles of its lanes, from the top; of what has no lane the edge of the strip. */
  readonly ys: readonly number[];
  /** The upright line where it begins: from the piece before, or between its own lanes; undefined = it has none. */
  readonly upright: { readonly top: number; readonly bottom: number } | undefined;
}

/** The pieces between the view's edges. `lanesOf` gives the lanes of a stretch. */
export function ribbonPieces(
  view: LanesView,
  stretches: readonly ConstraintStretchInfo[],
  lanesOf: (stretch: ConstraintStretchInfo) => readonly number[],
): RibbonPiece[] {
  const pieces: RibbonPiece[] = [];
  let before: { readonly toMs: number; readonly ys: readonly number[] } | undefined;
  for (const stretch of stretches) {
    const lanes = [...lanesOf(stretch)].sort((a, b) => a - b);
    const ys =
      lanes.length === 0
        ? [lanesTop(view)]
        : lanes.map((lane) => Math.round(yOfLane(view, lane) + view.laneHeight / 2));
    const isNext = before !== undefined && Math.abs(before.toMs - stretch.fromMs) < 1;
    if (stretch.toMs > view.fromMs && stretch.fromMs < view.toMs)
      pieces.push({
        stretch,
        left: Math.max(view.nameWidth, xOfTime(view, stretch.fromMs)),
        right: Math.min(view.width, xOfTime(view, stretch.toMs)),
        ys,
        upright: stretch.fromMs < view.fromMs ? undefined : uprightOf(ys, isNext ? before?.ys : undefined),
      });
    before = { toMs: stretch.toMs, ys };
  }
  return pieces;
}

/** From the nearest lane before to its own lanes. */
function uprightOf(
  ys: readonly number[],
  before: readonly number[] | undefined,
): { top: number; bottom: number } | undefined {
  const all = [...ys, ...(before ?? [])];
  const [top, bottom] = [Math.min(...all), Math.max(...all)];
  return bottom > top ? { top, bottom } : undefined;
}

/** So near to a line it is meant, pixels. */
const reachPx = 4;

export interface RibbonHit {
  readonly piece: RibbonPiece;
  readonly isChange: boolean;
}

/** The piece under a point, and whether its beginning is meant. On the strip every point belongs to the piece that holds then. */
export function ribbonHit(
  view: LanesView,
  pieces: readonly RibbonPiece[],
  x: number,
  y: number,
): RibbonHit | undefined {
  const top = lanesTop(view);
  if (x < view.nameWidth || y < top - (view.ribbonHeight ?? 0)) return undefined;
  const onStrip = y < top;
  for (const piece of pieces) {
    const { upright, left } = piece;
    if (onStrip || upright === undefined || Math.abs(x - left) > reachPx) continue;
    if (y >= upright.top - reachPx && y <= upright.bottom + reachPx) return { piece, isChange: true };
  }
  const piece = pieces.find(
    ({ left, right, ys }) =>
      x >= left && x < right && (onStrip || ys.some((each) => Math.abs(y - each) <= reachPx)),
  );
  return piece === undefined ? undefined : { piece, isChange: false };
}

/** The nearest change of the constraint after or before a time; `concerns` leaves out others. */
export function changeFrom(
  stretches: readonly ConstraintStretchInfo[],
  timeMs: number,
  sign: 1 | -1,
  concerns: (stretch: ConstraintStretchInfo) => boolean = () => true,
): ConstraintStretchInfo | undefined {
  const isChange = (stretch: ConstraintStretchInfo, index: number): boolean =>
    index > 0 && stretches[index - 1]?.resource !== stretch.resource && concerns(stretch);
  const changes = stretches.filter(isChange);
  return sign > 0
    ? changes.find(({ fromMs }) => fromMs > timeMs)
    : changes.findLast(({ fromMs }) => fromMs < timeMs);
}
