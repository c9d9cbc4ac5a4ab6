// Baked ambient occlusion: how much of the sky each vertex of a machine sees, by marching through a coarse grid of what is
// solid. Arrays only.
import type { ModelSize } from "./stretch.ts";
import { acrossOf, add, cross, scaled, type Vector } from "./vector.ts";

/** How far a neighbour darkens, metres. */
const reachM = 0.9;
const darkest = 0.3;
/** Directions over the hemisphere: (sideways, sideways, up), about cosine-weighted. */
const directions: readonly Vector[] = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((turn): Vector[] => {
  const angle = (turn / 8) * Math.PI * 2;
  const low: Vector = [Math.cos(angle) * 0.86, Math.sin(angle) * 0.86, 0.5];
  const high: Vector = [Math.cos(angle + 0.4) * 0.45, Math.sin(angle + 0.4) * 0.45, 0.89];
  return turn % 2 === 0 ? [low, high] : [low];
});

/** A grid of cells that solid faces pass through. */
class SolidGrid {
  readonly #cells: Uint8Array;
  readonly #cellM: number;
  readonly #low: Vector;
  readonly #counts: Vector;
  readonly #directions: readonly Vector[];

  /** For everything within `low` and `high`, metres; `rough` = larger cells and fewer directions, for shapes seen from afar. */
  constructor(low: Vector, high: Vector, rough: boolean) {
    this.#directions = rough ? directions.filter((_, index) => index % 2 === 0) : directions;
    const longest = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
    this.#cellM = Math.max(0.05, longest / (rough ? 32 : 56));
    this.#low = low;
    this.#counts = [0, 1, 2].map((axis) =>
      Math.ceil(((high[axis] ?? 0) - (low[axis] ?? 0)) / this.#cellM + 1),
    ) as unknown as Vector;
    this.#cells = new Uint8Array(this.#counts[0] * this.#counts[1] * this.#counts[2]);
  }

  /** Marks the cells a triangle passes through. */
  addTriangle(a: Vector, b: Vector, c: Vector): void {
    const longest = Math.max(distance(a, b), distance(b, c), distance(c, a));
    const steps = Math.min(160, Math.max(1, Math.ceil((longest / this.#cellM) * 1.5)));
    for (let i = 0; i <= steps; i += 1) {
      for (let j = 0; j <= steps - i; j += 1) {
        const u = i / steps;
        const v = j / steps;
        const w = 1 - u - v;
        const cell = this.#cell(
          a[0] * w + b[0] * u + c[0] * v,
          a[1] * w + b[1] * u + c[1] * v,
          a[2] * w + b[2] * u + c[2] * v,
        );
        if (cell >= 0) this.#cells[cell] = 1;
      }
    }
  }

  /** Light that reaches a point of a face, 0..1: 1 = open sky. The floor counts as solid. */
  lightAt(point: Vector, normal: Vector): number {
    const u = acrossOf(normal);
    const v = cross(normal, u);
    const start = add(point, scaled(normal, this.#cellM * 1.3));
    let light = 0;
    let weight = 0;
    for (const [a, b, up] of this.#directions) {
      const dx = u[0] * a + v[0] * b + normal[0] * up;
      const dy = u[1] * a + v[1] * b + normal[1] * up;
      const dz = u[2] * a + v[2] * b + normal[2] * up;
      let open = 1;
      for (let far = this.#cellM; far < reachM; far += this.#cellM * 1.15) {
        const z = start[2] + dz * far;
        const cell = this.#cell(start[0] + dx * far, start[1] + dy * far, z);
        if (z > 0 && (cell < 0 || this.#cells[cell] === 0)) continue;
        // The floor is light and wide: it takes less than a neighbour does.
        open = z <= 0 ? 0.45 + 0.55 * (far / reachM) : far / reachM;
        break;
      }
      light += open * up;
      weight += up;
    }
    return darkest + (1 - darkest) * (light / weight);
  }

  #cell(x: number, y: number, z: number): number {
    const i = Math.floor((x - this.#low[0]) / this.#cellM);
    const j = Math.floor((y - this.#low[1]) / this.#cellM);
    const k = Math.floor((z - this.#low[2]) / this.#cellM);
    const [nx, ny, nz] = this.#counts;
    return i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz ? -1 : (k * ny + j) * nx + i;
  }
}

function distance(a: Vector, b: Vector): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Corners of a mesh at the nominal size, as they lie in a builder's lists. */
interface BakedMesh {
  /** Metres, 3 a vertex. */
  readonly points: readonly number[];
  /** Signed bytes / 127, 4 a vertex. */
  readonly normals: readonly number[];
  /** 4 a vertex: the light is written to the second, the third names the joint. */
  readonly tints: number[];
  readonly indices: readonly number[];
}

/** Writes the light from the sky at every vertex; what moves neither takes light nor loses it. */
export function bakeSkyLight(
  { points, normals, tints, indices }: BakedMesh,
  { length, width, height }: ModelSize,
  coarse: boolean,
): void {
  const grid = new SolidGrid(
    [-length / 2 - 0.6, -width / 2 - 0.6, -0.1],
    [length / 2 + 0.6, width / 2 + 0.6, height + 0.8],
    coarse,
  );
  const at = (vertex: number): Vector => [
    points[vertex * 3] ?? 0,
    points[vertex * 3 + 1] ?? 0,
    points[vertex * 3 + 2] ?? 0,
  ];
  for (let corner = 0; corner < indices.length; corner += 3) {
    const a = indices[corner] ?? 0;
    if (tints[a * 4 + 2] === 0)
      grid.addTriangle(at(a), at(indices[corner + 1] ?? 0), at(indices[corner + 2] ?? 0));
  }
  for (let vertex = 0; vertex < points.length / 3; vertex += 1) {
    const normal: Vector = [
      (normals[vertex * 4] ?? 0) / 127,
      (normals[vertex * 4 + 1] ?? 0) / 127,
      (normals[vertex * 4 + 2] ?? 0) / 127,
    ];
    const still = tints[vertex * 4 + 2] === 0;
    const light = still ? grid.lightAt(at(vertex), normal) : 0.86 + 0.14 * normal[2];
    tints[vertex * 4 + 1] = Math.round(255 * light);
  }
}
