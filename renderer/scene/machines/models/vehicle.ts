// An automated guided vehicle that carries a rack of four modules: low chassis with bumper and laser scanners, a lifting deck,
// module places between posts. The same mesh moves over the floor (scene/parts), where joints are not evaluated.
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

const length = 1.7;
const width = 1.1;
/** Places of the modules, metres from the middle: those of the paths' seats (shared/twin/paths.ts). */
const seats: readonly Range[] = [
  [0.35, 0.3],
  [0.35, -0.3],
  [-0.35, 0.3],
  [-0.35, -0.3],
];

export const vehicle: Model = {
  size: { length, width, height: 1.45 },
  build(b) {
    b.at([0, 0, 0], 0, () => {
      chassis(b);
      rack(b);
    });
  },
};

/** Rounded in plan: corners cut by `cut`. */
function octagon(halfX: number, halfY: number, cut: number): Range[] {
  return [
    [-halfX, -halfY + cut],
    [-halfX + cut, -halfY],
    [halfX - cut, -halfY],
    [halfX, -halfY + cut],
    [halfX, halfY - cut],
    [halfX - cut, halfY],
    [-halfX + cut, halfY],
    [-halfX, halfY - cut],
  ];
}

function chassis(b: ModelBuilder): void {
  const [x, y] = [length / 2, width / 2];
  // Bumper all round, close above the floor; body; deck.
  b.extrude("z", octagon(x, y - 0.04, 0.16), [0.035, 0.13], "rubber");
  b.extrude("z", octagon(x - 0.03, y - 0.06, 0.15), [0.13, 0.2], "bodyDark");
  b.extrude("z", octagon(x - 0.015, y - 0.05, 0.16), [0.2, 0.31], "body");
  b.extrude("z", octagon(x - 0.06, y - 0.09, 0.14), [0.31, 0.325], "bodyDark");
  b.extrude("z", octagon(x - 0.005, y - 0.04, 0.16), [0.225, 0.245], "brand");
  for (const side of [-1, 1]) {
    // Front and rear: light bar, safety scanner at opposite corners, emergency stop.
    b.box([side * (x - 0.02), side * (x - 0.006)], [-0.28, 0.28], [0.262, 0.288], "light");
    b.cylinder("z", [side * (x - 0.1), side * (y - 0.13)], [0.13, 0.2], 0.085, "safety", 16);
    b.cylinder("z", [side * (x - 0.1), side * (y - 0.13)], [0.2, 0.215], 0.075, "window", 16);
    b.fine(() => {
      b.cylinder("z", [side * (x - 0.17), -side * (y - 0.2)], [0.325, 0.345], 0.05, "safety", 14);
      b.cylinder("z", [side * (x - 0.17), -side * (y - 0.2)], [0.345, 0.375], 0.03, "emergency", 12);
      // Side fields: hazard stripe, charging contacts, turn lights.
      b.box([-0.45, 0.45], [side * (y - 0.052), side * (y - 0.046)], [0.265, 0.295], "hazard");
      b.box([-0.14, 0.14], [side * (y - 0.062), side * (y - 0.052)], [0.145, 0.185], "copper");
      for (const end of [-1, 1]) {
        b.box(
          [end * (x - 0.24), end * (x - 0.2)],
          [side * (y - 0.052), side * (y - 0.044)],
          [0.262, 0.29],
          "light",
        );
        b.cylinder("y", [end * 0.42, 0.06], [side * 0.36, side * 0.47], 0.06, "rubber", 14);
      }
      b.cylinder("y", [0, 0.085], [side * 0.4, side * 0.5], 0.085, "rubber", 18);
    });
  }
  // Lifting deck on four guide columns over the chassis.
  b.box([-0.72, 0.72], [-0.47, 0.47], [0.36, 0.4], "steel", 0.012);
  for (const sx of [-1, 1])
    for (const sy of [-1, 1]) b.cylinder("z", [sx * 0.5, sy * 0.34], [0.32, 0.36], 0.045, "chrome", 12);
}

function rack(b: ModelBuilder): void {
  const posts: readonly number[] = [-0.7, 0, 0.7];
  const postTop = 1.24;
  for (const x of posts) {
    for (const y of [-0.53, 0.53]) {
      b.box([x - 0.025, x + 0.025], [y - 0.02, y + 0.02], [0.4, postTop], "frame", 0.006);
      b.fine(() =>
        b.box([x - 0.027, x + 0.027], [y - 0.022, y + 0.022], [postTop, postTop + 0.02], "rubber", 0.006),
      );
    }
    b.box([x - 0.025, x + 0.025], [-0.53, 0.53], [bedHeightM - 0.08, bedHeightM - 0.035], "frame", 0.006);
  }
  for (const y of [-0.53, 0.53]) {
    b.box([-0.7, 0.7], [y - 0.02, y + 0.02], [bedHeightM - 0.08, bedHeightM - 0.035], "frame", 0.006);
    b.box([-0.7, 0.7], [y - 0.012, y + 0.012], [1.13, 1.165], "frame", 0.006);
    b.box([-0.7, 0.7], [y - 0.02, y + 0.02], [0.4, 0.45], "frame", 0.006);
  }
  // Upper cross bars and the mast with the lamp at the rear, at the full height.
  for (const x of [-0.7, 0.7]) b.box([x - 0.018, x + 0.018], [-0.53, 0.53], [1.13, 1.165], "frame", 0.006);
  b.box([-0.745, -0.715], [-0.11, 0.11], [0.4, 1.3], "bodyDark", 0.01);
  b.cylinder("z", [-0.73, 0.07], [1.3, 1.42], 0.04, "light", 12);
  b.cylinder("z", [-0.73, 0.07], [1.42, 1.45], 0.042, "rubber", 12);
  b.fine(() => {
    b.picture(
      [
        [-0.746, 0.085, 1.06],
        [-0.746, -0.085, 1.06],
        [-0.746, -0.085, 1.22],
        [-0.746, 0.085, 1.22],
      ],
      "window",
    );
    b.cylinder("z", [-0.73, -0.07], [1.3, 1.4], 0.006, "rubber", 6);
  });
  // Module places: two carriers each, locating pins between the modules.
  for (const [x, y] of seats) {
    for (const side of [-1, 1])
      b.box(
        [x + side * 0.17 - 0.05, x + side * 0.17 + 0.05],
        [y - 0.22, y + 0.22],
        [bedHeightM - 0.045, bedHeightM - 0.003],
        "plate",
        0.006,
      );
    b.fine(() => {
      for (const [px, py] of [
        [-0.28, -0.14],
        [0.28, 0.14],
      ] as const)
        b.lathe(
          "z",
          [x + px, y + py],
          [
            [0.02, bedHeightM - 0.06],
            [0.02, bedHeightM + 0.03],
            [0.006, bedHeightM + 0.06],
            [0, bedHeightM + 0.06],
          ],
          "chrome",
          8,
          false,
        );
    });
  }
  b.box([-0.64, 0.64], [-0.03, 0.03], [bedHeightM - 0.08, bedHeightM - 0.02], "frame", 0.006);
}
