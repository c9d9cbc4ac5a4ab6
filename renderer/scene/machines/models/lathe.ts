// A slant-bed lathe: chuck with its bar, turret and tailstock behind the slanted sliding door; bar feeder, chip conveyor, coolant.
import { cabinet, operatorPanel, towerLamp } from "../kit/controls.ts";
import { panelWall } from "../kit/housing.ts";
import { motor } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";
import { rotationAbout, type Vector } from "../vector.ts";

/** The enclosure: ends, front and back, and the line where the front begins to lean back. */
const left = -0.95;
const right = 1.3;
const front = -0.9;
const back = 0.8;
const kneeZ = 0.92;
const topY = -0.42;
const roof = 1.84;
/** The spindle's axis. */
const axisY = -0.08;
const axisZ = 1.32;
const door: Range = [-0.5, 0.68];

export const lathe: Model = {
  size: { length: 3.8, width: 2.2, height: 2.1 },
  build(b) {
    enclosure(b);
    inside(b);
    slantedDoor(b);
    barFeeder(b);
    chipConveyor(b);
    cabinet(b, [0.2, 0.96, 0], 1.5, 0.3, 1.8, 180);
    b.at([0.98, front - 0.02, -0.12], 0, () => operatorPanel(b, [0, 0, 0], 0, { width: 0.44 }));
    towerLamp(b, [right - 0.12, -0.25, roof]);
  },
};

/** Walls with a cross-section that leans back in front; ends of plate, header, kick panels. */
function enclosure(b: ModelBuilder): void {
  b.box([left + 0.08, right - 0.08], [front + 0.1, back - 0.05], [0, 0.12], "rubber");
  b.box([left + 0.02, right - 0.02], [front + 0.03, back - 0.02], [0.12, 0.72], "bodyDark", 0.02);
  panelWall(b, "front", front, [left, right], [0.14, 0.7], b.near ? 3 : 1, 1, "body");
  b.box([left - 0.008, right + 0.008], [front - 0.02, front + 0.1], [0.7, kneeZ], "bodyDark", 0.012);
  const outline: readonly Range[] = [
    [front, kneeZ],
    [topY, roof - 0.14],
    [topY, roof],
    [back, roof],
    [back, 0.7],
    [front, 0.7],
  ];
  const plates: readonly Range[] = [
    [left, left + 0.42],
    [right - 0.55, right],
  ];
  // Closed beside the door: over the spindle head at the left, over the tailstock at the right.
  for (const x of plates) b.extrude("x", outline, x, "body");
  b.box([left, right], [topY + 0.0, back], [roof - 0.06, roof], "body", 0.012);
  b.box([left, right], [back - 0.05, back], [0.14, roof], "body");
  b.box([left + 0.42, right - 0.55], [topY, topY + 0.05], [roof - 0.16, roof], "body", 0.01);
  b.box(
    [left + 0.002, right - 0.002],
    [topY - 0.012, topY + 0.01],
    [roof - 0.12, roof - 0.03],
    "brand",
    0.004,
  );
  b.fine(() => {
    b.box([left + 0.06, left + 0.36], [front - 0.006, front], [0.24, 0.5], "vent");
    b.box([right - 0.4, right - 0.15], [front - 0.006, front], [0.3, 0.5], "plate");
    b.box([left - 0.006, left], [0.2, 0.7], [0.3, 0.6], "vent");
    b.box([right, right + 0.006], [-0.3, 0.3], [1.2, 1.7], "bodyDark", 0.004);
    b.box([-0.5, 0.1], [0.1, 0.6], [roof, roof + 0.2], "body", 0.03);
    b.box([-0.45, 0.05], [0.095, 0.1], [roof + 0.05, roof + 0.15], "vent");
    b.cylinder("z", [0.4, 0.35], [roof, roof + 0.04], 0.1, "rubber", 14);
    // Hatch at the left for loading by hand or robot.
    for (const y of [-0.34, 0.34])
      b.box([right, right + 0.012], [y - 0.02, y + 0.02], [0.72, 1.16], "hazard");
    b.box([right, right + 0.012], [-0.34, 0.34], [1.14, 1.18], "hazard");
  });
  b.box([right - 0.01, right + 0.008], [-0.32, 0.32], [0.74, 1.15], "window");
}

/** The bed at 45 degrees with its way covers, chuck and bar, turret, tailstock. */
function inside(b: ModelBuilder): void {
  const bed: readonly Range[] = [
    [front + 0.1, 0.72],
    [front + 0.2, 0.72],
    [0.5, 1.6],
    [back - 0.06, 1.6],
    [back - 0.06, 0.72],
  ];
  b.extrude("x", bed, [left + 0.42, right - 0.55], "bodyDark");
  b.fine(() => {
    // Ways: two chromed rails and folded covers on the slope.
    const lean = rotationAbout([1, 0, 0], Math.PI / 4 - 0.12);
    b.at([0.1, -0.12, 1.06], lean, () => {
      for (let fold = 0; fold < 7; fold += 1)
        b.box(
          [-0.36 + fold * 0.14, -0.24 + fold * 0.14],
          [-0.34, 0.5],
          [0, 0.012 + (fold % 2) * 0.008],
          "steel",
        );
    });
    b.box([-0.45, 0.66], [topY + 0.08, topY + 0.12], [roof - 0.1, roof - 0.07], "light");
  });
  // Spindle head with the chuck; the bar in it turns.
  b.cylinder("x", [axisY, axisZ], [left + 0.36, left + 0.56], 0.24, "bodyDark", 22);
  const spin = (phase: number): number => phase * Math.PI * 2 * 9;
  b.joint("rotate", [0, axisY, axisZ], [1, 0, 0], spin, () => {
    const at = left + 0.56;
    b.cylinder("x", [axisY, axisZ], [at, at + 0.16], 0.2, "steel", 24);
    b.fine(() => {
      b.cylinder("x", [axisY, axisZ], [at + 0.16, at + 0.175], 0.185, "chrome", 24);
    });
    for (const angle of [0.5, 0.5 + (Math.PI * 2) / 3, 0.5 + (Math.PI * 4) / 3]) {
      const out: Vector = [0, Math.cos(angle), Math.sin(angle)];
      const jaw = (reach: number, x: number): Vector => [x, axisY + out[1] * reach, axisZ + out[2] * reach];
      b.bar(jaw(0.1, at + 0.17), jaw(0.1, at + 0.25), 0.042, "bodyDark", 6);
      b.fine(() => {
        b.bar(jaw(0.155, at + 0.17), jaw(0.155, at + 0.21), 0.045, "bodyDark", 6);
      });
    }
    b.lathe(
      "x",
      [axisY, axisZ],
      [
        [0.07, at + 0.16],
        [0.07, at + 0.42],
        [0.055, at + 0.43],
        [0.055, at + 0.58],
        [0.03, at + 0.6],
        [0.03, at + 0.64],
        [0, at + 0.64],
      ],
      "copper",
      18,
      false,
    );
    // A flat on the bar shows that it turns.
    b.fine(() =>
      b.box([at + 0.2, at + 0.4], [axisY - 0.025, axisY + 0.025], [axisZ + 0.055, axisZ + 0.072], "bodyDark"),
    );
  });
  turret(b);
  // Tailstock.
  b.cylinder("x", [axisY, axisZ], [0.72, right - 0.5], 0.1, "steel", 16);
  b.fine(() => {
    b.cylinder("x", [axisY, axisZ], [0.58, 0.72], [0.008, 0.05], "chrome", 12);
  });
}

/** The turret: a disc of twelve tools on its slide; it travels along the bar, plunges, and indexes. */
function turret(b: ModelBuilder): void {
  const along: Track = [
    [0, 0.12],
    [0.08, 0.02],
    [0.3, -0.14],
    [0.34, 0.05],
    [0.42, 0.05],
    [0.5, 0],
    [0.72, -0.12],
    [0.78, 0.1],
    [1, 0.12],
  ];
  const plunge: Track = [
    [0, 0.1],
    [0.07, 0.1],
    [0.1, 0],
    [0.3, 0],
    [0.33, 0.1],
    [0.46, 0.1],
    [0.5, 0.02],
    [0.72, 0.02],
    [0.76, 0.1],
    [1, 0.1],
  ];
  const index: Track = [
    [0, 0],
    [0.36, 0],
    [0.42, (Math.PI * 2) / 6],
    [0.82, (Math.PI * 2) / 6],
    [0.94, Math.PI * 2],
    [1, Math.PI * 2],
  ];
  const [y, z] = [axisY + 0.29, axisZ + 0.12];
  b.joint("slide", [0.35, y, z], [1, 0, 0], along, () => {
    b.joint("slide", [0.35, y, z], [0, 0.92, 0.39], plunge, () => {
      b.box([0.34, 0.6], [y - 0.04, y + 0.3], [z - 0.16, z + 0.16], "accent", 0.03);
      b.joint("rotate", [0.3, y, z], [1, 0, 0], index, () => {
        b.cylinder("x", [y, z], [0.2, 0.34], 0.2, "frame", 12);
        b.fine(() => {
          b.cylinder("x", [y, z], [0.17, 0.2], 0.08, "bodyDark", 12);
        });
        const tools = b.near ? 12 : 6;
        for (let tool = 0; tool < tools; tool += 1) {
          const angle = (tool / tools) * Math.PI * 2 + 0.24;
          const out = (reach: number, x: number): Vector => [
            x,
            y + Math.cos(angle) * reach,
            z + Math.sin(angle) * reach,
          ];
          b.bar(out(0.18, 0.25), out(0.245, 0.25), 0.032, "steel", 6);
          b.fine(() =>
            b.bar(out(0.235, 0.22), out(0.29, 0.2), [0.018, 0.01], tool % 3 === 0 ? "copper" : "chrome", 5),
          );
        }
      });
    });
  });
}

/** The door in the slope, with its window and handle; it slides to the right, over the tailstock. */
function slantedDoor(b: ModelBuilder): void {
  const angle = Math.atan2(topY - front, roof - 0.14 - kneeZ);
  const tall = Math.hypot(topY - front, roof - 0.14 - kneeZ);
  const lean = rotationAbout([1, 0, 0], -angle);
  const track: Track = [
    [0, 0],
    [0.9, 0],
    [0.95, 0.5],
    [0.97, 0.5],
    [1, 0],
  ];
  b.joint("slide", [0, front, kneeZ], [1, 0, 0], track, () => {
    b.at([0, front, kneeZ], lean, () => {
      const y: Range = [-0.05, -0.012];
      const rim = 0.1;
      const z: Range = [-0.03, tall + 0.02];
      b.box([door[0] - 0.06, door[0] + rim], y, z, "panel", 0.012);
      b.box([door[1] - rim - 0.1, door[1] + 0.12], y, z, "panel", 0.012);
      b.box([door[0] + rim, door[1] - rim - 0.1], y, [z[0], 0.14], "panel", 0.012);
      b.box([door[0] + rim, door[1] - rim - 0.1], y, [z[1] - 0.1, z[1]], "panel", 0.012);
      b.face(
        [
          [door[0] + rim, -0.03, 0.14],
          [door[1] - rim - 0.1, -0.03, 0.14],
          [door[1] - rim - 0.1, -0.03, z[1] - 0.1],
          [door[0] + rim, -0.03, z[1] - 0.1],
        ],
        [0, -1, 0],
        "glass",
      );
      b.fine(() => {
        const at = door[1] - 0.06;
        b.capsule([at, -0.1, 0.2], [at, -0.1, 0.62], 0.018, "rubber", 8);
        for (const up of [0.24, 0.58]) b.bar([at, -0.05, up], [at, -0.1, up], 0.012, "chrome", 6);
        b.box([door[0] + rim - 0.012, door[1] - rim - 0.088], [-0.053, -0.05], [0.12, 0.14], "rubber");
      });
    });
  });
  b.fine(() => {
    b.box([left, right], [front - 0.045, front - 0.02], [kneeZ - 0.08, kneeZ - 0.05], "steel");
  });
}

/** The short bar feeder at the spindle's end: magazine with bars over its trough, on two legs. */
function barFeeder(b: ModelBuilder): void {
  const x: Range = [-1.9, left - 0.02];
  b.box(x, [axisY - 0.16, axisY + 0.16], [axisZ - 0.15, axisZ + 0.1], "body", 0.02);
  b.box([x[0] + 0.002, x[1]], [axisY - 0.163, axisY - 0.15], [axisZ - 0.04, axisZ + 0.02], "brand");
  // Sloping rack of bars behind the trough.
  const slope = b.near ? 6 : 3;
  b.extrude(
    "x",
    [
      [axisY + 0.16, axisZ - 0.02],
      [axisY + 0.62, axisZ + 0.2],
      [axisY + 0.62, axisZ + 0.14],
      [axisY + 0.16, axisZ - 0.1],
    ],
    [x[0] + 0.06, x[1] - 0.06],
    "frame",
  );
  for (let bar = 0; bar < slope; bar += 1) {
    const share = (bar + 0.5) / slope;
    b.cylinder(
      "x",
      [axisY + 0.2 + share * 0.38, axisZ + 0.035 + share * 0.185],
      [x[0] + 0.08, x[1] - 0.05],
      0.028,
      "copper",
      10,
    );
  }
  for (const at of [x[0] + 0.2, x[1] - 0.2]) {
    b.box([at - 0.06, at + 0.06], [axisY + 0.4, axisY + 0.54], [0.03, axisZ + 0.04], "bodyDark", 0.01);
    b.box(
      [at - 0.06, at + 0.06],
      [axisY - 0.02, axisY + 0.54],
      [axisZ - 0.15, axisZ - 0.08],
      "bodyDark",
      0.01,
    );
    b.fine(() => b.box([at - 0.12, at + 0.12], [axisY + 0.25, axisY + 0.68], [0, 0.03], "bodyDark", 0.006));
  }
  b.fine(() => {
    for (const at of [x[0] + 0.2, x[1] - 0.2])
      b.box([at - 0.02, at + 0.02], [axisY + 0.6, axisY + 0.64], [axisZ + 0.1, axisZ + 0.3], "safety");
    b.box(
      [x[0] + 0.3, x[0] + 0.5],
      [axisY - 0.2, axisY - 0.16],
      [axisZ - 0.12, axisZ + 0.06],
      "cabinet",
      0.01,
    );
    b.cylinder("y", [x[0] + 0.4, axisZ], [axisY - 0.225, axisY - 0.2], 0.022, "emergency", 8);
    motor(b, [x[0] + 0.2, axisY + 0.1, axisZ + 0.18], 0, 0.7);
  });
}

/** The chip conveyor rises out of the right end behind the way of the parts and drops into a tipping bin. */
function chipConveyor(b: ModelBuilder): void {
  const y: Range = [0.4, 0.74];
  b.extrude(
    "y",
    [
      [right - 0.1, 0.16],
      [right + 0.06, 0.16],
      [right + 0.32, 1.0],
      [right + 0.52, 1.0],
      [right + 0.52, 1.22],
      [right + 0.18, 1.22],
      [right - 0.06, 0.42],
      [right - 0.1, 0.42],
    ],
    y,
    "body",
  );
  b.fine(() => motor(b, [right + 0.34, y[1] + 0.06, 1.1], 90, 0.65));
  b.box([right + 0.14, right + 0.58], [y[0] - 0.06, y[1] + 0.06], [0.12, 0.16], "safety", 0.01);
  for (const side of [0, 1]) {
    const at = side === 0 ? y[0] - 0.06 : y[1] + 0.045;
    b.box([right + 0.16, right + 0.58], [at, at + 0.015], [0.16, 0.64], "safety");
  }
  b.box([right + 0.56, right + 0.58], [y[0] - 0.045, y[1] + 0.045], [0.16, 0.64], "safety");
  b.box([right + 0.18, right + 0.56], [y[0] - 0.04, y[1] + 0.04], [0.3, 0.52], "aluminium", 0.05);
  b.fine(() => {
    for (const x of [right + 0.22, right + 0.5])
      for (const at of [y[0], y[1]]) b.cylinder("y", [x, 0.06], [at - 0.02, at + 0.02], 0.06, "rubber", 10);
  });
  // Coolant tank in front of it.
  b.box([right + 0.02, right + 0.5], [-0.82, -0.42], [0.05, 0.46], "bodyDark", 0.02);
  b.fine(() => {
    b.cylinder("z", [right + 0.26, -0.6], [0.46, 0.58], 0.08, "steel", 12);
  });
  b.cylinder("z", [right + 0.26, -0.6], [0.58, 0.84], 0.08, "accent", 14);
  b.fine(() => {
    b.cylinder("z", [right + 0.26, -0.6], [0.84, 0.88], 0.085, "rubber", 14);
    b.tube(
      [
        [right + 0.26, -0.7, 0.52],
        [right + 0.26, -0.78, 0.54],
        [right + 0.2, -0.8, 0.9],
        [right + 0.06, -0.78, 1.02],
        [right - 0.02, -0.76, 1.02],
      ],
      0.022,
      "hose",
      7,
    );
  });
}
