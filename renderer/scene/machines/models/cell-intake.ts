// A10: a six-axis robot with a vacuum gripper takes cells out of trays on pallets and puts them on the line.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { fence } from "../kit/housing.ts";
import { robotArm, vacuumGripper } from "../kit/robots.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

const foot: Vector = [0.1, 1.0, 0.32];
const toolM = 0.32;
/** Over the pallet of trays behind, and over the line, from the foot. */
const pick: Vector = [-1.25, 0.25, 0.62];
const place: Vector = [0.55, -1.0, bedHeightM + 0.13 - foot[2]];
const above = ([x, y, z]: Vector): Vector => [x, y, z + 0.35];

export const cellIntake: Model = {
  size: { length: 4, width: 4, height: 3 },
  build(b) {
    rollerBed(b, [-2, 2], 0.3);
    // A pedestal bolted to the floor carries the arm.
    b.box([foot[0] - 0.34, foot[0] + 0.34], [foot[1] - 0.34, foot[1] + 0.34], [0, foot[2]], "bodyDark", 0.02);
    robotArm(b, {
      foot,
      toolM,
      path: [
        [0, above(place)],
        [0.2, above(pick)],
        [0.32, pick],
        [0.42, pick],
        [0.52, above(pick)],
        [0.72, above(place)],
        [0.82, place],
        [0.9, place],
        [1, above(place)],
      ],
      tool: () => {
        vacuumGripper(b, 0.44, 0.24, toolM);
        // The cells it carries are there from the grip to the release.
        b.joint(
          "show",
          [0, 0, -toolM],
          [0, 0, 1],
          [
            [0, 0],
            [0.38, 1],
            [0.86, 0],
          ],
          () => cells(b, -toolM - 0.12),
        );
      },
    });
    trayPallet(b, [-1.25, 1.25, 0], 4);
    trayPallet(b, [1.35, 1.3, 0], 2);
    fence(b, [-1.95, 1.95, 0], [1.95, 1.95, 0], 2, [0.36, 0.64]);
    fence(b, [-1.95, 0.62, 0], [-1.95, 1.95, 0]);
    fence(b, [1.95, 0.62, 0], [1.95, 1.95, 0]);
    lightCurtain(b, [-1.9, -0.62, 0], [1.9, -0.62, 0]);
    cabinet(b, [1.35, -1.25, 0], 0.8, 0.5, 1.8, 0);
    cabinet(b, [0.5, -1.25, 0], 0.6, 0.5, 1.2, 0);
    operatorPanel(b, [-0.9, -1.1, 0], 0, { stand: true });
    emergencyStop(b, [-1.95, -0.7, 1.1]);
    towerLamp(b, [1.35, -1.25, 1.8]);
  },
};

/** Four prismatic cells side by side, standing on `z`. */
function cells(b: ModelBuilder, z: number): void {
  for (const x of [-0.15, -0.05, 0.05, 0.15]) {
    b.box([x - 0.045, x + 0.045], [-0.1, 0.1], [z, z + 0.115], "variant", 0.008);
    b.fine(() => {
      for (const y of [-0.06, 0.06])
        b.box([x - 0.02, x + 0.02], [y - 0.018, y + 0.018], [z + 0.115, z + 0.122], "aluminium");
    });
  }
}

/** A pallet with a stack of cell trays, the uppermost open with its cells in rows. */
function trayPallet(b: ModelBuilder, middle: Vector, layers: number): void {
  b.at(middle, 0, () => {
    for (const y of [-0.38, 0, 0.38]) b.box([-0.6, 0.6], [y - 0.05, y + 0.05], [0, 0.1], "wood");
    b.box([-0.6, 0.6], [-0.42, 0.42], [0.1, 0.14], "wood");
    for (let layer = 0; layer < layers; layer += 1) {
      const z = 0.15 + layer * 0.16;
      b.box([-0.56, 0.56], [-0.39, 0.39], [z, z + 0.13], "rubber", 0.015);
      b.fine(() => b.box([-0.58, 0.58], [-0.41, 0.41], [z + 0.11, z + 0.135], "rubber", 0.008));
    }
    const top = 0.15 + layers * 0.16 - 0.02;
    b.fine(() => {
      for (let row = 0; row < 4; row += 1)
        for (let column = 0; column < 8; column += 1) {
          const [x, y] = [-0.47 + column * 0.135, -0.29 + row * 0.195];
          b.box([x - 0.05, x + 0.05], [y - 0.075, y + 0.075], [top, top + 0.05], "variant");
        }
    });
  });
}
