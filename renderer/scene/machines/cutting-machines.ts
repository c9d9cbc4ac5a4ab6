// Machines that cut behind doors: turning, milling, laser. The transport enters and leaves through openings. Geometry only.
import { enclosure, lampX, lampY, outside, slidingDoors } from "./housing.ts";
import { back, cabinet, front, left, operatorScreen, right, span, top, towerLamp } from "./kit.ts";
import { type MeshBuilder, metres, type Place } from "./mesh-builder.ts";

/** Sliding doors, spindle head above the roof, control panel at the corner, chip conveyor behind. */
export function machiningCentre(b: MeshBuilder): void {
  enclosure(b, [1, -0.1]);
  slidingDoors(b, "window", [metres(0.75), [1, -0.45]]);
  // Spindle head above the roof, control panel at the corner, chip conveyor behind.
  b.box(
    span(
      [
        [-0.12, 0],
        [0.12, 0],
      ],
      [
        [0, -0.1],
        [0.3, 0],
      ],
      [
        [1, -0.12],
        [1, 0.3],
      ],
    ),
    "bodyDark",
    0.04,
  );
  b.box(
    span(
      [
        [0.5, -0.5],
        [0.5, -0.06],
      ],
      [
        [-0.5, -0.16],
        [-0.5, 0],
      ],
      [metres(0.95), metres(1.75)],
    ),
    "panel",
    0.03,
  );
  b.box(
    span(
      [
        [0.5, -0.46],
        [0.5, -0.1],
      ],
      [
        [-0.5, -0.172],
        [-0.5, -0.15],
      ],
      [metres(1.35), metres(1.68)],
    ),
    "screen",
  );
  b.box(
    span(
      [
        [-0.5, -0.45],
        [-0.5, 0],
      ],
      [
        [0.1, 0],
        [0.36, 0],
      ],
      [metres(0.2), metres(0.6)],
    ),
    "steel",
    0.03,
  );
  towerLamp(b, lampX, lampY, [1, -0.1]);
}

/** Low in front and high behind, with a slanted hood and the spindle at one end. */
export function lathe(b: MeshBuilder): void {
  enclosure(b, [0.8, 0]);
  // The slanted hood makes the lathe: low in front, high behind.
  const z0: Place = [0.8, -0.02];
  b.face(
    [
      [back, right, z0],
      [front, right, z0],
      [front, [0.1, 0], top],
      [back, [0.1, 0], top],
    ],
    [0, -0.6, 0.8],
    "panel",
  );
  b.box(span([back, front], [[0.1, 0], left], [z0, top]), "body", 0.03);
  slidingDoors(b, "window", [metres(0.7), [0.8, -0.15]]);
  b.cylinder(
    "x",
    [[0.2, 0], metres(1.1)],
    [
      [-0.5, -0.25],
      [-0.5, 0.05],
    ],
    0.26,
    "steel",
    14,
  );
  b.box(
    span(
      [
        [0.5, -0.42],
        [0.5, -0.06],
      ],
      [
        [-0.5, -0.12],
        [-0.5, 0],
      ],
      [metres(0.95), metres(1.5)],
    ),
    "panel",
    0.03,
  );
  b.box(
    span(
      [
        [0.5, -0.39],
        [0.5, -0.09],
      ],
      [
        [-0.5, -0.132],
        [-0.5, -0.11],
      ],
      [metres(1.2), metres(1.45)],
    ),
    "screen",
  );
  towerLamp(b, lampX, lampY);
}

/** A dark cell with tinted glass, extraction duct on the roof, source cabinet beside it. */
export function laserCell(b: MeshBuilder): void {
  enclosure(b, [0.9, 0], "bodyDark");
  slidingDoors(b, "laserGlass", [metres(0.6), [0.9, -0.35]]);
  outside(
    b,
    [
      [-0.5, 0.06],
      [0.5, -0.06],
    ],
    [
      [0.9, -0.2],
      [0.9, -0.1],
    ],
    "safety",
    0.012,
  );
  // Extraction duct over the roof and the laser source beside it.
  b.cylinder(
    "z",
    [
      [-0.24, 0],
      [0.2, 0],
    ],
    [
      [0.9, -0.02],
      [1, 0.1],
    ],
    0.21,
    "frame",
    14,
  );
  b.cylinder(
    "x",
    [
      [0.2, 0],
      [1, 0.1],
    ],
    [
      [-0.24, 0],
      [0.3, 0],
    ],
    0.17,
    "frame",
    12,
  );
  b.cylinder(
    "z",
    [
      [0.3, 0],
      [0.2, 0],
    ],
    [
      [0.9, -0.02],
      [1, 0.1],
    ],
    0.17,
    "frame",
    12,
  );
  b.box(
    span(
      [
        [0.02, 0],
        [0.24, 0],
      ],
      [
        [-0.36, 0],
        [-0.06, 0],
      ],
      [
        [0.9, 0],
        [0.9, 0.28],
      ],
    ),
    "cabinet",
    0.03,
  );
  cabinet(
    b,
    [
      [-0.5, 0.02],
      [-0.5, 0.62],
    ],
    [
      [0.5, 0.04],
      [0.5, 0.5],
    ],
    metres(1.8),
  );
  operatorScreen(b, [0.5, -0.3], [-0.5, -0.12]);
  towerLamp(b, lampX, lampY, [0.9, 0]);
}
