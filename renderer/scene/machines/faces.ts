// What a flat face of a mesh needs to know of itself: the directions its pattern runs in, and which way it looks. Numbers only.
import { defined } from "#shared/base/assert.ts";
import { add, cross, dot, subtract, type Vector } from "./vector.ts";

/** The directions in a face along which its surface coordinates run: level, and up or along y. */
export function faceAxes(normal: Vector): readonly [Vector, Vector] {
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
export function facesAlong(corners: readonly Vector[], normal: Vector): boolean {
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
