// A picture of the view as a PNG: what is looked at, and a line at its foot that says of which plant, when, and from where.
import type { LiveTable } from "../../live/live-table.ts";
import { formatClock, formatDay } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { useRecordings } from "../../state/recordings.ts";
import { useView } from "../../state/view.ts";
import { drawViewNow } from "../../state/view-picture.ts";
import { themes } from "../../ui/tokens.ts";
import { download } from "../common/download.ts";
import { remPixels } from "../common/use-virtual-rows.ts";
import { canvasFont, shortened } from "../timeline/canvas-text.ts";

/** The foot's height, rem. */
const footRem = 2;

/** Saves a picture of the view as a file, and says so or why not. */
export async function savePicture(table: LiveTable): Promise<void> {
  const { say } = useConnection.getState();
  const picture = takePicture(table);
  const png =
    picture &&
    (await new Promise<Blob | null>((resolve) => {
      picture.toBlob(resolve, "image/png");
    }));
  if (png === undefined || png === null) {
    say(t("picture.failed"));
    return;
  }
  const name = fileName(table);
  download(png, name);
  say(t("picture.saved", { name }));
}

/** The view and its foot on a canvas of the view's own resolution. The view is drawn and copied in one go. */
function takePicture(table: LiveTable): HTMLCanvasElement | undefined {
  const view = drawViewNow();
  if (view === undefined || view.width === 0 || view.height === 0) return undefined;
  const picture = document.createElement("canvas");
  picture.width = view.width;
  picture.height = view.height;
  const context = picture.getContext("2d", { alpha: false });
  if (context === null) return undefined;
  context.drawImage(view, 0, 0);
  drawFoot(context, table, (remPixels() * view.width) / Math.max(1, view.clientWidth));
  return picture;
}

/** The line at the foot; `rem` in pixels of the picture. */
function drawFoot(context: CanvasRenderingContext2D, table: LiveTable, rem: number): void {
  const { width, height } = context.canvas;
  const theme = themes[useView.getState().theme];
  const high = Math.round(footRem * rem);
  context.fillStyle = theme.panel;
  context.fillRect(0, height - high, width, high);
  context.fillStyle = theme.lineStrong;
  context.fillRect(0, height - high, width, Math.max(1, Math.round(rem / 16)));
  context.textBaseline = "middle";
  const middle = height - high / 2;
  const margin = rem * 0.75;
  // What matters most takes its room first: the time, then the plant, then the rest.
  context.font = canvasFont(rem, 0.875, 600);
  context.fillStyle = theme.text;
  context.textAlign = "right";
  const time = shortened(context, timeText(table), width - 2 * margin);
  context.fillText(time, width - margin, middle);
  let room = width - 3 * margin - context.measureText(time).width;
  context.textAlign = "left";
  const plant = shortened(context, table.plant.file.name, room - margin);
  context.fillText(plant, margin, middle);
  const used = context.measureText(plant).width + margin;
  room -= used;
  context.font = canvasFont(rem, 0.75);
  context.fillStyle = theme.textMuted;
  context.fillText(shortened(context, sourceText(), room - margin), margin + used, middle);
}

/** Plant time with its day, year and zone. */
function timeText(table: LiveTable): string {
  const zone = table.plant.file.timeZone;
  const timeMs = table.timeMs();
  return `${formatDay(timeMs, zone)} ${isoDay(timeMs, zone).slice(0, 4)}, ${formatClock(timeMs, zone)} ${zone}`;
}

/** Which recording or source it is of, and whether that is computed. */
function sourceText(): string {
  const { shown } = useRecordings.getState();
  const { sources } = useConnection.getState();
  const simulated = shown?.simulated ?? sources.some((source) => source.simulated);
  const source =
    shown === undefined
      ? t("picture.live", { source: sources.map(({ label }) => label).join(", ") })
      : t("picture.recording", { name: shown.name.replace(/\.mcap$/, "") });
  // First, because what is last is shortened: nobody may take a computed plant for a measured one.
  return simulated ? `${t("picture.simulated")} · ${source}` : source;
}

/** `Battery line 2026-01-05 10-13-22.png`: what no file system minds. */
function fileName(table: LiveTable): string {
  const zone = table.plant.file.timeZone;
  const timeMs = table.timeMs();
  const plant = table.plant.file.name.replace(/[^\p{L}\p{N} ._-]/gu, "_");
  return `${plant} ${isoDay(timeMs, zone)} ${formatClock(timeMs, zone).replaceAll(":", "-")}.png`;
}

/** The day in a zone, `2026-01-05`: Swedish writes it so. */
function isoDay(timeMs: number, zone: string): string {
  return new Date(timeMs).toLocaleDateString("sv-SE", { timeZone: zone });
}
