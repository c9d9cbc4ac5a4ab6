// Draws the critical path: its strip with names, and the one line that hops between the lanes. Provisional is dashed. Draws on any 2D
// canvas; knows no store.
import type { ThemeTokens } from "../../ui/tokens.ts";
import { canvasFont as font, shortened } from "./canvas-text.ts";
import { hatch } from "./lane-bar.ts";
import { lanesTop, type LanesView, xOfTime } from "./lanes-layout.ts";
import type { RibbonPiece } from "./ribbon-layout.ts";

/** Everything a drawing of the path depends on. */
export interface RibbonPicture {
  readonly view: LanesView;
  readonly theme: ThemeTokens;
  readonly rem: number;
  readonly pieces: readonly RibbonPiece[];
  /** What stands in the column of names: what the strip is, and who limits the line at the playhead. */
  readonly title: string;
  readonly now: string;
  /** Said on the strip while there are no pieces. */
  readonly nothing: string;
  /** The stretch under the pointer. */
  readonly pointed: RibbonPiece["stretch"] | undefined;
  readonly stale: boolean;
}

/** The strip between marks and lanes: who limited the line, in words. */
export function paintRibbonStrip(context: CanvasRenderingContext2D, picture: RibbonPicture): void {
  const { view, theme, rem, pieces, stale } = picture;
  const height = view.ribbonHeight ?? 0;
  const top = lanesTop(view) - height;
  const baseline = Math.round(top + height / 2 + rem * 0.25);
  context.font = font(rem, 0.75);
  context.fillStyle = theme.textMuted;
  context.fillText(picture.title, rem * 0.5, baseline);
  const nowFrom = rem * 0.5 + context.measureText(picture.title).width + rem * 0.5;
  context.font = font(rem, 0.75, 600);
  context.fillStyle = theme.text;
  context.fillText(shortened(context, picture.now, view.nameWidth - nowFrom - rem * 0.5), nowFrom, baseline);
  context.save();
  context.beginPath();
  context.rect(view.nameWidth, top, view.width - view.nameWidth, height);
  context.clip();
  if (pieces.length === 0) {
    context.font = font(rem, 0.75);
    context.fillStyle = theme.textMuted;
    context.fillText(picture.nothing, view.nameWidth + rem * 0.5, baseline);
  }
  const color = stale ? theme.textMuted : theme.finding;
  for (const piece of pieces) {
    const { stretch, left, right } = piece;
    const from = Math.round(left);
    const width = Math.max(1, Math.round(right) - from - 1);
    context.globalAlpha = stretch === picture.pointed ? 0.5 : 0.26;
    context.fillStyle = stretch.provisional ? hatch(context, "diagonal", color, rem) : color;
    context.fillRect(from, top + 2, width, height - 4);
    context.globalAlpha = 1;
    paintTie(context, picture, piece, top);
    context.fillStyle = color;
    context.fillRect(from, top + 2, Math.min(2, width), height - 4);
    context.font = font(rem, 0.75, 600);
    context.fillStyle = theme.text;
    const room = width - rem * 0.625;
    // A name that is cut names nobody.
    if (context.measureText(stretch.resource).width <= room)
      context.fillText(stretch.resource, from + Math.round(rem * 0.375), baseline);
  }
  context.restore();
  context.fillStyle = theme.line;
  context.fillRect(0, top + height - 1, view.width, 1);
}

/** Where a change may lie as well: a fine line along the strip's foot. */
function paintTie(
  context: CanvasRenderingContext2D,
  { view, theme, stale }: RibbonPicture,
  { stretch }: RibbonPiece,
  top: number,
): void {
  const { tieFromMs, tieToMs } = stretch;
  if (tieFromMs === undefined || tieToMs === undefined || tieToMs <= tieFromMs) return;
  const from = Math.round(xOfTime(view, tieFromMs));
  const to = Math.round(xOfTime(view, tieToMs));
  context.fillStyle = stale ? theme.textMuted : theme.finding;
  context.fillRect(from, top + (view.ribbonHeight ?? 0) - 4, Math.max(1, to - from), 2);
}

/** Widths of the line, of its uprights and of the edge that sets it off from the states under it, pixels. */
const linePx = 4;
const uprightPx = 2;
const edgePx = 1;

/** The line over the lanes; whoever calls has clipped them. */
export function paintRibbonLine(
  context: CanvasRenderingContext2D,
  { view, theme, pieces, stale, pointed }: RibbonPicture,
): void {
  const color = stale ? theme.textMuted : theme.finding;
  context.lineCap = "butt";
  for (const { isEdge, isLaneLine } of [
    { isEdge: true, isLaneLine: false },
    { isEdge: false, isLaneLine: false },
    { isEdge: true, isLaneLine: true },
    { isEdge: false, isLaneLine: true },
  ]) {
    context.strokeStyle = isEdge ? theme.sunken : color;
    for (const { stretch, left, right, ys, upright } of pieces) {
      context.setLineDash(stretch.provisional && !isEdge ? [6, 4] : []);
      const width = isLaneLine ? linePx + (stretch === pointed ? 2 : 0) : uprightPx;
      context.lineWidth = width + (isEdge ? 2 * edgePx : 0);
      context.beginPath();
      if (isLaneLine)
        for (const y of ys) {
          if (y <= lanesTop(view) && ys.length === 1) continue;
          context.moveTo(left, y);
          context.lineTo(right, y);
        }
      else if (upright !== undefined) {
        const x = Math.round(left);
        context.moveTo(x, upright.top);
        context.lineTo(x, upright.bottom);
      }
      context.stroke();
    }
  }
  context.setLineDash([]);
}
