// Where material comes from, in general: whole pallets with boxes beside a short roller bed; nobody counts what stands outside the
// line.
import { rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";

export const supply: Model = {
  size: { length: 4, width: 3, height: 1.6 },
  build(b) {
    rollerBed(b, [0.7, 2], 0.36, { motor: false });
    b.box([0.66, 0.72], [-0.42, 0.42], [0.7, 0.98], "hazard");
    for (const [x, y] of [
      [-1.15, 0.9],
      [-1.15, -0.9],
      [0.25, 0.98],
      [0.25, -0.98],
    ] as const)
      boxPallet(b, [x, y, 0]);
    floorFrame(b, [-1.96, 1.0]);
    b.box([-1.96, -1.9], [-1.4, 1.4], [0, 0.12], "hazard", 0.01);
  },
};

/** Lines on the floor round the places of the pallets. */
export function floorFrame(b: ModelBuilder, [from, to]: readonly [number, number]): void {
  for (const y of [-1.46, 1.46]) b.box([from, to], [y - 0.03, y + 0.03], [0, 0.005], "safety");
  for (const y of [-0.36, 0.36]) b.box([from, to], [y - 0.025, y + 0.025], [0, 0.005], "safety");
  for (const x of [from, to])
    for (const side of [-1, 1]) b.box([x - 0.03, x + 0.03], [side * 0.36, side * 1.46], [0, 0.005], "safety");
}

/** A wooden pallet of 1.2 by 0.8 m with three columns of boxes. */
export function boxPallet(b: ModelBuilder, middle: readonly [number, number, number]): void {
  b.at(middle, 0, () => {
    woodenPallet(b);
    const high = 3;
    for (let column = 0; column < 3; column += 1) {
      for (let layer = 0; layer < high; layer += 1) {
        const x = -0.4 + column * 0.4;
        const z = 0.15 + layer * 0.34;
        if (!b.near) {
          if (layer === 0) b.box([x - 0.19, x + 0.19], [-0.39, 0.39], [z, z + high * 0.34 - 0.01], "card");
          continue;
        }
        for (const y of [-0.2, 0.2]) {
          b.box([x - 0.19, x + 0.19], [y - 0.19, y + 0.19], [z, z + 0.33], "card", 0.006);
          b.box([x - 0.03, x + 0.03], [y - 0.191, y + 0.191], [z + 0.33, z + 0.331], "wood");
          if (y < 0) b.box([x + 0.04, x + 0.14], [y - 0.193, y - 0.19], [z + 0.08, z + 0.18], "panel");
          else b.box([x - 0.14, x - 0.04], [y + 0.19, y + 0.193], [z + 0.08, z + 0.18], "panel");
        }
      }
    }
  });
}

/** The pallet itself: boards on blocks. */
export function woodenPallet(b: ModelBuilder): void {
  if (!b.near) {
    b.box([-0.6, 0.6], [-0.4, 0.4], [0.01, 0.14], "wood");
    return;
  }
  for (const y of [-0.35, 0, 0.35]) {
    for (const x of [-0.53, 0, 0.53]) b.box([x - 0.07, x + 0.07], [y - 0.05, y + 0.05], [0.02, 0.1], "wood");
    b.box([-0.6, 0.6], [y - 0.05, y + 0.05], [0, 0.02], "wood");
    b.box([-0.6, 0.6], [y - 0.06, y + 0.06], [0.1, 0.12], "wood");
  }
  for (let board = 0; board < 7; board += 1) {
    const x = -0.54 + board * 0.18;
    b.box([x - 0.06, x + 0.06], [-0.4, 0.4], [0.12, 0.142], "wood");
  }
}
