// D90: labels the pack, verifies the code with a camera, and lifts packs into a returnable rack beside the line.
import { cabinet, lightCurtain, monitor, operatorPanel, towerLamp } from "../kit/controls.ts";
import { profile } from "../kit/housing.ts";
import { packRack } from "../kit/packs.ts";
import { clampFixture, motor, rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";
import { workDoneAt } from "../work-phases.ts";

const liftX = 1.12;

export const packLabeller: Model = {
  size: { length: 4.2, width: 3.4, height: 2.6 },
  build(b) {
    rollerBed(b, [-2.1, 2.1], 0.55);
    clampFixture(b, 0, 0.25, 0.53, [0.06, 0.6]);
    portal(b);
    labeller(b);
    verifier(b);
    packRack(b, [liftX, 1.1, 0]);
    lift(b);
    cabinet(b, [-1.3, 1.3, 0], 1.2, 0.5, 2, 180);
    operatorPanel(b, [-1.65, -1.15, 0], 0, { stand: true });
    lightCurtain(b, [-1.2, -0.86, 0], [2.0, -0.86, 0], 1.6);
    towerLamp(b, [0.78, -0.75, 2.18]);
  },
};

/** A portal of profiles over the line that carries labeller and camera on two beams. */
function portal(b: ModelBuilder): void {
  for (const x of [-0.88, 0.78])
    for (const y of [-0.75, 0.75]) {
      profile(b, [x, y, 0.02], [x, y, 2.14], 0.09);
      b.fine(() => b.box([x - 0.09, x + 0.09], [y - 0.09, y + 0.09], [0, 0.02], "bodyDark"));
    }
  for (const y of [-0.75, 0.75]) profile(b, [-0.83, y, 2.1], [0.73, y, 2.1], 0.09);
  for (const x of [-0.88, -0.36, 0.4, 0.78]) profile(b, [x, -0.7, 2.1], [x, 0.7, 2.1], 0.09);
  b.fine(() => {
    b.box([-0.9, 0.8], [-0.8, -0.79], [2.03, 2.09], "brand");
  });
}

/** Print-and-apply labeller: reel of labels, printer body, web over rollers, and a pad that presses the label on. */
function labeller(b: ModelBuilder): void {
  b.at([-0.42, -0.06, 0], 0, () => {
    b.box([-0.36, 0.2], [-0.1, 0.22], [1.5, 1.92], "accent", 0.03);
    b.box([-0.08, 0.04], [-0.06, 0.12], [1.9, 2.1], "frame", 0.01);
    b.picture(
      [
        [-0.3, -0.102, 1.72],
        [-0.1, -0.102, 1.72],
        [-0.1, -0.102, 1.86],
        [-0.3, -0.102, 1.86],
      ],
      "screen",
    );
    // Reels: labels going in, backing paper coming out.
    const turns =
      (reel: number): Track =>
      (phase) =>
        (-reel * Math.PI * 2 * (Math.min(0.4, Math.max(0.1, phase)) - 0.1)) / 0.3;
    b.joint("rotate", [-0.36, -0.2, 1.86], [0, 1, 0], turns(1), () => {
      b.cylinder("y", [-0.36, 1.86], [-0.28, -0.14], 0.19, "panel", 24);
      b.fine(() => {
        b.cylinder("y", [-0.36, 1.86], [-0.3, -0.1], 0.05, "bodyDark", 12);
      });
      b.fine(() => {
        for (const angle of [0, 2.1, 4.2])
          b.cylinder(
            "y",
            [-0.36 + Math.cos(angle) * 0.12, 1.86 + Math.sin(angle) * 0.12],
            [-0.285, -0.28],
            0.03,
            "bodyDark",
            8,
          );
      });
    });
    b.joint("rotate", [0.16, -0.2, 1.9], [0, 1, 0], turns(2), () => {
      b.cylinder("y", [0.16, 1.9], [-0.27, -0.15], 0.11, "card", 20);
      b.fine(() => {
        b.cylinder("y", [0.16, 1.9], [-0.29, -0.1], 0.04, "bodyDark", 12);
      });
    });
    b.fine(() => {
      for (const [x, z] of [
        [-0.16, 1.62],
        [0.04, 1.56],
        [0.14, 1.66],
      ] as const)
        b.cylinder("y", [x, z], [-0.28, -0.1], 0.025, "chrome", 10);
      const web: readonly (readonly [number, number])[] = [
        [-0.25, 1.7],
        [-0.16, 1.595],
        [0.04, 1.535],
        [0.16, 1.66],
        [0.2, 1.8],
      ];
      web.slice(1).forEach(([x, z], index) => {
        const [px, pz] = web[index] ?? [x, z];
        for (const side of [-1, 1])
          b.face(
            [
              [px, -0.26, pz],
              [x, -0.26, z],
              [x, -0.16, z],
              [px, -0.16, pz],
            ],
            [side * (pz - z), 0, side * (x - px)],
            "panel",
          );
      });
    });
    const press: Track = [
      [0, 0],
      [0.2, 0],
      [0.27, -0.3],
      [0.31, -0.3],
      [0.38, 0],
      [1, 0],
    ];
    b.fine(() => {
      b.cylinder("z", [0.1, -0.0], [1.44, 1.7], 0.06, "frame", 12);
    });
    b.joint("slide", [0.1, 0, 1.42], [0, 0, 1], press, () => {
      b.fine(() => {
        b.cylinder("z", [0.1, 0], [1.46, 1.8], 0.022, "chrome", 8);
      });
      b.box([-0.04, 0.24], [-0.1, 0.1], [1.43, 1.46], "bodyDark", 0.006);
      b.fine(() => {
        b.box([-0.03, 0.23], [-0.09, 0.09], [1.41, 1.43], "rubber");
      });
      b.joint(
        "show",
        [0.1, 0, 1.41],
        [0, 0, 1],
        [
          [0, 1],
          [workDoneAt.packLabeller[0], 0],
          [0.6, 1],
        ],
        () => b.box([-0.01, 0.21], [-0.07, 0.07], [1.406, 1.41], "panel"),
      );
    });
  });
}

/** The code verifier: camera with lens over a ring light on a bracket, and its monitor outside. */
function verifier(b: ModelBuilder): void {
  b.at([0.4, 0, 0], 0, () => {
    b.box([-0.035, 0.035], [-0.035, 0.035], [1.55, 2.08], "frame", 0.008);
    b.box([-0.09, 0.09], [-0.09, 0.05], [1.6, 1.86], "bodyDark", 0.015);
    b.fine(() => {
      b.cylinder("z", [0, -0.02], [1.47, 1.6], 0.05, "rubber", 16);
    });
    b.lathe(
      "z",
      [0, -0.02],
      [
        [0.16, 1.4],
        [0.2, 1.4],
        [0.2, 1.47],
        [0.08, 1.47],
      ],
      "bodyDark",
      20,
      false,
    );
    b.joint(
      "glow",
      [0, 0, 1.4],
      [0, 0, 1],
      [
        [0, 0.1],
        [0.44, 0.1],
        [0.46, 1],
        [0.54, 1],
        [0.56, 0.1],
        [1, 0.1],
      ],
      () =>
        b.lathe(
          "z",
          [0, -0.02],
          [
            [0.07, 1.42],
            [0.16, 1.395],
            [0.2, 1.395],
            [0.2, 1.42],
          ],
          "light",
          20,
          false,
        ),
    );
    b.fine(() =>
      b.tube(
        [
          [0, 0.04, 1.82],
          [0, 0.14, 1.9],
          [0, 0.1, 2.08],
        ],
        0.012,
        "cable",
        6,
      ),
    );
  });
  monitor(b, [0.3, -0.86, 1.62], 0.46);
}

/** A column lift beside the rack: two masts, a carriage with forks that goes up to a level, reaches in, and comes back. */
function lift(b: ModelBuilder): void {
  const up: Track = [
    [0, 0],
    [0.6, 0],
    [0.72, 0.42],
    [0.86, 0.42],
    [0.97, 0],
    [1, 0],
  ];
  const reach: Track = [
    [0, 0],
    [0.7, 0],
    [0.78, 0.42],
    [0.82, 0.42],
    [0.9, 0],
    [1, 0],
  ];
  for (const side of [-1, 1]) {
    const x = liftX + side * 0.9;
    b.box([x - 0.06, x + 0.06], [0.36, 0.5], [0, 2.3], "body", 0.012);
    b.fine(() => {
      b.box([x - 0.062, x + 0.062], [0.355, 0.505], [1.98, 2.06], "brand");
    });
    b.fine(() => {
      b.box([x - 0.02, x + 0.02], [0.34, 0.36], [0.1, 2.25], "chrome");
      b.box([x - 0.12, x + 0.12], [0.3, 0.56], [0, 0.02], "bodyDark");
    });
  }
  b.box([liftX - 0.96, liftX + 0.96], [0.37, 0.49], [2.3, 2.4], "body", 0.012);
  b.fine(() => motor(b, [liftX - 0.3, 0.43, 2.48], 0, 1));
  b.joint("slide", [liftX, 0.43, 0.8], [0, 0, 1], up, () => {
    b.box([liftX - 0.84, liftX + 0.84], [0.3, 0.36], [0.6, 0.68], "safety", 0.01);
    for (const side of [-1, 1])
      b.box(
        [liftX + side * 0.84 - 0.03, liftX + side * 0.84 + 0.03],
        [0.28, 0.36],
        [0.56, 0.84],
        "safety",
        0.008,
      );
    b.joint("slide", [liftX, 0.43, 0.8], [0, 1, 0], reach, () => {
      for (const x of [-0.42, 0.42]) {
        b.box([liftX + x - 0.05, liftX + x + 0.05], [-0.42, 0.4], [0.645, 0.69], "steel", 0.01);
        b.fine(() => b.box([liftX + x - 0.04, liftX + x + 0.04], [-0.4, 0.36], [0.69, 0.7], "rubber"));
      }
    });
  });
}
