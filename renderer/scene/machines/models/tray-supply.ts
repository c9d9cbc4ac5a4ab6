// Supply of aluminium trays: whole stillages, because nobody counts what stands outside the line, and the board with the level.
import { packTray } from "../kit/goods.ts";
import { operatorPanel } from "../kit/controls.ts";
import { rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** Trays of a whole stillage. */
const trays = 5;

export const traySupply: Model = {
  size: { length: 4, width: 3, height: 1.6 },
  build(b) {
    rollerBed(b, [-0.1, 2], 0.55);
    for (const [x, y] of [
      [-1.15, 0.72],
      [-1.15, -0.72],
      [0.85, 1.02],
    ] as const)
      stillage(b, [x, y, 0]);
    board(b, [1.3, -1.2, 0]);
    for (const y of [-1.4, 1.4]) b.cylinder("z", [-1.94, y], [0, 0.9], 0.055, "safety", 12);
    operatorPanel(b, [0.35, -1.0, 0], 0, { stand: true, width: 0.34 });
  },
};

/** A steel stillage with corner posts and stacking feet, filled with trays on spacers. */
function stillage(b: ModelBuilder, middle: Vector): void {
  b.at(middle, 0, () => {
    const [x, y] = [0.82, 0.55];
    const high = 1.42;
    for (const sx of [-x, x])
      for (const sy of [-y, y]) {
        b.box([sx - 0.035, sx + 0.035], [sy - 0.035, sy + 0.035], [0.06, high], "brand");
        b.fine(() => {
          b.box([sx - 0.06, sx + 0.06], [sy - 0.06, sy + 0.06], [0, 0.06], "brand", 0.012);
          b.cylinder("z", [sx, sy], [high, high + 0.05], [0.04, 0.02], "brand", 8);
        });
      }
    for (const sy of [-y, y]) b.box([-x, x], [sy - 0.03, sy + 0.03], [0.1, 0.18], "brand");
    for (const sx of [-x, x]) b.box([sx - 0.03, sx + 0.03], [-y, y], [0.1, 0.18], "brand");
    b.fine(() => {
      for (const sx of [-0.3, 0.3]) b.box([sx - 0.05, sx + 0.05], [-y, y], [0.12, 0.18], "brand");
      b.bar([-x, y, high - 0.06], [x, y, high - 0.06], 0.016, "brand", 6);
    });
    for (let tray = 0; tray < trays; tray += 1) {
      const z = 0.19 + tray * 0.235;
      const top = tray === trays - 1;
      // Only the uppermost one is seen from above.
      if (top) packTray(b, [0, 0, z]);
      else {
        b.box([-0.73, 0.73], [-0.46, 0.46], [z, z + 0.19], "aluminium", 0.012);
        b.fine(() => b.box([-0.75, 0.75], [-0.48, 0.48], [z + 0.17, z + 0.2], "aluminium", 0.006));
      }
      b.fine(() => {
        if (!top)
          for (const sx of [-0.5, 0.5])
            b.box([sx - 0.04, sx + 0.04], [-0.48, 0.48], [z + 0.2, z + 0.235], "wood");
      });
    }
  });
}

/** The board with the level of the supply. */
function board(b: ModelBuilder, [x, y]: Vector): void {
  for (const side of [-0.36, 0.36])
    b.box([x + side - 0.025, x + side + 0.025], [y - 0.025, y + 0.025], [0, 1.5], "frame", 0.006);
  b.box([x - 0.42, x + 0.42], [y - 0.03, y + 0.02], [0.95, 1.48], "panel", 0.01);
  b.picture(
    [
      [x - 0.36, y - 0.034, 1.24],
      [x + 0.36, y - 0.034, 1.24],
      [x + 0.36, y - 0.034, 1.36],
      [x - 0.36, y - 0.034, 1.36],
    ],
    "fill",
  );
  b.fine(() => {
    b.box([x - 0.42, x + 0.42], [y - 0.034, y - 0.03], [1.41, 1.48], "brand");
    for (let card = 0; card < 5; card += 1)
      b.box(
        [x - 0.34 + card * 0.145, x - 0.23 + card * 0.145],
        [y - 0.04, y - 0.03],
        [1.02, 1.16],
        card === 3 ? "card" : "cabinet",
      );
  });
}
