// A continuous oven: an insulated tunnel over the conveyor, circulation fans on its roof, chimneys, a glowing line of heaters.
import { cabinet, emergencyStop, operatorPanel, towerLamp } from "../kit/controls.ts";
import { duct, endWall, panelWall, plate } from "../kit/housing.ts";
import { motor, rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

const bodyX: Range = [-1.55, 1.55];
const bodyY: Range = [-0.72, 0.72];
const roofM = 1.95;

export const oven: Model = {
  size: { length: 4, width: 2.2, height: 2.6 },
  build(b) {
    rollerBed(b, [-2, 2], 0.36);
    housing(b);
    roof(b);
    b.at([0, 0, 0], 0, () => {
      cabinet(b, [0.5, 0.96, 0], 1.2, 0.36, 1.8, 180);
      cabinet(b, [-0.75, 0.96, 0], 0.7, 0.36, 1.4, 180);
    });
    operatorPanel(b, [1.78, bodyY[0] - 0.16, 0], 0, { stand: true });
    emergencyStop(b, [-1.45, bodyY[0] - 0.02, 1.1]);
    towerLamp(b, [1.42, bodyY[0] + 0.14, roofM], 0.2);
  },
};

/** Insulated casing with doors in front, a sight glass in each, heaters that glow inside. */
function housing(b: ModelBuilder): void {
  const [front, back] = bodyY;
  b.box([bodyX[0] + 0.08, bodyX[1] - 0.08], [front + 0.08, back - 0.08], [0, 0.14], "rubber");
  for (const x of bodyX) endWall(b, x, bodyY, [0.14, roofM], { halfWidth: 0.44, low: 0.62, high: 1.24 });
  panelWall(b, "back", back, bodyX, [0.14, roofM], b.near ? 3 : 1);
  panelWall(b, "front", front, bodyX, [0.14, 0.66], b.near ? 3 : 1);
  b.box(bodyX, [front, front + 0.05], [1.62, roofM], "body", 0.014);
  plate(b, "front", front - 0.002, bodyX, [1.7, 1.75], "brand");
  for (let door = 0; door < 3; door += 1) {
    const from = bodyX[0] + (door * (bodyX[1] - bodyX[0])) / 3;
    const to = from + (bodyX[1] - bodyX[0]) / 3;
    const middle = (from + to) / 2;
    b.box([from + 0.012, to - 0.012], [front - 0.05, front + 0.02], [0.68, 1.6], "panel", 0.03);
    plate(b, "front", front - 0.053, [middle - 0.2, middle + 0.2], [1.08, 1.3], "window");
    b.joint(
      "glow",
      [middle, front, 1.15],
      [0, 0, 1],
      (phase) => 0.55 + 0.35 * Math.sin(phase * Math.PI * 2 * 3 + door),
      () => plate(b, "front", front - 0.054, [middle - 0.16, middle + 0.16], [1.17, 1.2], "cableHv"),
    );
    b.fine(() => {
      b.box([middle - 0.24, middle + 0.24], [front - 0.062, front - 0.05], [1.3, 1.34], "bodyDark");
      b.box([middle - 0.24, middle + 0.24], [front - 0.062, front - 0.05], [1.04, 1.08], "bodyDark");
      for (const side of [-1, 1])
        b.box(
          [middle + side * 0.2, middle + side * 0.24],
          [front - 0.062, front - 0.05],
          [1.04, 1.34],
          "bodyDark",
        );
      b.bar([to - 0.1, front - 0.1, 0.95], [to - 0.1, front - 0.1, 1.35], 0.016, "chrome", 8);
      for (const z of [0.98, 1.32])
        b.bar([to - 0.1, front - 0.05, z], [to - 0.1, front - 0.1, z], 0.011, "chrome", 6);
      for (const z of [0.8, 1.42])
        b.cylinder("z", [from + 0.012, front - 0.05], [z, z + 0.12], 0.02, "steel", 8);
      plate(b, "front", front - 0.052, [from + 0.12, to - 0.12], [0.76, 0.88], "vent");
    });
  }
}

/** Roof with two circulation fans and their motors, chimneys with rain caps and the exhaust that joins them. */
function roof(b: ModelBuilder): void {
  b.box(
    [bodyX[0] + 0.02, bodyX[1] - 0.02],
    [bodyY[0] + 0.02, bodyY[1] - 0.02],
    [roofM - 0.06, roofM],
    "panel",
    0.016,
  );
  for (const x of [-0.8, 0.3]) {
    b.box([x - 0.28, x + 0.28], [-0.4, 0.16], [roofM, roofM + 0.12], "bodyDark", 0.016);
    b.cylinder("z", [x, -0.12], [roofM + 0.12, roofM + 0.18], 0.2, "frame", 16);
    b.at([x, -0.12, roofM + 0.3], 0, () => motor(b, [-0.1, 0, 0], 0, 1));
    b.joint(
      "rotate",
      [x, -0.12, roofM + 0.18],
      [0, 0, 1],
      (phase) => phase * Math.PI * 2 * 8,
      () => {
        for (const turn of [0, 1])
          b.box(
            [x - 0.17 * (1 - turn) - 0.02, x + 0.17 * (1 - turn) + 0.02],
            [-0.12 - 0.17 * turn - 0.02, -0.12 + 0.17 * turn + 0.02],
            [roofM + 0.182, roofM + 0.2],
            "steel",
          );
      },
    );
  }
  duct(
    b,
    [
      [-1.25, 0.36, roofM],
      [-1.25, 0.36, 2.42],
      [1.1, 0.36, 2.42],
    ],
    0.12,
  );
  b.cylinder("z", [1.2, 0.36], [roofM, 2.6], 0.14, "frame", 16);
  b.fine(() => {
    for (const z of [2.08, 2.3]) b.cylinder("z", [1.2, 0.36], [z, z + 0.03], 0.152, "steel", 16);
    b.lathe(
      "z",
      [1.2, 0.36],
      [
        [0.22, 2.66],
        [0, 2.76],
      ],
      "frame",
      16,
      false,
    );
    for (const x of [-0.3, 0.6]) b.box([x - 0.02, x + 0.02], [0.34, 0.38], [roofM, 2.3], "frame");
    b.tube(
      [
        [-1.3, 0.72, 1.5],
        [-1.3, 0.84, 1.5],
        [-1.3, 0.84, 0.6],
        [-0.9, 0.84, 0.5],
      ],
      0.035,
      "safety",
      8,
    );
  });
}
