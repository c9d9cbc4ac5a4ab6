// B20: looks at the weld seams. A black hood with a dome light and a camera tower over the conveyor, a monitor outside; it flashes.
import { cabinet, emergencyStop, monitor, operatorPanel, towerLamp } from "../kit/controls.ts";
import { plate } from "../kit/housing.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";

const hoodX: Range = [-0.72, 0.72];
const hoodY: Range = [-0.72, 0.72];
/** Lower rim of the hood, where its straight part ends, and the top of the camera tower. */
const rimM = 1.24;
const chestM = 1.62;
const neckM = 1.86;
const towerM = 2.32;

/** Four exposures a cycle. */
const flash: Track = (phase) =>
  phase > 0.18 && phase < 0.82 && Math.floor(phase * 63 + 0.5) % 10 < 2 ? 1 : 0.12;

export const weldVision: Model = {
  size: { length: 2.6, width: 2.4, height: 2.4 },
  build(b) {
    rollerBed(b, [-1.3, 1.3], 0.36);
    frame(b);
    hood(b);
    camera(b);
    b.at([0, 0, 0], 0, () => {
      cabinet(b, [0.62, 0.95, 0], 1.1, 0.45, 1.7, 180);
      cabinet(b, [-0.65, 0.97, 0], 0.6, 0.4, 1.1, 180);
    });
    // The picture of the seam is seen from the aisle.
    b.box([1.02, 1.08], [-0.92, -0.86], [0, 1.75], "frame", 0.006);
    b.box([0.9, 1.2], [-1.0, -0.76], [0, 0.02], "bodyDark");
    monitor(b, [0.98, -1.0, 1.56], 0.66, 12, 0.12);
    b.fine(() => {
      b.box([0.78, 1.16], [-1.12, -0.92], [1.02, 1.04], "bodyDark", 0.006);
      b.box([0.82, 1.08], [-1.09, -0.98], [1.04, 1.055], "rubber");
    });
    operatorPanel(b, [-1.0, -1.02, 0], 0, { stand: true, width: 0.36 });
    emergencyStop(b, [0.45, hoodY[0] - 0.03, 1.05]);
    towerLamp(b, [-0.62, -0.62, chestM + 0.02], 0.34);
  },
};

/** Four posts with a base on both sides of the bed. */
function frame(b: ModelBuilder): void {
  for (const side of [-1, 1]) {
    const y = side * (hoodY[1] - 0.04);
    for (const x of hoodX) {
      const at = x * 0.945;
      b.box([at - 0.04, at + 0.04], [y - 0.04, y + 0.04], [0.02, rimM], "frame", 0.008);
      b.fine(() => b.cylinder("z", [at, y], [0, 0.02], 0.06, "rubber", 8));
    }
    b.box([hoodX[0], hoodX[1]], [y - 0.035, y + 0.035], [0.12, 0.2], "frame");
    // Lower covers keep daylight away from the side; the way of the parts stays open.
    b.box([hoodX[0] + 0.08, hoodX[1] - 0.08], [y - 0.012, y + 0.012], [0.24, 0.78], "body", 0.008);
    b.fine(() => {
      plate(b, side < 0 ? "front" : "back", y + side * 0.0135, [-0.3, 0.3], [0.34, 0.56], "vent");
      b.box([hoodX[0] + 0.08, hoodX[1] - 0.08], [y - 0.016, y + 0.016], [0.7, 0.73], "brand");
    });
  }
}

/** The black hood: a skirt, a truncated pyramid, a collar; its dome shines when it flashes. */
function hood(b: ModelBuilder): void {
  const neck = 0.3;
  b.box(hoodX, [hoodY[0], hoodY[0] + 0.02], [rimM, chestM], "rubber", 0.006);
  b.box(hoodX, [hoodY[1] - 0.02, hoodY[1]], [rimM, chestM], "rubber", 0.006);
  for (const x of [hoodX[0], hoodX[1] - 0.02]) b.box([x, x + 0.02], hoodY, [rimM, chestM], "rubber");
  // Sloped roof on four sides.
  for (const [sx, sy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    const low = (a: number): readonly [number, number, number] =>
      sx === 0 ? [a * 0.72, sy * 0.72, chestM] : [sx * 0.72, a * 0.72, chestM];
    const high = (a: number): readonly [number, number, number] =>
      sx === 0 ? [a * neck, sy * neck, neckM] : [sx * neck, a * neck, neckM];
    b.face([low(-1), low(1), high(1), high(-1)], [sx, sy, 1.4], "rubber");
  }
  b.box(
    [-neck - 0.02, neck + 0.02],
    [-neck - 0.02, neck + 0.02],
    [neckM - 0.02, neckM + 0.04],
    "bodyDark",
    0.01,
  );
  // Rims of aluminium and the name of the maker's stripe.
  for (const y of hoodY)
    b.box(
      [hoodX[0] - 0.01, hoodX[1] + 0.01],
      [y - 0.02, y + 0.02],
      [rimM - 0.03, rimM + 0.02],
      "frame",
      0.006,
    );
  for (const x of hoodX)
    b.box([x - 0.02, x + 0.02], [hoodY[0], hoodY[1]], [rimM - 0.03, rimM + 0.02], "frame", 0.006);
  plate(b, "front", hoodY[0] - 0.003, [hoodX[0] + 0.06, hoodX[1] - 0.06], [1.5, 1.54], "brand");
  plate(b, "back", hoodY[1] + 0.003, [hoodX[0] + 0.06, hoodX[1] - 0.06], [1.5, 1.54], "brand");
  b.fine(() => {
    // Curtains of brushes at the two ends.
    for (const x of hoodX)
      for (let strip = 0; strip < 9; strip += 1) {
        const y = -0.6 + strip * 0.15;
        b.box([x - 0.006, x + 0.006], [y - 0.07, y + 0.07], [1.12, rimM], "rubber");
      }
    b.box([-0.2, 0.2], [hoodY[0] - 0.012, hoodY[0]], [1.3, 1.4], "plate");
  });
  // The dome under the hood, and the light it throws on the bed's rims.
  b.joint("glow", [0, 0, rimM], [0, 0, 1], flash, () => {
    const profile: Range[] = [];
    const steps = b.near ? 6 : 2;
    for (let step = 0; step <= steps; step += 1) {
      const angle = (step / steps) * Math.PI * 0.5;
      profile.push([0.56 * Math.cos(angle), rimM - 0.01 + 0.42 * Math.sin(angle)]);
    }
    b.lathe("z", [0, 0], profile.reverse(), "weldLight", 20);
    b.lathe(
      "z",
      [0, 0],
      [
        [0.64, rimM - 0.035],
        [0.5, rimM - 0.035],
      ],
      "weldLight",
      20,
      false,
    );
    // Line lights on both sides show from outside that it flashes.
    for (const y of [-0.742, 0.742])
      b.box([-0.5, 0.5], [y - 0.012, y + 0.012], [rimM + 0.05, rimM + 0.085], "weldLight");
  });
}

/** Camera, lens and focus axis in the tower on the hood. */
function camera(b: ModelBuilder): void {
  for (const side of [-1, 1])
    b.box([side * 0.2 - 0.03, side * 0.2 + 0.03], [0.1, 0.16], [neckM, towerM], "frame", 0.008);
  b.box([-0.24, 0.24], [0.08, 0.18], [towerM - 0.06, towerM], "frame", 0.008);
  b.box([-0.2, 0.2], [0.09, 0.11], [neckM + 0.05, towerM - 0.08], "bodyDark");
  b.joint(
    "slide",
    [0, 0, neckM],
    [0, 0, 1],
    [
      [0, 0],
      [0.15, 0],
      [0.3, -0.05],
      [0.55, 0.04],
      [0.8, 0],
      [1, 0],
    ],
    () => {
      b.cylinder("z", [0, 0], [neckM + 0.02, neckM + 0.12], [0.085, 0.075], "bodyDark", 16);
      b.cylinder("z", [0, 0], [neckM + 0.12, neckM + 0.2], 0.06, "rubber", 16);
      b.box([-0.07, 0.07], [-0.07, 0.08], [neckM + 0.2, neckM + 0.4], "panel", 0.014);
      b.fine(() => {
        b.cylinder("z", [0, 0], [neckM + 0.135, neckM + 0.15], 0.064, "brand", 16);
        for (let rib = 0; rib < 4; rib += 1)
          b.box(
            [-0.075, 0.075],
            [-0.075, 0.085],
            [neckM + 0.24 + rib * 0.035, neckM + 0.25 + rib * 0.035],
            "bodyDark",
          );
        b.tube(
          [
            [0, 0, neckM + 0.4],
            [0.02, 0.06, neckM + 0.48],
            [0.16, 0.2, neckM + 0.42],
            [0.2, 0.2, neckM + 0.05],
          ],
          0.012,
          "cable",
          6,
        );
      });
    },
  );
  b.fine(() => {
    b.cylinder("z", [0, 0.14], [neckM + 0.05, towerM - 0.06], 0.014, "chrome", 8);
    b.tube(
      [
        [0.2, 0.22, neckM + 0.05],
        [0.22, 0.5, neckM - 0.02],
        [0.3, 0.8, 1.74],
      ],
      0.02,
      "cable",
      6,
    );
  });
  // Reference plate beside the way for the daily check.
  b.fine(() => b.box([-0.12, 0.12], [0.46, 0.6], [bedHeightM + 0.02, bedHeightM + 0.05], "panel", 0.006));
}
