// Which rows of an asset count at all: it ran, has not just come out of a state in which nobody produces, and is as warm as it is in
// production. Learning and judging ask the same.
import { defaultEpisodeRule, gatedByDefault } from "../episodes.ts";
import type { WatchRow } from "./rows.ts";

/** Of clean rows this share ran less: those warm up. */
const coldShare = 0.02;

export class RowGate {
  readonly #leastDuty: readonly number[];
  #countsFromMs = -Infinity;

  constructor(leastDuty: readonly number[]) {
    this.#leastDuty = leastDuty;
  }

  /** Whether the next row counts. */
  lets(row: WatchRow): boolean {
    if (gatedByDefault.has(row.state)) this.#countsFromMs = row.toMs + defaultEpisodeRule.settleMs;
    return (
      row.state === "run" &&
      row.toMs >= this.#countsFromMs &&
      row.duty.every((duty, scale) => duty >= (this.#leastDuty[scale] ?? 0))
    );
  }
}

/** The least that an asset ran lately in clean rows, by time scale, but for a few. */
export function leastDutyOf(rows: readonly WatchRow[]): number[] {
  return (rows[0]?.duty ?? []).map((_, scale) => {
    const seen = Float64Array.from(rows, ({ duty }) => duty[scale] ?? 0).sort();
    // Rounded down, so that who always ran as much still does.
    return Math.floor(1000 * (seen[Math.floor(coldShare * seen.length)] ?? 0)) / 1000;
  });
}

/** The rows that count, of one asset in order of time. */
export function countingRows(rows: readonly WatchRow[], leastDuty: readonly number[]): WatchRow[] {
  const gate = new RowGate(leastDuty);
  return rows.filter((row) => gate.lets(row));
}
