// What is inside the laser weld cell: portal, scanner head, hold-down mask, lamps, the black lining, and the weld itself.
// The cell around it is in laser-weld-cell.ts.
import { plate } from "../kit/housing.ts";
import { bedHeightM } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { lasing } from "../work-phases.ts";

/** The cell's walls, and where it welds. */
export const wallX: Range = [-2.1, 0.72];
/** The front stands near the bed, so that the weld is seen from above, too. */
export const wallY: Range = [-0.94, 1.1];
export const windowTopM = 2.14;
export const roofM = 2.4;
export const weldX = 0;
/** Top of the module's busbars. */
const seamM = bedHeightM + 0.235;

/** Portal, scanner head, hold-down mask, clamps, lamps and the weld itself. */
export function weldingGear(b: ModelBuilder): void {
  // Two columns behind the bed carry the portal's beam.
  for (const x of b.near ? [weldX - 0.54, weldX + 0.54] : []) {
    b.box([x - 0.07, x + 0.07], [0.66, 0.84], [0.02, 1.86], "bodyDark", 0.012);
    b.fine(() => b.box([x - 0.13, x + 0.13], [0.6, 0.9], [0, 0.03], "steel"));
  }
  b.box([weldX - 0.64, weldX + 0.64], [0.64, 0.84], [1.84, 2.02], "body", 0.014);
  b.fine(() => {
    for (const z of [1.88, 1.97])
      b.box([weldX - 0.6, weldX + 0.6], [0.6, 0.64], [z - 0.012, z + 0.012], "chrome");
  });
  b.joint(
    "slide",
    [weldX, 0, 1.6],
    [1, 0, 0],
    [
      [0, 0],
      [0.13, -0.24],
      [lasing[1], 0.24],
      [0.95, 0],
      [1, 0],
    ],
    () => scannerHead(b),
  );
  // A mask presses the busbars onto the cells while they are welded.
  b.joint(
    "slide",
    [weldX, 0, seamM],
    [0, 0, 1],
    [
      [0, 0.2],
      [0.05, 0.2],
      [0.13, 0],
      [0.88, 0],
      [0.95, 0.2],
      [1, 0.2],
    ],
    () => {
      if (!b.near) {
        b.box([weldX - 0.43, weldX + 0.43], [-0.4, 0.4], [seamM + 0.01, seamM + 0.06], "steel");
        return;
      }
      for (const y of [-0.27, 0, 0.27])
        b.box(
          [weldX - 0.4, weldX + 0.4],
          [y - 0.025, y + 0.025],
          [seamM + 0.01, seamM + 0.05],
          "steel",
          0.006,
        );
      for (const x of [-0.4, 0.4])
        b.box(
          [weldX + x - 0.03, weldX + x + 0.03],
          [-0.4, 0.4],
          [seamM + 0.01, seamM + 0.06],
          "steel",
          0.008,
        );
      b.fine(() => {
        for (let finger = 0; finger < 4; finger += 1)
          for (const y of [-0.15, 0.15]) {
            const x = weldX - 0.3 + finger * 0.2;
            b.box([x - 0.012, x + 0.012], [y - 0.07, y + 0.07], [seamM, seamM + 0.03], "copper");
          }
      });
    },
  );
  // Lamps on the portal's columns light what is welded.
  for (const x of [-0.5, 0.5])
    b.box([weldX + x - 0.02, weldX + x + 0.02], [0.58, 0.62], [1.15, 1.8], "light");
  for (const x of [-0.36, 0.36])
    for (const y of [-0.47, 0.47])
      b.fine(() => b.bar([weldX + x, y, bedHeightM - 0.1], [weldX + x, y, seamM + 0.42], 0.022, "chrome", 8));
  b.fine(() => {
    for (const y of [-0.47, 0.47])
      b.box(
        [weldX - 0.46, weldX + 0.46],
        [y - 0.05, y + 0.05],
        [bedHeightM - 0.16, bedHeightM - 0.06],
        "bodyDark",
      );
  });
  // A work lamp under the roof.
  b.box([wallX[0] + 0.3, wallX[1] - 0.3], [0.92, 0.98], [2.12, 2.18], "light");
}

/** Scanner, collimator, lens with cross jet, fume nozzle, camera; and while it is on: the beam, the pool and its sparks. */
function scannerHead(b: ModelBuilder): void {
  const x = weldX;
  b.box([x - 0.16, x + 0.16], [0.54, 0.62], [1.78, 2.06], "bodyDark", 0.012);
  b.box([x - 0.06, x + 0.06], [0.14, 0.56], [1.82, 1.98], "frame", 0.012);
  b.box([x - 0.13, x + 0.13], [-0.15, 0.15], [1.62, 1.96], "panel", 0.022);
  b.fine(() => b.box([x - 0.132, x + 0.132], [-0.152, 0.152], [1.73, 1.76], "brand"));
  b.cylinder("z", [x, 0], [1.5, 1.62], [0.075, 0.1], "rubber", 18);
  b.fine(() => {
    b.cylinder("z", [x, 0], [1.47, 1.5], 0.07, "chrome", 18);
    b.box([x - 0.15, x + 0.15], [-0.03, 0.03], [1.43, 1.46], "aluminium", 0.006);
    b.cylinder("z", [x + 0.02, 0.08], [1.96, 2.08], 0.04, "aluminium", 12);
    b.cylinder("x", [0, 1.86], [x - 0.3, x - 0.13], 0.035, "rubber", 12);
    // Fibre and water.
    b.tube(
      [
        [x + 0.02, 0.08, 2.08],
        [x + 0.05, 0.14, 2.2],
        [x + 0.22, 0.36, 2.24],
        [x + 0.3, 0.6, 2.12],
      ],
      0.018,
      "safety",
      8,
    );
    for (const y of [0.02, 0.06])
      b.tube(
        [
          [x - 0.06, y, 1.96],
          [x - 0.1, y + 0.1, 2.12],
          [x - 0.2, 0.4 + y, 2.16],
          [x - 0.22, 0.62, 2.06],
        ],
        0.012,
        "hose",
        6,
      );
  });
  // The fume nozzle reaches down beside the seam.
  b.tube(
    [
      [x - 0.3, 0.5, 1.9],
      [x - 0.34, 0.3, 1.62],
      [x - 0.26, 0.06, 1.3],
    ],
    0.05,
    "frame",
    12,
  );
  b.fine(() => b.cylinder("z", [x - 0.25, 0.05], [1.2, 1.32], [0.09, 0.05], "frame", 12));
  const flicker = (phase: number): number =>
    phase > lasing[0] && phase < lasing[1] && Math.floor(phase * 63 + 0.5) % 4 !== 3 ? 1 : 0;
  const flare = (phase: number): number => 0.05 + 0.05 * Math.sin(phase * 400);
  b.joint("show", [x, 0, seamM + 0.01], [0, 0, 1], flicker, () => {
    // The black wall behind stands in its light.
    b.joint("glow", [x, 0, seamM], [0, 0, 1], flare, () =>
      plate(b, "front", wallY[1] - 0.1, [wallX[0] + 0.05, wallX[1] - 0.05], [0.1, roofM - 0.06], "weldLight"),
    );
    b.bar([x, 0, seamM + 0.06], [x, 0, 1.47], [0.012, 0.045], "weldLight", 6);
    // The pool, and the busbars about it in its light.
    if (b.near) b.ball([x, 0, seamM + 0.07], 0.07, "light", 8);
    else b.box([x - 0.07, x + 0.07], [-0.07, 0.07], [seamM + 0.06, seamM + 0.18], "light");
    b.box([x - 0.22, x + 0.22], [-0.24, 0.24], [seamM + 0.03, seamM + 0.062], "weldLight");
    for (let spark = 0; spark < (b.near ? 14 : 0); spark += 1) {
      const angle = spark * 2.4;
      const far = 0.12 + 0.1 * ((spark * 7) % 5) * 0.5;
      const end: Vector = [
        x + Math.cos(angle) * far,
        Math.sin(angle) * far,
        seamM + 0.12 + 0.06 * ((spark * 3) % 4),
      ];
      const start: Vector = [x + Math.cos(angle) * far * 0.4, Math.sin(angle) * far * 0.4, seamM + 0.09];
      b.bar(start, end, [0.009, 0.003], "light", 3);
    }
  });
}

/** Black sheets over the walls on the inside. */
export function liner(b: ModelBuilder): void {
  // The inside is lined in black, so that no light comes back from it.
  const [left, right, back, top] = [wallX[0] + 0.045, wallX[1] - 0.045, wallY[1] - 0.09, roofM - 0.05];
  b.face(
    [
      [left, back, 0.1],
      [right, back, 0.1],
      [right, back, top],
      [left, back, top],
    ],
    [0, -1, 0],
    "rubber",
  );
  for (const [x, inwards] of [
    [left, 1],
    [right, -1],
  ] as const)
    for (const [y, z] of [
      [
        [wallY[0] + 0.05, -0.46],
        [0.1, top],
      ],
      [
        [0.46, back],
        [0.1, top],
      ],
      [
        [-0.46, 0.46],
        [1.3, top],
      ],
    ] as const)
      b.face(
        [
          [x, y[0], z[0]],
          [x, y[1], z[0]],
          [x, y[1], z[1]],
          [x, y[0], z[1]],
        ],
        [inwards, 0, 0],
        "rubber",
      );
}
