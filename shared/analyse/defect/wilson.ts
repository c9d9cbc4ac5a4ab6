// How well a share is known from so many looks.

/** What the standard normal exceeds one time in forty: both sides together leave 95 %. */
const z = 1.959964;

/** A share `count` of `of` with Wilson's 95 % score interval (JASA 1927); of nothing, everything is possible and there is no value. */
export function wilson(
  count: number,
  of: number,
): { readonly value?: number; readonly lo: number; readonly hi: number } {
  if (of === 0) return { lo: 0, hi: 1 };
  const value = count / of;
  const scale = 1 + (z * z) / of;
  const centre = (value + (z * z) / (2 * of)) / scale;
  const half = (z * Math.sqrt((value * (1 - value)) / of + (z * z) / (4 * of * of))) / scale;
  // At the ends the interval reaches them exactly; floating point would leave it a hair away.
  return { value, lo: count === 0 ? 0 : centre - half, hi: count === of ? 1 : centre + half };
}
