// Where labels lie, so that none covers another: asked for one after the other, the best first; raised once when the
// place is taken. Pure numbers; no text, no three.

/** The part of the picture that labels may use, CSS pixels from its upper left corner. */
export interface LabelArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Space between a label and its point, between labels, and to the edge of the area, CSS pixels. */
const stemPx = 9;
const gapPx = 3;
const edgePx = 2;
/** A label above a point that it does not stand over in the middle reaches so far beyond it; from what stands there to one beside it. */
const hangPx = 24;
const besidePx = 6;
/** A higher label is not raised: its stem would be longer than it is clear. */
const raisablePx = 24;
/** Placed labels are found by the cells they touch. */
const cellWidthPx = 96;
const cellHeightPx = 32;

export class LabelLayout {
  /** Upper left corner of the label placed last. */
  left = 0;
  top = 0;
  /** Labels placed since `begin`. */
  count = 0;
  /** Left, top, right and bottom of each box that is taken. */
  #boxes = new Float32Array(256);
  #boxCount = 0;
  /** By cell: the first entry of its list, -1 = none. An entry names a box and the next entry: lists that need no memory of their own. */
  #firstOfCell = new Int32Array(0);
  #entries = new Int32Array(512);
  #used = 0;
  #columns = 1;
  #rows = 1;
  #area: LabelArea = { left: 0, top: 0, right: 0, bottom: 0 };

  /** Starts anew with an empty area. */
  begin(area: LabelArea): void {
    this.#area = area;
    this.count = 0;
    this.#boxCount = 0;
    this.#used = 0;
    this.#columns = Math.max(1, Math.ceil((area.right - area.left) / cellWidthPx));
    this.#rows = Math.max(1, Math.ceil((area.bottom - area.top) / cellHeightPx));
    const cells = this.#columns * this.#rows;
    if (this.#firstOfCell.length < cells) this.#firstOfCell = new Int32Array(cells);
    this.#firstOfCell.fill(-1);
  }

  /** Keeps labels out of a box: something else is there. */
  block(left: number, top: number, width: number, height: number): void {
    this.#take(left, top, width, height);
  }

  /**
   * Places a label of `width` x `height` above the point `x`, `y`; tells whether there was room. A forced one (selected,
   * under the pointer) is placed whatever it covers, inside the area.
   */
  place(x: number, y: number, width: number, height: number, forced: boolean): boolean {
    const area = this.#area;
    const left = Math.round(x - width / 2);
    const top = Math.round(y - stemPx - height);
    if (forced) {
      const within = (at: number, from: number, to: number): number =>
        Math.min(Math.max(at, from + edgePx), Math.max(from + edgePx, to - edgePx));
      this.#take(
        within(left, area.left, area.right - width),
        within(top, area.top, area.bottom - height),
        width,
        height,
      );
      this.count += 1;
      return true;
    }
    if (left < area.left + edgePx || left + width > area.right - edgePx) return false;
    const raises = height > raisablePx ? 1 : 2;
    for (let raise = 0; raise < raises; raise += 1) {
      const at = top - raise * (height + gapPx);
      if (at < area.top + edgePx || at + height > area.bottom - edgePx) return false;
      if (this.#isTaken(left, at, width, height)) continue;
      this.#take(left, at, width, height);
      this.count += 1;
      return true;
    }
    return false;
  }

  /**
   * Places a label by what stands on the point `x`, `y` and is `standsPx` high: above it with the point under one of its ends,
   * else beside it. For those that there is no room for right above.
   */
  placeAround(x: number, y: number, width: number, height: number, standsPx: number): boolean {
    const { left, top, right, bottom } = this.#area;
    const above = y - standsPx - stemPx - height;
    const beside = standsPx / 2 + besidePx;
    const places = [[x + hangPx - width, above] as const, [x - hangPx, above] as const];
    for (const up of [0.5, 1, 0, 1.5, -0.5]) {
      const middle = y - standsPx / 2 - up * height;
      const at = Math.min(Math.max(middle, top + edgePx), bottom - edgePx - height);
      places.push([x + beside, at], [x - beside - width, at]);
    }
    for (const [placeX, placeY] of places) {
      const [from, at] = [Math.round(placeX), Math.round(placeY)];
      if (from < left + edgePx || from + width > right - edgePx) continue;
      if (at < top + edgePx || at + height > bottom - edgePx) continue;
      if (this.#isTaken(from, at, width, height)) continue;
      this.#take(from, at, width, height);
      this.count += 1;
      return true;
    }
    return false;
  }

  #take(left: number, top: number, width: number, height: number): void {
    const box = this.#boxCount * 4;
    if (box + 4 > this.#boxes.length) this.#boxes = grown(this.#boxes, Float32Array);
    this.#boxes[box] = left;
    this.#boxes[box + 1] = top;
    this.#boxes[box + 2] = left + width;
    this.#boxes[box + 3] = top + height;
    const lastRow = this.#row(top + height + gapPx);
    const lastColumn = this.#column(left + width + gapPx);
    for (let row = this.#row(top - gapPx); row <= lastRow; row += 1)
      for (let column = this.#column(left - gapPx); column <= lastColumn; column += 1) {
        if (this.#used + 2 > this.#entries.length) this.#entries = grown(this.#entries, Int32Array);
        const cell = row * this.#columns + column;
        this.#entries[this.#used] = box;
        this.#entries[this.#used + 1] = this.#firstOfCell[cell] ?? -1;
        this.#firstOfCell[cell] = this.#used;
        this.#used += 2;
      }
    this.left = left;
    this.top = top;
    this.#boxCount += 1;
  }

  #isTaken(left: number, top: number, width: number, height: number): boolean {
    const boxes = this.#boxes;
    const right = left + width + gapPx;
    const bottom = top + height + gapPx;
    const lastRow = this.#row(bottom);
    const lastColumn = this.#column(right);
    for (let row = this.#row(top); row <= lastRow; row += 1)
      for (let column = this.#column(left); column <= lastColumn; column += 1) {
        let entry = this.#firstOfCell[row * this.#columns + column] ?? -1;
        for (; entry >= 0; entry = this.#entries[entry + 1] ?? -1) {
          const box = this.#entries[entry] ?? 0;
          if (
            right > (boxes[box] ?? 0) &&
            bottom > (boxes[box + 1] ?? 0) &&
            left < (boxes[box + 2] ?? 0) + gapPx &&
            top < (boxes[box + 3] ?? 0) + gapPx
          )
            return true;
        }
      }
    return false;
  }

  #column(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((x - this.#area.left) / cellWidthPx)));
  }

  #row(y: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((y - this.#area.top) / cellHeightPx)));
  }
}

/** The same numbers with twice the room. */
function grown<T extends Float32Array | Int32Array>(array: T, Kind: new (length: number) => T): T {
  const larger = new Kind(array.length * 2);
  larger.set(array);
  return larger;
}
