// What a machine is built of: profile frames, sheet-metal panels with gaps, glazed doors, plinths, ducts, fences. Geometry only.
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Paint } from "../../palette.ts";
import { add, normalised, scaled, subtract, type Vector } from "../vector.ts";

/** A straight aluminium profile between two points along one axis, with grooves at the near level. */
export function profile(
  b: ModelBuilder,
  from: Vector,
  to: Vector,
  thick = 0.08,
  paint: Paint = "frame",
): void {
  const half = thick / 2;
  const range = (axis: 0 | 1 | 2): Range =>
    Math.abs(from[axis] - to[axis]) < 1e-6 ? [from[axis] - half, from[axis] + half] : [from[axis], to[axis]];
  b.box(range(0), range(1), range(2), paint, Math.min(0.012, thick * 0.15));
  if (paint !== "frame") return;
  b.fine(() => {
    // A dark groove on two sides tells a profile from a plain bar.
    const axis = [0, 1, 2].find((each) => Math.abs((from[each] ?? 0) - (to[each] ?? 0)) > 1e-6) ?? 2;
    const groove = thick * 0.1;
    const [x, y, z] = [range(0), range(1), range(2)];
    const thin = (middle: number): Range => [middle - groove, middle + groove];
    const out = (low: Range): Range => [low[0] - 0.0015, low[1] + 0.0015];
    if (axis === 2) {
      b.box(thin(from[0]), out(y), z, "rubber");
      b.box(out(x), thin(from[1]), z, "rubber");
    } else if (axis === 0) {
      b.box(x, out(y), thin(from[2]), "rubber");
    } else {
      b.box(out(x), y, thin(from[2]), "rubber");
    }
  });
}

/** A frame of profiles along the twelve edges of a box, on levelling feet when it stands on the floor. */
export function profileFrame(b: ModelBuilder, x: Range, y: Range, z: Range, thick = 0.08): void {
  const h = thick / 2;
  const [x0, x1] = [x[0] + h, x[1] - h];
  const [y0, y1] = [y[0] + h, y[1] - h];
  const foot = z[0] <= 0.001 ? 0.06 : z[0];
  for (const cx of [x0, x1]) {
    for (const cy of [y0, y1]) {
      profile(b, [cx, cy, foot], [cx, cy, z[1]], thick);
      if (z[0] <= 0.001)
        b.fine(() => {
          b.cylinder("z", [cx, cy], [0.012, foot], 0.014, "steel", 8);
          b.cylinder("z", [cx, cy], [0, 0.014], 0.045, "rubber", 10);
        });
    }
  }
  for (const level of [foot + h, z[1] - h]) {
    for (const cy of [y0, y1]) profile(b, [x[0] + thick, cy, level], [x[1] - thick, cy, level], thick);
    for (const cx of [x0, x1]) profile(b, [cx, y[0] + thick, level], [cx, y[1] - thick, level], thick);
  }
}

/** Which side of a box a panel lies on. */
export type Side = "front" | "back" | "left" | "right" | "top";

/**
 * A wall of sheet-metal panels with gaps between them. `side`: front = -y, back = +y, left = -x (where parts enter), right = +x.
 * `at` is the coordinate of the outer face; `u` runs along x (front, back) or y (left, right), `z` up.
 */
export function panelWall(
  b: ModelBuilder,
  side: Exclude<Side, "top">,
  at: number,
  u: Range,
  z: Range,
  columns: number,
  rows = 1,
  paint: Paint = "body",
): void {
  const gap = 0.006;
  const sign = side === "front" || side === "left" ? 1 : -1;
  const deep: Range = [at, at + sign * 0.03];
  const [du, dz] = [(u[1] - u[0]) / columns, (z[1] - z[0]) / rows];
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const across: Range = [u[0] + column * du + gap, u[0] + (column + 1) * du - gap];
      const up: Range = [z[0] + row * dz + gap, z[0] + (row + 1) * dz - gap];
      if (side === "front" || side === "back") b.box(across, deep, up, paint, 0.008);
      else b.box(deep, across, up, paint, 0.008);
    }
  }
}

/** A flat sheet on a side of a machine, seen from outside; `u` along x (front, back) or y (left, right), `z` up. */
export function plate(
  b: ModelBuilder,
  side: Exclude<Side, "top">,
  at: number,
  u: Range,
  z: Range,
  paint: Paint,
): void {
  const level = side === "front" || side === "back";
  const corner = (along: number, up: number): Vector => (level ? [along, at, up] : [at, along, up]);
  const sign = side === "front" || side === "left" ? -1 : 1;
  b.face(
    [corner(u[0], z[0]), corner(u[1], z[0]), corner(u[1], z[1]), corner(u[0], z[1])],
    level ? [0, sign, 0] : [sign, 0, 0],
    paint,
  );
}

/** A closed body on a plinth: a core, and panels with gaps on the four walls and the roof. Leaves no opening: see `tunnel`. */
export function panelledBody(b: ModelBuilder, x: Range, y: Range, z: Range, paint: Paint = "body"): void {
  const low = Math.max(z[0], 0.12);
  if (z[0] <= 0.001) b.box([x[0] + 0.05, x[1] - 0.05], [y[0] + 0.05, y[1] - 0.05], [0, 0.12], "rubber");
  if (!b.near) {
    b.box(x, y, [low, z[1]], paint);
    return;
  }
  b.box([x[0] + 0.025, x[1] - 0.025], [y[0] + 0.025, y[1] - 0.025], [low, z[1] - 0.02], "bodyDark");
  const columns = (from: Range): number => Math.max(1, Math.round((from[1] - from[0]) / 0.9));
  panelWall(b, "front", y[0], x, [low, z[1]], columns(x), 1, paint);
  panelWall(b, "back", y[1], x, [low, z[1]], columns(x), 1, paint);
  panelWall(b, "left", x[0], [y[0] + 0.03, y[1] - 0.03], [low, z[1]], columns(y), 1, paint);
  panelWall(b, "right", x[1], [y[0] + 0.03, y[1] - 0.03], [low, z[1]], columns(y), 1, paint);
  b.box([x[0] + 0.01, x[1] - 0.01], [y[0] + 0.01, y[1] - 0.01], [z[1] - 0.02, z[1]], paint, 0.01);
}

/** Where the transport goes through a closed wall at both ends: a dark opening with a striped rim and strip curtain. */
export function tunnel(b: ModelBuilder, ends: readonly number[], halfWidth = 0.5, height = 1.5): void {
  for (const x of ends) {
    const out = Math.sign(x) * 0.012;
    b.box([x - 0.02 + out, x + 0.02 + out], [-halfWidth, halfWidth], [0.62, height], "window");
    b.fine(() => {
      for (const side of [-1, 1])
        b.box(
          [x - 0.03 + out, x + 0.03 + out],
          [side * halfWidth, side * (halfWidth + 0.05)],
          [0.58, height + 0.05],
          "hazard",
        );
      b.box(
        [x - 0.03 + out, x + 0.03 + out],
        [-halfWidth - 0.05, halfWidth + 0.05],
        [height, height + 0.05],
        "hazard",
      );
    });
  }
}

/** A framed glazed door on a wall that looks towards -y: `glass` in an aluminium frame with a handle and hinges. */
export function glazedDoor(
  b: ModelBuilder,
  x: Range,
  y: number,
  z: Range,
  glass: "glass" | "laserGlass" | "window" = "glass",
  handle: "left" | "right" | "none" = "right",
): void {
  const rim = 0.07;
  const bars: readonly (readonly [Range, Range])[] = [
    [[x[0], x[0] + rim], z],
    [[x[1] - rim, x[1]], z],
    [
      [x[0] + rim, x[1] - rim],
      [z[0], z[0] + rim],
    ],
    [
      [x[0] + rim, x[1] - rim],
      [z[1] - rim, z[1]],
    ],
  ];
  for (const [across, up] of bars) {
    if (b.near) b.box(across, [y - 0.035, y], up, "frame");
    else plate(b, "front", y - 0.035, across, up, "frame");
  }
  b.face(
    [
      [x[0] + rim, y - 0.018, z[0] + rim],
      [x[1] - rim, y - 0.018, z[0] + rim],
      [x[1] - rim, y - 0.018, z[1] - rim],
      [x[0] + rim, y - 0.018, z[1] - rim],
    ],
    [0, -1, 0],
    glass,
  );
  b.fine(() => {
    if (handle !== "none") {
      const at = handle === "right" ? x[1] - rim / 2 : x[0] + rim / 2;
      b.bar([at, y - 0.075, 1.0], [at, y - 0.075, 1.35], 0.014, "chrome", 8);
      for (const up of [1.02, 1.33]) b.bar([at, y - 0.035, up], [at, y - 0.075, up], 0.01, "chrome", 6);
    }
    const hinge = handle === "right" ? x[0] : x[1];
    for (const up of [z[0] + 0.2, z[1] - 0.25])
      b.cylinder("z", [hinge, y - 0.035], [up, up + 0.09], 0.016, "rubber", 8);
  });
}

/** A round duct through points, with segmented elbows and a collar at each end of every straight. */
export function duct(b: ModelBuilder, points: readonly Vector[], radius = 0.11): void {
  if (!b.near) {
    b.tube(points, radius, "frame", 6);
    return;
  }
  const bent = points.flatMap((point, index): Vector[] => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (before === undefined || after === undefined) return [point];
    const towards = (other: Vector): Vector => {
      const way = subtract(other, point);
      return scaled(way, Math.min(0.45, (radius * 1.7) / Math.hypot(...way)));
    };
    const [back, ahead] = [towards(before), towards(after)];
    // Places on the parabola between the two straights.
    return [0, 0.35, 0.65, 1].map((share) =>
      add(point, add(scaled(back, (1 - share) ** 2), scaled(ahead, share ** 2))),
    );
  });
  b.tube(bent, radius, "frame", 12);
  for (const index of [0, points.length - 1]) {
    const [end, next] = [points[index], points[index === 0 ? 1 : index - 1]];
    if (end === undefined || next === undefined) continue;
    const way = normalised(subtract(next, end));
    b.bar(end, add(end, scaled(way, 0.04)), radius * 1.12, "steel", 12);
  }
}

/** A wire-mesh fence on yellow posts between two feet, `openFrom`..`openTo` (shares) left open as a gate that stands shut. */
export function fence(b: ModelBuilder, from: Vector, to: Vector, height = 2, gate?: Range): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const posts = Math.max(1, Math.round(length / 1.4));
  const post = (share: number): Vector => [from[0] + dx * share, from[1] + dy * share, 0];
  for (let index = 0; index <= posts; index += 1) {
    const [x, y] = post(index / posts);
    b.box([x - 0.03, x + 0.03], [y - 0.03, y + 0.03], [0, height], "safety", 0.006);
    b.fine(() => b.box([x - 0.07, x + 0.07], [y - 0.07, y + 0.07], [0, 0.012], "safety"));
  }
  const face = (a: number, c: number): void => {
    const [p, q] = [post(a), post(c)];
    b.face(
      [
        [p[0], p[1], 0.16],
        [q[0], q[1], 0.16],
        [q[0], q[1], height - 0.03],
        [p[0], p[1], height - 0.03],
      ],
      [-dy, dx, 0],
      "mesh",
    );
    b.face(
      [
        [p[0], p[1], 0.16],
        [q[0], q[1], 0.16],
        [q[0], q[1], height - 0.03],
        [p[0], p[1], height - 0.03],
      ],
      [dy, -dx, 0],
      "mesh",
    );
  };
  for (let index = 0; index < posts; index += 1) face((index + 0.04) / posts, (index + 0.96) / posts);
  // Rails above and below the mesh.
  b.fine(() => {
    for (const z of [0.16, height - 0.03]) b.bar([from[0], from[1], z], [to[0], to[1], z], 0.014, "steel", 6);
  });
  if (gate === undefined) return;
  for (const share of gate) {
    const [x, y] = post(share);
    b.box([x - 0.035, x + 0.035], [y - 0.035, y + 0.035], [0, height + 0.05], "safety", 0.006);
  }
  b.fine(() => {
    const [x, y] = post(gate[1] - 0.05 * (gate[1] - gate[0]));
    b.box([x - 0.06, x + 0.06], [y - 0.05, y + 0.05], [1, 1.22], "rubber", 0.01);
  });
}

/** A wall across the flow at x with the transport's opening left free, in panels beside and above it; a rim of profile round the opening. Not `thick`: bare sheets, where others stand before it. */
export function endWall(
  b: ModelBuilder,
  x: number,
  y: Range,
  z: Range,
  opening: { readonly halfWidth: number; readonly low: number; readonly high: number },
  paint: Paint = "body",
  thick = true,
): void {
  const side = x < 0 ? "left" : "right";
  const { halfWidth, low, high } = opening;
  const pieces: readonly (readonly [Range, Range])[] = [
    [[y[0], -halfWidth], z],
    [[halfWidth, y[1]], z],
    [
      [-halfWidth, halfWidth],
      [high, z[1]],
    ],
    [
      [-halfWidth, halfWidth],
      [z[0], low],
    ],
  ];
  for (const [across, up] of pieces) {
    if (b.near && thick) panelWall(b, side, x, across, up, 1, 1, paint);
    else plate(b, side, x, across, up, paint);
  }
  b.fine(() => {
    const out: Range = [x - 0.035, x + 0.035];
    for (const at of [-halfWidth, halfWidth]) b.box(out, [at - 0.03, at + 0.03], [low, high + 0.03], "frame");
    b.box(out, [-halfWidth, halfWidth], [high - 0.03, high + 0.03], "frame");
  });
}
