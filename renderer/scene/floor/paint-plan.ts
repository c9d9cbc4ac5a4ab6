// What is painted on the floor, as a list of rectangles in the order of painting: areas, aisles, crossings, keep-clear fields,
// stripes around what moves, names and numbers. Pure; draws nothing.
import type { Plant } from "#shared/model/plant.ts";
import { type Aisle, meets, type Rect } from "../hall/aisles.ts";
import type { HallPlan } from "../hall/hall-plan.ts";
import { RectIndex } from "../hall/rect-index.ts";
import type { ModelName } from "../machines/models.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import { areasOf } from "./areas.ts";

/** What a mark looks like; see the shader. */
export const markKinds = {
  tint: 0,
  line: 1,
  aisle: 2,
  zebra: 3,
  stripes: 4,
  keepClear: 5,
  arrow: 6,
  foot: 7,
  text: 8,
} as const;
export type MarkKind = keyof typeof markKinds;

/** A painted rectangle, turned around its middle, metres. */
export interface Mark {
  readonly kind: MarkKind;
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly width: number;
  readonly headingRad: number;
  /** Kinds differ: strength of a tint; which text. */
  readonly value: number;
  /** Drawn part of the rectangle, -0.5..0.5: from, to along; from, to across. Absent = all of it. */
  readonly crop?: readonly [number, number, number, number];
}

/** A text on the floor: a large first line, and a small one under it where there is one. */
export interface FloorText {
  readonly large: string;
  readonly small: string;
}

export interface PaintPlan {
  /** Plain fields and lines (tint, line, aisle), under the lanes of vehicles. */
  readonly under: readonly Mark[];
  /** Over the lanes of vehicles. */
  readonly over: readonly Mark[];
  readonly texts: readonly FloorText[];
}

/** What moves by itself and wears stripes around it. */
const striped = new Set<ModelName>([
  "robotCell",
  "gantry",
  "laserCell",
  "cellIntake",
  "stackingCell",
  "laserWeldCell",
  "trayLoader",
  "marriageCell",
  "boltGantry",
  "sealingCell",
  "coverPlacer",
  "screwCell",
]);
/** Names and numbers painted at most; a larger plant has its labels. */
const textsMost = 160;
const stripesMost = 300;
/** Marks at the feet of columns at most: of a larger building the grid is seen from its joints. */
const feetMost = 300;
/** Areas whose names are painted at most. */
const areaNamesMost = 48;
/** From a machine to its stripes, and their width: outside the band that shows the state. */
export const stripesOutM = 0.95;
const stripesM = 0.28;
const lineM = 0.1;
/** Longest number that is painted large; longer ids are for computers. */
const numberMost = 8;

export function paintPlan(placements: Placements, plant: Plant, hall: HallPlan): PaintPlan {
  const under: Mark[] = [];
  const over: Mark[] = [];
  const texts: FloorText[] = [];
  const rect = (kind: MarkKind, { x0, y0, x1, y1 }: Rect, value = 0, into = under): void => {
    into.push({
      kind,
      x: (x0 + x1) / 2,
      y: (y0 + y1) / 2,
      length: x1 - x0,
      width: y1 - y0,
      headingRad: 0,
      value,
    });
  };
  const areas = areasOf(plant, placements);
  areas.forEach((area, index) => {
    const { minX: x0, minY: y0, maxX: x1, maxY: y1 } = area;
    rect("tint", { x0, y0, x1, y1 }, index % 2 === 0 ? 1 : 0.6);
    rect("line", { x0, y0, x1, y1: y0 + lineM });
    rect("line", { x0, y0: y1 - lineM, x1, y1 });
    rect("line", { x0, y0: y0 + lineM, x1: x0 + lineM, y1: y1 - lineM });
    rect("line", { x0: x1 - lineM, y0: y0 + lineM, x1, y1: y1 - lineM });
  });
  for (const aisle of hall.aisles) rect("line", widened(aisle, 0.12), 1);
  for (const aisle of hall.aisles) rect("aisle", aisle);
  for (const { along, ...crossing } of hall.crossings) {
    const { x0, y0, x1, y1 } = crossing;
    const wide = along === "x" ? [x1 - x0, y1 - y0] : [y1 - y0, x1 - x0];
    over.push({
      kind: "zebra",
      x: (x0 + x1) / 2,
      y: (y0 + y1) / 2,
      length: wide[0] ?? 0,
      width: wide[1] ?? 0,
      headingRad: along === "x" ? 0 : Math.PI / 2,
      value: 0,
    });
  }
  for (const door of hall.doors) {
    const deep = door.kind === "dock" ? 3 : 1.4;
    const half = door.widthM / 2 + (door.kind === "dock" ? 0.3 : 0.1);
    const { room } = hall;
    const field: Rect =
      door.wall === "south"
        ? { x0: door.at - half, x1: door.at + half, y0: room.y0 + 0.1, y1: room.y0 + deep }
        : door.wall === "north"
          ? { x0: door.at - half, x1: door.at + half, y0: room.y1 - deep, y1: room.y1 - 0.1 }
          : door.wall === "west"
            ? { x0: room.x0 + 0.1, x1: room.x0 + deep, y0: door.at - half, y1: door.at + half }
            : { x0: room.x1 - deep, x1: room.x1 - 0.1, y0: door.at - half, y1: door.at + half };
    if (hall.footprints.some((footprint) => meets(field, footprint))) continue;
    rect("keepClear", field, door.kind === "dock" ? 1 : 0, over);
  }
  for (const { x, y } of hall.columns.length <= feetMost ? hall.columns : []) {
    const half = 0.32;
    rect("foot", { x0: x - half, y0: y - half, x1: x + half, y1: y + half }, 0, over);
  }
  let stripes = 0;
  placements.drawn.forEach((row) => {
    const model = placements.model[row];
    if (model === undefined || !striped.has(model) || stripes >= stripesMost) return;
    stripes += 1;
    const at = row * floatsPerRow;
    const [x = 0, y = 0, , headingRad = 0, length = 0, width = 0] = placements.data.subarray(at, at + 6);
    const [long, wide] = [length + 2 * stripesOutM, width + 2 * stripesOutM];
    // Four strips and not the field they go around: nothing is shaded under the machine.
    const [a, b] = [0.5 - stripesM / long, 0.5 - stripesM / wide];
    for (const crop of [
      [-0.5, 0.5, -0.5, -b],
      [-0.5, 0.5, b, 0.5],
      [-0.5, -a, -b, b],
      [a, 0.5, -b, b],
    ] as const) {
      over.push({ kind: "stripes", x, y, length: long, width: wide, headingRad, value: 0, crop });
    }
  });
  const written = addTexts(placements, plant, hall, over, texts, areas);
  for (const aisle of hall.aisles) addArrows(aisle, [...hall.crossings, ...hall.lanes, ...written], over);
  return { under, over, texts };
}

function widened({ x0, y0, x1, y1 }: Rect, byM: number): Rect {
  return { x0: x0 - byM, y0: y0 - byM, x1: x1 + byM, y1: y1 + byM };
}

const arrowsMost = 400;

/** Pairs of arrows along an aisle, one for each direction, keeping to the right. */
function addArrows(aisle: Aisle, kept: readonly Rect[], into: Mark[]): void {
  const along = aisle.along === "x";
  const [from, to] = along ? [aisle.x0, aisle.x1] : [aisle.y0, aisle.y1];
  const middle = along ? (aisle.y0 + aisle.y1) / 2 : (aisle.x0 + aisle.x1) / 2;
  const count = Math.min(40, Math.max(1, Math.floor((to - from) / 14)));
  for (let index = 0; index < count; index += 1) {
    const at = from + ((index + 0.5) * (to - from)) / count;
    for (const direction of [1, -1]) {
      const side = (along ? -direction : direction) * 0.6;
      const [x, y] = along ? [at, middle + side] : [middle + side, at];
      const spot = { x0: x - 1, x1: x + 1, y0: y - 1, y1: y + 1 };
      if (into.length > arrowsMost || kept.some((rect) => meets(rect, spot))) continue;
      const headingRad = (along ? 0 : Math.PI / 2) + (direction > 0 ? 0 : Math.PI);
      into.push({ kind: "arrow", x, y, length: 1.7, width: 0.7, headingRad, value: 0 });
    }
  }
}

/** Width of letters over the height of a text's cell, at most on average: bold and large, the small line under it, a name alone. */
const letter = { large: 0.52, small: 0.178, alone: 0.5 } as const;

function addTexts(
  placements: Placements,
  plant: Plant,
  hall: HallPlan,
  into: Mark[],
  texts: FloorText[],
  areas: ReturnType<typeof areasOf>,
): Rect[] {
  const taken = new RectIndex([...hall.footprints, ...hall.crossings, ...hall.lanes]);
  const aisles = new RectIndex(hall.aisles);
  const written: Rect[] = [];
  const place = (text: FloorText, rect: Rect, used: Rect): void => {
    taken.add(used);
    written.push(used);
    const share = (used.x1 - used.x0) / (rect.x1 - rect.x0);
    into.push({
      kind: "text",
      x: (rect.x0 + rect.x1) / 2,
      y: (rect.y0 + rect.y1) / 2,
      length: rect.x1 - rect.x0,
      width: rect.y1 - rect.y0,
      headingRad: 0,
      value: texts.length,
      crop: [-0.5, Math.min(0.5, share - 0.5), -0.5, 0.5],
    });
    texts.push(text);
  };
  for (const area of areas.length <= areaNamesMost ? areas : []) {
    if (texts.length >= textsMost) return written;
    const span = area.maxX - area.minX;
    const heightM = Math.min(2.4, Math.max(0.9, span * 0.07));
    const length = Math.min(Math.max(4, span - 1), textAspect * heightM);
    // Inside the near edge, where nothing stands; else before it.
    const spots = [area.minY + 0.5, area.maxY - heightM - 0.5, area.minY - heightM - 0.3];
    const rects = spots.flatMap((y0) =>
      [area.minX + 0.5, area.maxX - length - 0.5, (area.minX + area.maxX - length) / 2].map((x0): Rect => ({
        x0,
        y0,
        x1: x0 + length,
        y1: y0 + heightM,
      })),
    );
    const used = (rect: Rect): Rect => ({
      ...rect,
      x1: Math.min(rect.x1, rect.x0 + area.name.length * heightM * letter.alone),
    });
    const clear = rects.filter((rect) => !taken.meets(used(rect), 0.2));
    const free = clear.find((rect) => !aisles.meets(used(rect))) ?? clear[0];
    if (free === undefined) continue;
    place({ large: area.name, small: "" }, free, used(free));
  }
  for (const [index, row] of placements.drawn.entries()) {
    const asset = plant.assets[row];
    const footprint = hall.footprints[index];
    if (asset?.level !== "station" || footprint === undefined) continue;
    if (texts.length >= textsMost) return written;
    const numbered = asset.id.length <= numberMost && asset.id !== asset.name;
    const text = numbered ? { large: asset.id, small: asset.name } : { large: asset.name, small: "" };
    const heightM = numbered ? 1.9 : 0.9;
    const length = heightM * textAspect;
    const x0 = Math.max(hall.room.x0, footprint.x0 - 0.1);
    const letters = numbered
      ? Math.max(text.large.length * letter.large, text.small.length * letter.small)
      : text.large.length * letter.alone;
    const used = Math.min(length, heightM * letters);
    // Before the machine as it is seen from the south, else behind it, else beside it.
    const beside = (footprint.y0 + footprint.y1 - heightM) / 2;
    const spots: Rect[] = (
      [
        [x0, footprint.y0 - stripesOutM - 0.2 - heightM],
        [x0, footprint.y0 - 0.5 - heightM],
        [x0, footprint.y1 + stripesOutM + 0.2],
        [x0, footprint.y1 + 0.5],
        [footprint.x0 - stripesOutM - used, beside],
        [footprint.x1 + stripesOutM, beside],
      ] as const
    ).map(([left, low]) => ({ x0: left, y0: low, x1: left + used, y1: low + heightM }));
    const inside = spots.filter(
      (rect) => rect.y0 > hall.room.y0 && rect.y1 < hall.room.y1 && !taken.meets(rect),
    );
    // On an aisle only where no other place is left.
    const free = inside.find((rect) => !aisles.meets(rect)) ?? inside[0];
    if (free === undefined) continue;
    // What lies right of the ink is free for others.
    place(text, { ...free, x1: free.x0 + length }, free);
  }
  return written;
}

/** Length of a text's rectangle over its height: the shape of its cell in the atlas. */
export const textAspect = 6;
