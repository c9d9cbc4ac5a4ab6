// Parts made, from a machine's counter that may be set back at any time.

/** Parts counted since the first value, and what is needed to go on. */
export interface PartCounter {
  readonly made: number;
  readonly resets: number;
  readonly last: number | undefined;
}

/** A counter that has seen nothing. */
export const emptyPartCounter: PartCounter = { made: 0, resets: 0, last: undefined };

/**
 * Folds one counter value. A rise counts its difference; a fall is a reset to zero, after which `value` parts were made.
 * The first value is where counting starts: what was made before is not ours to know.
 */
export function countParts(counter: PartCounter, value: number): PartCounter {
  if (counter.last === undefined) return { ...counter, last: value };
  if (value >= counter.last) return { ...counter, made: counter.made + value - counter.last, last: value };
  return { made: counter.made + value, resets: counter.resets + 1, last: value };
}
