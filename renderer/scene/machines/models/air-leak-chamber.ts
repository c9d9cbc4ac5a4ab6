// D70: air leak test in a closed chamber: ribbed walls with portholes, lifting doors at both ends, pressure vessel and valves on top.
import { cabinet, operatorPanel, towerLamp } from "../kit/controls.ts";
import { airTank, dial } from "../kit/fluids.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";
import type { Vector } from "../vector.ts";

/** Chamber: half length, half width, floor and roof. */
const halfX = 1.12;
const halfY = 0.86;
const low = 0.62;
const high = 1.66;
const doorTop = 1.36;

export const airLeakChamber: Model = {
  size: { length: 3.6, width: 3.2, height: 2.6 },
  build(b) {
    rollerBed(b, [-1.8, 1.8], 0.55);
    chamber(b);
    for (const end of [-1, 1]) liftingDoor(b, end);
    piping(b);
    for (const x of [-0.9, 0.9])
      for (const y of [-0.74, 0.74]) {
        b.box([x - 0.07, x + 0.07], [y - 0.07, y + 0.07], [0.02, low], "frame", 0.01);
        b.fine(() => b.box([x - 0.12, x + 0.12], [y - 0.12, y + 0.12], [0, 0.025], "bodyDark"));
      }
    cabinet(b, [0.2, 1.28, 0], 1.4, 0.44, 1.9, 180);
    bench(b);
    operatorPanel(b, [1.45, -1.0, 0], 0, { stand: true });
    towerLamp(b, [1.0, -0.72, high + 0.06]);
  },
};

/** Walls of thick plate with ribs; two long windows in front and behind through which the pack is seen. */
function chamber(b: ModelBuilder): void {
  const window: Range = [0.98, 1.36];
  for (const side of [-1, 1]) {
    const wall: Range = [side * halfY, side * (halfY - 0.06)];
    b.box([-halfX, halfX], wall, [low, window[0]], "body", 0.015);
    b.box([-halfX, halfX], wall, [window[1], high], "body", 0.015);
    for (const [from, to] of [
      [-halfX, -0.86],
      [-0.06, 0.06],
      [0.86, halfX],
    ] as const)
      b.box([from, to], wall, window, "body");
    for (const middle of [-0.46, 0.46]) {
      b.face(
        [
          [middle - 0.4, side * (halfY - 0.02), window[0]],
          [middle + 0.4, side * (halfY - 0.02), window[0]],
          [middle + 0.4, side * (halfY - 0.02), window[1]],
          [middle - 0.4, side * (halfY - 0.02), window[1]],
        ],
        [0, side, 0],
        "glass",
      );
      // A clamped frame with its screws round each window.
      const out: Range = [side * halfY, side * (halfY + 0.025)];
      b.fine(() => {
        b.box([middle - 0.45, middle + 0.45], out, [window[0] - 0.05, window[0] + 0.02], "steel", 0.006);
        b.box([middle - 0.45, middle + 0.45], out, [window[1] - 0.02, window[1] + 0.05], "steel", 0.006);
        for (const x of [-1, 1])
          b.box(
            [middle + x * 0.45, middle + x * 0.38],
            out,
            [window[0] + 0.02, window[1] - 0.02],
            "steel",
            0.006,
          );
      });
      b.fine(() => {
        for (let screw = 0; screw < 6; screw += 1)
          for (const z of [window[0] - 0.018, window[1] + 0.018])
            b.polygon(
              Array.from({ length: 6 }, (_, corner): Vector => {
                const angle = (corner / 3) * Math.PI;
                const [x, up] = [middle - 0.4 + screw * 0.16, z];
                return [x + Math.cos(angle) * 0.014, side * (halfY + 0.027), up + Math.sin(angle) * 0.014];
              }),
              [0, side, 0],
              "rubber",
            );
      });
    }
    for (const x of b.near ? [-1.06, 0, 1.06] : [-1.06, 1.06])
      b.box(
        [x - 0.03, x + 0.03],
        [side * halfY, side * (halfY + 0.09)],
        [low - 0.02, high],
        "bodyDark",
        0.008,
      );
    b.box(
      [-halfX, halfX],
      [side * halfY, side * (halfY + 0.07)],
      [low + 0.02, low + 0.09],
      "bodyDark",
      0.008,
    );
    b.box([-halfX, halfX], [side * halfY, side * (halfY + 0.07)], [high - 0.12, high - 0.06], "brand", 0.008);
  }
  b.box([-halfX, halfX], [-halfY, halfY], [high - 0.04, high + 0.04], "body", 0.02);
  for (const x of b.near ? [-0.8, -0.4, 0, 0.4, 0.8] : [-0.6, 0.6])
    b.box(
      [x - 0.025, x + 0.025],
      [-halfY - 0.03, halfY + 0.03],
      [high + 0.04, high + 0.11],
      "bodyDark",
      0.006,
    );
  b.box([-halfX, halfX], [-halfY, halfY], [low - 0.05, low], "bodyDark", 0.01);
  b.fine(() => {
    b.box([-0.9, 0.9], [-0.06, 0.06], [high - 0.06, high - 0.04], "light");
  });
}

/** An end door in its guides: down while the test runs. */
function liftingDoor(b: ModelBuilder, end: number): void {
  const x = end * (halfX + 0.03);
  const lift = 0.62;
  const track: Track = [
    [0, lift],
    [0.05, lift],
    [0.13, 0],
    [0.87, 0],
    [0.95, lift],
    [1, lift],
  ];
  for (const side of [-1, 1]) {
    b.box([x - 0.05, x + 0.05], [side * 0.72, side * 0.84], [low, 2.3], "frame", 0.01);
    b.fine(() => {
      b.box([x - 0.05, x + 0.05], [side * 0.72, side * (halfY - 0.02)], [low, high], "body");
    });
  }
  b.box([x - 0.07, x + 0.07], [-0.84, 0.84], [2.26, 2.34], "frame", 0.012);
  b.box([x - 0.045, x + 0.045], [-0.72, 0.72], [doorTop + 0.06, high], "body");
  b.fine(() => {
    b.cylinder("z", [x, 0], [1.98, 2.26], 0.05, "steel", 12);
  });
  b.fine(() => {
    b.box([x - 0.045, x + 0.045], [-0.72, 0.72], [low, bedHeightM - 0.18], "body");
  });
  b.joint("slide", [x, 0, 1.1], [0, 0, 1], track, () => {
    const out: Range = end > 0 ? [x + 0.0, x + 0.05] : [x - 0.05, x];
    b.box(out, [-0.7, 0.7], [bedHeightM + 0.02, doorTop + 0.06], "panel", 0.015);
    b.fine(() => {
      const face = end > 0 ? x + 0.05 : x - 0.05;
      const thin: Range = end > 0 ? [face, face + 0.02] : [face - 0.02, face];
      for (const y of [-0.45, 0, 0.45]) b.box(thin, [y - 0.03, y + 0.03], [0.92, 1.38], "bodyDark", 0.004);
      b.box(thin, [-0.7, 0.7], [0.9, 0.95], "hazard");
    });
    b.fine(() => {
      b.cylinder("z", [x, 0], [doorTop, 2.0], 0.022, "chrome", 8);
    });
  });
}

/** Vessel, valves and pipes on the roof. */
function piping(b: ModelBuilder): void {
  airTank(b, [-0.85, 0.75], [0.28, 2.12], 0.24, high + 0.04);
  const pipe = [
    [-0.5, 0.04, 2.12],
    [-0.5, -0.2, 2.12],
    [-0.5, -0.34, 2.05],
    [-0.5, -0.34, high],
  ] as const;
  b.tube(pipe, 0.035, "chrome", 10);
  b.tube(
    pipe.map(([x, y, z]) => [x + 0.7, y, z] as const),
    0.035,
    "chrome",
    10,
  );
  for (const x of [-0.5, 0.2]) {
    b.box([x - 0.07, x + 0.07], [-0.41, -0.27], [1.84, 1.96], "accent", 0.02);
    b.fine(() => {
      b.cylinder("z", [x, -0.34], [1.96, 2.1], 0.06, "panel", 12);
    });
    b.fine(() => {
      b.cylinder("z", [x, -0.34], [1.76, 1.8], 0.07, "steel", 12);
      b.cylinder("z", [x, -0.34], [1.7, 1.74], 0.07, "steel", 12);
    });
  }
  b.tube(
    [
      [0.7, 0.28, 2.12],
      [0.86, 0.3, 2.12],
      [0.9, 0.6, 2.08],
      [0.9, 0.98, 1.96],
      [0.86, 1.16, 1.9],
    ],
    0.03,
    "hose",
    8,
  );
  // Row of dials over the front windows.
  b.box([-0.42, 0.42], [-halfY - 0.06, -halfY + 0.1], [high + 0.04, high + 0.34], "body", 0.015);
  for (const x of [-0.26, 0, 0.26]) dial(b, [x, -halfY - 0.065, high + 0.19], 0.11, 0, x * 4 - 0.3);
}

/** The leak meter on its shelf at the entry side, with its hoses to the chamber. */
function bench(b: ModelBuilder): void {
  b.at([-1.4, -1.12, 0], 0, () => {
    for (const x of [-0.26, 0.26]) b.box([x - 0.025, x + 0.025], [-0.2, 0.2], [0, 0.9], "frame", 0.006);
    b.fine(() => {
      b.box([-0.32, 0.32], [-0.24, 0.24], [0.88, 0.92], "frame", 0.006);
    });
    b.box([-0.27, 0.27], [-0.2, 0.2], [0.92, 1.28], "panel", 0.02);
    b.fine(() => {
      b.box([-0.27, 0.27], [-0.203, -0.19], [1.22, 1.26], "brand");
    });
    b.picture(
      [
        [-0.23, -0.203, 1.0],
        [0.05, -0.203, 1.0],
        [0.05, -0.203, 1.2],
        [-0.23, -0.203, 1.2],
      ],
      "screen",
    );
    b.fine(() => {
      for (const x of [0.1, 0.16, 0.22])
        for (const z of [1.02, 1.09]) b.cylinder("y", [x, z], [-0.215, -0.2], 0.018, "rubber", 8);
      b.box([0.09, 0.24], [-0.206, -0.2], [1.14, 1.2], "window");
      b.box([-0.24, 0.24], [-0.18, 0.18], [0.2, 0.5], "bodyDark", 0.02);
    });
  });
  b.fine(() => {
    for (const z of [1.0, 1.12])
      b.tube(
        [
          [-1.3, -0.92, z],
          [-1.25, -0.8, z + 0.1],
          [-1.22, -0.8, z + 0.3],
          [-1.1, -0.7, high + 0.14],
          [-0.9, -0.6, high + 0.12],
          [-0.84, -0.6, high],
        ],
        0.018,
        "hose",
        7,
      );
  });
}
