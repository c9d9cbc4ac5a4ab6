// B50: module test. A contact bell comes down on the module from a portal, orange cables lead to the test cabinets behind.
import {
  cabinet,
  emergencyStop,
  lightCurtain,
  operatorPanel,
  signalDome,
  towerLamp,
  warningTriangle,
} from "../kit/controls.ts";
import { highVoltageCable } from "../kit/goods.ts";
import { plate } from "../kit/housing.ts";
import { instrumentRack } from "../kit/benches.ts";
import { litBetween } from "../kit/supplies.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

const bellX: Range = [-0.4, 0.4];
const bellY: Range = [-0.36, 0.36];
/** How far the bell stands above its contact when it is up. */
const strokeM = 0.36;
/** Lower rim of the bell in contact, the portal's head. */
const rimM = bedHeightM + 0.14;
const headM = 2.05;

export const moduleTester: Model = {
  size: { length: 3, width: 2.6, height: 2.6 },
  build(b) {
    rollerBed(b, [-1.5, 1.5], 0.36);
    portal(b);
    bell(b);
    guards(b);
    b.at([0, 0, 0], 0, () => {
      instrumentRack(b, [-1.05, 0.97, 0], 2.0, 0);
      instrumentRack(b, [-0.42, 0.97, 0], 2.0, 0);
      cabinet(b, [0.62, 0.98, 0], 1.4, 0.6, 2.0, 0);
    });
    // The backs of the cabinets are seen from the other aisle.
    b.fine(() => {
      for (const x of [-1.05, -0.42]) plate(b, "back", 1.297, [x - 0.2, x + 0.2], [0.5, 1.7], "vent");
      for (const x of [0.28, 0.96]) {
        plate(b, "back", 1.282, [x - 0.24, x + 0.24], [0.3, 0.7], "vent");
        plate(b, "back", 1.282, [x - 0.24, x + 0.24], [1.5, 1.8], "vent");
      }
      plate(b, "back", 1.282, [0.615, 0.625], [0.12, 1.98], "bodyDark");
    });
    operatorPanel(b, [1.12, -1.05, 0], 0, { stand: true });
    emergencyStop(b, [-1.42, -0.72, 1.1]);
    towerLamp(b, [0.7, -0.5, headM + 0.16], 0.18);
    signalDome(b, [-0.7, -0.5, headM + 0.16], litBetween(0.24, 0.8));
  },
};

/** Four columns, a head plate and the press cylinder on it. */
function portal(b: ModelBuilder): void {
  for (const x of [-0.72, 0.72])
    for (const y of [-0.54, 0.54]) {
      b.box([x - 0.06, x + 0.06], [y - 0.06, y + 0.06], [0.03, headM], "body", 0.014);
      b.fine(() => b.box([x - 0.11, x + 0.11], [y - 0.11, y + 0.11], [0, 0.03], "steel", 0.006));
    }
  b.box([-0.86, 0.86], [-0.66, 0.66], [headM, headM + 0.16], "body", 0.02);
  for (const y of [-0.664, 0.664])
    plate(b, y < 0 ? "front" : "back", y, [-0.84, 0.84], [headM + 0.06, headM + 0.1], "brand");
  b.cylinder("z", [0, 0], [headM + 0.16, headM + 0.44], 0.1, "frame", 18);
  b.fine(() => {
    b.box([-0.13, 0.13], [-0.13, 0.13], [headM + 0.16, headM + 0.2], "steel", 0.008);
    b.box([-0.12, 0.12], [-0.12, 0.12], [headM + 0.44, headM + 0.48], "steel", 0.008);
    for (const x of [-0.1, 0.1])
      for (const y of [-0.1, 0.1]) b.cylinder("z", [x, y], [headM + 0.2, headM + 0.44], 0.01, "chrome", 6);
    b.cylinder("x", [0, headM + 0.38], [0.1, 0.16], 0.02, "copper", 6);
    b.tube(
      [
        [0.16, 0, headM + 0.38],
        [0.3, 0.1, headM + 0.4],
        [0.5, 0.5, headM + 0.22],
        [0.6, 0.75, headM],
      ],
      0.014,
      "hose",
      6,
    );
    b.box([-0.25, 0.25], [-0.672, -0.662], [headM - 0.0, headM + 0.05], "plate");
    warningTriangle(b, [0.5, -0.668, headM + 0.01], 0.13);
  });
  // Cross beams keep the columns apart behind the bed.
  for (const y of [-0.54, 0.54]) b.box([-0.66, 0.66], [y - 0.04, y + 0.04], [0.3, 0.4], "bodyDark");
}

/** The bell with its rows of contact pins, guide rods and the plugs of the orange cables; it rests on the module while testing. */
function bell(b: ModelBuilder): void {
  b.joint(
    "slide",
    [0, 0, rimM],
    [0, 0, 1],
    [
      [0, strokeM],
      [0.1, strokeM],
      [0.22, 0],
      [0.82, 0],
      [0.93, strokeM],
      [1, strokeM],
    ],
    () => {
      // A clear skirt; above it the black contact plate; then the sloped cover.
      b.box(bellX, bellY, [rimM + 0.2, rimM + 0.26], "steel", 0.01);
      for (const y of bellY)
        b.face(
          [
            [bellX[0], y, rimM],
            [bellX[1], y, rimM],
            [bellX[1], y, rimM + 0.2],
            [bellX[0], y, rimM + 0.2],
          ],
          [0, y, 0],
          "glass",
        );
      b.box(
        [bellX[0] + 0.04, bellX[1] - 0.04],
        [bellY[0] + 0.04, bellY[1] - 0.04],
        [rimM + 0.14, rimM + 0.2],
        "rubber",
      );
      for (const [sx, sy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const low = (a: number): readonly [number, number, number] =>
          sx === 0 ? [a * 0.4, sy * 0.36, rimM + 0.26] : [sx * 0.4, a * 0.36, rimM + 0.26];
        const high = (a: number): readonly [number, number, number] =>
          sx === 0 ? [a * 0.2, sy * 0.17, rimM + 0.46] : [sx * 0.2, a * 0.17, rimM + 0.46];
        b.face([low(-1), low(1), high(1), high(-1)], [sx, sy, 1], "accent");
      }
      b.box([-0.2, 0.2], [-0.17, 0.17], [rimM + 0.45, rimM + 0.52], "bodyDark", 0.012);
      b.cylinder("z", [0, 0], [rimM + 0.52, headM + 0.1], 0.045, "chrome", 12);
      for (const x of [-0.34, 0.34]) b.cylinder("z", [x, 0], [rimM + 0.26, headM + 0.24], 0.022, "chrome", 8);
      b.fine(() => {
        for (let pin = 0; pin < 9; pin += 1)
          for (const y of [-0.13, 0.13]) {
            const x = -0.24 + pin * 0.06;
            b.cylinder("z", [x, y], [rimM + 0.08, rimM + 0.14], 0.009, "copper", 5);
          }
        for (const x of [-0.36, 0.36])
          for (const y of [-0.32, 0.32])
            b.cylinder("z", [x, y], [rimM + 0.02, rimM + 0.2], 0.014, "chrome", 6);
      });
      for (const x of [-0.28, 0.28]) {
        b.cylinder("y", [x, rimM + 0.33], [0.26, 0.4], 0.035, "cableHv", 10);
        b.fine(() => b.cylinder("y", [x, rimM + 0.33], [0.24, 0.28], 0.05, "rubber", 10));
        b.fine(() =>
          highVoltageCable(
            b,
            [
              [x, 0.38, rimM + 0.33],
              [x, 0.5, rimM + 0.36],
              [x, 0.6, rimM + 0.28],
              [x, 0.66, rimM + 0.12],
            ],
            0.022,
          ),
        );
      }
    },
  );
}

/** Light curtain in front, clear side screens. */
function guards(b: ModelBuilder): void {
  lightCurtain(b, [-1.42, -0.72, 0], [1.42, -0.72, 0], 1.7);
  for (const x of [-1.45, 1.45]) {
    b.box([x - 0.03, x + 0.03], [0.55, 0.61], [0, 1.9], "frame", 0.006);
    b.face(
      [
        [x, -0.68, 1.3],
        [x, 0.56, 1.3],
        [x, 0.56, 1.85],
        [x, -0.68, 1.85],
      ],
      [Math.sign(x), 0, 0],
      "glass",
    );
    b.box([x - 0.02, x + 0.02], [-0.7, 0.58], [1.85, 1.9], "frame");
    b.fine(() => b.box([x - 0.02, x + 0.02], [-0.7, 0.58], [1.28, 1.31], "frame"));
  }
}
