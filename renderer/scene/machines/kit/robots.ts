// Six-axis arms; what they hold is in tools.ts. The arm is written as the places its tool goes to over the cycle; the angles of its
// joints follow by inverse kinematics, so that it really reaches what it works on. Geometry only.
import type { Paint } from "../../palette.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { armMotion, forearmM, shoulderOutM, shoulderUpM, type ToolPath, upperArmM } from "./arm-motion.ts";
import { casting, flatLink, hose, type Section, servoMotor } from "./castings.ts";

export interface ArmOptions {
  /** Middle of the foot; z is the top of the pedestal or floor it stands on. */
  readonly foot: Vector;
  /** 1 = upper arm and forearm of 1 m each (reach about 1.9 m); a heavy one 1.4, a small one 0.55. */
  readonly scale?: number;
  /** From the wrist down to the tool's tip, metres. */
  readonly toolM?: number;
  readonly paint?: Paint;
  readonly path: ToolPath;
  /** The tip goes on straight lines between the places, not on arcs about the foot: seams and beads. */
  readonly straight?: boolean;
  /** Direction of the tool's x axis against the arm's own x axis over the phase, radians; 0 unless told: the tool stays aligned while the arm swings. */
  readonly toolTurn?: (phase: number) => number;
  /** Builds the tool: its flange at the origin, pointing down, the tip at z = -toolM. */
  readonly tool: (b: ModelBuilder) => void;
}

export type { ToolPath } from "./arm-motion.ts";

/** Arms below this scale are drawn with fewer sides and without what is too small to see. */
const fullScale = 0.75;

/** A six-axis arm: cast foot with bolts, turning body, upper arm, balanced forearm with drives, wrist, flange, hose package, tool. */
export function robotArm(b: ModelBuilder, options: ArmOptions): void {
  const s = options.scale ?? 1;
  const toolM = options.toolM ?? 0.25;
  const paint = options.paint ?? "accent";
  // Modelled stretched up: upper arm and forearm vertical, tool pointing up; the tracks bring it to its poses.
  const pose = armMotion(options.path, s, toolM, options.straight === true);
  const out = shoulderOutM * s;
  const up = shoulderUpM * s;
  const elbowUp = up + upperArmM * s;
  const wristUp = elbowUp + forearmM * s;
  const y: Vector = [0, 1, 0];
  const back = (phase: number): number => (options.toolTurn?.(phase) ?? 0) - pose(phase).turn;
  const hand = (): void => {
    wrist(b, s, out, wristUp, paint);
    // The tool is written pointing down; here, at rest, it points up. It turns back what the body turns.
    b.at([out, 0, wristUp], upsideDown, () => {
      b.joint("rotate", [0, 0, 0], [0, 0, 1], back, () => {
        b.fine(() => b.cylinder("z", [0, 0], [-0.11 * s, -0.08 * s], 0.046 * s, "chrome", 8));
        options.tool(b);
      });
    });
  };
  const fore = (): void => {
    foreLink(b, s, out, elbowUp, wristUp, paint);
    b.joint("rotate", [out, 0, wristUp], y, (phase) => pose(phase).wrist, hand);
  };
  const upper = (): void => {
    upperLink(b, s, out, up, elbowUp, paint);
    b.joint("rotate", [out, 0, elbowUp], y, (phase) => pose(phase).elbow, fore);
  };
  const body = (): void => {
    armBody(b, s, out, up, paint);
    b.joint("rotate", [out, 0, up], y, (phase) => pose(phase).shoulder, upper);
  };
  b.at(options.foot, 0, () => {
    armFoot(b, s, paint);
    b.joint("rotate", [0, 0, 0], [0, 0, 1], (phase) => pose(phase).turn, body);
  });
}

function sidesOf(scale: number, sides: number): number {
  return scale < fullScale ? Math.round(sides * 0.36) * 2 : sides;
}

/** The cast foot with its bolts, and the plugs of the cables behind it. */
function armFoot(b: ModelBuilder, s: number, paint: Paint): void {
  b.fine(() => {
    const plate = 0.31 * s;
    casting(
      b,
      [0, 0],
      [[0, 0, plate, plate] as const, [0.05 * s, 0, plate, plate] as const],
      "bodyDark",
      16,
      5,
    );
  });
  casting(
    b,
    [0, 0],
    [
      [0.05 * s, 0, 0.285 * s, 0.27 * s],
      [0.1 * s, 0, 0.255 * s, 0.245 * s],
      [0.25 * s, 0, 0.232 * s, 0.232 * s],
    ],
    paint,
    sidesOf(s, 16),
    2.2,
  );
  if (s < fullScale) return;
  b.fine(() => {
    for (const x of [-0.25, 0.25])
      for (const side of [-0.25, 0.25])
        b.box(
          [(x - 0.022) * s, (x + 0.022) * s],
          [(side - 0.022) * s, (side + 0.022) * s],
          [0.05 * s, 0.08 * s],
          "chrome",
        );
    // Connector box with two plugs; their cables run down to the floor plate.
    b.box([-0.34 * s, -0.2 * s], [-0.1 * s, 0.1 * s], [0.07 * s, 0.21 * s], "bodyDark", 0.015 * s);
    for (const side of [-0.05, 0.05])
      b.tube(
        [
          [-0.33 * s, side * s, 0.14 * s],
          [-0.42 * s, side * s, 0.13 * s],
          [-0.46 * s, side * 1.4 * s, 0.02 * s],
        ],
        0.022 * s,
        "cable",
        5,
      );
  });
}

/** The body that turns on the foot: ring, cast column with two cheeks, the drives of axes one and two. */
function armBody(b: ModelBuilder, s: number, out: number, up: number, paint: Paint): void {
  b.fine(() =>
    b.lathe(
      "z",
      [0, 0],
      [
        [0.222 * s, 0.25 * s],
        [0.222 * s, 0.278 * s],
      ],
      "rubber",
      sidesOf(s, 14),
      false,
    ),
  );
  casting(
    b,
    [0, 0],
    [
      [0.275 * s, 0, 0.245 * s, 0.24 * s],
      [0.33 * s, 0, 0.25 * s, 0.24 * s],
      [0.42 * s, 0.045 * s, 0.215 * s, 0.205 * s],
      [0.5 * s, 0.08 * s, 0.16 * s, 0.18 * s],
    ],
    paint,
    sidesOf(s, 14),
    2.6,
  );
  const root: Range = [0.03 * s, 0.36 * s];
  if (b.near)
    for (const side of [-1, 1])
      flatLink(
        b,
        root,
        0.17 * s,
        [out, up],
        0.155 * s,
        [side * 0.095 * s, side * 0.175 * s],
        paint,
        0.022 * s,
      );
  else flatLink(b, root, 0.17 * s, [out, up], 0.155 * s, [-0.175 * s, 0.175 * s], paint);
  if (b.near || s >= fullScale)
    servoMotor(b, "y", [out, up], [0.17 * s, 0.38 * s], 0.088 * s, sidesOf(s, 12));
  b.fine(() => {
    cover(b, [out, up], [-0.205 * s, -0.17 * s], 0.115 * s, "bodyDark", sidesOf(s, 14));
    if (s >= fullScale) servoMotor(b, "z", [-0.15 * s, -0.02 * s], [0.38 * s, 0.62 * s], 0.075 * s);
    // The hose package leaves the body behind the shoulder.
    hose(
      b,
      [
        [-0.2 * s, 0.12 * s, 0.3 * s],
        [-0.27 * s, 0.13 * s, 0.5 * s],
        [-0.12 * s, 0.06 * s, 0.72 * s],
        [0.08 * s, 0.03 * s, up + 0.04 * s],
      ],
      0.03 * s,
      "cable",
      5,
    );
  });
}

/** A round cover with a chamfered rim on the side of -y. */
function cover(
  b: ModelBuilder,
  middle: Range,
  along: Range,
  radius: number,
  paint: Paint,
  sides: number,
): void {
  const [low, high] = along;
  const rim: Range[] = [
    [0, low],
    [radius * 0.88, low],
    [radius, low + radius * 0.12],
    [radius, high],
  ];
  b.lathe("y", middle, rim, paint, sides, false);
}

/** The upper arm: two eyes, a waisted casting, the maker's plate, hoses in clamps. */
function upperLink(b: ModelBuilder, s: number, out: number, up: number, elbowUp: number, paint: Paint): void {
  b.fine(() =>
    b.lathe(
      "y",
      [out, up],
      [
        [0.165 * s, -0.095 * s],
        [0.165 * s, 0.095 * s],
      ],
      paint,
      sidesOf(s, 16),
      false,
    ),
  );
  casting(
    b,
    [out, 0],
    [
      [up + 0.02 * s, 0, 0.155 * s, 0.085 * s],
      [up + 0.16 * s, 0, 0.135 * s, 0.083 * s],
      [up + 0.36 * s, 0.01 * s, 0.105 * s, 0.075 * s],
      [up + 0.68 * s, 0.015 * s, 0.09 * s, 0.07 * s],
      [up + 0.86 * s, 0.005 * s, 0.1 * s, 0.074 * s],
      [elbowUp, 0, 0.125 * s, 0.078 * s],
    ],
    paint,
    sidesOf(s, 12),
    3.4,
  );
  b.fine(() => {
    for (const side of [-1, 1])
      b.box(
        [out - 0.042 * s, out + 0.068 * s],
        [side * 0.066 * s, side * 0.079 * s],
        [up + 0.38 * s, up + 0.66 * s],
        "panel",
      );
    hose(
      b,
      [
        [out - 0.12 * s, 0.02 * s, up - 0.02 * s],
        [out - 0.19 * s, 0.03 * s, up + 0.2 * s],
        [out - 0.145 * s, 0.03 * s, up + 0.5 * s],
        [out - 0.15 * s, 0.03 * s, up + 0.72 * s],
        [out - 0.23 * s, 0.04 * s, elbowUp - 0.08 * s],
        [out - 0.21 * s, 0.05 * s, elbowUp + 0.1 * s],
      ],
      0.03 * s,
      "cable",
      5,
    );
    for (const z of [0.42, 0.7])
      b.box(
        [out - 0.18 * s, out - 0.06 * s],
        [-0.008 * s, 0.062 * s],
        [up + (z - 0.015) * s, up + (z + 0.015) * s],
        "steel",
      );
  });
}

/** The forearm: elbow with its cover, drives of the wrist behind it, tapering tube, ring of axis four, fork of the wrist. */
function foreLink(
  b: ModelBuilder,
  s: number,
  out: number,
  elbowUp: number,
  wristUp: number,
  paint: Paint,
): void {
  if (b.near || s >= fullScale)
    servoMotor(b, "y", [out, elbowUp], [0.1 * s, 0.28 * s], 0.072 * s, sidesOf(s, 12));
  // Housing round the elbow, set back so that it balances the forearm.
  casting(
    b,
    [out - 0.05 * s, 0],
    [
      [elbowUp - 0.24 * s, -0.02 * s, 0.1 * s, 0.11 * s],
      [elbowUp - 0.21 * s, -0.02 * s, 0.125 * s, 0.132 * s],
      [elbowUp, -0.01 * s, 0.14 * s, 0.135 * s],
      [elbowUp + 0.16 * s, 0.02 * s, 0.115 * s, 0.115 * s],
      [elbowUp + 0.24 * s, 0.05 * s, 0.082 * s, 0.086 * s],
    ],
    paint,
    sidesOf(s, 12),
    3.2,
  );
  const tube: readonly Section[] = [
    [elbowUp + 0.22 * s, 0, 0.082 * s, 0.082 * s],
    [elbowUp + 0.5 * s, 0, 0.07 * s, 0.07 * s],
    [wristUp - 0.16 * s, 0, 0.058 * s, 0.066 * s],
    [wristUp - 0.1 * s, 0, 0.06 * s, 0.09 * s],
  ];
  casting(b, [out, 0], tube, paint, sidesOf(s, 10), 2.3);
  if (!b.near) return;
  cover(b, [out, elbowUp], [-0.16 * s, -0.1 * s], 0.12 * s, paint, sidesOf(s, 14));
  b.cylinder("y", [out, elbowUp], [-0.168 * s, -0.155 * s], 0.08 * s, "bodyDark", 10);
  for (const [x, y] of [
    [-0.09, -0.055],
    [-0.09, 0.055],
    [0, 0],
  ] as const)
    b.cylinder(
      "z",
      [out + (x - 0.02) * s, y * s],
      [elbowUp - 0.38 * s, elbowUp - 0.23 * s],
      0.042 * s,
      "bodyDark",
      6,
    );
  b.cylinder("z", [out, 0], [elbowUp + 0.25 * s, elbowUp + 0.285 * s], 0.09 * s, "bodyDark", 10);
  for (const side of [-1, 1])
    flatLink(
      b,
      [out, wristUp - 0.12 * s],
      0.06 * s,
      [out, wristUp],
      0.066 * s,
      [side * 0.064 * s, side * 0.098 * s],
      paint,
      0.01 * s,
      5,
    );
  b.cylinder("y", [out, wristUp], [0.096 * s, 0.112 * s], 0.04 * s, "bodyDark", 10);
  hose(
    b,
    [
      [out - 0.21 * s, 0.05 * s, elbowUp - 0.08 * s],
      [out - 0.25 * s, 0.04 * s, elbowUp + 0.12 * s],
      [out - 0.13 * s, 0.03 * s, elbowUp + 0.42 * s],
      [out - 0.1 * s, 0.02 * s, elbowUp + 0.62 * s],
      [out - 0.15 * s, 0.02 * s, wristUp - 0.14 * s],
      [out - 0.08 * s, 0, wristUp + 0.06 * s],
    ],
    0.022 * s,
    "cable",
    5,
  );
  b.box(
    [out - 0.13 * s, out - 0.04 * s],
    [-0.008 * s, 0.05 * s],
    [elbowUp + 0.54 * s, elbowUp + 0.565 * s],
    "steel",
  );
}

/** The wrist that nods, and the flange. */
function wrist(b: ModelBuilder, s: number, out: number, wristUp: number, paint: Paint): void {
  b.cylinder("y", [out, wristUp], [-0.062 * s, 0.062 * s], 0.07 * s, paint, 10);
  b.fine(() => b.cylinder("z", [out, 0], [wristUp + 0.05 * s, wristUp + 0.085 * s], 0.05 * s, paint, 10));
}

/** Turned about y by half a turn: what points down points up, as the arm stands when all its angles are zero. */
const upsideDown = [
  [-1, 0, 0],
  [0, 1, 0],
  [0, 0, -1],
] as const;
