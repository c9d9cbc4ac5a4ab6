// Draws the lanes on a 2D canvas: bars by colour, height and hatching, axis, names, playhead. Called when something changed.
import type { Plant } from "#shared/model/plant.ts";
import { stateOfCode } from "#shared/frame/layout.ts";
import { formatClock, formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { stateMarks, type ThemeTokens } from "../../ui/tokens.ts";
import { paintStateMark } from "../common/paint-mark.ts";
import { hatch, paintLaneBar } from "./lane-bar.ts";
import type { Lane } from "./lane-store.ts";
import { axisTicks, laneBars, lanesInSight, type LanesView, xOfTime, yOfLane } from "./lanes-layout.ts";

/** Everything a drawing of the lanes depends on. */
export interface LanesPicture {
  readonly view: LanesView;
  readonly theme: ThemeTokens;
  readonly plant: Plant;
  readonly rows: readonly number[];
  readonly lanes: ReadonlyMap<number, Lane>;
  readonly states: Uint8Array;
  readonly playheadMs: number;
  readonly liveMs: number;
  readonly following: boolean;
  readonly stale: boolean;
  readonly selectedRow: number | undefined;
  readonly hoverRow: number | undefined;
  readonly rem: number;
}

const font = (rem: number, size: number, weight = 400): string =>
  `${weight} ${(rem * size).toFixed(1)}px "Inter Variable", system-ui, sans-serif`;

export class LanePainter {
  readonly #context: CanvasRenderingContext2D;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  draw(picture: LanesPicture): void {
    const { view, theme } = picture;
    const context = this.#context;
    context.fillStyle = theme.panel;
    context.fillRect(0, 0, view.width, view.height);
    context.fillStyle = theme.sunken;
    context.fillRect(
      view.nameWidth,
      view.axisHeight,
      view.width - view.nameWidth,
      view.height - view.axisHeight,
    );
    context.save();
    context.beginPath();
    context.rect(0, view.axisHeight, view.width, view.height - view.axisHeight);
    context.clip();
    const { first, end } = lanesInSight(view);
    for (let index = first; index < end; index += 1) this.#lane(picture, index);
    context.restore();
    this.#axis(picture);
    this.#playhead(picture);
  }

  #lane(picture: LanesPicture, index: number): void {
    const { view, theme, plant, rows, lanes, rem } = picture;
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

    const lane = lanes.get(row);
    for (const bar of laneBars(view, lane?.segments ?? [])) {
      const mark = stateMarks[bar.state].lane;
      paintLaneBar(context, theme, bar.state, {
        x: bar.x,
        y: y + inset + mark.top * height,
        width: bar.width,
        height: mark.height * height,
        stale: picture.stale,
        rem,
      });
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
    context.font = font(rem, 0.75);
    const playheadX = xOfTime(view, picture.playheadMs);
    const { stepMs, timesMs } = axisTicks(view, rem * 4.5);
    context.globalAlpha = 0.5;
    context.fillStyle = theme.line;
    for (const timeMs of timesMs)
      context.fillRect(Math.round(xOfTime(view, timeMs)), view.axisHeight - 4, 1, view.height);
    context.globalAlpha = 1;
    context.fillStyle = theme.textMuted;
    for (const timeMs of timesMs) {
      const text = stepMs < 60_000 ? formatClock(timeMs, zone) : formatMinute(timeMs, zone);
      const x = Math.round(xOfTime(view, timeMs) - context.measureText(text).width / 2);
      const clear = Math.abs(xOfTime(view, timeMs) - playheadX) > rem * 4.5;
      if (clear && x > view.nameWidth - rem * 0.5 && x < view.width - rem * 2)
        context.fillText(text, x, Math.round(view.axisHeight - rem * 0.45));
    }
    context.fillStyle = theme.line;
    context.fillRect(0, view.axisHeight - 1, view.width, 1);
    context.fillRect(view.nameWidth - 1, 0, 1, view.height);
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
    const x = Math.round(xOfTime(view, picture.playheadMs));
    if (x < view.nameWidth || x > view.width) return;
    context.fillStyle = picture.stale ? theme.textMuted : theme.accent;
    context.fillRect(x - 1, 0, 2, view.height);
    const text = formatClock(picture.playheadMs, plant.file.timeZone);
    context.font = font(rem, 0.75, 600);
    const width = context.measureText(text).width + rem * 0.75;
    const left = Math.min(view.width - width, Math.max(view.nameWidth, x - width / 2));
    context.fillRect(left, 1, width, view.axisHeight - 4);
    context.fillStyle = theme.onAccent;
    if (picture.stale) context.fillStyle = theme.panel;
    context.fillText(text, Math.round(left + rem * 0.375), Math.round(view.axisHeight - rem * 0.5));
  }
}

/** `text` cut with an ellipsis to at most `width` pixels. */
function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (width <= 0) return "";
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
  return length <= 1 ? "" : `${text.slice(0, length).trimEnd()}…`;
}
