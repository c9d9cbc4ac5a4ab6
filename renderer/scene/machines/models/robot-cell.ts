// A robot cell of no particular kind: one arm with a welding torch at a clamped part, welding source, wire drum, extraction.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { hose } from "../kit/castings.ts";
import { duct, fence } from "../kit/housing.ts";
import { robotArm } from "../kit/robots.ts";
import { clampFixture, rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

const foot: Vector = [0.95, 1.0, 0.36];
const toolM = 0.36;
const at = (x: number, y: number, up: number): Vector => [
  x - foot[0],
  y - foot[1],
  bedHeightM + up - foot[2],
];

export const robotCell: Model = {
  size: { length: 4, width: 4, height: 3 },
  build(b) {
    rollerBed(b, [-2, 2]);
    b.fine(() => clampFixture(b, 0, 0.3, 0.36, [0.08, 0.92]));
    b.fine(() =>
      b.box([foot[0] - 0.42, foot[0] + 0.42], [foot[1] - 0.4, foot[1] + 0.4], [0, 0.03], "bodyDark"),
    );
    b.box(
      [foot[0] - 0.34, foot[0] + 0.34],
      [foot[1] - 0.34, foot[1] + 0.34],
      [0.03, foot[2]],
      "bodyDark",
      0.02,
    );
    robotArm(b, {
      foot,
      toolM,
      straight: true,
      path: [
        [0, at(0.1, 0.3, 0.75)],
        [0.16, at(-0.22, -0.16, 0.34)],
        [0.2, at(-0.22, -0.16, 0.24)],
        [0.46, at(0.22, -0.16, 0.24)],
        [0.5, at(0.22, -0.1, 0.36)],
        [0.55, at(0.22, 0.16, 0.36)],
        [0.6, at(0.22, 0.16, 0.24)],
        [0.84, at(-0.22, 0.16, 0.24)],
        [0.88, at(-0.2, 0.18, 0.4)],
        [1, at(0.1, 0.3, 0.75)],
      ],
      tool: () => torch(b),
    });
    fence(b, [-1.96, 1.94, 0], [1.96, 1.94, 0], 2, [0.6, 0.86]);
    for (const side of [-1, 1]) fence(b, [side * 1.96, 0.6, 0], [side * 1.96, 1.94, 0]);
    // Source and wire drum stand by the arm, the controller at the operator's side.
    b.box([-1.7, -1.2], [1.15, 1.75], [0.12, 1.0], "accent", 0.03);
    b.box([-1.65, -1.25], [1.2, 1.7], [0, 0.12], "rubber");
    b.fine(() => {
      b.box([-1.65, -1.25], [1.142, 1.15], [0.62, 0.92], "bodyDark", 0.006);
      b.box([-1.65, -1.25], [1.142, 1.15], [0.2, 0.5], "vent");
      b.cylinder("y", [-1.35, 0.76], [1.11, 1.142], 0.03, "rubber", 10);
      b.box([-1.61, -1.43], [1.136, 1.142], [0.7, 0.84], "window");
    });
    b.cylinder("z", [1.62, 1.62], [0, 0.8], 0.28, "card", 16);
    b.lathe(
      "z",
      [1.62, 1.62],
      [
        [0.29, 0.8],
        [0.28, 0.84],
        [0.04, 1.05],
      ],
      "bodyDark",
      16,
      false,
    );
    hose(
      b,
      [
        [1.62, 1.62, 1.04],
        [1.4, 1.72, 1.8],
        [1.0, 1.5, 1.6],
        [0.9, 1.25, 0.95],
      ],
      0.018,
    );
    extraction(b);
    lightCurtain(b, [-1.9, -0.64, 0], [1.9, -0.64, 0]);
    cabinet(b, [1.45, -1.0, 0], 0.66, 0.52, 0.96, 0);
    operatorPanel(b, [-1.1, -1.0, 0], 0, { stand: true });
    b.fine(() => emergencyStop(b, [-1.9, -0.7, 1.1]));
    towerLamp(b, [1.9, -0.64, 1.72]);
  },
};

/** A welding torch: bent neck, gas nozzle, arc while it welds. */
function torch(b: ModelBuilder): void {
  b.box([-0.05, 0.05], [-0.05, 0.05], [-0.18, -0.1], "bodyDark", 0.012);
  b.tube(
    [
      [0, 0, -0.16],
      [0, 0.02, -0.22],
      [0, 0.01, -toolM + 0.1],
      [0, 0, -toolM + 0.06],
    ],
    0.018,
    "copper",
    10,
  );
  b.lathe(
    "z",
    [0, 0],
    [
      [0.012, -toolM + 0.02],
      [0.02, -toolM + 0.03],
      [0.024, -toolM + 0.1],
      [0.012, -toolM + 0.12],
    ],
    "chrome",
    12,
    false,
  );
  const welding = (phase: number): boolean => (phase > 0.2 && phase < 0.46) || (phase > 0.6 && phase < 0.84);
  b.joint(
    "show",
    [0, 0, -toolM],
    [0, 0, 1],
    (phase) => (welding(phase) ? 1 : 0),
    () => {
      b.joint(
        "glow",
        [0, 0, -toolM],
        [0, 0, 1],
        (phase) => 0.75 + 0.25 * Math.sin(phase * 400),
        () => {
          b.ball([0, 0, -toolM + 0.01], 0.032, "weldLight", 10);
        },
      );
    },
  );
}

/** An extraction arm from the filter: a hinged duct whose funnel hangs beside the place of work. */
function extraction(b: ModelBuilder): void {
  duct(
    b,
    [
      [-0.62, 1.72, 0.9],
      [-0.62, 1.72, 2.3],
      [-0.62, 0.95, 2.62],
      [-0.5, 0.42, 2.1],
      [-0.44, 0.3, 1.86],
    ],
    0.085,
  );
  b.at([-0.4, 0.22, 1.76], 0, () => {
    b.lathe(
      "z",
      [0, 0],
      [
        [0.2, -0.16],
        [0.2, -0.12],
        [0.09, 0.12],
      ],
      "bodyDark",
      16,
      false,
    );
  });
  b.box([-0.86, -0.38], [1.46, 1.88], [0.06, 0.9], "cabinet", 0.02);
  b.fine(() => {
    b.box([-0.8, -0.44], [1.456, 1.462], [0.16, 0.44], "vent");
    b.box([-0.8, -0.44], [1.452, 1.462], [0.54, 0.82], "panel", 0.004);
    b.box([-0.86, -0.38], [1.46, 1.88], [0.02, 0.06], "rubber");
  });
}
