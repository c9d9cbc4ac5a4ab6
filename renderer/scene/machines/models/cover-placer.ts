// D60: a gantry with a vacuum lifter takes covers from a stack behind the line and puts them on the packs.
import { cabinet, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { profile } from "../kit/housing.ts";
import { coverHighM, packCover, packLengthM, packRimM, packWidthM } from "../kit/packs.ts";
import { cableChain, clampFixture, motor, rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";
import { workDoneAt } from "../work-phases.ts";

const railZ = 2.78;
const stackY = 1.06;
const stackTop = 1.02;
const seatZ = bedHeightM + packRimM + 0.004;
/** The lifter is modelled over the pack with its cups here. */
const cupsZ = 1.72;
const span = 1.28;

export const coverPlacer: Model = {
  size: { length: 3.8, width: 3.2, height: 3.4 },
  build(b) {
    rollerBed(b, [-1.9, 1.9], 0.55);
    clampFixture(b, 0, 0.45, 0.53, [0.08, 0.95]);
    gantry(b);
    stack(b);
    lifter(b);
    cabinet(b, [-1.45, -1.2, 0], 0.8, 0.5, 1.9, 0);
    operatorPanel(b, [0.2, -1.2, 0], 0, { stand: true });
    lightCurtain(b, [-1.0, -0.85, 0], [1.85, -0.85, 0]);
    towerLamp(b, [-1.45, -1.2, 1.96]);
  },
};

/** Four columns carry two rails across the line; a blue stripe on the beams. */
function gantry(b: ModelBuilder): void {
  for (const x of [-span, span]) {
    for (const y of [-0.98, 1.52]) {
      profile(b, [x, y, 0.02], [x, y, railZ - 0.1], 0.13);
      b.fine(() => {
        b.box([x - 0.14, x + 0.14], [y - 0.14, y + 0.14], [0, 0.025], "bodyDark", 0.006);
      });
      b.fine(() => {
        for (const sx of [-0.1, 0.1])
          for (const sy of [-0.1, 0.1]) b.cylinder("z", [x + sx, y + sy], [0.025, 0.05], 0.016, "chrome", 6);
      });
    }
    b.box([x - 0.09, x + 0.09], [-1.08, 1.6], [railZ - 0.12, railZ + 0.12], "frame", 0.015);
    b.fine(() => {
      b.box([x - 0.092, x + 0.092], [-1.0, 1.52], [railZ + 0.03, railZ + 0.07], "brand");
    });
    b.fine(() => {
      b.box([x - 0.03, x + 0.03], [-1.05, 1.57], [railZ + 0.12, railZ + 0.15], "chrome");
      for (const y of [-1.04, 1.56])
        b.box([x - 0.05, x + 0.05], [y - 0.03, y + 0.03], [railZ + 0.12, railZ + 0.22], "rubber", 0.01);
    });
  }
  b.box([-span, span], [1.47, 1.57], [railZ - 0.1, railZ + 0.06], "frame", 0.012);
  b.fine(() => {
    b.box([-span + 0.07, span - 0.07], [1.49, 1.55], [0.25, 0.33], "frame", 0.008);
  });
  b.at([span + 0.16, 0.2, 0], 90, () => cableChain(b, [-0.4, 0.8], 0, railZ - 0.02));
}

/** The stack of covers on its trolley, between guide posts. */
function stack(b: ModelBuilder): void {
  b.at([0, stackY, 0], 0, () => {
    b.box([-0.78, 0.78], [-0.5, 0.5], [0.14, 0.24], "bodyDark", 0.012);
    b.fine(() => {
      for (const x of [-0.65, 0.65])
        for (const y of [-0.4, 0.4]) b.cylinder("y", [x, 0.08], [y - 0.025, y + 0.025], 0.08, "rubber", 12);
    });
    const covers = b.near ? 9 : 3;
    const pitch = (stackTop - coverHighM - 0.25) / (covers - 1);
    for (let cover = 0; cover < covers; cover += 1) {
      const z = 0.25 + cover * pitch;
      if (cover === covers - 1) packCover(b, [0, 0, z]);
      else {
        b.box(
          [-packLengthM / 2, packLengthM / 2],
          [-packWidthM / 2, packWidthM / 2],
          [z, z + 0.005],
          "panel",
        );
        b.box(
          [-packLengthM / 2 + 0.07, packLengthM / 2 - 0.07],
          [-packWidthM / 2 + 0.07, packWidthM / 2 - 0.07],
          [z + 0.005, z + pitch],
          "panel",
        );
      }
    }
    for (const x of [-0.5, 0.5])
      for (const y of [-0.52, 0.52])
        b.box([x - 0.02, x + 0.02], [y - 0.02, y + 0.02], [0.2, 1.2], "safety", 0.006);
    b.fine(() => {
      for (const x of [-0.79, 0.79]) b.box([x - 0.02, x + 0.02], [-0.3, -0.26], [0.2, 1.2], "safety", 0.006);
    });
  });
}

/** The bridge that runs on the rails, the mast that goes down, the frame of suction cups with what it holds. */
function lifter(b: ModelBuilder): void {
  const run: Track = [
    [0, 0.5],
    [0.1, stackY],
    [0.36, stackY],
    [0.56, 0],
    [0.86, 0],
    [1, 0.5],
  ];
  const reach = cupsZ - stackTop;
  const place = cupsZ - seatZ - coverHighM;
  const down: Track = [
    [0, 0],
    [0.1, 0],
    [0.2, -reach],
    [0.26, -reach],
    [0.36, 0],
    [0.56, 0],
    [0.7, -place],
    [0.77, -place],
    [0.86, 0],
    [1, 0],
  ];
  b.joint("slide", [0, 0, railZ], [0, 1, 0], run, () => {
    b.box([-span - 0.06, span + 0.06], [-0.14, 0.14], [railZ + 0.16, railZ + 0.32], "body", 0.02);
    b.fine(() => {
      b.box([-span, span], [-0.143, 0.143], [railZ + 0.22, railZ + 0.26], "brand");
    });
    for (const x of [-span, span])
      b.fine(() => {
        b.box([x - 0.13, x + 0.13], [-0.2, 0.2], [railZ + 0.13, railZ + 0.19], "bodyDark", 0.01);
      });
    b.box([-0.24, 0.24], [-0.2, 0.2], [railZ - 0.12, railZ + 0.2], "bodyDark", 0.02);
    b.fine(() => {
      motor(b, [span - 0.1, 0.0, railZ + 0.4], 180, 0.9);
    });
    // Vacuum blower.
    b.box([-0.85, -0.45], [-0.13, 0.13], [railZ + 0.32, railZ + 0.52], "accent", 0.03);
    b.fine(() => {
      b.cylinder("x", [0, railZ + 0.42], [-1.02, -0.85], 0.1, "bodyDark", 14);
    });
    b.joint("slide", [0, 0, cupsZ], [0, 0, 1], down, () => {
      b.box([-0.08, 0.08], [-0.08, 0.08], [cupsZ + 0.2, railZ + 0.5], "frame", 0.012);
      b.fine(() => {
        for (const x of [-0.05, 0.05])
          b.box([x - 0.012, x + 0.012], [-0.095, -0.08], [cupsZ + 0.3, railZ + 0.45], "chrome");
      });
      for (const y of [-0.3, 0.3])
        b.box([-0.68, 0.68], [y - 0.035, y + 0.035], [cupsZ + 0.13, cupsZ + 0.2], "frame", 0.008);
      for (const x of [-0.6, 0, 0.6])
        b.box([x - 0.035, x + 0.035], [-0.4, 0.4], [cupsZ + 0.2, cupsZ + 0.26], "frame", 0.008);
      const cups = b.near ? [-0.6, -0.2, 0.2, 0.6] : [-0.55, 0.55];
      for (const x of cups)
        for (const y of [-0.33, 0.33]) {
          if (!b.near) {
            b.box([x - 0.05, x + 0.05], [y - 0.05, y + 0.05], [cupsZ, cupsZ + 0.1], "rubber");
            continue;
          }
          b.lathe(
            "z",
            [x, y],
            [
              [0, cupsZ],
              [0.075, cupsZ],
              [0.05, cupsZ + 0.03],
              [0.03, cupsZ + 0.05],
              [0.018, cupsZ + 0.14],
              [0, cupsZ + 0.14],
            ],
            "rubber",
            8,
            false,
          );
          b.fine(() =>
            b.tube(
              [
                [x, y, cupsZ + 0.1],
                [x * 0.8, y * 0.7, cupsZ + 0.3],
                [x * 0.2, y * 0.3, cupsZ + 0.34],
              ],
              0.012,
              "hose",
              6,
            ),
          );
        }
      b.fine(() => {
        b.cylinder("z", [0, 0.14], [cupsZ + 0.26, cupsZ + 0.42], 0.06, "bodyDark", 12);
      });
      b.joint(
        "show",
        [0, 0, cupsZ],
        [0, 0, 1],
        [
          [0, 0],
          [0.24, 1],
          [workDoneAt.coverPlacer[0], 0],
        ],
        () => packCover(b, [0, 0, cupsZ - coverHighM]),
      );
    });
  });
}
