// Shows only the rows of a long list that are in sight. Renders again only when the shown range changes.
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { visibleRange } from "../assets/tree-rows.ts";

/** The range of rows in sight of `scroller`; rows are `rowRem` high. */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowRem: number,
): { readonly first: number; readonly end: number } {
  const [range, setRange] = useState({ first: 0, end: Math.min(count, 60) });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => {
      const next = visibleRange(element.scrollTop, element.clientHeight, rowRem * remPixels(), count);
      setRange((now) => (now.first === next.first && now.end === next.end ? now : next));
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [scroller, count, rowRem]);
  return range;
}

/** Scrolls row `index` into sight when it is not. */
export function useRowInSight(scroller: RefObject<HTMLElement | null>, index: number, rowRem: number): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null || index < 0) return;
    const rowHeight = rowRem * remPixels();
    const top = index * rowHeight;
    const inSight = top >= element.scrollTop && top + rowHeight <= element.scrollTop + element.clientHeight;
    // One row out of sight scrolls by one; from farther away the row comes to the middle, with what surrounds it.
    if (inSight) return;
    if (top < element.scrollTop && element.scrollTop - top <= rowHeight) element.scrollTop = top;
    else if (top > element.scrollTop && top - element.scrollTop - element.clientHeight < rowHeight) {
      element.scrollTop = top + rowHeight - element.clientHeight;
    } else element.scrollTop = top - (element.clientHeight - rowHeight) / 2;
  }, [scroller, index, rowRem]);
}

/** Pixels of one rem now. */
export function remPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
