// What holds and measures gas and liquid: dials, gas bottles, pressure vessels, drums with their pumps, valves. Geometry only.
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Paint } from "../../palette.ts";
import type { Vector } from "../vector.ts";

/** A round dial with a black rim, ticks and a needle at `needle` radians clockwise from upright; looks towards -y when `turn` is 0. */
export function dial(b: ModelBuilder, place: Vector, radius = 0.09, turn = 0, needle = -0.6): void {
  b.at(place, turn, () => {
    if (!b.near) {
      b.polygon(ringOf(radius, -0.03, 7), [0, -1, 0], "rubber");
      b.polygon(ringOf(radius * 0.84, -0.034, 7), [0, -1, 0], "panel");
      return;
    }
    b.lathe(
      "y",
      [0, 0],
      [
        [radius * 0.86, -0.028],
        [radius * 0.95, -0.034],
        [radius, -0.02],
        [radius, 0.02],
      ],
      "rubber",
      16,
      false,
    );
    b.polygon(ringOf(radius * 0.87, -0.029, 16), [0, -1, 0], "panel");
    const sine = Math.sin(needle);
    const cosine = Math.cos(needle);
    const at = (across: number, up: number): Vector => [
      across * cosine + up * sine,
      -0.036,
      -across * sine + up * cosine,
    ];
    b.fine(() => {
      for (let tick = -4; tick <= 4; tick += 1) {
        const angle = tick * 0.55;
        const on = (out: number, side: number): Vector => [
          Math.sin(angle) * out + Math.cos(angle) * side,
          -0.0345,
          Math.cos(angle) * out - Math.sin(angle) * side,
        ];
        const wide = radius * 0.03;
        b.face(
          [
            on(radius * 0.66, -wide),
            on(radius * 0.66, wide),
            on(radius * 0.8, wide),
            on(radius * 0.8, -wide),
          ],
          [0, -1, 0],
          "rubber",
        );
      }
    });
    b.face(
      [
        at(-radius * 0.06, -radius * 0.2),
        at(radius * 0.06, -radius * 0.2),
        at(radius * 0.025, radius * 0.72),
        at(-radius * 0.025, radius * 0.72),
      ],
      [0, -1, 0],
      "emergency",
    );
  });
}

/** Corners of a disc across y. */
function ringOf(radius: number, y: number, corners: number): Vector[] {
  return Array.from({ length: corners }, (_, corner): Vector => {
    const angle = (corner / corners) * Math.PI * 2;
    return [Math.sin(angle) * radius, y, Math.cos(angle) * radius];
  });
}

/** A gas bottle of 50 l standing at `foot`: steel body, shoulder in the gas's colour, valve under its cap. */
export function gasBottle(b: ModelBuilder, foot: Vector, body: Paint, shoulder: Paint): void {
  b.at(foot, 0, () => {
    if (!b.near) {
      b.lathe(
        "z",
        [0, 0],
        [
          [0.115, 0.02],
          [0.115, 1.34],
        ],
        body,
        12,
      );
      b.lathe(
        "z",
        [0, 0],
        [
          [0.115, 1.34],
          [0.05, 1.48],
          [0, 1.62],
        ],
        shoulder,
        12,
      );
      return;
    }
    b.lathe(
      "z",
      [0, 0],
      [
        [0.115, 0.005],
        [0.115, 1.32],
      ],
      body,
      14,
    );
    b.lathe(
      "z",
      [0, 0],
      [
        [0.115, 1.32],
        [0.108, 1.39],
        [0.075, 1.46],
        [0.045, 1.49],
      ],
      shoulder,
      14,
    );
    b.cylinder("z", [0, 0], [1.48, 1.64], [0.05, 0.042], "rubber", 8);
    b.fine(() => {
      b.cylinder("y", [0, 1.545], [-0.09, 0], 0.014, "copper", 8);
      b.lathe(
        "z",
        [0, 0],
        [
          [0.1165, 0.9],
          [0.1165, 1.08],
        ],
        "panel",
        14,
      );
    });
  });
}

/** Gas bottles chained in a row in their rack with a regulator and a line to `outlet`; the rack's open side looks towards -y when `turn` is 0. */
export function bottleRack(b: ModelBuilder, middle: Vector, count: number, turn = 0): void {
  b.at(middle, turn, () => {
    const half = (count * 0.27 + 0.06) / 2;
    b.box([-half, half], [-0.17, 0.17], [0, 0.04], "bodyDark", 0.008);
    for (const side of [-1, 1])
      b.box([side * half - 0.02, side * half + 0.02], [0.13, 0.17], [0.04, 1.72], "frame", 0.006);
    for (const z of b.near ? [0.55, 1.15] : [1.15])
      b.box([-half, half], [0.125, 0.145], [z - 0.03, z + 0.03], "frame", 0.004);
    for (let bottle = 0; bottle < count; bottle += 1) {
      const x = -half + 0.165 + bottle * 0.27;
      gasBottle(b, [x, 0, 0.04], "cabinet", "copper");
      b.fine(() =>
        b.tube(
          [
            [x, -0.09, 1.585],
            [x + 0.03, -0.1, 1.72],
            [x + 0.06, 0.1, 1.72],
          ],
          0.012,
          "hose",
          6,
        ),
      );
    }
    // The chain, the manifold and the regulator.
    b.fine(() => b.box([-half, half], [-0.128, -0.118], [1.0, 1.03], "chrome"));
    b.fine(() => b.box([-half, half], [0.1, 0.17], [1.68, 1.74], "chrome", 0.008));
    b.fine(() => {
      b.cylinder("z", [half * 0.4, 0.1], [1.74, 1.84], 0.05, "chrome", 14);
    });
  });
}

/** A pressure vessel lying along x between two places, on two saddles down to `standM`, with its dial and valve. */
export function airTank(b: ModelBuilder, x: Range, [y, z]: Range, radius: number, standM: number): void {
  b.capsule([x[0] + radius * 0.6, y, z], [x[1] - radius * 0.6, y, z], radius, "panel", 16);
  for (const share of [0.22, 0.78]) {
    const at = x[0] + (x[1] - x[0]) * share;
    b.box(
      [at - 0.04, at + 0.04],
      [y - radius * 0.8, y + radius * 0.8],
      [standM, z - radius * 0.5],
      "bodyDark",
      0.008,
    );
    b.fine(() => b.cylinder("x", [y, z], [at - 0.05, at + 0.05], radius * 1.02, "bodyDark", 16));
  }
  b.fine(() => {
    const middle = (x[0] + x[1]) / 2;
    b.cylinder("z", [middle, y], [z + radius - 0.01, z + radius + 0.1], 0.03, "chrome", 10);
    b.cylinder("z", [middle, y], [z + radius + 0.08, z + radius + 0.12], 0.05, "emergency", 10);
    b.cylinder("x", [y, z], [x[0] - radius * 0.45, x[0] - radius * 0.3], 0.06, "steel", 12);
    b.cylinder("x", [y, z], [x[1] + radius * 0.3, x[1] + radius * 0.45], 0.06, "steel", 12);
  });
}

/** A drum of 200 l under its ram pump: follower plate on two columns, air motor, hose outlet on top; fronts look towards -y when `turn` is 0. */
export function drumPump(b: ModelBuilder, foot: Vector, turn = 0, drum: Paint = "bin"): void {
  b.at(foot, turn, () => {
    if (!b.near) {
      b.lathe(
        "z",
        [0, 0],
        [
          [0.29, 0.02],
          [0.29, 0.94],
          [0, 0.94],
        ],
        drum,
        16,
        false,
      );
      for (const side of [-1, 1])
        b.box([side * 0.37 - 0.035, side * 0.37 + 0.035], [-0.02, 0.06], [0, 1.62], "steel");
      b.box([-0.43, 0.43], [-0.06, 0.1], [1.58, 1.68], "frame");
      b.lathe(
        "z",
        [0, 0.02],
        [
          [0.08, 0.95],
          [0.12, 1.3],
          [0.12, 1.62],
        ],
        "body",
        12,
      );
      return;
    }
    b.box([-0.42, 0.42], [-0.36, 0.36], [0, 0.06], "bodyDark", 0.01);
    b.lathe(
      "z",
      [0, 0],
      [
        [0.285, 0.06],
        [0.285, 0.33],
        [0.298, 0.345],
        [0.285, 0.36],
        [0.285, 0.64],
        [0.298, 0.655],
        [0.285, 0.67],
        [0.285, 0.93],
        [0.28, 0.94],
        [0, 0.94],
      ],
      drum,
      14,
      false,
    );
    for (const side of [-1, 1]) {
      b.cylinder("z", [side * 0.37, 0.02], [0.06, 1.05], 0.045, "steel", 8);
      b.cylinder("z", [side * 0.37, 0.02], [1.05, 1.62], 0.026, "chrome", 8);
    }
    b.box([-0.43, 0.43], [-0.06, 0.1], [1.58, 1.68], "frame", 0.012);
    b.cylinder("z", [0, 0.02], [0.86, 0.97], 0.26, "chrome", 12);
    b.cylinder("z", [0, 0.02], [0.97, 1.3], 0.075, "steel", 10);
    b.cylinder("z", [0, 0.02], [1.3, 1.58], 0.12, "body", 12);
    b.fine(() => {
      b.cylinder("z", [0, 0.02], [1.68, 1.78], 0.1, "body", 10);
      b.box([0.44, 0.58], [-0.12, 0.08], [0.95, 1.3], "cabinet", 0.012);
      dial(b, [0.51, -0.125, 1.18], 0.05);
      b.cylinder("y", [0.51, 1.03], [-0.15, -0.12], 0.022, "emergency", 8);
      b.box([-0.14, 0.14], [-0.302, -0.28], [0.42, 0.58], "panel");
    });
  });
}

/** A vibrating bowl feeder for screws on its stand: base, spiral bowl, screws, outlet track; `foot` on the floor. */
export function bowlFeeder(b: ModelBuilder, foot: Vector, turn = 0): void {
  b.at(foot, turn, () => {
    if (!b.near) {
      b.box([-0.24, 0.24], [-0.24, 0.24], [0, 0.76], "bodyDark");
      b.lathe(
        "z",
        [0, 0],
        [
          [0.15, 0.76],
          [0.3, 1.16],
          [0, 1.0],
        ],
        "chrome",
        16,
        false,
      );
      return;
    }
    for (const x of [-0.24, 0.24])
      for (const y of [-0.24, 0.24])
        b.box([x - 0.025, x + 0.025], [y - 0.025, y + 0.025], [0, 0.72], "frame");
    b.box([-0.29, 0.29], [-0.29, 0.29], [0.72, 0.76], "bodyDark", 0.008);
    b.box([-0.22, 0.22], [-0.2, 0.2], [0.3, 0.6], "cabinet", 0.014);
    b.cylinder("z", [0, 0], [0.76, 0.92], [0.2, 0.16], "accent", 14);
    // The bowl from outside, its rim, and inside down to the middle.
    b.lathe(
      "z",
      [0, 0],
      [
        [0.15, 0.93],
        [0.2, 0.95],
        [0.3, 1.16],
        [0.31, 1.17],
        [0.29, 1.17],
        [0.18, 0.99],
        [0, 1.0],
      ],
      "chrome",
      18,
      false,
    );
    b.fine(() => {
      // A heap of screws.
      b.lathe(
        "z",
        [0, 0],
        [
          [0.16, 0.995],
          [0.09, 1.02],
          [0, 1.035],
        ],
        "copper",
        9,
        false,
      );
      b.box([0.28, 0.52], [-0.03, 0.03], [1.11, 1.15], "steel", 0.006);
      b.box([0.46, 0.58], [-0.07, 0.07], [0.98, 1.18], "bodyDark", 0.012);
      b.box([0.5, 0.54], [-0.02, 0.02], [0, 0.98], "frame");
    });
  });
}
