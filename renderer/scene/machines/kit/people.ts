// People and what they work at: benches, shelves of bins, lamps. Never a likeness. Geometry only.
import type { ModelBuilder } from "../model-builder.ts";
import type { Paint } from "../../palette.ts";
import type { Vector } from "../vector.ts";
import { casting } from "./castings.ts";

/** A standing person in work clothes: safety shoes, trousers, a fitted jacket with reflective bands, gloves, glasses and a cap; looks towards +y when `turn` is 0. The arms work over the phase. */
export function person(b: ModelBuilder, foot: Vector, turn = 0): void {
  b.at(foot, turn, () => {
    for (const side of [-1, 1]) leg(b, side);
    jacket(b);
    head(b);
    for (const side of [-1, 1]) arm(b, side);
  });
}

/** Shoe and trouser leg; one foot stands a little ahead. */
function leg(b: ModelBuilder, side: number): void {
  const [x, y] = [side * 0.1, side * 0.035];
  casting(
    b,
    [x * 1.12, y + 0.045],
    [
      [0, 0, 0.052, 0.145],
      [0.035, 0, 0.054, 0.148],
      [0.075, 0, 0.05, 0.11],
      [0.1, 0, 0.042, 0.07],
    ],
    "rubber",
    10,
    2.4,
  );
  casting(
    b,
    [x, 0],
    [
      [0.055, side * 0.012, 0.07, 0.078],
      [0.12, side * 0.011, 0.066, 0.074],
      [0.46, side * 0.006, 0.068, 0.076],
      [0.56, 0, 0.074, 0.082],
      [0.78, -side * 0.006, 0.09, 0.104],
      [0.9, -side * 0.016, 0.086, 0.102],
    ],
    "bodyDark",
    12,
    2.2,
  );
  // A reflective band below the knee.
  b.fine(() =>
    casting(
      b,
      [x, 0],
      [
        [0.36, side * 0.008, 0.071, 0.079],
        [0.4, side * 0.008, 0.071, 0.079],
      ],
      "panel",
      12,
      2.2,
    ),
  );
}

/** Trunk from hem to neck. */
function jacket(b: ModelBuilder): void {
  casting(
    b,
    [0, 0.005],
    [
      [0.83, 0, 0.2, 0.142],
      [0.94, 0, 0.182, 0.128],
      [1.06, 0, 0.162, 0.112],
      [1.2, 0, 0.186, 0.124],
      [1.32, 0, 0.2, 0.128],
      [1.4, 0, 0.186, 0.11],
      [1.46, 0, 0.095, 0.082],
      [1.5, 0, 0.066, 0.066],
    ],
    "cloth",
    16,
    2.3,
  );
  const band = (low: number, high: number, halfX: number, halfY: number, paint: Paint): void =>
    casting(
      b,
      [0, 0.005],
      [
        [low, 0, halfX, halfY],
        [high, 0, halfX, halfY],
      ],
      paint,
      16,
      2.3,
    );
  b.fine(() => {
    band(1.245, 1.285, 0.199, 0.131, "panel");
    band(1.235, 1.245, 0.198, 0.13, "brand");
    band(0.826, 0.85, 0.203, 0.145, "bodyDark");
    // Zip, chest pocket, name badge.
    b.box([-0.006, 0.006], [0.115, 0.134], [0.88, 1.4], "bodyDark");
    b.box([0.06, 0.13], [0.11, 0.136], [1.29, 1.37], "cloth", 0.004);
    b.box([0.07, 0.12], [0.12, 0.139], [1.34, 1.365], "panel");
  });
}

/** Neck, head, cap with its peak, glasses. No features. */
function head(b: ModelBuilder): void {
  b.lathe(
    "z",
    [0, 0.012],
    [
      [0.054, 1.46],
      [0.05, 1.54],
      [0.05, 1.58],
    ],
    "skin",
    10,
  );
  casting(
    b,
    [0, 0.03],
    [
      [1.525, 0, 0.03, 0.045],
      [1.545, 0, 0.052, 0.07],
      [1.59, 0, 0.07, 0.088],
      [1.65, 0, 0.076, 0.096],
      [1.7, 0, 0.074, 0.094],
    ],
    "skin",
    14,
    2.1,
  );
  // Hair below the cap at the back.
  b.fine(() =>
    casting(
      b,
      [0, 0.012],
      [
        [1.565, 0, 0.062, 0.07],
        [1.62, 0, 0.075, 0.083],
        [1.68, 0, 0.079, 0.088],
      ],
      "rubber",
      14,
      2.1,
    ),
  );
  casting(
    b,
    [0, 0.026],
    [
      [1.665, 0, 0.084, 0.104],
      [1.7, 0, 0.084, 0.103],
      [1.75, 0, 0.07, 0.088],
      [1.778, 0, 0.038, 0.05],
      [1.782, 0, 0.004, 0.004],
    ],
    "brand",
    14,
    2.1,
  );
  b.fine(() => {
    b.extrude(
      "z",
      [
        [-0.068, 0.1],
        [-0.06, 0.165],
        [-0.03, 0.195],
        [0.03, 0.195],
        [0.06, 0.165],
        [0.068, 0.1],
      ],
      [1.664, 1.676],
      "brand",
    );
    for (const side of [-1, 1]) {
      b.box([side * 0.008, side * 0.066], [0.108, 0.122], [1.612, 1.648], "window", 0.005);
      b.box([side * 0.062, side * 0.078], [0.02, 0.115], [1.634, 1.642], "window");
      b.capsule([side * 0.078, 0.02, 1.6], [side * 0.078, 0.026, 1.635], 0.013, "skin", 6);
    }
    b.capsule([0, 0.118, 1.6], [0, 0.122, 1.618], [0.014, 0.009], "skin", 6);
  });
}

/** Sleeve, forearm and gloved hand, which move a little over the phase. */
function arm(b: ModelBuilder, side: number): void {
  const shoulder: Vector = [side * 0.196, 0, 1.355];
  const elbow: Vector = [side * 0.255, 0.05, 1.12];
  const wrist: Vector = [side * 0.17, 0.28, 1.06];
  const hand: Vector = [side * 0.145, 0.345, 1.05];
  const sway = (phase: number): number => Math.sin(phase * Math.PI * 2 * 5 + side) * 0.1;
  const work = (phase: number): number => Math.sin(phase * Math.PI * 2 * 9 + side * 1.3) * 0.16;
  b.joint("rotate", shoulder, [1, 0, 0], sway, () => {
    b.capsule(shoulder, elbow, [0.062, 0.05], "cloth", 10);
    b.joint("rotate", elbow, [1, 0, 0.3 * side], work, () => {
      b.capsule(elbow, wrist, [0.052, 0.042], "cloth", 10);
      b.capsule(wrist, hand, [0.036, 0.042], "bodyDark", 8);
      b.fine(() => {
        b.capsule([side * 0.125, 0.33, 1.07], [side * 0.1, 0.375, 1.065], 0.015, "bodyDark", 6);
        b.capsule(hand, [side * 0.13, 0.41, 1.035], [0.034, 0.02], "bodyDark", 8);
      });
    });
  });
}

/** Shelves of bins on two uprights, leaning towards a person on the -y side; `middle` on the floor. */
export function binShelf(
  b: ModelBuilder,
  middle: Vector,
  width: number,
  shelves: readonly number[] = [1.15, 1.5],
): void {
  b.at(middle, 0, () => {
    const x = width / 2;
    const top = Math.max(...shelves) + 0.35;
    for (const side of [-1, 1])
      b.box([side * x - 0.025, side * x + 0.025], [0.1, 0.15], [0, top], "frame", 0.006);
    for (const z of shelves) {
      b.fine(() => b.box([-x, x], [-0.14, 0.16], [z - 0.02, z], "frame"));
      const bins = Math.max(2, Math.floor(width / (b.near ? 0.24 : 0.7)));
      for (let bin = 0; bin < bins; bin += 1) {
        const from = -x + 0.03 + (bin * (width - 0.06)) / bins;
        const to = from + (width - 0.06) / bins - 0.025;
        const paint = bin % 3 === 1 ? "cabinet" : "bin";
        if (!b.near) {
          b.box([from, to], [-0.13, 0.13], [z, z + 0.14], paint);
          continue;
        }
        // An open-fronted bin: back, two sides and a low front about what it holds.
        b.box([from, to], [0.118, 0.13], [z, z + 0.15], paint);
        b.box([from, from + 0.01], [-0.13, 0.13], [z, z + 0.14], paint);
        b.box([to - 0.01, to], [-0.13, 0.13], [z, z + 0.14], paint);
        b.box([from, to], [-0.13, -0.118], [z, z + 0.07], paint);
        b.box(
          [from + 0.02, to - 0.02],
          [-0.1, 0.11],
          [z + 0.01, z + 0.07],
          bin % 2 === 0 ? "copper" : "steel",
        );
      }
    }
    b.box([-x, x], [-0.1, 0.06], [top - 0.04, top], "frame", 0.006);
    b.box([-x * 0.9, x * 0.9], [-0.08, 0.0], [top - 0.055, top - 0.04], "light");
  });
}
