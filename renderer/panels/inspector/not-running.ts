// Which stations do not run, the most urgent first, then the longest. Pure.
import { stateOfCode } from "#shared/frame/layout.ts";
import { stateUrgency } from "#shared/model/state.ts";

const rank = new Map<string, number>(stateUrgency.map((state, index) => [state, index]));

/** Rows of `stations` whose state is not `run`; equal ranks by when the state began, oldest first. */
export function notRunning(
  assetState: Uint8Array,
  assetSinceMs: Float64Array,
  stations: readonly number[],
): readonly number[] {
  const rankOf = (row: number): number => rank.get(stateOfCode(assetState[row] ?? 0)) ?? stateUrgency.length;
  const well = rank.get("run") ?? 0;
  return stations
    .filter((row) => rankOf(row) !== well)
    .sort((a, b) => rankOf(a) - rankOf(b) || (assetSinceMs[a] ?? 0) - (assetSinceMs[b] ?? 0));
}
