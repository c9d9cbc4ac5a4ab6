// A collaborative arm: light tubes and round joints with coloured caps, without fences, beside a person. Its angles follow by
// the inverse kinematics of the other arms. Geometry only.
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { armMotion, forearmM, shoulderOutM, shoulderUpM, type ToolPath, upperArmM } from "./arm-motion.ts";
import { hub } from "./castings.ts";

export interface CobotOptions {
  /** Middle of the foot on its pedestal. */
  readonly foot: Vector;
  /** 0.45 = upper arm and forearm of 0.45 m each. */
  readonly scale?: number;
  readonly toolM?: number;
  readonly path: ToolPath;
  /** Builds the tool: its flange at the origin, pointing down, the tip at z = -toolM. */
  readonly tool: (b: ModelBuilder) => void;
}

export function cobotArm(b: ModelBuilder, options: CobotOptions): void {
  const s = options.scale ?? 0.45;
  const toolM = options.toolM ?? 0.18;
  const pose = armMotion(options.path, s, toolM, false);
  const radius = 0.062 + 0.02 * s;
  const out = shoulderOutM * s;
  const up = shoulderUpM * s;
  const elbowUp = up + upperArmM * s;
  const wristUp = elbowUp + forearmM * s;
  /** The upper arm runs on one side of the joints, the forearm on the other. */
  const aside = radius * 1.65;
  const cap = (from: number, to: number, at: number): void =>
    cover(b, "y", [out, at], [from, to], radius * 0.98, "brand", 14, 0.014);
  b.at(options.foot, 0, () => {
    cover(b, "z", [0, 0], [0, 0.03], radius * 1.45, "bodyDark", 16, 0.008);
    b.cylinder("z", [0, 0], [0.03, up * 0.5], radius * 1.1, "panel", 16);
    b.joint(
      "rotate",
      [0, 0, 0],
      [0, 0, 1],
      (phase) => pose(phase).turn,
      () => {
        b.fine(() => b.cylinder("z", [0, 0], [up * 0.5, up * 0.5 + 0.008], radius * 1.06, "rubber", 16));
        b.capsule([0, 0, up * 0.6], [out, 0, up], [radius * 1.1, radius], "panel", 14);
        cap(-radius * 1.15, -radius * 0.9, up);
        b.joint(
          "rotate",
          [out, 0, up],
          [0, 1, 0],
          (phase) => pose(phase).shoulder,
          () => {
            b.cylinder("y", [out, up], [-radius * 0.9, aside], radius, "panel", 14);
            b.capsule([out, aside, up], [out, aside, elbowUp], [radius, radius * 0.82], "panel", 14);
            b.fine(() =>
              b.cylinder(
                "z",
                [out, aside],
                [up + radius * 1.3, up + radius * 1.3 + 0.008],
                radius * 1.0,
                "rubber",
                14,
              ),
            );
            hub(
              b,
              "y",
              [out, up],
              [aside + radius * 0.8, aside + radius * 1.12],
              radius * 0.9,
              "brand",
              14,
              0.014,
            );
            b.joint(
              "rotate",
              [out, 0, elbowUp],
              [0, 1, 0],
              (phase) => pose(phase).elbow,
              () => {
                hub(
                  b,
                  "y",
                  [out, elbowUp],
                  [aside + radius * 0.65, aside + radius * 1.0],
                  radius * 0.8,
                  "brand",
                  14,
                  0.014,
                );
                b.cylinder("y", [out, elbowUp], [-radius * 0.2, aside], radius * 0.84, "panel", 14);
                b.capsule(
                  [out, 0, elbowUp],
                  [out, 0, wristUp - 0.02],
                  [radius * 0.84, radius * 0.62],
                  "panel",
                  14,
                );
                b.fine(() =>
                  b.cylinder(
                    "z",
                    [out, 0],
                    [wristUp - radius * 1.9, wristUp - radius * 1.8],
                    radius * 0.75,
                    "rubber",
                    14,
                  ),
                );
                b.joint(
                  "rotate",
                  [out, 0, wristUp],
                  [0, 1, 0],
                  (phase) => pose(phase).wrist,
                  () => {
                    b.cylinder(
                      "y",
                      [out, wristUp],
                      [-radius * 0.9, radius * 0.9],
                      radius * 0.62,
                      "panel",
                      12,
                    );
                    hub(
                      b,
                      "y",
                      [out, wristUp],
                      [radius * 0.85, radius * 1.15],
                      radius * 0.58,
                      "brand",
                      12,
                      0.01,
                    );
                    b.cylinder("z", [out, 0], [wristUp, wristUp + 0.055], radius * 0.55, "panel", 12);
                    b.fine(() =>
                      b.cylinder(
                        "z",
                        [out, 0],
                        [wristUp + 0.055, wristUp + 0.07],
                        radius * 0.6,
                        "chrome",
                        12,
                      ),
                    );
                    b.at([out, 0, wristUp + 0.06], upsideDown, () => options.tool(b));
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

/** A coloured cap on a joint; only near by. */
function cover(...[b, axis, middle, along, radius, paint, sides, chamfer]: Parameters<typeof hub>): void {
  b.fine(() => hub(b, axis, middle, along, radius, paint, sides, chamfer));
}

/** Half a turn about y: what points down points up, as the arm stands when all its angles are zero. */
const upsideDown = [
  [-1, 0, 0],
  [0, 1, 0],
  [0, 0, -1],
] as const;
