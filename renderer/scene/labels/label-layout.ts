// Which labels are shown and where, so that none covers another: best first, raised once when the place is taken.
// Pure numbers; no text, no three.

/** A label that wants a place: the screen point it belongs to and its size, CSS pixels. */
export interface LabelWish {
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Higher comes first. */
  readonly score: number;
  /** Shown whatever it covers (selected, under the pointer). */
  readonly forced: boolean;
}

/** A label with its place: left and top, and how far it is raised above its point. */
export interface PlacedLabel {
  readonly wish: LabelWish;
  readonly left: number;
  readonly top: number;
  readonly raisedPx: number;
}

/** Space between a label and its point, and between labels, CSS pixels. */
const stemPx = 9;
const gapPx = 3;
const raisablePx = 24;

/** Order in which labels get their places: forced ones, then by score. */
export function bestFirst(
  a: Pick<LabelWish, "forced" | "score" | "row">,
  b: Pick<LabelWish, "forced" | "score" | "row">,
): number {
  return Number(b.forced) - Number(a.forced) || b.score - a.score || a.row - b.row;
}

/** Places at most `most` labels inside the picture. */
export function placeLabels(
  wishes: readonly LabelWish[],
  width: number,
  height: number,
  most: number,
): PlacedLabel[] {
  const sorted = [...wishes].sort(bestFirst);
  const placed: PlacedLabel[] = [];
  const grid = new PlacedGrid();
  const place = (label: PlacedLabel): void => {
    placed.push(label);
    grid.add(label);
  };
  for (const wish of sorted) {
    if (placed.length >= most) break;
    // A high label is not raised: its stem would be longer than it is clear.
    for (const raise of wish.forced || wish.height > raisablePx ? [0] : [0, wish.height + gapPx]) {
      const raisedPx = stemPx + raise;
      const left = Math.round(wish.x - wish.width / 2);
      const top = Math.round(wish.y - raisedPx - wish.height);
      const inside =
        left >= 2 && top >= 2 && left + wish.width <= width - 2 && top + wish.height <= height - 2;
      if (!inside) {
        if (!wish.forced) break;
        place({
          wish,
          left: Math.min(Math.max(left, 2), Math.max(2, width - wish.width - 2)),
          top: Math.min(Math.max(top, 2), Math.max(2, height - wish.height - 2)),
          raisedPx,
        });
        break;
      }
      if (!wish.forced && grid.isTaken(left, top, wish)) continue;
      place({ wish, left, top, raisedPx });
      break;
    }
  }
  return placed;
}

/** Placed labels by the cells of the screen they touch, so that a new one is compared with its neighbours only. */
class PlacedGrid {
  readonly #cells = new Map<number, PlacedLabel[]>();

  add(label: PlacedLabel): void {
    for (const cell of cellsOf(label.left, label.top, label.wish.width, label.wish.height)) {
      const inside = this.#cells.get(cell);
      if (inside === undefined) this.#cells.set(cell, [label]);
      else inside.push(label);
    }
  }

  isTaken(left: number, top: number, wish: LabelWish): boolean {
    for (const cell of cellsOf(left, top, wish.width, wish.height))
      if (this.#cells.get(cell)?.some((other) => overlaps(other, left, top, wish)) === true) return true;
    return false;
  }
}

/** Cells of 96 by 32 pixels that a label with its gap touches. */
function cellsOf(left: number, top: number, width: number, height: number): number[] {
  const cells: number[] = [];
  for (let row = Math.floor((top - gapPx) / 32); row <= Math.floor((top + height + gapPx) / 32); row += 1)
    for (
      let column = Math.floor((left - gapPx) / 96);
      column <= Math.floor((left + width + gapPx) / 96);
      column += 1
    )
      cells.push(row * 4096 + column);
  return cells;
}

function overlaps(other: PlacedLabel, left: number, top: number, wish: LabelWish): boolean {
  return (
    left < other.left + other.wish.width + gapPx &&
    other.left < left + wish.width + gapPx &&
    top < other.top + other.wish.height + gapPx &&
    other.top < top + wish.height + gapPx
  );
}
