// Where cycles start, told by one column: a bit or a step number that rises above zero, or a count of cycles that grows.

/** `rise`: each rise from zero or less to above zero starts a cycle; `count`: each growth does. */
export type StartKind = "rise" | "count";

export interface CycleStarts {
  /** Rows in which a cycle starts. */
  readonly rows: readonly number[];
  /** Rows in which a count falls: it was set back, and the cycle it lies in may be several, or half of one. */
  readonly resets: readonly number[];
}

/** A column that never falls is a count, every other one rises. NaN is passed over: the value before it holds. */
export function startKindOf(values: ArrayLike<number>): StartKind {
  let last = -Infinity;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    if (value < last) return "rise";
    if (!Number.isNaN(value)) last = value;
  }
  return "count";
}

/** The starts in a column. The first value starts none: what was before it is not known. */
export function cycleStarts(values: ArrayLike<number>, kind: StartKind): CycleStarts {
  const rows: number[] = [];
  const resets: number[] = [];
  let last = NaN;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (kind === "count" ? value > last : last <= 0 && value > 0) rows.push(row);
    if (kind === "count" && value < last) resets.push(row);
    last = value;
  }
  return { rows, resets };
}
