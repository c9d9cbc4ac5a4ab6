// A40: two small robots round a stacking fixture: one takes cells from the line, the other lays foils and pads between them.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { cellRow } from "../kit/cells.ts";
import { profile } from "../kit/housing.ts";
import { robotArm } from "../kit/robots.ts";
import { vacuumGripper } from "../kit/tools.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

const toolM = 0.2;
const scale = 0.6;
const leftFoot: Vector = [-0.78, 0.78, 0.9];
const rightFoot: Vector = [0.78, 0.78, 0.9];
/** Top of the stack in the fixture. */
const stackTopM = bedHeightM + 0.26;

export const stackingCell: Model = {
  size: { length: 3.6, width: 3.2, height: 2.8 },
  build(b) {
    rollerBed(b, [-1.8, 1.8]);
    table(b);
    fixture(b);
    const from = (foot: Vector, [x, y, z]: Vector): Vector => [x - foot[0], y - foot[1], z - foot[2]];
    const lifted = ([x, y, z]: Vector): Vector => [x, y, z + 0.22];
    const stackLeft = from(leftFoot, [-0.06, 0, stackTopM]);
    const stackRight = from(rightFoot, [0.06, 0, stackTopM]);
    const cell = from(leftFoot, [-1.18, 0, bedHeightM + 0.13]);
    const pad = from(rightFoot, [1.2, 0.42, 1.06]);
    robotArm(b, {
      foot: leftFoot,
      scale,
      toolM,
      // Twice a cycle from the line to the stack, while the other one turns to its magazine.
      path: [
        [0, lifted(cell)],
        [0.07, cell],
        [0.11, cell],
        [0.18, lifted(cell)],
        [0.33, lifted(stackLeft)],
        [0.4, stackLeft],
        [0.45, stackLeft],
        [0.5, lifted(stackLeft)],
        [0.62, lifted(cell)],
        [0.67, cell],
        [0.7, cell],
        [0.75, lifted(cell)],
        [0.86, lifted(stackLeft)],
        [0.9, stackLeft],
        [0.93, lifted(stackLeft)],
        [1, lifted(cell)],
      ],
      tool: () => {
        vacuumGripper(b, 0.22, 0.16, toolM, [2, 2]);
        const held = [
          [0, 0],
          [0.09, 1],
          [0.42, 0],
          [0.685, 1],
          [0.9, 0],
        ] as const;
        b.joint("show", [0, 0, -toolM], [0, 0, 1], held, () => cellRow(b, [0, 0, -toolM - 0.122], 1));
      },
    });
    robotArm(b, {
      foot: rightFoot,
      scale,
      toolM,
      path: [
        [0, lifted(stackRight)],
        [0.05, stackRight],
        [0.09, stackRight],
        [0.14, lifted(stackRight)],
        [0.3, lifted(pad)],
        [0.36, pad],
        [0.4, pad],
        [0.46, lifted(pad)],
        [0.56, lifted(stackRight)],
        [0.6, stackRight],
        [0.63, stackRight],
        [0.68, lifted(stackRight)],
        [0.82, lifted(pad)],
        [0.86, pad],
        [0.89, pad],
        [0.93, lifted(pad)],
        [1, lifted(stackRight)],
      ],
      tool: () => {
        vacuumGripper(b, 0.22, 0.16, toolM, [2, 2]);
        const held = [
          [0, 1],
          [0.07, 0],
          [0.38, 1],
          [0.615, 0],
          [0.875, 1],
        ] as const;
        b.joint("show", [0, 0, -toolM], [0, 0, 1], held, () =>
          b.box([-0.13, 0.13], [-0.1, 0.1], [-toolM - 0.012, -toolM], "panel", 0.003),
        );
      },
    });
    padMagazine(b, [1.2, 0.42, 0]);
    portal(b);
    cabinet(b, [1.2, 1.36, 0], 0.8, 0.42, 1.9, 180);
    b.fine(() => lightCurtain(b, [-1.66, -0.66, 0], [1.66, -0.66, 0], 1.5));
    operatorPanel(b, [1.46, -0.98, 0], 0, { stand: true });
    b.fine(() => emergencyStop(b, [1.66, -0.73, 1.05]));
    towerLamp(b, [1.6, -0.52, 2.44], 0.05);
  },
};

/** The welded machine table behind the line on which both robots stand, with doors below. */
function table(b: ModelBuilder): void {
  b.fine(() => b.box([-1.6, 1.6], [0.46, 1.1], [0, 0.1], "rubber"));
  b.box([-1.66, 1.66], [0.44, 1.12], [0.1, 0.86], "body", 0.015);
  b.box([-1.7, 1.7], [0.42, 1.14], [0.86, 0.9], "frame", 0.012);
  b.fine(() => {
    for (const x of [-1.25, -0.42, 0.42, 1.25]) {
      for (const y of [1.12]) b.box([x - 0.4, x + 0.4], [y, y + 0.006], [0.16, 0.8], "body");
      b.box([x + 0.28, x + 0.34], [1.122, 1.14], [0.5, 0.62], "rubber");
    }
    // Ducts for the cables along the back edge of the table.
    b.box([-1.66, 1.66], [1.02, 1.1], [0.9, 0.97], "plate");
  });
}

/** The fixture: base, four guide columns outside the way of the parts, two slides that align from both sides. */
function fixture(b: ModelBuilder): void {
  for (const side of [-1, 1]) {
    b.box([-0.42, 0.42], [side * 0.46 - 0.06, side * 0.46 + 0.06], [0.74, 0.905], "steel");
    for (const x of [-0.34, 0.34]) {
      b.fine(() => {
        b.lathe(
          "z",
          [x, side * 0.46],
          [
            [0.022, 0.9],
            [0.022, 1.42],
          ],
          "chrome",
          8,
          false,
        );
        b.cylinder("z", [x, side * 0.46], [0.9, 0.95], 0.04, "bodyDark", 8);
      });
    }
    b.box([-0.38, 0.38], [side * 0.46 - 0.03, side * 0.46 + 0.03], [1.4, 1.44], "steel");
    const squeeze = [
      [0, 0],
      [0.12, -side * 0.07],
      [0.3, 0],
      [0.42, 0],
      [0.48, -side * 0.07],
      [0.6, 0],
      [0.9, 0],
      [0.94, -side * 0.07],
      [1, 0],
    ] as const;
    b.joint("slide", [0, side * 0.4, 1], [0, 1, 0], squeeze, () => {
      b.fine(() => b.box([-0.28, 0.28], [side * 0.375, side * 0.4], [0.93, 1.02], "steel"));
      b.fine(() => {
        for (const x of [-0.15, 0.15]) b.bar([x, side * 0.4, 1], [x, side * 0.52, 1], 0.016, "chrome", 8);
      });
    });
    b.fine(() => {
      for (const x of [-0.15, 0.15])
        b.cylinder("y", [x, 1], side < 0 ? [-0.64, -0.5] : [0.5, 0.64], 0.034, "frame", 10);
    });
  }
}

/** A magazine of pads: a tray on a lift with four corner guides. */
function padMagazine(b: ModelBuilder, [x, y]: Vector): void {
  b.fine(() => b.box([x - 0.22, x + 0.22], [y - 0.12, y + 0.18], [0.9, 0.93], "bodyDark"));
  b.at([x, y + 0.08, 0.93], 0, () => {
    b.box([-0.16, 0.16], [-0.18, 0.06], [0, 0.02], "bodyDark");
    if (b.near)
      for (let pad = 0; pad < 7; pad += 1)
        b.box(
          [-0.13, 0.13],
          [-0.16, 0.04],
          [0.022 + pad * 0.014, 0.034 + pad * 0.014],
          pad % 2 === 0 ? "panel" : "hose",
        );
    else b.box([-0.13, 0.13], [-0.16, 0.04], [0.02, 0.12], "panel");
    b.fine(() => {
      for (const sx of [-1, 1])
        for (const sy of [-0.18, 0.06])
          b.box([sx * 0.145 - 0.012, sx * 0.145 + 0.012], [sy - 0.012, sy + 0.012], [0, 0.3], "frame");
    });
  });
}

/** A light portal of profiles over the cell with lamps, a camera over the fixture and the cable duct. */
function portal(b: ModelBuilder): void {
  const z = 2.4;
  for (const x of [-1.66, 1.66]) {
    b.box([x - 0.035, x + 0.035], [1.045, 1.115], [0.9, z], "frame");
    profile(b, [x, -0.52, 0], [x, -0.52, z], 0.07);
    b.box([x - 0.035, x + 0.035], [-0.48, 1.04], [z - 0.035, z + 0.035], "frame");
  }
  b.box([-1.7, 1.7], [1.045, 1.115], [z - 0.035, z + 0.035], "frame");
  profile(b, [-1.7, -0.52, z], [1.7, -0.52, z], 0.07);
  b.box([-1.62, 1.62], [-0.03, 0.03], [z - 0.03, z + 0.03], "frame");
  if (!b.near) return;
  b.box([-1.3, -0.2], [0.16, 0.24], [z - 0.06, z - 0.03], "light");
  b.box([0.2, 1.3], [0.16, 0.24], [z - 0.06, z - 0.03], "light");
  b.fine(() => b.box([-0.045, 0.045], [-0.05, 0.04], [z - 0.22, z - 0.03], "bodyDark", 0.01));
  b.fine(() => b.cylinder("z", [0, -0.005], [z - 0.3, z - 0.22], [0.03, 0.038], "rubber", 10));
  b.fine(() => {
    b.box([-1.6, 1.6], [1.02, 1.14], [z + 0.036, z + 0.1], "plate", 0.006);
    b.box([-0.5, 0.5], [-0.56, -0.555], [z - 0.03, z + 0.03], "brand");
  });
}
