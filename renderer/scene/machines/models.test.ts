// What every machine of the registry keeps, whatever it shows: its budget of triangles, its box, the way of the parts, sound joints.
import { describe, expect, test } from "vitest";
import { paintIndex } from "../palette.ts";
import type { MeshArrays } from "./mesh-builder.ts";
import { buildModel, modelNamed, type ModelName, modelNames } from "./models.ts";

/** Fewer triangles than the bar asks for, each with its reason. */
const small: Partial<Record<ModelName, string>> = {
  operator: "a person is small in every picture",
  conveyor: "rollers are drawn by their paint, hundreds of them stand in a plant",
  rack: "shelves and boxes are plain in the world, too",
  scrapRack: "shelves and boxes are plain in the world, too",
  supply: "pallets and boxes are plain in the world, too",
  demand: "pallets and boxes are plain in the world, too",
  container: "a container is a box",
  vehicle: "a low box on wheels; many drive at once",
};
/** How far beyond its box something of a machine may be, metres, where it is not half a metre. */
const reachM: Partial<Record<ModelName, number>> = {
  // The heavy arm is modelled stretched up; its tracks bring it down into the cell.
  marriageCell: 1.2,
};
/** Parts do not come in or go out here; the other end, if there is one, is open. */
const closed: Partial<Record<ModelName, readonly ("in" | "out")[]>> = {
  // Nobody knows its inside: its openings are dark plates on its walls.
  unknown: ["in", "out"],
  operator: ["in", "out"],
  rack: ["in", "out"],
  scrapRack: ["in", "out"],
  container: ["in", "out"],
  vehicle: ["in", "out"],
  supply: ["in"],
  cellSupply: ["in"],
  traySupply: ["in"],
  demand: ["out"],
  packDispatch: ["out"],
};
/** The window at each end that parts on the bed pass through, metres: half across, and from the rollers up. */
const window = { halfAcrossM: 0.3, lowM: 0.86, highM: 1.15, depthM: 0.2 };

type Point = readonly [number, number, number];

/** Corners at the nominal size, metres. */
function pointsOf(name: ModelName, mesh: MeshArrays): Point[] {
  const { length, width, height } = modelNamed(name).size;
  const points: Point[] = [];
  for (let at = 0; at < mesh.anchors.length; at += 3) {
    const [ax = 0, ay = 0, az = 0] = mesh.anchors.subarray(at, at + 3);
    const [ox = 0, oy = 0, oz = 0] = mesh.offsets.subarray(at, at + 3);
    points.push([ax * length + ox, ay * width + oy, az * height + oz]);
  }
  return points;
}

/** What is left of a polygon on one side of a plane across an axis: Sutherland and Hodgman, 1974. */
function clipped(polygon: readonly Point[], axis: 0 | 1 | 2, limit: number, sign: 1 | -1): Point[] {
  const inside = (point: Point): boolean => sign * (limit - point[axis]) > 0;
  return polygon.flatMap((from, index) => {
    const to = polygon[(index + 1) % polygon.length] ?? from;
    const kept = inside(from) ? [from] : [];
    if (inside(from) === inside(to)) return kept;
    const share = (limit - from[axis]) / (to[axis] - from[axis]);
    const cut: Point = [
      from[0] + (to[0] - from[0]) * share,
      from[1] + (to[1] - from[1]) * share,
      from[2] + (to[2] - from[2]) * share,
    ];
    return [...kept, cut];
  });
}

/** Triangles that stand still and reach into the window at an end. */
function inTheWay(name: ModelName, mesh: MeshArrays, end: "in" | "out"): number {
  const points = pointsOf(name, mesh);
  const { length } = modelNamed(name).size;
  const edge = end === "in" ? -length / 2 : length / 2;
  const x = end === "in" ? [edge - 0.01, edge + window.depthM] : [edge - window.depthM, edge + 0.01];
  let found = 0;
  for (let corner = 0; corner < mesh.indices.length; corner += 3) {
    const vertices = [0, 1, 2].map((step) => mesh.indices[corner + step] ?? 0);
    // What moves may be in the way at times: doors, stoppers, grippers.
    if (vertices.some((vertex) => (mesh.tints[vertex * 4 + 2] ?? 0) > 0)) continue;
    // A dark opening in a housing whose inside nobody sees is a plate; parts vanish behind it.
    if (vertices.every((vertex) => mesh.tints[vertex * 4] === paintIndex("window"))) continue;
    let polygon = vertices.map((vertex) => points[vertex] ?? ([0, 0, 0] as const));
    const limits = [x, [-window.halfAcrossM, window.halfAcrossM], [window.lowM, window.highM]] as const;
    ([0, 1, 2] as const).forEach((axis) => {
      polygon = clipped(polygon, axis, limits[axis][1] ?? 0, 1);
      polygon = clipped(polygon, axis, limits[axis][0] ?? 0, -1);
    });
    if (polygon.length >= 3) found += 1;
  }
  return found;
}

/** How much of two faces in one plane may lie on each other, square metres: nobody sees a sliver. */
const flickerM2 = 0.1;

interface Flat {
  readonly paint: number;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
}

/** Planes along the axes in which triangles of two paints, looking the same way, lie on each other. */
function flickering(name: ModelName, mesh: MeshArrays): string[] {
  const points = pointsOf(name, mesh);
  const planes = new Map<string, Flat[]>();
  const found = new Set<string>();
  for (let corner = 0; corner < mesh.indices.length; corner += 3) {
    const vertices = [0, 1, 2].map((step) => mesh.indices[corner + step] ?? 0);
    const [first = 0] = vertices;
    const normal = [0, 1, 2].map((axis) => (mesh.normals[first * 4 + axis] ?? 0) / 127);
    const axis = normal.findIndex((along) => Math.abs(along) > 0.999);
    // Nobody looks at undersides.
    if (axis < 0 || (axis === 2 && (normal[2] ?? 0) < 0)) continue;
    const corners = vertices.map((vertex) => points[vertex] ?? ([0, 0, 0] as const));
    const [u, v] = axis === 0 ? ([1, 2] as const) : axis === 1 ? ([0, 2] as const) : ([0, 1] as const);
    const flat: Flat = {
      paint: mesh.tints[first * 4] ?? 0,
      low: [Math.min(...corners.map((point) => point[u])), Math.min(...corners.map((point) => point[v]))],
      high: [Math.max(...corners.map((point) => point[u])), Math.max(...corners.map((point) => point[v]))],
    };
    const placeMm = Math.round((corners[0]?.[axis] ?? 0) * 1000);
    const [joint = 0, copy = 0] = mesh.tints.subarray(first * 4 + 2, first * 4 + 4);
    const plane = `${"xyz"[axis] ?? ""}${(normal[axis] ?? 0) > 0 ? "+" : "-"} at ${placeMm} mm, joint ${joint}, copy ${copy}`;
    const others = planes.get(plane) ?? [];
    for (const other of others) {
      if (other.paint === flat.paint) continue;
      const wide = Math.min(other.high[0], flat.high[0]) - Math.max(other.low[0], flat.low[0]);
      const high = Math.min(other.high[1], flat.high[1]) - Math.max(other.low[1], flat.low[1]);
      if (wide > 0 && high > 0 && wide * high > flickerM2) found.add(plane);
    }
    others.push(flat);
    planes.set(plane, others);
  }
  return [...found];
}

describe.each(modelNames)("%s", (name) => {
  const levels = { near: buildModel(name, "near"), middle: buildModel(name, "middle") };
  const { size } = modelNamed(name);

  test("is modelled", () => {
    // Several names may share a machine, but none may be the one that nobody described.
    expect(name !== "unknown" && modelNamed(name) === modelNamed("unknown")).toBe(false);
  });

  test("has its budget of triangles at both levels", () => {
    const { near, middle } = levels;
    expect(near.triangles).toBeLessThanOrEqual(8000);
    expect(middle.triangles).toBeLessThanOrEqual(800);
    if (small[name] === undefined) {
      expect(near.triangles).toBeGreaterThanOrEqual(3000);
      expect(middle.triangles).toBeGreaterThanOrEqual(300);
    }
    expect(middle.triangles).toBeLessThan(near.triangles);
  });

  test("consists of numbers, with normals of length one", () => {
    for (const mesh of Object.values(levels)) {
      expect([...mesh.anchors, ...mesh.offsets].every(Number.isFinite)).toBe(true);
      const vertices = mesh.anchors.length / 3;
      expect(Math.max(...mesh.indices)).toBeLessThan(vertices);
      const stride = mesh.normals.length / vertices;
      for (let vertex = 0; vertex < vertices; vertex += 1) {
        const [x = 0, y = 0, z = 0] = mesh.normals.subarray(vertex * stride, vertex * stride + 3);
        expect(Math.abs(Math.hypot(x, y, z) / 127 - 1)).toBeLessThan(0.02);
      }
    }
  });

  test("stays in its box and on the floor", () => {
    const reach = reachM[name] ?? 0.5;
    const outside = Object.values(levels).flatMap((mesh) =>
      pointsOf(name, mesh).filter(
        ([x, y, z]) =>
          Math.abs(x) > size.length / 2 + reach ||
          Math.abs(y) > size.width / 2 + reach ||
          z > size.height + reach ||
          z < -0.002,
      ),
    );
    expect(outside.slice(0, 3)).toEqual([]);
  });

  test("has no two paints in one plane, which would flicker", () => {
    expect(Object.values(levels).flatMap((mesh) => flickering(name, mesh))).toEqual([]);
  });

  test("lets parts in and out along the bed", () => {
    const blocked = (["in", "out"] as const).filter(
      (end) => closed[name]?.includes(end) !== true && inTheWay(name, levels.near, end) > 0,
    );
    expect(blocked).toEqual([]);
  });

  test("hangs every vertex on a joint that exists, and every joint on one before it", () => {
    for (const { tints, joints } of Object.values(levels)) {
      for (let at = 2; at < tints.length; at += 4)
        expect(tints[at] ?? Infinity).toBeLessThanOrEqual(joints.length);
      joints.forEach(({ parent, samples, axis }, index) => {
        expect(parent).toBeLessThanOrEqual(index);
        expect(samples.every(Number.isFinite)).toBe(true);
        expect(Math.hypot(...axis)).toBeCloseTo(1, 3);
      });
    }
  });

  test("is where it began when its cycle ends", () => {
    const jumps = levels.near.joints.filter(
      ({ kind, samples }) =>
        (kind === "rotate" || kind === "slide") && Math.abs((samples[0] ?? 0) - (samples.at(-1) ?? 0)) > 2e-3,
    );
    // A turn by whole circles ends where it began.
    const real = jumps.filter(({ kind, samples }) => {
      const turns = ((samples.at(-1) ?? 0) - (samples[0] ?? 0)) / (2 * Math.PI);
      return kind === "slide" || Math.abs(turns - Math.round(turns)) > 1e-3;
    });
    expect(
      real.map(({ kind, samples }) => `${kind} ends ${(samples.at(-1) ?? 0).toFixed(3)} from where it began`),
    ).toEqual([]);
  });
});
