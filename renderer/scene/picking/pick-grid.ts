// Which machine a ray meets first: boxes in a grid on the floor, walked along the ray. Pure arithmetic on the CPU, no read-back.
import { floatsPerRow, type Placements } from "../placements.ts";

/** A ray in the plant frame; the direction need not be of length 1. */
export interface Ray {
  readonly origin: readonly [number, number, number];
  readonly direction: readonly [number, number, number];
}

const cellM = 8;

/** Distance along a ray to a placed box grown by `growM`, or Infinity. Slab method (Kay and Kajiya, 1986). */
export function hitBox(data: Float32Array, row: number, ray: Ray, growM: number): number {
  const at = row * floatsPerRow;
  const heading = data[at + 3] ?? 0;
  const c = Math.cos(heading);
  const s = Math.sin(heading);
  const dx = ray.origin[0] - (data[at] ?? 0);
  const dy = ray.origin[1] - (data[at + 1] ?? 0);
  const high = data[at + 6] ?? 0;
  const origin = [c * dx + s * dy, c * dy - s * dx, ray.origin[2] - (data[at + 2] ?? 0) - high / 2];
  const direction = [
    c * ray.direction[0] + s * ray.direction[1],
    c * ray.direction[1] - s * ray.direction[0],
    ray.direction[2],
  ];
  const half = [(data[at + 4] ?? 0) / 2 + growM, (data[at + 5] ?? 0) / 2 + growM, high / 2 + growM];
  let near = 0;
  let far = Infinity;
  for (let axis = 0; axis < 3; axis += 1) {
    const o = origin[axis] ?? 0;
    const d = direction[axis] ?? 0;
    const h = half[axis] ?? 0;
    if (Math.abs(d) < 1e-12) {
      if (Math.abs(o) > h) return Infinity;
      continue;
    }
    const one = (-h - o) / d;
    const other = (h - o) / d;
    near = Math.max(near, Math.min(one, other));
    far = Math.min(far, Math.max(one, other));
    if (near > far) return Infinity;
  }
  return near;
}

export class PickGrid {
  readonly #placements: Placements;
  readonly #cells = new Map<number, number[]>();
  /** Everything lies below this, metres. */
  readonly #topM: number;
  readonly #stamp: Uint32Array;
  #turn = 0;

  constructor(placements: Placements) {
    this.#placements = placements;
    this.#topM = placements.bounds.maxZ + 2;
    this.#stamp = new Uint32Array(placements.rows);
    for (const row of placements.drawn) {
      const at = row * floatsPerRow;
      const [x = 0, y = 0, , , length = 0, width = 0] = placements.data.subarray(at, at + 6);
      const reach = Math.hypot(length, width) / 2 + 2;
      for (let i = Math.floor((x - reach) / cellM); i <= Math.floor((x + reach) / cellM); i += 1) {
        for (let j = Math.floor((y - reach) / cellM); j <= Math.floor((y + reach) / cellM); j += 1) {
          const key = cellKey(i, j);
          const list = this.#cells.get(key);
          if (list === undefined) this.#cells.set(key, [row]);
          else list.push(row);
        }
      }
    }
  }

  /**
   * The row a ray meets first, or -1. `metresPerPixelAtOne` is the size of a pixel one metre away: boxes smaller than
   * 12 pixels on the screen are met as if they were that large. Containers are met only when nothing inside them is.
   */
  pick(ray: Ray, metresPerPixelAtOne: number): number {
    const length = Math.hypot(...ray.direction);
    const direction = [
      ray.direction[0] / length,
      ray.direction[1] / length,
      ray.direction[2] / length,
    ] as const;
    const unit: Ray = { origin: ray.origin, direction };
    this.#turn += 1;
    let bestRow = -1;
    let bestM = Infinity;
    this.#walk(unit, (row) => {
      if (this.#stamp[row] === this.#turn) return;
      this.#stamp[row] = this.#turn;
      const { data, model } = this.#placements;
      const at = row * floatsPerRow;
      const awayM = Math.hypot(
        (data[at] ?? 0) - ray.origin[0],
        (data[at + 1] ?? 0) - ray.origin[1],
        (data[at + 2] ?? 0) - ray.origin[2],
      );
      const smallest = Math.min(data[at + 4] ?? 0, data[at + 5] ?? 0, data[at + 6] ?? 0);
      const growM = Math.min(1.5, Math.max(0, (12 * metresPerPixelAtOne * awayM - smallest) / 2));
      let distanceM = hitBox(data, row, unit, growM);
      if (model[row] === "container") distanceM += 1e6;
      if (distanceM < bestM) {
        bestM = distanceM;
        bestRow = row;
      }
    });
    return bestM === Infinity ? -1 : bestRow;
  }

  /** Visits the rows of every cell under the part of the ray between the floor and the highest top. */
  #walk(ray: Ray, visit: (row: number) => void): void {
    const [ox, oy, oz] = ray.origin;
    const [dx, dy, dz] = ray.direction;
    let from = 0;
    let to = 4000;
    if (Math.abs(dz) > 1e-9) {
      const atTop = (this.#topM - oz) / dz;
      const atFloor = (-1.5 - oz) / dz;
      from = Math.max(from, Math.min(atTop, atFloor));
      to = Math.min(to, Math.max(atTop, atFloor));
    }
    if (from > to) return;
    // Amanatides and Woo (1987): step from cell to cell along the ray.
    let i = Math.floor((ox + dx * from) / cellM);
    let j = Math.floor((oy + dy * from) / cellM);
    const stepI = Math.sign(dx);
    const stepJ = Math.sign(dy);
    let nextI = dx === 0 ? Infinity : ((i + (stepI > 0 ? 1 : 0)) * cellM - ox) / dx;
    let nextJ = dy === 0 ? Infinity : ((j + (stepJ > 0 ? 1 : 0)) * cellM - oy) / dy;
    for (let steps = 0; steps < 2000; steps += 1) {
      for (const row of this.#cells.get(cellKey(i, j)) ?? []) visit(row);
      if (Math.min(nextI, nextJ) > to) return;
      if (nextI < nextJ) {
        i += stepI;
        nextI += Math.abs(cellM / dx);
      } else {
        j += stepJ;
        nextJ += Math.abs(cellM / dy);
      }
    }
  }
}

function cellKey(i: number, j: number): number {
  return (i + 32768) * 65536 + (j + 32768);
}
