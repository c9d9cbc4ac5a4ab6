// C: a 40-foot container with an open long side in which stations stand: corrugated wall, corner castings, doors with lock
// rods and a hatch for the conveyor at both ends, lights, power and air. Its inside is left free.
import type { Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** Half of the outer length and width, and the height: ISO 668 type 1A, metres. */
const endX = 6.1;
const sideY = 1.2;
const topZ = 2.9;
/** The open side is open between these. */
const openX = 4.85;
/** Over this strip at the open side there are only roof bows, so that the stations are seen from above. */
const roofY = -0.3;
const shell = "container";

export const container: Model = {
  size: { length: 12.2, width: 2.4, height: 2.9 },
  build(b) {
    frame(b);
    floor(b);
    walls(b);
    roof(b);
    for (const end of [-1, 1]) doors(b, end);
    lights(b);
    supplies(b);
    markings(b);
  },
};

/** Posts, rails and the eight corner castings with their holes. */
function frame(b: ModelBuilder): void {
  for (const sx of [-1, 1]) {
    for (const sy of [-1, 1]) {
      const x: Range = [sx * (endX - 0.15), sx * endX];
      const y: Range = [sy * (sideY - 0.13), sy * sideY];
      b.box(x, y, [0.11, topZ - 0.11], shell, 0.01);
      for (const z of [0, topZ - 0.118]) {
        const castX: Range = [sx * (endX - 0.178), sx * (endX + 0.006)];
        const castY: Range = [sy * (sideY - 0.162), sy * (sideY + 0.006)];
        b.box(castX, castY, [z, z + 0.118], "bodyDark", 0.012);
        b.fine(() => {
          const [x0, y0, z0] = [sx * (endX - 0.09), sy * (sideY - 0.08), z + 0.06];
          hole(b, 1, [x0, sy * (sideY + 0.008), z0], sy);
          hole(b, 0, [sx * (endX + 0.008), y0, z0], sx);
          if (z > 1) hole(b, 2, [x0, y0, topZ + 0.002], 1);
        });
      }
    }
    // Headers and sills of the ends.
    b.box(
      [sx * (endX - 0.1), sx * endX],
      [-sideY + 0.13, sideY - 0.13],
      [topZ - 0.14, topZ - 0.01],
      shell,
      0.008,
    );
    b.box([sx * (endX - 0.1), sx * endX], [-sideY + 0.13, sideY - 0.13], [0, 0.05], shell);
  }
  for (const sy of [-1, 1]) {
    const y: Range = [sy * (sideY - 0.08), sy * sideY];
    const x: Range = [-endX + 0.17, endX - 0.17];
    b.box(x, y, [topZ - 0.11, topZ], shell);
    b.box(x, y, [0.01, 0.15], shell);
    b.fine(() => {
      // Forklift pockets.
      for (const px of [-1.1, 0.75])
        b.box([px, px + 0.36], [sy * (sideY - 0.01), sy * (sideY + 0.002)], [0.03, 0.13], "rubber");
    });
  }
}

/** The oval hole of a casting, seen along an axis. */
function hole(b: ModelBuilder, axis: 0 | 1 | 2, [x, y, z]: Vector, sign: number): void {
  const points = Array.from({ length: 8 }, (_, corner): Vector => {
    const angle = ((corner + 0.5) / 8) * Math.PI * 2;
    const [wide, high] = [Math.cos(angle) * 0.052, Math.sin(angle) * 0.034];
    if (axis === 0) return [x, y + wide, z + high];
    return axis === 1 ? [x + wide, y, z + high] : [x + wide, y + high, z];
  });
  b.polygon(points, axis === 0 ? [sign, 0, 0] : axis === 1 ? [0, sign, 0] : [0, 0, sign], "rubber");
}

function floor(b: ModelBuilder): void {
  b.box([-endX + 0.02, endX - 0.02], [-sideY + 0.03, sideY - 0.03], [0, 0.03], "bodyDark");
  b.box([-openX, openX], [-sideY + 0.1, -sideY + 0.18], [0.03, 0.034], "hazard");
}

/** The closed far side, and what is left of the near side at both ends. */
function walls(b: ModelBuilder): void {
  corrugated(b, [-endX + 0.15, endX - 0.15], sideY - 0.02, 1);
  for (const sx of [-1, 1]) {
    const x: Range = sx < 0 ? [-endX + 0.15, -openX] : [openX, endX - 0.15];
    corrugated(b, x, -sideY + 0.02, -1);
    b.box([sx * (openX - 0.07), sx * openX], [-sideY, -sideY + 0.1], [0.15, topZ - 0.11], shell, 0.01);
  }
}

/** A wall of trapezoid waves along x, seen from both sides; `out` = the side its waves stand out to. */
function corrugated(b: ModelBuilder, x: Range, y: number, out: 1 | -1): void {
  const z: Range = [0.15, topZ - 0.11];
  const deep = out * 0.055;
  if (!b.near) {
    for (const normal of [-1, 1])
      b.face(
        [
          [x[0], y - deep / 2, z[0]],
          [x[1], y - deep / 2, z[0]],
          [x[1], y - deep / 2, z[1]],
          [x[0], y - deep / 2, z[1]],
        ],
        [0, normal, 0],
        "ribs",
      );
    return;
  }
  for (const [u, v] of waves(x)) {
    for (const normal of [-1, 1])
      b.face(
        [
          [u[0], y - deep * u[1], z[0]],
          [v[0], y - deep * v[1], z[0]],
          [v[0], y - deep * v[1], z[1]],
          [u[0], y - deep * u[1], z[1]],
        ],
        [(normal * out * (v[1] - u[1]) * 0.055) / (v[0] - u[0]), normal, 0],
        shell,
      );
  }
}

/** Pieces of a trapezoid wave: (place along, 0 outside .. 1 inside) from and to. */
function waves(along: Range): (readonly [Range, Range])[] {
  const count = Math.max(2, Math.round((along[1] - along[0]) / 0.4));
  const pitch = (along[1] - along[0]) / count;
  const pieces: (readonly [Range, Range])[] = [];
  for (let wave = 0; wave < count; wave += 1) {
    const at = along[0] + wave * pitch;
    const places: Range[] = [
      [at, 0],
      [at + pitch * 0.36, 0],
      [at + pitch * 0.5, 1],
      [at + pitch * 0.86, 1],
      [at + pitch, 0],
    ];
    for (let piece = 0; piece < 4; piece += 1) {
      const [from, to] = [places[piece], places[piece + 1]];
      if (from !== undefined && to !== undefined) pieces.push([from, to]);
    }
  }
  return pieces;
}

/** Corrugated sheet over the back and the ends, bows over the strip at the open side. */
function roof(b: ModelBuilder): void {
  const sheet = (x: Range, y: Range): void => {
    if (!b.near) {
      b.box(x, y, [topZ - 0.05, topZ - 0.02], "ribs");
      return;
    }
    b.face(
      [
        [x[0], y[0], topZ - 0.06],
        [x[1], y[0], topZ - 0.06],
        [x[1], y[1], topZ - 0.06],
        [x[0], y[1], topZ - 0.06],
      ],
      [0, 0, -1],
      "body",
    );
    for (const [u, v] of waves(x))
      b.face(
        [
          [u[0], y[0], topZ - 0.015 - 0.03 * u[1]],
          [v[0], y[0], topZ - 0.015 - 0.03 * v[1]],
          [v[0], y[1], topZ - 0.015 - 0.03 * v[1]],
          [u[0], y[1], topZ - 0.015 - 0.03 * u[1]],
        ],
        [(0.03 * (v[1] - u[1])) / (v[0] - u[0]), 0, 1],
        shell,
      );
  };
  sheet([-openX, openX], [roofY, sideY - 0.08]);
  for (const sx of [-1, 1])
    sheet(sx < 0 ? [-endX + 0.1, -openX] : [openX, endX - 0.1], [-sideY + 0.08, sideY - 0.08]);
  b.box([-openX, openX], [roofY - 0.05, roofY], [topZ - 0.1, topZ - 0.01], shell, 0.006);
  for (let bow = -3; bow <= 3; bow += 1)
    b.box(
      [bow * 1.4 - 0.03, bow * 1.4 + 0.03],
      [-sideY + 0.08, roofY - 0.05],
      [topZ - 0.09, topZ - 0.02],
      shell,
      0.006,
    );
}

/** Two door leaves with lock rods, cam keepers, handles and hinges, and the hatch the conveyor goes through. */
function doors(b: ModelBuilder, end: number): void {
  const face = end * (endX - 0.06);
  const back = end * (endX - 0.1);
  const hatch = { half: 0.52, top: 1.45 };
  for (const side of [-1, 1]) {
    const y = (from: number, to: number): Range => [side * from, side * to];
    const leaf = (across: Range, z: Range): void => b.box([back, face], across, z, shell);
    leaf(y(hatch.half, sideY - 0.14), [0.06, topZ - 0.15]);
    leaf(y(0.008, hatch.half), [hatch.top, topZ - 0.15]);
    b.fine(() => {
      // Raised fields of the leaf.
      for (const [from, to] of [
        [0.08, 0.86],
        [1.0, 1.78],
        [1.92, 2.62],
      ] as const) {
        b.box([face, end * (endX - 0.045)], y(0.68, 0.94), [from + 0.05, to], shell);
        if (from > hatch.top) b.box([face, end * (endX - 0.045)], y(0.1, 0.5), [from, to], shell);
      }
      for (const z of [0.35, 1.05, 1.8, 2.5])
        b.box(
          [end * (endX - 0.08), end * (endX + 0.012)],
          y(sideY - 0.2, sideY - 0.1),
          [z - 0.04, z + 0.04],
          "bodyDark",
        );
    });
    for (const [at, low] of [
      [0.6, 0.06],
      [1.0, 0.06],
    ] as const) {
      const out = end * (endX - 0.01);
      b.bar([out, side * at, low], [out, side * at, topZ - 0.06], 0.02, "chrome", 6);
      b.fine(() => {
        for (const z of [low + 0.03, topZ - 0.1])
          b.box([face, end * (endX + 0.02)], y(at - 0.05, at + 0.05), [z - 0.03, z + 0.03], "steel");
        for (const z of [0.6, 2.3])
          b.box([face, end * (endX + 0.014)], y(at - 0.035, at + 0.035), [z - 0.02, z + 0.02], "steel");
        b.box(
          [end * (endX + 0.006), end * (endX + 0.024)],
          y(at - 0.3 + (at > 0.8 ? 0 : 0.02), at + 0.02),
          [1.12 + (at > 0.8 ? 0.09 : 0), 1.15 + (at > 0.8 ? 0.09 : 0)],
          "chrome",
        );
      });
    }
    // Rim of the hatch.
    b.box([face, end * (endX - 0.035)], y(hatch.half - 0.05, hatch.half), [0.06, hatch.top], "hazard");
  }
  b.box([face, end * (endX - 0.035)], [-hatch.half, hatch.half], [hatch.top - 0.05, hatch.top], "hazard");
  b.fine(() => {
    // Strip curtain above the parts' way.
    for (let strip = 0; strip < 4; strip += 1) {
      const at = -0.45 + strip * 0.235;
      b.box([back, back - end * 0.006], [at, at + 0.2], [1.16, hatch.top - 0.04], "hose");
    }
    b.box([face, end * (endX - 0.05)], [0.15, 0.45], [2.32, 2.5], "plate");
  });
}

/** Strips of light under the roof, along the whole inside. */
function lights(b: ModelBuilder): void {
  for (const y of [roofY + 0.02, 0.75]) {
    const pieces = b.near ? 3 : 1;
    const long = (2 * openX) / pieces;
    for (let piece = 0; piece < pieces; piece += 1) {
      const x: Range = [-openX + piece * long + 0.06, -openX + (piece + 1) * long - 0.06];
      b.fine(() => b.box(x, [y - 0.05, y + 0.05], [topZ - 0.13, topZ - 0.08], "body"));
      b.box(x, [y - 0.035, y + 0.035], [topZ - 0.155, topZ - 0.13], "light");
    }
  }
}

/** What comes from the hall: power by cable and plug, compressed air with its service unit, a climate unit. */
function supplies(b: ModelBuilder): void {
  const front = -sideY - 0.01;
  // Power inlet and main switch on the wall beside the opening, where parts leave.
  b.box([5.02, 5.42], [front - 0.16, front], [1.1, 1.75], "cabinet", 0.015);
  b.fine(() => {
    b.box([5.12, 5.32], [front - 0.165, front - 0.15], [1.45, 1.65], "safety", 0.006);
    b.cylinder("y", [5.22, 1.55], [front - 0.2, front - 0.16], 0.04, "emergency", 12);
    for (const x of [5.12, 5.32])
      b.cylinder("y", [x, 1.24], [front - 0.24, front - 0.16], 0.045, "emergency", 12);
    b.cylinder("y", [5.22, 1.24], [front - 0.22, front - 0.16], 0.03, "bin", 10);
  });
  const cable: Vector[] = [
    [5.12, front - 0.2, 1.24],
    [5.12, front - 0.24, 0.9],
    [5.3, front - 0.14, 0.3],
    [5.6, front - 0.1, 0.06],
    [6.05, front - 0.1, 0.03],
  ];
  b.tube(cable, 0.026, "cable", 8);
  // Air: shut-off valve, filter, regulator with its gauge, a blue hose from above.
  b.fine(() => {
    for (const [x, radius] of [
      [5.58, 0.03],
      [5.7, 0.042],
      [5.84, 0.042],
    ] as const) {
      b.box([x - 0.05, x + 0.05], [front - 0.11, front], [1.5, 1.62], "frame", 0.01);
      b.cylinder("z", [x, front - 0.06], [1.34, 1.5], radius, x > 5.6 ? "hose" : "steel", 10);
    }
    b.cylinder("y", [5.84, 1.57], [front - 0.14, front - 0.11], 0.045, "panel", 14);
    b.cylinder("y", [5.84, 1.57], [front - 0.143, front - 0.14], 0.055, "window", 14);
  });
  b.fine(() =>
    b.tube(
      [
        [5.58, front - 0.06, 1.6],
        [5.58, front - 0.1, 1.9],
        [5.72, front - 0.08, 2.3],
        [5.72, front - 0.05, 2.86],
      ],
      0.022,
      "bin",
      8,
    ),
  );
  // Climate unit on the other return of the wall.
  b.box([-5.75, -5.05], [front - 0.24, front], [1.75, 2.55], "body", 0.02);
  b.fine(() => {
    b.cylinder("y", [-5.4, 2.16], [front - 0.25, front - 0.24], 0.27, "rubber", 16);
    for (let slat = 0; slat < 4; slat += 1)
      b.box(
        [-5.66, -5.14],
        [front - 0.262, front - 0.25],
        [1.92 + slat * 0.12, 1.935 + slat * 0.12],
        "frame",
      );
    b.box([-5.7, -5.1], [front - 0.244, front - 0.235], [1.79, 1.86], "vent");
    // Fire extinguisher.
    b.capsule([-5.0, front - 0.09, 0.62], [-5.0, front - 0.09, 0.98], 0.07, "emergency", 10);
    b.box([-5.03, -4.97], [front - 0.11, front - 0.05], [1.04, 1.1], "rubber");
  });
}

/** Plates and stripes: the brand's band along the top rail, code plates beside the opening and on the far side. */
function markings(b: ModelBuilder): void {
  b.box([-openX, openX], [-sideY - 0.004, -sideY], [topZ - 0.085, topZ - 0.03], "panel");
  b.fine(() => {
    for (const [x, y] of [[-5.4, -sideY - 0.006]] as const) {
      for (let character = 0; character < 7; character += 1)
        b.box(
          [x - 0.42 + character * 0.09, x - 0.36 + character * 0.09],
          [y, y + 0.005],
          [1.42, 1.52],
          "panel",
        );
      b.box([x - 0.42, x + 0.1], [y, y + 0.005], [1.28, 1.34], "panel");
    }
  });
}
