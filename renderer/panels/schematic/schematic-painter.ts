// Draws the schematic on a 2D canvas: blocks with state by colour, shape and word, stores with countable places, wires.
import { qualityOfCode, stateOfCode } from "#shared/frame/layout.ts";
import type { Asset } from "#shared/model/plant.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { formatCount, formatValue } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import type { LayerName } from "../../state/view.ts";
import { type StateToken, type ThemeTokens } from "../../ui/tokens.ts";
import { paintStateMark } from "../common/paint-mark.ts";
import type { Block, SchematicLayout } from "./schematic-layout.ts";
import { paintPins, type SchematicPin } from "./schematic-pins.ts";

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
  /** What limits the line now: its rows, and whether later parts may still change it; undefined = it is not shown. */
  readonly constraint: { readonly rows: ReadonlySet<number>; readonly provisional: boolean } | undefined;
  /** Pins of findings, with where they are on the canvas. */
  readonly pins: readonly SchematicPin[];
}

/** States that are not well: these alone are coloured. */
const quietStates = new Set<StateToken>(["run", "idle", "noOrder", "planned", "off", "unknown"]);
const smallestText = 8.5;

export function paintSchematic(context: CanvasRenderingContext2D, picture: SchematicPicture): void {
  const { layout, theme, camera, width, height } = picture;
  context.fillStyle = theme.backdrop;
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
    if (picture.constraint?.rows.has(block.row) === true)
      paintConstraint(context, picture, box, picture.constraint.provisional);
    paintOutline(context, picture, block, box);
  }
  paintPins(context, theme, picture.pins);
}

/** A steady frame around the block, dashed while provisional, with the word on its upper edge where there is room. */
function paintConstraint(
  context: CanvasRenderingContext2D,
  { theme, camera, table }: SchematicPicture,
  box: Box,
  provisional: boolean,
): void {
  const out = camera.scale * 0.34;
  const color = table.stale ? theme.textMuted : theme.finding;
  const frame = { x: box.x - out, y: box.y - out, width: box.width + 2 * out, height: box.height + 2 * out };
  rounded(context, frame, camera.scale * 0.5);
  context.lineWidth = Math.max(2, camera.scale * 0.24);
  context.strokeStyle = color;
  context.setLineDash(provisional ? [camera.scale * 0.8, camera.scale * 0.5] : []);
  context.stroke();
  context.setLineDash([]);
  const size = Math.min(12, camera.scale * 0.8);
  if (size < smallestText) return;
  context.font = fontOf(size, 600);
  const text = fitted(context, t("scene.constraint"), frame.width);
  const width = context.measureText(text).width + size * 0.8;
  const left = box.x + (box.width - width) / 2;
  context.fillStyle = theme.backdrop;
  context.fillRect(left, frame.y - size * 0.75, width, size * 1.5);
  context.fillStyle = color;
  context.fillText(text, left + size * 0.4, frame.y + size * 0.36);
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
  const size = Math.min(14, camera.scale * 1.05);
  if (size < smallestText) return;
  context.font = fontOf(size, 600);
  for (const caption of layout.captions) {
    const x = (caption.x - camera.left) * camera.scale;
    const y = (caption.y + 0.85 - camera.top) * camera.scale;
    const text = fitted(context, caption.text, caption.width * camera.scale);
    // A wire may pass here; the words stay readable.
    context.fillStyle = theme.backdrop;
    context.fillRect(x - 2, y - size, context.measureText(text).width + 4, size * 1.3);
    context.fillStyle = theme.textMuted;
    context.fillText(text, x, y);
  }
}

function paintStation(
  context: CanvasRenderingContext2D,
  picture: SchematicPicture,
  asset: Asset,
  box: Box,
): void {
  const { table, theme, camera, layers } = picture;
  const state = stateOfCode(table.assetState[asset.row] ?? 0);
  const shown = layers.states ? state : "unknown";
  const loud = !quietStates.has(shown) && !table.stale;
  rounded(context, box, camera.scale * 0.3);
  // Running is filled and lighter, everything else stands darker; only the abnormal carries colour.
  context.fillStyle = shown === "run" && !table.stale ? theme.raised : theme.sunken;
  context.fill();
  if (table.stale) {
    hatch(context, theme.line);
    rounded(context, box, camera.scale * 0.3);
  }
  context.lineWidth = loud ? Math.max(2, camera.scale * 0.2) : 1;
  context.strokeStyle = loud ? theme.state[shown] : theme.lineStrong;
  context.stroke();

  // Far away there is room for two lines: which one it is, and what it does; the name comes with nearness.
  const near = camera.scale >= 12;
  const pad = camera.scale * (near ? 0.45 : 0.36);
  const idSize = Math.min(18, camera.scale * (near ? 1.15 : 1.3));
  if (idSize < smallestText * 0.75) return;
  const icon = camera.scale * (near ? 1.05 : 1.15);
  if (layers.states)
    paintStateMark(context, theme, state, { x: box.x + pad, y: box.y + pad * 0.9, size: icon }, table.stale);
  context.fillStyle = table.stale ? theme.textMuted : theme.text;
  context.font = fontOf(idSize, 600);
  const textX = box.x + pad + (layers.states ? icon + pad * 0.7 : 0);
  writeWhole(
    context,
    asset.id,
    textX,
    box.y + pad * 0.9 + icon * 0.86,
    box.x + box.width - pad * 0.5 - textX,
    idSize,
    600,
  );

  const small = Math.min(13, camera.scale * (near ? 0.82 : 1.0));
  if (small < smallestText) return;
  const room = box.width - pad - (near ? pad : pad * 0.4);
  const line2 = box.y + box.height * 0.645;
  const line3 = box.y + box.height * (near ? 0.9 : 0.86);
  context.font = fontOf(small, 400);
  context.fillStyle = theme.textMuted;
  if (layers.labels && near) context.fillText(fitted(context, asset.name, room), box.x + pad, line2);
  const value = layers.values ? featuredText(table, asset) : undefined;
  context.font = fontOf(small, loud ? 600 : 500);
  context.fillStyle =
    table.stale || (!loud && value === undefined)
      ? theme.textMuted
      : value === undefined
        ? theme.state[shown]
        : theme.text;
  const words = value ?? (layers.states ? tWord("state", state) : "");
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
  return formatValue(value, signal.unit);
}

/** Places to be counted while they are few and large enough, else a filled bar with the number. */
function paintStore(
  context: CanvasRenderingContext2D,
  picture: SchematicPicture,
  asset: Asset,
  box: Box,
): void {
  const { table, theme, camera } = picture;
  const count = table.assetCount[asset.row] ?? 0;
  // What a supply or a demand holds is outside the plant; nobody counts it.
  const outside = asset.level === "supply" || asset.level === "demand";
  const capacity = outside ? 0 : (asset.capacity ?? 0);
  rounded(context, box, camera.scale * 0.2);
  context.fillStyle = theme.sunken;
  context.fill();
  if (table.stale) {
    hatch(context, theme.line);
    rounded(context, box, camera.scale * 0.2);
  }
  context.lineWidth = 1;
  context.strokeStyle = theme.lineStrong;
  context.stroke();

  const small = Math.min(12, camera.scale * 0.92);
  const pad = camera.scale * 0.3;
  const textHeight = small < smallestText ? 0 : small * 1.25;
  if (textHeight > 0) {
    context.font = fontOf(small, 500);
    context.fillStyle = theme.textMuted;
    const words = outside
      ? asset.id
      : capacity > 0
        ? t("schematic.fill", { count, capacity })
        : formatCount(count);
    writeWhole(context, words, box.x + pad, box.y + box.height - pad * 0.8, box.width - 2 * pad, small, 500);
  }
  const inner = {
    x: box.x + pad,
    y: box.y + pad,
    width: box.width - 2 * pad,
    height: box.height - 2 * pad - textHeight,
  };
  const ink = table.stale ? theme.lineStrong : theme.textMuted;
  if (outside) {
    paintGate(context, inner, asset.level === "demand", ink);
    return;
  }
  if (capacity > 0 && capacity <= 24) paintPlaces(context, inner, count, capacity, ink, theme.line);
  else if (capacity > 0) {
    context.fillStyle = theme.line;
    context.fillRect(inner.x, inner.y, inner.width, inner.height);
    context.fillStyle = ink;
    context.fillRect(inner.x, inner.y, inner.width * Math.min(1, count / capacity), inner.height);
  }
}

/** A supply or a demand: an arrow out of a wall, or into one. */
function paintGate(context: CanvasRenderingContext2D, box: Box, into: boolean, ink: string): void {
  const size = Math.min(box.width, box.height) * 0.7;
  const x = box.x + (box.width - size) / 2;
  const y = box.y + (box.height - size) / 2;
  const wall = size * 0.18;
  context.fillStyle = ink;
  context.fillRect(into ? x + size - wall : x, y, wall, size);
  const from = into ? x : x + wall * 1.6;
  context.beginPath();
  context.moveTo(from, y + size * 0.12);
  context.lineTo(from + size * 0.68, y + size / 2);
  context.lineTo(from, y + size * 0.88);
  context.closePath();
  context.fill();
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

/** Writes an id or a count, which are read whole or not at all: it shrinks, down to two thirds, before it is cut. */
function writeWhole(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  width: number,
  size: number,
  weight: number,
): void {
  context.font = fontOf(size, weight);
  const natural = context.measureText(text).width;
  if (natural > width) context.font = fontOf(Math.max(size * 0.66, (size * width) / natural), weight);
  context.fillText(fitted(context, text, width + 0.5), x, y);
}

/** `text` cut to at most `width` pixels. */
function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 0 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
  return length === 0 ? "" : `${text.slice(0, length).trimEnd()}…`;
}
