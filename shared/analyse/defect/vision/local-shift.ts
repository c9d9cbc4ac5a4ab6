// Whether a difference is a flaw or a place where the picture lies a little off: cameras, lenses and boards are never quite straight.
import type { Difference } from "./difference.ts";

/** An upright box of pixels, last column and row included. */
export interface PixelBox {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

/** About the box, so that an edge and what lies on both its sides are in sight. */
const windowPx = 8;
/** Differences of large boxes are told from about this many pixels. */
const enoughPixels = 20_000;

/**
 * The share of the difference in and about a box that is left when the template is shifted, there alone, by up to `reachPx` in any
 * direction: near 0 = an edge that lies off; a flaw keeps most of it, because what mends it spoils its surroundings.
 */
export function remainsAfterShift(
  { template, picture }: Difference,
  { fromX, fromY, toX, toY }: PixelBox,
  reachPx: number,
): number {
  const { width, height } = template;
  const clamped = (value: number, side: number): number =>
    Math.min(Math.max(value, reachPx), side - 1 - reachPx);
  const [x0, x1] = [clamped(fromX - windowPx, width), clamped(toX + windowPx, width)];
  const [y0, y1] = [clamped(fromY - windowPx, height), clamped(toY + windowPx, height)];
  const step = Math.ceil(Math.sqrt(((x1 - x0 + 1) * (y1 - y0 + 1)) / enoughPixels));
  const leftAt = (dx: number, dy: number): number => {
    let sum = 0;
    for (let y = y0; y <= y1; y += step)
      for (let x = x0; x <= x1; x += step)
        sum += Math.abs(picture.gray[y * width + x]! - template.gray[(y + dy) * width + x + dx]!);
    return sum;
  };
  const unshifted = leftAt(0, 0);
  if (unshifted === 0) return 1;
  let least = unshifted;
  for (let dy = -reachPx; dy <= reachPx; dy += 1)
    for (let dx = -reachPx; dx <= reachPx; dx += 1) least = Math.min(least, leftAt(dx, dy));
  return least / unshifted;
}
