// What an arm holds at its flange: grippers, nozzles, screwdriving spindles. Written pointing down, the tip at z = -toolM.
// Geometry only.
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

/** A vacuum gripper: an aluminium frame with rows of suction cups, `length` along x and `width` along y; the cups' rims at -toolM. */
export function vacuumGripper(
  b: ModelBuilder,
  length: number,
  width: number,
  toolM: number,
  cups: Range = [4, 2],
): void {
  b.fine(() => b.cylinder("z", [0, 0], [-toolM + 0.1, -0.02], 0.04, "bodyDark", 10));
  b.box([-length / 2, length / 2], [-0.03, 0.03], [-toolM + 0.075, -toolM + 0.115], "frame");
  for (const x of b.near ? [-1, 1] : [])
    b.box(
      [x * length * 0.36 - 0.02, x * length * 0.36 + 0.02],
      [-width / 2, width / 2],
      [-toolM + 0.06, -toolM + 0.09],
      "frame",
    );
  b.fine(() => {
    for (let column = 0; column < cups[0]; column += 1) {
      for (let row = 0; row < cups[1]; row += 1) {
        const x = (cups[0] === 1 ? 0 : column / (cups[0] - 1) - 0.5) * length * 0.9;
        const y = (cups[1] === 1 ? 0 : row / (cups[1] - 1) - 0.5) * width * 0.9;
        b.lathe(
          "z",
          [x, y],
          [
            [0.012, -toolM + 0.03],
            [0.012, -toolM + 0.08],
          ],
          "chrome",
          5,
          false,
        );
        b.lathe(
          "z",
          [x, y],
          [
            [0.03, -toolM],
            [0.026, -toolM + 0.012],
            [0.016, -toolM + 0.035],
          ],
          "rubber",
          7,
          false,
        );
      }
    }
    b.tube(
      [
        [0.02, 0.02, -0.03],
        [0.09, 0.06, -toolM * 0.5],
        [length * 0.3, 0.03, -toolM + 0.11],
      ],
      0.012,
      "hose",
      6,
    );
  });
}

/** A two-finger gripper that opens and closes over the phase; `open` in metres between the fingers when shut and when open. */
export function fingerGripper(
  b: ModelBuilder,
  toolM: number,
  shut: number,
  opening: number,
  closed: Range,
): void {
  b.box([-0.07, 0.07], [-0.05, 0.05], [-toolM * 0.55, -0.02], "bodyDark", 0.012);
  for (const side of [-1, 1]) {
    const track = [
      [0, 0],
      [closed[0], side * (shut - opening) * 0.5],
      [closed[1], side * (shut - opening) * 0.5],
      [Math.min(1, closed[1] + 0.06), 0],
      [1, 0],
    ] as const;
    b.joint("slide", [0, 0, -toolM], [1, 0, 0], track, () => {
      const x = side * opening * 0.5;
      b.box(
        [x - 0.015 + side * 0.015, x + 0.015 + side * 0.015],
        [-0.03, 0.03],
        [-toolM, -toolM * 0.5],
        "steel",
        0.006,
      );
    });
  }
}

/** A nozzle for paste or sealant: cartridge, valve and tapering tip. */
export function nozzle(b: ModelBuilder, toolM: number): void {
  b.box([-0.05, 0.05], [-0.05, 0.05], [-0.12, -0.02], "bodyDark", 0.01);
  b.cylinder("z", [0, 0], [-toolM + 0.12, -0.1], 0.035, "aluminium", 14);
  b.lathe(
    "z",
    [0, 0],
    [
      [0, -toolM],
      [0.006, -toolM],
      [0.03, -toolM + 0.12],
      [0, -toolM + 0.12],
    ],
    "copper",
    12,
    false,
  );
  b.fine(() =>
    b.tube(
      [
        [0.05, 0, -0.07],
        [0.16, 0.02, 0],
        [0.18, 0.04, 0.2],
      ],
      0.018,
      "hose",
      7,
    ),
  );
}

/** A screwdriving spindle with its bit that turns over the phase, in a slim housing. */
export function screwSpindle(b: ModelBuilder, toolM: number, turns: number): void {
  b.box([-0.055, 0.055], [-0.055, 0.055], [-toolM * 0.6, -0.02], "body", 0.012);
  b.cylinder("z", [0, 0], [-toolM + 0.08, -toolM * 0.6], 0.03, "bodyDark", 12);
  b.joint(
    "rotate",
    [0, 0, 0],
    [0, 0, 1],
    (phase) => phase * turns * Math.PI * 2,
    () => {
      b.cylinder("z", [0, 0], [-toolM, -toolM + 0.08], 0.014, "chrome", 6);
    },
  );
  b.fine(() =>
    b.tube(
      [
        [0, 0.05, -0.1],
        [0, 0.15, -0.02],
        [0, 0.16, 0.2],
      ],
      0.02,
      "hose",
      7,
    ),
  );
}
