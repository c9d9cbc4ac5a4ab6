// Which placed things the camera sees, how near they are, and what the triangle budget leaves of them.
// Typed arrays in and out; no three, no allocation after the first call.

/** Six planes of a view frustum in the plant frame: a x + b y + c z + d >= 0 inside; 24 numbers. */
export type FrustumPlanes = Float64Array;

/** The planes of a column-major clip matrix (Gribb and Hartmann, 2001), normalised to metres. */
export function frustumPlanes(clipFromPlant: ArrayLike<number>, out: FrustumPlanes): FrustumPlanes {
  const m = (row: number, column: number): number => clipFromPlant[column * 4 + row] ?? 0;
  for (let plane = 0; plane < 6; plane += 1) {
    const row = plane >> 1;
    const sign = plane % 2 === 0 ? 1 : -1;
    let length = 0;
    for (let column = 0; column < 4; column += 1) {
      const value = m(3, column) + sign * m(row, column);
      out[plane * 4 + column] = value;
      if (column < 3) length += value * value;
    }
    const scale = 1 / Math.sqrt(length || 1);
    for (let column = 0; column < 4; column += 1)
      out[plane * 4 + column] = (out[plane * 4 + column] ?? 0) * scale;
  }
  return out;
}

/** Spheres around things: x, y, z, radius each. */
export class Spheres {
  readonly data: Float32Array<ArrayBuffer>;
  readonly count: number;
  /** Indices seen last, and their distances from the eye in metres. */
  readonly seen: Uint32Array<ArrayBuffer>;
  readonly distanceM: Float32Array<ArrayBuffer>;
  seenCount = 0;

  constructor(data: Float32Array<ArrayBuffer>) {
    this.data = data;
    this.count = data.length / 4;
    this.seen = new Uint32Array(this.count);
    this.distanceM = new Float32Array(this.count);
  }

  /** Fills `seen` with the spheres that reach into the frustum, grown by `marginM` on every side. */
  look(planes: FrustumPlanes, eyeX: number, eyeY: number, eyeZ: number, marginM: number): number {
    const { data, count } = this;
    let seen = 0;
    for (let index = 0; index < count; index += 1) {
      const at = index * 4;
      const x = data[at] ?? 0;
      const y = data[at + 1] ?? 0;
      const z = data[at + 2] ?? 0;
      const reach = (data[at + 3] ?? 0) + marginM;
      let inside = true;
      for (let plane = 0; plane < 20 && inside; plane += 4) {
        inside =
          (planes[plane] ?? 0) * x +
            (planes[plane + 1] ?? 0) * y +
            (planes[plane + 2] ?? 0) * z +
            (planes[plane + 3] ?? 0) >=
          -reach;
      }
      if (!inside) continue;
      const dx = x - eyeX;
      const dy = y - eyeY;
      const dz = z - eyeZ;
      this.seen[seen] = index;
      this.distanceM[seen] = Math.sqrt(dx * dx + dy * dy + dz * dz);
      seen += 1;
    }
    this.seenCount = seen;
    return seen;
  }
}

const bins = 256;
const binTriangles = new Float64Array(bins);

/**
 * The distance up to which everything seen may be drawn so that the sum of `trianglesOf(index)` stays within `budget`;
 * Infinity when all of it fits. Judged in 256 bins, so the sum may miss the budget by one bin at most, never exceed it.
 */
export function budgetDistanceM(
  spheres: Spheres,
  trianglesOf: (index: number) => number,
  budget: number,
): number {
  let farthestM = 0;
  let total = 0;
  for (let at = 0; at < spheres.seenCount; at += 1) {
    farthestM = Math.max(farthestM, spheres.distanceM[at] ?? 0);
    total += trianglesOf(spheres.seen[at] ?? 0);
  }
  if (total <= budget) return Infinity;
  const binM = (farthestM * 1.0001) / bins || 1;
  binTriangles.fill(0);
  for (let at = 0; at < spheres.seenCount; at += 1) {
    const bin = Math.min(bins - 1, Math.floor((spheres.distanceM[at] ?? 0) / binM));
    binTriangles[bin] = (binTriangles[bin] ?? 0) + trianglesOf(spheres.seen[at] ?? 0);
  }
  let sum = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    sum += binTriangles[bin] ?? 0;
    if (sum > budget) return bin * binM;
  }
  return Infinity;
}
