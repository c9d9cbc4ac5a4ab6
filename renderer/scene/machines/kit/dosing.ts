// What pastes and sealants come from: drum presses with their follower plates, heated hoses. Geometry only.
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** A drum press: two rods and a crosshead over a drum, follower plate, pump with its valve, base with a panel. Looks towards -y when `turn` is 0. Returns nothing; its outlet is at (0, 0.02, 1.62). */
export function drumPress(b: ModelBuilder, middle: Vector, turn = 0, radius = 0.21): void {
  b.at(middle, turn, () => {
    const wide = radius + 0.07;
    b.box([-wide - 0.05, wide + 0.05], [-radius - 0.03, radius + 0.05], [0, 0.09], "bodyDark", 0.012);
    b.cylinder("z", [0, 0], [0.09, 0.74], radius, "steel", 18);
    b.box([-wide - 0.05, wide + 0.05], [0.0, 0.08], [1.46, 1.54], "accent", 0.015);
    if (!b.near) {
      for (const side of [-1, 1])
        b.box([side * wide - 0.035, side * wide + 0.035], [0, 0.07], [0.09, 1.46], "body");
      b.box([-0.07, 0.07], [-0.05, 0.09], [0.74, 1.72], "body");
      return;
    }
    // The drum's beads and label.
    for (const z of [0.3, 0.52])
      b.lathe(
        "z",
        [0, 0],
        [
          [radius, z - 0.018],
          [radius + 0.01, z],
          [radius, z + 0.018],
        ],
        "steel",
        18,
      );
    b.box([-0.1, 0.1], [-radius - 0.004, -radius + 0.03], [0.34, 0.44], "panel");
    b.box([-0.1, 0.1], [-radius - 0.006, -radius + 0.03], [0.44, 0.48], "safety");
    for (const side of [-1, 1]) {
      b.cylinder("z", [side * wide, 0.04], [0.09, 0.95], 0.042, "body", 10);
      b.cylinder("z", [side * wide, 0.04], [0.95, 1.5], 0.022, "chrome", 8);
    }
    // Pump and follower plate between them.
    b.cylinder("z", [0, 0.02], [0.74, 0.8], radius - 0.012, "aluminium", 18);
    b.cylinder("z", [0, 0.02], [0.8, 1.2], 0.05, "chrome", 10);
    b.cylinder("z", [0, 0.02], [1.2, 1.46], 0.085, "body", 14);
    b.cylinder("z", [0, 0.02], [1.54, 1.72], 0.1, "bodyDark", 14);
    b.box([-wide - 0.1, -wide + 0.04], [-radius - 0.02, -radius + 0.02], [0.9, 1.18], "cabinet", 0.01);
    b.cylinder("y", [-wide - 0.03, 1.1], [-radius - 0.03, -radius - 0.02], 0.035, "panel", 10);
    b.box([-wide - 0.045, -wide - 0.015], [-radius - 0.01, -radius + 0.02], [0.09, 0.9], "frame");
  });
}

/** A heated hose in its corrugated jacket through points, with collars at its ends. */
export function heatedHose(b: ModelBuilder, points: readonly Vector[], radius = 0.03): void {
  b.tube(points, radius, "rubber", 10);
  b.fine(() => {
    for (const [x, y, z] of [points[0], points[points.length - 1]].filter((end) => end !== undefined))
      b.ball([x, y, z], radius * 1.35, "copper", 10);
  });
}
