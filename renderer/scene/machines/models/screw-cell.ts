// D65: two six-axis robots drive the cover's screws, each along its half of the rim; bowl feeders blow screws to their spindles.
import { cabinet, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { bowlFeeder } from "../kit/fluids.ts";
import { fence } from "../kit/housing.ts";
import { packLengthM, packRimM, packWidthM } from "../kit/packs.ts";
import { robotArm, type ToolPath } from "../kit/robots.ts";
import { screwSpindle } from "../kit/tools.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { screwing } from "../work-phases.ts";

const toolM = 0.42;
const scale = 0.74;
/** Heads of the screws on the cover's flange. */
const rimM = bedHeightM + packRimM + 0.02;
const pedestalM = 0.42;

export const screwCell: Model = {
  size: { length: 3.8, width: 3.4, height: 3 },
  build(b) {
    rollerBed(b, [-1.9, 1.9], 0.55);
    for (const side of [-1, 1]) {
      const foot: Vector = [side * 0.26, side * 1.22, pedestalM];
      b.box([foot[0] - 0.3, foot[0] + 0.3], [foot[1] - 0.3, foot[1] + 0.3], [0, pedestalM], "bodyDark", 0.02);
      robotArm(b, {
        foot,
        scale,
        toolM,
        path: screwPath(foot, side),
        tool: () => screwSpindle(b, toolM, 30),
      });
      bowlFeeder(b, [side * -0.72, side * 1.22, 0], side > 0 ? 0 : 180);
      supplyHose(b, side);
    }
    fence(b, [-1.85, 1.68, 0], [1.85, 1.68, 0]);
    for (const side of [-1, 1]) {
      b.fine(() => fence(b, [side * 1.85, 0.78, 0], [side * 1.85, 1.68, 0]));
    }
    lightCurtain(b, [-1.8, -1.66, 0], [1.8, -1.66, 0], 1.8);
    cabinet(b, [1.42, 1.3, 0], 0.7, 0.5, 2, 180);
    b.fine(() => operatorPanel(b, [-1.35, -1.72, 0], 0, { stand: true }));
    towerLamp(b, [1.2, 1.3, 2.06]);
  },
};

/** From screw to screw along this side's half of the rim: over it, down, driven in, up again. */
function screwPath(foot: Vector, side: number): ToolPath {
  const [x, y] = [packLengthM / 2 - 0.03, packWidthM / 2 - 0.03];
  const places: readonly (readonly [number, number])[] = [
    [side * -x, side * 0.1],
    [side * -x, side * y],
    [side * -x * 0.45, side * y],
    [0, side * y],
    [side * x * 0.45, side * y],
    [side * x, side * y],
    [side * x, side * 0.1],
  ];
  const at = (index: number, up: number): Vector => {
    const [px, py] = places[index] ?? [0, 0];
    return [px - foot[0], py - foot[1], rimM + up - foot[2]];
  };
  const rest: Vector = [-0.1 * side, -side * 0.62, rimM + 0.4 - foot[2]];
  const path: (readonly [number, Vector])[] = [[0, rest]];
  const each = (screwing[1] - screwing[0]) / places.length;
  places.forEach((_, index) => {
    const start = screwing[0] + index * each;
    path.push([start, at(index, 0.12)], [start + each * 0.3, at(index, 0.0)]);
    path.push([start + each * 0.6, at(index, -0.02)], [start + each * 0.78, at(index, 0.12)]);
  });
  path.push([1, rest]);
  return path;
}

/** The hose that blows screws from the bowl up a post to the arm. */
function supplyHose(b: ModelBuilder, side: number): void {
  b.fine(() =>
    b.tube(
      [
        [side * -0.1, side * 1.22, 1.14],
        [side * 0.0, side * 1.3, 1.3],
        [side * 0.08, side * 1.48, 1.0],
        [side * 0.2, side * 1.5, 0.6],
      ],
      0.016,
      "hose",
      7,
    ),
  );
}
