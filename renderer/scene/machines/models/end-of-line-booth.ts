// D80: end-of-line test in a closed booth: shutters for the pack, interlocked glazed doors, a carriage with high-voltage plugs, power cabinets.
import {
  cabinet,
  emergencyStop,
  litSign,
  operatorPanel,
  towerLamp,
  warningTriangle,
} from "../kit/controls.ts";
import { glazedLeaf } from "../kit/doors.ts";
import { panelWall } from "../kit/housing.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";

const halfX = 1.72;
const front = -1.2;
const back = 1.05;
const roof = 2.5;
const hatch = 1.5;

export const endOfLineBooth: Model = {
  size: { length: 4.4, width: 3.6, height: 3 },
  build(b) {
    rollerBed(b, [-2.2, 2.2], 0.55);
    booth(b);
    for (const end of [-1, 1]) shutter(b, end);
    doors(b);
    plugs(b);
    powerCabinets(b);
    operatorPanel(b, [1.95, -1.22, 0], 0, { stand: true });
    emergencyStop(b, [-1.32, front - 0.02, 1.1]);
    towerLamp(b, [halfX - 0.12, front + 0.12, roof]);
    b.box([-0.5, 0.5], [-0.5, 0.3], [roof, roof + 0.14], "bodyDark", 0.02);
    b.fine(() => {
      for (const x of [-0.25, 0.25]) {
        b.cylinder("z", [x, -0.1], [roof + 0.14, roof + 0.17], 0.16, "rubber", 18);
        b.cylinder("z", [x, -0.1], [roof + 0.17, roof + 0.18], 0.05, "steel", 10);
      }
    });
  },
};

/** Walls of panels between corner profiles; the front is glazed. */
function booth(b: ModelBuilder): void {
  for (const x of [-halfX, halfX])
    for (const y of [front, back]) {
      const [sx, sy] = [Math.sign(x), Math.sign(y)];
      b.box([x, x - sx * 0.09], [y, y - sy * 0.09], [0.02, roof], "frame", 0.01);
    }
  b.box([-halfX, halfX], [front, front + 0.09], [2.18, roof], "body", 0.012);
  b.box([-halfX + 0.004, halfX - 0.004], [front - 0.008, front + 0.02], [2.36, 2.44], "brand");
  b.box([-halfX, halfX], [front, front + 0.07], [0.04, 0.14], "bodyDark", 0.008);
  panelWall(b, "back", back, [-halfX + 0.09, halfX - 0.09], [0.1, roof], b.near ? 4 : 1, 1, "body");
  for (const end of [-1, 1] as const) {
    const at = end * halfX;
    const side = end < 0 ? "left" : "right";
    panelWall(b, side, at, [front + 0.09, -0.78], [0.1, roof], 1, 1, "body");
    panelWall(b, side, at, [0.78, back - 0.09], [0.1, roof], 1, 1, "body");
    panelWall(b, side, at, [-0.78, 0.78], [0.1, 0.64], 1, 1, "body");
    panelWall(b, side, at, [-0.78, 0.78], [2.14, roof], 1, 1, "body");
  }
  b.box([-halfX, halfX], [front, back], [roof - 0.04, roof], "body", 0.015);
  b.fine(() => {
    b.box([-halfX + 0.1, halfX - 0.1], [back - 0.06, back - 0.035], [0.1, roof - 0.05], "panel");
  });
  b.fine(() => {
    b.box([-1.3, 1.3], [-0.75, -0.65], [roof - 0.09, roof - 0.05], "light");
  });
  b.fine(() => {
    b.box([-1.3, 1.3], [0.55, 0.65], [roof - 0.09, roof - 0.05], "light");
  });
  litSign(b, [-1.1, front - 0.02, 2.2], 0.5, 0.13, [
    [0, 0],
    [0.1, 0],
    [0.12, 1],
    [0.9, 1],
    [0.92, 0],
    [1, 0],
  ]);
  warningTriangle(b, [0.9, front - 0.02, 2.2], 0.15);
}

/** A shutter of slats that goes up when the pack comes and leaves. */
function shutter(b: ModelBuilder, end: number): void {
  const x = end * (halfX + 0.03);
  for (const side of [-1, 1])
    b.box([x - 0.04, x + 0.04], [side * 0.74, side * 0.82], [0.64, 2.16], "frame", 0.008);
  b.box([x - 0.1, x + 0.1], [-0.84, 0.84], [1.98, 2.2], "bodyDark", 0.03);
  b.fine(() => b.box([x - 0.105, x + 0.105], [-0.74, 0.74], [1.92, 1.98], "hazard"));
  const open = hatch - bedHeightM - 0.06;
  const track: Track = [
    [0, open],
    [0.04, open],
    [0.1, 0],
    [0.9, 0],
    [0.96, open],
    [1, open],
  ];
  b.fine(() => {
    b.box([x - 0.02, x + 0.02], [-0.74, 0.74], [hatch + 0.02, 1.98], "vent");
  });
  b.joint("slide", [x, 0, 1], [0, 0, 1], track, () => {
    b.box([x - 0.015, x + 0.015], [-0.74, 0.74], [bedHeightM + 0.04, hatch + 0.06], "vent");
    b.box([x - 0.03, x + 0.03], [-0.74, 0.74], [bedHeightM + 0.02, bedHeightM + 0.08], "hazard");
  });
}

/** Two glazed doors in front: the right one opens outwards at the end of the test, unlocked; the left one stays shut. */
function doors(b: ModelBuilder): void {
  leaf(b, [-halfX + 0.1, -0.58], "right");
  leaf(b, [-0.56, 0.56], "none");
  const track: Track = [
    [0, 0],
    [0.9, 0],
    [0.96, -1.0],
    [0.975, -1.0],
    [1, 0],
  ];
  b.joint("slide", [0.6, front, 1], [1, 0, 0], track, () => leaf(b, [0.58, halfX - 0.1], "left", 0.06));
  b.fine(() => {
    b.box([-0.6, halfX], [front - 0.11, front - 0.03], [2.13, 2.19], "frame", 0.01);
  });
  b.fine(() => {
    b.box([-0.6, halfX], [front - 0.09, front - 0.04], [0.1, 0.13], "frame");
    // Guard locks at the edges of the doors.
    for (const x of [-0.57, 0.57]) {
      b.box([x - 0.045, x + 0.045], [front - 0.1, front - 0.04], [1.5, 1.74], "safety", 0.01);
      b.box([x - 0.02, x + 0.02], [front - 0.105, front - 0.1], [1.54, 1.58], "rubber");
    }
  });
}

function leaf(b: ModelBuilder, x: Range, handle: "left" | "right" | "none", out = 0): void {
  const y: Range = [front - 0.04 - out, front - out];
  const z: Range = [0.15, 2.17];
  const rim = 0.07;
  glazedLeaf(b, x, y, z, { left: rim, right: rim, low: 0.47, high: rim }, "panel");
  if (handle === "none") return;
  const at = handle === "right" ? x[1] - rim / 2 : x[0] + rim / 2;
  b.fine(() => {
    b.capsule([at, y[0] - 0.05, 0.95], [at, y[0] - 0.05, 1.3], 0.016, "rubber", 8);
    for (const up of [0.98, 1.27]) b.bar([at, y[0], up], [at, y[0] - 0.05, up], 0.011, "chrome", 6);
  });
}

/** The carriage behind the bed that pushes the plugs with their orange cables onto the pack's side. */
function plugs(b: ModelBuilder): void {
  b.box([-0.62, 0.62], [0.66, 0.98], [0.1, 0.9], "bodyDark", 0.02);
  b.fine(() => {
    for (const x of [-0.45, 0.45]) b.box([x - 0.02, x + 0.02], [0.62, 0.98], [0.9, 0.93], "chrome");
  });
  const push = -0.17;
  const track: Track = [
    [0, 0],
    [0.1, 0],
    [0.16, push],
    [0.84, push],
    [0.9, 0],
    [1, 0],
  ];
  b.joint("slide", [0, 0.8, 1], [0, 1, 0], track, () => {
    b.box([-0.58, 0.58], [0.72, 0.94], [0.93, 1.0], "frame", 0.012);
    b.box([-0.55, 0.55], [0.74, 0.8], [1.0, 1.24], "panel", 0.012);
    for (const x of [-0.36, -0.16, 0.2]) {
      b.box([x - 0.075, x + 0.075], [0.665, 0.75], [1.01, 1.15], "cableHv", 0.02);
      b.fine(() => b.box([x - 0.05, x + 0.05], [0.645, 0.67], [1.03, 1.13], "rubber", 0.01));
      b.tube(
        [
          [x, 0.8, 1.09],
          [x, 0.9, 1.12],
          [x * 0.95, 0.96, 1.3],
          [x * 0.9, 0.95, 1.7],
          [x * 0.9, 0.97, 2.1],
        ],
        0.032,
        "cableHv",
        8,
      );
    }
    b.fine(() => {
      b.box([0.36, 0.5], [0.66, 0.75], [1.01, 1.12], "bodyDark", 0.012);
    });
    b.tube(
      [
        [0.43, 0.8, 1.07],
        [0.43, 0.92, 1.2],
        [0.42, 0.96, 1.7],
        [0.42, 0.97, 2.1],
      ],
      0.018,
      "cable",
      7,
    );
  });
  b.fine(() => {
    b.box([-0.6, 0.6], [0.88, 1.0], [2.06, 2.18], "frame", 0.01);
  });
}

/** Row of battery cycler cabinets behind the booth, and the tray of orange cables from them over the roof. */
function powerCabinets(b: ModelBuilder): void {
  for (const [x, width] of [
    [-1.2, 1.0],
    [-0.2, 0.9],
    [0.85, 1.1],
  ] as const)
    cabinet(b, [x, 1.44, 0], width, 0.6, 2.15, 180);
  b.fine(() => {
    for (const x of [-1.2, -0.2, 0.85]) {
      b.box([x - 0.25, x + 0.25], [1.742, 1.75], [1.2, 1.6], "vent");
      b.at([x, 1.755, 1.75], 180, () => warningTriangle(b, [0, 0, 0], 0.12));
    }
  });
  b.box([-1.45, 1.2], [1.2, 1.62], [2.4, 2.43], "frame", 0.006);
  b.fine(() => {
    for (const y of [1.2, 1.62]) b.box([-1.45, 1.2], [y - 0.008, y + 0.008], [2.4, 2.5], "frame");
  });
  b.fine(() => {
    b.box([-0.3, 0.3], [0.85, 1.2], [2.5, 2.53], "frame");
  });
  for (const [at, x] of [
    [1.3, -0.2],
    [1.4, 0],
    [1.5, 0.2],
  ] as const) {
    b.bar([-1.4, at, 2.46], [1.15, at, 2.46], 0.03, "cableHv", 8);
    if (b.near)
      b.tube(
        [
          [x, at, 2.46],
          [x, 1.15, 2.56],
          [x, 0.95, 2.58],
          [x, 0.9, 2.5],
        ],
        0.03,
        "cableHv",
        8,
      );
  }
  b.fine(() => {
    for (const x of [-1.2, -0.2, 0.85]) b.bar([x, 1.4, 2.1], [x, 1.4, 2.44], 0.035, "cableHv", 8);
  });
}
