// B40: sense harness, board and cover. A cobot behind the conveyor sets parts while a person at -y plugs in; bins, screen, light.
import { cobotArm } from "../kit/cobot.ts";
import { cabinet, emergencyStop, monitor, towerLamp } from "../kit/controls.ts";
import { plate } from "../kit/housing.ts";
import { binShelf } from "../kit/people.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { workDoneAt } from "../work-phases.ts";

const foot: Vector = [0.42, 0.66, 0.98];
const toolM = 0.2;
/** Over the trays of boards at the cobot's right, and over the module. */
const pick: Vector = [0.52, 0.1, 0.12];
const place: Vector = [-0.42, -0.58, bedHeightM + 0.27 - foot[2]];
const above = ([x, y, z]: Vector): Vector => [x, y, z + 0.2];
const deskY: Range = [-1.12, -0.45];

export const cobotBench: Model = {
  size: { length: 3.2, width: 2.4, height: 2.2 },
  build(b) {
    rollerBed(b, [-1.6, 1.6], 0.36, { legs: b.near });
    cobot(b);
    desk(b);
    frame(b);
    // Material from behind: shelves of bins tilted to the person.
    b.at([-0.78, 0.92, 0], 0, () => binShelf(b, [0, 0, 0], 1.45, [0.95, 1.28, 1.6]));
    cabinet(b, [0.62, 1.0, 0], 0.62, 0.34, 0.9, 180);
    emergencyStop(b, [1.0, deskY[0] - 0.02, 0.78]);
    towerLamp(b, [1.45, -0.45, 2.02], 0.12);
  },
};

/** The arm on its pedestal; it takes a board from the tray and presses it on. */
function cobot(b: ModelBuilder): void {
  b.box([foot[0] - 0.16, foot[0] + 0.16], [foot[1] - 0.16, foot[1] + 0.16], [0.03, foot[2]], "body", 0.02);
  b.box([foot[0] - 0.24, foot[0] + 0.24], [foot[1] - 0.24, foot[1] + 0.22], [0, 0.03], "bodyDark", 0.008);
  b.fine(() => {
    plate(b, "front", foot[1] - 0.162, [foot[0] - 0.1, foot[0] + 0.1], [0.3, 0.5], "vent");
    plate(
      b,
      "front",
      foot[1] - 0.162,
      [foot[0] - 0.15, foot[0] + 0.15],
      [foot[2] - 0.14, foot[2] - 0.1],
      "brand",
    );
  });
  cobotArm(b, {
    foot,
    scale: 0.45,
    toolM,
    path: [
      [0, above(place)],
      [0.16, above(pick)],
      [0.24, pick],
      [0.3, pick],
      [0.38, above(pick)],
      [0.54, above(place)],
      [0.64, place],
      [0.76, place],
      [0.86, above(place)],
      [1, above(place)],
    ],
    tool: () => {
      b.cylinder("z", [0, 0], [-0.06, 0], 0.042, "bodyDark", 12);
      b.box([-0.09, 0.09], [-0.03, 0.03], [-0.1, -0.06], "bodyDark", 0.01);
      for (const side of [-1, 1])
        b.joint(
          "slide",
          [0, 0, -toolM],
          [1, 0, 0],
          [
            [0, 0],
            [0.25, 0],
            [0.29, -side * 0.03],
            [0.74, -side * 0.03],
            [0.78, 0],
            [1, 0],
          ],
          () =>
            b.box([side * 0.1 - 0.012, side * 0.1 + 0.012], [-0.02, 0.02], [-toolM, -0.09], "steel", 0.005),
        );
      b.joint(
        "show",
        [0, 0, -toolM],
        [0, 0, 1],
        [
          [0, 0],
          [0.28, 1],
          [workDoneAt.cobotBench[0], 0],
        ],
        () => board(b, [0, 0, -toolM + 0.01]),
      );
    },
  });
  // The trays it takes from.
  b.box([0.72, 1.24], [0.5, 1.02], [0.86, 0.9], "bodyDark", 0.008);
  for (const x of b.near ? [0.76, 1.2] : [])
    for (const y of [0.54, 0.98]) b.box([x - 0.025, x + 0.025], [y - 0.025, y + 0.025], [0, 0.86], "frame");
  b.box([0.75, 1.21], [0.53, 0.99], [0.9, 0.96], "rubber", 0.01);
  b.fine(() => {
    for (const x of [0.86, 1.1]) for (const y of [0.62, 0.76, 0.9]) board(b, [x, y, 0.968]);
    // Its cable hangs down to the controller.
    b.tube(
      [
        [foot[0] + 0.08, foot[1] + 0.06, foot[2] + 0.03],
        [foot[0] + 0.2, foot[1] + 0.14, foot[2] - 0.1],
        [foot[0] + 0.2, foot[1] + 0.2, 0.6],
        [foot[0] + 0.2, 0.86, 0.5],
      ],
      0.014,
      "cable",
      6,
    );
  });
}

/** A circuit board with chips and a socket. */
function board(b: ModelBuilder, [x, y, z]: Vector): void {
  b.box([x - 0.09, x + 0.09], [y - 0.05, y + 0.05], [z, z + 0.006], "laserGlass");
  b.fine(() => {
    b.box([x - 0.03, x + 0.01], [y - 0.02, y + 0.02], [z + 0.006, z + 0.014], "rubber");
    b.box([x + 0.05, x + 0.08], [y - 0.03, y + 0.03], [z + 0.006, z + 0.02], "panel");
  });
}

/** The person's side: a shelf before the bed with boxes of harnesses, a tool holder and the hand scanner. */
function desk(b: ModelBuilder): void {
  for (const x of [-1.1, 1.1]) {
    b.box([x - 0.42, x + 0.42], deskY, [0.86, 0.9], "wood", 0.012);
    b.box([x - 0.43, x + 0.43], [deskY[0] - 0.012, deskY[0] + 0.01], [0.855, 0.905], "bodyDark", 0.006);
    for (const leg of b.near ? [-0.38, 0.38] : [])
      b.box([x + leg - 0.03, x + leg + 0.03], [deskY[0] + 0.04, deskY[0] + 0.1], [0, 0.86], "frame", 0.006);
  }
  // A narrow rest joins the two sides before the bed.
  b.box([-0.7, 0.7], [-0.62, -0.45], [0.87, 0.9], "frame", 0.008);
  for (const [x, paint] of [
    [-1.36, "bin"],
    [-1.12, "cabinet"],
    [-0.88, "bin"],
  ] as const) {
    b.box([x - 0.1, x + 0.1], [-0.86, -0.5], [0.9, 1.06], paint, 0.012);
    b.fine(() => {
      b.box([x - 0.085, x + 0.085], [-0.845, -0.515], [1.05, 1.064], "rubber");
      for (const y of [-0.78, -0.68, -0.58])
        b.tube(
          [
            [x - 0.07, y, 1.064],
            [x - 0.02, y + 0.03, 1.09],
            [x + 0.03, y - 0.03, 1.085],
            [x + 0.07, y, 1.066],
          ],
          0.009,
          "cable",
          5,
        );
    });
  }
  // Covers stacked at the right hand.
  for (let cover = 0; cover < (b.near ? 6 : 1); cover += 1) {
    const z = 0.9 + cover * 0.028;
    b.box([0.86, 1.3], [-0.86, -0.54], [z, z + (b.near ? 0.022 : 0.16)], "panel", 0.006);
  }
  b.fine(() => {
    b.capsule([1.4, -0.98, 0.98], [1.42, -0.94, 1.06], 0.022, "rubber", 8);
    b.box([1.36, 1.46], [-1.0, -0.88], [0.9, 0.95], "bodyDark", 0.01);
    b.box([-1.44, -1.2], [-1.08, -0.93], [0.9, 0.905], "bin");
    for (const x of [-1.1, 1.1]) {
      b.box([x - 0.3, x + 0.3], [deskY[0] + 0.1, -0.5], [0.3, 0.32], "frame");
      b.box([x - 0.22, x + 0.1], [-0.96, -0.6], [0.32, 0.52], "card", 0.008);
    }
  });
}

/** Uprights with the light over the work, the screen with the work steps and the holder of the hanging tool. */
function frame(b: ModelBuilder): void {
  for (const x of [-1.5, 1.5]) {
    b.box([x - 0.04, x + 0.04], [-0.5, -0.42], [0.02, 2.02], "frame", 0.008);
    b.box([x - 0.04, x + 0.04], [0.44, 0.52], [0.02, 2.02], "frame", 0.008);
    b.box([x - 0.035, x + 0.035], [-0.42, 0.44], [1.95, 2.02], "frame");
  }
  for (const y of [-0.46, 0.48]) b.box([-1.46, 1.46], [y - 0.035, y + 0.035], [1.95, 2.02], "frame", 0.006);
  b.box([-1.1, 1.1], [-0.16, -0.02], [1.97, 2.02], "body", 0.01);
  b.box([-1.05, 1.05], [-0.15, -0.03], [1.955, 1.97], "light");
  for (const x of b.near ? [-0.9, 0.9] : [])
    b.box([x - 0.02, x + 0.02], [-0.44, 0.46], [1.99, 2.02], "frame");
  monitor(b, [-0.62, 0.38, 1.62], 0.72, -8, 0.1);
  // A screwdriver hangs on its balancer.
  b.fine(() => {
    b.cylinder("y", [1.0, 1.86], [-0.5, -0.42], 0.06, "safety", 12);
    b.bar([1.0, -0.46, 1.8], [1.0, -0.46, 1.5], 0.004, "cable", 4);
    b.capsule([1.0, -0.46, 1.48], [1.0, -0.46, 1.26], [0.026, 0.02], "bodyDark", 8);
    b.cylinder("z", [1.0, -0.46], [1.16, 1.25], 0.007, "chrome", 5);
  });
}
