// The start view of the show theme, chosen as a photographer would: standing high in a corner of the hall, the horizon in the
// upper third, the line running diagonally through the picture, no empty half. Pure and the same for the same plant.
import type { HallPlan } from "../hall/hall-plan.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import type { Viewpoint } from "./camera-rig.ts";

/** Vertical angle of the lens, degrees: a 38 mm lens on 24 mm of film height would be 35. */
export const photographLensDeg = 38;
/** Where the horizon is in the picture: share of its height from the top. */
export const horizonShare = 0.3;
/** The eye's height over the floor, metres: a person on a lift. */
const eyeLeastM = 6;
const eyeMostM = 7.5;
/** Height at which the orbit's centre lies, metres. */
const targetM = 2.2;
/** Machines looked at at most: of more, every so many. */
const sampleMost = 400;
const columns = 16;
const rows = 9;

interface Thing {
  readonly x: number;
  readonly y: number;
  readonly reachM: number;
  readonly topM: number;
}

/** The viewpoint from which the plant makes the best picture of this aspect. */
export function photographView(placements: Placements, hall: HallPlan, aspect: number): Viewpoint {
  const things = thingsOf(placements);
  const eyeM = Math.max(eyeLeastM, Math.min(eyeMostM, hall.eavesM - 1.3));
  const tanY = Math.tan((photographLensDeg * Math.PI) / 360);
  // The look goes down by as much as puts the horizon where it belongs.
  const down = Math.atan((1 - 2 * horizonShare) * tanY);
  let best = { score: -Infinity, x: 0, y: 0, heading: 0 };
  for (const [x, y] of placesOf(hall)) {
    const [middleX, middleY] = [(hall.room.x0 + hall.room.x1) / 2, (hall.room.y0 + hall.room.y1) / 2];
    const inward = Math.atan2(middleY - y, middleX - x);
    for (let turnDeg = -30; turnDeg <= 30; turnDeg += 6) {
      const heading = inward + (turnDeg * Math.PI) / 180;
      const score = scoreOf(things, [x, y, eyeM], heading, down, tanY, aspect);
      if (score > best.score) best = { score, x, y, heading };
    }
  }
  const awayM = (eyeM - targetM) / Math.tan(down);
  return {
    eye: [best.x, best.y, eyeM],
    target: [best.x + Math.cos(best.heading) * awayM, best.y + Math.sin(best.heading) * awayM, targetM],
  };
}

function thingsOf(placements: Placements): Thing[] {
  const every = Math.max(1, Math.ceil(placements.drawn.length / sampleMost));
  const things: Thing[] = [];
  for (let index = 0; index < placements.drawn.length; index += every) {
    const at = (placements.drawn[index] ?? 0) * floatsPerRow;
    const [x = 0, y = 0, z = 0, , length = 1, width = 1, height = 1] = placements.data.subarray(at, at + 7);
    things.push({ x, y, reachM: (length + width) / 4, topM: z + height });
  }
  return things;
}

/** Where one may stand: at the walls, densest in the corners. In a large hall only as far from them as one still sees machines well. */
function placesOf({ room }: HallPlan): (readonly [number, number])[] {
  const places: (readonly [number, number])[] = [];
  const inset = 1.2;
  const shares = [0, 0.06, 0.14, 0.25, 0.75, 0.86, 0.94, 1];
  const [width, depth] = [room.x1 - room.x0 - 2 * inset, room.y1 - room.y0 - 2 * inset];
  for (const share of shares) {
    for (const end of [0, 1]) {
      places.push([room.x0 + inset + share * width, room.y0 + inset + end * depth]);
      places.push([room.x0 + inset + end * width, room.y0 + inset + share * depth]);
    }
  }
  return places;
}

/**
 * How good a picture is: how much of the part below the horizon shows machines, both halves alike, how many machines are in it, how
 * far the line runs through it from near to far; less for what stands in the way just before the lens.
 */
function scoreOf(
  things: readonly Thing[],
  [ex, ey, ez]: readonly [number, number, number],
  heading: number,
  down: number,
  tanY: number,
  aspect: number,
): number {
  const [cx, cy] = [Math.cos(heading), Math.sin(heading)];
  const [cd, sd] = [Math.cos(down), Math.sin(down)];
  const tanX = tanY * aspect;
  const filled = new Uint8Array(columns * rows);
  let [seen, near, cut, left, right] = [0, 0, 0, 0, 0];
  // Of the machines in the picture: how their place from side to side goes with their depth.
  let [sumU, sumD, sumUd, sumUu, sumDd] = [0, 0, 0, 0, 0];
  for (const { x, y, reachM, topM } of things) {
    const [dx, dy] = [x - ex, y - ey];
    const ahead = dx * cx + dy * cy;
    const across = dx * cy - dy * cx;
    const distanceM = Math.hypot(dx, dy);
    if (distanceM < 12 + reachM && ahead > -reachM) near += (12 + reachM - distanceM) / 12;
    if (ahead < 3) continue;
    const depthAt = (z: number): number => ahead * cd + (ez - z) * sd;
    const upAt = (z: number): number => (ahead * sd - (ez - z) * cd) / depthAt(z) / tanY;
    const u = across / depthAt(0) / tanX;
    const half = reachM / depthAt(0) / tanX;
    const [low, high] = [upAt(0), upAt(topM)];
    if (u - half > 1 || u + half < -1 || high < -1) continue;
    if (Math.abs(u) < 0.97 && low > -0.98) seen += 1;
    if (low < -1 && Math.abs(u) < 1) cut += 1;
    if (Math.abs(u) < 1) {
      const depth = Math.log(distanceM);
      sumU += u;
      sumD += depth;
      sumUd += u * depth;
      sumUu += u * u;
      sumDd += depth * depth;
      if (u < 0) left += 1;
      else right += 1;
    }
    const clampTo = (value: number, most: number): number =>
      Math.min(most - 1, Math.max(0, Math.floor(value)));
    const [i0, i1] = [
      clampTo(((u - half + 1) / 2) * columns, columns),
      clampTo(((u + half + 1) / 2) * columns, columns),
    ];
    const [j0, j1] = [clampTo(((low + 1) / 2) * rows, rows), clampTo(((high + 1) / 2) * rows, rows)];
    for (let j = j0; j <= j1; j += 1) for (let i = i0; i <= i1; i += 1) filled[j * columns + i] = 1;
  }
  if (left + right === 0) return -1000;
  const below = Math.round(rows * (1 - horizonShare));
  const shareOf = (from: number, to: number): number => {
    let count = 0;
    for (let j = 0; j < below; j += 1)
      for (let i = from; i < to; i += 1) count += filled[j * columns + i] ?? 0;
    return count / ((to - from) * below);
  };
  const [fillLeft, fillRight] = [shareOf(0, columns / 2), shareOf(columns / 2, columns)];
  const count = left + right;
  const spread = Math.sqrt(
    Math.max(0, sumUu / count - (sumU / count) ** 2) * Math.max(0, sumDd / count - (sumD / count) ** 2),
  );
  const slant = spread < 1e-6 ? 0 : Math.abs((sumUd / count - (sumU / count) * (sumD / count)) / spread);
  return (
    (fillLeft + fillRight) / 2 +
    1.4 * Math.min(fillLeft, fillRight) +
    0.9 * (seen / things.length) +
    0.25 * slant -
    0.35 * near -
    0.12 * cut
  );
}
