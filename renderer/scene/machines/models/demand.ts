// Where finished goods wait to be fetched, in general: wrapped pallets and wire boxes in marked places behind a short roller bed.
import { rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import { floorFrame, woodenPallet } from "./supply.ts";

export const demand: Model = {
  size: { length: 4, width: 3, height: 1.6 },
  build(b) {
    rollerBed(b, [-2, -0.7], 0.36, { motor: false });
    b.box([-0.72, -0.66], [-0.42, 0.42], [0.7, 0.98], "hazard");
    wrappedPallet(b, [1.2, 0.9, 0]);
    wrappedPallet(b, [1.2, -0.9, 0]);
    wireBox(b, [-0.2, 0.98, 0]);
    wrappedPallet(b, [-0.2, -0.98, 0]);
    floorFrame(b, [-1.0, 1.96]);
    for (const y of [-1.4, 1.4]) {
      b.cylinder("z", [1.9, y], [0, 1.0], 0.06, "safety", 14);
      b.fine(() => b.cylinder("z", [1.9, y], [0.7, 0.8], 0.062, "rubber", 14));
    }
    // The outbound arrow on the floor.
    b.polygon(
      [
        [1.3, -0.26, 0.005],
        [1.9, 0, 0.005],
        [1.3, 0.26, 0.005],
      ],
      [0, 0, 1],
      "panel",
    );
    b.box([-0.1, 1.3], [-0.1, 0.1], [0, 0.005], "panel");
  },
};

/** A pallet of boxes under stretch film, strapped, with its label. */
function wrappedPallet(b: ModelBuilder, middle: readonly [number, number, number]): void {
  b.at(middle, 0, () => {
    woodenPallet(b);
    b.box([-0.57, 0.57], [-0.38, 0.38], [0.145, 1.28], "panel", 0.02);
    b.fine(() => {
      for (const x of [-0.3, 0.3]) b.box([x - 0.012, x + 0.012], [-0.384, 0.384], [0.145, 1.284], "bin");
      for (const z of [0.48, 0.82]) b.box([-0.571, 0.571], [-0.381, 0.381], [z, z + 0.008], "cabinet");
      b.box([0.05, 0.27], [-0.386, -0.382], [0.9, 1.1], "card");
      b.box([0.08, 0.24], [-0.389, -0.386], [0.94, 1.0], "rubber");
      for (const x of [-0.55, 0.55])
        for (const y of [-0.36, 0.36])
          b.box([x - 0.025, x + 0.025], [y - 0.025, y + 0.025], [0.145, 1.3], "card");
    });
  });
}

/** A wire-mesh box on feet, full of parts. */
function wireBox(b: ModelBuilder, middle: readonly [number, number, number]): void {
  b.at(middle, 0, () => {
    for (const x of [-0.58, 0.58])
      for (const y of [-0.38, 0.38])
        b.box([x - 0.025, x + 0.025], [y - 0.025, y + 0.025], [0, 0.95], "brand", 0.006);
    b.box([-0.58, 0.58], [-0.38, 0.38], [0.12, 0.16], "steel");
    for (const z of [0.54, 0.93]) {
      for (const y of [-0.38, 0.38])
        b.box([-0.58, 0.58], [y - 0.012, y + 0.012], [z - 0.015, z + 0.015], "brand");
      for (const x of [-0.58, 0.58])
        b.box([x - 0.012, x + 0.012], [-0.38, 0.38], [z - 0.015, z + 0.015], "brand");
    }
    for (const side of [-1, 1]) {
      b.face(
        [
          [-0.56, side * 0.38, 0.16],
          [0.56, side * 0.38, 0.16],
          [0.56, side * 0.38, 0.92],
          [-0.56, side * 0.38, 0.92],
        ],
        [0, side, 0],
        "mesh",
      );
      b.face(
        [
          [side * 0.58, -0.36, 0.16],
          [side * 0.58, 0.36, 0.16],
          [side * 0.58, 0.36, 0.92],
          [side * 0.58, -0.36, 0.92],
        ],
        [side, 0, 0],
        "mesh",
      );
    }
    const layers = b.near ? 4 : 1;
    for (let layer = 0; layer < layers; layer += 1)
      for (const x of b.near ? [-0.41, -0.14, 0.14, 0.41] : [-0.27, 0.27])
        for (const y of b.near ? [-0.18, 0.18] : [0]) {
          const z = 0.17 + layer * 0.16;
          if (b.near) b.box([x - 0.12, x + 0.12], [y - 0.16, y + 0.16], [z, z + 0.14], "aluminium", 0.012);
          else b.box([x - 0.26, x + 0.26], [-0.34, 0.34], [z, z + 0.62], "aluminium");
        }
  });
}
