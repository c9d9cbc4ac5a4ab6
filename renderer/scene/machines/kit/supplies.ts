// What stands beside a machine and feeds it: laser sources, chillers, filter units. Their fronts look towards -y when `turn` is 0.
// Geometry only.
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { litSign } from "./controls.ts";
import { plate } from "./housing.ts";

/** A laser source: a closed cabinet in white with a brand stripe, a small screen, key switch and the fibre's outlet on its top. */
export function laserSource(
  b: ModelBuilder,
  middle: Vector,
  width: number,
  depth: number,
  height: number,
  turn = 0,
): void {
  b.at(middle, turn, () => {
    const [x, y] = [width / 2, depth / 2];
    b.box([-x + 0.03, x - 0.03], [-y + 0.03, y - 0.03], [0, 0.1], "rubber");
    b.box([-x, x], [-y + 0.025, y], [0.1, height], "body", 0.014);
    b.fine(() => b.box([-x + 0.008, x - 0.008], [-y, -y + 0.03], [0.12, height - 0.36], "panel", 0.01));
    b.box(
      [-x + 0.008, x - 0.008],
      [-y - 0.002, -y + 0.03],
      [height - 0.35, height - 0.012],
      "bodyDark",
      0.01,
    );
    plate(b, "front", -y - 0.006, [-x + 0.008, x - 0.008], [height - 0.42, height - 0.38], "brand");
    b.picture(
      [
        [-x * 0.7, -y - 0.004, height - 0.27],
        [x * 0.2, -y - 0.004, height - 0.27],
        [x * 0.2, -y - 0.004, height - 0.08],
        [-x * 0.7, -y - 0.004, height - 0.08],
      ],
      "screen",
    );
    b.fine(() => {
      b.cylinder("y", [x * 0.6, height - 0.12], [-y - 0.035, -y], 0.028, "emergency", 10);
      b.cylinder("y", [x * 0.6, height - 0.24], [-y - 0.02, -y], 0.016, "chrome", 10);
      b.box([-x * 0.7, x * 0.7], [-y - 0.004, -y + 0.01], [0.2, 0.42], "vent");
      b.box([x - 0.08, x - 0.05], [-y - 0.025, -y], [height * 0.42, height * 0.42 + 0.18], "rubber", 0.006);
      b.cylinder("z", [0, 0.1], [height, height + 0.05], 0.05, "chrome", 12);
      b.box([-x * 0.5, x * 0.1], [-y - 0.004, -y + 0.01], [height * 0.6, height * 0.6 + 0.06], "plate");
    });
  });
}

/** A water chiller: louvred flanks, a fan on the top that turns over the phase, a manometer and two hose fittings at the back. */
export function chiller(
  b: ModelBuilder,
  middle: Vector,
  width: number,
  depth: number,
  height: number,
  turn = 0,
): void {
  b.at(middle, turn, () => {
    const [x, y] = [width / 2, depth / 2];
    b.box([-x + 0.04, x - 0.04], [-y + 0.05, y - 0.04], [0, 0.08], "rubber");
    b.box([-x, x], [-y + 0.015, y], [0.08, height], "cabinet", 0.014);
    b.fine(() => b.box([-x + 0.01, x - 0.01], [-y, -y + 0.02], [0.1, height * 0.36], "body", 0.008));
    plate(b, "front", -y, [-x + 0.03, x - 0.03], [height * 0.4, height * 0.8], "vent");
    plate(b, "front", -y - 0.002, [-x + 0.01, x - 0.01], [height * 0.83, height - 0.012], "bodyDark");
    b.fine(() => {
      b.box([-x - 0.004, -x + 0.01], [-y + 0.12, y - 0.12], [height * 0.3, height * 0.8], "vent");
      b.box([x - 0.01, x + 0.004], [-y + 0.12, y - 0.12], [height * 0.3, height * 0.8], "vent");
      b.cylinder("y", [-x * 0.4, height * 0.91], [-y - 0.02, -y], 0.04, "panel", 12);
      b.cylinder("y", [-x * 0.4, height * 0.91], [-y - 0.024, -y], 0.03, "rubber", 12);
      b.box([x * 0.1, x * 0.7], [-y - 0.01, -y], [height * 0.88, height * 0.94], "window");
    });
    const radius = Math.min(x, y) * 0.78;
    b.cylinder("z", [0, 0], [height, height + 0.05], radius, "rubber", 16);
    b.joint(
      "rotate",
      [0, 0, height + 0.055],
      [0, 0, 1],
      (phase) => phase * Math.PI * 2 * 9,
      () => {
        b.fine(() => b.cylinder("z", [0, 0], [height + 0.05, height + 0.075], radius * 0.25, "steel", 10));
        for (let blade = 0; blade < (b.near ? 5 : 2); blade += 1) {
          const angle = (blade / (b.near ? 5 : 2)) * Math.PI * 2;
          const tip = (turned: number, far: number): Vector => [
            Math.cos(angle + turned) * far,
            Math.sin(angle + turned) * far,
            height + 0.058 + turned * 0.02,
          ];
          b.face(
            [tip(0, radius * 0.2), tip(0, radius * 0.92), tip(0.7, radius * 0.92), tip(0.9, radius * 0.2)],
            [0, 0, 1],
            "steel",
          );
        }
      },
    );
    b.fine(() => {
      const guard = radius * 0.95;
      b.face(
        [
          [-guard, -guard, height + 0.085],
          [guard, -guard, height + 0.085],
          [guard, guard, height + 0.085],
          [-guard, guard, height + 0.085],
        ],
        [0, 0, 1],
        "mesh",
      );
      for (const side of [-1, 1]) b.cylinder("y", [side * 0.08, 0.4], [y, y + 0.05], 0.024, "copper", 8);
    });
  });
}

/** A fume filter unit: two filter doors with latches, a dust drawer, a blower on its top and a lit "running" lamp. */
export function filterUnit(
  b: ModelBuilder,
  middle: Vector,
  width: number,
  depth: number,
  height: number,
  turn = 0,
): void {
  b.at(middle, turn, () => {
    const [x, y] = [width / 2, depth / 2];
    b.box([-x + 0.04, x - 0.04], [-y + 0.04, y - 0.04], [0, 0.09], "rubber");
    b.box([-x, x], [-y + 0.02, y], [0.09, height], "cabinet");
    for (const [low, high] of [
      [0.11, 0.36],
      [0.38, height * 0.66],
      [height * 0.66 + 0.02, height - 0.02],
    ] as const)
      if (b.near)
        b.box([-x + 0.012, x - 0.012], [-y, -y + 0.025], [low, high], low < 0.2 ? "bodyDark" : "body", 0.01);
      else plate(b, "front", -y + 0.01, [-x + 0.02, x - 0.02], [low, high], low < 0.2 ? "bodyDark" : "body");
    b.fine(() => {
      b.bar([-0.12, -y - 0.03, 0.26], [0.12, -y - 0.03, 0.26], 0.012, "chrome", 8);
      for (const z of [height * 0.5, height * 0.8])
        for (const side of [-1, 1])
          b.box(
            [side * (x - 0.07) - 0.025, side * (x - 0.07) + 0.025],
            [-y - 0.025, -y],
            [z, z + 0.1],
            "chrome",
          );
      b.box([-x * 0.4, x * 0.4], [-y - 0.004, -y], [height * 0.56, height * 0.61], "plate");
      b.box([-x - 0.004, -x + 0.01], [-y + 0.15, y - 0.15], [height * 0.2, height * 0.5], "vent");
      b.box([x - 0.01, x + 0.004], [-y + 0.15, y - 0.15], [height * 0.2, height * 0.5], "vent");
    });
    b.box([-x * 0.62, x * 0.1], [-y * 0.4, y * 0.6], [height, height + 0.16], "bodyDark", 0.02);
    b.cylinder("z", [x * 0.48, 0], [height, height + 0.1], 0.13, "frame", 12);
  });
}

/** A row of "laser on" signs' common rhythm: lit from `from` to `to`, with soft edges. */
export function litBetween(from: number, to: number): readonly (readonly [number, number])[] {
  return [
    [0, 0],
    [from, 0],
    [from + 0.02, 1],
    [to, 1],
    [to + 0.02, 0],
    [1, 0],
  ];
}

/** The sign of a laser cell over its doors. */
export function laserSign(b: ModelBuilder, place: Vector, from: number, to: number): void {
  litSign(b, place, 0.62, 0.15, litBetween(from, to));
}
