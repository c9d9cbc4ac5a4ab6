// Machines one can look into: press, robot, gantry, camera portal. Geometry only.
import {
  back,
  bedHeightM,
  cabinet,
  fence,
  floor,
  front,
  operatorScreen,
  robotArm,
  rollerBed,
  span,
  towerLamp,
} from "./kit.ts";
import { type MeshBuilder, metres, type Place } from "./mesh-builder.ts";

/** Four columns, crown, ram and light curtains. */
export function press(b: MeshBuilder): void {
  rollerBed(b);
  b.box(
    span(
      [
        [-0.42, 0],
        [0.42, 0],
      ],
      [
        [-0.42, 0],
        [0.42, 0],
      ],
      [floor, metres(0.55)],
    ),
    "bodyDark",
    0.04,
  );
  for (const x of [-0.36, 0.36]) {
    for (const y of [-0.36, 0.36])
      b.cylinder(
        "z",
        [
          [x, 0],
          [y, 0],
        ],
        [metres(0.5), [1, -0.55]],
        0.11,
        "frame",
        12,
      );
  }
  b.box(
    span(
      [
        [-0.44, 0],
        [0.44, 0],
      ],
      [
        [-0.44, 0],
        [0.44, 0],
      ],
      [
        [1, -0.95],
        [1, -0.4],
      ],
    ),
    "body",
    0.05,
  );
  b.cylinder(
    "z",
    [metres(0), metres(0)],
    [
      [1, -0.42],
      [1, 0.12],
    ],
    0.24,
    "frame",
    16,
  );
  b.cylinder("z", [metres(0), metres(0)], [metres(1.5), [1, -0.9]], 0.14, "steel", 12);
  b.box(
    span([metres(-0.4), metres(0.4)], [metres(-0.34), metres(0.34)], [metres(1.3), metres(1.52)]),
    "bodyDark",
    0.03,
  );
  // Light curtains on both sides.
  for (const x of [-0.5, 0.5]) {
    b.box(
      span(
        [
          [x, x < 0 ? 0 : -0.07],
          [x, x < 0 ? 0.07 : 0],
        ],
        [
          [-0.5, 0],
          [-0.5, 0.07],
        ],
        [metres(0.3), metres(1.9)],
      ),
      "safety",
    );
  }
  operatorScreen(b, [0.5, -0.35], [-0.5, -0.05]);
  towerLamp(b, [0.36, 0], [0.36, 0], [1, -0.4]);
}

/** A six-axis arm over the transport, fenced behind, with its cabinet. */
export function robotCell(b: MeshBuilder): void {
  rollerBed(b);
  b.box(
    span(
      [
        [-0.48, 0],
        [0.48, 0],
      ],
      [
        [0.1, 0],
        [0.48, 0],
      ],
      [floor, metres(0.04)],
    ),
    "bodyDark",
  );
  robotArm(b, [-0.04, 0], [0.3, 0], [0.25, -0.75, bedHeightM + 0.35], 1.05);
  fence(b, [0.5, -0.03], 3);
  for (const end of [-1, 1]) {
    const x: readonly [Place, Place] = [
      [end * 0.5, -0.02],
      [end * 0.5, 0.02],
    ];
    for (const z of b.near ? [0.3, 0.7, 1.1, 1.5, 1.88] : [0.7, 1.88])
      b.box(
        span(
          x,
          [
            [0.14, 0],
            [0.5, -0.03],
          ],
          [metres(z - 0.012), metres(z + 0.012)],
        ),
        "steel",
      );
    b.box(
      span(
        [
          [end * 0.5, -0.03],
          [end * 0.5, 0.03],
        ],
        [
          [0.14, -0.03],
          [0.14, 0.03],
        ],
        [floor, metres(1.9)],
      ),
      "safety",
    );
  }
  cabinet(
    b,
    [
      [0.5, -0.6],
      [0.5, -0.05],
    ],
    [
      [0.5, -0.55],
      [0.5, -0.1],
    ],
    metres(1.7),
  );
  operatorScreen(b, [-0.36, 0], [-0.5, 0.08]);
  towerLamp(b, [0.5, -0.3], [0.5, -0.3], metres(1.7));
}

/** Portal on four posts, bridge, carriage and two spindles. */
export function gantry(b: MeshBuilder): void {
  rollerBed(b);
  const rail: Place = [1, -0.35];
  for (const x of [-0.46, 0.46]) {
    for (const y of [-0.46, 0.46])
      b.box(
        span(
          [
            [x, -0.07],
            [x, 0.07],
          ],
          [
            [y, -0.07],
            [y, 0.07],
          ],
          [floor, rail],
        ),
        "frame",
        0.02,
      );
  }
  for (const y of [-0.46, 0.46])
    b.box(
      span(
        [back, front],
        [
          [y, -0.09],
          [y, 0.09],
        ],
        [rail, [1, -0.15]],
      ),
      "body",
      0.02,
    );
  // Bridge, carriage and two spindles over the bed.
  b.box(
    span(
      [
        [0.04, -0.16],
        [0.04, 0.16],
      ],
      [
        [-0.5, 0],
        [0.5, 0],
      ],
      [
        [1, -0.15],
        [1, 0.1],
      ],
    ),
    "accent",
    0.03,
  );
  b.box(
    span(
      [
        [0.04, -0.28],
        [0.04, 0.28],
      ],
      [metres(-0.3), metres(0.3)],
      [
        [1, -0.55],
        [1, 0.16],
      ],
    ),
    "body",
    0.03,
  );
  for (const y of [-0.16, 0.16])
    b.cylinder("z", [[0.04, 0], metres(y)], [metres(1.25), [1, -0.5]], 0.06, "steel", 10);
  for (const y of [-0.16, 0.16])
    b.cylinder("z", [[0.04, 0], metres(y)], [metres(1.12), metres(1.28)], 0.035, "rubber", 8);
  b.fine(() =>
    b.box(
      span(
        [
          [-0.44, 0],
          [0.1, 0],
        ],
        [
          [0.46, 0.09],
          [0.46, 0.17],
        ],
        [
          [1, -0.15],
          [1, -0.05],
        ],
      ),
      "rubber",
    ),
  );
  cabinet(
    b,
    [
      [-0.5, 0.15],
      [-0.5, 0.75],
    ],
    [
      [0.5, -0.42],
      [0.5, -0.02],
    ],
    metres(1.5),
  );
  operatorScreen(b, [0.5, -0.4], [-0.5, -0.05]);
  towerLamp(b, [0.46, 0], [0.46, 0], [1, -0.15]);
}

/** A dark hood over the bed with a ring of light and a camera on top. */
export function inspection(b: MeshBuilder): void {
  rollerBed(b);
  // A dark hood bridging the bed with a ring of light under it and a camera on top.
  b.box(
    span(
      [
        [-0.36, 0],
        [0.36, 0],
      ],
      [metres(-0.62), metres(-0.46)],
      [floor, [0.8, 0]],
    ),
    "bodyDark",
    0.03,
  );
  b.box(
    span(
      [
        [-0.36, 0],
        [0.36, 0],
      ],
      [metres(0.46), metres(0.62)],
      [floor, [0.8, 0]],
    ),
    "bodyDark",
    0.03,
  );
  b.box(
    span(
      [
        [-0.4, 0],
        [0.4, 0],
      ],
      [metres(-0.64), metres(0.64)],
      [metres(1.55), [0.86, 0]],
    ),
    "rubber",
    0.08,
  );
  b.cylinder("z", [metres(0), metres(0)], [metres(1.46), metres(1.56)], 0.36, "panel", 18);
  b.cylinder(
    "z",
    [metres(0), metres(0)],
    [
      [0.84, 0],
      [0.94, 0.1],
    ],
    0.13,
    "frame",
    12,
  );
  b.cylinder(
    "z",
    [metres(0), metres(0)],
    [
      [0.94, 0.08],
      [1, 0.1],
    ],
    0.08,
    "steel",
    10,
  );
  operatorScreen(b, [-0.05, 0], [-0.5, 0.15]);
  cabinet(
    b,
    [
      [0.5, -0.55],
      [0.5, -0.02],
    ],
    [
      [0.5, -0.45],
      [0.5, 0],
    ],
    metres(1.4),
  );
  towerLamp(b, [0.3, 0], metres(0.5), [0.86, 0]);
}
