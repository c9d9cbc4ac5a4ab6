// Supply of cells: pallets of trays, all whole because nobody counts what stands outside the line, and the short conveyor by which
// they go to the line.
import { emergencyStop, operatorPanel } from "../kit/controls.ts";
import { palletHighM, trayHighM, trayStack, woodPallet } from "../kit/cells.ts";
import { rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** Trays of a whole pallet. */
const layers = 7;

export const cellSupply: Model = {
  size: { length: 4, width: 4, height: 1.6 },
  build(b) {
    rollerBed(b, [-0.4, 2]);
    const places: readonly (readonly [Vector, "cells" | "lid"])[] = [
      [[-1.2, 1.25, 0], "lid"],
      [[0.35, 1.25, 0], "cells"],
      [[-1.2, -1.25, 0], "cells"],
      [[0.35, -1.25, 0], "cells"],
      [[-1.2, 0, 0], "lid"],
    ];
    for (const [place, content] of places) {
      woodPallet(b, place);
      trayStack(b, [place[0], place[1], palletHighM], layers, content);
      b.fine(() => {
        // Label of the load, read from the walk.
        const z = palletHighM + layers * trayHighM * 0.5;
        b.box(
          [place[0] + 0.25, place[0] + 0.43],
          [place[1] - 0.402, place[1] - 0.39],
          [z - 0.06, z + 0.06],
          "panel",
        );
      });
    }
    for (const y of [-1.25, 0, 1.25]) wheelStop(b, [-1.92, y, 0]);
    palletTruck(b, [1.35, -1.2, 0]);
    board(b, [1.5, 1.5, 0]);
    for (const y of [-1.9, 1.9])
      for (const x of [-1.9, 1.9]) b.cylinder("z", [x, y], [0, 0.9], 0.06, "safety", 12);
    operatorPanel(b, [1.75, -0.62, 0], 0, { stand: true, width: 0.34 });
    b.fine(() => emergencyStop(b, [0.1, -0.48, 0.78]));
  },
};

/** A bent bar on the floor that stops a pallet. */
function wheelStop(b: ModelBuilder, [x, y]: Vector): void {
  b.fine(() => b.box([x - 0.04, x + 0.04], [y - 0.4, y + 0.4], [0, 0.1], "hazard", 0.015));
}

/** A hand pallet truck, parked. */
function palletTruck(b: ModelBuilder, middle: Vector): void {
  b.at(middle, 180, () => {
    for (const y of [-0.19, 0.19]) b.box([-0.75, 0.4], [y - 0.08, y + 0.08], [0.05, 0.11], "safety", 0.015);
    b.box([0.38, 0.58], [-0.26, 0.26], [0.06, 0.34], "safety", 0.03);
    b.bar([0.55, 0, 0.3], [0.84, 0, 1.18], 0.022, "rubber", 8);
    b.fine(() => {
      b.cylinder("z", [0.52, 0], [0.34, 0.5], 0.06, "bodyDark", 12);
      b.tube(
        [
          [0.84, -0.06, 1.18],
          [0.84, -0.13, 1.26],
          [0.88, -0.1, 1.36],
          [0.88, 0.1, 1.36],
          [0.84, 0.13, 1.26],
          [0.84, 0.06, 1.18],
        ],
        0.016,
        "rubber",
        6,
      );
      for (const y of [-0.06, 0.06]) b.cylinder("y", [0.56, 0.09], [y - 0.03, y + 0.03], 0.09, "rubber", 12);
      for (const y of [-0.19, 0.19])
        b.cylinder("y", [-0.66, 0.045], [y - 0.05, y + 0.05], 0.045, "panel", 10);
    });
  });
}

/** The board of the supply: its level as it is now, and the delivery cards. */
function board(b: ModelBuilder, [x, y]: Vector): void {
  for (const side of [-0.36, 0.36])
    b.box([x + side - 0.025, x + side + 0.025], [y - 0.025, y + 0.025], [0, 1.58], "frame", 0.006);
  b.box([x - 0.42, x + 0.42], [y - 0.03, y + 0.02], [0.92, 1.56], "panel", 0.01);
  b.picture(
    [
      [x - 0.36, y - 0.034, 1.36],
      [x + 0.36, y - 0.034, 1.36],
      [x + 0.36, y - 0.034, 1.48],
      [x - 0.36, y - 0.034, 1.48],
    ],
    "fill",
  );
  b.fine(() => {
    for (let column = 0; column < 5; column += 1)
      for (let row = 0; row < 2; row += 1) {
        if ((column + row * 2) % 4 === 3) continue;
        const [cx, cz] = [x - 0.29 + column * 0.145, 0.98 + row * 0.17];
        b.box(
          [cx - 0.055, cx + 0.055],
          [y - 0.04, y - 0.03],
          [cz, cz + 0.13],
          row === 0 ? "cabinet" : "card",
        );
      }
    b.box([x - 0.42, x + 0.42], [y - 0.034, y - 0.03], [1.5, 1.56], "brand");
  });
}
