// Battery cells and what they travel in: trays, stacks of trays, pallets. Geometry only.
import type { ModelBuilder } from "../model-builder.ts";
import type { Paint } from "../../palette.ts";
import type { Vector } from "../vector.ts";

/** Height of a tray in a stack, metres. */
export const trayHighM = 0.13;
export const palletHighM = 0.144;

/** Prismatic cells side by side along x, standing on `z`, with their terminals; the middle one at `x`, `y`. */
export function cellRow(b: ModelBuilder, [x, y, z]: Vector, count: number): void {
  for (let cell = 0; cell < count; cell += 1) {
    const at = x + (cell - (count - 1) / 2) * 0.1;
    if (b.near) {
      b.box([at - 0.045, at + 0.045], [y - 0.1, y + 0.1], [z, z + 0.112], "variant");
      for (const side of [-1, 1])
        b.box(
          [at - 0.02, at + 0.02],
          [y + side * 0.062 - 0.018, y + side * 0.062 + 0.018],
          [z + 0.112, z + 0.122],
          side < 0 ? "copper" : "aluminium",
        );
    }
  }
  if (!b.near) b.box([x - count * 0.05, x + count * 0.05], [y - 0.1, y + 0.1], [z, z + 0.115], "variant");
}

/** A four-way pallet of wood, 1.2 x 0.84 m, on `middle`: runners, blocks, boards with gaps. */
export function woodPallet(b: ModelBuilder, middle: Vector): void {
  b.at(middle, 0, () => {
    if (!b.near) {
      b.box([-0.6, 0.6], [-0.42, 0.42], [0.02, palletHighM], "wood");
      return;
    }
    for (const y of [-0.37, 0.37]) {
      b.box([-0.6, 0.6], [y - 0.05, y + 0.05], [0, 0.022], "wood");
      for (const x of [-0.53, 0, 0.53])
        b.box([x - 0.07, x + 0.07], [y - 0.05, y + 0.05], [0.022, 0.1], "wood");
    }
    for (const x of [-0.53, 0.53]) b.box([x - 0.07, x + 0.07], [-0.05, 0.05], [0, 0.1], "wood");
    b.box([-0.6, 0.6], [-0.42, 0.42], [0.1, 0.122], "wood");
    for (const y of [-0.35, -0.175, 0, 0.175, 0.35])
      b.box([-0.6, 0.6], [y - 0.065, y + 0.065], [0.122, palletHighM], "wood");
  });
}

/** A stack of moulded trays, 1.12 x 0.78 m; the uppermost open, full of cells or empty with its compartments. */
export function trayStack(
  b: ModelBuilder,
  middle: Vector,
  layers: number,
  content: "cells" | "empty" | "lid",
  paint: Paint = "bodyDark",
): void {
  b.at(middle, 0, () => {
    const [x, y] = [0.56, 0.39];
    const top = layers * trayHighM;
    if (!b.near) {
      b.box([-x, x], [-y, y], [0, top], paint);
      if (content === "cells")
        b.box([-x + 0.06, x - 0.06], [-y + 0.06, y - 0.06], [top, top + 0.06], "variant");
      return;
    }
    for (let layer = 0; layer < layers; layer += 1) {
      const z = layer * trayHighM;
      // A tray is narrower below than at its rim, so that trays nest.
      b.box([-x + 0.03, x - 0.03], [-y + 0.03, y - 0.03], [z, z + 0.085], paint);
      b.box([-x, x], [-y, y], [z + 0.085, z + trayHighM - 0.006], paint, layer === layers - 1 ? 0.01 : 0);
      for (const side of [-1, 1])
        b.face(
          [
            [-0.1, side * (y + 0.001), z + 0.095],
            [0.1, side * (y + 0.001), z + 0.095],
            [0.1, side * (y + 0.001), z + 0.116],
            [-0.1, side * (y + 0.001), z + 0.116],
          ],
          [0, side, 0],
          "rubber",
        );
    }
    if (content === "lid") {
      b.box([-x - 0.01, x + 0.01], [-y - 0.01, y + 0.01], [top, top + 0.04], paint, 0.012);
      for (const strap of [-0.3, 0.3])
        b.box([strap - 0.015, strap + 0.015], [-y - 0.014, y + 0.014], [0, top + 0.043], "panel");
      return;
    }
    for (let column = 0; column < 6; column += 1)
      for (let row = 0; row < 4; row += 1) {
        const [cx, cy] = [-0.44 + column * 0.176, -0.279 + row * 0.186];
        if (content === "empty") {
          b.polygon(
            [
              [cx - 0.07, cy - 0.078, top],
              [cx + 0.07, cy - 0.078, top],
              [cx + 0.07, cy + 0.078, top],
              [cx - 0.07, cy + 0.078, top],
            ],
            [0, 0, 1],
            "rubber",
          );
          continue;
        }
        b.box([cx - 0.068, cx + 0.068], [cy - 0.075, cy + 0.075], [top - 0.02, top + 0.05], "variant");
        for (const side of [-1, 1])
          b.polygon(
            [
              [cx + side * 0.04 - 0.016, cy - 0.02, top + 0.0515],
              [cx + side * 0.04 + 0.016, cy - 0.02, top + 0.0515],
              [cx + side * 0.04 + 0.016, cy + 0.02, top + 0.0515],
              [cx + side * 0.04 - 0.016, cy + 0.02, top + 0.0515],
            ],
            [0, 0, 1],
            side < 0 ? "copper" : "aluminium",
          );
      }
  });
}
