// What of a picture its template does not explain: aligned, in the template's light, and with some tolerance at edges.
import { boxMean, extreme, type Field, fieldOf, type GrayImage, sampledMedian, translated } from "./image.ts";
import { type Shift, shiftBetween } from "./register.ts";

export interface DifferenceOptions {
  /** Largest shift between template and picture. */
  readonly mostShiftPx: number;
  /** Edges may lie this much off without being a difference. */
  readonly edgeTolerancePx: number;
  /** Both are smoothed over 2 radius + 1 pixels before: as wide as a texture that differs from part to part. 0 = as sharp as they are. */
  readonly smoothPx: number;
}

export interface Difference {
  /** Grey values of the template: above 0 brighter than anything near by in the template, below 0 darker. 0 = explained. */
  readonly signed: Field;
  /** The template where the picture has it, and the picture in the template's light. */
  readonly template: Field;
  readonly picture: Field;
  readonly shift: Shift;
  /** Typical size of what is not explained where nothing is wrong: 1.4826 x the middle absolute difference, at least one grey value. */
  readonly noise: number;
}

/** Rounds of fitting light to what the round before did not find odd. */
const lightRounds = 3;

/**
 * Aligns, takes light out, and leaves of each pixel what lies outside the range of the template within the tolerance. Where the
 * shifted template does not reach, nothing is said to differ.
 */
export function templateDifference(
  template: GrayImage,
  picture: GrayImage,
  { mostShiftPx, edgeTolerancePx, smoothPx }: DifferenceOptions,
): Difference {
  if (template.width !== picture.width || template.height !== picture.height)
    throw new RangeError("template and picture are of different sizes");
  const { width, height } = template;
  const shift = shiftBetween(template, picture, mostShiftPx);
  const expected = boxMean(translated(template, shift.dxPx, shift.dyPx), smoothPx);
  const seen = inLightOf(expected, boxMean(fieldOf(picture), smoothPx));
  const high = extreme(expected, edgeTolerancePx, "max").gray;
  const low = extreme(expected, edgeTolerancePx, "min").gray;
  const signed = new Float32Array(width * height);
  const plain = new Float32Array(width * height);
  const marginX = Math.ceil(Math.abs(shift.dxPx));
  const marginY = Math.ceil(Math.abs(shift.dyPx));
  for (let y = marginY; y < height - marginY; y += 1)
    for (let x = marginX; x < width - marginX; x += 1) {
      const at = y * width + x;
      const value = seen.gray[at]!;
      signed[at] = value > high[at]! ? value - high[at]! : value < low[at]! ? value - low[at]! : 0;
      plain[at] = Math.abs(value - expected.gray[at]!);
    }
  return {
    signed: { width, height, gray: signed },
    template: expected,
    picture: seen,
    shift,
    noise: Math.max(1, 1.4826 * sampledMedian(plain)),
  };
}

/**
 * The picture as the template's light would show it: gain and offset by least squares over what fits, then a slow field (shade of a
 * lamp) as the mean of differences about each pixel, each cut to what noise can be, so that a flaw is not taken for shade.
 */
function inLightOf(template: Field, picture: Field): Field {
  const { width, height } = template;
  const count = width * height;
  let [gain, offset, limit] = [1, 0, Infinity];
  const off = new Float32Array(count);
  for (let round = 0; round < lightRounds; round += 1) {
    let [n, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
    for (let at = 0; at < count; at += 1) {
      const x = picture.gray[at]!;
      const y = template.gray[at]!;
      if (Math.abs(gain * x + offset - y) > limit) continue;
      n += 1;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumXY += x * y;
    }
    const spread = n * sumXX - sumX * sumX;
    // Without contrast there is no gain to be told.
    if (n > 0 && spread > 1e-6 * n * n) gain = (n * sumXY - sumX * sumY) / spread;
    if (gain <= 0) gain = 1;
    if (n > 0) offset = (sumY - gain * sumX) / n;
    for (let at = 0; at < count; at += 1)
      off[at] = Math.abs(gain * picture.gray[at]! + offset - template.gray[at]!);
    limit = 3 * Math.max(1, 1.4826 * sampledMedian(off));
  }
  const fitted = new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    fitted[at] = gain * picture.gray[at]! + offset;
    off[at] = Math.min(Math.max(fitted[at]! - template.gray[at]!, -limit), limit);
  }
  const shade = boxMean({ width, height, gray: off }, Math.round(Math.min(width, height) / 10)).gray;
  for (let at = 0; at < count; at += 1) fitted[at] = fitted[at]! - shade[at]!;
  return { width, height, gray: fitted };
}
