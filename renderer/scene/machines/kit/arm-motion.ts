// How an arm moves: its tool's path over the cycle, and the angles of its joints that bring the tool there. Numbers only.
import type { Vector } from "../vector.ts";

/** Where the tool's tip is at a phase: metres from the middle of the foot, in the coordinates the arm is built in. */
export type ToolPath = readonly (readonly [phase: number, place: Vector])[];

/** Angles of an arm, radians: turn of the body, upper arm from upright, forearm against the upper arm, wrist so that the tool hangs down. */
export interface ArmAngles {
  readonly turn: number;
  readonly shoulder: number;
  readonly elbow: number;
  readonly wrist: number;
}

/** Proportions of an arm at scale 1, metres. */
export const shoulderUpM = 0.62;
export const shoulderOutM = 0.22;
export const upperArmM = 1;
export const forearmM = 1;

/** A tip in polar coordinates about the arm's upright axis; the angle counts on over half a turn. */
interface Polar {
  readonly angle: number;
  readonly radius: number;
  readonly up: number;
}

/**
 * Angles of an arm over the phase. Two-link inverse kinematics in the vertical plane through the tip (law of cosines, elbow
 * up); the wrist keeps the tool upright. A tip out of reach is pulled back onto the sphere of reach.
 */
export function armMotion(
  path: ToolPath,
  scale: number,
  toolM: number,
  straight: boolean,
): (phase: number) => ArmAngles {
  const tip = tipOver(path, straight);
  return (phase) => {
    const { angle, radius, up: height } = tip(phase);
    const out = radius - shoulderOutM * scale;
    const up = height + toolM - shoulderUpM * scale;
    const [a, c] = [upperArmM * scale, forearmM * scale];
    const reach = Math.min(Math.max(Math.hypot(out, up), Math.abs(a - c) + 0.05), a + c - 0.01);
    const lift = Math.atan2(up, out);
    const cosine = (near: number, far: number, across: number): number =>
      Math.acos(Math.min(1, Math.max(-1, (near * near + far * far - across * across) / (2 * near * far))));
    // Upper arm's angle from the vertical, then the bend at the elbow, both turning forwards (down).
    const shoulder = Math.PI / 2 - (lift + cosine(a, reach, c));
    const elbow = Math.PI - cosine(a, c, reach);
    return { turn: angle, shoulder, elbow, wrist: Math.PI - shoulder - elbow };
  };
}

/** The tip between its keyframes: on an arc about the foot, so that the arm swings round instead of through itself, or on straight lines. */
function tipOver(path: ToolPath, straight: boolean): (phase: number) => Polar {
  const phases = path.map(([phase]) => phase);
  // Angles go on from the one before by the shorter way, so that no joint jumps by a whole turn.
  let before = 0;
  const angles = path.map(([, [x, y]]) => {
    before += Math.atan2(Math.sin(Math.atan2(y, x) - before), Math.cos(Math.atan2(y, x) - before));
    return before;
  });
  const up = smoothed(
    phases,
    path.map(([, place]) => place[2]),
  );
  if (!straight) {
    const angle = smoothed(phases, angles);
    const radius = smoothed(
      phases,
      path.map(([, place]) => Math.hypot(place[0], place[1])),
    );
    return (phase) => ({ angle: angle(phase), radius: radius(phase), up: up(phase) });
  }
  const turn = smoothed(phases, angles);
  const [atX, atY] = [0, 1].map((axis) =>
    smoothed(
      phases,
      path.map(([, place]) => place[axis] ?? 0),
    ),
  );
  return (phase) => {
    const [x, y] = [atX?.(phase) ?? 0, atY?.(phase) ?? 0];
    const near = turn(phase);
    const off = Math.atan2(y, x) - near;
    return {
      angle: near + Math.atan2(Math.sin(off), Math.cos(off)),
      radius: Math.hypot(x, y),
      up: up(phase),
    };
  };
}

/**
 * A curve through values at rising phases that never overshoots, stands still where two values are equal, and passes other
 * keyframes without stopping: monotone cubic interpolation (Fritsch and Carlson, SIAM J. Numer. Anal. 17, 1980).
 */
export function smoothed(phases: readonly number[], values: readonly number[]): (phase: number) => number {
  const count = values.length;
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  const spans = phases.slice(1).map((phase, index) => Math.max(1e-6, phase - at(phases, index)));
  const rises = spans.map((span, index) => (at(values, index + 1) - at(values, index)) / span);
  const slopes = values.map((_, index) => {
    if (index === 0 || index === count - 1) return 0;
    const [left, right] = [at(rises, index - 1), at(rises, index)];
    if (left * right <= 0) return 0;
    // Weighted harmonic mean of the two rises (Fritsch and Butland, 1984).
    const [a, c] = [at(spans, index - 1), at(spans, index)];
    return (3 * (a + c)) / ((2 * c + a) / left + (c + 2 * a) / right);
  });
  return (phase) => {
    const next = phases.findIndex((each) => each > phase);
    if (next === 0) return at(values, 0);
    if (next === -1) return at(values, count - 1);
    const from = next - 1;
    const span = at(spans, from);
    const t = (phase - at(phases, from)) / span;
    const [t2, t3] = [t * t, t * t * t];
    return (
      (2 * t3 - 3 * t2 + 1) * at(values, from) +
      (t3 - 2 * t2 + t) * span * at(slopes, from) +
      (3 * t2 - 2 * t3) * at(values, next) +
      (t3 - t2) * span * at(slopes, next)
    );
  };
}
