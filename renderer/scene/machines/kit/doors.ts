// Glazed leaves of doors that slide or swing: a painted rim round a pane. Geometry only.
import type { Paint } from "../../palette.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

/** Widths of a leaf's rim, metres. */
export interface Rim {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** A leaf that looks towards -y: rim of sheet metal between y[0] (outside) and y[1], the pane inside it. */
export function glazedLeaf(b: ModelBuilder, x: Range, y: Range, z: Range, rim: Rim, paint: Paint): void {
  const inX: Range = [x[0] + rim.left, x[1] - rim.right];
  const inZ: Range = [z[0] + rim.low, z[1] - rim.high];
  const pieces: readonly (readonly [Range, Range])[] = [
    [[x[0], inX[0]], z],
    [[inX[1], x[1]], z],
    [inX, [z[0], inZ[0]]],
    [inX, [inZ[1], z[1]]],
  ];
  const front = (across: Range, up: Range, at: number, wears: Paint): void =>
    b.face(
      [
        [across[0], at, up[0]],
        [across[1], at, up[0]],
        [across[1], at, up[1]],
        [across[0], at, up[1]],
      ],
      [0, -1, 0],
      wears,
    );
  for (const [across, up] of pieces) {
    if (b.near) b.box(across, y, up, paint, 0.01);
    else front(across, up, y[0], paint);
  }
  front(inX, inZ, (y[0] + y[1]) / 2, "glass");
}
