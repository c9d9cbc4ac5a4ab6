// How sure a count of rare things is.
import { chiSquareQuantile } from "#shared/analyse/defect/distributions.ts";

/** The exact 95 % interval of a Poisson mean from one count (Garwood 1936). */
export function poissonInterval(count: number): readonly [low: number, high: number] {
  const low = count === 0 ? 0 : chiSquareQuantile(0.975, 2 * count) / 2;
  return [low, chiSquareQuantile(0.025, 2 * count + 2) / 2];
}
