// Lists in order of time, into which most comes at the end.

/** Index of the first item whose time is later than `time`; the length when there is none. */
export function firstAfter<T>(items: readonly T[], time: number, timeOf: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && timeOf(item) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts an item into its place, after those of the same time. */
export function insertByTime<T>(items: T[], item: T, timeOf: (item: T) => number): void {
  const last = items.at(-1);
  if (last === undefined || timeOf(last) <= timeOf(item)) items.push(item);
  else items.splice(firstAfter(items, timeOf(item), timeOf), 0, item);
}

/** The time of a time. */
export const itself = (time: number): number => time;
