// D10: a heavy robot puts four modules, two at a time, into the pack tray that a lift table holds.
import { cabinet, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { batteryModule } from "../kit/goods.ts";
import { fence, profile } from "../kit/housing.ts";
import { robotArm } from "../kit/robots.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { workDoneAt } from "../work-phases.ts";

const foot: Vector = [1.35, -1.15, 0.2];
const scale = 1.4;
const toolM = 0.5;
/** Modules stand on the tray's floor, and on the infeed beside the operator's side. */
const inTray = bedHeightM + 0.06;
const onFeed = bedHeightM;
const feed: Vector = [-0.2, -1.55, onFeed];
/** Modules of a grip, across the flow from the gripper's middle. */
const pairY = 0.22;

const tip = ([x, y, z]: Vector, up = 0): Vector => [x - foot[0], y - foot[1], z + 0.2 + up - foot[2]];
const first: Vector = [-0.36, 0, inTray];
const second: Vector = [0.36, 0, inTray];

export const marriageCell: Model = {
  size: { length: 4.8, width: 4, height: 3.4 },
  build(b) {
    rollerBed(b, [-2.4, -0.8], 0.55);
    rollerBed(b, [0.8, 2.4], 0.55, { motor: false });
    liftTable(b);
    moduleFeed(b);
    b.box([foot[0] - 0.5, foot[0] + 0.5], [foot[1] - 0.5, foot[1] + 0.5], [0, foot[2]], "bodyDark", 0.02);
    robotArm(b, {
      foot,
      scale,
      toolM,
      path: [
        [0, tip(feed, 0.6)],
        [0.08, tip(feed, 0.04)],
        [0.14, tip(feed)],
        [0.18, tip(feed, 0.35)],
        [0.32, tip(first, 0.5)],
        [0.4, tip(first)],
        [0.44, tip(first)],
        [0.48, tip(first, 0.5)],
        [0.6, tip(feed, 0.04)],
        [0.64, tip(feed)],
        [0.68, tip(feed, 0.35)],
        [0.82, tip(second, 0.5)],
        [0.89, tip(second)],
        [0.92, tip(second)],
        [0.95, tip(second, 0.5)],
        [1, tip(feed, 0.6)],
      ],
      tool: () => gripper(b),
    });
    guards(b);
  },
};

/** A scissor lift table with locating pins that rise into the tray. */
function liftTable(b: ModelBuilder): void {
  b.box([-0.74, 0.74], [-0.6, 0.6], [0, 0.1], "bodyDark", 0.012);
  for (const y of [-0.46, 0.46]) {
    b.tube(
      [
        [-0.6, y, 0.14],
        [0.6, y, 0.72],
      ],
      0.045,
      "safety",
      4,
    );
    b.fine(() =>
      b.tube(
        [
          [-0.6, y * 0.86, 0.72],
          [0.6, y * 0.86, 0.14],
        ],
        0.045,
        "safety",
        4,
      ),
    );
    b.fine(() => {
      b.cylinder("y", [0, 0.43], [y - 0.06, y + 0.06], 0.05, "steel", 8);
      for (const x of [-0.6, 0.6]) b.cylinder("y", [x, 0.14], [y - 0.05, y + 0.05], 0.045, "rubber", 8);
    });
  }
  b.fine(() => {
    b.bar([-0.35, 0, 0.16], [0.25, 0, 0.6], 0.05, "bodyDark", 10);
    b.bar([-0.05, 0, 0.38], [0.3, 0, 0.64], 0.03, "chrome", 8);
  });
  b.box([-0.76, 0.76], [-0.62, 0.62], [0.76, 0.845], "steel", 0.012);
  b.fine(() => {
    for (const side of [-1, 1]) b.box([-0.765, 0.765], [side * 0.615, side * 0.63], [0.77, 0.835], "hazard");
  });
  const pins = [
    [0, 0],
    [0.05, 0.05],
    [0.96, 0.05],
    [1, 0],
  ] as const;
  b.joint("slide", [0, 0, bedHeightM], [0, 0, 1], pins, () => {
    if (!b.near) return;
    for (const x of [-0.66, 0.66])
      for (const side of [-1, 1]) {
        b.cylinder(
          "z",
          [x, side * 0.53],
          [bedHeightM - 0.06, bedHeightM + 0.06],
          [0.03, 0.018],
          "chrome",
          10,
        );
        b.box(
          [x - 0.05, x + 0.05],
          [side * 0.55, side * 0.61],
          [bedHeightM - 0.06, bedHeightM + 0.05],
          "bodyDark",
          0.008,
        );
      }
  });
}

/** The short belt on which modules come in from the side, two waiting until the gripper takes them. */
function moduleFeed(b: ModelBuilder): void {
  const [x] = feed;
  b.box([x - 0.3, x + 0.3], [-2, -0.78], [bedHeightM - 0.12, bedHeightM - 0.005], "rubber");
  for (const side of [-1, 1]) {
    b.box(
      [x + side * 0.3, x + side * 0.35],
      [-2, -0.78],
      [bedHeightM - 0.16, bedHeightM + 0.03],
      "frame",
      0.008,
    );
    for (const y of b.near ? [-1.9, -0.9] : [-1.9])
      b.box(
        [x + side * 0.325 - 0.03, x + side * 0.325 + 0.03],
        [y - 0.03, y + 0.03],
        [0, bedHeightM - 0.16],
        "frame",
      );
  }
  b.fine(() => b.box([-0.5, 0.1], [-0.76, -0.72], [bedHeightM - 0.1, bedHeightM + 0.14], "safety", 0.01));
  b.joint(
    "show",
    feed,
    [0, 0, 1],
    [
      [0, 1],
      [0.14, 0],
      [0.3, 1],
      // The next pack's modules are not there before it is.
      [0.64, 0],
    ],
    () => {
      pair(b, feed);
    },
  );
}

/** A double gripper: an aluminium frame, two pairs of jaws, a camera; and the modules it carries. */
function gripper(b: ModelBuilder): void {
  b.cylinder("z", [0, 0], [-0.2, -0.08], 0.1, "bodyDark", 16);
  b.box([-0.2, 0.2], [-0.46, 0.46], [-0.27, -0.2], "frame", 0.012);
  b.fine(() => b.box([-0.3, 0.3], [-0.05, 0.05], [-0.27, -0.2], "frame", 0.012));
  for (const side of [-1, 1]) {
    const track = [
      [0, 0],
      [0.1, 0],
      [0.14, -side * 0.035],
      [0.41, -side * 0.035],
      [0.44, 0],
      [0.6, 0],
      [0.64, -side * 0.035],
      [0.9, -side * 0.035],
      [0.92, 0],
      [1, 0],
    ] as const;
    b.joint("slide", [side * 0.3, 0, -0.25], [1, 0, 0], track, () => {
      for (const y of [-pairY, pairY])
        b.box([side * 0.3, side * 0.325], [y - 0.12, y + 0.12], [-toolM + 0.02, -0.22], "steel");
      b.fine(() => b.box([side * 0.24, side * 0.33], [-0.36, 0.36], [-0.24, -0.2], "bodyDark"));
      b.fine(() => {
        for (const y of [-pairY, pairY])
          b.box([side * 0.285, side * 0.3], [y - 0.09, y + 0.09], [-toolM + 0.03, -toolM + 0.1], "rubber");
      });
    });
  }
  b.fine(() => {
    b.box([-0.06, 0.06], [0.47, 0.56], [-0.3, -0.16], "rubber");
    b.cylinder("z", [0, 0.515], [-0.35, -0.3], 0.035, "chrome", 12);
    for (const y of [-0.3, 0.3]) b.box([-0.1, 0.1], [y - 0.05, y + 0.05], [-0.2, -0.12], "rubber");
    b.tube(
      [
        [0.1, -0.3, -0.14],
        [0.18, -0.15, 0.02],
        [0.12, 0.0, 0.12],
      ],
      0.016,
      "hose",
      7,
    );
  });
  b.joint(
    "show",
    [0, 0, -toolM],
    [0, 0, 1],
    [
      [0, 0],
      [0.14, 1],
      [workDoneAt.marriageCell[0], 0],
      [0.64, 1],
      [workDoneAt.marriageCell[1], 0],
      [1, 0],
    ],
    () => {
      pair(b, [0, 0, -toolM - 0.2]);
    },
  );
}

/** Two modules side by side across the flow; one block from afar. */
function pair(b: ModelBuilder, [x, y, z]: Vector): void {
  if (!b.near) b.box([x - 0.26, x + 0.26], [y - 0.42, y + 0.42], [z, z + 0.2], "variant");
  else for (const side of [-1, 1]) batteryModule(b, [x, y + side * pairY, z]);
}

/** Fence round the robot, light curtain on the far side, controller, cabinets, panels, a lit frame over the tray. */
function guards(b: ModelBuilder): void {
  fence(b, [0.4, -1.95, 0], [2.35, -1.95, 0]);
  b.fine(() => fence(b, [2.35, -1.95, 0], [2.35, -0.8, 0]));
  lightCurtain(b, [-1.3, 1.9, 0], [1.15, 1.9, 0]);
  cabinet(b, [1.86, 1.56, 0], 0.95, 0.55, 2, 180);
  operatorPanel(b, [-1.85, 1.85, 0], 180, { stand: true });
  // Camera bridge over the tray.
  const x = -1;
  b.fine(() => {
    profile(b, [x, 0.85, 0], [x, 0.85, 2.5], 0.09);
    profile(b, [x, -0.2, 2.46], [x, 0.9, 2.46], 0.09);
    b.box([x - 0.06, x + 0.06], [-0.1, 0.06], [2.24, 2.42], "rubber");
    b.cylinder("z", [x, -0.02], [2.16, 2.24], 0.05, "chrome", 14);
    b.box([x - 0.03, x + 0.03], [0.15, 0.75], [2.39, 2.415], "light");
  });
  towerLamp(b, [2.2, 1.4, 2]);
}
