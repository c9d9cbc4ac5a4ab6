// Battery packs as machines know them: covers, and the returnable racks for packs. Geometry only.
import { packRackLevels, packRackSeatM } from "#shared/twin/rack-seats.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** Length along the flow, width and height of a pack's housing, metres (see parts/part-looks.ts). */
export const packLengthM = 1.5;
export const packWidthM = 0.96;
export const packHeightM = 0.26;

/** A stamped cover with its flange and ribs; its underside in the middle of `place`. */
export function packCover(b: ModelBuilder, place: Vector): void {
  b.at(place, 0, () => {
    const [x, y] = [packLengthM / 2, packWidthM / 2];
    b.box([-x, x], [-y, y], [0, 0.012], "aluminium");
    b.box([-x + 0.06, x - 0.06], [-y + 0.06, y - 0.06], [0.012, 0.055], "aluminium", 0.02);
    b.fine(() => {
      for (const at of [-0.45, -0.15, 0.15, 0.45])
        b.box([at - 0.05, at + 0.05], [-y + 0.14, y - 0.14], [0.055, 0.066], "aluminium", 0.008);
    });
  });
}

/** A returnable steel rack standing at `foot`, empty: the packs in it are parts (see shared/twin/rack-seats.ts). */
export function packRack(b: ModelBuilder, foot: Vector): void {
  b.at(foot, 0, () => {
    const [x, y] = [packLengthM / 2 + 0.1, packWidthM / 2 + 0.1];
    const levels = packRackLevels;
    const top = packRackSeatM(levels) + 0.02;
    for (const sx of [-1, 1])
      for (const sy of [-1, 1]) {
        b.box([sx * x - 0.03, sx * x + 0.03], [sy * y - 0.03, sy * y + 0.03], [0, top + 0.04], "brand");
        b.fine(() =>
          b.box(
            [sx * x - 0.055, sx * x + 0.055],
            [sy * y - 0.055, sy * y + 0.055],
            [top + 0.04, top + 0.07],
            "brand",
          ),
        );
      }
    for (let level = 0; level <= levels; level += 1) {
      const z = packRackSeatM(level);
      if (b.near)
        for (const sy of [-1, 1]) b.box([-x, x], [sy * y - 0.022, sy * y + 0.022], [z - 0.05, z], "brand");
      if (b.near && level < levels)
        for (const sx of [-1, 1])
          b.box([sx * (x - 0.25) - 0.04, sx * (x - 0.25) + 0.04], [-y, y], [z - 0.05, z], "steel");
    }
    b.fine(() => {
      for (const sx of [-1, 1]) b.bar([sx * x, -y, 0.16], [sx * x, y, top], 0.012, "brand", 6);
      for (const sx of [-1, 1]) b.box([sx * 0.45 - 0.1, sx * 0.45 + 0.1], [-y, y], [0.0, 0.09], "rubber");
      b.box([-0.2, 0.2], [-y - 0.03, -y - 0.022], [top - 0.2, top - 0.06], "panel");
    });
  });
}
