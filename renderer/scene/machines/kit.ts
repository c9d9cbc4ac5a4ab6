// Parts that many machines share: roller beds, lamps, screens, fences, cabinets, people. Geometry only.
import type { Extent, MeshBuilder, Place } from "./mesh-builder.ts";
import { metres } from "./mesh-builder.ts";

/** Top of the rollers, metres; parts stand on it (the transport plane of the paths). */
export const bedHeightM = 0.85;

export const left: Place = [0.5, 0];
export const right: Place = [-0.5, 0];
export const front: Place = [0.5, 0];
export const back: Place = [-0.5, 0];
export const floor: Place = [0, 0];
export const top: Place = [1, 0];

export function span(
  x: readonly [Place, Place],
  y: readonly [Place, Place],
  z: readonly [Place, Place],
): Extent {
  return { x, y, z };
}

/** The roller bed a machine's parts run on: two rails, the bed and legs, over its whole length. `side` is its half width. */
export function rollerBed(b: MeshBuilder, side: Place = [0, 0.42]): void {
  const along: readonly [Place, Place] = [back, front];
  const inner: Place = [side[0], side[1] - 0.05];
  const mirrored = (place: Place): Place => [-place[0], -place[1]];
  b.box(
    span(along, [mirrored(inner), inner], [metres(bedHeightM - 0.09), metres(bedHeightM - 0.02)]),
    "roller",
  );
  const rails: readonly (readonly [Place, Place])[] = [
    [mirrored(side), mirrored(inner)],
    [inner, side],
  ];
  for (const rail of rails) {
    b.box(span(along, rail, [metres(bedHeightM - 0.16), metres(bedHeightM + 0.05)]), "frame", 0.012);
    b.fine(() => {
      for (const end of [-0.5, 0, 0.5]) {
        const at: Place = [end, end * -0.3];
        b.box(
          span(
            [
              [at[0], at[1] - 0.03],
              [at[0], at[1] + 0.03],
            ],
            rail,
            [floor, metres(bedHeightM - 0.14)],
          ),
          "steel",
        );
      }
    });
  }
  if (!b.near)
    b.box(
      span(
        [
          [-0.5, 0.15],
          [0.5, -0.15],
        ],
        [metres(-0.08), metres(0.08)],
        [floor, metres(bedHeightM - 0.09)],
      ),
      "steel",
    );
}

/** A lamp on a pole: the lamp shows the state. */
export function towerLamp(b: MeshBuilder, x: Place, y: Place, from: Place = top): void {
  b.cylinder("z", [x, y], [from, [from[0], from[1] + 0.32]], 0.025, "steel", 6);
  b.cylinder(
    "z",
    [x, y],
    [
      [from[0], from[1] + 0.3],
      [from[0], from[1] + 0.62],
    ],
    0.085,
    "lamp",
    10,
  );
  b.fine(() =>
    b.cylinder(
      "z",
      [x, y],
      [
        [from[0], from[1] + 0.62],
        [from[0], from[1] + 0.66],
      ],
      0.09,
      "rubber",
      10,
    ),
  );
}

/** A screen on an arm at the operator's side (right of the flow). */
export function operatorScreen(b: MeshBuilder, x: Place, y: Place): void {
  const at = (offset: number): Place => [x[0], x[1] + offset];
  const deep = (offset: number): Place => [y[0], y[1] + offset];
  b.box(span([at(-0.03), at(0.03)], [deep(-0.03), deep(0.03)], [floor, metres(1.15)]), "steel");
  b.box(span([at(-0.27), at(0.27)], [deep(-0.05), deep(0.05)], [metres(1.15), metres(1.55)]), "rubber", 0.02);
  b.box(span([at(-0.24), at(0.24)], [deep(-0.056), deep(-0.05)], [metres(1.19), metres(1.51)]), "screen");
  b.fine(() =>
    b.box(
      span([at(-0.2), at(0.2)], [deep(-0.16), deep(-0.04)], [metres(1.08), metres(1.12)]),
      "bodyDark",
      0.01,
    ),
  );
}

/** A plain cabinet with door gap, handle and vents. */
export function cabinet(
  b: MeshBuilder,
  x: readonly [Place, Place],
  y: readonly [Place, Place],
  height: Place,
): void {
  b.box(span(x, y, [floor, metres(0.1)]), "rubber");
  b.box(span(x, y, [metres(0.1), height]), "cabinet", 0.02);
  b.fine(() => {
    const outside: readonly [Place, Place] = [[y[0][0], y[0][1] - 0.012], y[0]];
    const middle: Place = [(x[0][0] + x[1][0]) / 2, (x[0][1] + x[1][1]) / 2];
    b.box(
      span(
        [
          [middle[0], middle[1] - 0.008],
          [middle[0], middle[1] + 0.008],
        ],
        outside,
        [metres(0.16), [height[0], height[1] - 0.06]],
      ),
      "steel",
    );
    b.box(
      span(
        [
          [middle[0], middle[1] + 0.04],
          [middle[0], middle[1] + 0.07],
        ],
        outside,
        [metres(0.9), metres(1.1)],
      ),
      "rubber",
    );
    for (let slot = 0; slot < 4; slot += 1) {
      const z = -0.18 - slot * 0.05;
      b.box(
        span(
          [
            [x[0][0], x[0][1] + 0.08],
            [middle[0], middle[1] - 0.05],
          ],
          outside,
          [
            [height[0], height[1] + z],
            [height[0], height[1] + z + 0.02],
          ],
        ),
        "steel",
      );
    }
  });
}

/** Fence posts with rails along a line parallel to the flow. */
export function fence(b: MeshBuilder, y: Place, posts: number, height = 1.9): void {
  const rails = b.near ? 9 : 2;
  for (let post = 0; post <= posts; post += 1) {
    const at = -0.5 + post / posts;
    const x: Place = [at, at * -0.08];
    b.box(
      span(
        [
          [x[0], x[1] - 0.03],
          [x[0], x[1] + 0.03],
        ],
        [
          [y[0], y[1] - 0.03],
          [y[0], y[1] + 0.03],
        ],
        [floor, metres(height)],
      ),
      "safety",
    );
  }
  for (let rail = 0; rail < rails; rail += 1) {
    const z = 0.2 + (rail * (height - 0.25)) / (rails - 1);
    b.box(
      span(
        [back, front],
        [
          [y[0], y[1] - 0.008],
          [y[0], y[1] + 0.008],
        ],
        [metres(z - 0.012), metres(z + 0.012)],
      ),
      "steel",
    );
  }
}

/** Openings where the transport enters and leaves an enclosed machine. */
export function openings(b: MeshBuilder, halfWidth = 0.52, height = 1.55): void {
  for (const end of [-1, 1]) {
    const at = (offset: number): Place => [end * 0.5, end * offset];
    const x: readonly [Place, Place] = end < 0 ? [at(0.012), at(-0.05)] : [at(-0.05), at(0.012)];
    b.box(span(x, [metres(-halfWidth), metres(halfWidth)], [metres(0.62), metres(height)]), "window");
    b.fine(() => {
      for (const side of [-1, 1]) {
        const inner = side * halfWidth;
        const outer = side * (halfWidth + 0.06);
        const rim: readonly [Place, Place] = end < 0 ? [at(0.03), at(-0.05)] : [at(-0.05), at(0.03)];
        b.box(
          span(
            rim,
            [metres(Math.min(inner, outer)), metres(Math.max(inner, outer))],
            [metres(0.56), metres(height + 0.06)],
          ),
          "safety",
        );
      }
    });
  }
}

/** A standing person: work clothes, head, helmet. Never a likeness. */
export function person(b: MeshBuilder, x: Place, y: Place): void {
  const at = (offset: number): Place => [x[0], x[1] + offset];
  const deep = (offset: number): Place => [y[0], y[1] + offset];
  for (const side of [-1, 1]) b.cylinder("z", [at(side * 0.09), y], [floor, metres(0.85)], 0.08, "steel", 8);
  b.box(span([at(-0.21), at(0.21)], [deep(-0.13), deep(0.13)], [metres(0.82), metres(1.42)]), "cloth", 0.07);
  for (const side of [-1, 1])
    b.tube([x, y, floor], [side * 0.24, 0, 1.38], [side * 0.2, 0.32, 1.02], 0.055, 0.045, "cloth", 6);
  b.cylinder("z", [x, y], [metres(1.42), metres(1.66)], 0.1, "skin", 10);
  b.cylinder("z", [x, y], [metres(1.62), metres(1.76)], 0.125, "panel", 10);
}

/** A six-axis arm with its hand over the transport; metres from its foot. */
export function robotArm(
  b: MeshBuilder,
  x: Place,
  y: Place,
  reach: readonly [number, number, number],
  scale = 1,
): void {
  const base = [x, y, floor] as const;
  const shoulder = [0, 0, 0.72 * scale] as const;
  const [rx, ry, rz] = reach;
  const flat = Math.hypot(rx, ry) || 1;
  // The elbow lies above and behind the middle of the way to the hand.
  const elbow = [
    rx * 0.22 - (rx / flat) * 0.22 * scale,
    ry * 0.22 - (ry / flat) * 0.22 * scale,
    0.72 * scale + 0.85 * scale,
  ] as const;
  const wrist = [rx, ry, rz + 0.34 * scale] as const;
  b.cylinder("z", [x, y], [floor, metres(0.14 * scale)], 0.36 * scale, "rubber", 16);
  b.cylinder("z", [x, y], [metres(0.14 * scale), metres(0.62 * scale)], 0.25 * scale, "accent", 14);
  b.fine(() => {
    const across = [-ry / flat, rx / flat] as const;
    for (const joint of [shoulder, elbow]) {
      const r = 0.19 * scale;
      b.tube(
        base,
        [joint[0] - across[0] * r, joint[1] - across[1] * r, joint[2]],
        [joint[0] + across[0] * r, joint[1] + across[1] * r, joint[2]],
        0.17 * scale,
        0.17 * scale,
        "steel",
        12,
      );
    }
  });
  b.tube(base, shoulder, elbow, 0.17 * scale, 0.13 * scale, "accent", 10);
  b.tube(base, elbow, wrist, 0.13 * scale, 0.08 * scale, "accent", 10);
  b.tube(base, wrist, [rx, ry, rz + 0.1 * scale], 0.075 * scale, 0.06 * scale, "steel", 8);
  const hand = (offset: number, axis: 0 | 1): Place => [
    base[axis][0],
    base[axis][1] + (axis === 0 ? rx : ry) + offset,
  ];
  b.box(
    span(
      [hand(-0.16 * scale, 0), hand(0.16 * scale, 0)],
      [hand(-0.11 * scale, 1), hand(0.11 * scale, 1)],
      [metres(rz + 0.02), metres(rz + 0.12 * scale)],
    ),
    "rubber",
    0.015,
  );
}
