// Binary search over arrays in time order.

/** Index of the first item whose time is later than `timeMs`; the length when there is none. */
export function firstAfter<T>(items: readonly T[], timeMs: number, timeOf: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && timeOf(item) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
