// A rack that parts wait in: uprights with holes, beams, decks. What stands on them are the parts that are there; a strip on its
// front shows how full it is.
import { rackShelvesM } from "#shared/twin/rack-seats.ts";
import { plate } from "../kit/housing.ts";
import type { Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

const x: Range = [-1.35, 1.35];
const y: Range = [-0.5, 0.5];
/** Middles of the beams; parts stand on the decks they carry. */
const levels = rackShelvesM.map((deckM) => deckM - 0.05);
const lowest = rackShelvesM[0] - 0.05;
const topM = 2.1;

export const rack: Model = {
  size: { length: 2.7, width: 1, height: 2.1 },
  build(b) {
    b.at([0, 0, 0], 0, () => {
      uprights(b);
      for (const z of levels) shelf(b, z);
      plate(b, "front", y[0] - 0.03, [x[0] + 0.06, x[1] - 0.06], [lowest - 0.05, lowest + 0.05], "rubber");
      b.picture(
        [
          [x[0] + 0.1, y[0] - 0.033, lowest - 0.03],
          [x[1] - 0.1, y[0] - 0.033, lowest - 0.03],
          [x[1] - 0.1, y[0] - 0.033, lowest + 0.03],
          [x[0] + 0.1, y[0] - 0.033, lowest + 0.03],
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

/** Beams with their hooks, the deck of boards between them, a place sign on each bay. */
function shelf(b: ModelBuilder, z: number): void {
  for (const side of y) {
    b.box(x, [side * 0.97 - 0.02, side * 0.97 + 0.02], [z - 0.05, z + 0.05], "frame", 0.006);
    b.fine(() => {
      for (const at of [x[0] + 0.09, -0.05, 0.05, x[1] - 0.09])
        b.box(
          [at - 0.012, at + 0.012],
          [side * 0.97 - 0.026, side * 0.97 + 0.026],
          [z - 0.09, z + 0.07],
          "steel",
        );
    });
  }
  if (!b.near) {
    b.box([x[0] + 0.03, x[1] - 0.03], [y[0] + 0.04, y[1] - 0.04], [z + 0.03, z + 0.05], "bodyDark");
    return;
  }
  const boards = 9;
  const pitch = (x[1] - x[0] - 0.1) / boards;
  for (let board = 0; board < boards; board += 1) {
    const at = x[0] + 0.05 + board * pitch;
    b.box([at, at + pitch - 0.012], [y[0] + 0.035, y[1] - 0.035], [z + 0.028, z + 0.05], "bodyDark", 0.004);
  }
  for (const at of [-0.66, 0.66]) {
    plate(b, "front", y[0] * 0.97 - 0.021, [at - 0.14, at + 0.14], [z - 0.032, z + 0.032], "panel");
    plate(b, "front", y[0] * 0.97 - 0.0225, [at - 0.12, at + 0.02], [z - 0.012, z + 0.012], "rubber");
  }
}
