// B10: a closed laser cell. Behind tinted windows a scanner head on a portal welds the busbars of the module clamped under it;
// fumes are drawn off; laser source, chiller, filter and control cabinets stand around. Lift gates close at both ends.
import {
  cabinet,
  operatorPanel,
  signalDome,
  towerLamp,
  warningTriangle,
  emergencyStop,
} from "../kit/controls.ts";
import { duct, endWall, glazedDoor, panelWall, plate } from "../kit/housing.ts";
import { chiller, filterUnit, laserSign, laserSource, litBetween } from "../kit/supplies.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import { lasing } from "../work-phases.ts";
import { liner, roofM, wallX, wallY, weldingGear, weldX, windowTopM } from "./laser-weld-inside.ts";

export const laserWeldCell: Model = {
  size: { length: 4.4, width: 3.4, height: 3 },
  build(b) {
    // Conveyor outside; within the cell the bed is plain.
    rollerBed(b, [wallX[1] + 0.06, 2.2], 0.36, { motor: false, legs: false });
    for (const y of [-0.39, 0.39])
      b.box([-2.2, wallX[1] + 0.06], [y - 0.03, y + 0.03], [bedHeightM - 0.16, bedHeightM + 0.03], "frame");
    b.box([-2.2, wallX[1] + 0.06], [-0.36, 0.36], [bedHeightM - 0.12, bedHeightM - 0.005], "roller");
    for (const x of [-2.15, 1.95]) legs(b, x);
    // What is inside stands in the light of its own lamps, not in the shade of the walls.
    b.joint(
      "slide",
      [weldX, 0, 0],
      [0, 0, 1],
      [
        [0, 0],
        [1, 0],
      ],
      () => {
        weldingGear(b);
        liner(b);
      },
    );
    walls(b);
    roof(b);
    around(b);
  },
};

/** A pair of the bed's legs. */
function legs(b: ModelBuilder, x: number): void {
  for (const y of [-0.39, 0.39]) b.box([x - 0.03, x + 0.03], [y - 0.03, y + 0.03], [0, 0.7], "frame");
}

/** Walls, doors with filter glass, gates at both ends. */
function walls(b: ModelBuilder): void {
  b.box([wallX[0] + 0.05, wallX[1] - 0.05], [wallY[0] + 0.06, -0.5], [0, 0.1], "rubber");
  b.box([wallX[0] + 0.05, wallX[1] - 0.05], [0.5, wallY[1] - 0.06], [0, 0.1], "rubber");
  const front = wallY[0];
  const doors: readonly Range[] = [
    [-1.66, -0.53],
    [-0.51, wallX[1] - 0.08],
  ];
  for (const x of [wallX[0] + 0.035, -1.7, wallX[1] - 0.035])
    b.box([x - 0.04, x + 0.04], [front, front + 0.08], [0.1, roofM], "frame", 0.006);
  doors.forEach((x, index) => {
    b.box([x[0] + 0.006, x[1] - 0.006], [front - 0.005, front + 0.03], [0.12, 0.78], "body", 0.012);
    glazedDoor(b, x, front + 0.02, [0.79, windowTopM], "laserGlass", index === 0 ? "right" : "left");
    b.fine(() => {
      b.box([x[0] + 0.12, x[1] - 0.12], [front - 0.012, front], [0.24, 0.27], "bodyDark");
      warningTriangle(b, [index === 0 ? x[1] - 0.26 : x[0] + 0.26, front - 0.006, 0.5], 0.15);
    });
  });
  b.box([wallX[0] + 0.08, -1.74], [front, front + 0.03], [0.12, windowTopM], "panel", 0.01);
  b.box([wallX[0], wallX[1]], [front - 0.02, front + 0.04], [windowTopM + 0.02, roofM], "body", 0.014);
  plate(b, "front", front - 0.022, wallX, [windowTopM + 0.035, windowTopM + 0.06], "brand");
  laserSign(b, [-0.52, front - 0.02, windowTopM + 0.085], lasing[0], lasing[1]);
  panelWall(b, "back", wallY[1], wallX, [0.1, roofM], 1, 1, "body");
  for (const x of wallX) {
    endWall(b, x, wallY, [0.1, roofM], { halfWidth: 0.46, low: 0.66, high: 1.3 }, "body", x < 0);
    gate(b, x);
  }
}

/** A lift gate in its guides; it is shut while the laser may be on. */
function gate(b: ModelBuilder, x: number): void {
  const out = x < 0 ? -1 : 1;
  for (const y of b.near ? [-0.5, 0.5] : [])
    b.box([x + out * 0.01, x + out * 0.075], [y - 0.035, y + 0.035], [0.6, 2.0], "frame", 0.008);
  b.box([x + out * 0.01, x + out * 0.1], [-0.53, 0.53], [2.0, 2.1], "bodyDark", 0.01);
  b.fine(() => b.cylinder("z", [x + out * 0.06, 0.3], [1.6, 2.0], 0.03, "chrome", 10));
  b.joint(
    "slide",
    [x, 0, 0.98],
    [0, 0, 1],
    [
      [0, 0.62],
      [0.02, 0.62],
      [0.09, 0],
      [0.91, 0],
      [0.98, 0.62],
      [1, 0.62],
    ],
    () => {
      b.box([x + out * 0.02, x + out * 0.055], [-0.47, 0.47], [0.92, 1.32], "bodyDark", 0.01);
      plate(b, x < 0 ? "left" : "right", x + out * 0.06, [-0.47, 0.47], [0.92, 0.97], "hazard");
    },
  );
}

/** Roof with the extraction duct, cable duct, lamps. */
function roof(b: ModelBuilder): void {
  b.box(
    [wallX[0] + 0.01, wallX[1] - 0.01],
    [wallY[0] + 0.02, wallY[1] - 0.01],
    [roofM - 0.03, roofM],
    "panel",
    0.012,
  );
  b.fine(() => {
    for (const x of [-1.6, -0.85])
      b.box([x - 0.3, x + 0.3], [-0.9, -0.3], [roofM, roofM + 0.03], "body", 0.012);
    b.box([wallX[0] + 0.2, wallX[1] - 0.2], [0.78, 0.98], [roofM, roofM + 0.1], "frame", 0.006);
  });
  b.lathe(
    "z",
    [weldX, 0.3],
    [
      [0.26, roofM],
      [0.26, roofM + 0.06],
      [0.13, roofM + 0.2],
      [0, roofM + 0.2],
    ],
    "frame",
    18,
    false,
  );
  duct(
    b,
    [
      [weldX, 0.3, roofM + 0.18],
      [weldX, 0.3, 2.82],
      [1.8, 0.3, 2.82],
      [1.8, 1.1, 2.82],
      [1.8, 1.1, 1.75],
    ],
    0.11,
  );
  b.fine(() => {
    for (const x of [0.55, 1.2]) b.cylinder("x", [0.3, 2.82], [x - 0.02, x + 0.02], 0.125, "steel", 14);
    for (const x of [0.4, 1.0]) b.box([x - 0.02, x + 0.02], [0.28, 0.32], [roofM, 2.72], "frame");
  });
  const warn = litBetween(lasing[0], lasing[1]);
  signalDome(b, [wallX[0] + 0.1, wallY[0] + 0.1, roofM], warn);
  b.fine(() => signalDome(b, [0.1, wallY[0] + 0.1, roofM], warn));
  towerLamp(b, [wallX[1] - 0.12, wallY[0] + 0.12, roofM], 0.18);
}

/** Laser source and chiller in front, filter and control cabinets behind. */
function around(b: ModelBuilder): void {
  laserSource(b, [1.17, -0.98, 0], 0.62, 0.85, 1.85);
  chiller(b, [1.85, -0.98, 0], 0.6, 0.85, 1.35);
  filterUnit(b, [1.55, 1.1, 0], 1.1, 0.95, 1.65, 180);
  cabinet(b, [-0.7, 1.42, 0], 2.4, 0.5, 2.0, 180);
  operatorPanel(b, [-1.9, wallY[0] - 0.29, 0]);
  b.fine(() => {
    emergencyStop(b, [-1.9, wallY[0] - 0.01, 1.05]);
    // The fibre in its yellow sleeve runs from the source over the roof.
    b.tube(
      [
        [1.17, -1.0, 1.88],
        [1.17, -0.95, 2.2],
        [1.0, -0.85, 2.55],
        [0.7, -0.6, 2.56],
        [0.45, -0.3, 2.44],
        [0.28, -0.1, 2.41],
      ],
      0.024,
      "safety",
      8,
    );
    for (const y of [-0.62, -0.57])
      b.tube(
        [
          [1.77, y, 0.4],
          [1.6, y + 0.02, 0.28],
          [1.3, y + 0.02, 0.28],
          [1.2, y - 0.04, 0.4],
        ],
        0.022,
        "hose",
        7,
      );
  });
}
