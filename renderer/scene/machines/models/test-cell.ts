// A test cell: a glazed booth over the conveyor in which a probe head comes down; instruments in racks, cabinets behind.
import { instrumentRack } from "../kit/benches.ts";
import { cabinet, operatorPanel, signalDome, towerLamp, warningTriangle } from "../kit/controls.ts";
import { endWall, glazedDoor, plate } from "../kit/housing.ts";
import { litBetween } from "../kit/supplies.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

const boothX: Range = [-1.05, 0.85];
const boothY: Range = [-0.85, 0.7];
const roofM = 2.15;

export const testCell: Model = {
  size: { length: 3, width: 2.6, height: 2.6 },
  build(b) {
    rollerBed(b, [-1.5, 1.5], 0.36, { motor: false });
    booth(b);
    probe(b);
    instrumentRack(b, [1.2, -0.86, 0], 1.8, 0, { width: 0.56, depth: 0.6 });
    b.at([0, 0, 0], 0, () => {
      cabinet(b, [-0.45, 0.98, 0], 1.2, 0.5, 1.9, 180);
      cabinet(b, [0.75, 0.98, 0], 1.0, 0.5, 1.9, 180);
    });
    operatorPanel(b, [0.6, boothY[0] - 0.28, 0]);
    signalDome(b, [boothX[0] + 0.1, boothY[0] + 0.1, roofM], litBetween(0.25, 0.8));
    towerLamp(b, [boothX[1] - 0.1, boothY[0] + 0.1, roofM], 0.16);
  },
};

/** Walls with two glazed doors in front, open ends for the parts, a roof with a cable duct. */
function booth(b: ModelBuilder): void {
  const [front, back] = boothY;
  b.box([boothX[0] + 0.05, boothX[1] - 0.05], [front + 0.05, -0.5], [0, 0.1], "rubber");
  for (const x of boothX) {
    const at = x + (x < 0 ? 0.03 : -0.03);
    b.box([at - 0.035, at + 0.035], [front, front + 0.07], [0.1, roofM], "frame", 0.008);
    b.box([at - 0.035, at + 0.035], [back - 0.07, back + 0.005], [0.1, roofM], "frame", 0.008);
    endWall(b, x, boothY, [0.1, roofM], { halfWidth: 0.46, low: 0.66, high: 1.42 });
  }
  const doors: readonly Range[] = [
    [boothX[0] + 0.08, -0.34],
    [-0.33, 0.36],
  ];
  doors.forEach((x, index) => {
    b.box([x[0] + 0.004, x[1] - 0.004], [front, front + 0.03], [0.12, 0.72], "body", 0.01);
    glazedDoor(b, x, front + 0.03, [0.73, 1.95], "glass", index === 0 ? "right" : "left");
    warningTriangle(b, [(x[0] + x[1]) / 2, front - 0.002, 0.42], 0.14);
  });
  b.box([0.37, boothX[1] - 0.07], [front, front + 0.03], [0.12, 1.95], "panel", 0.01);
  b.box(boothX, [front - 0.01, front + 0.04], [1.96, roofM], "body", 0.012);
  plate(b, "front", front - 0.012, [boothX[0] + 0.02, boothX[1] - 0.02], [2.0, 2.04], "brand");
  b.box(boothX, [back - 0.03, back], [0.1, roofM], "body", 0.008);
  b.box(
    [boothX[0] + 0.01, boothX[1] - 0.01],
    [front + 0.04, back - 0.03],
    [roofM - 0.03, roofM],
    "panel",
    0.01,
  );
  b.box([boothX[0] + 0.2, boothX[1] - 0.2], [0.4, 0.58], [roofM, roofM + 0.1], "frame", 0.006);
  b.box([boothX[0] + 0.15, boothX[1] - 0.2], [-0.7, -0.66], [2.06, 2.09], "light");
}

/** The probe head on two guide rods under a cylinder. */
function probe(b: ModelBuilder): void {
  const x = 0;
  for (const y of [-0.5, 0.5])
    b.box([x - 0.05, x + 0.05], [y - 0.05, y + 0.05], [0.03, 1.86], "bodyDark", 0.012);
  b.box([x - 0.07, x + 0.07], [-0.58, 0.58], [1.74, 1.88], "bodyDark", 0.014);
  b.cylinder("z", [x, 0], [1.88, 2.06], 0.07, "frame", 12);
  b.joint(
    "slide",
    [x, 0, 1.2],
    [0, 0, 1],
    [
      [0, 0],
      [0.1, 0],
      [0.24, -0.18],
      [0.8, -0.18],
      [0.93, 0],
      [1, 0],
    ],
    () => {
      b.box([x - 0.34, x + 0.34], [-0.28, 0.28], [1.34, 1.44], "accent", 0.016);
      b.box([x - 0.3, x + 0.3], [-0.24, 0.24], [1.3, 1.34], "rubber", 0.008);
      b.cylinder("z", [x, 0], [1.44, 1.8], 0.035, "chrome", 10);
      for (const y of [-0.2, 0.2]) b.cylinder("z", [x, y], [1.44, 1.94], 0.018, "chrome", 8);
      b.fine(() => {
        for (let pin = 0; pin < 10; pin += 1)
          for (const y of [-0.14, 0.14])
            b.cylinder("z", [x - 0.27 + pin * 0.06, y], [1.25, 1.3], 0.009, "copper", 5);
        b.tube(
          [
            [x + 0.3, 0.1, 1.44],
            [x + 0.4, 0.2, 1.66],
            [x + 0.42, 0.5, 1.8],
            [x + 0.42, 0.66, 1.7],
          ],
          0.02,
          "cableHv",
          7,
        );
      });
    },
  );
  b.fine(() => b.box([x - 0.2, x + 0.2], [0.44, 0.5], [bedHeightM, bedHeightM + 0.08], "steel", 0.008));
}
