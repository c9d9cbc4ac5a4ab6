// Where parts and vehicles can be: one polyline per place and per way, made from the plant alone,
// so that host and page number them alike and a move needs only a path number and two fractions.
import { defined } from "../base/assert.ts";
import type { AssetFile } from "../model/plant-schema.ts";
import type { Asset, Plant } from "../model/plant.ts";
import { rackSeats, type Seat } from "./rack-seats.ts";

/** `place` = inside an asset, in flow direction, or a seat of a rack; `way` = from the exit of one asset to the entry of the next; `seat` = a rack seat of a vehicle way. */
export type PathKind = "place" | "way" | "seat" | "vehicle";

/** A polyline in the plant frame, metres. */
export interface Path {
  readonly kind: PathKind;
  readonly fromRow: number;
  readonly toRow: number;
  /** Seat number of a `seat` path, and of a rack's place. */
  readonly seat: number;
  /** x, y, z of each point; at least two points. */
  readonly points: Float32Array;
  readonly lengthM: number;
}

/** All paths of a plant, and how to find them. */
export interface PathTable {
  readonly paths: readonly Path[];
  /** The place path of an asset row, or -1; of a rack that of its first seat. */
  readonly placeOf: Int32Array;
  /** Seats of a rack by asset row, whose paths follow each other from `placeOf`; 0 where parts stand in line. */
  readonly seatsOf: Uint16Array;
  /** `from * assets + to` -> number of the way. */
  readonly wayOf: ReadonlyMap<number, number>;
  /** The same key -> number of the vehicle's own path; its seats follow it. */
  readonly vehicleWayOf: ReadonlyMap<number, number>;
  /** The same key -> how long the way takes when the source does not say, milliseconds. */
  readonly transferMsOf: ReadonlyMap<number, number>;
}

/** A point on a path and the direction of travel there. */
export interface PathPoint {
  x: number;
  y: number;
  z: number;
  /** Counter-clockwise from east, radians. */
  headingRad: number;
}

/** Height of the transport plane above the floor, metres. */
const transportHeightM = 0.85;
/** Seats of a rack: two by two, metres from the vehicle's middle. */
const seatOffsetsM: readonly (readonly [number, number])[] = [
  [0.35, 0.3],
  [0.35, -0.3],
  [-0.35, 0.3],
  [-0.35, -0.3],
];

const holdsParts = new Set<AssetFile["level"]>([
  "station",
  "buffer",
  "conveyor",
  "supply",
  "demand",
  "cell",
  "robot",
]);

/** Numbers all paths: places in asset order, then ways in link order (each vehicle link: vehicle path, then its seats, there and back). */
export function buildPaths(plant: Plant): PathTable {
  const paths: PathDraft[] = [];
  const placeOf = new Int32Array(plant.assets.length).fill(-1);
  const seatsOf = new Uint16Array(plant.assets.length);
  const wayOf = new Map<number, number>();
  const vehicleWayOf = new Map<number, number>();
  const transferMsOf = new Map<number, number>();

  for (const asset of plant.assets) {
    if (!holdsParts.has(asset.level) || asset.pose === undefined) continue;
    placeOf[asset.row] = paths.length;
    const seats = rackSeats(asset);
    seatsOf[asset.row] = seats.length;
    seats.forEach((seat, index) =>
      paths.push(path("place", asset.row, asset.row, index, ontoSeat(asset, seat))),
    );
    if (seats.length > 0) continue;
    const half = halfLengthM(asset);
    paths.push(path("place", asset.row, asset.row, 0, [along(asset, -half), along(asset, half)]));
  }
  for (const link of plant.links) {
    const from = assetAt(plant, link.from);
    const to = assetAt(plant, link.to);
    if (from === undefined || to === undefined) continue;
    const key = pathKey(plant, from.row, to.row);
    transferMsOf.set(key, link.transferS * 1000);
    const corners = link.via.map(([x, y]): Point => [x, y, transportHeightM]);
    const points = [along(from, halfLengthM(from)), ...corners, along(to, -halfLengthM(to))];
    if (link.kind === "vehicle") {
      const back = pathKey(plant, to.row, from.row);
      const floor = points.map(([x, y]): Point => [x, y, 0]);
      addVehicleWay(paths, vehicleWayOf, key, from, to, floor);
      addVehicleWay(paths, vehicleWayOf, back, to, from, [...floor].reverse());
    }
    wayOf.set(key, paths.length);
    paths.push(path("way", from.row, to.row, 0, points));
  }
  return { paths: drawn(paths), placeOf, seatsOf, wayOf, vehicleWayOf, transferMsOf };
}

/** A path as it is planned. */
interface PathDraft extends Omit<Path, "points" | "lengthM"> {
  readonly corners: readonly Point[];
}

/** Paths with their points in one buffer: a plant of ten thousand stations has forty thousand, and a buffer each costs more than what is in it. */
function drawn(drafts: readonly PathDraft[]): Path[] {
  const all = new Float32Array(drafts.reduce((sum, { corners }) => sum + corners.length * 3, 0));
  let end = 0;
  return drafts.map(({ kind, fromRow, toRow, seat, corners }) => {
    const from = end;
    let lengthM = 0;
    corners.forEach((corner, index) => {
      all.set(corner, end);
      end += 3;
      const before = corners[index - 1];
      if (before === undefined) return;
      lengthM += Math.hypot(corner[0] - before[0], corner[1] - before[1], corner[2] - before[2]);
    });
    return { kind, fromRow, toRow, seat, points: all.subarray(from, end), lengthM };
  });
}

/** Key of the way between two assets in `wayOf` and `vehicleWayOf`. */
export function pathKey(plant: Plant, fromRow: number, toRow: number): number {
  return fromRow * plant.assets.length + toRow;
}

/** Fills `out` with the point at `fraction` (0..1) of the path's length. The vertex shader computes the same. */
export function pointOnPath(path: Path, fraction: number, out: PathPoint): PathPoint {
  const { points } = path;
  const last = points.length / 3 - 1;
  let rest = Math.min(1, Math.max(0, fraction)) * path.lengthM;
  for (let index = 0; index < last; index += 1) {
    const x = points[index * 3] ?? 0;
    const y = points[index * 3 + 1] ?? 0;
    const z = points[index * 3 + 2] ?? 0;
    const dx = (points[index * 3 + 3] ?? 0) - x;
    const dy = (points[index * 3 + 4] ?? 0) - y;
    const dz = (points[index * 3 + 5] ?? 0) - z;
    const length = Math.hypot(dx, dy, dz);
    if (rest <= length || index === last - 1) {
      const share = length === 0 ? 0 : Math.min(1, rest / length);
      out.x = x + dx * share;
      out.y = y + dy * share;
      out.z = z + dz * share;
      out.headingRad = Math.atan2(dy, dx);
      return out;
    }
    rest -= length;
  }
  return out;
}

type Point = [number, number, number];

function assetAt(plant: Plant, id: string): Asset | undefined {
  const row = plant.assetRowById.get(id);
  const asset = row === undefined ? undefined : plant.assets[row];
  return asset?.pose === undefined ? undefined : asset;
}

function halfLengthM(asset: AssetFile): number {
  return (asset.size?.length ?? 1) / 2;
}

/** The point `forwardM` ahead of the asset's middle, along its heading, on the transport plane. */
function along(asset: AssetFile, forwardM: number): Point {
  const pose = defined(asset.pose, `pose of ${asset.id}`);
  const heading = (pose.headingDeg * Math.PI) / 180;
  return [
    pose.x + Math.cos(heading) * forwardM,
    pose.y + Math.sin(heading) * forwardM,
    pose.z + transportHeightM,
  ];
}

/** A hand's breadth along the asset's heading onto a seat of a rack. */
function ontoSeat(asset: AssetFile, [x, y, z]: Seat): Point[] {
  const pose = defined(asset.pose, `pose of ${asset.id}`);
  const heading = (pose.headingDeg * Math.PI) / 180;
  const [c, s] = [Math.cos(heading), Math.sin(heading)];
  return [x - 0.1, x].map((forwardM): Point => [
    pose.x + c * forwardM - s * y,
    pose.y + s * forwardM + c * y,
    pose.z + z,
  ]);
}

function path(
  kind: PathKind,
  fromRow: number,
  toRow: number,
  seat: number,
  corners: readonly Point[],
): PathDraft {
  return { kind, fromRow, toRow, seat, corners };
}

/** The vehicle's own path on the floor, then one per seat of its rack, carried with it. */
function addVehicleWay(
  paths: PathDraft[],
  vehicleWayOf: Map<number, number>,
  key: number,
  from: Asset,
  to: Asset,
  corners: readonly Point[],
): void {
  vehicleWayOf.set(key, paths.length);
  paths.push(path("vehicle", from.row, to.row, 0, corners));
  seatOffsetsM.forEach((offset, seat) => {
    paths.push(path("seat", from.row, to.row, seat, parallel(corners, offset)));
  });
}

/** The polyline shifted to a seat: forward and left of the direction of each leg, at rack height. */
function parallel(corners: readonly Point[], [forwardM, leftM]: readonly [number, number]): Point[] {
  return corners.map(([x, y], index) => {
    const [ax, ay] = defined(corners[Math.max(0, index - 1)], "corner");
    const [bx, by] = defined(corners[Math.min(corners.length - 1, index + 1)], "corner");
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const ux = (bx - ax) / length;
    const uy = (by - ay) / length;
    return [x + ux * forwardM - uy * leftM, y + uy * forwardM + ux * leftM, transportHeightM];
  });
}
