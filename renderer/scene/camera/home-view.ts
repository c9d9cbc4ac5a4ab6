// The start view of the operator themes: from where the whole plant is in the picture, leaves little of it empty and shows its
// fronts. Pure and the same for the same plant; plant frame, metres.
import { PerspectiveCamera, Vector2, Vector3 } from "three";
import { defined } from "#shared/base/assert.ts";
import type { PlantFile } from "#shared/model/plant-schema.ts";
import type { Viewpoint } from "../../state/camera.ts";
import { floatsPerRow, type Placements } from "../placements.ts";

/** Vertical angle of the lens, degrees. */
export const fieldOfViewDeg = 38;
/** Share of the picture's width and height the plant may take at home. */
const pictureShare = 0.94;

/** The start view looks from the first view's direction, turned by one of these, degrees: square on, lines hide behind each other. */
const turnsDeg = [-15, 15, -30, 30, -45, 45];
/** And raised by one of these: a flat look leaves half the picture to the floor, a steep one is a map. */
const raisesDeg = [0, 6, 12];
const steepestDeg = 48;
/** Machines that tell how good a view is: of more, every so many. */
const sampleMost = 400;
/** What it is worth that all machines show their fronts, in shares of the picture that they fill. */
const frontsWorth = 2;

/**
 * The start view: from about the direction of the plant's first view (from the south-west when it has none), turned and
 * raised so that the whole plant is in a picture of this aspect, leaves little of it empty and shows its fronts.
 */
export function homeView(views: PlantFile["views"], placements: Placements, aspect: number): Viewpoint {
  const first = views[0];
  const [x, y, z] =
    first === undefined
      ? [-0.31, -0.77, 0.56]
      : [first.eye[0] - first.target[0], first.eye[1] - first.target[1], first.eye[2] - first.target[2]];
  const azimuth = Math.atan2(y, x);
  const elevation = Math.atan2(z, Math.hypot(x, y));
  let best: { readonly view: Viewpoint; readonly score: number } | undefined;
  for (const raiseDeg of raisesDeg) {
    const up = Math.min(elevation + radians(raiseDeg), Math.max(elevation, radians(steepestDeg)));
    for (const turnDeg of turnsDeg) {
      const around = azimuth + radians(turnDeg);
      const away = new Vector3(
        Math.cos(around) * Math.cos(up),
        Math.sin(around) * Math.cos(up),
        Math.sin(up),
      );
      const view = fitView(away, placements, aspect);
      const score =
        filledShare(view, placements, aspect) *
        (1 + frontsWorth * Math.max(0, frontsShare(view, placements)));
      if (best === undefined || score > best.score + 1e-6) best = { view, score };
    }
  }
  return defined(best, "a start view").view;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** The nearest viewpoint in the direction `away` (unit vector) from which all machines are in the picture. */
function fitView(away: Vector3, placements: Placements, aspect: number): Viewpoint {
  const { bounds } = placements;
  const centreX = (bounds.minX + bounds.maxX) / 2;
  const centreY = (bounds.minY + bounds.maxY) / 2;
  const ahead3 = away.clone().negate();
  const side3 = new Vector3().crossVectors(ahead3, new Vector3(0, 0, 1)).normalize();
  const up3 = new Vector3().crossVectors(side3, ahead3);
  const forward = ahead3.toArray();
  const side = side3.toArray();
  const up = up3.toArray();
  const tanY = Math.tan((fieldOfViewDeg * Math.PI) / 360) * pictureShare;
  const tanX = tanY * aspect;
  const target = new Vector3(centreX, centreY, 1);
  // A step along the floor away from the eye goes this much up in the picture, and this much into it.
  const flat = new Vector3(forward[0], forward[1], 0).normalize();
  const steep = Math.max(0.2, -forward[2]);
  const level = Math.hypot(forward[0], forward[1]);
  // Far enough at first that nothing is behind the eye.
  let awayM = Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) * 1.5 + 8;
  // The machines' own places, not the corners of their bounds: move towards the middle of the picture they make, back off, repeat.
  for (let round = 0; round < 6; round += 1) {
    let [left, right, low, high, needM] = [Infinity, -Infinity, Infinity, -Infinity, 6];
    for (const row of placements.drawn) {
      const at = row * floatsPerRow;
      const [x = 0, y = 0, z = 0, , length = 1, width = 1, height = 1] = placements.data.subarray(at, at + 7);
      const reach = Math.hypot(length, width) / 2;
      for (const above of [0, z + height + 1]) {
        // The near and the far edge of its round, seen from the eye.
        for (const edgeM of [-reach, reach]) {
          const [dx, dy, dz] = [x - target.x, y - target.y, above - target.z];
          const ahead = dx * forward[0] + dy * forward[1] + dz * forward[2] + edgeM * level;
          const across = dx * side[0] + dy * side[1] + dz * side[2];
          const upward = dx * up[0] + dy * up[1] + dz * up[2] + edgeM * steep;
          const depth = Math.max(1, awayM + ahead);
          left = Math.min(left, (across - reach) / depth);
          right = Math.max(right, (across + reach) / depth);
          low = Math.min(low, upward / depth);
          high = Math.max(high, upward / depth);
          needM = Math.max(needM, (Math.abs(across) + reach) / tanX - ahead, Math.abs(upward) / tanY - ahead);
        }
      }
    }
    awayM = needM;
    if (round === 5) break;
    // Moving along the floor by the middle of what is seen: up in the picture is away on the floor.
    target.addScaledVector(side3, ((left + right) / 2) * awayM);
    target.addScaledVector(flat, (((low + high) / 2) * awayM) / steep);
  }
  return {
    eye: [target.x - forward[0] * awayM, target.y - forward[1] * awayM, target.z - forward[2] * awayM],
    target: [target.x, target.y, target.z],
  };
}

/** Share of the picture inside the outline of all machines: 0 = a line seen from its end, 1 = up to every corner. */
export function filledShare({ eye, target }: Viewpoint, placements: Placements, aspect: number): number {
  const camera = new PerspectiveCamera(fieldOfViewDeg, aspect);
  camera.up.set(0, 0, 1);
  camera.position.set(...eye);
  camera.lookAt(...target);
  camera.updateMatrixWorld();
  const corners: Vector2[] = [];
  const corner = new Vector3();
  for (const at of sampled(placements)) {
    const [x = 0, y = 0, z = 0, , , , height = 1] = placements.data.subarray(at, at + 7);
    for (const above of [0, z + height]) {
      corner.set(x, y, above).project(camera);
      corners.push(new Vector2(corner.x, corner.y));
    }
  }
  // The picture is two wide and two high.
  return hullArea(corners) / 4;
}

/** How far fronts are turned to the eye, the large ones counting most: 1 = all of them, -1 = it sees only backs. */
function frontsShare({ eye }: Viewpoint, placements: Placements): number {
  let [turned, all] = [0, 0];
  for (const at of sampled(placements)) {
    const [x = 0, y = 0, , headingRad = 0, length = 1, , height = 1] = placements.data.subarray(at, at + 7);
    const toEye = Math.atan2(eye[1] - y, eye[0] - x);
    // The front is to the right of the flow.
    turned += length * height * Math.cos(toEye - (headingRad - Math.PI / 2));
    all += length * height;
  }
  return all === 0 ? 0 : turned / all;
}

/** Where the data of the machines looked at begins. */
function sampled({ drawn }: Placements): number[] {
  const every = Math.max(1, Math.ceil(drawn.length / sampleMost));
  const starts: number[] = [];
  for (let index = 0; index < drawn.length; index += every) starts.push((drawn[index] ?? 0) * floatsPerRow);
  return starts;
}

/** Area of the convex hull of some points. */
function hullArea(points: readonly Vector2[]): number {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (from: readonly Vector2[]): Vector2[] => {
    const chain: Vector2[] = [];
    for (const point of from) {
      for (let last = chain.length - 1; last > 0; last -= 1) {
        const [a, b] = [chain[last - 1], chain[last]];
        if (a === undefined || b === undefined) break;
        if ((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half(sorted.reverse())];
  let twice = 0;
  hull.forEach((point, index) => {
    twice += point.cross(hull[(index + 1) % hull.length] ?? point);
  });
  return Math.abs(twice) / 2;
}
