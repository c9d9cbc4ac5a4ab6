// From where a thing is best looked at: from about the present direction, turned as little as needed so that no other machine
// stands before it. Pure; plant frame, metres.
import { floatsPerRow, type Placements } from "../placements.ts";
import type { AssetSphere } from "./asset-sphere.ts";
import type { Viewpoint } from "./camera-rig.ts";

/** Turns tried around the thing, and heights above the horizon, degrees. */
const turnStepDeg = 15;
const heightsDeg = [24, 32, 42];
/** What it costs, in machines that stand in the way: to turn by half a circle, to see it from behind. */
const turnCost = 1.2;
const behindCost = 0.8;

export interface ClearViewOptions {
  readonly placements: Placements;
  readonly sphere: AssetSphere;
  /** Where the camera is now. */
  readonly eye: readonly [number, number, number];
  readonly awayM: number;
  /** Heading of the machine, radians; its front is to the right of it. Undefined for a group. */
  readonly headingRad?: number;
}

/** The eye at `awayM` from the middle of the sphere, with the least in front of what it looks at. */
export function clearView({ placements, sphere, eye, awayM, headingRad }: ClearViewOptions): Viewpoint {
  const [x, y, z] = sphere.centre;
  const present = Math.atan2(eye[1] - y, eye[0] - x);
  const aims = aimsOf(sphere);
  let best: { readonly view: Viewpoint; readonly cost: number } | undefined;
  for (let turnDeg = -180; turnDeg < 180; turnDeg += turnStepDeg) {
    const around = present + (turnDeg * Math.PI) / 180;
    const fromFront = headingRad === undefined ? 1 : Math.cos(around - (headingRad - Math.PI / 2));
    for (const [step, heightDeg] of heightsDeg.entries()) {
      const up = (heightDeg * Math.PI) / 180;
      const from: [number, number, number] = [
        x + Math.cos(around) * Math.cos(up) * awayM,
        y + Math.sin(around) * Math.cos(up) * awayM,
        z + Math.sin(up) * awayM,
      ];
      const cost =
        blockers(placements, from, aims, sphere) +
        (Math.abs(turnDeg) / 180) * turnCost +
        (1 - fromFront) * 0.5 * behindCost +
        step * 0.15;
      if (best === undefined || cost < best.cost - 1e-9)
        best = { cost, view: { eye: from, target: [x, y, z] } };
    }
  }
  return best?.view ?? { eye, target: [x, y, z] };
}

/** Points of a thing that ought to be seen: its middle, its top, its sides. */
function aimsOf({ centre: [x, y, z], radiusM }: AssetSphere): readonly (readonly [number, number, number])[] {
  const half = radiusM * 0.55;
  return [
    [x, y, z],
    [x, y, z + half * 0.6],
    [x + half, y, z],
    [x - half, y, z],
    [x, y + half, z],
    [x, y - half, z],
  ];
}

/** Machines between the eye and what it aims at, each counted by the share of aims it hides. */
function blockers(
  placements: Placements,
  eye: readonly [number, number, number],
  aims: readonly (readonly [number, number, number])[],
  { centre, radiusM }: AssetSphere,
): number {
  let hidden = 0;
  for (const row of placements.drawn) {
    const at = row * floatsPerRow;
    const [x = 0, y = 0, z = 0, heading = 0, length = 0, width = 0, height = 0] = placements.data.subarray(
      at,
      at + 7,
    );
    // What is looked at itself, and what it stands in.
    const reach = Math.hypot(length, width) / 2;
    const away = Math.hypot(x - centre[0], y - centre[1]);
    if (
      height < 1.3 ||
      away < Math.max(radiusM * 0.75, 0.1) ||
      insideOf(centre, x, y, heading, length, width)
    )
      continue;
    if (away > reach + Math.hypot(eye[0] - centre[0], eye[1] - centre[1])) continue;
    for (const aim of aims)
      if (crosses(eye, aim, x, y, z, heading, length / 2, width / 2, height)) hidden += 1 / aims.length;
  }
  return hidden;
}

function insideOf(
  [px, py]: readonly [number, number, number],
  x: number,
  y: number,
  heading: number,
  length: number,
  width: number,
): boolean {
  const [c, s] = [Math.cos(heading), Math.sin(heading)];
  const [dx, dy] = [px - x, py - y];
  return Math.abs(c * dx + s * dy) <= length / 2 && Math.abs(c * dy - s * dx) <= width / 2;
}

/** Whether the way from `a` to `b` passes a turned box (slabs, in the box's own frame). */
function crosses(
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  x: number,
  y: number,
  z: number,
  heading: number,
  halfLength: number,
  halfWidth: number,
  height: number,
): boolean {
  const [c, s] = [Math.cos(heading), Math.sin(heading)];
  const own = (p: readonly [number, number, number]): readonly [number, number, number] => [
    c * (p[0] - x) + s * (p[1] - y),
    c * (p[1] - y) - s * (p[0] - x),
    p[2] - z,
  ];
  const from = own(a);
  const to = own(b);
  const low = [-halfLength, -halfWidth, 0];
  const high = [halfLength, halfWidth, height];
  let enter = 0;
  let leave = 1;
  for (const axis of [0, 1, 2] as const) {
    const span = to[axis] - from[axis];
    const [near = 0, far = 0] = [low[axis], high[axis]];
    if (Math.abs(span) < 1e-9) {
      if (from[axis] < near || from[axis] > far) return false;
      continue;
    }
    const t0 = (near - from[axis]) / span;
    const t1 = (far - from[axis]) / span;
    enter = Math.max(enter, Math.min(t0, t1));
    leave = Math.min(leave, Math.max(t0, t1));
  }
  return enter < leave;
}
