// Vectors and rotations of the model builder, in plain tuples. No three.

export type Vector = readonly [number, number, number];
/** Columns of a rotation: where x, y and z go. */
export type Rotation = readonly [Vector, Vector, Vector];

export const noRotation: Rotation = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

export function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
export function subtract(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
export function scaled(a: Vector, by: number): Vector {
  return [a[0] * by, a[1] * by, a[2] * by];
}
export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
export function normalised(vector: Vector): Vector {
  return scaled(vector, 1 / (Math.hypot(...vector) || 1));
}
export function mixed(a: Vector, b: Vector, share: number): Vector {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}
export function turned(rotation: Rotation, v: Vector): Vector {
  const [x, y, z] = rotation;
  return add(add(scaled(x, v[0]), scaled(y, v[1])), scaled(z, v[2]));
}
/** First `inner`, then `outer`. */
export function combined(outer: Rotation, inner: Rotation): Rotation {
  return [turned(outer, inner[0]), turned(outer, inner[1]), turned(outer, inner[2])];
}
/** Rotation about a unit axis (Rodrigues). */
export function rotationAbout(axis: Vector, angleRad: number): Rotation {
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  const turn = (v: Vector): Vector =>
    add(add(scaled(v, c), scaled(cross(axis, v), s)), scaled(axis, dot(axis, v) * (1 - c)));
  return [turn([1, 0, 0]), turn([0, 1, 0]), turn([0, 0, 1])];
}
/** A unit vector at right angles to `along`. */
export function acrossOf(along: Vector): Vector {
  return normalised(cross(along, Math.abs(along[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1]));
}
