// Six-axis arms and what they hold. The arm is written as the places its tool goes to over the cycle; the angles of its
// joints follow by inverse kinematics, so that it really reaches what it works on. Geometry only.
import type { Paint } from "../../palette.ts";
import type { ModelBuilder, Range } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** Where the tool's tip is at a phase: metres from the middle of the foot, in the coordinates the arm is built in. */
export type ToolPath = readonly (readonly [phase: number, place: Vector])[];

export interface ArmOptions {
  /** Middle of the foot; z is the top of the pedestal or floor it stands on. */
  readonly foot: Vector;
  /** 1 = upper arm and forearm of 1 m each (reach about 1.9 m); a heavy one 1.4, a small one 0.55. */
  readonly scale?: number;
  /** From the wrist down to the tool's tip, metres. */
  readonly toolM?: number;
  readonly paint?: Paint;
  readonly path: ToolPath;
  /** Builds the tool: its flange at the origin, pointing down, the tip at z = -toolM. */
  readonly tool: (b: ModelBuilder) => void;
}

/** Angles of an arm, radians: turn of the body, upper arm from upright, forearm against the upper arm, wrist so that the tool hangs down. */
interface ArmAngles {
  readonly turn: number;
  readonly shoulder: number;
  readonly elbow: number;
  readonly wrist: number;
}

/** Proportions of the arm at scale 1, metres. */
const shoulderUp = 0.62;
const shoulderOut = 0.22;
const upperArm = 1;
const forearm = 1;

/**
 * Two-link inverse kinematics in the vertical plane through the tip (law of cosines, elbow up); the wrist keeps the tool upright.
 * A tip out of reach is pulled back onto the sphere of reach.
 */
function anglesTo(tip: Vector, scale: number, toolM: number): ArmAngles {
  const turn = Math.atan2(tip[1], tip[0]);
  const out = Math.hypot(tip[0], tip[1]) - shoulderOut * scale;
  const up = tip[2] + toolM - shoulderUp * scale;
  const [a, c] = [upperArm * scale, forearm * scale];
  const reach = Math.min(Math.max(Math.hypot(out, up), Math.abs(a - c) + 0.05), a + c - 0.01);
  const lift = Math.atan2(up, out);
  const atShoulder = Math.acos(Math.min(1, Math.max(-1, (a * a + reach * reach - c * c) / (2 * a * reach))));
  const atElbow = Math.acos(Math.min(1, Math.max(-1, (a * a + c * c - reach * reach) / (2 * a * c))));
  // Upper arm's angle from the vertical, then the bend at the elbow, both turning forwards (down).
  const shoulder = Math.PI / 2 - (lift + atShoulder);
  const elbow = Math.PI - atElbow;
  return { turn, shoulder, elbow, wrist: Math.PI - shoulder - elbow };
}

/** The tip between its keyframes: on an arc about the foot, so that the arm swings round instead of through itself. */
function tipAt(path: ToolPath, phase: number): Vector {
  const after = path.findIndex(([at]) => at > phase);
  const to = after === -1 ? path[path.length - 1] : path[after];
  const from = after <= 0 ? (after === 0 ? to : to) : path[after - 1];
  if (from === undefined || to === undefined) return [1, 0, 1];
  const span = to[0] - from[0];
  const t = span <= 0 ? 0 : Math.min(1, Math.max(0, (phase - from[0]) / span));
  const share = t * t * t * (t * (t * 6 - 15) + 10);
  const [p, q] = [from[1], to[1]];
  const [r0, r1] = [Math.hypot(p[0], p[1]), Math.hypot(q[0], q[1])];
  const a0 = Math.atan2(p[1], p[0]);
  let swing = Math.atan2(q[1], q[0]) - a0;
  if (swing > Math.PI) swing -= 2 * Math.PI;
  if (swing < -Math.PI) swing += 2 * Math.PI;
  const radius = r0 + (r1 - r0) * share;
  return [
    Math.cos(a0 + swing * share) * radius,
    Math.sin(a0 + swing * share) * radius,
    p[2] + (q[2] - p[2]) * share,
  ];
}

/** A six-axis arm: foot with bolts, turning body, counterweighted upper arm, forearm with drives, wrist, flange, cables, tool. */
export function robotArm(b: ModelBuilder, options: ArmOptions): void {
  const s = options.scale ?? 1;
  const toolM = options.toolM ?? 0.25;
  const paint = options.paint ?? "accent";
  // Modelled stretched up: upper arm and forearm vertical, tool pointing up; the tracks bring it to its poses.
  const pose = (phase: number): ArmAngles => anglesTo(tipAt(options.path, phase), s, toolM);
  const out = shoulderOut * s;
  const up = shoulderUp * s;
  const elbowUp = up + upperArm * s;
  const wristUp = elbowUp + forearm * s;
  b.at(options.foot, 0, () => {
    b.box([-0.3 * s, 0.3 * s], [-0.3 * s, 0.3 * s], [0, 0.05 * s], "bodyDark", 0.02 * s);
    b.fine(() => {
      for (const x of [-0.24, 0.24])
        for (const y of [-0.24, 0.24])
          b.cylinder("z", [x * s, y * s], [0.05 * s, 0.085 * s], 0.03 * s, "chrome", 6);
    });
    b.cylinder("z", [0, 0], [0.05 * s, 0.24 * s], [0.25 * s, 0.23 * s], paint, 24);
    b.joint(
      "rotate",
      [0, 0, 0],
      [0, 0, 1],
      (phase) => pose(phase).turn,
      () => {
        b.cylinder("z", [0, 0], [0.24 * s, 0.28 * s], 0.235 * s, "rubber", 24);
        b.lathe(
          "z",
          [0, 0],
          [
            [0.24 * s, 0.28 * s],
            [0.25 * s, 0.36 * s],
            [0.2 * s, 0.56 * s],
            [0, 0.6 * s],
          ],
          paint,
          20,
        );
        // The yoke carries the shoulder on both sides.
        b.box(
          [-0.04 * s, out + 0.12 * s],
          [-0.17 * s, -0.09 * s],
          [0.34 * s, up + 0.14 * s],
          paint,
          0.05 * s,
        );
        b.box([-0.04 * s, out + 0.12 * s], [0.09 * s, 0.17 * s], [0.34 * s, up + 0.14 * s], paint, 0.05 * s);
        b.cylinder("y", [out, up], [-0.24 * s, -0.17 * s], 0.13 * s, "bodyDark", 18);
        b.fine(() => b.cylinder("y", [out, up], [0.17 * s, 0.33 * s], 0.085 * s, "rubber", 14));
        b.joint(
          "rotate",
          [out, 0, up],
          [0, 1, 0],
          (phase) => pose(phase).shoulder,
          () => {
            b.cylinder("y", [out, up], [-0.09 * s, 0.09 * s], 0.17 * s, paint, 20);
            b.capsule([out, 0, up], [out, 0, elbowUp], [0.13 * s, 0.1 * s], paint, 16);
            b.box(
              [out - 0.11 * s, out + 0.11 * s],
              [-0.075 * s, 0.075 * s],
              [up + 0.1 * s, elbowUp - 0.08 * s],
              paint,
              0.04 * s,
            );
            b.fine(() => {
              // Energy hose along the upper arm.
              b.tube(
                [
                  [out - 0.14 * s, 0.05 * s, up + 0.02 * s],
                  [out - 0.19 * s, 0.06 * s, up + 0.35 * s],
                  [out - 0.18 * s, 0.06 * s, up + 0.75 * s],
                  [out - 0.12 * s, 0.08 * s, elbowUp + 0.02 * s],
                ],
                0.032 * s,
                "cable",
                8,
              );
              for (const z of [0.35, 0.75])
                b.box(
                  [out - 0.2 * s, out - 0.1 * s],
                  [0.01 * s, 0.1 * s],
                  [up + (z - 0.02) * s, up + (z + 0.02) * s],
                  "rubber",
                );
            });
            b.joint(
              "rotate",
              [out, 0, elbowUp],
              [0, 1, 0],
              (phase) => pose(phase).elbow,
              () => {
                b.cylinder("y", [out, elbowUp], [-0.14 * s, 0.14 * s], 0.14 * s, paint, 20);
                b.fine(() => {
                  b.cylinder("y", [out, elbowUp], [-0.18 * s, -0.14 * s], 0.1 * s, "bodyDark", 16);
                  b.cylinder("y", [out, elbowUp], [0.14 * s, 0.27 * s], 0.075 * s, "rubber", 12);
                });
                // Drives behind the elbow balance the forearm.
                b.box(
                  [out - 0.13 * s, out + 0.13 * s],
                  [-0.12 * s, 0.12 * s],
                  [elbowUp - 0.24 * s, elbowUp + 0.1 * s],
                  paint,
                  0.05 * s,
                );
                b.fine(() => {
                  for (const y of [-0.06, 0.06])
                    b.cylinder(
                      "z",
                      [out, y * s],
                      [elbowUp - 0.4 * s, elbowUp - 0.24 * s],
                      0.05 * s,
                      "rubber",
                      10,
                    );
                });
                b.capsule(
                  [out, 0, elbowUp + 0.05 * s],
                  [out, 0, wristUp - 0.12 * s],
                  [0.11 * s, 0.075 * s],
                  paint,
                  16,
                );
                b.fine(() =>
                  b.tube(
                    [
                      [out - 0.12 * s, 0.07 * s, elbowUp + 0.05 * s],
                      [out - 0.14 * s, 0.05 * s, elbowUp + 0.5 * s],
                      [out - 0.07 * s, 0.03 * s, wristUp - 0.1 * s],
                    ],
                    0.024 * s,
                    "cable",
                    7,
                  ),
                );
                b.cylinder("z", [out, 0], [wristUp - 0.2 * s, wristUp - 0.09 * s], 0.085 * s, "bodyDark", 14);
                b.joint(
                  "rotate",
                  [out, 0, wristUp],
                  [0, 1, 0],
                  (phase) => pose(phase).wrist,
                  () => {
                    b.cylinder("y", [out, wristUp], [-0.075 * s, 0.075 * s], 0.078 * s, paint, 16);
                    b.cylinder(
                      "z",
                      [out, 0],
                      [wristUp + 0.05 * s, wristUp + 0.1 * s],
                      0.055 * s,
                      "chrome",
                      14,
                    );
                    // The tool is written pointing down; here, at rest, it points up.
                    b.at([out, 0, wristUp], upsideDown, () => options.tool(b));
                  },
                );
              },
            );
          },
        );
      },
    );
  });
}

/** Turned about y by half a turn: what points down points up, as the arm stands when all its angles are zero. */
const upsideDown = [
  [-1, 0, 0],
  [0, 1, 0],
  [0, 0, -1],
] as const;

/** A vacuum gripper: an aluminium frame with rows of suction cups, `length` along x and `width` along y; the cups' rims at -toolM. */
export function vacuumGripper(
  b: ModelBuilder,
  length: number,
  width: number,
  toolM: number,
  cups: Range = [4, 2],
): void {
  b.cylinder("z", [0, 0], [-toolM + 0.1, -0.02], 0.04, "bodyDark", 12);
  b.box([-length / 2, length / 2], [-0.03, 0.03], [-toolM + 0.075, -toolM + 0.115], "frame", 0.006);
  for (const x of [-1, 1])
    b.box(
      [x * length * 0.36 - 0.02, x * length * 0.36 + 0.02],
      [-width / 2, width / 2],
      [-toolM + 0.06, -toolM + 0.09],
      "frame",
      0.006,
    );
  b.fine(() => {
    for (let column = 0; column < cups[0]; column += 1) {
      for (let row = 0; row < cups[1]; row += 1) {
        const x = (cups[0] === 1 ? 0 : column / (cups[0] - 1) - 0.5) * length * 0.9;
        const y = (cups[1] === 1 ? 0 : row / (cups[1] - 1) - 0.5) * width * 0.9;
        b.cylinder("z", [x, y], [-toolM + 0.03, -toolM + 0.08], 0.012, "chrome", 8);
        b.lathe(
          "z",
          [x, y],
          [
            [0, -toolM + 0.03],
            [0.016, -toolM + 0.03],
            [0.026, -toolM + 0.012],
            [0.03, -toolM],
            [0, -toolM],
          ],
          "rubber",
          10,
          false,
        );
      }
    }
    b.tube(
      [
        [0.02, 0.02, -0.03],
        [0.09, 0.06, -toolM * 0.5],
        [length * 0.3, 0.03, -toolM + 0.11],
      ],
      0.012,
      "hose",
      6,
    );
  });
}

/** A two-finger gripper that opens and closes over the phase; `open` in metres between the fingers when shut and when open. */
export function fingerGripper(
  b: ModelBuilder,
  toolM: number,
  shut: number,
  opening: number,
  closed: Range,
): void {
  b.box([-0.07, 0.07], [-0.05, 0.05], [-toolM * 0.55, -0.02], "bodyDark", 0.012);
  for (const side of [-1, 1]) {
    const track = [
      [0, 0],
      [closed[0], side * (shut - opening) * 0.5],
      [closed[1], side * (shut - opening) * 0.5],
      [Math.min(1, closed[1] + 0.06), 0],
      [1, 0],
    ] as const;
    b.joint("slide", [0, 0, -toolM], [1, 0, 0], track, () => {
      const x = side * opening * 0.5;
      b.box(
        [x - 0.015 + side * 0.015, x + 0.015 + side * 0.015],
        [-0.03, 0.03],
        [-toolM, -toolM * 0.5],
        "steel",
        0.006,
      );
    });
  }
}

/** A nozzle for paste or sealant: cartridge, valve and tapering tip. */
export function nozzle(b: ModelBuilder, toolM: number): void {
  b.box([-0.05, 0.05], [-0.05, 0.05], [-0.12, -0.02], "bodyDark", 0.01);
  b.cylinder("z", [0, 0], [-toolM + 0.12, -0.1], 0.035, "aluminium", 14);
  b.lathe(
    "z",
    [0, 0],
    [
      [0, -toolM],
      [0.006, -toolM],
      [0.03, -toolM + 0.12],
      [0, -toolM + 0.12],
    ],
    "copper",
    12,
    false,
  );
  b.fine(() =>
    b.tube(
      [
        [0.05, 0, -0.07],
        [0.16, 0.02, 0],
        [0.18, 0.04, 0.2],
      ],
      0.018,
      "hose",
      7,
    ),
  );
}

/** A screwdriving spindle with its bit that turns over the phase, in a slim housing. */
export function screwSpindle(b: ModelBuilder, toolM: number, turns: number): void {
  b.box([-0.055, 0.055], [-0.055, 0.055], [-toolM * 0.6, -0.02], "body", 0.012);
  b.cylinder("z", [0, 0], [-toolM + 0.08, -toolM * 0.6], 0.03, "bodyDark", 12);
  b.joint(
    "rotate",
    [0, 0, 0],
    [0, 0, 1],
    (phase) => phase * turns * Math.PI * 2,
    () => {
      b.cylinder("z", [0, 0], [-toolM, -toolM + 0.08], 0.014, "chrome", 6);
    },
  );
  b.fine(() =>
    b.tube(
      [
        [0, 0.05, -0.1],
        [0, 0.15, -0.02],
        [0, 0.16, 0.2],
      ],
      0.02,
      "hose",
      7,
    ),
  );
}
