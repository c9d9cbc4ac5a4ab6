// What lies and hangs about a work bench: magnifier lamp, tool board with its tools, racks of instruments, a stool. Geometry only.
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { plate } from "./housing.ts";

/** A lamp with a magnifying lens in a lit ring, on a jointed arm; clamped at `foot`, its lens over `lens`. */
export function magnifierLamp(b: ModelBuilder, foot: Vector, lens: Vector): void {
  const elbow: Vector = [
    foot[0] + (lens[0] - foot[0]) * 0.3,
    foot[1] + (lens[1] - foot[1]) * 0.25,
    Math.max(foot[2], lens[2]) + 0.38,
  ];
  const neck: Vector = [lens[0], lens[1], lens[2] + 0.09];
  b.cylinder("z", [foot[0], foot[1]], [foot[2], foot[2] + 0.06], 0.035, "rubber", 10);
  b.bar([foot[0], foot[1], foot[2] + 0.05], elbow, 0.013, "panel", 8);
  b.bar(elbow, neck, 0.013, "panel", 8);
  b.fine(() => {
    b.cylinder("y", [elbow[0], elbow[2]], [elbow[1] - 0.03, elbow[1] + 0.03], 0.028, "rubber", 10);
    b.bar(neck, [lens[0], lens[1] - 0.13, lens[2] + 0.02], 0.011, "panel", 6);
    b.bar(neck, [lens[0], lens[1] + 0.13, lens[2] + 0.02], 0.011, "panel", 6);
  });
  b.lathe(
    "z",
    [lens[0], lens[1]],
    [
      [0.085, lens[2] + 0.025],
      [0.14, lens[2] + 0.025],
      [0.145, lens[2] - 0.02],
      [0.135, lens[2] - 0.028],
    ],
    "panel",
    18,
    false,
  );
  b.lathe(
    "z",
    [lens[0], lens[1]],
    [
      [0.135, lens[2] - 0.024],
      [0.088, lens[2] - 0.024],
    ],
    "light",
    18,
    false,
  );
  b.cylinder("z", [lens[0], lens[1]], [lens[2] - 0.004, lens[2] + 0.004], 0.086, "glass", 16);
}

/** A perforated board with screwdrivers, spanners and pliers hanging before it; looks towards -y when `turn` is 0. */
export function toolBoard(b: ModelBuilder, middle: Vector, width: number, height: number, turn = 0): void {
  b.at(middle, turn, () => {
    const x = width / 2;
    b.box([-x, x], [0, 0.025], [0, height], "cabinet", 0.006);
    plate(b, "front", -0.003, [-x + 0.03, x - 0.03], [0.03, height - 0.03], "bodyDark");
    const places = Math.floor((width - 0.12) / 0.1);
    for (let place = 0; place < places; place += b.near ? 1 : 3) {
      const at = -x + 0.1 + place * 0.1;
      const top = height - 0.07;
      if (!b.near) {
        b.box([at - 0.02, at + 0.02], [-0.03, 0], [top - 0.22, top], "chrome");
        continue;
      }
      switch (place % 5) {
        case 0:
          b.cylinder("z", [at, -0.025], [top - 0.1, top], 0.018, "brand", 8);
          b.cylinder("z", [at, -0.025], [top - 0.24, top - 0.1], 0.006, "chrome", 6);
          break;
        case 1:
          b.box([at - 0.012, at + 0.012], [-0.022, -0.012], [top - 0.24, top - 0.03], "chrome");
          b.cylinder("y", [at, top - 0.02], [-0.024, -0.01], 0.026, "chrome", 8);
          b.cylinder("y", [at, top - 0.25], [-0.024, -0.01], 0.022, "chrome", 8);
          break;
        case 2:
          b.box([at - 0.03, at - 0.012], [-0.035, -0.012], [top - 0.22, top - 0.09], "safety", 0.005);
          b.box([at + 0.012, at + 0.03], [-0.035, -0.012], [top - 0.22, top - 0.09], "safety", 0.005);
          b.box([at - 0.014, at + 0.014], [-0.03, -0.014], [top - 0.1, top], "steel");
          break;
        case 3:
          b.cylinder("z", [at, -0.025], [top - 0.08, top], 0.016, "rubber", 8);
          b.cylinder("z", [at, -0.025], [top - 0.2, top - 0.08], 0.006, "chrome", 6);
          break;
        default:
          b.cylinder("y", [at, top - 0.08], [-0.04, -0.012], 0.045, "steel", 10);
          b.cylinder("y", [at, top - 0.08], [-0.042, -0.01], 0.026, "bodyDark", 8);
      }
    }
  });
}

/** A 19-inch rack of measuring instruments: units with screens, knobs and sockets behind a frame; looks towards -y when `turn` is 0. */
export function instrumentRack(
  b: ModelBuilder,
  middle: Vector,
  height: number,
  turn = 0,
  options: { readonly width?: number; readonly depth?: number } = {},
): void {
  const [width, depth] = [options.width ?? 0.6, options.depth ?? 0.65];
  b.at(middle, turn, () => {
    const [x, y] = [width / 2, depth / 2];
    b.box([-x + 0.03, x - 0.03], [-y + 0.04, y - 0.03], [0, 0.1], "rubber");
    b.box([-x, x], [-y + 0.03, y], [0.1, height], "cabinet");
    for (const side of [-1, 1])
      b.box([side * (x - 0.035), side * x], [-y, -y + 0.035], [0.1, height], "bodyDark", 0.006);
    b.box([-x + 0.035, x - 0.035], [-y, -y + 0.035], [height - 0.06, height], "bodyDark", 0.006);
    const units: readonly (readonly [number, "screen" | "knobs" | "vent" | "sockets"])[] = [
      [0.32, "vent"],
      [0.24, "sockets"],
      [0.2, "knobs"],
      [0.3, "screen"],
      [0.16, "knobs"],
      [0.2, "sockets"],
      [0.2, "vent"],
    ];
    let z = 0.13;
    for (const [tall, look] of units) {
      if (z + tall > height - 0.07) break;
      const [left, right]: Range = [-x + 0.045, x - 0.045];
      const front = -y + 0.012;
      if (b.near)
        b.box(
          [left, right],
          [front, front + 0.02],
          [z, z + tall - 0.012],
          look === "vent" ? "bodyDark" : "panel",
        );
      else
        plate(
          b,
          "front",
          front,
          [left, right],
          [z, z + tall - 0.012],
          look === "vent" ? "bodyDark" : "panel",
        );
      if (look === "screen")
        b.picture(
          [
            [left + 0.03, front - 0.003, z + 0.03],
            [left + 0.3, front - 0.003, z + 0.03],
            [left + 0.3, front - 0.003, z + tall - 0.05],
            [left + 0.03, front - 0.003, z + tall - 0.05],
          ],
          "screen",
        );
      const low = z;
      b.fine(() => {
        if (look === "vent")
          plate(
            b,
            "front",
            front - 0.002,
            [left + 0.04, right - 0.04],
            [low + 0.03, low + tall - 0.04],
            "vent",
          );
        if (look === "knobs") {
          plate(
            b,
            "front",
            front - 0.002,
            [left + 0.03, left + 0.2],
            [low + 0.03, low + tall - 0.045],
            "window",
          );
          for (const share of [0.5, 0.66, 0.82])
            b.cylinder(
              "y",
              [left + (right - left) * share, low + tall * 0.45],
              [front - 0.03, front],
              0.022,
              "rubber",
              8,
            );
        }
        if (look === "screen")
          for (const up of [0.3, 0.6])
            for (const share of [0.72, 0.88])
              b.cylinder(
                "y",
                [left + (right - left) * share, low + tall * up],
                [front - 0.025, front],
                0.016,
                "bodyDark",
                8,
              );
        if (look === "sockets")
          for (let socket = 0; socket < 6; socket += 1)
            b.cylinder(
              "y",
              [left + 0.06 + socket * ((right - left - 0.12) / 5), low + tall * 0.42],
              [front - 0.02, front],
              0.014,
              socket % 2 === 0 ? "rubber" : "cableHv",
              6,
            );
      });
      z += tall;
    }
    b.fine(() => plate(b, "right", x + 0.001, [-y + 0.2, y - 0.1], [height * 0.55, height * 0.85], "vent"));
  });
}

/** A height-adjustable stool on five castors. */
export function stool(b: ModelBuilder, foot: Vector): void {
  b.at(foot, 0, () => {
    b.cylinder("z", [0, 0], [0.62, 0.68], 0.18, "rubber", 14);
    b.cylinder("z", [0, 0], [0.1, 0.62], 0.024, "chrome", 8);
    b.fine(() => {
      for (let arm = 0; arm < 5; arm += 1) {
        const angle = (arm / 5) * Math.PI * 2;
        const end: Vector = [Math.cos(angle) * 0.27, Math.sin(angle) * 0.27, 0.06];
        b.bar([0, 0, 0.1], end, 0.016, "frame", 6);
        b.ball([end[0], end[1], 0.03], 0.03, "rubber", 6);
      }
      b.lathe(
        "z",
        [0, 0],
        [
          [0.16, 0.29],
          [0.175, 0.3],
          [0.16, 0.31],
        ],
        "chrome",
        14,
      );
    });
  });
}
