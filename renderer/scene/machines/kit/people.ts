// People and what they work at: benches, shelves of bins, lamps. Never a likeness. Geometry only.
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** A standing person in work clothes with safety shoes, gloves and a cap; looks towards +y when `turn` is 0. The arms work over the phase. */
export function person(b: ModelBuilder, foot: Vector, turn = 0): void {
  b.at(foot, turn, () => {
    for (const side of [-1, 1]) {
      b.box([side * 0.1 - 0.055, side * 0.1 + 0.055], [-0.1, 0.17], [0, 0.09], "rubber", 0.03);
      b.capsule([side * 0.1, 0, 0.1], [side * 0.095, 0, 0.84], [0.068, 0.092], "bodyDark", 10);
    }
    b.capsule([0, 0, 0.92], [0, 0.01, 1.32], [0.155, 0.165], "cloth", 14);
    b.capsule([-0.15, 0, 1.38], [0.15, 0, 1.38], 0.085, "cloth", 10);
    b.fine(() => {
      b.cylinder("z", [0, 0.005], [1.08, 1.13], 0.178, "safety", 14);
      b.cylinder("z", [0, 0.005], [1.24, 1.27], 0.184, "panel", 14);
    });
    b.cylinder("z", [0, 0.01], [1.42, 1.53], 0.055, "skin", 10);
    b.capsule([0, 0.02, 1.58], [0, 0.02, 1.66], 0.098, "skin", 12);
    b.lathe(
      "z",
      [0, 0.015],
      [
        [0.108, 1.645],
        [0.112, 1.68],
        [0.085, 1.76],
        [0, 1.785],
      ],
      "cloth",
      12,
    );
    b.fine(() => b.box([-0.075, 0.075], [0.09, 0.19], [1.655, 1.675], "cloth", 0.008));
    for (const side of [-1, 1]) {
      const shoulder: Vector = [side * 0.23, 0, 1.37];
      const sway = (phase: number): number => Math.sin(phase * Math.PI * 2 * 5 + side) * 0.16;
      b.joint("rotate", shoulder, [1, 0, 0], sway, () => {
        const elbow: Vector = [side * 0.27, 0.08, 1.1];
        b.capsule(shoulder, elbow, [0.062, 0.05], "cloth", 9);
        b.capsule(elbow, [side * 0.17, 0.36, 1.06], [0.046, 0.036], "cloth", 9);
        b.ball([side * 0.155, 0.41, 1.06], 0.045, "rubber", 8);
      });
    }
  });
}

/** Shelves of bins on two uprights, leaning towards a person on the -y side; `middle` on the floor. */
export function binShelf(
  b: ModelBuilder,
  middle: Vector,
  width: number,
  shelves: readonly number[] = [1.15, 1.5],
): void {
  b.at(middle, 0, () => {
    const x = width / 2;
    const top = Math.max(...shelves) + 0.35;
    for (const side of [-1, 1])
      b.box([side * x - 0.025, side * x + 0.025], [0.1, 0.15], [0, top], "frame", 0.006);
    for (const z of shelves) {
      b.box([-x, x], [-0.14, 0.16], [z - 0.02, z], "frame", 0.004);
      const bins = Math.max(2, Math.floor(width / (b.near ? 0.22 : 0.45)));
      for (let bin = 0; bin < bins; bin += 1) {
        const from = -x + 0.03 + (bin * (width - 0.06)) / bins;
        const to = from + (width - 0.06) / bins - 0.025;
        const paint = bin % 3 === 1 ? "cabinet" : "bin";
        if (!b.near) {
          b.box([from, to], [-0.13, 0.13], [z, z + 0.14], paint);
          continue;
        }
        // An open-fronted bin: bottom, back, two sides and a low front.
        b.box([from, to], [-0.13, 0.13], [z, z + 0.012], paint);
        b.box([from, to], [0.118, 0.13], [z, z + 0.15], paint);
        b.box([from, from + 0.01], [-0.13, 0.13], [z, z + 0.14], paint);
        b.box([to - 0.01, to], [-0.13, 0.13], [z, z + 0.14], paint);
        b.box([from, to], [-0.13, -0.118], [z, z + 0.07], paint);
        b.box(
          [from + 0.02, to - 0.02],
          [-0.1, 0.11],
          [z + 0.01, z + 0.07],
          bin % 2 === 0 ? "copper" : "steel",
        );
      }
    }
    b.box([-x, x], [-0.1, 0.06], [top - 0.04, top], "frame", 0.006);
    b.box([-x * 0.9, x * 0.9], [-0.08, 0.0], [top - 0.055, top - 0.04], "light");
  });
}

/** A work table of steel legs and a wooden or ESD top, with a drawer; `middle` on the floor. */
export function workTable(
  b: ModelBuilder,
  middle: Vector,
  length: number,
  depth: number,
  height = 0.9,
): void {
  b.at(middle, 0, () => {
    const [x, y] = [length / 2, depth / 2];
    b.box([-x, x], [-y, y], [height - 0.04, height], "wood", 0.012);
    for (const sx of [-1, 1])
      for (const sy of [-1, 1])
        b.box(
          [sx * (x - 0.05) - 0.025, sx * (x - 0.05) + 0.025],
          [sy * (y - 0.05) - 0.025, sy * (y - 0.05) + 0.025],
          [0, height - 0.04],
          "frame",
        );
    b.fine(() => {
      b.box([x - 0.5, x - 0.1], [-y + 0.01, y - 0.1], [height - 0.24, height - 0.05], "cabinet", 0.01);
      b.box([x - 0.42, x - 0.18], [-y - 0.012, -y + 0.01], [height - 0.12, height - 0.1], "chrome");
    });
  });
}
