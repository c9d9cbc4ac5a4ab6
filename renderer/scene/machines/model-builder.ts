// Builds a model from industrial shapes given in nominal metres: boxes with cut edges, bars, hoses, bodies of revolution,
// prisms, skins. Arrays only; no GPU.
import { ShapeUtils, Vector2 } from "three";
import { defined } from "#shared/base/assert.ts";
import type { Paint } from "../palette.ts";
import { type Axis, MeshBuilder, narrowM, type Range, thinM } from "./mesh-builder.ts";
import { acrossOf, add, cross, dot, normalised, scaled, subtract, type Vector } from "./vector.ts";

export class ModelBuilder extends MeshBuilder {
  /** A box; `bevel` in metres is only cut at the near level. No bottom face where it stands on the floor. */
  box(x: Range, y: Range, z: Range, paint: Paint, bevel = 0): void {
    const low: Vector = [Math.min(...x), Math.min(...y), Math.min(...z)];
    const high: Vector = [Math.max(...x), Math.max(...y), Math.max(...z)];
    const cut = this.near
      ? Math.min(bevel, (high[0] - low[0]) / 2.5, (high[1] - low[1]) / 2.5, (high[2] - low[2]) / 2.5)
      : 0;
    for (const [axis, u, v] of axisTriples) {
      for (const sign of [-1, 1] as const) {
        if (axis === 2 && sign < 0 && low[2] <= 0.001 && !this.inGroup) continue;
        if (axis === 2 && sign < 0 && !this.near && this.isLow(high[2])) continue;
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
        this.quad(
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
        this.quad(
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
        this.quad(
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
        this.quad(
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
