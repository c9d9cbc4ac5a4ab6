// What is inside the machining centre: table with its vice, column, spindle head, way covers, lamps, and the wheel of tools.
// The machine around it is in machining-centre.ts.
import type { Track } from "../joints.ts";
import { bedHeightM } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";

/** The enclosure. */
export const left = -1.7;
export const right = 1.35;
export const front = -1.05;
export const back = 0.95;
export const roof = 2.42;

/** Table with its vice, column, spindle head, way covers, lamps: what is seen through the glass. */
export function workArea(b: ModelBuilder): void {
  b.fine(() => {
    b.box([-1.4, 1.2], [0.5, 0.9], [0.7, roof - 0.05], "panel");
  });
  b.fine(() => {
    b.box([-1.6, 1.25], [front + 0.12, 0.88], [0.68, 0.7], "steel");
  });
  b.fine(() => {
    b.extrude(
      "x",
      [
        [front + 0.12, 0.7],
        [front + 0.12, 0.76],
        [-0.6, 0.7],
      ],
      [-1.4, 1.2],
      "steel",
    );
  });
  // Covers of the ways, in folds.
  const folds = b.near ? 7 : 3;
  for (let fold = 0; fold < folds; fold += 1) {
    const z = 1.25 + (fold * 1.05) / folds;
    b.box([-0.95, 0.95], [0.42 + (fold % 2) * 0.02, 0.5], [z, z + 1.05 / folds - 0.01], "steel");
  }
  b.fine(() => {
    b.box([-1.35, -0.74], [-0.95, 0.5], [0.7, 0.72], "steel");
  });
  b.fine(() => {
    for (const x of [-0.66, 0.66])
      b.box([x - 0.025, x + 0.025], [front + 0.1, front + 0.14], [0.85, 1.95], "light");
  });
  b.fine(() => {
    b.box([-0.7, 0.7], [front + 0.08, front + 0.14], [2.0, 2.05], "light");
  });
  const table: Track = [
    [0, 0],
    [0.12, 0],
    [0.3, 0.1],
    [0.45, -0.1],
    [0.6, 0.1],
    [0.75, -0.06],
    [0.86, 0],
    [1, 0],
  ];
  b.fine(() => {
    b.box([-0.85, 0.85], [-0.3, 0.26], [0.7, 0.755], "bodyDark", 0.01);
  });
  b.joint("slide", [0, 0, bedHeightM], [1, 0, 0], table, () => {
    b.box([-0.62, 0.62], [-0.36, 0.32], [0.755, bedHeightM - 0.005], "steel", 0.012);
    b.fine(() => {
      for (const y of [-0.25, -0.02, 0.21])
        b.box([-0.62, 0.62], [y - 0.009, y + 0.009], [bedHeightM - 0.012, bedHeightM - 0.003], "rubber");
    });
    for (const side of [-1, 1]) {
      b.fine(() => {
        b.box([-0.13, 0.13], [side * 0.185, side * 0.26], [bedHeightM, bedHeightM + 0.12], "bodyDark", 0.012);
      });
      b.fine(() => b.bar([0, side * 0.26, 0.9], [0, side * 0.33, 0.9], 0.02, "chrome", 8));
    }
    // A blank with pockets and bores half done.
    b.box([-0.2, 0.2], [-0.17, 0.17], [bedHeightM + 0.01, bedHeightM + 0.2], "aluminium", 0.01);
    b.fine(() => {
      b.box([-0.15, 0.02], [-0.11, 0.11], [bedHeightM + 0.2, bedHeightM + 0.202], "bodyDark");
      for (const y of [-0.08, 0.08])
        b.cylinder("z", [0.12, y], [bedHeightM + 0.2, bedHeightM + 0.202], 0.03, "bodyDark", 12);
    });
  });
  // The head goes across with the ram, and down with the quill.
  const across: Track = [
    [0, 0.3],
    [0.06, 0.12],
    [0.2, 0.12],
    [0.24, -0.06],
    [0.4, -0.12],
    [0.44, 0.1],
    [0.62, -0.1],
    [0.8, 0.1],
    [0.9, 0.3],
    [1, 0.3],
  ];
  const down: Track = [
    [0, 0],
    [0.05, 0],
    [0.1, -0.36],
    [0.21, -0.36],
    [0.235, -0.22],
    [0.26, -0.36],
    [0.41, -0.36],
    [0.43, -0.22],
    [0.46, -0.36],
    [0.84, -0.36],
    [0.89, 0],
    [1, 0],
  ];
  b.joint("slide", [0, 0.2, 2], [1, 0, 0], across, () => {
    b.box([-0.34, 0.34], [0.3, 0.44], [1.4, 2.3], "body", 0.02);
    b.fine(() => {
      for (const x of [-0.27, 0.27]) b.box([x - 0.03, x + 0.03], [0.27, 0.3], [1.42, 2.28], "chrome");
    });
    b.joint("slide", [0, 0.2, 2], [0, 0, 1], down, () => {
      b.box([-0.2, 0.2], [-0.06, 0.29], [1.72, 2.3], "accent", 0.04);
      b.fine(() => {
        b.box([-0.202, 0.202], [-0.062, 0.2], [1.95, 2.0], "panel");
      });
      b.fine(() => {
        b.lathe(
          "z",
          [0, 0.02],
          [
            [0, 1.58],
            [0.07, 1.58],
            [0.085, 1.64],
            [0.13, 1.66],
            [0.14, 1.72],
            [0, 1.72],
          ],
          "steel",
          18,
          false,
        );
      });
      b.fine(() => {
        for (const side of [-1, 1])
          b.tube(
            [
              [side * 0.12, -0.02, 1.74],
              [side * 0.13, -0.03, 1.62],
              [side * 0.06, 0.0, 1.52],
            ],
            0.012,
            "copper",
            6,
          );
      });
      b.joint(
        "rotate",
        [0, 0.02, 1.5],
        [0, 0, 1],
        (phase) => phase * Math.PI * 2 * 9,
        () => {
          b.cylinder("z", [0, 0.02], [1.5, 1.585], [0.035, 0.055], "chrome", 12);
          b.fine(() => {
            b.cylinder("z", [0, 0.02], [1.415, 1.5], 0.02, "steel", 6);
          });
          b.fine(() => b.box([-0.062, -0.045], [0.0, 0.04], [1.53, 1.57], "bodyDark"));
        },
      );
    });
  });
}

/** The wheel of tools in its own compartment behind a window at the left of the doors; it turns when tools are changed. */
export function magazine(b: ModelBuilder): void {
  const [x, z, radius] = [-1.2, 1.55, 0.33];
  b.box([-1.6, -0.8], [-0.42, -0.36], [0.72, roof - 0.05], "bodyDark");
  const steps = [
    [0, 0],
    [0.2, 0],
    [0.24, Math.PI / 4],
    [0.4, Math.PI / 4],
    [0.44, Math.PI],
    [0.88, Math.PI],
    [0.96, Math.PI * 2],
    [1, Math.PI * 2],
  ] as const;
  b.joint("rotate", [x, -0.7, z], [0, 1, 0], steps, () => {
    b.cylinder("y", [x, z], [-0.7, -0.6], radius, "frame", 24);
    b.fine(() => {
      b.cylinder("y", [x, z], [-0.74, -0.7], 0.14, "accent", 18);
    });
    const tools = b.near ? 12 : 5;
    for (let tool = 0; tool < tools; tool += 1) {
      const angle = (tool / tools) * Math.PI * 2;
      const on = (out: number, y: number): readonly [number, number, number] => [
        x + Math.cos(angle) * out,
        y,
        z + Math.sin(angle) * out,
      ];
      b.bar(on(radius - 0.02, -0.78), on(radius - 0.02, -0.6), [0.032, 0.045], "chrome", 8);
      b.fine(() =>
        b.bar(
          on(radius - 0.02, -0.78 - 0.06 - 0.05 * (tool % 3)),
          on(radius - 0.02, -0.78),
          0.016,
          tool % 2 ? "copper" : "steel",
          6,
        ),
      );
    }
  });
  b.face(
    [
      [-1.58, front + 0.03, 1.1],
      [-0.82, front + 0.03, 1.1],
      [-0.82, front + 0.03, 2.0],
      [-1.58, front + 0.03, 2.0],
    ],
    [0, -1, 0],
    "glass",
  );
  b.fine(() => {
    b.box([-1.6, -0.8], [front - 0.008, front + 0.02], [1.06, 1.1], "rubber");
    b.box([-1.6, -0.8], [front - 0.008, front + 0.02], [2.0, 2.04], "rubber");
    b.box([-1.5, -0.9], [front + 0.1, front + 0.13], [1.98, 2.02], "light");
  });
}
