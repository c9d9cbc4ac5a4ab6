// What moves on a machine: joints in a chain, each with a track over the phase of the station's cycle. Data only;
// the vertex shader evaluates them (shaders/joint.ts).
import type { Vector } from "./vector.ts";

/**
 * `rotate`: radians about `axis` through the pivot. `slide`: metres along `axis`. `glow`: brightness 0..1 of the
 * emissive paints in it. `show`: there (1) or drawn together into the pivot (0), for what a gripper holds.
 */
export const jointKinds = ["rotate", "slide", "glow", "show"] as const;
export type JointKind = (typeof jointKinds)[number];

/**
 * A value over the phase 0..1: keyframes (phase, value) eased in between, or a function. `slide` and `rotate` values are
 * relative to the modelled pose. The last value should be the first, or the next cycle begins with a jump.
 */
export type Track = readonly (readonly [phase: number, value: number])[] | ((phase: number) => number);

/** Samples of a track; the shader interpolates linearly. */
export const trackSamples = 64;

/** A joint of a model, its pivot as anchor and metres like a vertex. */
export interface Joint {
  readonly kind: JointKind;
  /** Number of the joint it hangs on, 0 = the machine. */
  readonly parent: number;
  readonly anchor: Vector;
  readonly offset: Vector;
  readonly axis: Vector;
  readonly samples: Float32Array;
}

/** Samples of a track at phases 0, 1/63, … 1. Keyframes are eased by the smooth step, except for what is there or not. */
export function sampled(track: Track, kind: JointKind): Float32Array {
  const samples = new Float32Array(trackSamples);
  for (let index = 0; index < trackSamples; index += 1) {
    const phase = index / (trackSamples - 1);
    samples[index] = typeof track === "function" ? track(phase) : valueAt(track, phase, kind === "show");
  }
  return samples;
}

/** Value of keyframes at a phase; `steps` = each holds until the next. */
export function valueAt(keys: readonly (readonly [number, number])[], phase: number, steps = false): number {
  const after = keys.findIndex(([at]) => at > phase);
  if (after === 0) return keys[0]?.[1] ?? 0;
  const from = keys[after === -1 ? keys.length - 1 : after - 1] ?? [0, 0];
  const to = after === -1 ? from : (keys[after] ?? from);
  if (steps || to[0] === from[0]) return from[1];
  const share = (phase - from[0]) / (to[0] - from[0]);
  return from[1] + (to[1] - from[1]) * share * share * (3 - 2 * share);
}
