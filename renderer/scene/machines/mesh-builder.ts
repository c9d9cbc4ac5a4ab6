// Builds one merged mesh from boxes, cylinders and tubes whose corners are tied to the box of an asset:
// each coordinate is a fraction of the asset's size plus metres, so details keep their size however large the asset is.
// Arrays only; no three, no GPU.
import { defined } from "#shared/base/assert.ts";
import { type Paint, paintIndex } from "../palette.ts";

/** A coordinate: fraction of the asset's extent (x, y: -0.5..0.5; z: 0..1) plus metres. */
export type Place = readonly [fraction: number, metres: number];
/** x along the flow, y to the left of it, z up. */
export type Place3 = readonly [Place, Place, Place];
/** A box from low to high on each axis. */
export interface Extent {
  readonly x: readonly [Place, Place];
  readonly y: readonly [Place, Place];
  readonly z: readonly [Place, Place];
}

/** `near` has bevels, round cylinders and small parts; `middle` keeps the silhouette. */
export type Detail = "near" | "middle";

/** A finished mesh: typed arrays ready for attributes. */
export interface MeshArrays {
  /** Fractions of the asset's size, 3 a vertex. */
  readonly anchors: Float32Array;
  /** Metres added to them, 3 a vertex. */
  readonly offsets: Float32Array;
  /** Signed bytes / 127, 4 a vertex. */
  readonly normals: Int8Array;
  /** Paint, shade (0..255), part number, spare: 4 a vertex. */
  readonly tints: Uint8Array;
  readonly indices: Uint16Array | Uint32Array;
  readonly triangles: number;
}

type Vector = readonly [number, number, number];

/** Metres only. */
export function metres(value: number): Place {
  return [0, value];
}
/** Shifts a place by metres. */
export function shifted(place: Place, byMetres: number): Place {
  return [place[0], place[1] + byMetres];
}

export class MeshBuilder {
  readonly detail: Detail;
  readonly #anchors: number[] = [];
  readonly #offsets: number[] = [];
  readonly #normals: number[] = [];
  readonly #tints: number[] = [];
  readonly #indices: number[] = [];

  constructor(detail: Detail) {
    this.detail = detail;
  }

  get near(): boolean {
    return this.detail === "near";
  }

  /** Adds what only the near level shows. */
  fine(build: () => void): void {
    if (this.near) build();
  }

  /** A box; `bevel` in metres is only cut at the near level. The bottom face is left out when it stands on the floor. */
  box(extent: Extent, paint: Paint, bevel = 0): void {
    if (this.near && bevel > 0) this.#bevelled(extent, paint, bevel);
    else this.#plain(extent, paint);
  }

  /** A cylinder along an axis through `middle`, radius in metres; closed at both ends. */
  cylinder(
    axis: "x" | "y" | "z",
    middle: readonly [Place, Place],
    along: readonly [Place, Place],
    radius: number,
    paint: Paint,
    sides = 12,
  ): void {
    const count = this.near ? sides : Math.max(5, Math.ceil(sides / 2));
    const corner = (end: Place, angle: number): Place3 => {
      const u = Math.cos(angle) * radius;
      const v = Math.sin(angle) * radius;
      const [a, b] = middle;
      if (axis === "x") return [end, shifted(a, u), shifted(b, v)];
      if (axis === "y") return [shifted(a, v), end, shifted(b, u)];
      return [shifted(a, u), shifted(b, v), end];
    };
    const toAxis = (u: number, v: number, w: number): Vector =>
      axis === "x" ? [w, u, v] : axis === "y" ? [v, w, u] : [u, v, w];
    const [low, high] = along;
    for (let side = 0; side < count; side += 1) {
      const from = (side / count) * Math.PI * 2;
      const to = ((side + 1) / count) * Math.PI * 2;
      const normalFrom = toAxis(Math.cos(from), Math.sin(from), 0);
      const normalTo = toAxis(Math.cos(to), Math.sin(to), 0);
      this.#quad(
        [corner(low, from), corner(low, to), corner(high, to), corner(high, from)],
        [normalFrom, normalTo, normalTo, normalFrom],
        paint,
      );
    }
    this.#fan(high, corner, count, toAxis(0, 0, 1), paint);
    if (this.near) this.#fan(low, corner, count, toAxis(0, 0, -1), paint);
  }

  /** A round bar between two points in metres from `base`; for arms, hoses and braces. */
  tube(
    base: Place3,
    from: Vector,
    to: Vector,
    radiusFrom: number,
    radiusTo: number,
    paint: Paint,
    sides = 8,
  ): void {
    const count = this.near ? sides : 4;
    const along = normalised([to[0] - from[0], to[1] - from[1], to[2] - from[2]]);
    const helper: Vector = Math.abs(along[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1];
    const u = normalised(cross(along, helper));
    const v = cross(along, u);
    const place = (point: Vector, normal: Vector, radius: number): Place3 => [
      shifted(base[0], point[0] + normal[0] * radius),
      shifted(base[1], point[1] + normal[1] * radius),
      shifted(base[2], point[2] + normal[2] * radius),
    ];
    const normalAt = (angle: number): Vector => [
      u[0] * Math.cos(angle) + v[0] * Math.sin(angle),
      u[1] * Math.cos(angle) + v[1] * Math.sin(angle),
      u[2] * Math.cos(angle) + v[2] * Math.sin(angle),
    ];
    const rimFrom: Place3[] = [];
    const rimTo: Place3[] = [];
    for (let side = 0; side < count; side += 1) {
      const a = normalAt((side / count) * Math.PI * 2);
      const b = normalAt(((side + 1) / count) * Math.PI * 2);
      this.#quad(
        [
          place(from, a, radiusFrom),
          place(to, a, radiusTo),
          place(to, b, radiusTo),
          place(from, b, radiusFrom),
        ],
        [a, a, b, b],
        paint,
      );
      rimFrom.push(place(from, a, radiusFrom));
      rimTo.push(place(to, a, radiusTo));
    }
    this.#polygon(rimTo, along, paint);
    this.#polygon(rimFrom, [-along[0], -along[1], -along[2]], paint);
  }

  /** A flat four-cornered face that is seen from the side of `normal`, whatever the order of turning. */
  face(corners: readonly [Place3, Place3, Place3, Place3], normal: Vector, paint: Paint): void {
    const unit = normalised(normal);
    this.#quad(corners, [unit, unit, unit, unit], paint);
  }

  build(): MeshArrays {
    const vertices = this.#anchors.length / 3;
    return {
      anchors: new Float32Array(this.#anchors),
      offsets: new Float32Array(this.#offsets),
      normals: new Int8Array(this.#normals),
      tints: new Uint8Array(this.#tints),
      indices: vertices > 65535 ? new Uint32Array(this.#indices) : new Uint16Array(this.#indices),
      triangles: this.#indices.length / 3,
    };
  }

  #plain({ x, y, z }: Extent, paint: Paint): void {
    const at = (i: 0 | 1, j: 0 | 1, k: 0 | 1): Place3 => [x[i], y[j], z[k]];
    this.face([at(1, 0, 0), at(1, 1, 0), at(1, 1, 1), at(1, 0, 1)], [1, 0, 0], paint);
    this.face([at(0, 1, 0), at(0, 0, 0), at(0, 0, 1), at(0, 1, 1)], [-1, 0, 0], paint);
    this.face([at(1, 1, 0), at(0, 1, 0), at(0, 1, 1), at(1, 1, 1)], [0, 1, 0], paint);
    this.face([at(0, 0, 0), at(1, 0, 0), at(1, 0, 1), at(0, 0, 1)], [0, -1, 0], paint);
    this.face([at(0, 0, 1), at(1, 0, 1), at(1, 1, 1), at(0, 1, 1)], [0, 0, 1], paint);
    if (!onFloor(z[0])) this.face([at(0, 1, 0), at(1, 1, 0), at(1, 0, 0), at(0, 0, 0)], [0, 0, -1], paint);
  }

  /** A box whose edges and corners are cut: six faces, twelve edges, eight corners, with flat normals. */
  #bevelled(extent: Extent, paint: Paint, bevel: number): void {
    const sides = [extent.x, extent.y, extent.z] as const;
    const place = (axis: 0 | 1 | 2, sign: number, inset: boolean): Place => {
      const side = sides[axis];
      const outer = sign < 0 ? side[0] : side[1];
      return inset ? shifted(outer, -sign * bevel) : outer;
    };
    // The corner next to (sx, sy, sz) that lies on the face of `axis`.
    const corner = (axis: 0 | 1 | 2, s: Vector): Place3 => [
      place(0, s[0], axis !== 0),
      place(1, s[1], axis !== 1),
      place(2, s[2], axis !== 2),
    ];
    for (const [axis, u, v] of axisTriples) {
      for (const sign of [-1, 1]) {
        if (axis === 2 && sign < 0 && onFloor(extent.z[0])) continue;
        const at = (su: number, sv: number): Place3 => corner(axis, signs(axis, sign, u, su, v, sv));
        this.face([at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)], unitAlong(axis, sign), paint);
      }
      // Edges parallel to `axis`: between the faces of u and v.
      for (const su of [-1, 1]) {
        for (const sv of [-1, 1]) {
          const low = signs(axis, -1, u, su, v, sv);
          const high = signs(axis, 1, u, su, v, sv);
          const normal: [number, number, number] = [0, 0, 0];
          normal[u] = su;
          normal[v] = sv;
          this.face([corner(u, low), corner(u, high), corner(v, high), corner(v, low)], normal, paint);
        }
      }
    }
    for (const sx of [-1, 1]) {
      for (const sy of [-1, 1]) {
        for (const sz of [-1, 1]) {
          const s: Vector = [sx, sy, sz];
          this.#polygon([corner(0, s), corner(1, s), corner(2, s)], s, paint);
        }
      }
    }
  }

  #fan(
    end: Place,
    corner: (end: Place, angle: number) => Place3,
    count: number,
    normal: Vector,
    paint: Paint,
  ): void {
    const rim = Array.from({ length: count }, (_, side) => corner(end, (side / count) * Math.PI * 2));
    this.#polygon(rim, normal, paint);
  }

  #polygon(points: readonly Place3[], normal: Vector, paint: Paint): void {
    const unit = normalised(normal);
    const first = this.#anchors.length / 3;
    for (const point of points) this.#vertex(point, unit, paint);
    const outward = facesAlong(points, unit);
    for (let index = 1; index + 1 < points.length; index += 1) {
      if (outward) this.#indices.push(first, first + index, first + index + 1);
      else this.#indices.push(first, first + index + 1, first + index);
    }
  }

  #quad(corners: readonly Place3[], normals: readonly Vector[], paint: Paint): void {
    const first = this.#anchors.length / 3;
    corners.forEach((corner, index) => this.#vertex(corner, defined(normals[index], "normal"), paint));
    if (facesAlong(corners, defined(normals[0], "normal")))
      this.#indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    else this.#indices.push(first, first + 2, first + 1, first, first + 3, first + 2);
  }

  #vertex([x, y, z]: Place3, normal: Vector, paint: Paint): void {
    this.#anchors.push(x[0], y[0], z[0]);
    this.#offsets.push(x[1], y[1], z[1]);
    this.#normals.push(
      Math.round(normal[0] * 127),
      Math.round(normal[1] * 127),
      Math.round(normal[2] * 127),
      0,
    );
    // Baked occlusion: what stands on the floor darkens towards it, undersides are darker still.
    const height = z[0] * 2 + z[1];
    const low = 0.7 + 0.3 * Math.min(1, Math.max(0, height / 0.7));
    const under = normal[2] < -0.5 ? 0.62 : 1;
    this.#tints.push(paintIndex(paint), Math.round(255 * low * under), 0, 0);
  }
}

function onFloor(z: Place): boolean {
  return z[0] === 0 && z[1] <= 0.001;
}

/** Each axis with the two others. */
const axisTriples = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
] as const;

/** Whether the corners turn counter-clockwise seen from `normal`, judged at a size of 2 m a side. */
function facesAlong(corners: readonly Place3[], normal: Vector): boolean {
  const at = (index: number): Vector => {
    const [x, y, z] = defined(corners[index], "corner");
    return [x[0] * 2 + x[1], y[0] * 2 + y[1], z[0] * 2 + z[1]];
  };
  const [a, b, c] = [at(0), at(1), at(2)];
  const turned = cross([b[0] - a[0], b[1] - a[1], b[2] - a[2]], [c[0] - a[0], c[1] - a[1], c[2] - a[2]]);
  return turned[0] * normal[0] + turned[1] * normal[1] + turned[2] * normal[2] >= 0;
}

function unitAlong(axis: 0 | 1 | 2, sign: number): Vector {
  return axis === 0 ? [sign, 0, 0] : axis === 1 ? [0, sign, 0] : [0, 0, sign];
}

function signs(a: 0 | 1 | 2, sa: number, b: 0 | 1 | 2, sb: number, c: 0 | 1 | 2, sc: number): Vector {
  const out: [number, number, number] = [0, 0, 0];
  out[a] = sa;
  out[b] = sb;
  out[c] = sc;
  return out;
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function normalised(vector: Vector): Vector {
  const length = Math.hypot(...vector) || 1;
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}
