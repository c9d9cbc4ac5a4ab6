// A rack that parts wait in: uprights with holes, beams, shelves of boxes and totes; a strip on its front shows how full it is.
import { plate } from "../kit/housing.ts";
import type { Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

const x: Range = [-1.35, 1.35];
const y: Range = [-0.5, 0.5];
const levels = [0.16, 0.82, 1.48] as const;
const topM = 2.1;

export const rack: Model = {
  size: { length: 2.7, width: 1, height: 2.1 },
  build(b) {
    b.at([0, 0, 0], 0, () => {
      uprights(b);
      levels.forEach((z, level) => shelf(b, z, level));
      plate(
        b,
        "front",
        y[0] - 0.03,
        [x[0] + 0.06, x[1] - 0.06],
        [levels[0] - 0.05, levels[0] + 0.05],
        "rubber",
      );
      b.picture(
        [
          [x[0] + 0.1, y[0] - 0.033, levels[0] - 0.03],
          [x[1] - 0.1, y[0] - 0.033, levels[0] - 0.03],
          [x[1] - 0.1, y[0] - 0.033, levels[0] + 0.03],
          [x[0] + 0.1, y[0] - 0.033, levels[0] + 0.03],
        ],
        "fill",
      );
    });
  },
};

function uprights(b: ModelBuilder): void {
  for (const at of [x[0] + 0.04, 0, x[1] - 0.04]) {
    for (const side of y) {
      const py = side * 0.93;
      b.box([at - 0.04, at + 0.04], [py - 0.035, py + 0.035], [0, topM], "brand", 0.006);
      b.fine(() => {
        b.box([at - 0.07, at + 0.07], [py - 0.06, py + 0.06], [0, 0.012], "steel");
        for (let hole = 0; hole < 10; hole += 1)
          plate(
            b,
            side < 0 ? "front" : "back",
            py + Math.sign(side) * 0.036,
            [at - 0.01, at + 0.01],
            [0.3 + hole * 0.18, 0.34 + hole * 0.18],
            "rubber",
          );
      });
    }
    // Bracing in the frames.
    b.fine(() => {
      for (const [low, high] of [
        [0.2, 0.9],
        [1.6, 0.9],
        [1.6, 2.0],
      ] as const)
        b.bar([at, y[0] * 0.9, low], [at, y[1] * 0.9, high], 0.014, "brand", 6);
    });
  }
}

/** Beams, deck and what stands on it. */
function shelf(b: ModelBuilder, z: number, level: number): void {
  for (const side of y)
    b.box(x, [side * 0.97 - 0.02, side * 0.97 + 0.02], [z - 0.05, z + 0.05], "frame", 0.006);
  b.box([x[0] + 0.03, x[1] - 0.03], [y[0] + 0.04, y[1] - 0.04], [z + 0.03, z + 0.05], "bodyDark");
  const step = 0.43;
  for (let place = 0; place < 6; place += 1) {
    const kind = (place * 5 + level * 3) % 7;
    if (kind === 6) continue;
    const at = x[0] + 0.29 + place * step - (place > 2 ? -0.03 : 0.03);
    const [low, high] = [z + 0.05, z + 0.05 + (kind < 3 ? 0.34 : 0.26)];
    if (kind < 3) {
      b.box([at - 0.18, at + 0.18], [-0.36, 0.3], [low, high], "bin", 0.014);
      b.fine(() => {
        b.box([at - 0.19, at + 0.19], [-0.37, 0.31], [high - 0.05, high - 0.02], "bin", 0.006);
        b.box([at - 0.07, at + 0.07], [-0.372, -0.355], [high - 0.13, high - 0.09], "rubber");
        b.box([at - 0.09, at + 0.09], [-0.366, -0.358], [low + 0.06, low + 0.13], "panel");
        b.box(
          [at - 0.16, at + 0.16],
          [-0.34, 0.28],
          [high - 0.03, high + 0.002],
          kind === 1 ? "copper" : "aluminium",
        );
      });
    } else {
      b.box([at - 0.19, at + 0.19], [-0.4, 0.34], [low, high], kind === 5 ? "cabinet" : "card", 0.008);
      b.fine(() => {
        plate(b, "front", -0.402, [at + 0.02, at + 0.14], [low + 0.05, low + 0.15], "panel");
        b.box([at - 0.025, at + 0.025], [-0.402, 0.342], [low + 0.02, high + 0.002], "safety");
      });
    }
  }
}
