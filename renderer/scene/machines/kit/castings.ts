// Rounded castings: links and housings of arms and presses, hubs with chamfers. Geometry only.
import type { Axis, Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Paint } from "../../palette.ts";
import type { Vector } from "../vector.ts";

/** A cross-section of a casting: its height, the shift of its middle along x, half its extent along x and along y; metres. */
export type Section = readonly [z: number, shift: number, halfX: number, halfY: number];

/** A body that goes up through cross-sections, each a rectangle with well rounded corners (superellipse, exponent `power`). */
export function casting(
  b: ModelBuilder,
  [x, y]: Range,
  sections: readonly Section[],
  paint: Paint,
  sides = 12,
  power = 3,
): void {
  const count = b.near ? sides : 6;
  const kept = b.near
    ? sections
    : sections.filter(
        (_, index) =>
          index === 0 || index === sections.length - 1 || index === Math.floor(sections.length / 2),
      );
  const rounded = (value: number): number => Math.sign(value) * Math.abs(value) ** (2 / power);
  b.skin(
    kept.map(([z, shift, halfX, halfY]) =>
      Array.from({ length: count }, (_, side): Vector => {
        const angle = ((side + 0.5) / count) * Math.PI * 2;
        return [x + shift + halfX * rounded(Math.cos(angle)), y + halfY * rounded(Math.sin(angle)), z];
      }),
    ),
    paint,
  );
}

/** A flat link in the plane of x and z between two eyes of given radii, `along` y, with rounded edges. */
export function flatLink(
  b: ModelBuilder,
  from: Range,
  fromRadius: number,
  to: Range,
  toRadius: number,
  along: Range,
  paint: Paint,
  edge = 0.02,
  corners = 5,
): void {
  const heading = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const lean = Math.acos(
    Math.min(1, Math.max(-1, (fromRadius - toRadius) / (Math.hypot(to[0] - from[0], to[1] - from[1]) || 1))),
  );
  const steps = b.near ? corners : 3;
  const ring = (y: number, less: number): Vector[] => {
    const points: Vector[] = [];
    for (const [eye, radius, start, sweep] of [
      [to, toRadius, heading - lean, 2 * lean],
      [from, fromRadius, heading + lean, 2 * (Math.PI - lean)],
    ] as const)
      for (let step = 0; step < steps; step += 1) {
        const angle = start + (step / (steps - 1)) * sweep;
        points.push([
          eye[0] + (radius - less) * Math.cos(angle),
          y,
          eye[1] + (radius - less) * Math.sin(angle),
        ]);
      }
    return points;
  };
  const [low, high] = [Math.min(...along), Math.max(...along)];
  b.skin(
    b.near
      ? [ring(low, edge), ring(low + edge * 0.7, 0), ring(high - edge * 0.7, 0), ring(high, edge)]
      : [ring(low, 0), ring(high, 0)],
    paint,
  );
}

/** A round hub with chamfered rims; `along` its axis. */
export function hub(
  b: ModelBuilder,
  axis: Axis,
  middle: Range,
  along: Range,
  radius: number,
  paint: Paint,
  sides = 16,
  chamfer = 0.02,
): void {
  const [low, high] = [Math.min(...along), Math.max(...along)];
  if (!b.near) {
    b.cylinder(axis, middle, [low, high], radius, paint, sides);
    return;
  }
  b.lathe(
    axis,
    middle,
    [
      [0, low],
      [radius - chamfer, low],
      [radius, low + chamfer],
      [radius, high - chamfer],
      [radius - chamfer, high],
      [0, high],
    ],
    paint,
    sides,
    false,
  );
}

/** A servo motor as it sits on a joint: flange, body, end cap of rubber. From `along[0]` at the flange to `along[1]`. */
export function servoMotor(
  b: ModelBuilder,
  axis: Axis,
  middle: Range,
  along: Range,
  radius: number,
  sides = 10,
): void {
  const at = (share: number): number => along[0] + (along[1] - along[0]) * share;
  const part = (from: number, to: number, wide: number, paint: Paint): void =>
    b.cylinder(axis, middle, [Math.min(at(from), at(to)), Math.max(at(from), at(to))], wide, paint, sides);
  part(0, b.near ? 0.76 : 1, radius, "bodyDark");
  b.fine(() => part(0.76, 1, radius * 0.86, "rubber"));
}

/** A hose through places, bent smoothly between them (Catmull and Rom, 1974). */
export function hose(
  b: ModelBuilder,
  places: readonly Vector[],
  radius: number,
  paint: Paint = "cable",
  sides = 6,
): void {
  const steps = b.near ? (places.length > 4 ? 2 : 3) : 1;
  const points: Vector[] = [];
  places.forEach((from, index) => {
    const to = places[index + 1];
    if (to === undefined) {
      points.push(from);
      return;
    }
    const before = places[index - 1] ?? from;
    const after = places[index + 2] ?? to;
    for (let step = 0; step < steps; step += 1) {
      const t = step / steps;
      const blend = (p: number, q: number, r: number, z: number): number =>
        q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - z + t * (3 * (q - r) + z - p)));
      points.push([
        blend(before[0], from[0], to[0], after[0]),
        blend(before[1], from[1], to[1], after[1]),
        blend(before[2], from[2], to[2], after[2]),
      ]);
    }
  });
  b.tube(points, radius, paint, sides);
}
