// Draws the lanes on a 2D canvas: bars by colour, height and hatching, axis, marks, names, selection, playhead. Called when
// something changed.
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { Plant } from "#shared/model/plant.ts";
import { stateOfCode } from "#shared/frame/layout.ts";
import { formatDay, formatDuration } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { stateMarks, type ThemeTokens } from "../../ui/tokens.ts";
import { paintStateMark } from "../common/paint-mark.ts";
import { canvasFont as font, shortened } from "./canvas-text.ts";
import { hatch, LaneBatch } from "./lane-bar.ts";
import type { Lane } from "./lane-store.ts";
import { laneBars, lanesInSight, lanesTop, type LanesView, xOfTime, yOfLane } from "./lanes-layout.ts";
import type { MarkCluster } from "./mark-clusters.ts";
import { paintCluster } from "./mark-painter.ts";
import { paintRibbonLine, paintRibbonStrip, type RibbonPicture } from "./ribbon-painter.ts";
import { exactClock, timeAxis } from "./time-axis.ts";

/** Everything a drawing of the lanes depends on. */
export interface LanesPicture {
  readonly view: LanesView;
  readonly theme: ThemeTokens;
  readonly plant: Plant;
  readonly rows: readonly number[];
  readonly laneOf: (row: number) => Lane | undefined;
  readonly clusters: readonly MarkCluster[];
  /** Absent = the critical path is not shown. */
  readonly ribbon?: RibbonPicture | undefined;
  /** Stretches without data. */
  readonly gaps: readonly TimeSpan[];
  readonly selection: TimeSpan | undefined;
  /** Playing goes round in the selection. */
  readonly looping: boolean;
  readonly hoverMs: number | undefined;
  readonly states: Uint8Array;
  readonly playheadMs: number;
  readonly liveMs: number;
  readonly following: boolean;
  readonly stale: boolean;
  readonly selectedRow: number | undefined;
  readonly hoverRow: number | undefined;
  readonly rem: number;
}

export class LanePainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #bars = new LaneBatch();

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  draw(picture: LanesPicture): void {
    const { view, theme } = picture;
    const context = this.#context;
    context.fillStyle = theme.panel;
    context.fillRect(0, 0, view.width, view.height);
    context.fillStyle = theme.sunken;
    const top = lanesTop(view);
    context.fillRect(view.nameWidth, top, view.width - view.nameWidth, view.height - top);
    context.save();
    context.beginPath();
    context.rect(0, top, view.width, view.height - top);
    context.clip();
    const { first, end } = lanesInSight(view);
    for (let index = first; index < end; index += 1) this.#lane(picture, index);
    this.#bars.paint(context, theme, picture.stale, picture.rem);
    context.beginPath();
    context.rect(view.nameWidth, top, view.width - view.nameWidth, view.height - top);
    context.clip();
    if (picture.ribbon !== undefined) paintRibbonLine(context, picture.ribbon);
    context.restore();
    this.#gaps(picture);
    this.#selection(picture);
    this.#axis(picture);
    this.#marks(picture);
    if (picture.ribbon !== undefined) paintRibbonStrip(context, picture.ribbon);
    this.#playhead(picture);
  }

  #lane(picture: LanesPicture, index: number): void {
    const { view, theme, plant, rows, laneOf, rem } = picture;
    const context = this.#context;
    const row = rows[index];
    const asset = row === undefined ? undefined : plant.assets[row];
    if (row === undefined || asset === undefined) return;
    const y = yOfLane(view, index);
    const inset = Math.max(2, view.laneHeight * 0.14);
    const height = view.laneHeight - 2 * inset;

    if (row === picture.selectedRow || row === picture.hoverRow) {
      context.fillStyle = row === picture.selectedRow ? theme.selected : theme.hover;
      context.fillRect(0, y, view.width, view.laneHeight);
    }
    context.fillStyle = theme.line;
    context.fillRect(0, y + view.laneHeight - 1, view.width, 1);

    const lane = laneOf(row);
    for (const bar of laneBars(view, lane?.segments ?? [])) {
      const mark = stateMarks[bar.state].lane;
      // Whole pixels: between two of them an edge is neither drawn nor left out, and costs more.
      const top = Math.round(y + inset + mark.top * height);
      const bottom = Math.round(y + inset + (mark.top + mark.height) * height);
      this.#bars.add(bar.state, bar.x, top, bar.width, Math.max(1, bottom - top));
    }
    if (lane === undefined) {
      context.fillStyle = theme.textMuted;
      context.font = font(rem, 0.75);
      context.fillText(
        t("lanes.noData"),
        view.nameWidth + rem * 0.5,
        Math.round(y + view.laneHeight / 2 + rem * 0.22),
      );
    }

    const state = stateOfCode(picture.states[row] ?? 0);
    const size = rem * 0.75;
    const box = { x: rem * 0.5, y: y + (view.laneHeight - size) / 2, size };
    paintStateMark(this.#context, theme, state, box, picture.stale);
    // On a whole pixel: between two of them letters blur.
    const textY = Math.round(y + view.laneHeight / 2 + rem * 0.24);
    context.font = font(rem, 0.75, 600);
    context.fillStyle = theme.text;
    context.fillText(asset.id, rem * 1.625, textY);
    const idWidth = context.measureText(asset.id).width;
    context.font = font(rem, 0.75);
    context.fillStyle = theme.textMuted;
    const from = rem * 1.625 + idWidth + rem * 0.4;
    context.fillText(shortened(context, asset.name, view.nameWidth - from - rem * 0.5), from, textY);
  }

  #axis(picture: LanesPicture): void {
    const { view, theme, plant, rem } = picture;
    const context = this.#context;
    const zone = plant.file.timeZone;
    const width = view.width - view.nameWidth;
    const { stepMs, ticks } = timeAxis(view, width, rem * 4.75, zone);
    context.globalAlpha = 0.5;
    context.fillStyle = theme.line;
    for (const { timeMs } of ticks)
      context.fillRect(Math.round(xOfTime(view, timeMs)), view.axisHeight - 4, 1, view.height);
    context.globalAlpha = 1;
    const playheadX = xOfTime(view, picture.playheadMs);
    const baseline = Math.round(view.axisHeight - rem * 0.45);
    for (const { timeMs, clock, isDay } of ticks) {
      const text = isDay ? formatDay(timeMs, zone) : clock;
      context.font = font(rem, 0.75, isDay ? 600 : 400);
      context.fillStyle = isDay ? theme.text : theme.textMuted;
      const middle = xOfTime(view, timeMs);
      const x = Math.round(middle - context.measureText(text).width / 2);
      const isClear = Math.abs(middle - playheadX) > rem * 4.75;
      if (isClear && x > view.nameWidth - rem * 0.5 && x < view.width - rem * 2)
        context.fillText(text, x, baseline);
    }
    // Above the names: the day on which the window begins, unless every tick is a day.
    if (stepMs < 86_400_000) {
      context.font = font(rem, 0.75, 600);
      context.fillStyle = theme.text;
      context.fillText(formatDay(Math.max(view.fromMs, 0), zone), rem * 0.5, baseline);
    }
    context.fillStyle = theme.line;
    context.fillRect(0, view.axisHeight - 1, view.width, 1);
    context.fillRect(view.nameWidth - 1, 0, 1, view.height);
  }

  #marks(picture: LanesPicture): void {
    const { view, theme, rem } = picture;
    if (view.marksHeight === 0) return;
    const context = this.#context;
    const top = view.axisHeight;
    context.font = font(rem, 0.75);
    context.fillStyle = theme.textMuted;
    context.fillText(t("marks.title"), rem * 0.5, Math.round(top + view.marksHeight / 2 + rem * 0.25));
    context.save();
    context.beginPath();
    context.rect(view.nameWidth, top, view.width - view.nameWidth, view.marksHeight);
    context.clip();
    for (const cluster of picture.clusters)
      paintCluster(context, theme, cluster, top, view.marksHeight, picture.stale);
    context.restore();
    context.fillStyle = theme.line;
    context.fillRect(0, top + view.marksHeight - 1, view.width, 1);
  }

  /** Where no data came, nothing is known: hatched across all lanes. */
  #gaps({ view, theme, gaps, rem }: LanesPicture): void {
    const context = this.#context;
    for (const gap of gaps) {
      const from = Math.max(view.nameWidth, xOfTime(view, gap.fromMs));
      const to = Math.min(view.width, Math.max(from + 2, xOfTime(view, gap.toMs)));
      if (to <= view.nameWidth || from >= view.width) continue;
      context.globalAlpha = 0.75;
      context.fillStyle = theme.sunken;
      context.fillRect(from, lanesTop(view), to - from, view.height);
      context.globalAlpha = 1;
      context.fillStyle = hatch(context, "diagonal", theme.lineStrong, rem);
      context.fillRect(from, lanesTop(view), to - from, view.height);
    }
  }

  /** The selected stretch: tinted lanes, edges, and its duration on the axis. */
  #selection({ view, theme, selection, looping, rem }: LanesPicture): void {
    if (selection === undefined) return;
    const context = this.#context;
    const from = Math.round(Math.max(view.nameWidth, xOfTime(view, selection.fromMs)));
    const to = Math.round(Math.min(view.width, xOfTime(view, selection.toMs)));
    if (to <= view.nameWidth || from >= view.width) return;
    context.fillStyle = theme.accent;
    context.globalAlpha = 0.16;
    context.fillRect(from, 0, Math.max(1, to - from), view.height);
    context.globalAlpha = 1;
    context.fillRect(from, 0, 1, view.height);
    context.fillRect(to - 1, 0, 1, view.height);
    context.fillRect(from, view.axisHeight - 3, Math.max(1, to - from), looping ? 3 : 1);
    const text = formatDuration(selection.toMs - selection.fromMs);
    context.font = font(rem, 0.75, 600);
    const width = Math.ceil(context.measureText(text).width + rem * 0.75);
    if (width > to - from) return;
    const height = Math.round(rem * 1.25);
    context.fillStyle = theme.accent;
    context.fillRect(from, view.height - height, width, height);
    context.fillStyle = theme.onAccent;
    context.fillText(text, from + Math.round(rem * 0.375), Math.round(view.height - rem * 0.375));
  }

  /** The line of the playhead with its time; right of live, nothing is known yet and the ground is hatched. */
  #playhead(picture: LanesPicture): void {
    const { view, theme, plant, rem } = picture;
    const context = this.#context;
    const liveX = xOfTime(view, picture.liveMs);
    if (liveX < view.width - 1) {
      context.fillStyle = hatch(context, "diagonal", theme.line, rem);
      context.globalAlpha = 0.5;
      const from = Math.max(liveX, view.nameWidth);
      context.fillRect(from, view.axisHeight, view.width - from, view.height - view.axisHeight);
      context.globalAlpha = 1;
    }
    if (picture.hoverMs !== undefined) {
      const hoverX = Math.round(xOfTime(view, picture.hoverMs));
      context.fillStyle = theme.textMuted;
      context.globalAlpha = 0.6;
      if (hoverX >= view.nameWidth) context.fillRect(hoverX, view.axisHeight, 1, view.height);
      context.globalAlpha = 1;
    }
    const x = Math.round(xOfTime(view, picture.playheadMs));
    if (x < view.nameWidth || x > view.width) return;
    context.fillStyle = picture.stale ? theme.textMuted : theme.accent;
    context.fillRect(x - 1, 0, 2, view.height);
    const text = exactClock(picture.playheadMs, plant.file.timeZone);
    context.font = font(rem, 0.75, 600);
    const width = context.measureText(text).width + rem * 0.75;
    const left = Math.min(view.width - width, Math.max(view.nameWidth, x - width / 2));
    context.fillRect(left, 1, width, view.axisHeight - 4);
    context.fillStyle = theme.onAccent;
    if (picture.stale) context.fillStyle = theme.panel;
    context.fillText(text, Math.round(left + rem * 0.375), Math.round(view.axisHeight - rem * 0.5));
  }
}
