// D50: a six-axis robot with a sealing nozzle draws a bead round the rim of the pack; drum pumps feed it.
import { cabinet, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { drumPump } from "../kit/fluids.ts";
import { fence } from "../kit/housing.ts";
import { beadAt, packRimM } from "../kit/packs.ts";
import { robotArm } from "../kit/robots.ts";
import { nozzle } from "../kit/tools.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { sealing } from "../work-phases.ts";

const foot: Vector = [0, 1.2, 0.3];
const toolM = 0.34;
const rimM = bedHeightM + packRimM;

export const sealingCell: Model = {
  size: { length: 4, width: 3.6, height: 3 },
  build(b) {
    rollerBed(b, [-2, 2], 0.55);
    b.box([foot[0] - 0.36, foot[0] + 0.36], [foot[1] - 0.36, foot[1] + 0.36], [0, foot[2]], "bodyDark", 0.02);
    robotArm(b, { foot, toolM, path: beadPath(), tool: () => nozzle(b, toolM) });
    drumPump(b, [-1.35, 1.3, 0], 180);
    drumPump(b, [1.35, 1.3, 0], 180);
    feedLines(b);
    cleaningStation(b);
    for (const side of [-1, 1]) fence(b, [side * 1.95, 0.8, 0], [side * 1.95, 1.75, 0]);
    fence(b, [-1.95, 1.76, 0], [1.95, 1.76, 0]);
    lightCurtain(b, [-1.9, -1.0, 0], [1.06, -1.0, 0], 1.8);
    cabinet(b, [1.52, -1.25, 0], 0.8, 0.5, 1.9, 0);
    operatorPanel(b, [0.72, -1.4, 0], 0, { stand: true });
    towerLamp(b, [1.7, -1.2, 1.96]);
  },
};

/** Round the pack's flange from its front middle; the nozzle a finger above it. The bead is on the pack (parts/products). */
function beadPath(): readonly (readonly [number, Vector])[] {
  const [begin, end] = sealing;
  const high: Vector = [0, -1.1, rimM - foot[2] + 0.4];
  const points: (readonly [number, Vector])[] = [[0, high]];
  const steps = 44;
  for (let step = 0; step <= steps; step += 1) {
    const [x, y] = beadAt(step / steps);
    points.push([begin + (step / steps) * (end - begin), [x - foot[0], y - foot[1], rimM + 0.02 - foot[2]]]);
  }
  points.push([1, high]);
  return points;
}

/** Hoses from the pumps over a bracket on the pedestal to the arm. */
function feedLines(b: ModelBuilder): void {
  b.fine(() => {
    for (const side of [-1, 1]) {
      b.tube(
        [
          [side * 1.35, 1.28, 1.74],
          [side * 1.35, 1.28, 2.0],
          [side * 1.1, 1.4, 2.12],
          [side * 0.7, 1.55, 1.8],
          [side * 0.45, 1.6, 1.2],
          [side * 0.3, 1.5, 0.6],
        ],
        0.026,
        "hose",
        8,
      );
    }
  });
  b.fine(() => {
    b.box([-0.4, 0.4], [1.52, 1.58], [0.3, 0.36], "frame", 0.006);
    for (const side of [-1, 1])
      b.box([side * 0.45 - 0.03, side * 0.45 + 0.03], [1.57, 1.63], [0, 1.3], "frame", 0.006);
  });
}

/** Where the nozzle is purged and wiped: a funnel with its bin and two brushes. */
function cleaningStation(b: ModelBuilder): void {
  b.at([0.95, 0.85, 0], 0, () => {
    b.fine(() => {
      b.box([-0.05, 0.05], [-0.05, 0.05], [0, 0.9], "frame", 0.006);
    });
    b.box([-0.18, 0.18], [-0.12, 0.12], [0.9, 0.94], "steel", 0.008);
    b.fine(() => {
      b.lathe(
        "z",
        [-0.06, 0],
        [
          [0.03, 0.94],
          [0.09, 1.04],
          [0.075, 1.04],
          [0, 0.96],
        ],
        "chrome",
        14,
        false,
      );
    });
    b.fine(() => {
      for (const y of [-0.05, 0.05]) b.cylinder("y", [0.1, 1.0], [y - 0.03, y + 0.03], 0.05, "bin", 12);
    });
  });
}
