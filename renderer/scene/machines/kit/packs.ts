// Battery packs as machines know them: covers, and the returnable racks for packs. Geometry only.
import { packRackLevels, packRackSeatM } from "#shared/twin/rack-seats.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** Length along the flow, width and height of a pack's housing, metres (see parts/part-looks.ts). */
export const packLengthM = 1.5;
export const packWidthM = 0.96;
export const packHeightM = 0.26;

/** Top of an open pack's flange over its underside, and the flange's width, metres. */
export const packRimM = 0.2;
export const packFlangeM = 0.045;
/** Rows of bolts beside the modules and between them, from the middle of the pack, metres. */
export const boltRowsM = { outer: 0.385, inner: 0.1 } as const;

/** Half the length and width of the bead of sealant on the flange. */
const beadX = (packLengthM - packFlangeM) / 2;
const beadY = (packWidthM - packFlangeM) / 2;

/** The bead's rectangle from the middle of its front: the point after a share of the way round, 0..1. */
export function beadAt(share: number): Range {
  const around = 4 * (beadX + beadY);
  let rest = (((share % 1) + 1) % 1) * around;
  const legs: readonly (readonly [Range, Range, number])[] = [
    [[0, -beadY], [1, 0], beadX],
    [[beadX, -beadY], [0, 1], 2 * beadY],
    [[beadX, beadY], [-1, 0], 2 * beadX],
    [[-beadX, beadY], [0, -1], 2 * beadY],
    [[-beadX, -beadY], [1, 0], beadX],
  ];
  for (const [[x, y], [dx, dy], length] of legs) {
    if (rest <= length) return [x + dx * rest, y + dy * rest];
    rest -= length;
  }
  return [0, -beadY];
}

/** The stretch of the bead between two shares of the way round, with the corner in it if there is one. */
export function beadPoints(from: number, to: number): readonly Range[] {
  const around = 4 * (beadX + beadY);
  const corners = [beadX, beadX + 2 * beadY, 3 * beadX + 2 * beadY, 3 * beadX + 4 * beadY];
  const between = corners.map((at) => at / around).filter((share) => share > from && share < to);
  // A little before the end: at 1 it would be the beginning again.
  return [from, ...between, to - 1e-6].map(beadAt);
}

/** The pressed cover: a flat flange, a raised middle with beads; its underside in the middle of `place`. */
export const coverHighM = 0.049;
export function packCover(b: ModelBuilder, place: Vector): void {
  b.at(place, 0, () => {
    const [x, y] = [packLengthM / 2, packWidthM / 2];
    b.box([-x + 0.004, x - 0.004], [-y + 0.004, y - 0.004], [0, 0.005], "panel", 0.003);
    b.box([-x + 0.07, x - 0.07], [-y + 0.07, y - 0.07], [0.005, 0.041], "panel", 0.02);
    const beads = b.near ? 6 : 3;
    for (let bead = 0; bead < beads; bead += 1) {
      const at = -x + 0.2 + (bead / (beads - 1)) * (packLengthM - 0.4);
      b.box([at - 0.03, at + 0.03], [-y + 0.16, y - 0.16], [0.041, coverHighM], "panel", 0.006);
    }
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
