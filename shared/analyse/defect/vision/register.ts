// How far a picture is shifted against its template: by correlation, coarse to fine, to a fraction of a pixel.
import { type Field, fieldOf, type GrayImage, halved } from "./image.ts";

/** What is at (x, y) of the template is at (x + dxPx, y + dyPx) of the picture. */
export interface Shift {
  readonly dxPx: number;
  readonly dyPx: number;
  /** Correlation of the two once shifted, -1 to 1; a low one means that they are not of the same thing. */
  readonly match: number;
}

/** The smallest side at which pictures are compared coarsely: smaller ones would have lost what they can be aligned by. */
const leastSidePx = 48;
/** Rows of larger pictures are left out evenly. */
const enoughPixels = 100_000;

/**
 * The shift of at most `mostPx` at which picture and template agree best. Correlation without mean and scale (Lewis 1995), so that
 * light may differ; exhaustive in the coarsest of pictures halved again and again, then within a pixel on the way back; at the
 * end a parabola through the neighbours of the best. Both pictures have the same size.
 */
export function shiftBetween(template: GrayImage, picture: GrayImage, mostPx: number): Shift {
  const levels: { readonly template: Field; readonly picture: Field }[] = [
    { template: fieldOf(template), picture: fieldOf(picture) },
  ];
  for (let level = levels[0]!, most = mostPx; most > 2; most /= 2) {
    if (Math.min(level.template.width, level.template.height) < 2 * leastSidePx) break;
    level = { template: halved(level.template), picture: halved(level.picture) };
    levels.push(level);
  }
  let [dx, dy, match] = [0, 0, -Infinity];
  for (let index = levels.length - 1; index >= 0; index -= 1) {
    const level = levels[index]!;
    const isCoarsest = index === levels.length - 1;
    const reach = isCoarsest ? Math.ceil(mostPx / 2 ** index) : 1;
    const [x0, y0] = isCoarsest ? [0, 0] : [2 * dx, 2 * dy];
    match = -Infinity;
    for (let y = y0 - reach; y <= y0 + reach; y += 1)
      for (let x = x0 - reach; x <= x0 + reach; x += 1) {
        const told = correlation(level.template, level.picture, x, y);
        if (told > match) [dx, dy, match] = [x, y, told];
      }
  }
  const { template: fine, picture: seen } = levels[0]!;
  const at = (x: number, y: number): number => correlation(fine, seen, x, y);
  return {
    dxPx: dx + summit(at(dx - 1, dy), match, at(dx + 1, dy)),
    dyPx: dy + summit(at(dx, dy - 1), match, at(dx, dy + 1)),
    match,
  };
}

/** Where between -1/2 and 1/2 the parabola through three values at -1, 0 and 1 is highest. */
function summit(before: number, here: number, after: number): number {
  const bend = before - 2 * here + after;
  return bend >= -1e-12 ? 0 : Math.min(Math.max((before - after) / (2 * bend), -0.5), 0.5);
}

/** Correlation where both overlap, the picture read `dx`, `dy` further on; of enough of the rows. 0 where one of them is even. */
function correlation(template: Field, picture: Field, dx: number, dy: number): number {
  const { width, height } = template;
  const [fromX, toX] = [Math.max(0, -dx), Math.min(width, width - dx)];
  const [fromY, toY] = [Math.max(0, -dy), Math.min(height, height - dy)];
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  const step = Math.max(1, Math.floor((width * height) / enoughPixels));
  for (let y = fromY; y < toY; y += step) {
    const row = y * width;
    const other = (y + dy) * width + dx;
    for (let x = fromX; x < toX; x += 1) {
      const a = template.gray[row + x]!;
      const b = picture.gray[other + x]!;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
    count += Math.max(0, toX - fromX);
  }
  if (count === 0) return 0;
  const varA = sumAA - (sumA * sumA) / count;
  const varB = sumBB - (sumB * sumB) / count;
  const scale = Math.sqrt(varA * varB);
  return scale < 1e-6 ? 0 : (sumAB - (sumA * sumB) / count) / scale;
}
