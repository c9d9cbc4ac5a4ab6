// A20: cells pass under a head of spring probes that measures voltage and resistance; what fails leaves by chutes into bins.
import { cabinet, emergencyStop, namePlate, operatorPanel, towerLamp } from "../kit/controls.ts";
import { hose } from "../kit/castings.ts";
import { glazedDoor, panelWall, profileFrame } from "../kit/housing.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

export const cellTester: Model = {
  size: { length: 3, width: 2.4, height: 2.2 },
  build(b) {
    rollerBed(b, [-1.5, 1.5]);
    profileFrame(b, [-1, 1], [-0.72, 0.72], [0, 2.02], 0.06);
    // Back wall closed, front glazed above the chutes.
    // Open above, so that the head is seen; the duct of its leads runs along the back.
    b.box([-1, 1], [0.46, 0.72], [2.02, 2.1], "body", 0.012);
    b.box([-0.86, 0.86], [-0.06, 0.04], [1.95, 1.99], "panel", 0.008);
    b.box([-0.82, 0.82], [-0.05, 0.03], [1.94, 1.951], "light");
    panelWall(b, "back", 0.72, [-0.94, 0.94], [1.15, 1.96], 2);
    panelWall(b, "back", 0.72, [-0.94, 0.94], [0.14, 0.7], 2);
    glazedDoor(b, [-0.94, 0.0], -0.68, [1.42, 1.96], "glass", "none");
    probeHead(b, -0.42);
    ioniser(b, -1.16);
    for (const x of [0.42, 0.82]) rejectLane(b, x);
    // Meters in a rack behind, with their screens to the walk.
    cabinet(b, [-0.42, 0.96, 0], 0.62, 0.42, 1.9, 180);
    meterRack(b, [0.42, 0.96, 0]);
    hose(
      b,
      [
        [-0.42, 0.3, 1.86],
        [-0.42, 0.55, 2.1],
        [-0.4, 0.9, 2.08],
        [-0.4, 0.96, 1.9],
      ],
      0.04,
    );
    operatorPanel(b, [1.3, -0.86, 0], 0, { width: 0.38, stand: true });
    b.fine(() => emergencyStop(b, [-0.97, -0.76, 1.0]));
    towerLamp(b, [0.9, -0.62, 2.06], 0.06);
    b.fine(() => namePlate(b, [0, -0.722, 1.99], 0.5, 0.05));
  },
};

/** The head: two guide columns, a cross plate with an air cylinder, and the plate with two rows of gold probes that goes down. */
function probeHead(b: ModelBuilder, x: number): void {
  for (const side of [-1, 1]) {
    b.box([x - 0.36, x + 0.36], [side * 0.5 - 0.04, side * 0.5 + 0.04], [0.7, 0.78], "steel", 0.01);
    for (const along of [-0.3, 0.3])
      b.cylinder("z", [x + along, side * 0.5], [0.78, 1.72], 0.028, "chrome", b.near ? 10 : 6);
  }
  b.box([x - 0.38, x + 0.38], [-0.56, 0.56], [1.7, 1.76], "steel", 0.012);
  b.cylinder("z", [x, 0], [1.76, 1.94], 0.07, "frame", 14);
  // The tips touch the terminals of a cell of 0.12 m.
  const down = -0.125;
  b.joint(
    "slide",
    [x, 0, 1.4],
    [0, 0, 1],
    [
      [0, 0],
      [0.12, 0],
      [0.26, down],
      [0.78, down],
      [0.9, 0],
      [1, 0],
    ],
    () => {
      b.cylinder("z", [x, 0], [1.44, 1.86], 0.03, "chrome", 10);
      b.box([x - 0.36, x + 0.36], [-0.55, 0.55], [1.38, 1.43], "frame", 0.01);
      b.box([x - 0.32, x + 0.32], [-0.17, 0.17], [1.27, 1.38], "brand", 0.012);
      b.box([x - 0.33, x + 0.33], [-0.18, 0.18], [1.235, 1.27], "panel", 0.004);
      if (!b.near) {
        for (const y of [-0.09, 0.09])
          b.box([x - 0.3, x + 0.3], [y - 0.012, y + 0.012], [1.1, 1.235], "copper");
        return;
      }
      for (let pin = 0; pin < 9; pin += 1)
        for (const y of [-0.09, 0.09]) {
          const at = x - 0.28 + pin * 0.07;
          b.cylinder("z", [at, y], [1.17, 1.235], 0.018, "copper", 6);
          b.lathe(
            "z",
            [at, y],
            [
              [0.004, 1.1],
              [0.01, 1.115],
              [0.01, 1.17],
            ],
            "chrome",
            5,
            false,
          );
        }
      for (const side of [-1, 1])
        for (const along of [-0.3, 0.3])
          b.cylinder("z", [x + along, side * 0.5], [1.34, 1.47], 0.042, "bodyDark", 10);
      // Sensing leads in two bundles.
      for (const y of [-0.12, 0.12])
        hose(
          b,
          [
            [x + 0.32, y, 1.33],
            [x + 0.5, y, 1.42],
            [x + 0.46, y + 0.1, 1.66],
            [x + 0.3, y + 0.2, 1.84],
          ],
          0.02,
        );
    },
  );
}

/** An ioniser bar across the line: white body, a row of emitter points below, supply cable, two brackets. */
function ioniser(b: ModelBuilder, x: number): void {
  const z = bedHeightM + 0.42;
  for (const side of [-1, 1])
    b.box([x - 0.025, x + 0.025], [side * 0.47 - 0.02, side * 0.47 + 0.02], [0.72, z + 0.06], "frame", 0.004);
  b.box([x - 0.045, x + 0.045], [-0.5, 0.5], [z, z + 0.075], "panel", 0.012);
  b.joint(
    "glow",
    [x, 0, z],
    [0, 0, 1],
    (phase) => 0.65 + 0.35 * Math.sin(phase * Math.PI * 12),
    () => {
      b.box([x - 0.02, x + 0.02], [-0.44, 0.44], [z - 0.012, z], "plasma");
    },
  );
  b.fine(() => {
    for (let point = 0; point < 9; point += 1) {
      const y = -0.4 + point * 0.1;
      b.lathe(
        "z",
        [x, y],
        [
          [0.002, z - 0.035],
          [0.012, z - 0.01],
        ],
        "steel",
        5,
        false,
      );
    }
    b.box([x - 0.05, x + 0.05], [-0.36, -0.12], [z + 0.075, z + 0.079], "brand");
    hose(
      b,
      [
        [x, 0.5, z + 0.04],
        [x + 0.02, 0.62, z + 0.1],
        [x + 0.12, 0.7, z + 0.4],
      ],
      0.014,
    );
  });
}

/** A pusher behind the line, a chute in front of it and the bin of what failed. */
function rejectLane(b: ModelBuilder, x: number): void {
  const bed = bedHeightM;
  b.fine(() => {
    b.box([x - 0.05, x + 0.05], [0.5, 0.66], [bed + 0.04, bed + 0.13], "frame", 0.01);
    b.bar([x, 0.5, bed + 0.085], [x, 0.42, bed + 0.085], 0.014, "chrome", 8);
    b.box([x - 0.09, x + 0.09], [0.4, 0.42], [bed + 0.02, bed + 0.15], "panel", 0.005);
  });
  const w = 0.15;
  // The chute: a sheet folded up at both edges, running down to the bin.
  const [near, far]: readonly [Vector, Vector] = [
    [x, -0.42, bed + 0.01],
    [x, -0.88, 0.56],
  ];
  b.extrude(
    "x",
    [
      [near[1], near[2]],
      [far[1], far[2]],
      [far[1], far[2] - 0.012],
      [near[1], near[2] - 0.012],
    ],
    [x - w, x + w],
    "aluminium",
  );
  for (const side of b.near ? [-1, 1] : [])
    b.extrude(
      "x",
      [
        [near[1], near[2] + 0.1],
        [far[1], far[2] + 0.1],
        [far[1], far[2] - 0.01],
        [near[1], near[2] - 0.01],
      ],
      [x + side * w - 0.004, x + side * w + 0.004],
      "frame",
    );
  bin(b, [x, -0.98, 0.28]);
  binStand(b, x);
  b.fine(() => {
    // What carries the chute: two posts under its lower end.
    for (const side of [-0.13, 0.13])
      b.box([x + side - 0.015, x + side + 0.015], [-0.79, -0.76], [0, 0.61], "frame");
  });
}

/** The stand of a bin: a frame on four legs, stiffened low, on castors so that it can be taken away. */
function binStand(b: ModelBuilder, x: number): void {
  b.box([x - 0.17, x + 0.17], [-1.16, -0.8], [0.24, 0.28], "frame", 0.006);
  for (const side of [-0.15, 0.15])
    for (const y of [-1.14, -0.82]) {
      b.box([x + side - 0.018, x + side + 0.018], [y - 0.018, y + 0.018], [b.near ? 0.07 : 0, 0.24], "frame");
      b.fine(() => b.cylinder("y", [x + side, 0.035], [y - 0.014, y + 0.014], 0.035, "rubber", 10));
    }
  b.fine(() => {
    for (const side of [-0.15, 0.15])
      b.box([x + side - 0.01, x + side + 0.01], [-1.12, -0.84], [0.1, 0.13], "frame");
  });
}

/** An open bin with a label, and a few cells in it. */
function bin(b: ModelBuilder, [x, y, z]: Vector): void {
  const [w, d, h] = [0.16, 0.17, 0.26];
  if (!b.near) {
    b.box([x - w, x + w], [y - d, y + d], [z, z + h], "bin");
    return;
  }
  b.box([x - w, x + w], [y - d, y + d], [z, z + 0.015], "bin");
  for (const side of [-1, 1]) {
    b.box([x + side * w - 0.006, x + side * w + 0.006], [y - d, y + d], [z, z + h], "bin");
    b.box([x - w, x + w], [y + side * d - 0.006, y + side * d + 0.006], [z, z + h], "bin");
    b.box([x + side * w - 0.016, x + side * w + 0.016], [y - d, y + d], [z + h - 0.02, z + h], "bin");
  }
  b.box([x - 0.07, x + 0.07], [y - d - 0.009, y - d], [z + 0.08, z + 0.16], "panel");
  b.at([x - 0.03, y, z + 0.03], 24, () => b.box([-0.05, 0.05], [-0.09, 0.09], [0, 0.1], "variant", 0.006));
  b.at([x + 0.06, y - 0.03, z + 0.02], -50, () =>
    b.box([-0.03, 0.03], [-0.09, 0.09], [0, 0.09], "variant", 0.006),
  );
}

/** A 19-inch rack with meters, their screens towards the walk behind. */
function meterRack(b: ModelBuilder, middle: Vector): void {
  b.at(middle, 180, () => {
    b.box([-0.31, 0.31], [-0.19, 0.2], [0.1, 1.9], "bodyDark", 0.012);
    b.box([-0.29, 0.29], [-0.17, 0.18], [0, 0.1], "rubber");
    const units = [0.3, 0.52, 0.74, 1.0, 1.22, 1.44];
    b.fine(() => {
      units.forEach((z, unit) => {
        b.box([-0.27, 0.27], [-0.205, -0.19], [z, z + 0.19], unit % 2 === 0 ? "panel" : "cabinet", 0.004);
        b.box([-0.24, -0.04], [-0.209, -0.2], [z + 0.05, z + 0.15], "window");
        for (const x of [0.06, 0.13, 0.2]) b.cylinder("y", [x, z + 0.1], [-0.225, -0.2], 0.018, "rubber", 6);
      });
    });
    if (!b.near) b.box([-0.27, 0.27], [-0.2, -0.18], [0.3, 1.62], "panel");
    b.picture(
      [
        [-0.24, -0.21, 1.66],
        [0.24, -0.21, 1.66],
        [0.24, -0.21, 1.86],
        [-0.24, -0.21, 1.86],
      ],
      "screen",
    );
  });
}
