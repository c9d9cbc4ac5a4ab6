// How many assets are in which state, from the live table. Pure.
import { stateOfCode } from "#shared/frame/layout.ts";
import { type AssetState, stateUrgency } from "#shared/model/state.ts";

export interface StateCount {
  readonly state: AssetState;
  readonly count: number;
}

/** Counts of the states that occur among `rows`, most urgent first. */
export function countStates(assetState: Uint8Array, rows: readonly number[]): StateCount[] {
  const counts = new Map<AssetState, number>();
  for (const row of rows) {
    const state = stateOfCode(assetState[row] ?? 0);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return stateUrgency.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
}

/** The same as one text, for `useLiveValue`: equal texts mean equal counts. */
export function countsText(assetState: Uint8Array, rows: readonly number[]): string {
  return countStates(assetState, rows)
    .map(({ state, count }) => `${state}:${count}`)
    .join(" ");
}

/** Reads `countsText` back. */
export function parseCounts(text: string): StateCount[] {
  return stateUrgency.flatMap((state) => {
    const entry = text.split(" ").find((item) => item.startsWith(`${state}:`));
    return entry === undefined ? [] : [{ state, count: Number(entry.slice(state.length + 1)) }];
  });
}
