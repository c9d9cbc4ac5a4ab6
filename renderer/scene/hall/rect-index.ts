// Rectangles of the floor by place, so that a question about one spot does not ask all of them. Arrays only.
import { meets, type Rect } from "./aisles.ts";

const sideM = 10;
/** Cells across, of all there can be: keys of two numbers in one. */
const across = 1 << 20;

export class RectIndex {
  readonly #cells = new Map<number, Rect[]>();

  constructor(rects: Iterable<Rect> = []) {
    for (const rect of rects) this.add(rect);
  }

  add(rect: Rect): void {
    this.#visit(rect, 0, (key) => {
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [rect]);
      else cell.push(rect);
      return false;
    });
  }

  /** Whether a rectangle, with `gapM` around it, shares floor with any. */
  meets(rect: Rect, gapM = 0): boolean {
    return this.#visit(
      rect,
      gapM,
      (key) => this.#cells.get(key)?.some((other) => meets(rect, other, gapM)) ?? false,
    );
  }

  /** Visits the cells around a rectangle until one says true. */
  #visit(rect: Rect, gapM: number, look: (key: number) => boolean): boolean {
    const [i0, i1] = [Math.floor((rect.x0 - gapM) / sideM), Math.floor((rect.x1 + gapM) / sideM)];
    const [j0, j1] = [Math.floor((rect.y0 - gapM) / sideM), Math.floor((rect.y1 + gapM) / sideM)];
    for (let i = i0; i <= i1; i += 1) for (let j = j0; j <= j1; j += 1) if (look(i * across + j)) return true;
    return false;
  }
}
