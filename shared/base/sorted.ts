// Lists in order of time, into which most comes at the end.

/** Puts an item into its place, after those of the same time. */
export function insertByTime<T>(items: T[], item: T, timeOf: (item: T) => number): void {
  const timeMs = timeOf(item);
  let at = items.length;
  for (; at > 0; at -= 1) {
    const before = items[at - 1];
    if (before !== undefined && timeOf(before) <= timeMs) break;
  }
  if (at === items.length) items.push(item);
  else items.splice(at, 0, item);
}

/** The time of a time. */
export const itself = (timeMs: number): number => timeMs;
