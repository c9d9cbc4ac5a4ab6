// C20: laser profile sensors travel over the paste bead and measure its width and height; the profile stands on a monitor.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { profile } from "../kit/housing.ts";
import { cableChain, clampFixture, motor, rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Track } from "../joints.ts";
import type { ModelBuilder } from "../model-builder.ts";

/** Top of a module, where the laser line falls. */
const surfaceZ = bedHeightM + 0.222;
const sensorZ = 1.46;
const startX = -0.42;
/** Over the module, back over it, and home. */
const travel: Track = [
  [0, 0],
  [0.1, 0],
  [0.45, 0.84],
  [0.52, 0.84],
  [0.86, 0],
  [1, 0],
];
const shining: Track = [
  [0, 0],
  [0.09, 0],
  [0.11, 1],
  [0.86, 1],
  [0.89, 0],
  [1, 0],
];

export const laserProfiler: Model = {
  size: { length: 3, width: 2, height: 2.2 },
  build(b) {
    rollerBed(b, [-1.5, 1.5]);
    clampFixture(b, 0, 0.2, 0.22, [0.06, 0.92]);
    table(b);
    portalArm(b);
    monitor(b);
    cabinet(b, [1.02, 0.78, 0], 0.8, 0.36, 1.8, 180);
    cabinet(b, [-1.1, 0.78, 0], 0.6, 0.36, 1.2, 180);
    operatorPanel(b, [-1.12, -0.78, 0], 0, { stand: true });
    lightCurtain(b, [-0.78, -0.92, 0], [0.78, -0.92, 0], 1.6);
    emergencyStop(b, [0.78, -0.98, 1.05]);
    towerLamp(b, [1.25, -0.7, 1.62], 0.12);
    b.box([1.21, 1.29], [-0.74, -0.66], [0, 1.62], "frame", 0.01);
  },
};

/** A granite block on feet at both sides of the bed carries the guide: measuring wants stillness. */
function table(b: ModelBuilder): void {
  for (const side of [-1, 1]) {
    const y = side * 0.64;
    b.box([-0.85, 0.85], [y - 0.12, y + 0.12], [0.58, 0.78], "window", 0.02);
    for (const x of [-0.65, 0.65]) {
      b.box([x - 0.1, x + 0.1], [y - 0.1, y + 0.1], [0.06, 0.58], "body", 0.015);
      b.fine(() => b.cylinder("z", [x, y], [0, 0.06], 0.06, "rubber", 14));
    }
  }
  // Linear guide on the far block.
  b.box([-0.8, 0.8], [0.56, 0.72], [0.78, 0.86], "frame", 0.008);
  b.fine(() => {
    for (const y of [0.59, 0.69]) b.box([-0.78, 0.78], [y - 0.012, y + 0.012], [0.86, 0.885], "chrome");
    motor(b, [0.84, 0.64, 0.83], 0, 0.8);
  });
  cableChain(b, [-0.8, 0.8], 0.84, 0.8, 0.07);
}

/** The carriage with its arm over the bed, two sensor heads, and the fan of light below each. */
function portalArm(b: ModelBuilder): void {
  b.joint("slide", [startX, 0.64, 0.86], [1, 0, 0], travel, () => {
    const x = startX;
    b.box([x - 0.14, x + 0.14], [0.54, 0.74], [0.885, 0.93], "bodyDark", 0.01);
    b.box([x - 0.07, x + 0.07], [0.58, 0.7], [0.93, 1.8], "accent", 0.02);
    b.box([x - 0.06, x + 0.06], [-0.36, 0.6], [1.68, 1.8], "accent", 0.02);
    b.fine(() => {
      b.extrude(
        "x",
        [
          [0.58, 1.45],
          [0.58, 1.68],
          [0.32, 1.68],
        ],
        [x - 0.02, x + 0.02],
        "accent",
      );
      b.tube(
        [
          [x + 0.06, 0.62, 0.95],
          [x + 0.1, 0.64, 1.4],
          [x + 0.05, 0.5, 1.83],
          [x, 0.1, 1.84],
          [x, -0.1, 1.72],
        ],
        0.014,
        "cable",
        6,
      );
    });
    for (const y of [-0.14, 0.14]) {
      b.box([x - 0.09, x + 0.09], [y - 0.04, y + 0.04], [sensorZ, 1.68], "rubber", 0.012);
      b.box([x - 0.092, x + 0.092], [y - 0.042, y + 0.042], [1.6, 1.63], "brand");
      b.fine(() => {
        b.box([x - 0.07, x - 0.03], [y - 0.03, y + 0.03], [sensorZ - 0.004, sensorZ + 0.002], "window");
        b.box([x + 0.02, x + 0.07], [y - 0.03, y + 0.03], [sensorZ - 0.004, sensorZ + 0.002], "window");
        b.box([x - 0.05, x + 0.05], [y - 0.046, y - 0.04], [1.52, 1.58], "plate");
      });
      fan(b, x - 0.05, y);
    }
  });
}

/** A sheet of laser light from a sensor down to the surface, and the bright line it draws there. */
function fan(b: ModelBuilder, x: number, y: number): void {
  b.joint(
    "show",
    [x, y, sensorZ],
    [0, 0, 1],
    [
      [0, 0],
      [0.1, 1],
      [0.88, 0],
    ],
    () =>
      b.joint("glow", [x, y, sensorZ], [0, 0, 1], shining, () => {
        const rays = b.near ? 9 : 3;
        for (let ray = 0; ray < rays; ray += 1) {
          const end = y - 0.13 + (ray / (rays - 1)) * 0.26;
          b.bar([x, y, sensorZ], [x, end, surfaceZ], [0.003, 0.006], "weldLight", 4);
        }
        b.box([x - 0.006, x + 0.006], [y - 0.14, y + 0.14], [surfaceZ, surfaceZ + 0.004], "weldLight");
      }),
  );
}

/** The profile on a monitor over the station, on a post behind the bed. */
function monitor(b: ModelBuilder): void {
  profile(b, [0.35, 0.88, 0], [0.35, 0.88, 2.16], 0.08);
  b.box([0.0, 0.7], [0.8, 0.85], [1.72, 2.14], "rubber", 0.012);
  b.picture(
    [
      [0.02, 0.798, 1.74],
      [0.68, 0.798, 1.74],
      [0.68, 0.798, 2.12],
      [0.02, 0.798, 2.12],
    ],
    "screen",
  );
}
