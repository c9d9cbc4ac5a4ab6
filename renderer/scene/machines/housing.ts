// The housing that closed machines share: body on a plinth, doors, and what stands out on the operator's side. Geometry only.
import { back, floor, front, left, openings, right, span } from "./kit.ts";
import { type MeshBuilder, metres, type Place } from "./mesh-builder.ts";

export const lampX: Place = [0.5, -0.2];
export const lampY: Place = [0.5, -0.2];
/** The operator's side of a machine: right of the flow. */
const outsideY: Place = [-0.5, 0];

/** A closed machine body on a plinth, with openings for the transport. */
export function enclosure(b: MeshBuilder, height: Place, paint: "body" | "bodyDark" = "body"): void {
  b.box(
    span(
      [
        [-0.5, 0.06],
        [0.5, -0.06],
      ],
      [
        [-0.5, 0.06],
        [0.5, -0.06],
      ],
      [floor, metres(0.12)],
    ),
    "rubber",
  );
  b.box(span([back, front], [right, left], [metres(0.12), height]), paint, 0.05);
  openings(b);
}

/** Something flat on the operator's side, standing out by `out` metres. */
export function outside(
  b: MeshBuilder,
  x: readonly [Place, Place],
  z: readonly [Place, Place],
  paint: "window" | "panel" | "laserGlass" | "steel" | "plate" | "safety" | "rubber" | "screen",
  out = 0.02,
): void {
  b.box(
    span(
      x,
      [
        [outsideY[0], outsideY[1] - out],
        [outsideY[0], outsideY[1] + 0.02],
      ],
      z,
    ),
    paint,
    0,
  );
}

/** Two sliding doors with handles over the operator's side. */
export function slidingDoors(
  b: MeshBuilder,
  glass: "window" | "laserGlass",
  z: readonly [Place, Place],
): void {
  outside(
    b,
    [
      [-0.36, 0],
      [0, -0.02],
    ],
    z,
    glass,
    0.025,
  );
  outside(
    b,
    [
      [0, 0.02],
      [0.36, 0],
    ],
    z,
    glass,
    0.025,
  );
  b.fine(() => {
    outside(
      b,
      [
        [-0.39, 0],
        [0.39, 0],
      ],
      [
        [z[1][0], z[1][1]],
        [z[1][0], z[1][1] + 0.07],
      ],
      "steel",
      0.05,
    );
    outside(
      b,
      [
        [0, -0.09],
        [0, -0.05],
      ],
      [metres(1.0), metres(1.4)],
      "steel",
      0.08,
    );
    outside(
      b,
      [
        [0, 0.05],
        [0, 0.09],
      ],
      [metres(1.0), metres(1.4)],
      "steel",
      0.08,
    );
  });
}
