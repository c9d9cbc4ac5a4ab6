// A50 and presses in general: four columns, a crown with the servo spindle, a ram that comes down on the part; light curtain.
import {
  cabinet,
  emergencyStop,
  lightCurtain,
  namePlate,
  operatorPanel,
  towerLamp,
} from "../kit/controls.ts";
import { casting, hose, hub } from "../kit/castings.ts";
import { cableChain, clampFixture, rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";

const columnX = 0.62;
const columnY = 0.68;
const crownM = 2.12;

export const servoPress: Model = {
  size: { length: 3.4, width: 2.8, height: 3.2 },
  build(b) {
    rollerBed(b, [-1.7, 1.7]);
    b.fine(() => clampFixture(b, 0, 0.26, 0.36, [0.08, 0.92]));
    frame(b);
    drive(b);
    ram(b);
    carrierMagazine(b);
    lightCurtain(b, [-0.95, -1.02, 0], [0.95, -1.02, 0], 1.9);
    for (const side of [-1, 1]) sideGuard(b, side);
    cabinet(b, [-0.85, 1.16, 0], 0.9, 0.44, 1.95, 180);
    operatorPanel(b, [-1.28, -1.08, 0], 0, { stand: true });
    twoHandStand(b);
    b.fine(() => emergencyStop(b, [0.95, -1.1, 1.15]));
    towerLamp(b, [columnX + 0.1, -columnY - 0.02, crownM + 0.46], 0.05);
  },
};

/** Bed plate on its foundation, columns with collars, crown of welded plate. */
function frame(b: ModelBuilder): void {
  for (const side of [-1, 1]) {
    b.box([-0.86, 0.86], [side * 0.46, side * 0.92], [0, 0.12], "rubber");
    b.box([-0.88, 0.88], [side * 0.45, side * 0.94], [0.12, 0.62], "body", 0.02);
    b.box([-0.92, 0.92], [side * 0.44, side * 0.96], [0.62, 0.74], "bodyDark", 0.02);
    b.fine(() => {
      const out = side * 0.945;
      b.box([-0.5, 0.5], [out - 0.004, out + 0.004], [0.22, 0.54], "body", 0.004);
      b.box([-0.42, -0.18], [out - 0.008, out + 0.008], [0.28, 0.42], "vent");
    });
    for (const x of [-columnX, columnX]) {
      b.cylinder("z", [x, side * columnY], [0.74, crownM], 0.075, "chrome", b.near ? 16 : 12);
      b.fine(() => {
        for (const [low, high, wide] of [
          [0.74, 0.86, 0.115],
          [crownM - 0.1, crownM, 0.115],
          [crownM + 0.42, crownM + 0.5, 0.1],
        ] as const)
          b.cylinder("z", [x, side * columnY], [low, high], wide, "bodyDark", wide > 0.11 ? 14 : 6);
      });
    }
  }
  // A solid die bed between the rollers takes the force.
  b.box([-0.3, 0.3], [-0.34, 0.34], [0.3, bedHeightM - 0.17], "steel", 0.015);
  b.box([-0.86, 0.86], [-0.94, 0.94], [crownM, crownM + 0.42], "body", 0.03);
  b.box([-0.9, 0.9], [-0.98, 0.98], [crownM + 0.06, crownM + 0.1], "bodyDark", 0.008);
  b.fine(() => {
    for (const side of [-1, 1]) {
      b.box(
        [-0.86, 0.86],
        [side * 0.942 - 0.002, side * 0.942 + 0.002],
        [crownM + 0.15, crownM + 0.23],
        "brand",
      );
      b.box(
        [0.3, 0.7],
        [side * 0.944 - 0.002, side * 0.944 + 0.002],
        [crownM + 0.27, crownM + 0.37],
        "plate",
      );
      b.box(
        [-0.7, -0.2],
        [side * 0.944 - 0.002, side * 0.944 + 0.002],
        [crownM + 0.27, crownM + 0.37],
        "bodyDark",
      );
    }
    for (const x of [-0.6, 0.6]) {
      b.tube(
        [
          [x - 0.05, -0.6, crownM + 0.42],
          [x - 0.05, -0.6, crownM + 0.5],
          [x + 0.05, -0.6, crownM + 0.5],
          [x + 0.05, -0.6, crownM + 0.42],
        ],
        0.014,
        "steel",
        6,
      );
    }
  });
}

/** The servo motor with its belt housing and the upright spindle on the crown, cables, load cell. */
function drive(b: ModelBuilder): void {
  const z = crownM + 0.42;
  casting(
    b,
    [0.14, 0],
    [
      [z, 0, 0.5, 0.26],
      [z + 0.16, 0, 0.5, 0.26],
      [z + 0.2, 0, 0.47, 0.23],
    ],
    "bodyDark",
    16,
    5,
  );
  b.cylinder("z", [-0.06, 0], [z + 0.2, z + 0.5], 0.15, "panel", 18);
  b.fine(() => hub(b, "z", [-0.06, 0], [z + 0.47, z + 0.54], 0.12, "bodyDark", 16));
  b.fine(() => b.box([0.26, 0.54], [-0.14, 0.14], [z + 0.2, z + 0.26], "steel", 0.01));
  b.cylinder("z", [0.4, 0], [z + 0.26, z + 0.58], 0.12, "bodyDark", 16);
  b.fine(() => {
    for (let fin = 0; fin < 5; fin += 1)
      b.lathe(
        "z",
        [0.4, 0],
        [
          [0.12, z + 0.28 + fin * 0.05],
          [0.135, z + 0.29 + fin * 0.05],
          [0.135, z + 0.305 + fin * 0.05],
          [0.12, z + 0.315 + fin * 0.05],
        ],
        "bodyDark",
        12,
        false,
      );
    b.cylinder("z", [0.4, 0], [z + 0.56, z + 0.64], 0.11, "rubber", 14);
    hose(
      b,
      [
        [0.4, 0.1, z + 0.5],
        [0.4, 0.35, z + 0.5],
        [0.1, 0.6, z + 0.1],
        [-0.4, 0.8, z + 0.06],
        [-0.6, 1.0, 2.1],
        [-0.6, 1.06, 1.95],
      ],
      0.03,
    );
  });
  if (!b.near) b.bar([0.2, 0.5, z], [-0.5, 1, 1.95], 0.03, "cable", 6);
}

/** The ram on four guide bushes: spindle, plate, force sensor, tool with the die; it dwells under force. */
function ram(b: ModelBuilder): void {
  const stroke = -0.52;
  // Guide sleeves of the spindle stay on the crown.
  b.fine(() => b.cylinder("z", [-0.06, 0], [crownM - 0.12, crownM], 0.13, "steel", 14));
  b.joint(
    "slide",
    [0, 0, 1.7],
    [0, 0, 1],
    [
      [0, 0],
      [0.12, 0],
      [0.34, stroke * 0.86],
      [0.46, stroke],
      [0.76, stroke],
      [0.94, 0],
      [1, 0],
    ],
    () => {
      b.cylinder("z", [-0.06, 0], [1.84, 2.6], 0.07, "chrome", 14);
      b.box([-0.78, 0.78], [-0.84, 0.84], [1.74, 1.86], "body", 0.025);
      for (const side of [-1, 1])
        for (const x of [-columnX, columnX]) {
          b.fine(() => {
            b.cylinder("z", [x, side * columnY], [1.68, 1.94], 0.115, "steel", 14);
            b.cylinder("z", [x, side * columnY], [1.92, 1.96], 0.095, "rubber", 10);
          });
        }
      b.fine(() => b.cylinder("z", [-0.06, 0], [1.66, 1.74], 0.14, "brand", 14));
      b.box([-0.38, 0.38], [-0.3, 0.3], [1.62, 1.68], "steel", 0.012);
      b.box([-0.26, 0.26], [-0.19, 0.19], [1.6, 1.62], "copper");
      b.fine(() => {
        b.box([-0.78, 0.78], [-0.846, -0.842], [1.77, 1.83], "hazard");
        b.box([-0.78, 0.78], [0.842, 0.846], [1.77, 1.83], "hazard");
        b.cylinder("z", [-0.06, 0], [1.86, 1.95], 0.11, "steel", 14);
      });
    },
  );
  b.fine(() => {
    // The scale of the stroke beside a column.
    b.box(
      [columnX + 0.16, columnX + 0.2],
      [-columnY - 0.03, -columnY + 0.03],
      [0.74, crownM],
      "frame",
      0.004,
    );
  });
}

/** Side plates and busbar carriers wait in a magazine on the back of the bed, with a shuttle that lays one on the part. */
function carrierMagazine(b: ModelBuilder): void {
  const x = -1.24;
  b.box([x - 0.3, x + 0.3], [0.5, 1.0], [0.1, 0.86], "body", 0.015);
  b.box([x - 0.26, x + 0.26], [0.54, 0.96], [0, 0.1], "rubber");
  b.box([x - 0.31, x + 0.31], [0.49, 1.01], [0.86, 0.9], "frame", 0.008);
  const sheets = b.near ? 8 : 1;
  for (let sheet = 0; sheet < sheets; sheet += 1) {
    const z = 0.91 + sheet * 0.032;
    b.box(
      [x - 0.22, x + 0.22],
      [0.6, 0.92],
      [z, b.near ? z + 0.022 : z + 0.25],
      sheet % 2 === 0 ? "copper" : "panel",
      0.004,
    );
  }
  b.fine(() => {
    for (const sx of [-0.24, 0.24])
      for (const y of [0.58, 0.94])
        b.box([x + sx - 0.014, x + sx + 0.014], [y - 0.014, y + 0.014], [0.9, 1.3], "chrome");
    cableChain(b, [-1.1, -0.3], 1.0, 1.36);
  });
}

/** Glazed guards at both ends over the line. */
function sideGuard(b: ModelBuilder, side: number): void {
  const x = side * 0.96;
  for (const y of [-0.98, 0.98]) b.box([x - 0.03, x + 0.03], [y - 0.03, y + 0.03], [0, 2.1], "safety", 0.006);
  b.box([x - 0.02, x + 0.02], [-0.95, 0.95], [1.3, 1.34], "frame");
  b.box([x - 0.02, x + 0.02], [-0.95, 0.95], [2.06, 2.1], "frame");
  b.face(
    [
      [x, -0.95, 1.34],
      [x, 0.95, 1.34],
      [x, 0.95, 2.06],
      [x, -0.95, 2.06],
    ],
    [side, 0, 0],
    "glass",
  );
}

/** A stand with two start buttons and a stop. */
function twoHandStand(b: ModelBuilder): void {
  const [x, y] = [1.3, -1.1];
  b.fine(() => {
    b.box([x - 0.16, x + 0.16], [y - 0.12, y + 0.12], [0, 0.02], "bodyDark", 0.006);
    b.box([x - 0.04, x + 0.04], [y - 0.03, y + 0.03], [0.02, 0.95], "frame", 0.006);
    b.box([x - 0.24, x + 0.24], [y - 0.09, y + 0.09], [0.95, 1.05], "bodyDark", 0.015);
    for (const side of [-1, 1]) b.cylinder("z", [x + side * 0.17, y], [1.05, 1.075], 0.035, "rubber", 12);
    b.cylinder("z", [x, y], [1.05, 1.085], 0.028, "emergency", 12);
    namePlate(b, [x, y - 0.09, 0.975], 0.16, 0.05);
  });
}
