// Draws the whole range as one strip: how many stops fell where, other marks above them, the selected asset's states, gaps,
// the window as a brush, playhead and the end of live. Knows no gesture.
import type { MarkKind, TimeSpan } from "#shared/host-api/requests.ts";
import type { ThemeTokens } from "../../ui/tokens.ts";
import { stateMarks } from "../../ui/tokens.ts";
import { canvasFont, shortened } from "./canvas-text.ts";
import { hatch, paintLaneBar } from "./lane-bar.ts";
import type { Lane } from "./lane-store.ts";
import { laneBars, type LanesView, xOfTime } from "./lanes-layout.ts";
import { markColor, paintCluster } from "./mark-painter.ts";
import { markShapes } from "./mark-clusters.ts";
import type { Density } from "./range-feed.ts";

/** Everything a drawing of the overview depends on. */
export interface OverviewPicture {
  /** One lane that is the whole range: it tells where a time lies. */
  readonly view: LanesView;
  readonly theme: ThemeTokens;
  readonly rem: number;
  readonly window: TimeSpan;
  readonly selection: TimeSpan | undefined;
  readonly density: Density;
  readonly densityFromMs: number;
  readonly bucketMs: number;
  readonly gaps: readonly TimeSpan[];
  /** The selected asset's lane. */
  readonly lane: Lane | undefined;
  readonly label: string;
  readonly playheadMs: number;
  readonly hoverMs: number | undefined;
  readonly stale: boolean;
}

const shownApart: readonly MarkKind[] = ["condition", "finding", "order", "note"];

export function paintOverview(context: CanvasRenderingContext2D, picture: OverviewPicture): void {
  const { view, theme, rem } = picture;
  const left = view.nameWidth;
  const width = view.width - left;
  const { height } = view;
  context.fillStyle = theme.panel;
  context.fillRect(0, 0, view.width, height);
  context.fillStyle = theme.sunken;
  context.fillRect(left, 0, width, height);
  // Inside the window the ground is lighter: what is shown below stands out from what is not.
  const from = Math.max(left, xOfTime(view, picture.window.fromMs));
  const to = Math.min(view.width, xOfTime(view, picture.window.toMs));
  context.fillStyle = theme.raised;
  context.fillRect(from, 0, to - from, height);
  paintDensity(context, picture);
  paintGaps(context, picture);
  if (picture.lane !== undefined) paintAsset(context, picture, picture.lane);
  if (picture.selection !== undefined) {
    const x = Math.max(left, xOfTime(view, picture.selection.fromMs));
    const end = Math.min(view.width, xOfTime(view, picture.selection.toMs));
    context.fillStyle = theme.accent;
    context.globalAlpha = 0.25;
    if (end > left) context.fillRect(x, 0, Math.max(2, end - x), height);
    context.globalAlpha = 1;
  }
  paintBrush(context, theme, from, to, height);
  if (picture.hoverMs !== undefined) {
    context.fillStyle = theme.textMuted;
    context.globalAlpha = 0.6;
    context.fillRect(Math.round(xOfTime(view, picture.hoverMs)), 0, 1, height);
    context.globalAlpha = 1;
  }
  const playheadX = Math.round(xOfTime(view, picture.playheadMs));
  context.fillStyle = picture.stale ? theme.textMuted : theme.accent;
  if (playheadX >= left) context.fillRect(Math.min(view.width - 2, playheadX - 1), 0, 2, height);
  context.fillStyle = theme.panel;
  context.fillRect(0, 0, left, height);
  context.font = canvasFont(rem, 0.75);
  context.fillStyle = theme.textMuted;
  const label = shortened(context, picture.label, left - rem);
  context.fillText(label, rem * 0.5, Math.round(height / 2 + rem * 0.25));
  context.fillStyle = theme.line;
  context.fillRect(left - 1, 0, 1, height);
  context.fillRect(0, height - 1, view.width, 1);
}

/** Stops as bars from below, in one quiet colour: how many, not which; the root lets one stop be seen beside hundreds. */
function paintDensity(context: CanvasRenderingContext2D, picture: OverviewPicture): void {
  const { view, theme, density, densityFromMs, bucketMs, stale } = picture;
  const stops = density.stop ?? [];
  const most = Math.max(4, ...stops);
  const base = view.height - 1 - (picture.lane === undefined ? 0 : bandHeight(view) + 1);
  context.fillStyle = stale ? theme.line : theme.lineStrong;
  context.globalAlpha = 0.7;
  for (const [bucket, count] of stops.entries()) {
    if (count === 0) continue;
    const x = xOfTime(view, densityFromMs + bucket * bucketMs);
    const end = xOfTime(view, densityFromMs + (bucket + 1) * bucketMs);
    if (end < view.nameWidth) continue;
    const tall = Math.max(2, Math.sqrt(count / most) * base * 0.8);
    context.fillRect(Math.round(x), base - tall, Math.max(1, Math.round(end) - Math.round(x) - 1), tall);
  }
  context.globalAlpha = 1;
  for (const kind of shownApart) {
    const shape = markShapes.find((each) => each === kind);
    if (shape === undefined) continue;
    for (const [bucket, count] of (density[kind] ?? []).entries()) {
      if (count === 0) continue;
      const x = xOfTime(view, densityFromMs + (bucket + 0.5) * bucketMs);
      if (x < view.nameWidth) continue;
      if (kind === "note" || kind === "finding") {
        const cluster = { x, count, shape, first: 0, end: 0, state: undefined };
        paintCluster(context, theme, cluster, 0, view.height * 0.5, stale);
        continue;
      }
      context.fillStyle = stale ? theme.textMuted : markColor(theme, shape, undefined);
      context.fillRect(Math.round(x), 1, 2, Math.max(3, view.height * 0.16));
    }
  }
}

function paintGaps(context: CanvasRenderingContext2D, { view, theme, gaps, rem }: OverviewPicture): void {
  for (const gap of gaps) {
    const x = Math.max(view.nameWidth, xOfTime(view, gap.fromMs));
    const width = Math.max(2, Math.min(view.width, xOfTime(view, gap.toMs)) - x);
    context.fillStyle = theme.sunken;
    context.fillRect(x, 0, width, view.height);
    context.fillStyle = hatch(context, "diagonal", theme.lineStrong, rem);
    context.fillRect(x, 0, width, view.height);
  }
}

/** The selected asset's states stand below the bars. */
function bandHeight({ height }: LanesView): number {
  return Math.max(4, Math.round(height * 0.25));
}

function paintAsset(context: CanvasRenderingContext2D, picture: OverviewPicture, lane: Lane): void {
  const { view, theme, rem, stale } = picture;
  const band = bandHeight(view);
  const y = view.height - band - 1;
  context.fillStyle = theme.sunken;
  context.fillRect(view.nameWidth, y - 1, view.width - view.nameWidth, band + 1);
  for (const bar of laneBars(view, lane.segments)) {
    const mark = stateMarks[bar.state].lane;
    paintLaneBar(context, theme, bar.state, {
      x: bar.x,
      y: y + mark.top * band,
      width: bar.width,
      height: Math.max(1, mark.height * band),
      stale,
      rem,
    });
  }
}

/** The window: two edges with a hold each, and what lies outside a shade darker. */
function paintBrush(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  from: number,
  to: number,
  height: number,
): void {
  const left = Math.round(from);
  const right = Math.max(left + 2, Math.round(to));
  context.fillStyle = theme.lineStrong;
  context.fillRect(left, 0, right - left, 1);
  context.fillRect(left, height - 2, right - left, 1);
  context.fillStyle = theme.textMuted;
  context.fillRect(left, 0, 1, height - 1);
  context.fillRect(right - 1, 0, 1, height - 1);
  const hold = Math.round(height * 0.42);
  const top = Math.round((height - hold) / 2);
  context.fillRect(left, top, 3, hold);
  context.fillRect(right - 3, top, 3, hold);
}
