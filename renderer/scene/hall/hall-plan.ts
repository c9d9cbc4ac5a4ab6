// The building a plant stands in, from the plant alone: walls, column grid, roof, lamps, doors and free ways.
// Pure and the same for the same plant; metres in the plant frame. Draws nothing.
import { type Asset, assetOf, type Plant } from "#shared/model/plant.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import {
  type Aisle,
  type Crossing,
  findAisles,
  findCrossings,
  type Leg,
  type Rect,
  rectOfLeg,
} from "./aisles.ts";
import { RectIndex } from "./rect-index.ts";

export type Wall = "west" | "east" | "south" | "north";

export interface Column {
  readonly x: number;
  readonly y: number;
  /** On a wall of the hall, or free-standing. */
  readonly free: boolean;
}

export interface Door {
  readonly wall: Wall;
  /** Middle along the wall (x or y of the plant frame). */
  readonly at: number;
  readonly widthM: number;
  readonly heightM: number;
  readonly kind: "dock" | "fire";
}

export interface HallPlan {
  /** Inner faces of the walls. */
  readonly room: Rect;
  /** Clear height under the roof trusses. */
  readonly eavesM: number;
  /** Top of the trusses: where the roof lies. */
  readonly roofM: number;
  /** x of every truss, from wall to wall. */
  readonly frames: readonly number[];
  /** y of every column row, from wall to wall. */
  readonly rows: readonly number[];
  readonly columns: readonly Column[];
  /** Lamp rows run along x in the plane `z`; lamps sit in the middle of cells of pitchX by pitchY that start at the room's corner. */
  readonly lamps: {
    readonly z: number;
    readonly pitchX: number;
    readonly pitchY: number;
    readonly lengthM: number;
    readonly widthM: number;
    readonly countX: number;
    readonly countY: number;
  };
  readonly doors: readonly Door[];
  readonly aisles: readonly Aisle[];
  readonly crossings: readonly Crossing[];
  /** The lanes of vehicles, leg by leg. */
  readonly lanes: readonly Rect[];
  /** Footprints of all machines, by index of `placements.drawn`. */
  readonly footprints: readonly Rect[];
}

/** Side of a column's foot with its guard, metres. */
export const columnM = 0.5;
/** Least room between a machine and a column's guard, metres. */
const columnClearM = 0.45;
/** Least room between the outermost machine and a wall: a way to escape along it. */
const wallClearM = 2.5;
/** Room around a plant that does not say how large its building is, metres. */
const marginM = 6;
const leastSideM = 18;
/** Trusses and column rows at most: beyond it bays grow, so that a plant of any size has a bounded building. */
const framesMost = 72;
const rowsMost = 22;
const laneHalfM = 0.85;

/** The footprint of a row of the placements: the box around the turned asset. */
export function footprintOf(placements: Placements, row: number): Rect {
  const at = row * floatsPerRow;
  const [x = 0, y = 0, , heading = 0, length = 0, width = 0] = placements.data.subarray(at, at + 6);
  const [c, s] = [Math.abs(Math.cos(heading)), Math.abs(Math.sin(heading))];
  const halfX = (c * length + s * width) / 2;
  const halfY = (s * length + c * width) / 2;
  return { x0: x - halfX, y0: y - halfY, x1: x + halfX, y1: y + halfY };
}

/** Plans the hall around a plant. */
export function hallPlan(placements: Placements, plant: Plant): HallPlan {
  const footprints = Array.from(placements.drawn, (row) => footprintOf(placements, row));
  const { belts, lanes } = waysOf(plant);
  const room = roomOf(footprints, lanes, plant);
  const site = siteOf(plant);
  const eavesM = Math.max(8, placements.bounds.maxZ + 3, site?.size?.height ?? 0);
  const [lengthM, widthM] = [room.x1 - room.x0, room.y1 - room.y0];
  const laneRects = lanes.map(rectOfLeg);
  const aisles =
    footprints.length > 4000 ? [] : findAisles(room, footprints, [...belts, ...lanes], { x: 4, y: 2 });
  const bays = Math.min(framesMost, Math.max(2, Math.round(lengthM / 8)));
  const frames = divided(room.x0, room.x1, bays);
  const spans = Math.min(rowsMost, Math.max(1, Math.ceil(widthM / 30)));
  const obstacles = [...footprints, ...laneRects, ...belts.map(rectOfLeg), ...aisles];
  const { rows, columns } = columnsOf(room, frames, spans, obstacles);
  const lampRows = Math.max(2, Math.round(widthM / 5.2));
  const pitchX = lengthM / bays;
  const spanM = widthM / spans;
  const plan = {
    room,
    eavesM,
    roofM: eavesM + Math.min(3, Math.max(1.6, spanM / 12)),
    frames,
    rows,
    columns,
    lamps: {
      z: eavesM - 0.25,
      pitchX,
      pitchY: widthM / lampRows,
      lengthM: pitchX * 0.64,
      widthM: 0.5,
      countX: bays,
      countY: lampRows,
    },
    aisles,
    crossings: findCrossings(aisles, lanes, belts),
    lanes: laneRects,
    footprints,
  };
  return { ...plan, doors: doorsOf(plant, room, aisles, frames, eavesM) };
}

function divided(low: number, high: number, parts: number): number[] {
  return Array.from({ length: parts + 1 }, (_, index) => low + ((high - low) * index) / parts);
}

function siteOf(plant: Plant): Asset | undefined {
  return plant.assets.find(
    (asset) => asset.level === "site" && asset.pose !== undefined && asset.size !== undefined,
  );
}

/** The room: the site's own rectangle where the plant gives one, grown so that everything stands inside with room at the walls. */
function roomOf(footprints: readonly Rect[], lanes: readonly Leg[], plant: Plant): Rect {
  const all = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const rect of [...footprints, ...lanes.map(rectOfLeg)]) {
    all.x0 = Math.min(all.x0, rect.x0);
    all.y0 = Math.min(all.y0, rect.y0);
    all.x1 = Math.max(all.x1, rect.x1);
    all.y1 = Math.max(all.y1, rect.y1);
  }
  if (all.x0 > all.x1) Object.assign(all, { x0: -5, y0: -5, x1: 5, y1: 5 });
  const site = siteOf(plant);
  const clearM = site === undefined ? marginM : wallClearM;
  const room = { x0: all.x0 - clearM, y0: all.y0 - clearM, x1: all.x1 + clearM, y1: all.y1 + clearM };
  if (site?.pose !== undefined && site.size !== undefined) {
    const heading = (site.pose.headingDeg * Math.PI) / 180;
    const [c, s] = [Math.abs(Math.cos(heading)), Math.abs(Math.sin(heading))];
    const halfX = (c * site.size.length + s * site.size.width) / 2;
    const halfY = (s * site.size.length + c * site.size.width) / 2;
    room.x0 = Math.min(room.x0, site.pose.x - halfX);
    room.x1 = Math.max(room.x1, site.pose.x + halfX);
    room.y0 = Math.min(room.y0, site.pose.y - halfY);
    room.y1 = Math.max(room.y1, site.pose.y + halfY);
  }
  const lackX = Math.max(0, leastSideM - (room.x1 - room.x0)) / 2;
  const lackY = Math.max(0, leastSideM - (room.y1 - room.y0)) / 2;
  return { x0: room.x0 - lackX, y0: room.y0 - lackY, x1: room.x1 + lackX, y1: room.y1 + lackY };
}

/** The ways of parts and of vehicles as straight legs between the assets' ends. */
export function waysOf(plant: Plant): { belts: Leg[]; lanes: Leg[] } {
  const belts: Leg[] = [];
  const lanes: Leg[] = [];
  for (const link of plant.links) {
    const from = assetOf(plant, link.from);
    const to = assetOf(plant, link.to);
    if (from?.pose === undefined || to?.pose === undefined) continue;
    const points = [endOf(from, 0.5), ...link.via.map(([x, y]): [number, number] => [x, y]), endOf(to, -0.5)];
    for (let index = 1; index < points.length; index += 1) {
      const [a, b] = [points[index - 1], points[index]];
      if (a === undefined || b === undefined || Math.hypot(b[0] - a[0], b[1] - a[1]) < 0.05) continue;
      if (link.kind === "vehicle") lanes.push({ from: a, to: b, halfM: laneHalfM });
      else belts.push({ from: a, to: b, halfM: 0.5 });
    }
  }
  return { belts, lanes };
}

function endOf({ pose, size }: Asset, share: number): [number, number] {
  const heading = ((pose?.headingDeg ?? 0) * Math.PI) / 180;
  const away = (size?.length ?? 1) * share;
  return [(pose?.x ?? 0) + Math.cos(heading) * away, (pose?.y ?? 0) + Math.sin(heading) * away];
}

function footOf(x: number, y: number): Rect {
  const half = columnM / 2;
  return { x0: x - half, y0: y - half, x1: x + half, y1: y + half };
}

/** Columns on the long walls and, over 30 m, on inner rows moved to where they disturb least; none where something stands or drives. */
function columnsOf(
  room: Rect,
  frames: readonly number[],
  spans: number,
  obstacles: readonly Rect[],
): { rows: number[]; columns: Column[] } {
  const index = new RectIndex(obstacles);
  const blocked = (x: number, y: number): boolean => index.meets(footOf(x, y), columnClearM);
  const inset = columnM / 2 + 0.05;
  const rows = divided(room.y0 + inset, room.y1 - inset, spans);
  const spanM = (room.y1 - room.y0) / spans;
  for (let index = 1; index < spans; index += 1) {
    const usual = rows[index] ?? 0;
    let best = { y: usual, cost: Infinity };
    for (let shift = 0; shift <= spanM * 0.3; shift += 0.25) {
      for (const y of shift === 0 ? [usual] : [usual - shift, usual + shift]) {
        const cost = frames.filter((x) => blocked(x, y)).length + shift * 0.12;
        if (cost < best.cost) best = { y, cost };
      }
    }
    rows[index] = best.y;
  }
  const columns: Column[] = [];
  frames.forEach((frame, at) => {
    const end = at === 0 || at === frames.length - 1;
    const x = at === 0 ? frame + inset : at === frames.length - 1 ? frame - inset : frame;
    rows.forEach((y, index) => {
      if (!blocked(x, y)) columns.push({ x, y, free: !end && index > 0 && index < spans });
    });
    if (!end) return;
    // Posts of the gable walls.
    const posts = Math.max(2, Math.min(40, Math.round((room.y1 - room.y0) / 8)));
    for (const y of divided(room.y0 + inset, room.y1 - inset, posts).slice(1, -1)) {
      if (!blocked(x, y) && !columns.some((other) => Math.hypot(other.x - x, other.y - y) < 2.5))
        columns.push({ x, y, free: false });
    }
  });
  return { rows, columns };
}

const doorsMost = 24;

/** A sectional door on the wall nearest to each way in and out of the plant; a fire door where an aisle ends at a wall and along the long walls. */
function doorsOf(
  plant: Plant,
  room: Rect,
  aisles: readonly Aisle[],
  frames: readonly number[],
  eavesM: number,
): Door[] {
  const doors: Door[] = [];
  const add = (door: Door): void => {
    const [low, high] =
      door.wall === "west" || door.wall === "east" ? [room.y0, room.y1] : [room.x0, room.x1];
    const half = door.widthM / 2 + 0.8;
    const at = Math.min(high - half, Math.max(low + half, door.at));
    const clash = doors.some(
      (other) => other.wall === door.wall && Math.abs(other.at - at) < (other.widthM + door.widthM) / 2 + 0.8,
    );
    if (!clash && doors.length < doorsMost) doors.push({ ...door, at });
  };
  for (const { level, pose } of plant.assets) {
    if ((level !== "supply" && level !== "demand") || pose === undefined) continue;
    const ways: readonly (readonly [Wall, number, number])[] = [
      ["west", pose.x - room.x0, pose.y],
      ["east", room.x1 - pose.x, pose.y],
      ["south", pose.y - room.y0, pose.x],
      ["north", room.y1 - pose.y, pose.x],
    ];
    const nearest = ways.reduce((best, way) => (way[1] < best[1] ? way : best));
    if (nearest[1] < 10)
      add({ wall: nearest[0], at: nearest[2], widthM: 4, heightM: Math.min(4.4, eavesM - 2), kind: "dock" });
  }
  for (const aisle of aisles) {
    const middle = aisle.along === "x" ? (aisle.y0 + aisle.y1) / 2 : (aisle.x0 + aisle.x1) / 2;
    const ends: readonly (readonly [Wall, number])[] =
      aisle.along === "x"
        ? [
            ["west", aisle.x0 - room.x0],
            ["east", room.x1 - aisle.x1],
          ]
        : [
            ["south", aisle.y0 - room.y0],
            ["north", room.y1 - aisle.y1],
          ];
    for (const [wall, awayM] of ends) {
      if (awayM < 1) add({ wall, at: middle, widthM: 1.3, heightM: 2.25, kind: "fire" });
    }
  }
  // Never farther than about 40 m from a way out along the long walls, in the middle of a bay.
  const every = Math.max(1, Math.round(40 / Math.max(1, (frames[1] ?? 8) - (frames[0] ?? 0))));
  for (let index = Math.floor(every / 2); index + 1 < frames.length; index += every) {
    const at = ((frames[index] ?? 0) + (frames[index + 1] ?? 0)) / 2;
    add({ wall: "north", at, widthM: 1.3, heightM: 2.25, kind: "fire" });
    add({ wall: "south", at, widthM: 1.3, heightM: 2.25, kind: "fire" });
  }
  return doors;
}
