// Which signals tell of a machine's condition. Told by their unit and by what they did in clean history, never by a name.
import type { Signal } from "#shared/model/plant.ts";
import { conversionBetween } from "#shared/model/units.ts";
import type { WatchRow } from "./rows.ts";

/** A column with a value in fewer of the rows than this would only make rows invalid. */
const leastShare = 0.6;
/** So few falls for each rise, and it is a counter that was set back now and then. */
const mostFallsOfCounter = 0.03;
const leastRisesOfCounter = 10;

/** Lengths of time follow what is made; `seldom` = too few values for rows of a minute. */
export type LeftOut = "duration" | "seldom" | "still" | "counter";

/** Why a signal is left out of the rows; undefined = it measures. `rows`: clean rows of its asset that count, in order of time. */
export function leftOutFor(signal: Signal, rows: readonly WatchRow[], column: number): LeftOut | undefined {
  if (conversionBetween(signal.unit, "s") !== undefined) return "duration";
  let seen = 0;
  let rises = 0;
  let falls = 0;
  let before = NaN;
  for (const { values } of rows) {
    const value = values[column] ?? NaN;
    if (Number.isNaN(value)) continue;
    seen += 1;
    if (value > before) rises += 1;
    if (value < before) falls += 1;
    before = value;
  }
  if (rises + falls === 0) return "still";
  if (rises >= leastRisesOfCounter && falls <= mostFallsOfCounter * rises) return "counter";
  return seen < leastShare * rows.length ? "seldom" : undefined;
}
