// The generic gantry: a three-axis portal that picks from a magazine and places on the line.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { fence } from "../kit/housing.ts";
import { cartesian, portal } from "../kit/portals.ts";
import { fingerGripper } from "../kit/tools.ts";
import { cableChain, pallet, rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

const toolM = 0.34;
const place: Vector = [0, 0, bedHeightM + 0.2];
const pick: Vector = [0.55, 0.78, 0.92];
const above = ([x, y]: Vector): Vector => [x, y, 1.5];

export const gantry: Model = {
  size: { length: 3.4, width: 2.6, height: 2.8 },
  build(b) {
    rollerBed(b, [-1.7, 1.7]);
    portal(b, [-1.3, 1.3], [-1.05, 1.2], 2.1);
    cartesian(b, {
      x: [-1.1, 1.1],
      railY: [-0.98, 1.13],
      railZ: 2.1,
      toolM,
      path: [
        [0, above(place)],
        [0.18, above(pick)],
        [0.28, pick],
        [0.38, pick],
        [0.48, above(pick)],
        [0.68, above(place)],
        [0.78, place],
        [0.86, place],
        [1, above(place)],
      ],
      tool: () => {
        fingerGripper(b, toolM, 0.2, 0.28, [0.33, 0.82]);
        b.joint(
          "show",
          [0, 0, -toolM],
          [0, 0, 1],
          [
            [0, 0],
            [0.35, 1],
            [0.83, 0],
          ],
          () => b.box([-0.1, 0.1], [-0.12, 0.12], [-toolM - 0.03, -toolM + 0.1], "variant", 0.01),
        );
      },
    });
    cableChain(b, [-1.1, 1.1], 1.26, 2.02);
    magazine(b);
    pallet(b, [0, 0, bedHeightM + 0.02], 0.6, 0.5);
    fence(b, [-1.3, 1.27, 0], [1.3, 1.27, 0], 1.9);
    lightCurtain(b, [-1.2, -1.2, 0], [1.2, -1.2, 0], 1.6);
    cabinet(b, [-1.25, 0.85, 0], 0.7, 0.45, 1.8, 180);
    operatorPanel(b, [-0.8, -1.2, 0], 0, { stand: true });
    emergencyStop(b, [1.2, -1.26, 1.05]);
    towerLamp(b, [1.23, -0.98, 2.1]);
  },
};

/** A table with parts in rows on a tray. */
function magazine(b: ModelBuilder): void {
  b.box([-0.1, 1.0], [0.5, 1.05], [0.72, 0.78], "frame", 0.01);
  for (const x of [-0.04, 0.94])
    for (const y of [0.55, 1.0]) b.box([x - 0.03, x + 0.03], [y - 0.03, y + 0.03], [0, 0.72], "frame");
  b.box([-0.06, 0.96], [0.54, 1.02], [0.78, 0.81], "bodyDark");
  for (let column = 0; column < 4; column += 1)
    for (let row = 0; row < (b.near ? 2 : 1); row += 1)
      b.box(
        [0.0 + column * 0.25, 0.18 + column * 0.25],
        [0.57 + row * 0.22, (b.near ? 0.74 : 0.98) + row * 0.22],
        [0.81, 0.91],
        "variant",
        0.01,
      );
}
