// The corners of a model: kept as fractions of the asset's size plus metres, so that a model fits assets of other sizes: the
// parts' corridor stays as it is and the rest stretches (stretch.ts), while a group opened with `at` or `joint` keeps its size.
// Faces, groups and joints; the shapes are in model-builder.ts, the light from the sky in occlusion.ts. Arrays only; no GPU.
import { assert } from "#shared/base/assert.ts";
import { type Paint, paintIndex } from "../palette.ts";
import { type Joint, type JointKind, sampled, type Track } from "./joints.ts";
import { faceAxes, facesAlong } from "./faces.ts";
import { bakeSkyLight } from "./occlusion.ts";
import { aroundCorridor, copyPlaceM, type ModelSize, mostCopies, type StretchRule } from "./stretch.ts";
import {
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

/** Faces longer than this are divided at the near level, so that light from the sky shades softly. */
const divideM = 0.75;
/** Undersides of what is lower than this are left out of the middle level, metres. */
const eyeM = 1.5;
/** Round bars thinner than this (radius) are not divided. */
export const narrowM = 0.12;
/** Bars thinner than this (radius) are drawn square and without ends at the middle level. */
export const thinM = 0.05;
export class MeshBuilder {
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

  /** Whether coordinates are a group's, which keeps its size. */
  protected get inGroup(): boolean {
    return this.#frame !== undefined;
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

  /** A flat four-cornered face seen from the side of `normal`, whatever the order of turning. */
  face(corners: readonly [Vector, Vector, Vector, Vector], normal: Vector, paint: Paint): void {
    const unit = normalised(normal);
    this.quad(corners, [unit, unit, unit, unit], paint);
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
    bakeSkyLight(
      { points: this.#nominal, normals: this.#normals, tints: this.#tints, indices: this.#indices },
      this.size,
      !this.near,
    );
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

  /** `whole`: never divided; for strips too narrow to show a gradient of light. */
  protected quad(corners: readonly Vector[], normals: readonly Vector[], paint: Paint, whole = false): void {
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
  protected isLow(z: number): boolean {
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

function asInt16(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value)));
}
