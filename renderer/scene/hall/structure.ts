// The members a hall is made of, from its plan: columns, trusses, purlins, lamps, ducts, trays, guards. Straight pieces only,
// as many as a budget allows. Pure; draws nothing.
import type { Column, Door, HallPlan } from "./hall-plan.ts";
import type { HallPaint } from "./hall-colors.ts";

type Point = readonly [number, number, number];

/** A straight member with a rectangular or round section, metres. */
export interface Beam {
  readonly from: Point;
  readonly to: Point;
  /** Level side of the section (along x for upright members); the diameter of round ones. */
  readonly width: number;
  /** The other side of the section. */
  readonly depth: number;
  readonly paint: HallPaint;
  /** `roof` fades when the camera rises over the eaves; `inner` sinks to the height of a guard then; `wall` stays. */
  readonly part: "wall" | "roof" | "inner";
  readonly round: boolean;
}

/** Members at most, so that the building stays under 40,000 triangles with its walls. */
export const beamsMost = 3000;

/** All members of the hall, in full detail where the budget allows it, else, or when asked for, without webs and fittings. */
export function structureOf(plan: HallPlan, plain = false): Beam[] {
  const full = plain ? [] : build(plan, true);
  return !plain && full.length <= beamsMost ? full : build(plan, false).slice(0, beamsMost);
}

function build(plan: HallPlan, full: boolean): Beam[] {
  const beams: Beam[] = [];
  const box = (
    from: Point,
    to: Point,
    width: number,
    depth: number,
    paint: HallPaint,
    part: Beam["part"] = "wall",
  ): void => {
    beams.push({ from, to, width, depth, paint, part, round: false });
  };
  const round = (
    from: Point,
    to: Point,
    diameter: number,
    paint: HallPaint,
    part: Beam["part"] = "wall",
  ): void => {
    beams.push({ from, to, width: diameter, depth: diameter, paint, part, round: true });
  };
  for (const column of plan.columns) addColumn(column, plan, full, box);
  addTrusses(plan, full, box);
  addLamps(plan, full, box);
  if (full) {
    addServices(plan, box, round);
    for (const door of plan.doors) addDoor(door, plan, box, round);
  }
  return beams;
}

type Box = (
  from: Point,
  to: Point,
  width: number,
  depth: number,
  paint: HallPaint,
  part?: Beam["part"],
) => void;
type Round = (from: Point, to: Point, diameter: number, paint: HallPaint, part?: Beam["part"]) => void;

/** A rolled H section with its foot plate; free-standing ones wear a guard. */
function addColumn({ x, y, free }: Column, plan: HallPlan, full: boolean, box: Box): void {
  const part = free ? "inner" : "wall";
  const top = free ? plan.eavesM + 0.2 : plan.roofM;
  if (!full) {
    box([x, y, 0], [x, y, top], 0.3, 0.3, "column", part);
    return;
  }
  box([x, y - 0.15, 0], [x, y - 0.15, top], 0.3, 0.024, "column", part);
  box([x, y + 0.15, 0], [x, y + 0.15, top], 0.3, 0.024, "column", part);
  box([x, y, 0], [x, y, top], 0.018, 0.28, "column", part);
  box([x, y, 0], [x, y, 0.04], 0.48, 0.48, "plate");
  if (!free) return;
  for (const side of [-1, 1]) {
    box([x, y + side * 0.23, 0.04], [x, y + side * 0.23, 1.15], 0.46, 0.02, "hazard");
    box([x + side * 0.23, y, 0.04], [x + side * 0.23, y, 1.15], 0.02, 0.46, "hazard");
  }
}

/** Lattice trusses across, lattice girders along the inner rows, purlins under the roof and braces in the end bays. */
function addTrusses(plan: HallPlan, full: boolean, box: Box): void {
  const { frames, rows, roofM, eavesM, room } = plan;
  const low = eavesM + 0.1;
  const high = roofM - 0.24;
  for (const x of frames) {
    box([x, room.y0, high], [x, room.y1, high], 0.2, 0.16, "truss", "roof");
    box([x, room.y0, low], [x, room.y1, low], 0.18, 0.14, "truss", "roof");
    if (!full) continue;
    for (let span = 1; span < rows.length; span += 1) {
      const [y0, y1] = [rows[span - 1] ?? 0, rows[span] ?? 0];
      const panels = Math.max(3, Math.round((y1 - y0) / 2.9));
      const step = (y1 - y0) / panels;
      for (let panel = 0; panel < panels; panel += 1) {
        const y = y0 + panel * step;
        const middle = y + step / 2;
        box([x, y, low], [x, middle, high], 0.08, 0.08, "truss", "roof");
        box([x, middle, high], [x, y + step, low], 0.08, 0.08, "truss", "roof");
        box([x, y, low], [x, y, high], 0.06, 0.06, "truss", "roof");
      }
    }
  }
  const purlins = Math.min(60, Math.max(4, Math.round((room.y1 - room.y0) / 2.9)));
  for (let index = 0; index <= purlins; index += 1) {
    const y = room.y0 + ((room.y1 - room.y0) * index) / purlins;
    box([room.x0, y, roofM - 0.08], [room.x1, y, roofM - 0.08], 0.09, 0.16, "purlin", "roof");
  }
  for (const y of rows.slice(1, -1)) {
    box([room.x0, y, high], [room.x1, y, high], 0.18, 0.16, "truss", "roof");
    box([room.x0, y, low - 0.16], [room.x1, y, low - 0.16], 0.22, 0.18, "truss", "roof");
    if (!full) continue;
    for (let bay = 1; bay < frames.length; bay += 1) {
      const [x0, x1] = [frames[bay - 1] ?? 0, frames[bay] ?? 0];
      const step = (x1 - x0) / 3;
      for (let panel = 0; panel < 3; panel += 1) {
        const x = x0 + panel * step;
        box([x, y, low - 0.1], [x + step / 2, y, high], 0.07, 0.07, "truss", "roof");
        box([x + step / 2, y, high], [x + step, y, low - 0.1], 0.07, 0.07, "truss", "roof");
      }
    }
  }
  if (!full) return;
  for (const bay of [1, frames.length - 1]) {
    const [x0, x1] = [frames[bay - 1] ?? 0, frames[bay] ?? 0];
    const count = Math.max(2, Math.round((room.y1 - room.y0) / (x1 - x0)));
    for (let index = 0; index < count; index += 1) {
      const y0 = room.y0 + ((room.y1 - room.y0) * index) / count;
      const y1 = room.y0 + ((room.y1 - room.y0) * (index + 1)) / count;
      box([x0, y0, high + 0.05], [x1, y1, high + 0.05], 0.03, 0.03, "purlin", "roof");
      box([x0, y1, high + 0.05], [x1, y0, high + 0.05], 0.03, 0.03, "purlin", "roof");
    }
  }
}

/** Lamps at most as bodies of their own; above it each row is one body, and the shader lights its stretches. */
const lampsMost = 500;

function addLamps({ lamps, room }: HallPlan, full: boolean, box: Box): void {
  const each = full && lamps.countX * lamps.countY <= lampsMost;
  for (let row = 0; row < lamps.countY; row += 1) {
    const y = room.y0 + (row + 0.5) * lamps.pitchY;
    if (!each) {
      box([room.x0, y, lamps.z], [room.x1, y, lamps.z], lamps.widthM, 0.1, "lampBody", "roof");
      continue;
    }
    box([room.x0, y, lamps.z + 0.12], [room.x1, y, lamps.z + 0.12], 0.08, 0.08, "tray", "roof");
    for (let column = 0; column < lamps.countX; column += 1) {
      const x = room.x0 + (column + 0.5) * lamps.pitchX;
      const half = lamps.lengthM / 2;
      box([x - half, y, lamps.z], [x + half, y, lamps.z], lamps.widthM, 0.09, "lampBody", "roof");
    }
  }
}

/** Air ducts and cable trays along the hall, compressed air along the walls, extinguishers at columns. */
function addServices({ rows, frames, columns, room, eavesM }: HallPlan, box: Box, round: Round): void {
  const [x0, x1] = [room.x0 + 0.4, room.x1 - 0.4];
  for (let span = 1; span < rows.length; span += 1) {
    const [y0, y1] = [rows[span - 1] ?? 0, rows[span] ?? 0];
    const y = y0 + (y1 - y0) * 0.34;
    const z = eavesM + 0.75;
    round([x0, y, z], [x1, y, z], 0.72, "duct", "roof");
    for (let bay = 1; bay < frames.length; bay += 1) {
      const [a, b] = [frames[bay - 1] ?? 0, frames[bay] ?? 0];
      for (const x of [a + 0.3, (a + b) / 2]) round([x, y, z], [x + 0.07, y, z], 0.78, "duct", "roof");
      // An outlet downwards in every bay.
      const x = a + (b - a) * 0.75;
      round([x, y, z - 0.3], [x, y, z - 1.15], 0.34, "duct", "roof");
    }
    const trayY = y0 + (y1 - y0) * 0.72;
    box([x0, trayY, eavesM - 0.35], [x1, trayY, eavesM - 0.35], 0.5, 0.1, "tray", "roof");
    for (const x of frames)
      box([x, trayY - 0.22, eavesM - 0.35], [x, trayY - 0.22, eavesM + 0.1], 0.03, 0.03, "tray", "roof");
  }
  for (const [y, z] of [
    [room.y0 + 0.25, 4.2],
    [room.y1 - 0.25, 3.6],
  ] as const) {
    round([x0, y, z], [x1, y, z], 0.11, "pipe");
    round([x0, y, z - 0.22], [x1, y, z - 0.22], 0.07, "pipe");
    box([x0, y, z + 0.3], [x1, y, z + 0.3], 0.32, 0.08, "tray");
  }
  columns.forEach(({ x, y, free }, index) => {
    if (free) {
      // Power and air come down the free columns.
      box([x + 0.11, y, 1.2], [x + 0.11, y, eavesM], 0.06, 0.16, "tray", "inner");
      box([x - 0.06, y - 0.2, 1.25], [x - 0.06, y - 0.2, 1.85], 0.34, 0.16, "plate", "inner");
      round([x - 0.1, y + 0.06, 1.2], [x - 0.1, y + 0.06, eavesM], 0.06, "pipe", "inner");
    }
    if (index % 4 !== 1) return;
    const inward = y < (room.y0 + room.y1) / 2 ? 1 : -1;
    const at = free ? y + 0.28 : y + inward * 0.26;
    const part = free ? "inner" : "wall";
    round([x + 0.1, at, 0.75], [x + 0.1, at, 1.25], 0.17, "extinguisher", part);
    round([x + 0.1, at, 1.25], [x + 0.1, at, 1.36], 0.07, "doorFrame", part);
    box([x + 0.1, at, 1.75], [x + 0.1, at, 2.05], 0.3, 0.02, "plate", part);
  });
}

/** A frame around the opening, a box for the rolled leaf, and bollards that keep trucks off the frame. */
function addDoor(door: Door, { room }: HallPlan, box: Box, round: Round): void {
  const { wall, at, widthM, heightM } = door;
  const across = wall === "west" || wall === "east";
  const face = wall === "west" ? room.x0 : wall === "east" ? room.x1 : wall === "south" ? room.y0 : room.y1;
  const inward = wall === "west" || wall === "south" ? 1 : -1;
  const place = (along: number, inM: number, z: number): Point =>
    across ? [face + inward * inM, at + along, z] : [at + along, face + inward * inM, z];
  const thick = door.kind === "dock" ? 0.2 : 0.1;
  const half = widthM / 2 + thick / 2;
  for (const side of [-1, 1]) {
    box(
      place(side * half, 0.07, 0),
      place(side * half, 0.07, heightM),
      across ? 0.14 : thick,
      across ? thick : 0.14,
      "doorFrame",
    );
  }
  box(
    place(-half - thick / 2, 0.07, heightM + thick / 2),
    place(half + thick / 2, 0.07, heightM + thick / 2),
    0.14,
    thick,
    "doorFrame",
  );
  if (door.kind === "fire") return;
  round(place(-half, 0.3, heightM + 0.4), place(half, 0.3, heightM + 0.4), 0.42, "tray");
  for (const side of [-1, 1]) {
    const along = side * (half + 0.45);
    round(place(along, 0.55, 0), place(along, 0.55, 1.1), 0.18, "bollard");
  }
}
