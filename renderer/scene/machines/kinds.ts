// One silhouette for each kind of asset: stand-ins a fitter recognises at line distance. Parts run through the middle
// along x at bed height, so every machine leaves that way open or shows an opening. Geometry only.
import type { AssetKind } from "#shared/model/plant-schema.ts";
import type { Asset } from "#shared/model/plant.ts";
import { assetKinds } from "#shared/model/plant-schema.ts";
import {
  back,
  bedHeightM,
  cabinet,
  fence,
  floor,
  front,
  left,
  openings,
  operatorScreen,
  person,
  right,
  robotArm,
  rollerBed,
  span,
  top,
  towerLamp,
} from "./kit.ts";
import { type Detail, type MeshArrays, MeshBuilder, metres, type Place } from "./mesh-builder.ts";

/** What is drawn: a kind of the plant file, or a person's place. */
export type Archetype = AssetKind | "operator";

/** The archetype of an asset, or undefined when the scene draws no machine for it (areas, lines, vehicles that move by themselves). */
export function archetypeOf(asset: Asset): Archetype | undefined {
  if (asset.pose === undefined) return undefined;
  switch (asset.level) {
    case "site":
    case "area":
    case "line":
    case "vehicle":
      return asset.kind === "container" ? "container" : undefined;
    case "operator":
      return "operator";
    case "cell":
      return asset.kind === "unknown" && asset.childRows.length > 0 ? undefined : kindOf(asset.kind);
    case "buffer":
    case "conveyor":
      return asset.kind === "unknown" ? "conveyor" : kindOf(asset.kind);
    case "supply":
    case "demand":
      return asset.kind === "unknown" ? asset.level : kindOf(asset.kind);
    case "station":
    case "robot":
      return kindOf(asset.kind);
  }
}

function kindOf(kind: string): AssetKind {
  return assetKinds.find((known) => known === kind) ?? "unknown";
}

/** The mesh of an archetype at a level of detail. */
export function buildArchetype(archetype: Archetype, detail: Detail): MeshArrays {
  const builder = new MeshBuilder(detail);
  builders[archetype](builder);
  return builder.build();
}

const lampX: Place = [0.5, -0.2];
const lampY: Place = [0.5, -0.2];
/** The operator's side of a machine: right of the flow. */
const outsideY: Place = [-0.5, 0];

/** A closed machine body on a plinth, with openings for the transport. */
function enclosure(b: MeshBuilder, height: Place, paint: "body" | "bodyDark" = "body"): void {
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
function outside(
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
function slidingDoors(b: MeshBuilder, glass: "window" | "laserGlass", z: readonly [Place, Place]): void {
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

const builders: Readonly<Record<Archetype, (b: MeshBuilder) => void>> = {
  machiningCentre(b) {
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
  },
  lathe(b) {
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
  },
  press(b) {
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
  },
  oven(b) {
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
  },
  robotCell(b) {
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
  },
  laserCell(b) {
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
  },
  gantry(b) {
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
  },
  testCell(b) {
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
  },
  inspection(b) {
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
  },
  manualBench(b) {
    rollerBed(b);
    b.box(
      span(
        [
          [-0.46, 0],
          [0.46, 0],
        ],
        [[-0.42, 0], metres(-0.46)],
        [metres(0.84), metres(0.9)],
      ),
      "wood",
      0.015,
    );
    for (const x of [-0.42, 0.42])
      b.box(
        span(
          [
            [x, -0.03],
            [x, 0.03],
          ],
          [
            [-0.4, 0],
            [-0.4, 0.06],
          ],
          [floor, metres(0.84)],
        ),
        "frame",
      );
    // Uprights behind the bed carry shelves of bins and a light bar.
    for (const x of [-0.46, 0.46])
      b.box(
        span(
          [
            [x, -0.035],
            [x, 0.035],
          ],
          [metres(0.55), metres(0.62)],
          [floor, [1, -0.1]],
        ),
        "frame",
      );
    for (const z of [1.25, 1.65]) {
      b.box(
        span(
          [
            [-0.46, 0],
            [0.46, 0],
          ],
          [metres(0.46), metres(0.86)],
          [metres(z), metres(z + 0.03)],
        ),
        "frame",
      );
      const bins = b.near ? 5 : 3;
      for (let bin = 0; bin < bins; bin += 1) {
        const x = -0.42 + (bin * 0.84) / bins;
        b.box(
          span(
            [
              [x, 0.02],
              [x + 0.84 / bins, -0.02],
            ],
            [metres(0.48), metres(0.8)],
            [metres(z + 0.03), metres(z + 0.2)],
          ),
          bin % 2 === 0 ? "cloth" : "card",
          0.015,
        );
      }
    }
    b.box(
      span(
        [
          [-0.46, 0],
          [0.46, 0],
        ],
        [metres(0.1), metres(0.28)],
        [
          [1, -0.1],
          [1, -0.03],
        ],
      ),
      "panel",
      0.01,
    );
    for (const x of [-0.46, 0.46])
      b.box(
        span(
          [
            [x, -0.03],
            [x, 0.03],
          ],
          [metres(0.1), metres(0.6)],
          [
            [1, -0.1],
            [1, -0.05],
          ],
        ),
        "frame",
      );
    b.box(
      span(
        [
          [-0.44, 0],
          [0.44, 0],
        ],
        [
          [-0.5, 0],
          [-0.42, 0],
        ],
        [floor, metres(0.03)],
      ),
      "rubber",
    );
    b.box(
      span(
        [
          [0.22, 0],
          [0.22, 0.42],
        ],
        [metres(0.4), metres(0.44)],
        [metres(1.9), metres(2.2)],
      ),
      "screen",
    );
    towerLamp(b, [0.46, 0], metres(0.58), [1, -0.1]);
  },
  conveyor(b) {
    rollerBed(b, [0.5, 0]);
    // Fill bar along both sides: the shader lights it up to the share of seats taken.
    b.box(
      span(
        [
          [-0.5, 0.05],
          [0.5, -0.05],
        ],
        [
          [-0.5, -0.035],
          [-0.5, 0],
        ],
        [metres(bedHeightM - 0.13), metres(bedHeightM + 0.02)],
      ),
      "fill",
    );
    b.box(
      span(
        [
          [-0.5, 0.05],
          [0.5, -0.05],
        ],
        [
          [0.5, 0],
          [0.5, 0.035],
        ],
        [metres(bedHeightM - 0.13), metres(bedHeightM + 0.02)],
      ),
      "fill",
    );
    b.fine(() =>
      b.cylinder("y", [[0.5, -0.35], metres(0.55)], [metres(-0.2), metres(0.2)], 0.12, "cloth", 10),
    );
  },
  rack(b) {
    rollerBed(b);
    for (const x of [-0.5, -0.17, 0.17, 0.5]) {
      for (const y of [-0.5, 0.5])
        b.box(
          span(
            [
              [x, -0.04 - x * 0.06],
              [x, 0.04 - x * 0.06],
            ],
            [
              [y, -0.04 - y * 0.08],
              [y, 0.04 - y * 0.08],
            ],
            [floor, top],
          ),
          "cloth",
        );
    }
    for (const z of b.near ? [0.3, 0.7, 1] : [0.5, 1]) {
      for (const y of [-0.5, 0.5])
        b.box(
          span(
            [back, front],
            [
              [y, -0.03 - y * 0.08],
              [y, 0.03 - y * 0.08],
            ],
            [
              [z, -0.1],
              [z, 0],
            ],
          ),
          "accent",
        );
      if (z === 1)
        b.box(
          span(
            [back, front],
            [right, left],
            [
              [z, -0.12],
              [z, -0.08],
            ],
          ),
          "frame",
        );
    }
    b.box(
      span(
        [
          [-0.5, 0.05],
          [0.5, -0.05],
        ],
        [metres(-0.455), metres(-0.42)],
        [metres(bedHeightM - 0.13), metres(bedHeightM + 0.02)],
      ),
      "fill",
    );
  },
  vehicle(b) {
    // A flat tugging deck with bumpers, a mast with lamp, and a rack of four seats.
    b.box(
      span(
        [
          [-0.5, 0.06],
          [0.5, -0.06],
        ],
        [right, left],
        [metres(0.1), metres(0.42)],
      ),
      "body",
      0.06,
    );
    for (const x of [-0.5, 0.5])
      b.box(
        span(
          [
            [x, x < 0 ? 0 : -0.1],
            [x, x < 0 ? 0.1 : 0],
          ],
          [
            [-0.46, 0],
            [0.46, 0],
          ],
          [metres(0.06), metres(0.3)],
        ),
        "safety",
        0.03,
      );
    for (const x of [-0.34, 0.34])
      for (const y of [-0.5, 0.5])
        b.cylinder(
          "y",
          [[x, 0], metres(0.12)],
          [
            [y, y < 0 ? 0 : -0.08],
            [y, y < 0 ? 0.08 : 0],
          ],
          0.12,
          "rubber",
          10,
        );
    b.box(
      span(
        [
          [-0.42, 0],
          [0.42, 0],
        ],
        [
          [-0.45, 0],
          [0.45, 0],
        ],
        [metres(0.72), metres(0.82)],
      ),
      "frame",
      0.02,
    );
    for (const x of [-0.38, 0.38])
      for (const y of [-0.4, 0.4])
        b.box(
          span(
            [
              [x, -0.03],
              [x, 0.03],
            ],
            [
              [y, -0.03],
              [y, 0.03],
            ],
            [metres(0.4), metres(0.74)],
          ),
          "steel",
        );
    b.box(
      span(
        [
          [0.47, -0.02],
          [0.47, 0.02],
        ],
        [metres(-0.02), metres(0.02)],
        [metres(0.4), metres(1.3)],
      ),
      "steel",
    );
    b.cylinder("z", [[0.47, 0], metres(0)], [metres(1.3), metres(1.45)], 0.06, "lamp", 8);
  },
  container(b) {
    const post = 0.16;
    b.box(span([back, front], [right, left], [floor, metres(0.03)]), "bodyDark");
    for (const x of [-0.5, 0.5]) {
      for (const y of [-0.5, 0.5]) {
        b.box(
          span(
            [
              [x, x < 0 ? 0 : -post],
              [x, x < 0 ? post : 0],
            ],
            [
              [y, y < 0 ? 0 : -post],
              [y, y < 0 ? post : 0],
            ],
            [floor, top],
          ),
          "cloth",
          0.02,
        );
      }
      b.box(
        span(
          [
            [x, x < 0 ? 0 : -post],
            [x, x < 0 ? post : 0],
          ],
          [right, left],
          [[1, -post], top],
        ),
        "cloth",
        0.02,
      );
    }
    for (const y of [-0.5, 0.5])
      b.box(
        span(
          [back, front],
          [
            [y, y < 0 ? 0 : -post],
            [y, y < 0 ? post : 0],
          ],
          [[1, -post], top],
        ),
        "cloth",
        0.02,
      );
    // The far wall is corrugated; the near side is open so that what is inside can be seen.
    const ribs = b.near ? 36 : 12;
    b.box(
      span(
        [back, front],
        [
          [0.5, -0.06],
          [0.5, -0.03],
        ],
        [metres(0.03), [1, -post]],
      ),
      "cloth",
    );
    for (let rib = 0; rib < ribs; rib += 1) {
      const x = -0.48 + (rib * 0.96) / (ribs - 1);
      b.box(
        span(
          [
            [x, -0.06],
            [x, 0.06],
          ],
          [
            [0.5, -0.12],
            [0.5, -0.06],
          ],
          [metres(0.1), [1, -post]],
        ),
        "cloth",
      );
    }
    for (const x of [-0.25, 0, 0.25])
      b.box(
        span(
          [
            [x, -0.04],
            [x, 0.04],
          ],
          [right, left],
          [[1, -0.1], top],
        ),
        "cloth",
      );
  },
  supply(b) {
    rollerBed(b);
    // Pallets of boxes on both sides of the way in.
    for (const [x, y, levels] of [
      [-0.3, 0.33, 3],
      [0.12, 0.33, 2],
      [-0.1, -0.34, 2],
      [0.3, -0.34, 1],
    ] as const) {
      b.box(
        span(
          [
            [x, -0.4],
            [x, 0.4],
          ],
          [
            [y, -0.32],
            [y, 0.32],
          ],
          [floor, metres(0.14)],
        ),
        "wood",
      );
      for (let level = 0; level < levels; level += 1) {
        const z = 0.14 + level * 0.42;
        b.box(
          span(
            [
              [x, -0.37],
              [x, 0.37],
            ],
            [
              [y, -0.29],
              [y, 0.29],
            ],
            [metres(z), metres(z + 0.4)],
          ),
          "card",
          0.02,
        );
      }
    }
    towerLamp(b, [0.5, -0.2], metres(0.5), metres(0.9));
  },
  demand(b) {
    rollerBed(b);
    // A gate over the way out, and returnable racks beside it.
    for (const y of [-0.5, 0.5])
      b.box(
        span(
          [
            [0.44, -0.08],
            [0.44, 0.08],
          ],
          [
            [y, y < 0 ? 0 : -0.14],
            [y, y < 0 ? 0.14 : 0],
          ],
          [floor, top],
        ),
        "safety",
        0.02,
      );
    b.box(
      span(
        [
          [0.44, -0.1],
          [0.44, 0.1],
        ],
        [right, left],
        [[1, -0.3], top],
      ),
      "cloth",
      0.02,
    );
    for (const y of [-0.34, 0.34]) {
      for (const x of [-0.42, -0.05]) {
        for (const corner of [0, 0.3]) {
          b.box(
            span(
              [
                [x + corner, -0.02],
                [x + corner, 0.02],
              ],
              [
                [y, -0.3],
                [y, -0.26],
              ],
              [floor, metres(1.1)],
            ),
            "cloth",
          );
          b.box(
            span(
              [
                [x + corner, -0.02],
                [x + corner, 0.02],
              ],
              [
                [y, 0.26],
                [y, 0.3],
              ],
              [floor, metres(1.1)],
            ),
            "cloth",
          );
        }
        b.box(
          span(
            [
              [x, 0],
              [x + 0.3, 0],
            ],
            [
              [y, -0.28],
              [y, 0.28],
            ],
            [metres(0.1), metres(0.5)],
          ),
          "plate",
          0.03,
        );
      }
    }
    towerLamp(b, [0.44, 0], [0.5, -0.07]);
  },
  operator(b) {
    b.box(
      span(
        [
          [-0.5, 0],
          [0.5, 0],
        ],
        [right, left],
        [floor, metres(0.03)],
      ),
      "rubber",
    );
    person(b, metres(0), metres(0));
  },
  unknown(b) {
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
  },
};
