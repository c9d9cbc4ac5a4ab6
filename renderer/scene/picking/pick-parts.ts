// Which part a ray meets first: the same path function as the shader, asked only for slots whose path comes near the ray.
import { fractionOne, lookNone } from "#shared/frame/layout.ts";
import { type PathPoint, pointOnPath } from "#shared/twin/paths.ts";
import { type LiveTable, wordsPerMove } from "../../live/live-table.ts";
import { partSizes } from "../parts/part-looks.ts";
import type { Ray } from "./pick-grid.ts";

/** A part a ray meets. */
export interface PartHit {
  readonly slot: number;
  readonly distanceM: number;
}

const words = new Uint32Array(2);
const floats = new Float32Array(words.buffer);
const point: PathPoint = { x: 0, y: 0, z: 0, headingRad: 0 };

/** Where a slot's part is at `timeS` seconds from the epoch: fills `out`, or returns false when the slot is empty. */
export function placeOfSlot(table: LiveTable, slot: number, timeS: number, out: PathPoint): boolean {
  const at = slot * wordsPerMove;
  const pathLook = table.moveWords[at + 3] ?? 0;
  if (pathLook >>> 16 === lookNone) return false;
  const path = table.twin.paths.paths[pathLook & 0xffff];
  if (path === undefined) return false;
  words[0] = table.moveWords[at] ?? 0;
  words[1] = table.moveWords[at + 1] ?? 0;
  const t0 = floats[0] ?? 0;
  const t1 = floats[1] ?? 0;
  const ends = table.moveWords[at + 2] ?? 0;
  const from = (ends & 0xffff) / fractionOne;
  const to = (ends >>> 16) / fractionOne;
  const fraction = timeS >= t1 ? to : timeS <= t0 ? from : from + ((to - from) * (timeS - t0)) / (t1 - t0);
  pointOnPath(path, fraction, out);
  return true;
}

/** The nearest part within its own size or six pixels of the ray; undefined when there is none. */
export function pickPart(
  table: LiveTable,
  ray: Ray,
  timeS: number,
  metresPerPixelAtOne: number,
): PartHit | undefined {
  const near = nearPaths(table, ray, metresPerPixelAtOne);
  let best: PartHit | undefined;
  for (let slot = 0; slot < table.slotCount; slot += 1) {
    const path = (table.moveWords[slot * wordsPerMove + 3] ?? 0) & 0xffff;
    if (near[path] !== 1 || !placeOfSlot(table, slot, timeS, point)) continue;
    const look = table.twin.looks.looks[(table.moveWords[slot * wordsPerMove + 3] ?? 0) >>> 16];
    if (look?.kind !== "part") continue;
    const size = partSizes[look.product];
    const { awayM, alongM } = distanceTo(ray, point.x, point.y, point.z + size[2] / 2);
    if (alongM <= 0) continue;
    const reachM = Math.max(Math.hypot(size[0], size[1]) / 2.4, 6 * metresPerPixelAtOne * alongM);
    if (awayM <= reachM && (best === undefined || alongM < best.distanceM))
      best = { slot, distanceM: alongM };
  }
  return best;
}

/** 1 for each path whose bounding sphere the ray passes. */
function nearPaths(table: LiveTable, ray: Ray, metresPerPixelAtOne: number): Uint8Array {
  const { paths } = table.twin.paths;
  const near = new Uint8Array(paths.length);
  paths.forEach((path, index) => {
    const last = path.points.length - 3;
    const x = ((path.points[0] ?? 0) + (path.points[last] ?? 0)) / 2;
    const y = ((path.points[1] ?? 0) + (path.points[last + 1] ?? 0)) / 2;
    const { awayM, alongM } = distanceTo(ray, x, y, path.points[2] ?? 0);
    if (awayM <= path.lengthM / 2 + 1.5 + 6 * metresPerPixelAtOne * Math.max(0, alongM)) near[index] = 1;
  });
  return near;
}

/** How far a point lies from the ray, and how far along the ray that is; the direction has length 1. */
function distanceTo(ray: Ray, x: number, y: number, z: number): { awayM: number; alongM: number } {
  const dx = x - ray.origin[0];
  const dy = y - ray.origin[1];
  const dz = z - ray.origin[2];
  const alongM = dx * ray.direction[0] + dy * ray.direction[1] + dz * ray.direction[2];
  return { alongM, awayM: Math.sqrt(Math.max(0, dx * dx + dy * dy + dz * dz - alongM * alongM)) };
}
