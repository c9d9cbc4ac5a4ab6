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

/** Places at most `most` labels inside the picture. */
export function placeLabels(
  wishes: readonly LabelWish[],
  width: number,
  height: number,
  most: number,
): PlacedLabel[] {
  const sorted = [...wishes].sort(
    (a, b) => Number(b.forced) - Number(a.forced) || b.score - a.score || a.row - b.row,
  );
  const placed: PlacedLabel[] = [];
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
        placed.push({
          wish,
          left: Math.min(Math.max(left, 2), Math.max(2, width - wish.width - 2)),
          top: Math.min(Math.max(top, 2), Math.max(2, height - wish.height - 2)),
          raisedPx,
        });
        break;
      }
      if (!wish.forced && placed.some((other) => overlaps(other, left, top, wish))) continue;
      placed.push({ wish, left, top, raisedPx });
      break;
    }
  }
  return placed;
}

function overlaps(other: PlacedLabel, left: number, top: number, wish: LabelWish): boolean {
  return (
    left < other.left + other.wish.width + gapPx &&
    other.left < left + wish.width + gapPx &&
    top < other.top + other.wish.height + gapPx &&
    other.top < top + wish.height + gapPx
  );
}
