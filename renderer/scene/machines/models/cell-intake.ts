// A10: a six-axis robot with a vacuum gripper takes cells out of trays on a pallet and sets them on the line; empty trays
// leave on the dunnage conveyor.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { cellRow, palletHighM, trayHighM, trayStack, woodPallet } from "../kit/cells.ts";
import { hose } from "../kit/castings.ts";
import { fence } from "../kit/housing.ts";
import { robotArm } from "../kit/robots.ts";
import { vacuumGripper } from "../kit/tools.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

const foot: Vector = [0, 1.02, 0.42];
const toolM = 0.32;
const palletBedM = 0.36;
const layers = 4;
/** The row of cells that is gripped, and where it is set on the line, from the foot. */
const pick: Vector = [-1.2, 0.12, palletBedM + palletHighM + layers * trayHighM + 0.06 - foot[2]];
const place: Vector = [0.45, -foot[1], bedHeightM + 0.125 - foot[2]];
const above = ([x, y, z]: Vector, by: number): Vector => [x, y, z + by];

export const cellIntake: Model = {
  size: { length: 4, width: 4, height: 3 },
  build(b) {
    rollerBed(b, [-2, 2]);
    pedestal(b);
    robotArm(b, {
      foot,
      toolM,
      path: [
        [0, above(place, 0.4)],
        [0.2, above(pick, 0.45)],
        [0.3, pick],
        [0.38, pick],
        [0.47, above(pick, 0.45)],
        [0.72, above(place, 0.4)],
        [0.83, place],
        [0.9, place],
        [1, above(place, 0.4)],
      ],
      tool: () => {
        vacuumGripper(b, 0.46, 0.24, toolM);
        // The cells it carries are there from the grip to the release.
        const held = [
          [0, 0],
          [0.34, 1],
          [0.87, 0],
        ] as const;
        b.joint("show", [0, 0, -toolM], [0, 0, 1], held, () => cellRow(b, [0, 0, -toolM - 0.123], 4));
      },
    });
    // Full trays come in on the left, empty ones leave on the right.
    palletConveyor(b, [-1.98, -0.5], 1.22);
    woodPallet(b, [-1.2, 1.22, palletBedM]);
    trayStack(b, [-1.2, 1.22, palletBedM + palletHighM], layers, "cells");
    palletConveyor(b, [0.55, 1.98], 1.22);
    woodPallet(b, [1.27, 1.22, palletBedM]);
    trayStack(b, [1.27, 1.22, palletBedM + palletHighM], 3, "empty");
    trayCamera(b);
    fence(b, [-1.96, 1.92, 0], [1.96, 1.92, 0], 2, [0.36, 0.64]);
    for (const side of [-1, 1]) {
      // Pallets pass under a muting portal at each end.
      b.box([side * 1.99, side * 1.93], [0.6, 0.66], [0, 2], "safety");
      b.box([side * 1.99, side * 1.93], [0.66, 1.92], [1.94, 2], "safety");
      b.fine(() => b.box([side * 2, side * 1.995], [0.95, 1.65], [1.6, 1.9], "hazard"));
    }
    lightCurtain(b, [-1.9, -0.62, 0], [1.9, -0.62, 0]);
    cabinet(b, [1.2, -0.98, 0], 0.66, 0.52, 0.96, 0);
    b.fine(() => {
      b.box([0.32, 1.05], [-0.86, -0.74], [0, 0.05], "plate");
      b.box([0.2, 0.32], [-0.86, 0.7], [0, 0.05], "plate");
    });
    operatorPanel(b, [1.82, -0.98, 0], 0, { stand: true });
    b.fine(() => emergencyStop(b, [-1.9, -0.68, 1.1]));
    towerLamp(b, [1.9, -0.62, 1.72]);
  },
};

/** A welded pedestal bolted to the floor, with gussets; beside it the vacuum pump. */
function pedestal(b: ModelBuilder): void {
  const [x, y, top] = foot;
  b.box([x - 0.42, x + 0.42], [y - 0.42, y + 0.42], [0, 0.03], "bodyDark");
  b.box([x - 0.27, x + 0.27], [y - 0.27, y + 0.27], [0.03, top - 0.03], "bodyDark");
  b.box([x - 0.36, x + 0.36], [y - 0.36, y + 0.36], [top - 0.03, top], "bodyDark");
  b.fine(() => {
    for (const side of [-1, 1])
      b.extrude(
        "x",
        [
          [y + side * 0.27, 0.03],
          [y + side * 0.4, 0.03],
          [y + side * 0.34, top - 0.03],
          [y + side * 0.27, top - 0.03],
        ],
        [x - 0.02, x + 0.02],
        "bodyDark",
      );
    b.box([x - 0.2, x + 0.2], [1.62, 1.86], [0.05, 0.42], "cabinet");
    b.cylinder("x", [1.74, 0.52], [x - 0.18, x + 0.16], 0.085, "bodyDark", 10);
    b.box([x + 0.02, x + 0.12], [1.7, 1.78], [0.58, 0.64], "rubber");
    hose(
      b,
      [
        [x - 0.2, 1.7, 0.5],
        [x - 0.42, 1.6, 0.4],
        [x - 0.45, 1.3, 0.3],
        [x - 0.3, 1.1, 0.55],
      ],
      0.035,
      "hose",
    );
  });
}

/** A chain conveyor for pallets along x, its middle at `y`: side beams, three chains, stop, gear motor. */
function palletConveyor(b: ModelBuilder, x: Range, y: number): void {
  const top = palletBedM;
  if (!b.near) {
    b.box(x, [y - 0.4, y + 0.4], [0.12, top - 0.01], "frame");
    return;
  }
  for (const side of [-0.36, 0, 0.36]) {
    b.box(x, [y + side - 0.045, y + side + 0.045], [top - 0.12, top - 0.012], "frame");
    b.fine(() =>
      b.box([x[0] + 0.02, x[1] - 0.02], [y + side - 0.018, y + side + 0.018], [top - 0.012, top], "rubber"),
    );
  }
  for (const at of [x[0] + 0.12, x[1] - 0.12]) {
    b.box([at - 0.04, at + 0.04], [y - 0.4, y + 0.4], [top - 0.2, top - 0.12], "bodyDark");
    for (const side of [-0.36, 0.36])
      b.box([at - 0.035, at + 0.035], [y + side - 0.035, y + side + 0.035], [0, top - 0.2], "bodyDark");
  }
  b.fine(() => {
    const middle = (x[0] + x[1]) / 2;
    b.cylinder("x", [y - 0.16, top - 0.2], [middle - 0.16, middle + 0.16], 0.06, "rubber", 10);
    b.box([middle - 0.26, middle - 0.14], [y - 0.24, y - 0.08], [top - 0.28, top - 0.12], "steel");
  });
}

/** A camera with a ring of light over the full tray, on a post behind it. */
function trayCamera(b: ModelBuilder): void {
  const [x, y] = [-1.2, 1.22];
  b.box([x - 0.04, x + 0.04], [1.8, 1.88], [0, 2.72], "frame");
  b.box([x - 0.04, x + 0.04], [y - 0.06, 1.8], [2.64, 2.72], "frame");
  b.box([x - 0.05, x + 0.05], [y - 0.05, y + 0.05], [2.5, 2.64], "bodyDark");
  b.fine(() => b.cylinder("z", [x, y], [2.42, 2.5], [0.045, 0.035], "rubber", 10));
  b.cylinder("z", [x, y], [2.37, 2.42], 0.16, "panel", 14);
  b.fine(() => b.cylinder("z", [x, y], [2.362, 2.37], 0.15, "light", 14));
}
