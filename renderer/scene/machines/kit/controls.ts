// What a machine talks with: tower lamp, operator panel, cabinets, light curtains, emergency stops. Geometry only.
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";
import type { Vector } from "../vector.ts";

/** A tower lamp on its pole at `foot`; the segment that belongs to the state shines. */
export function towerLamp(b: ModelBuilder, foot: Vector, poleM = 0.22): void {
  const segments = ["lampLow", "lampMiddle", "lampTop"] as const;
  b.at(foot, 0, () => {
    if (!b.near) {
      b.box([-0.02, 0.02], [-0.02, 0.02], [0, poleM], "frame");
      segments.forEach((paint, index) => {
        const low = poleM + index * 0.105;
        b.box([-0.05, 0.05], [-0.05, 0.05], [low, low + 0.1], paint);
      });
      return;
    }
    b.cylinder("z", [0, 0], [0, 0.025], 0.05, "rubber", 8);
    b.cylinder("z", [0, 0], [0, poleM], 0.016, "frame", 6);
    segments.forEach((paint, index) => {
      const low = poleM + index * 0.105;
      b.cylinder("z", [0, 0], [low + 0.008, low + 0.1], 0.056, paint, 12);
      b.cylinder("z", [0, 0], [low - 0.004, low + 0.01], 0.059, "rubber", 8);
    });
    b.lathe(
      "z",
      [0, 0],
      [
        [0.059, poleM + 0.315],
        [0.055, poleM + 0.335],
        [0, poleM + 0.345],
      ],
      "rubber",
      12,
    );
  });
}

/** An operator panel on a swivel arm or a stand: screen with the real state, buttons, emergency stop. Looks towards -y when `turn` is 0. */
export function operatorPanel(
  b: ModelBuilder,
  place: Vector,
  turn = 0,
  options: { stand?: boolean; width?: number } = {},
): void {
  const width = options.width ?? 0.42;
  b.at(place, turn, () => {
    const height = width * 0.72;
    if (options.stand === true) {
      b.box([-0.16, 0.16], [0, 0.3], [0, 0.025], "bodyDark", 0.008);
      b.box([-0.03, 0.03], [0.1, 0.16], [0.02, 1.12], "frame", 0.01);
    } else {
      b.fine(() => b.bar([0, 0.02, 1.42], [0, 0.3, 1.5], 0.022, "frame", 8));
    }
    b.at([0, 0, 1.3], tilted, () => {
      b.box([-width / 2, width / 2], [-0.03, 0.05], [-0.13, height], "bodyDark", 0.015);
      b.picture(
        [
          [-width * 0.45, -0.032, 0.02],
          [width * 0.45, -0.032, 0.02],
          [width * 0.45, -0.032, height - 0.025],
          [-width * 0.45, -0.032, height - 0.025],
        ],
        "screen",
      );
      b.fine(() => {
        for (let button = 0; button < 4; button += 1)
          b.cylinder(
            "y",
            [-width * 0.36 + button * 0.06, -0.06],
            [-0.05, -0.03],
            0.016,
            button === 0 ? "panel" : "frame",
            8,
          );
      });
      b.fine(() => b.cylinder("y", [width * 0.34, -0.06], [-0.062, -0.03], 0.026, "emergency", 10));
    });
  });
}

/** Leaned back by 15 degrees. */
const tilted = [
  [1, 0, 0],
  [0, Math.cos(0.26), Math.sin(0.26)],
  [0, -Math.sin(0.26), Math.cos(0.26)],
] as const;

/** A control cabinet on a plinth: doors with gaps, handles, vents, a name plate and a lamp-button row. Its doors look towards -y when `turn` is 0. */
export function cabinet(
  b: ModelBuilder,
  middle: Vector,
  width: number,
  depth: number,
  height: number,
  turn = 0,
): void {
  b.at(middle, turn, () => {
    const [x, y] = [width / 2, depth / 2];
    b.box([-x + 0.02, x - 0.02], [-y + 0.03, y - 0.02], [0, 0.1], "rubber");
    b.box([-x, x], [-y + 0.02, y], [0.1, height], "cabinet");
    const doors = Math.max(1, Math.round(width / 0.62));
    const wide = width / doors;
    for (let door = 0; door < doors; door += 1) {
      const from = -x + door * wide;
      if (!b.near) {
        const [low, high, out] = [0.115, height - 0.012, -y + 0.018];
        const [left, right] = [from + 0.012, from + wide - 0.012];
        b.face(
          [
            [left, out, low],
            [right, out, low],
            [right, out, high],
            [left, out, high],
          ],
          [0, -1, 0],
          "cabinet",
        );
        continue;
      }
      b.box([from + 0.008, from + wide - 0.008], [-y, -y + 0.025], [0.115, height - 0.012], "cabinet", 0.006);
      b.fine(() => {
        const handle = from + (door % 2 === 0 ? wide - 0.07 : 0.07);
        b.box(
          [handle - 0.014, handle + 0.014],
          [-y - 0.022, -y],
          [height * 0.5, height * 0.5 + 0.16],
          "rubber",
        );
        b.box([from + wide * 0.25, from + wide * 0.75], [-y - 0.004, -y + 0.002], [0.22, 0.34], "vent");
        b.box(
          [from + wide * 0.3, from + wide * 0.7],
          [-y - 0.004, -y],
          [height - 0.2, height - 0.13],
          "plate",
        );
      });
    }
    b.fine(() => b.box([-x * 0.6, x * 0.6], [-y * 0.5, y * 0.7], [height, height + 0.06], "bodyDark", 0.02));
  });
}

/** A pair of light-curtain posts at two feet, with mounting brackets and the muting lamp. */
export function lightCurtain(b: ModelBuilder, from: Vector, to: Vector, height = 1.7): void {
  for (const foot of [from, to]) {
    b.at(foot, 0, () => {
      b.box([-0.07, 0.07], [-0.07, 0.07], [0, 0.015], "rubber");
      b.box([-0.028, 0.028], [-0.028, 0.028], [0.015, height], "safety", 0.006);
      b.fine(() => {
        b.box([-0.012, 0.012], [-0.034, 0.034], [0.3, height - 0.06], "window");
        b.cylinder("z", [0, 0], [height, height + 0.05], 0.02, "panel", 8);
      });
    });
  }
}

/** A mushroom button in its yellow box; looks towards -y when `turn` is 0. */
export function emergencyStop(b: ModelBuilder, place: Vector, turn = 0): void {
  b.at(place, turn, () => {
    b.box([-0.05, 0.05], [-0.04, 0.02], [-0.06, 0.06], "safety", 0.008);
    b.cylinder("y", [0, 0], [-0.075, -0.04], 0.03, "emergency", 12);
  });
}

/** A small sign or name plate on a wall that looks towards -y. */
export function namePlate(b: ModelBuilder, place: Vector, width = 0.3, height = 0.1): void {
  const [x, y, z] = place;
  b.box([x - width / 2, x + width / 2], [y - 0.006, y + 0.002], [z, z + height], "plate", 0.003);
}

/** A lit sign on a wall that looks towards -y: a black case whose face shines by `track` (a glow joint), e.g. "laser on". `place` = middle below. */
export function litSign(b: ModelBuilder, place: Vector, width: number, height: number, track: Track): void {
  const [x, y, z] = place;
  b.box([x - width / 2, x + width / 2], [y - 0.06, y], [z, z + height], "rubber", 0.012);
  b.joint("glow", [x, y, z], [0, 0, 1], track, () => {
    const [w, rim] = [width / 2, 0.018];
    b.face(
      [
        [x - w + rim, y - 0.062, z + rim],
        [x + w - rim, y - 0.062, z + rim],
        [x + w - rim, y - 0.062, z + height - rim],
        [x - w + rim, y - 0.062, z + height - rim],
      ],
      [0, -1, 0],
      "weldLight",
    );
  });
  b.fine(() => {
    // Strokes of lettering, dark on the lit face.
    const letters = Math.max(3, Math.round((width - 0.1) / 0.075));
    for (let letter = 0; letter < letters; letter += 1) {
      const at = x - width / 2 + 0.06 + (letter / (letters - 1)) * (width - 0.12);
      b.box([at - 0.012, at + 0.012], [y - 0.065, y - 0.06], [z + height * 0.3, z + height * 0.7], "rubber");
    }
  });
}

/** A signal dome on a wall bracket or roof at `foot`, that shines by `track`. */
export function signalDome(b: ModelBuilder, foot: Vector, track: Track, radius = 0.05): void {
  b.at(foot, 0, () => {
    b.fine(() => b.cylinder("z", [0, 0], [0, 0.04], radius * 1.15, "rubber", 10));
    b.joint("glow", [0, 0, 0], [0, 0, 1], track, () => {
      if (!b.near) {
        b.box([-radius, radius], [-radius, radius], [0, 0.12], "weldLight");
        return;
      }
      b.lathe(
        "z",
        [0, 0],
        [
          [radius, 0.04],
          [radius * 0.9, 0.1],
          [0, 0.13],
        ],
        "weldLight",
        10,
      );
    });
  });
}

/** A yellow warning triangle with its dark mark on a wall that looks towards -y; `place` = middle below, `size` = its side. */
export function warningTriangle(b: ModelBuilder, place: Vector, size = 0.16): void {
  b.fine(() => {
    const [x, y, z] = place;
    const up = size * 0.866;
    const triangle = (grow: number, out: number, paint: "rubber" | "safety"): void => {
      const middle: Vector = [x, y - out, z + up / 3];
      const corner = (dx: number, dz: number): Vector => [
        middle[0] + dx * grow,
        y - out,
        middle[2] + dz * grow,
      ];
      b.polygon(
        [corner(-size / 2, -up / 3), corner(size / 2, -up / 3), corner(0, (up * 2) / 3)],
        [0, -1, 0],
        paint,
      );
    };
    triangle(1.12, 0.002, "rubber");
    triangle(1, 0.004, "safety");
    b.box(
      [x - size * 0.04, x + size * 0.04],
      [y - 0.007, y - 0.003],
      [z + up * 0.3, z + up * 0.62],
      "rubber",
    );
    b.box(
      [x - size * 0.04, x + size * 0.04],
      [y - 0.007, y - 0.003],
      [z + up * 0.16, z + up * 0.24],
      "rubber",
    );
  });
}

/** A flat monitor whose middle is at `place`; looks towards -y when `turn` is 0. `reachM` = length of the arm behind it, 0 = none. */
export function monitor(b: ModelBuilder, place: Vector, width: number, turn = 0, reachM = 0.2): void {
  const height = width * 0.58;
  b.at(place, turn, () => {
    const [x, z] = [width / 2, height / 2];
    b.box([-x, x], [-0.02, 0.025], [-z, z], "rubber", 0.012);
    b.picture(
      [
        [-x + 0.015, -0.022, -z + 0.015],
        [x - 0.015, -0.022, -z + 0.015],
        [x - 0.015, -0.022, z - 0.015],
        [-x + 0.015, -0.022, z - 0.015],
      ],
      "screen",
    );
    b.fine(() => b.box([-0.06, 0.06], [0.025, 0.05], [-0.06, 0.06], "bodyDark", 0.008));
    if (reachM > 0) b.box([-0.022, 0.022], [0.03, reachM], [-0.022, 0.022], "frame", 0.006);
  });
}
