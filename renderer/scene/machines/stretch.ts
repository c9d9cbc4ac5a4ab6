// How a model follows the size of its asset: every coordinate is a fraction of the size plus metres. Numbers only; the vertex
// shader adds them up (machine-shader.ts).
import type { Vector } from "./vector.ts";

/** Nominal size, metres: x along the flow, y to its left, z up. */
export interface ModelSize {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

/** How a coordinate outside a group follows the asset's size: the default keeps the corridor and stretches the rest. */
export type StretchRule = (
  point: Vector,
  size: ModelSize,
) => { readonly anchor: Vector; readonly offset: Vector };

/** Half the width of the corridor and the height below which nothing stretches, metres. */
const corridorM = 0.6;
const baseM = 1.2;

/** Copies along x: how many at most, how far apart, how far from the ends; metres. The vertex shader places them alike. */
export const mostCopies = 10;
export const copySpacingM = 2;
export const copyInsetM = 0.15;

/** The corridor of the parts and what is low stay as they are; width and height beyond stretch, and the whole length. */
export function aroundCorridor(
  [x, y, z]: Vector,
  { length, width, height }: ModelSize,
): ReturnType<StretchRule> {
  const [anchorY, offsetY] = stretched(Math.abs(y), corridorM, width / 2);
  const [anchorZ, offsetZ] = stretched(z, baseM, height);
  return {
    anchor: [x / length, Math.sign(y) * anchorY * 0.5, anchorZ],
    offset: [0, Math.sign(y) * offsetY, offsetZ],
  };
}

/** A coordinate as (share of the whole, metres): fixed up to `fixedM`, then stretching with `wholeM`. */
function stretched(value: number, fixedM: number, wholeM: number): readonly [share: number, metres: number] {
  if (value <= fixedM || wholeM <= fixedM + 0.1) return [0, value];
  const share = (value - fixedM) / (wholeM - fixedM);
  return [share, fixedM * (1 - share)];
}

/** Where a copy stands along x, metres from the middle of an asset of a length; beyond the last it stays at the end. */
export function copyPlaceM(copy: number, lengthM: number): number {
  if (copy === 0) return 0;
  const spanM = lengthM - 2 * copyInsetM;
  const places = Math.min(mostCopies, Math.max(2, Math.ceil(spanM / copySpacingM) + 1));
  return (Math.min(copy - 1, places - 1) / (places - 1) - 0.5) * spanM;
}
