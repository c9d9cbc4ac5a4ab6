// Closed cells that test or heat, and the plain housing of a machine nobody described. Geometry only.
import { enclosure, lampX, lampY, outside } from "./housing.ts";
import {
  back,
  cabinet,
  floor,
  front,
  left,
  openings,
  operatorScreen,
  right,
  span,
  towerLamp,
} from "./kit.ts";
import { type MeshBuilder, metres, type Place } from "./mesh-builder.ts";

/** A booth with two wide doors, a warning stripe, cabinets on both ends. */
export function testCell(b: MeshBuilder): void {
  enclosure(b, [0.94, 0]);
  // Two wide doors with narrow windows, warning stripe, instruments on one end.
  for (const side of [-1, 1]) {
    const x: readonly [Place, Place] =
      side < 0
        ? [
            [-0.34, 0],
            [0, -0.015],
          ]
        : [
            [0, 0.015],
            [0.34, 0],
          ];
    outside(b, x, [metres(0.2), [0.94, -0.25]], "panel", 0.03);
    const middle = side * 0.17;
    outside(
      b,
      [
        [middle - 0.06, 0],
        [middle + 0.06, 0],
      ],
      [metres(1.15), metres(1.75)],
      "window",
      0.036,
    );
    b.fine(() =>
      outside(
        b,
        side < 0
          ? [
              [0, -0.1],
              [0, -0.06],
            ]
          : [
              [0, 0.06],
              [0, 0.1],
            ],
        [metres(0.95), metres(1.15)],
        "rubber",
        0.08,
      ),
    );
  }
  outside(
    b,
    [
      [-0.34, 0],
      [0.34, 0],
    ],
    [metres(0.72), metres(0.84)],
    "safety",
    0.036,
  );
  cabinet(
    b,
    [
      [0.5, -0.66],
      [0.5, -0.04],
    ],
    [
      [0.5, 0.02],
      [0.5, 0.5],
    ],
    metres(1.9),
  );
  cabinet(
    b,
    [
      [-0.5, 0.04],
      [-0.5, 0.66],
    ],
    [
      [0.5, 0.02],
      [0.5, 0.5],
    ],
    metres(1.9),
  );
  b.box(
    span(
      [
        [-0.3, 0],
        [0.3, 0],
      ],
      [
        [-0.2, 0],
        [0.3, 0],
      ],
      [
        [0.94, 0],
        [1, 0.05],
      ],
    ),
    "frame",
    0.03,
  );
  operatorScreen(b, [0.5, -0.3], [-0.5, -0.1]);
  towerLamp(b, lampX, lampY, [0.94, 0]);
}

/** A long tunnel with three fans on the roof and service doors. */
export function oven(b: MeshBuilder): void {
  b.box(
    span(
      [
        [-0.5, 0.05],
        [0.5, -0.05],
      ],
      [
        [-0.44, 0],
        [0.44, 0],
      ],
      [floor, metres(0.5)],
    ),
    "bodyDark",
    0.03,
  );
  b.box(span([back, front], [right, left], [metres(0.5), [0.84, 0]]), "body", 0.06);
  b.box(
    span(
      [
        [-0.44, 0],
        [0.44, 0],
      ],
      [
        [-0.36, 0],
        [0.36, 0],
      ],
      [
        [0.84, -0.02],
        [0.94, 0],
      ],
    ),
    "panel",
    0.05,
  );
  openings(b, 0.5, 1.35);
  const fans = [-0.28, 0.02, 0.32];
  for (const x of fans) {
    b.cylinder(
      "z",
      [[x, 0], metres(0)],
      [
        [0.92, 0],
        [1, 0.25],
      ],
      0.2,
      "frame",
      14,
    );
    b.fine(() =>
      b.cylinder(
        "z",
        [[x, 0], metres(0)],
        [
          [1, 0.24],
          [1, 0.3],
        ],
        0.25,
        "steel",
        14,
      ),
    );
  }
  for (let door = 0; door < 3; door += 1) {
    const x = -0.42 + door * 0.29;
    outside(
      b,
      [
        [x, 0],
        [x + 0.26, 0],
      ],
      [metres(0.62), [0.84, -0.15]],
      "panel",
      0.03,
    );
    b.fine(() =>
      outside(
        b,
        [
          [x + 0.22, 0],
          [x + 0.235, 0],
        ],
        [metres(0.9), metres(1.2)],
        "steel",
        0.07,
      ),
    );
  }
  towerLamp(b, lampX, [0.36, 0], [0.92, 0]);
}

/** A plain housing with a plate: the plant file gave no kind the scene knows. */
export function unknown(b: MeshBuilder): void {
  enclosure(b, [0.85, 0]);
  outside(
    b,
    [
      [-0.3, 0],
      [0.3, 0],
    ],
    [metres(0.8), [0.85, -0.3]],
    "plate",
    0.02,
  );
  b.box(
    span(
      [
        [-0.3, 0],
        [0.3, 0],
      ],
      [
        [-0.3, 0],
        [0.3, 0],
      ],
      [
        [0.85, 0],
        [0.92, 0],
      ],
    ),
    "bodyDark",
    0.03,
  );
  towerLamp(b, lampX, lampY, [0.85, 0]);
}
