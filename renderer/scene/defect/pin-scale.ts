// How large pins are on the screen, and when tags are short: by how large a metre is there. Shader and code ask the same.
import type { Matrix4 } from "three";

/** Where a metre has so many pixels a pin has its whole size; where it has fewer it is smaller, down to a share. */
export const pinReach = { wholePx: 13, least: 0.62 } as const;
/** Where a metre among them has fewer pixels, tags say a number alone. */
export const shortTagPx = 12;

/** Pixels of a metre at depth 1 m on a picture `height` pixels high; of a column-major clip matrix the second row is as long as its lens. */
export function pixelsAtOne({ elements: m }: Matrix4, height: number): number {
  return 0.5 * height * Math.hypot(m[1], m[5], m[9]);
}

/** Of its whole size, where a metre has so many pixels. */
export function pinScale(metrePx: number): number {
  return Math.min(1, Math.max(pinReach.least, metrePx / pinReach.wholePx));
}
