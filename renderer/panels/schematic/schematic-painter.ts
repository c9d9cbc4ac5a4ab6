// Draws the schematic on a 2D canvas: blocks with state by colour, shape and word, stores with countable places, wires.
import { qualityOfCode, stateOfCode } from "#shared/frame/layout.ts";
import type { Asset } from "#shared/model/plant.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { formatCount, formatNumber, unitSymbol } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import type { LayerName } from "../../state/view.ts";
import { stateMarks, type StateToken, type ThemeTokens } from "../../ui/tokens.ts";
import type { Block, SchematicLayout } from "./schematic-layout.ts";

/** What part of the drawing is seen: `scale` pixels a unit, the unit at the upper left corner. */
export interface Camera {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface SchematicPicture {
  readonly layout: SchematicLayout;
  readonly table: LiveTable;
  readonly theme: ThemeTokens;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly rem: number;
  readonly selectedRow: number | undefined;
  readonly hoverRow: number | undefined;
  readonly layers: Readonly<Record<LayerName, boolean>>;
}

/** States that are not well: these alone are coloured. */
const quietStates = new Set<StateToken>(["run", "idle", "noOrder", "planned", "off", "unknown"]);
const smallestText = 8.5;

export function paintSchematic(context: CanvasRenderingContext2D, picture: SchematicPicture): void {
  const { layout, theme, camera, width, height } = picture;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  if (picture.layers.flow) for (const wire of layout.wires) paintWire(context, picture, wire);
  paintCaptions(context, picture);
  for (const block of layout.blocks) {
    const x = (block.x - camera.left) * camera.scale;
    const y = (block.y - camera.top) * camera.scale;
    const box = { x, y, width: block.width * camera.scale, height: block.height * camera.scale };
    if (x > width || y > height || x + box.width < 0 || y + box.height < 0) continue;
    const asset = picture.table.plant.assets[block.row];
    if (asset === undefined) continue;
    if (block.station) paintStation(context, picture, asset, box);
    else paintStore(context, picture, asset, box);
    paintOutline(context, picture, block, box);
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const fontOf = (size: number, weight: number): string =>
  `${weight} ${size.toFixed(1)}px "Inter Variable", system-ui, sans-serif`;

function paintWire(
  context: CanvasRenderingContext2D,
  { camera, theme }: SchematicPicture,
  wire: SchematicLayout["wires"][number],
): void {
  const [first, ...rest] = wire.points;
  if (first === undefined) return;
  context.beginPath();
  context.moveTo((first[0] - camera.left) * camera.scale, (first[1] - camera.top) * camera.scale);
  for (const [x, y] of rest)
    context.lineTo((x - camera.left) * camera.scale, (y - camera.top) * camera.scale);
  const side = wire.kind === "rework" || wire.kind === "scrap";
  context.strokeStyle = side ? theme.lineStrong : theme.lineStrong;
  context.lineWidth = side ? 1 : wire.kind === "vehicle" ? 2 : 2;
  context.setLineDash(
    wire.kind === "rework" ? [5, 4] : wire.kind === "scrap" ? [2, 4] : wire.kind === "vehicle" ? [10, 5] : [],
  );
  context.stroke();
  context.setLineDash([]);
  const end = wire.points.at(-1);
  const before = wire.points.at(-2);
  if (end === undefined || before === undefined) return;
  const size = Math.max(4, camera.scale * 0.42);
  const [ex, ey] = [(end[0] - camera.left) * camera.scale, (end[1] - camera.top) * camera.scale];
  const angle = Math.atan2(end[1] - before[1], end[0] - before[0]);
  context.beginPath();
  context.moveTo(ex, ey);
  for (const turn of [2.65, -2.65])
    context.lineTo(ex + Math.cos(angle + turn) * size, ey + Math.sin(angle + turn) * size);
  context.closePath();
  context.fillStyle = theme.lineStrong;
  context.fill();
}

function paintCaptions(context: CanvasRenderingContext2D, { layout, camera, theme }: SchematicPicture): void {
  const size = Math.min(14, camera.scale * 0.95);
  if (size < smallestText) return;
  context.font = fontOf(size, 600);
  for (const caption of layout.captions) {
    const x = (caption.x - camera.left) * camera.scale;
    const y = (caption.y + 0.85 - camera.top) * camera.scale;
    context.fillStyle = theme.textMuted;
    context.fillText(fitted(context, caption.text, caption.width * camera.scale), x, y);
  }
}

function paintStation(
  context: CanvasRenderingContext2D,
  picture: SchematicPicture,
  asset: Asset,
  box: Box,
): void {
  const { table, theme, camera, layers } = picture;
  const state = table.stale ? "unknown" : stateOfCode(table.assetState[asset.row] ?? 0);
  const shown = layers.states ? state : "unknown";
  const loud = !quietStates.has(shown) && !table.stale;
  rounded(context, box, camera.scale * 0.3);
  // Running is filled and lighter, everything else stands darker; only the abnormal carries colour.
  context.fillStyle = shown === "run" ? theme.raised : theme.sunken;
  context.fill();
  if (table.stale) hatch(context, theme.line);
  context.lineWidth = loud ? Math.max(2, camera.scale * 0.2) : 1;
  context.strokeStyle = loud ? theme.state[shown] : theme.lineStrong;
  context.stroke();

  const pad = camera.scale * 0.45;
  const idSize = Math.min(18, camera.scale * 1.15);
  if (idSize < smallestText * 0.75) return;
  const icon = camera.scale * 1.05;
  if (layers.states) paintMark(context, theme, state, box.x + pad, box.y + pad * 0.9, icon);
  context.fillStyle = theme.text;
  context.font = fontOf(idSize, 650);
  const textX = box.x + pad + (layers.states ? icon + pad * 0.7 : 0);
  context.fillText(
    fitted(context, asset.id, box.x + box.width - pad - textX),
    textX,
    box.y + pad * 0.9 + icon * 0.86,
  );

  const small = Math.min(13, camera.scale * 0.82);
  if (small < smallestText) return;
  const room = box.width - 2 * pad;
  const line2 = box.y + box.height * 0.645;
  const line3 = box.y + box.height * 0.9;
  context.font = fontOf(small, 450);
  context.fillStyle = theme.textMuted;
  if (layers.labels) context.fillText(fitted(context, asset.name, room), box.x + pad, line2);
  const value = layers.values ? featuredText(table, asset) : undefined;
  context.font = fontOf(small, loud ? 650 : 500);
  context.fillStyle = loud && value === undefined ? theme.state[shown] : theme.text;
  const words = value ?? (layers.states ? (table.stale ? t("value.none") : tWord("state", state)) : "");
  context.fillText(fitted(context, words, room), box.x + pad, line3);
}

/** The asset's featured value with its unit, or undefined when it has none. */
function featuredText(table: LiveTable, asset: Asset): string | undefined {
  const row = asset.signalRows.find((each) => table.plant.signals[each]?.featured === true);
  const signal = row === undefined ? undefined : table.plant.signals[row];
  if (row === undefined || signal === undefined) return undefined;
  const quality = qualityOfCode(table.signalQuality[row] ?? 0);
  if (table.stale || quality === "missing" || quality === "stale") return t("value.none");
  const value = table.signalValue[row] ?? 0;
  if (signal.type === "enum") return signal.labels?.[value] ?? String(value);
  return `${formatNumber(value)} ${unitSymbol(signal.unit)}`;
}

/** Places to be counted while they are few and large enough, else a filled bar with the number. */
function paintStore(
  context: CanvasRenderingContext2D,
  picture: SchematicPicture,
  asset: Asset,
  box: Box,
): void {
  const { table, theme, camera, layers } = picture;
  const count = table.assetCount[asset.row] ?? 0;
  const capacity = asset.capacity ?? 0;
  rounded(context, box, camera.scale * 0.2);
  context.fillStyle = theme.sunken;
  context.fill();
  if (table.stale) hatch(context, theme.line);
  context.lineWidth = 1;
  context.strokeStyle = theme.lineStrong;
  context.stroke();

  const small = Math.min(12, camera.scale * 0.8);
  const pad = camera.scale * 0.3;
  const textHeight = small < smallestText ? 0 : small * 1.25;
  if (textHeight > 0) {
    context.font = fontOf(small, 500);
    context.fillStyle = theme.textMuted;
    const words = capacity > 0 ? t("schematic.fill", { count, capacity }) : formatCount(count);
    const end = asset.level === "supply" || asset.level === "demand";
    context.fillText(
      fitted(context, end && layers.labels ? asset.id : words, box.width - 2 * pad),
      box.x + pad,
      box.y + box.height - pad * 0.8,
    );
  }
  const inner = {
    x: box.x + pad,
    y: box.y + pad,
    width: box.width - 2 * pad,
    height: box.height - 2 * pad - textHeight,
  };
  const ink = table.stale ? theme.lineStrong : theme.textMuted;
  if (capacity > 0 && capacity <= 24) paintPlaces(context, inner, count, capacity, ink, theme.line);
  else if (capacity > 0) {
    context.fillStyle = theme.line;
    context.fillRect(inner.x, inner.y, inner.width, inner.height);
    context.fillStyle = ink;
    context.fillRect(inner.x, inner.y, inner.width * Math.min(1, count / capacity), inner.height);
  }
}

function paintPlaces(
  context: CanvasRenderingContext2D,
  box: Box,
  count: number,
  capacity: number,
  taken: string,
  free: string,
): void {
  const perRow = Math.ceil(Math.sqrt((capacity * box.width) / Math.max(1, box.height)));
  const rows = Math.ceil(capacity / perRow);
  const size = Math.min(box.width / perRow, box.height / rows);
  const gap = Math.max(1, size * 0.16);
  for (let place = 0; place < capacity; place += 1) {
    // The place nearest to the station is filled first: the right one.
    const column = perRow - 1 - (place % perRow);
    const x = box.x + box.width - (perRow - column) * size;
    const y = box.y + Math.floor(place / perRow) * size;
    context.fillStyle = place < count ? taken : free;
    context.fillRect(x + gap / 2, y + gap / 2, size - gap, size - gap);
  }
}

function paintOutline(
  context: CanvasRenderingContext2D,
  picture: SchematicPicture,
  block: Block,
  box: Box,
): void {
  const selected = block.row === picture.selectedRow;
  if (!selected && block.row !== picture.hoverRow) return;
  const grow = selected ? 4 : 3;
  rounded(
    context,
    { x: box.x - grow, y: box.y - grow, width: box.width + 2 * grow, height: box.height + 2 * grow },
    picture.camera.scale * 0.4,
  );
  context.lineWidth = selected ? 2.5 : 1.5;
  context.strokeStyle = picture.theme.accent;
  context.stroke();
}

function paintMark(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  state: StateToken,
  x: number,
  y: number,
  size: number,
): void {
  const mark = stateMarks[state];
  const path = new Path2D(mark.path);
  context.save();
  context.translate(x, y);
  context.scale(size / 16, size / 16);
  context.lineWidth = mark.hollow ? 1.75 : 1.25;
  context.lineJoin = "round";
  context.strokeStyle = state === "run" ? theme.lineStrong : theme.state[state];
  context.fillStyle = theme.state[state];
  if (!mark.hollow) context.fill(path);
  context.stroke(path);
  context.restore();
}

function rounded(context: CanvasRenderingContext2D, box: Box, radius: number): void {
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, radius);
}

/** Hatches the current path: what is drawn there is not live. */
function hatch(context: CanvasRenderingContext2D, color: string): void {
  context.save();
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = 1;
  const { a, e, f } = context.getTransform();
  const width = context.canvas.width / a - e;
  const height = context.canvas.height / a - f;
  context.beginPath();
  for (let x = -height; x < width; x += 6) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}

/** `text` cut to at most `width` pixels. */
function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 0 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
  return length === 0 ? "" : `${text.slice(0, length).trimEnd()}…`;
}
