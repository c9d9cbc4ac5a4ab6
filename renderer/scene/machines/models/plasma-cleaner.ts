// A30: cells pass under a hood in which plasma nozzles travel across them; generator behind, exhaust duct above.
import { cabinet, emergencyStop, namePlate, operatorPanel, towerLamp } from "../kit/controls.ts";
import { hose } from "../kit/castings.ts";
import { duct } from "../kit/housing.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

const [x0, x1]: Range = [-0.78, 0.78];
const [y0, y1]: Range = [-0.6, 0.62];

export const plasmaCleaner: Model = {
  size: { length: 2.6, width: 2.2, height: 2.2 },
  build(b) {
    rollerBed(b, [-1.3, 1.3]);
    hood(b);
    nozzles(b);
    // Exhaust from the top of the hood down to the blower behind.
    duct(
      b,
      [
        [0, 0.02, 1.98],
        [0, 0.02, 2.26],
        [0, 0.5, 2.26],
        [0.34, 0.86, 2.26],
        [0.34, 0.86, 1.1],
      ],
      0.1,
    );
    b.box([0.08, 0.6], [0.68, 1.08], [0.08, 0.72], "cabinet", 0.02);
    b.lathe(
      "z",
      [0.34, 0.86],
      [
        [0.22, 0.72],
        [0.22, 0.9],
        [0.12, 1.02],
        [0.12, 1.12],
      ],
      "bodyDark",
      16,
      false,
    );
    b.fine(() => {
      b.box([0.14, 0.54], [1.078, 1.084], [0.16, 0.46], "vent");
      b.box([0.06, 0.62], [0.66, 1.1], [0.02, 0.08], "rubber");
    });
    // Power cabinet with its high-voltage lead to the nozzles.
    cabinet(b, [-0.55, 0.89, 0], 0.72, 0.42, 1.72, 180);
    b.fine(() => b.box([-0.72, -0.38], [0.672, 0.68], [1.2, 1.5], "plate", 0.004));
    hose(
      b,
      [
        [-0.5, 0.85, 1.72],
        [-0.5, 0.8, 2.06],
        [-0.42, 0.5, 2.1],
        [-0.36, 0.3, 1.97],
      ],
      0.035,
      "cable",
    );
    operatorPanel(b, [-1.02, -0.82, 0], 0, { stand: true, width: 0.38 });
    b.fine(() => emergencyStop(b, [0.7, -0.64, 0.74]));
    towerLamp(b, [0.68, -0.42, 1.72], 0.1);
  },
};

/** The hood: legs and base, side walls with the openings, back, glazed front with rounded frame, roof that narrows to the duct. */
function hood(b: ModelBuilder): void {
  const open = bedHeightM + 0.4;
  // Base boxes beside the line carry the walls.
  for (const [from, to] of [
    [y0, -0.46],
    [0.46, y1],
  ] as const) {
    b.box([x0 + 0.06, x1 - 0.06], [from + 0.02, to - 0.0], [0, 0.1], "rubber");
    b.box([x0, x1], [from, to], [0.1, 0.62], "body", 0.015);
    b.fine(() => {
      // Two doors a side with a gap, a handle and louvres.
      const out = from < 0 ? from : to;
      const sign = from < 0 ? -1 : 1;
      for (const side of [-1, 1]) {
        const [a, c] = [side * 0.02, side * (x1 - 0.03)];
        b.box([a, c], [out, out + sign * 0.012], [0.15, 0.58], "body", 0.005);
        b.box(
          [side * 0.09 - 0.012, side * 0.09 + 0.012],
          [out, out + sign * 0.03],
          [0.36, 0.5],
          "rubber",
          0.005,
        );
        b.box([side * 0.28, side * 0.62], [out + sign * 0.012, out + sign * 0.014], [0.2, 0.32], "vent");
      }
    });
  }
  b.box([x0, x1], [y1 - 0.05, y1], [0.62, 1.72], "body", 0.015);
  for (const [from, to] of [
    [x0, x0 + 0.05],
    [x1 - 0.05, x1],
  ] as const) {
    b.box([from, to], [y0, y1], [open, 1.72], "body", 0.015);
    for (const [low, high] of [
      [y0, -0.46],
      [0.46, y1],
    ] as const)
      b.box([from, to], [low, high], [0.62, open], "body", 0.01);
    // Strips keep the gas in.
    b.fine(() => {
      const x = (from + to) / 2;
      for (let strip = 0; strip < 9; strip += 1) {
        const y = -0.44 + strip * 0.1;
        b.box([x - 0.004, x + 0.004], [y, y + 0.092], [open - 0.11, open + 0.02], "rubber");
      }
      const out = x < 0 ? from - 0.004 : to;
      b.box([out, out + 0.004], [-0.48, 0.48], [open, open + 0.06], "hazard");
    });
  }
  // Front: a frame round one large window.
  b.box([x0, x1], [y0, y0 + 0.05], [1.56, 1.72], "body", 0.015);
  b.box([x0, x1], [y0, y0 + 0.05], [0.62, 0.86], "body", 0.015);
  for (const [from, to] of [
    [x0, x0 + 0.14],
    [x1 - 0.14, x1],
  ] as const)
    b.box([from, to], [y0, y0 + 0.05], [0.86, 1.56], "body", 0.015);
  b.face(
    [
      [x0 + 0.14, y0 + 0.02, 0.86],
      [x1 - 0.14, y0 + 0.02, 0.86],
      [x1 - 0.14, y0 + 0.02, 1.56],
      [x0 + 0.14, y0 + 0.02, 1.56],
    ],
    [0, -1, 0],
    "glass",
  );
  b.fine(() => {
    for (const [from, to, low, high] of [
      [x0 + 0.13, x1 - 0.13, 0.84, 0.87],
      [x0 + 0.13, x1 - 0.13, 1.55, 1.58],
      [x0 + 0.13, x0 + 0.16, 0.87, 1.55],
      [x1 - 0.16, x1 - 0.13, 0.87, 1.55],
    ] as const)
      b.box([from, to], [y0 - 0.012, y0 + 0.01], [low, high], "rubber", 0.006);
    b.capsule([-0.16, y0 - 0.05, 0.78], [0.16, y0 - 0.05, 0.78], 0.014, "chrome", 8);
    for (const side of [-0.15, 0.15]) b.bar([side, y0, 0.78], [side, y0 - 0.05, 0.78], 0.01, "chrome", 6);
    namePlate(b, [0.5, y0 - 0.002, 1.62], 0.3, 0.06);
    b.box([x0 + 0.06, x0 + 0.46], [y0 - 0.004, y0], [1.61, 1.67], "brand");
  });
  // Roof: straight sides, then sloping to the collar of the duct.
  const ring = (halfX: number, low: number, high: number, z: number): Vector[] => [
    [-halfX, low, z],
    [halfX, low, z],
    [halfX, high, z],
    [-halfX, high, z],
  ];
  const rings = [ring(0.78, y0, y1, 1.72), ring(0.18, -0.16, 0.2, 1.96)];
  const [low, high] = rings;
  if (low !== undefined && high !== undefined) {
    for (let side = 0; side < 4; side += 1) {
      const [a, c, d, e] = [low[side], low[(side + 1) % 4], high[(side + 1) % 4], high[side]];
      if (a === undefined || c === undefined || d === undefined || e === undefined) continue;
      b.face([a, c, d, e], [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2 - 0.01, 0.6], "body");
    }
    b.polygon(high, [0, 0, 1], "body");
  }
  b.cylinder("z", [0, 0.02], [1.94, 2.02], 0.14, "bodyDark", 16);
  // Light inside.
  b.box([-0.5, 0.5], [0.5, 0.56], [1.6, 1.63], "light");
}

/** Three nozzles on a slide under the roof travel along over the cells; the flame burns while they do. */
function nozzles(b: ModelBuilder): void {
  b.box([-0.7, 0.7], [0.3, 0.38], [1.5, 1.6], "frame", 0.008);
  b.fine(() => {
    for (const z of [1.52, 1.58]) b.box([-0.7, 0.7], [0.288, 0.3], [z - 0.01, z + 0.01], "chrome");
  });
  const travel = 0.3;
  b.joint(
    "slide",
    [0, 0.3, 1.55],
    [1, 0, 0],
    [
      [0, -travel],
      [0.15, -travel],
      [0.5, travel],
      [0.85, -travel],
      [1, -travel],
    ],
    () => {
      b.box([-0.14, 0.14], [-0.26, 0.3], [1.49, 1.55], "steel", 0.008);
      b.box([-0.12, 0.12], [0.24, 0.29], [1.44, 1.64], "bodyDark", 0.01);
      for (const y of [-0.18, 0, 0.18]) {
        b.fine(() => b.cylinder("z", [0, y], [1.36, 1.5], 0.06, "panel", 12));
        b.lathe(
          "z",
          [0, y],
          b.near
            ? [
                [0.022, 1.1],
                [0.045, 1.18],
                [0.05, 1.36],
              ]
            : [
                [0.022, 1.1],
                [0.06, 1.5],
              ],
          "copper",
          12,
          false,
        );
        b.fine(() => {
          b.cylinder("z", [0, y], [1.34, 1.37], 0.066, "bodyDark", 14);
          hose(
            b,
            [
              [0.02, y, 1.55],
              [0.04, y + 0.02, 1.68],
              [-0.1, y + 0.1, 1.72],
            ],
            0.016,
            "hose",
          );
        });
        b.joint(
          "glow",
          [0, y, 1.1],
          [0, 0, 1],
          (phase) => (phase > 0.14 && phase < 0.86 ? 0.85 + 0.15 * Math.sin(phase * 180 + y * 20) : 0),
          () => {
            b.joint(
              "show",
              [0, y, 1.12],
              [0, 0, 1],
              [
                [0, 0],
                [0.14, 1],
                [0.86, 0],
              ],
              () =>
                b.lathe(
                  "z",
                  [0, y],
                  b.near
                    ? [
                        [0.004, 0.98],
                        [0.03, 1.04],
                        [0.034, 1.07],
                        [0.02, 1.102],
                      ]
                    : [
                        [0.004, 0.98],
                        [0.034, 1.1],
                      ],
                  "plasma",
                  10,
                ),
            );
          },
        );
      }
    },
  );
}
