// How parts go through a machine: roller beds, drives, lifts, pallets, fixtures, cable chains. Geometry only.
import { bedHeightM } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** A roller bed through the whole machine along x: side profiles, rollers, legs, side guides and one drive. `halfWidth` in metres. */
export function rollerBed(
  b: ModelBuilder,
  x: Range,
  halfWidth = 0.36,
  options: { motor?: boolean; legs?: boolean } = {},
): void {
  const top = bedHeightM;
  for (const side of [-1, 1]) {
    const [inner, outer] = [side * halfWidth, side * (halfWidth + 0.06)];
    b.box(x, [inner, outer], [top - 0.16, top + 0.03], "frame", 0.008);
    b.fine(() => b.box(x, [outer + side * 0.001, outer + side * 0.004], [top - 0.09, top - 0.05], "rubber"));
  }
  if (b.near) {
    const count = Math.max(2, Math.min(26, Math.floor((x[1] - x[0]) / 0.14)));
    for (let roller = 0; roller < count; roller += 1) {
      const at = x[0] + ((roller + 0.5) / count) * (x[1] - x[0]);
      // Their ends lie in the side profiles.
      b.lathe(
        "y",
        [at, top - 0.035],
        [
          [0.032, -halfWidth],
          [0.032, halfWidth],
        ],
        "steel",
        6,
        false,
      );
    }
    b.box(x, [-halfWidth, halfWidth], [top - 0.15, top - 0.11], "bodyDark");
  } else {
    b.box(x, [-halfWidth, halfWidth], [top - 0.12, top - 0.005], "roller");
  }
  if (options.legs !== false) {
    const legs = b.near ? Math.max(2, Math.ceil((x[1] - x[0]) / 2.2) + 1) : 2;
    for (let leg = 0; leg < legs; leg += 1) {
      const at = x[0] + 0.12 + (leg / (legs - 1)) * (x[1] - x[0] - 0.24);
      for (const side of [-1, 1]) {
        const y = side * (halfWidth + 0.03);
        b.box([at - 0.03, at + 0.03], [y - 0.03, y + 0.03], [0.02, top - 0.16], "frame");
        b.fine(() => b.cylinder("z", [at, y], [0, 0.02], 0.05, "rubber", 6));
      }
      b.fine(() => b.box([at - 0.02, at + 0.02], [-halfWidth, halfWidth], [0.24, 0.28], "frame"));
    }
  }
  if (options.motor !== false)
    b.fine(() => motor(b, [x[0] + (x[1] - x[0]) * 0.3, -halfWidth - 0.1, top - 0.2], 90));
}

/** A gear motor lying along x before `turn` (degrees about z): finned body, terminal box, gearbox. */
export function motor(b: ModelBuilder, middle: Vector, turn = 0, scale = 1): void {
  b.at(middle, turn, () => {
    const s = scale;
    b.box([-0.09 * s, 0.04 * s], [-0.07 * s, 0.07 * s], [-0.08 * s, 0.08 * s], "steel", 0.015 * s);
    b.fine(() => {
      const fins = [0, 1, 2, 3, 4].flatMap((fin): Range[] => [
        [0.062 * s, (0.05 + fin * 0.045) * s],
        [0.082 * s, (0.075 + fin * 0.045) * s],
      ]);
      b.lathe("x", [0, 0], fins, "bodyDark", 10, false);
      b.box([0.1 * s, 0.2 * s], [-0.045 * s, 0.045 * s], [0.06 * s, 0.13 * s], "rubber", 0.01 * s);
      b.cylinder("x", [0, 0], [0.27 * s, 0.33 * s], 0.074 * s, "rubber", 10);
    });
    if (!b.near) b.cylinder("x", [0, 0], [0.04 * s, 0.33 * s], 0.075 * s, "bodyDark", 12);
  });
}

/** A pallet of steel with bushings, on which a part is carried; its upper face at `top`. */
export function pallet(b: ModelBuilder, middle: Vector, length: number, width: number): void {
  b.at(middle, 0, () => {
    b.box([-length / 2, length / 2], [-width / 2, width / 2], [-0.05, 0], "plate", 0.012);
    b.fine(() => {
      for (const x of [-1, 1])
        for (const y of [-1, 1])
          b.cylinder("z", [x * length * 0.42, y * width * 0.4], [0, 0.02], 0.025, "chrome", 10);
    });
  });
}

/** A lifting and clamping fixture over the bed at x: two jaws that close over the phase, with pneumatic cylinders. */
export function clampFixture(
  b: ModelBuilder,
  x: number,
  halfLength: number,
  halfWidth: number,
  closed: Range = [0.1, 0.9],
): void {
  for (const side of [-1, 1]) {
    const track = [
      [0, 0],
      [closed[0], -side * 0.08],
      [closed[1], -side * 0.08],
      [1, 0],
    ] as const;
    b.joint("slide", [x, side * halfWidth, bedHeightM], [0, 1, 0], track, () => {
      b.box(
        [x - halfLength, x + halfLength],
        [side * (halfWidth + 0.08), side * (halfWidth + 0.13)],
        [bedHeightM + 0.02, bedHeightM + 0.16],
        "steel",
        0.01,
      );
      b.fine(() =>
        b.bar(
          [x, side * (halfWidth + 0.12), bedHeightM + 0.08],
          [x, side * (halfWidth + 0.3), bedHeightM + 0.08],
          0.018,
          "chrome",
          8,
        ),
      );
    });
    b.fine(() =>
      b.cylinder(
        "y",
        [x, bedHeightM + 0.08],
        [side * (halfWidth + 0.26), side * (halfWidth + 0.46)],
        0.04,
        "frame",
        10,
      ),
    );
  }
}

/** A cable chain lying in its tray along x, folded over once: links at the near level. */
export function cableChain(b: ModelBuilder, x: Range, y: number, z: number, width = 0.09): void {
  b.box(x, [y - width / 2 - 0.012, y + width / 2 + 0.012], [z - 0.015, z], "frame");
  if (!b.near) {
    b.box(x, [y - width / 2, y + width / 2], [z, z + 0.12], "rubber");
    return;
  }
  const links = Math.min(40, Math.floor((x[1] - x[0]) / 0.06));
  const step = (x[1] - x[0]) / links;
  for (let link = 0; link < links; link += 1) {
    const at = x[0] + link * step;
    b.box([at + 0.004, at + step - 0.004], [y - width / 2, y + width / 2], [z + 0.002, z + 0.04], "rubber");
    if (link > links * 0.45)
      b.box(
        [at + 0.004, at + step - 0.004],
        [y - width / 2, y + width / 2],
        [z + 0.085, z + 0.123],
        "rubber",
      );
  }
}
