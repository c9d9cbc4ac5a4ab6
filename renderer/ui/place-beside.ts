// Where a small thing goes beside a box so that nothing of it is cut off by the window. Pure; CSS pixels.

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Placing {
  readonly anchor: Box;
  readonly width: number;
  readonly height: number;
  readonly windowWidth: number;
  readonly windowHeight: number;
  /** Between the two, pixels. */
  readonly gap: number;
  /** Which edges stand in one line. */
  readonly align: "start" | "centre" | "end";
}

/** Closest it comes to an edge of the window, pixels. */
const edge = 4;

/** What is higher than this and higher than wide has its beginning far from its end: things go beside it, pixels. */
const tall = 96;

/**
 * Below the anchor, or above where there is no room below; moved sideways until all of it is in the window. Beside the
 * upper end of a tall and narrow one.
 */
export function placeBeside(placing: Placing): { left: number; top: number } {
  const { anchor, width, height, windowWidth, windowHeight, gap, align } = placing;
  const anchorHeight = anchor.bottom - anchor.top;
  if (anchorHeight > tall && anchorHeight > anchor.right - anchor.left) {
    const right = anchor.right + gap;
    return {
      left: right + width <= windowWidth - edge ? right : Math.max(edge, anchor.left - gap - width),
      top: Math.max(edge, Math.min(anchor.top, windowHeight - height - edge)),
    };
  }
  const wanted =
    align === "start"
      ? anchor.left
      : align === "end"
        ? anchor.right - width
        : (anchor.left + anchor.right - width) / 2;
  const below = anchor.bottom + gap;
  const above = anchor.top - gap - height;
  const fitsBelow = below + height <= windowHeight - edge;
  const top = fitsBelow || above < edge ? below : above;
  return {
    left: Math.max(edge, Math.min(wanted, windowWidth - width - edge)),
    top: Math.max(edge, Math.min(top, windowHeight - height - edge)),
  };
}
