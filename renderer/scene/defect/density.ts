// How dense defects lie on a part: a field of numbers over the part's box, from spots. Pure; the shader looks it up.
import type { DefectSpot } from "#shared/model/defect-schema.ts";

/** Points of the field along length, width and height. */
export const fieldSize = [48, 36, 12] as const;
/** Width of the kernel, of the part's longest side: a spot is seen, and neighbours run together. */
const bandwidthShare = 0.055;

export interface DefectField {
  /** 0..255 of the densest place, along length first, then width, then height. */
  readonly values: Uint8Array<ArrayBuffer>;
  /** Spots it was made of. */
  readonly spots: number;
}

/** The product that most spots are on, and those spots; undefined = there are none. */
export function mainSpots(
  spots: readonly DefectSpot[],
): { readonly product: string; readonly spots: readonly DefectSpot[] } | undefined {
  const byProduct = new Map<string, DefectSpot[]>();
  for (const spot of spots) {
    const there = byProduct.get(spot.product);
    if (there === undefined) byProduct.set(spot.product, [spot]);
    else there.push(spot);
  }
  const [most] = [...byProduct].sort(([, one], [, other]) => other.length - one.length);
  return most === undefined ? undefined : { product: most[0], spots: most[1] };
}

/**
 * Kernel density of spots on a part of `size` (length, width, height in metres), Gaussian with the same width in metres in all
 * directions, scaled to its own maximum. Silverman, Density Estimation (1986), 4.2.1.
 */
export function defectField(
  spots: readonly DefectSpot[],
  size: readonly [number, number, number],
): DefectField {
  const [nx, ny, nz] = fieldSize;
  const widthM = bandwidthShare * Math.max(...size);
  const sums = new Float64Array(nx * ny * nz);
  // The kernel of three directions is the product of three: their factors are worked out once for each spot.
  const factors = (n: number, at: number, lengthM: number): Float64Array =>
    Float64Array.from({ length: n }, (_, index) => {
      const awayM = ((index + 0.5) / n - at) * lengthM;
      return Math.exp(-0.5 * (awayM / widthM) ** 2);
    });
  for (const { at } of spots) {
    const [fx, fy, fz] = [
      factors(nx, at[0], size[0]),
      factors(ny, at[1], size[1]),
      factors(nz, at[2], size[2]),
    ];
    for (let z = 0; z < nz; z += 1)
      for (let y = 0; y < ny; y += 1) {
        const yz = (fy[y] ?? 0) * (fz[z] ?? 0);
        if (yz < 1e-6) continue;
        const from = (z * ny + y) * nx;
        for (let x = 0; x < nx; x += 1) sums[from + x] = (sums[from + x] ?? 0) + yz * (fx[x] ?? 0);
      }
  }
  const most = sums.reduce((highest, sum) => Math.max(highest, sum), 0);
  const values = Uint8Array.from(sums, (sum) => (most === 0 ? 0 : Math.round((255 * sum) / most)));
  return { values, spots: spots.length };
}
