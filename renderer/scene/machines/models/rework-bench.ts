// B30: rework preparation by hand. The module stands on a turntable in the conveyor; tools, magnifier lamp and grinder around it.
// The operator's place is at +y, so the board of tools stands at -y and looks there.
import { magnifierLamp, toolBoard } from "../kit/benches.ts";
import { emergencyStop, monitor, towerLamp } from "../kit/controls.ts";
import { plate } from "../kit/housing.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

/** Depth of the table on the operator's side, and the wall of tools. */
const tableY: Range = [0.43, 0.84];
const backY = -0.62;

export const reworkBench: Model = {
  size: { length: 3, width: 1.8, height: 2.2 },
  build(b) {
    rollerBed(b, [-1.5, -0.5], 0.36, { motor: false, legs: b.near });
    rollerBed(b, [0.5, 1.5], 0.36, { motor: false, legs: b.near });
    turntable(b);
    table(b);
    wall(b);
    towerLamp(b, [1.38, backY - 0.06, 2.02], 0.12);
    b.at([0, 0, 0], 180, () => emergencyStop(b, [1.3, -tableY[1] - 0.02, 0.72]));
    // Second-failure box: what cannot be saved waits here.
    b.box([-1.44, -1.06], [-0.9, -0.7], [0.1, 0.44], "cabinet", 0.012);
    b.fine(() => {
      b.box([-1.42, -1.08], [-0.88, -0.72], [0.43, 0.445], "rubber");
      b.box([-1.46, -1.04], [-0.92, -0.68], [0, 0.1], "frame");
      plate(b, "front", -0.902, [-1.34, -1.16], [0.22, 0.34], "emergency");
    });
  },
};

/** The turning plate in the bed on which the module is worked on; it turns to the other side and back. */
function turntable(b: ModelBuilder): void {
  b.box([-0.48, 0.48], [-0.4, 0.4], [0.5, bedHeightM - 0.1], "bodyDark", 0.012);
  for (const x of [-0.4, 0.4])
    for (const y of [-0.32, 0.32]) b.box([x - 0.04, x + 0.04], [y - 0.04, y + 0.04], [0, 0.5], "frame");
  b.joint(
    "rotate",
    [0, 0, 0],
    [0, 0, 1],
    [
      [0, 0],
      [0.34, 0],
      [0.44, Math.PI],
      [0.8, Math.PI],
      [0.9, 0],
      [1, 0],
    ],
    () => {
      b.cylinder("z", [0, 0], [bedHeightM - 0.1, bedHeightM - 0.04], 0.34, "steel", 24);
      b.box([-0.42, 0.42], [-0.33, 0.33], [bedHeightM - 0.04, bedHeightM - 0.004], "plate", 0.01);
      b.fine(() => {
        for (const x of [-0.34, 0.34])
          for (const y of [-0.25, 0.25])
            b.cylinder("z", [x, y], [bedHeightM - 0.01, bedHeightM + 0.01], 0.025, "rubber", 8);
        for (const side of [-1, 1])
          b.box(
            [-0.06, 0.06],
            [side * 0.3, side * 0.34],
            [bedHeightM - 0.01, bedHeightM + 0.06],
            "chrome",
            0.006,
          );
      });
    },
  );
}

/** Table on the operator's side with a drawer block, a mat, hand tools, a fume nozzle and the lamp. */
function table(b: ModelBuilder): void {
  b.box([-1.4, 1.4], tableY, [0.86, 0.9], "wood", 0.012);
  b.box([-1.41, 1.41], [tableY[1] - 0.01, tableY[1] + 0.012], [0.855, 0.905], "bodyDark", 0.006);
  for (const x of [-1.34, 1.34])
    b.box([x - 0.03, x + 0.03], [tableY[1] - 0.1, tableY[1] - 0.04], [0, 0.86], "frame", 0.006);
  // Drawers.
  b.box([0.72, 1.26], [0.46, tableY[1] - 0.03], [0.2, 0.84], "cabinet", 0.01);
  for (const z of [0.22, 0.38, 0.54, 0.7]) {
    if (!b.near) continue;
    b.box([0.735, 1.245], [tableY[1] - 0.035, tableY[1] - 0.012], [z, z + 0.13], "cabinet", 0.006);
    b.box([0.88, 1.1], [tableY[1] - 0.012, tableY[1] + 0.006], [z + 0.085, z + 0.1], "chrome");
  }
  b.box([-0.62, 0.5], [tableY[0] + 0.03, tableY[1] - 0.04], [0.9, 0.906], "bin");
  b.fine(() => {
    // Cordless grinder, tweezers, brush, a cup of swabs.
    b.capsule([-0.34, 0.6, 0.94], [-0.14, 0.66, 0.94], [0.032, 0.026], "safety", 8);
    b.cylinder("z", [-0.38, 0.59], [0.912, 0.96], 0.04, "steel", 10);
    b.bar([0.08, 0.6, 0.914], [0.2, 0.7, 0.914], 0.006, "chrome", 5);
    b.bar([0.11, 0.58, 0.914], [0.2, 0.7, 0.914], 0.006, "chrome", 5);
    b.bar([0.3, 0.62, 0.916], [0.44, 0.58, 0.916], 0.009, "wood", 6);
    b.cylinder("z", [0.62, 0.7], [0.9, 1.0], 0.04, "panel", 10);
    for (const [x, y] of [
      [0.61, 0.69],
      [0.63, 0.72],
      [0.6, 0.72],
    ] as const)
      b.bar([x, y, 0.95], [x + (x - 0.62) * 3, y, 1.08], 0.004, "wood", 4);
  });
  magnifierLamp(b, [-0.82, 0.56, 0.9], [-0.14, 0.2, 1.42]);
  // Extraction arm with its funnel.
  b.tube(
    [
      [0.78, backY + 0.06, 1.95],
      [0.7, -0.3, 1.9],
      [0.5, -0.12, 1.62],
      [0.36, -0.02, 1.46],
    ],
    0.045,
    "frame",
    10,
  );
  b.cylinder("z", [0.34, 0], [1.32, 1.46], [0.14, 0.05], "bodyDark", 12);
  // Small parts in boxes at the end of the table.
  for (const x of [-1.22, -1.04]) {
    b.box([x - 0.075, x + 0.075], [0.5, 0.74], [0.9, 1.0], "bin", 0.01);
    b.fine(() => b.box([x - 0.06, x + 0.06], [0.515, 0.725], [0.99, 1.004], "copper"));
  }
}

/** Uprights with tool board, light bar, screen, air and sockets. */
function wall(b: ModelBuilder): void {
  for (const x of [-1.38, 1.38]) {
    b.box([x - 0.04, x + 0.04], [backY - 0.1, backY - 0.02], [0.02, 2.02], "frame", 0.008);
    b.box([x - 0.035, x + 0.035], [backY - 0.06, 0.36], [1.93, 2.0], "frame", 0.006);
    b.fine(() => b.box([x - 0.06, x + 0.06], [backY - 0.3, backY + 0.14], [0, 0.02], "bodyDark"));
  }
  b.box([-1.34, 1.34], [backY - 0.09, backY - 0.03], [1.95, 2.02], "frame", 0.006);
  b.box([-1.34, 1.34], [backY - 0.09, backY - 0.03], [0.6, 0.68], "frame");
  toolBoard(b, [0.3, backY - 0.02, 1.18], 1.4, 0.66, 180);
  b.at([-0.82, backY + 0.02, 1.58], 180, () => monitor(b, [0, 0, 0], 0.56, 0, 0.07));
  b.box([-1.3, 1.3], [0.26, 0.34], [1.94, 2.0], "frame", 0.006);
  b.box([-1.2, 1.2], [0.27, 0.33], [1.925, 1.94], "light");
  // The back of the wall towards the other aisle.
  b.box([-1.34, 1.34], [backY - 0.075, backY - 0.05], [1.0, 1.93], "body", 0.008);
  b.fine(() => {
    for (const x of [-0.45, 0.45])
      b.box([x - 0.004, x + 0.004], [backY - 0.08, backY - 0.07], [1.0, 1.93], "bodyDark");
    plate(b, "front", backY - 0.077, [-1.3, 1.3], [1.78, 1.83], "brand");
    back(b);
    b.box([-1.3, 1.3], [backY - 0.05, backY + 0.0], [1.04, 1.12], "panel", 0.006);
    for (let socket = 0; socket < 6; socket += 1)
      b.cylinder("y", [-1.1 + socket * 0.44, 1.08], [backY, backY + 0.012], 0.028, "bodyDark", 8);
    // Coiled air line with its gun.
    const coil = Array.from({ length: 33 }, (_, step): readonly [number, number, number] => {
      const angle = step * 1.1;
      return [1.14 + 0.04 * Math.cos(angle), 0.3 + 0.04 * Math.sin(angle), 1.92 - step * 0.016];
    });
    b.tube(coil, 0.008, "brand", 4);
    b.capsule([1.14, 0.3, 1.4], [1.14, 0.3, 1.3], 0.018, "rubber", 6);
  });
}

/** What the other aisle sees: boards of work instructions, the switch box with its duct and cable, the air unit with its gauge. */
function back(b: ModelBuilder): void {
  const y = backY - 0.075;
  for (const [from, to, sheets] of [
    [-0.36, 0.36, 3],
    [0.56, 1.24, 3],
  ] as const) {
    b.box([from, to], [y - 0.016, y], [1.16, 1.72], "frame", 0.006);
    b.box([from + 0.03, to - 0.03], [y - 0.019, y - 0.016], [1.19, 1.69], "cabinet");
    const wide = (to - from - 0.06) / sheets;
    for (let sheet = 0; sheet < sheets; sheet += 1) {
      const left = from + 0.05 + sheet * wide;
      for (const low of [1.23, 1.47]) {
        if (sheet === 2 && low > 1.4) continue;
        plate(b, "front", y - 0.02, [left, left + wide - 0.04], [low, low + 0.19], "panel");
        for (let line = 0; line < 3; line += 1)
          plate(
            b,
            "front",
            y - 0.021,
            [left + 0.02, left + wide - 0.07 - line * 0.02],
            [low + 0.04 + line * 0.045, low + 0.055 + line * 0.045],
            "rubber",
          );
      }
    }
  }
  // Switch box, its duct along the lower rail, the cable down to the floor.
  b.box([-1.2, -0.86], [y - 0.14, y], [1.22, 1.66], "cabinet", 0.01);
  plate(b, "front", y - 0.142, [-1.16, -1.0], [1.5, 1.6], "plate");
  b.cylinder("y", [-0.94, 1.52], [y - 0.17, y - 0.14], 0.03, "emergency", 10);
  b.box([-1.3, 1.3], [backY - 0.115, backY - 0.09], [0.61, 0.67], "plate", 0.004);
  b.box([-1.06, -1.0], [y - 0.06, y - 0.01], [0.67, 1.22], "plate");
  b.tube(
    [
      [1.22, backY - 0.1, 0.62],
      [1.22, backY - 0.16, 0.5],
      [1.22, backY - 0.16, 0.02],
    ],
    0.016,
    "cable",
    6,
  );
  // Air: filter, regulator, gauge.
  b.box([-0.72, -0.48], [y - 0.07, y], [1.5, 1.6], "bodyDark", 0.01);
  for (const x of [-0.67, -0.54]) b.cylinder("z", [x, y - 0.035], [1.36, 1.5], 0.032, "hose", 10);
  b.cylinder("y", [-0.6, 1.55], [y - 0.1, y - 0.07], 0.034, "panel", 12);
}
