// D05: an overhead chain hoist on a yellow runway takes aluminium pack trays from a stack beside the line and lays them on it.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { packTray } from "../kit/goods.ts";
import { payingRope, portal } from "../kit/portals.ts";
import { motor, rollerBed } from "../kit/transport.ts";
import { valueAt } from "../joints.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

const runwayZ = 3.1;
/** Where the trays are stacked beside the line. */
const stackY = 1.2;
const layers = 4;
const trayPitch = 0.215;
const stackZ = 0.16;
/** Height of the spreader's grips when they hold a tray: its upper rim. */
const onBed = bedHeightM + 0.2;
const onStack = stackZ + (layers - 1) * trayPitch + 0.2;
const highZ = 2.05;

const across: readonly Range[] = [
  [0, 0],
  [0.1, 0],
  [0.3, stackY],
  [0.5, stackY],
  [0.74, 0],
  [1, 0],
];
const height: readonly Range[] = [
  [0, highZ],
  [0.26, highZ],
  [0.38, onStack],
  [0.42, onStack],
  [0.54, highZ],
  [0.72, highZ],
  [0.86, onBed],
  [0.91, onBed],
  [1, highZ],
];

export const trayLoader: Model = {
  size: { length: 4, width: 3, height: 3.6 },
  build(b) {
    rollerBed(b, [-2, 2], 0.55);
    portal(b, [-1.12, 1.12], [-1.15, 1.78], runwayZ, { thick: 0.16, tied: true });
    runway(b);
    hoist(b);
    stack(b);
    // Stops and side guides where the tray is laid.
    b.fine(() => {
      for (const x of [-0.8, 0.8])
        for (const side of [-1, 1])
          b.box(
            [x - 0.03, x + 0.03],
            [side * 0.48, side * 0.56],
            [bedHeightM + 0.02, bedHeightM + 0.12],
            "safety",
            0.008,
          );
    });
    cabinet(b, [1.62, 1.1, 0], 0.7, 0.45, 1.9, 180);
    operatorPanel(b, [1.5, -1.1, 0], 0, { stand: true });
    lightCurtain(b, [-1.04, -1.4, 0], [1.04, -1.4, 0], 1.7);
    b.fine(() => emergencyStop(b, [-1.04, -1.25, 1.05]));
    towerLamp(b, [1.04, -1.07, runwayZ], 0.12);
  },
};

/** An I-beam across the line, hung under the portal, with end stops, a bus bar and the rated load on it. */
function runway(b: ModelBuilder): void {
  const y: Range = [-1.05, 1.7];
  b.box([-0.09, 0.09], y, [runwayZ + 0.21, runwayZ + 0.24], "safety");
  b.box([-0.012, 0.012], y, [runwayZ + 0.03, runwayZ + 0.21], "safety");
  b.box([-0.09, 0.09], y, [runwayZ, runwayZ + 0.03], "safety");
  for (const end of [-1.07, 1.7]) {
    b.box([-1.12, 1.12], [end - 0.07, end + 0.07], [runwayZ + 0.24, runwayZ + 0.38], "safety", 0.012);
    b.fine(() => {
      for (const x of [-1.04, 1.04])
        b.box([x - 0.08, x + 0.08], [end - 0.08, end + 0.08], [runwayZ - 0.02, runwayZ + 0.24], "body");
    });
  }
  b.fine(() => {
    b.box([-0.13, -0.1], y, [runwayZ + 0.1, runwayZ + 0.15], "rubber");
    for (const end of y) b.box([-0.07, 0.07], [end - 0.04, end + 0.04], [runwayZ - 0.08, runwayZ], "rubber");
    for (const side of [-1, 1])
      b.box([side * 0.0125, side * 0.016], [-0.35, 0.35], [runwayZ + 0.07, runwayZ + 0.17], "panel");
  });
}

/** Trolley, hoist, chain, spreader with four grips, and the tray it carries between grip and release. */
function hoist(b: ModelBuilder): void {
  const lift = (phase: number): number => valueAt(height, phase) - highZ;
  b.joint("slide", [0, 0, runwayZ], [0, 1, 0], across, () => {
    b.box([-0.14, 0.14], [-0.2, 0.2], [runwayZ - 0.05, runwayZ - 0.015], "bodyDark", 0.01);
    b.fine(() => {
      for (const side of [-1, 1])
        for (const y of [-0.14, 0.14])
          b.cylinder("x", [y, runwayZ + 0.07], [side * 0.02, side * 0.055], 0.05, "steel", 12);
      for (const side of [-1, 1])
        b.box([side * 0.06, side * 0.09], [-0.18, 0.18], [runwayZ - 0.04, runwayZ + 0.13], "bodyDark", 0.008);
      motor(b, [0.16, 0.14, runwayZ + 0.07], 0, 0.55);
    });
    // The hoist's body lies along y, its chain bag beside it.
    b.cylinder("y", [0, runwayZ - 0.2], [-0.34, 0.3], 0.13, "accent", 20);
    b.box([-0.11, 0.11], [-0.1, 0.12], [runwayZ - 0.36, runwayZ - 0.06], "accent", 0.03);
    b.fine(() => {
      b.cylinder("y", [0, runwayZ - 0.2], [0.3, 0.36], 0.1, "rubber", 16);
      for (let fin = 0; fin < 5; fin += 1)
        b.cylinder(
          "y",
          [0, runwayZ - 0.2],
          [-0.32 + fin * 0.035, -0.305 + fin * 0.035],
          0.14,
          "bodyDark",
          20,
        );
    });
    b.fine(() =>
      b.lathe(
        "z",
        [0.17, 0.05],
        [
          [0.07, runwayZ - 0.3],
          [0.085, runwayZ - 0.42],
          [0.06, runwayZ - 0.56],
          [0, runwayZ - 0.58],
        ],
        "rubber",
        12,
      ),
    );
    const hookZ = highZ + 0.5;
    payingRope(
      b,
      [0, 0, runwayZ - 0.34],
      (phase) => runwayZ - 0.34 - hookZ - lift(phase),
      1.3,
      b.near ? 6 : 2,
    );
    b.joint(
      "slide",
      [0, 0, highZ],
      [0, 0, 1],
      (phase) => lift(phase),
      () => spreader(b, hookZ),
    );
  });
}

function spreader(b: ModelBuilder, hookZ: number): void {
  b.fine(() => b.cylinder("z", [0, 0], [hookZ - 0.02, hookZ + 0.1], 0.05, "safety", 12));
  b.fine(() =>
    b.tube(
      [
        [0, 0, hookZ - 0.02],
        [0.05, 0, hookZ - 0.06],
        [0.05, 0, hookZ - 0.12],
        [0, 0, hookZ - 0.15],
        [-0.05, 0, hookZ - 0.12],
      ],
      0.016,
      "steel",
      8,
    ),
  );
  // Four slings from the hook to the frame.
  b.fine(() => {
    for (const x of [-0.58, 0.58])
      for (const y of [-0.36, 0.36]) b.bar([0, 0, hookZ - 0.13], [x, y, highZ + 0.12], 0.008, "chrome", 5);
  });
  for (const y of [-0.38, 0.38])
    b.box([-0.68, 0.68], [y - 0.03, y + 0.03], [highZ + 0.06, highZ + 0.12], "safety", 0.008);
  for (const x of [-0.58, 0.58])
    b.box([x - 0.03, x + 0.03], [-0.35, 0.35], [highZ + 0.06, highZ + 0.12], "safety", 0.008);
  for (const x of [-0.58, 0.58])
    for (const side of [-1, 1]) {
      b.box(
        [x - 0.035, x + 0.035],
        [side * 0.49, side * 0.53],
        [highZ - 0.12, highZ + 0.12],
        "bodyDark",
        0.008,
      );
      b.fine(() =>
        b.box([x - 0.025, x + 0.025], [side * 0.4, side * 0.53], [highZ + 0.07, highZ + 0.11], "bodyDark"),
      );
    }
  // Handles with push-buttons, by which a fitter moves it by hand.
  b.fine(() => {
    b.tube(
      [
        [-0.3, -0.41, highZ + 0.09],
        [-0.3, -0.62, highZ + 0.14],
        [0.3, -0.62, highZ + 0.14],
        [0.3, -0.41, highZ + 0.09],
      ],
      0.014,
      "rubber",
      8,
    );
    b.box([-0.05, 0.05], [-0.65, -0.58], [highZ + 0.1, highZ + 0.19], "safety", 0.012);
  });
  b.joint(
    "show",
    [0, 0, highZ],
    [0, 0, 1],
    [
      [0, 0],
      [0.4, 1],
      [0.885, 0],
    ],
    () => packTray(b, [0, 0, highZ - 0.2]),
  );
}

/** Trays on a steel carrier beside the line, with corner guides. */
function stack(b: ModelBuilder): void {
  b.at([0, stackY, 0], 0, () => {
    b.box([-0.8, 0.8], [-0.44, 0.5], [0.06, stackZ - 0.01], "bodyDark", 0.012);
    b.fine(() => {
      for (const x of [-0.7, 0, 0.7]) b.box([x - 0.05, x + 0.05], [-0.4, 0.46], [0, 0.06], "rubber");
    });
    for (const x of [-0.83, 0.83])
      for (const y of [-0.4, 0.46])
        b.box([x - 0.025, x + 0.025], [y - 0.04, y + 0.04], [0.05, 1.25], "safety", 0.008);
    for (let layer = 0; layer < layers; layer += 1) {
      const z = stackZ + layer * trayPitch;
      // The uppermost comes from below when it was taken: the stack lifts, so it is always as high.
      if (layer === layers - 1) packTray(b, [0, 0, z]);
      else {
        b.box([-0.75, 0.75], [-0.44, 0.48], [z, z + 0.2], "aluminium", 0.01);
        b.fine(() => {
          for (const x of [-0.5, 0, 0.5])
            b.box([x - 0.05, x + 0.05], [0.48, 0.5], [z + 0.07, z + 0.12], "plate");
        });
      }
    }
  });
}
