// Builds the mesh of a model from industrial shapes given in nominal metres. Every corner is kept as a fraction of the asset's
// size plus metres, so a model fits assets of other sizes: the parts' corridor stays as it is and the rest stretches,
// while a group opened with `at` or `joint` keeps its size. Arrays only; no GPU.
import { ShapeUtils, Vector2 } from "three";
import { assert, defined } from "#shared/base/assert.ts";
import { type Paint, paintIndex } from "../palette.ts";
import { type Joint, type JointKind, sampled, type Track } from "./joints.ts";
import { SolidGrid } from "./occlusion.ts";
import {
  acrossOf,
  add,
  combined,
  cross,
  dot,
  mixed,
  noRotation,
  normalised,
  type Rotation,
  rotationAbout,
  scaled,
  subtract,
  turned,
  type Vector,
} from "./vector.ts";

/** `near` has bevels, round cylinders and small parts; `middle` keeps the silhouette. */
export type Detail = "near" | "middle";
export type Axis = "x" | "y" | "z";
/** From, to in metres. */
export type Range = readonly [number, number];

/** Nominal size, metres: x along the flow, y to its left, z up. */
export interface ModelSize {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

/** A finished mesh: typed arrays ready for attributes. */
export interface MeshArrays {
  /** Fractions of the asset's size (x, y: -0.5..0.5; z: 0..1), 3 a vertex. */
  readonly anchors: Float32Array;
  /** Metres added to them, 3 a vertex. */
  readonly offsets: Float32Array;
  /** Signed bytes / 127, 4 a vertex. */
  readonly normals: Int8Array;
  /** Paint, light from the sky (0..255), joint (1 = first, 0 = none), copy along x (1 = first, 0 = none): 4 a vertex. */
  readonly tints: Uint8Array;
  /** Place on the face in millimetres, 2 a vertex; screens: 0..1000 from the left and from below. */
  readonly surfaces: Int16Array;
  readonly indices: Uint16Array | Uint32Array;
  readonly triangles: number;
  readonly joints: readonly Joint[];
}

/** A place in `at` coordinates: where its origin is, and how it is turned. */
interface Frame {
  readonly anchor: Vector;
  readonly offset: Vector;
  readonly rotation: Rotation;
}

/** How a coordinate outside a group follows the asset's size: the default keeps the corridor and stretches the rest. */
export type StretchRule = (
  point: Vector,
  size: ModelSize,
) => { readonly anchor: Vector; readonly offset: Vector };

/** Half the width of the corridor and the height below which nothing stretches, metres. */
const corridorM = 0.6;
const baseM = 1.2;
/** Faces longer than this are divided at the near level, so that light from the sky shades softly. */
const divideM = 0.75;
/** Copies along x: how many at most, how far apart, how far from the ends; metres. The vertex shader places them alike. */
export const mostCopies = 10;
export const copySpacingM = 2;
export const copyInsetM = 0.15;
/** Undersides of what is lower than this are left out of the middle level, metres. */
const eyeM = 1.5;
/** Round bars thinner than this (radius) are not divided. */
const narrowM = 0.12;
/** Bars thinner than this (radius) are drawn square and without ends at the middle level. */
const thinM = 0.05;

export class ModelBuilder {
  readonly detail: Detail;
  readonly size: ModelSize;
  readonly #stretch: StretchRule;
  readonly #anchors: number[] = [];
  readonly #offsets: number[] = [];
  readonly #nominal: number[] = [];
  readonly #normals: number[] = [];
  readonly #tints: number[] = [];
  readonly #surfaces: number[] = [];
  readonly #indices: number[] = [];
  readonly #joints: Joint[] = [];
  #frame: Frame | undefined;
  #joint = 0;
  #copy = 0;

  constructor(detail: Detail, size: ModelSize, stretch: StretchRule = aroundCorridor) {
    this.detail = detail;
    this.size = size;
    this.#stretch = stretch;
  }

  get near(): boolean {
    return this.detail === "near";
  }

  /**
   * What stands again and again along x, `copySpacingM` apart at most, the first and last `copyInsetM` from the ends: legs of a
   * conveyor of any length. x is metres from the middle of each copy. Copies an asset has no room for are not drawn.
   */
  copies(build: () => void): void {
    for (let copy = 1; copy <= mostCopies; copy += 1) {
      this.#copy = copy;
      build();
    }
    this.#copy = 0;
  }

  /** Adds what only the near level shows. */
  fine(build: () => void): void {
    if (this.near) build();
  }

  /** A group in its own coordinates: metres from `origin`, turned about z (degrees) or by a rotation. Keeps its size. */
  at(origin: Vector, turn: number | Rotation, build: () => void): void {
    const before = this.#frame;
    const { anchor, offset } = this.#place(origin);
    const rotation = typeof turn === "number" ? rotationAbout([0, 0, 1], (turn * Math.PI) / 180) : turn;
    this.#frame = { anchor, offset, rotation: combined(before?.rotation ?? noRotation, rotation) };
    build();
    this.#frame = before;
  }

  /**
   * What moves: everything built inside follows the joint, and joints inside it hang on it. Pivot and axis in present
   * coordinates. Coordinates inside stay the same as outside; what is inside keeps its size.
   */
  joint(kind: JointKind, pivot: Vector, axis: Vector, track: Track, build: () => void): void {
    const { anchor, offset } = this.#place(pivot);
    const before = { frame: this.#frame, joint: this.#joint };
    const rotation = this.#frame?.rotation ?? noRotation;
    this.#joints.push({
      kind,
      parent: this.#joint,
      anchor,
      offset,
      axis: normalised(turned(rotation, axis)),
      samples: sampled(track, kind),
    });
    assert(this.#joints.length < 255, "a model has at most 254 joints");
    this.#joint = this.#joints.length;
    // A rigid frame whose origin is the pivot, but whose coordinates go on as before.
    const back = turned(rotation, scaled(pivot, -1));
    this.#frame = { anchor, offset: add(offset, back), rotation };
    build();
    this.#frame = before.frame;
    this.#joint = before.joint;
  }

  /** What is there only once a step is done: products name the step in the byte where machines name the joint. */
  group(step: number, build: () => void): void {
    const before = this.#joint;
    this.#joint = step;
    build();
    this.#joint = before;
  }

  /** A box; `bevel` in metres is only cut at the near level. No bottom face where it stands on the floor. */
  box(x: Range, y: Range, z: Range, paint: Paint, bevel = 0): void {
    const low: Vector = [Math.min(...x), Math.min(...y), Math.min(...z)];
    const high: Vector = [Math.max(...x), Math.max(...y), Math.max(...z)];
    const cut = this.near
      ? Math.min(bevel, (high[0] - low[0]) / 2.5, (high[1] - low[1]) / 2.5, (high[2] - low[2]) / 2.5)
      : 0;
    for (const [axis, u, v] of axisTriples) {
      for (const sign of [-1, 1] as const) {
        if (axis === 2 && sign < 0 && low[2] <= 0.001 && this.#frame === undefined) continue;
        if (axis === 2 && sign < 0 && !this.near && this.#isLow(high[2])) continue;
        const at = (su: number, sv: number): Vector => {
          const point: [number, number, number] = [0, 0, 0];
          point[axis] = sign < 0 ? low[axis] : high[axis];
          point[u] = su < 0 ? low[u] + cut : high[u] - cut;
          point[v] = sv < 0 ? low[v] + cut : high[v] - cut;
          return point;
        };
        this.face([at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)], unitAlong(axis, sign), paint);
      }
      if (cut > 0) this.#edges(low, high, cut, axis, u, v, paint);
    }
    if (cut > 0) this.#corners(low, high, cut, paint);
  }

  /** A round bar or cone along an axis through `middle` (the two other coordinates in order), closed at both ends. */
  cylinder(axis: Axis, middle: Range, along: Range, radius: number | Range, paint: Paint, sides = 16): void {
    const [from, to] = typeof radius === "number" ? [radius, radius] : radius;
    this.lathe(
      axis,
      middle,
      [
        [0, along[0]],
        [from, along[0]],
        [to, along[1]],
        [0, along[1]],
      ],
      paint,
      sides,
      false,
    );
  }

  /**
   * A body of revolution about an axis through `middle`: `profile` of (radius, along) from one end to the other.
   * `smooth` rounds the shading along the profile; radii of 0 close it.
   */
  lathe(axis: Axis, middle: Range, profile: readonly Range[], paint: Paint, sides = 16, smooth = true): void {
    const [a, b] = middle;
    const origin: Vector = axis === "x" ? [0, a, b] : axis === "y" ? [a, 0, b] : [a, b, 0];
    const direction: Vector = axis === "x" ? [1, 0, 0] : axis === "y" ? [0, 1, 0] : [0, 0, 1];
    this.#revolve(origin, direction, profile, paint, sides, smooth);
  }

  /** A straight round bar between two points, with a radius at each end; closed. */
  bar(from: Vector, to: Vector, radius: number | Range, paint: Paint, sides = 12): void {
    const [first, last] = typeof radius === "number" ? [radius, radius] : radius;
    const length = Math.hypot(...subtract(to, from));
    this.#revolve(
      from,
      normalised(subtract(to, from)),
      [
        [0, 0],
        [first, 0],
        [last, length],
        [0, length],
      ],
      paint,
      sides,
      false,
    );
  }

  /** A bar with rounded ends: links of arms, handles, drums. */
  capsule(from: Vector, to: Vector, radius: number | Range, paint: Paint, sides = 14): void {
    const [first, last] = typeof radius === "number" ? [radius, radius] : radius;
    const length = Math.hypot(...subtract(to, from));
    const cap = (r: number, at: number, sign: number): Range[] =>
      (this.near ? [90, 60, 30, 0] : [90, 30]).map((degrees) => {
        const angle = (degrees * Math.PI) / 180;
        return [r * Math.cos(angle), at + sign * r * Math.sin(angle)];
      });
    const profile = [...cap(first, 0, -1), ...cap(last, length, 1).reverse()];
    this.#revolve(from, normalised(subtract(to, from)), profile, paint, sides, true);
  }

  /** A ball. */
  ball(middle: Vector, radius: number, paint: Paint, sides = 12): void {
    this.capsule(middle, add(middle, [0, 0, 1e-4]), radius, paint, sides);
  }

  /** A hose or pipe through points, mitred at the bends. */
  tube(corners: readonly Vector[], radius: number, paint: Paint, sides = 8): void {
    const count = this.near ? sides : radius < narrowM ? 3 : 5;
    // From afar every other corner of a bend will do.
    const points =
      this.near || corners.length < 4
        ? corners
        : corners.filter((_, index) => index % 2 === 0 || index === corners.length - 1);
    let across = acrossOf(normalised(subtract(defined(points[1], "point"), defined(points[0], "point"))));
    let before: { ring: Vector[]; normals: Vector[] } | undefined;
    points.forEach((point, index) => {
      const back = points[index - 1] ?? point;
      const ahead = points[index + 1] ?? point;
      const along = normalised(subtract(ahead, back));
      across = normalised(subtract(across, scaled(along, dot(across, along))));
      const other = cross(along, across);
      const normals: Vector[] = [];
      const ring: Vector[] = [];
      for (let side = 0; side < count; side += 1) {
        const angle = (side / count) * Math.PI * 2;
        const normal = add(scaled(across, Math.cos(angle)), scaled(other, Math.sin(angle)));
        normals.push(normal);
        ring.push(add(point, scaled(normal, radius)));
      }
      for (let side = 0; side < count && before !== undefined; side += 1) {
        const next = (side + 1) % count;
        const of = (list: readonly Vector[], at: number): Vector => defined(list[at], "ring");
        this.#quad(
          [of(before.ring, side), of(before.ring, next), of(ring, next), of(ring, side)],
          [of(before.normals, side), of(before.normals, next), of(normals, next), of(normals, side)],
          paint,
          radius < narrowM,
        );
      }
      if (index === 0) this.polygon(ring, scaled(along, -1), paint);
      if (index === points.length - 1) this.polygon(ring, along, paint);
      before = { ring, normals };
    });
  }

  /**
   * A skin over closed rings of equally many points, shaded round both ways: castings, hoods, domes. The rings go from one
   * end to the other; both ends are closed with a flat face.
   */
  skin(rings: readonly (readonly Vector[])[], paint: Paint): void {
    const middles = rings.map((ring) =>
      scaled(
        ring.reduce((sum, point) => add(sum, point)),
        1 / ring.length,
      ),
    );
    const normals = rings.map((ring, index) =>
      ring.map((point, side) => {
        const back = rings[index - 1]?.[side] ?? point;
        const ahead = rings[index + 1]?.[side] ?? point;
        const last = defined(ring[(side + ring.length - 1) % ring.length], "ring");
        const next = defined(ring[(side + 1) % ring.length], "ring");
        const normal = normalised(cross(subtract(next, last), subtract(ahead, back)));
        const out = dot(normal, subtract(point, defined(middles[index], "ring")));
        return out < 0 ? scaled(normal, -1) : normal;
      }),
    );
    for (let index = 0; index + 1 < rings.length; index += 1) {
      const [low, high] = [defined(rings[index], "ring"), defined(rings[index + 1], "ring")];
      const [lowOut, highOut] = [defined(normals[index], "ring"), defined(normals[index + 1], "ring")];
      for (let side = 0; side < low.length; side += 1) {
        const next = (side + 1) % low.length;
        const of = (list: readonly Vector[], at: number): Vector => defined(list[at], "ring");
        this.#quad(
          [of(low, side), of(low, next), of(high, next), of(high, side)],
          [of(lowOut, side), of(lowOut, next), of(highOut, next), of(highOut, side)],
          paint,
        );
      }
    }
    const count = rings.length;
    const [first, second] = [defined(middles[0], "ring"), defined(middles[1], "ring")];
    const [last, before] = [defined(middles[count - 1], "ring"), defined(middles[count - 2], "ring")];
    this.polygon(defined(rings[0], "ring"), subtract(first, second), paint);
    this.polygon(defined(rings[count - 1], "ring"), subtract(last, before), paint);
  }

  /** A straight prism: an outline in the plane across `axis` (its two other coordinates in order), between two places along it. */
  extrude(axis: Axis, outline: readonly Range[], along: Range, paint: Paint): void {
    const point = ([a, b]: Range, at: number): Vector =>
      axis === "x" ? [at, a, b] : axis === "y" ? [a, at, b] : [a, b, at];
    const clockwise = ShapeUtils.isClockWise(outline.map(([a, b]) => new Vector2(a, b)));
    outline.forEach((from, index) => {
      const to = defined(outline[(index + 1) % outline.length], "corner");
      const sign = clockwise ? -1 : 1;
      const out: Range = [sign * (to[1] - from[1]), -sign * (to[0] - from[0])];
      const normal = subtract(point(out, 0), point([0, 0], 0));
      this.face(
        [point(from, along[0]), point(to, along[0]), point(to, along[1]), point(from, along[1])],
        normal,
        paint,
      );
    });
    for (const end of [0, 1] as const) {
      const normal = unitAlong(
        axis === "x" ? 0 : axis === "y" ? 1 : 2,
        (along[1] > along[0] ? 1 : -1) * (end === 0 ? -1 : 1),
      );
      const triangles = ShapeUtils.triangulateShape(
        outline.map(([a, b]) => new Vector2(a, b)),
        [],
      );
      for (const corners of triangles)
        this.polygon(
          corners.map((corner) => point(defined(outline[corner], "corner"), along[end])),
          normal,
          paint,
        );
    }
  }

  /** A flat four-cornered face seen from the side of `normal`, whatever the order of turning. */
  face(corners: readonly [Vector, Vector, Vector, Vector], normal: Vector, paint: Paint): void {
    const unit = normalised(normal);
    this.#quad(corners, [unit, unit, unit, unit], paint);
  }

  /** A four-cornered face with coordinates 0..1: lower left, lower right, upper right, upper left as it is read. For screens and plates. */
  picture(corners: readonly [Vector, Vector, Vector, Vector], paint: Paint): void {
    const [a, b, , d] = corners;
    const unit = normalised(cross(subtract(b, a), subtract(d, a)));
    const first = this.#anchors.length / 3;
    const places: Range[] = [
      [0, 0],
      [1000, 0],
      [1000, 1000],
      [0, 1000],
    ];
    corners.forEach((corner, index) => this.#vertex(corner, unit, paint, places[index] ?? [0, 0]));
    this.#indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  }

  /** A flat convex face seen from the side of `normal`. */
  polygon(points: readonly Vector[], normal: Vector, paint: Paint): void {
    const unit = normalised(normal);
    const first = this.#anchors.length / 3;
    const [u, v] = faceAxes(unit);
    for (const point of points)
      this.#vertex(point, unit, paint, [dot(point, u) * 1000, dot(point, v) * 1000]);
    const outward = facesAlong(points, unit);
    for (let index = 1; index + 1 < points.length; index += 1) {
      if (outward) this.#indices.push(first, first + index, first + index + 1);
      else this.#indices.push(first, first + index + 1, first + index);
    }
  }

  build(): MeshArrays {
    this.#bake();
    const vertices = this.#anchors.length / 3;
    return {
      anchors: new Float32Array(this.#anchors),
      offsets: new Float32Array(this.#offsets),
      normals: new Int8Array(this.#normals),
      tints: new Uint8Array(this.#tints),
      surfaces: new Int16Array(this.#surfaces),
      indices: vertices > 65535 ? new Uint32Array(this.#indices) : new Uint16Array(this.#indices),
      triangles: this.#indices.length / 3,
      joints: this.#joints,
    };
  }

  /** Light from the sky at every vertex; what moves neither takes light nor loses it. */
  #bake(): void {
    const { length, width, height } = this.size;
    const grid = new SolidGrid(
      [-length / 2 - 0.6, -width / 2 - 0.6, -0.1],
      [length / 2 + 0.6, width / 2 + 0.6, height + 0.8],
      !this.near,
    );
    const at = (vertex: number): Vector => [
      this.#nominal[vertex * 3] ?? 0,
      this.#nominal[vertex * 3 + 1] ?? 0,
      this.#nominal[vertex * 3 + 2] ?? 0,
    ];
    for (let corner = 0; corner < this.#indices.length; corner += 3) {
      const a = this.#indices[corner] ?? 0;
      if (this.#tints[a * 4 + 2] === 0)
        grid.addTriangle(at(a), at(this.#indices[corner + 1] ?? 0), at(this.#indices[corner + 2] ?? 0));
    }
    for (let vertex = 0; vertex < this.#anchors.length / 3; vertex += 1) {
      const normal: Vector = [
        (this.#normals[vertex * 4] ?? 0) / 127,
        (this.#normals[vertex * 4 + 1] ?? 0) / 127,
        (this.#normals[vertex * 4 + 2] ?? 0) / 127,
      ];
      const still = this.#tints[vertex * 4 + 2] === 0;
      const light = still ? grid.lightAt(at(vertex), normal) : 0.86 + 0.14 * normal[2];
      this.#tints[vertex * 4 + 1] = Math.round(255 * light);
    }
  }

  #revolve(
    origin: Vector,
    direction: Vector,
    profile: readonly Range[],
    paint: Paint,
    sides: number,
    smooth: boolean,
  ): void {
    // From afar a thin bar needs neither its roundness nor its ends.
    const thin = !this.near && profile.every(([radius]) => radius < thinM);
    const count = this.near ? sides : thin ? 4 : Math.max(6, Math.ceil(sides / 3));
    const u = acrossOf(direction);
    const v = cross(direction, u);
    const outAt = (side: number): Vector => {
      const angle = (side / count) * Math.PI * 2;
      return add(scaled(u, Math.cos(angle)), scaled(v, Math.sin(angle)));
    };
    const pointAt = ([radius, along]: Range, side: number): Vector =>
      add(add(origin, scaled(direction, along)), scaled(outAt(side), radius));
    const slope = (index: number): Range => {
      const from = profile[index] ?? [0, 0];
      const to = profile[index + 1] ?? from;
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
      return [(to[1] - from[1]) / length, -(to[0] - from[0]) / length];
    };
    for (let index = 0; index + 1 < profile.length; index += 1) {
      const from = defined(profile[index], "profile");
      const to = defined(profile[index + 1], "profile");
      const own = slope(index);
      const shade = (neighbour: Range): Range =>
        smooth ? [own[0] + neighbour[0], own[1] + neighbour[1]] : own;
      const start = shade(index > 0 ? slope(index - 1) : own);
      const end = shade(index + 2 < profile.length ? slope(index + 1) : own);
      const normalAt = ([out, along]: Range, side: number): Vector =>
        normalised(add(scaled(outAt(side), out), scaled(direction, along)));
      if (!smooth && (from[0] === 0 || to[0] === 0) && from[1] === to[1]) {
        if (thin) continue;
        const rim = from[0] === 0 ? to : from;
        const ring = Array.from({ length: count }, (_, side) => pointAt(rim, side));
        this.polygon(ring, scaled(direction, own[1] < 0 ? -1 : 1), paint);
        continue;
      }
      for (let side = 0; side < count; side += 1) {
        this.#quad(
          [pointAt(from, side), pointAt(from, side + 1), pointAt(to, side + 1), pointAt(to, side)],
          [normalAt(start, side), normalAt(start, side + 1), normalAt(end, side + 1), normalAt(end, side)],
          paint,
          Math.max(from[0], to[0]) < narrowM,
        );
      }
    }
  }

  #edges(
    low: Vector,
    high: Vector,
    cut: number,
    axis: 0 | 1 | 2,
    u: 0 | 1 | 2,
    v: 0 | 1 | 2,
    paint: Paint,
  ): void {
    for (const su of [-1, 1] as const) {
      for (const sv of [-1, 1] as const) {
        const at = (end: number, onU: boolean): Vector => {
          const point: [number, number, number] = [0, 0, 0];
          point[axis] = end < 0 ? low[axis] + cut : high[axis] - cut;
          const edgeU = su < 0 ? low[u] : high[u];
          const edgeV = sv < 0 ? low[v] : high[v];
          point[u] = onU ? edgeU : edgeU - su * cut;
          point[v] = onU ? edgeV - sv * cut : edgeV;
          return point;
        };
        const normal: [number, number, number] = [0, 0, 0];
        normal[u] = su;
        normal[v] = sv;
        const unit = normalised(normal);
        this.#quad(
          [at(-1, true), at(1, true), at(1, false), at(-1, false)],
          [unit, unit, unit, unit],
          paint,
          true,
        );
      }
    }
  }

  #corners(low: Vector, high: Vector, cut: number, paint: Paint): void {
    for (const sx of [-1, 1]) {
      for (const sy of [-1, 1]) {
        for (const sz of [-1, 1]) {
          const s = [sx, sy, sz] as const;
          const corner = (axis: 0 | 1 | 2): Vector => {
            const point: [number, number, number] = [0, 0, 0];
            for (const other of [0, 1, 2] as const) {
              const edge = s[other] < 0 ? low[other] : high[other];
              point[other] = other === axis ? edge : edge - s[other] * cut;
            }
            return point;
          };
          this.polygon([corner(0), corner(1), corner(2)], s, paint);
        }
      }
    }
  }

  /** `whole`: never divided; for strips too narrow to show a gradient of light. */
  #quad(corners: readonly Vector[], normals: readonly Vector[], paint: Paint, whole = false): void {
    const [a, b, c, d] = corners;
    const [na, nb, nc, nd] = normals;
    if (!a || !b || !c || !d || !na || !nb || !nc || !nd) return;
    const parts = (from: Vector, to: Vector): number =>
      this.near && !whole && this.#joint === 0
        ? Math.min(6, Math.ceil(Math.hypot(...subtract(to, from)) / divideM))
        : 1;
    const columns = Math.max(1, parts(a, b), parts(d, c));
    const rows = Math.max(1, parts(a, d), parts(b, c));
    const [u, v] = faceAxes(normalised(add(na, nc)));
    const first = this.#anchors.length / 3;
    if (columns === 1 && rows === 1) {
      // Most faces: no need to divide.
      for (const [point, normal] of [
        [a, na],
        [b, nb],
        [c, nc],
        [d, nd],
      ] as const)
        this.#vertex(point, normal, paint, [dot(point, u) * 1000, dot(point, v) * 1000]);
      if (facesAlong([a, b, c, d], na))
        this.#indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
      else this.#indices.push(first, first + 2, first + 1, first, first + 3, first + 2);
      return;
    }
    for (let row = 0; row <= rows; row += 1) {
      for (let column = 0; column <= columns; column += 1) {
        const s = column / columns;
        const t = row / rows;
        const point = mixed(mixed(a, b, s), mixed(d, c, s), t);
        const normal = normalised(mixed(mixed(na, nb, s), mixed(nd, nc, s), t));
        this.#vertex(point, normal, paint, [dot(point, u) * 1000, dot(point, v) * 1000]);
      }
    }
    const outward = facesAlong([a, b, c, d], na);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const p = first + row * (columns + 1) + column;
        const [q, r, s] = [p + 1, p + columns + 2, p + columns + 1];
        if (outward) this.#indices.push(p, q, r, p, r, s);
        else this.#indices.push(p, r, q, p, s, r);
      }
    }
  }

  #vertex(point: Vector, normal: Vector, paint: Paint, surface: Range): void {
    const { anchor, offset } = this.#place(point);
    const { length, width, height } = this.size;
    const facing = turned(this.#frame?.rotation ?? noRotation, normal);
    this.#anchors.push(anchor[0], anchor[1], anchor[2]);
    this.#offsets.push(offset[0], offset[1], offset[2]);
    this.#nominal.push(
      anchor[0] * length + offset[0] + copyPlaceM(this.#copy, length),
      anchor[1] * width + offset[1],
      anchor[2] * height + offset[2],
    );
    this.#normals.push(
      Math.round(facing[0] * 127),
      Math.round(facing[1] * 127),
      Math.round(facing[2] * 127),
      0,
    );
    this.#tints.push(paintIndex(paint), 255, this.#joint, this.#copy);
    this.#surfaces.push(asInt16(surface[0]), asInt16(surface[1]));
  }

  /** Whether what ends at `z` stands upright and still below the eye, so that nobody looks at its underside from afar. */
  #isLow(z: number): boolean {
    if (this.#frame === undefined) return z < eyeM;
    const { anchor, offset, rotation } = this.#frame;
    return this.#joint === 0 && rotation[2][2] > 0.999 && anchor[2] * this.size.height + offset[2] + z < eyeM;
  }

  /** Anchor and metres of a point in present coordinates. */
  #place(point: Vector): { anchor: Vector; offset: Vector } {
    if (this.#frame !== undefined) {
      const { anchor, offset, rotation } = this.#frame;
      return { anchor, offset: add(offset, turned(rotation, point)) };
    }
    if (this.#copy > 0) {
      const { anchor, offset } = this.#stretch([0, point[1], point[2]], this.size);
      return { anchor: [0, anchor[1], anchor[2]], offset: [point[0], offset[1], offset[2]] };
    }
    return this.#stretch(point, this.size);
  }
}

/** The corridor of the parts and what is low stay as they are; width and height beyond stretch, and the whole length. */
function aroundCorridor([x, y, z]: Vector, { length, width, height }: ModelSize): ReturnType<StretchRule> {
  const [anchorY, offsetY] = stretched(Math.abs(y), corridorM, width / 2);
  const [anchorZ, offsetZ] = stretched(z, baseM, height);
  return {
    anchor: [x / length, Math.sign(y) * anchorY * 0.5, anchorZ],
    offset: [0, Math.sign(y) * offsetY, offsetZ],
  };
}

/** A coordinate as (share of the whole, metres): fixed up to `fixedM`, then stretching with `wholeM`. */
function stretched(value: number, fixedM: number, wholeM: number): Range {
  if (value <= fixedM || wholeM <= fixedM + 0.1) return [0, value];
  const share = (value - fixedM) / (wholeM - fixedM);
  return [share, fixedM * (1 - share)];
}

/** Where a copy stands along x, metres from the middle of an asset of a length; beyond the last it stays at the end. */
function copyPlaceM(copy: number, lengthM: number): number {
  if (copy === 0) return 0;
  const spanM = lengthM - 2 * copyInsetM;
  const places = Math.min(mostCopies, Math.max(2, Math.ceil(spanM / copySpacingM) + 1));
  return (Math.min(copy - 1, places - 1) / (places - 1) - 0.5) * spanM;
}

function asInt16(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value)));
}

/** Each axis with the two others. */
const axisTriples = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
] as const;

function unitAlong(axis: 0 | 1 | 2, sign: number): Vector {
  return axis === 0 ? [sign, 0, 0] : axis === 1 ? [0, sign, 0] : [0, 0, sign];
}

/** The directions in a face along which its surface coordinates run: level, and up or along y. */
function faceAxes(normal: Vector): readonly [Vector, Vector] {
  const [x, y, z] = [Math.abs(normal[0]), Math.abs(normal[1]), Math.abs(normal[2])];
  if (z >= x && z >= y)
    return [
      [1, 0, 0],
      [0, 1, 0],
    ];
  return y >= x
    ? [
        [1, 0, 0],
        [0, 0, 1],
      ]
    : [
        [0, 1, 0],
        [0, 0, 1],
      ];
}

/** Whether the corners turn counter-clockwise seen from `normal` (Newell's sum, so that a degenerate corner does no harm). */
function facesAlong(corners: readonly Vector[], normal: Vector): boolean {
  let sum: Vector = [0, 0, 0];
  const origin = defined(corners[0], "corner");
  for (let index = 1; index + 1 < corners.length; index += 1)
    sum = add(
      sum,
      cross(
        subtract(defined(corners[index], "corner"), origin),
        subtract(defined(corners[index + 1], "corner"), origin),
      ),
    );
  return dot(sum, normal) >= 0;
}
