// What machines carry, hold and lay out: battery modules, aluminium trays, bolts, orange high-voltage cables. Geometry only.
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** A battery module standing with its bottom on `middle`: housing, side plates, busbars over its cells. */
export function batteryModule(b: ModelBuilder, middle: Vector): void {
  b.at(middle, 0, () => {
    b.box([-0.25, 0.25], [-0.2, 0.2], [0, 0.19], "variant");
    b.fine(() => {
      for (const side of [-1, 1]) b.box([side * 0.245, side * 0.262], [-0.2, 0.2], [0, 0.21], "aluminium");
      for (const y of [-0.1, 0.1])
        for (let bar = 0; bar < 3; bar += 1)
          b.box([-0.22 + bar * 0.155, -0.09 + bar * 0.155], [y - 0.05, y + 0.05], [0.19, 0.204], "copper");
    });
  });
}

/** An aluminium pack tray, open at the top, with cross members and mounting lugs; its bottom on `middle`, 1.5 x 0.96 x 0.2 m. */
export function packTray(b: ModelBuilder, middle: Vector): void {
  b.at(middle, 0, () => {
    b.box([-0.74, 0.74], [-0.47, 0.47], [0, 0.05], "aluminium", 0.01);
    for (const side of [-1, 1]) {
      b.box([-0.75, 0.75], [side * 0.43, side * 0.48], [0, 0.2], "aluminium", 0.008);
      b.box([side * 0.7, side * 0.75], [-0.43, 0.43], [0, 0.2], "aluminium", 0.008);
    }
    b.fine(() => {
      b.box([-0.025, 0.025], [-0.43, 0.43], [0.05, 0.15], "aluminium", 0.006);
      b.box([-0.7, 0.7], [-0.02, 0.02], [0.05, 0.12], "aluminium", 0.006);
      for (const side of [-1, 1])
        for (const x of [-0.5, 0, 0.5])
          b.box([x - 0.04, x + 0.04], [side * 0.48, side * 0.51], [0.08, 0.12], "plate");
    });
  });
}

/** An orange high-voltage cable through points, with a plug at each end. */
export function highVoltageCable(b: ModelBuilder, points: readonly Vector[], radius = 0.018): void {
  b.tube(points, radius, "cableHv", 6);
  b.fine(() => {
    for (const end of [points[0], points[points.length - 1]]) {
      if (end === undefined) continue;
      const [x, y, z] = end;
      b.box([x - 0.034, x + 0.034], [y - 0.028, y + 0.028], [z - 0.06, z + 0.02], "cableHv");
      b.box([x - 0.022, x + 0.022], [y - 0.018, y + 0.018], [z - 0.085, z - 0.06], "rubber");
    }
  });
}

/** A cable that hangs as a loop from a hook at `top`: `drop` metres down and `wide` across along x. */
export function hangingCable(b: ModelBuilder, [x, y, z]: Vector, drop: number, wide: number): void {
  const half = wide / 2;
  if (!b.near) {
    b.box([x - half, x - half * 0.3], [y - 0.02, y + 0.02], [z - drop * 0.45, z], "cableHv");
    b.box([x + half * 0.3, x + half], [y - 0.02, y + 0.02], [z - drop, z], "cableHv");
    return;
  }
  highVoltageCable(
    b,
    [
      [x - half, y, z - drop * 0.45],
      [x - half, y, z - 0.05],
      [x - half * 0.6, y, z - 0.005],
      [x, y, z + 0.012],
      [x + half * 0.6, y, z - 0.005],
      [x + half, y, z - 0.05],
      [x + half, y, z - drop * 0.8],
      [x + half * 0.6, y, z - drop],
    ],
    0.02,
  );
}
