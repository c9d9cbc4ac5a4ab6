// When a stop that is due costs least: the line run on from now with the stop now or later, against the same line without it.
import type { ScriptStep } from "../../simulate/script.ts";
import type { LineLog } from "./line-log.ts";
import { unitsLate } from "./twin/opportunity-window.ts";
import { rollouts } from "./twin/rollouts.ts";

/** Beginnings that are tried, seconds from now. */
const laterS = [0, 900, 1800, 2700, 3600, 5400, 7200, 10_800] as const;
const runs = 4;
/** Units that leave after the last try, to see what it cost. */
const unitsAfter = 45;

/** What a stop costs that begins so many seconds from now. */
export interface DueStopCost {
  readonly inS: number;
  readonly unitsLost: number;
}

/** Costs of a stop of a station by when it begins. */
export function dueStopCosts(
  log: LineLog,
  station: number,
  durationS: number,
  options: { readonly paceS: number; readonly seed: number; readonly steps: readonly ScriptStep[] },
): DueStopCost[] {
  const atS = log.endS;
  const horizonS = Math.max(...laterS) + durationS + unitsAfter * options.paceS;
  const shippedWith = (stop: readonly ScriptStep[]): (readonly number[])[] => {
    const steps = [...options.steps, ...stop].sort((a, b) => a.timeS - b.timeS);
    return [...rollouts(log, atS, { horizonS, runs, seed: options.seed, steps })].map(
      ({ shippedS }) => shippedS,
    );
  };
  const base = shippedWith([]);
  return laterS.map((inS) => {
    const stop: ScriptStep = {
      timeS: atS + inS + 1,
      event: -1,
      kind: "stop",
      station,
      durationS,
      reason: "stop",
    };
    const stopped = shippedWith([stop]);
    const untilS = atS + inS + durationS + unitsAfter * options.paceS;
    const late = stopped.reduce(
      (sum, shippedS, run) => sum + unitsLate(before(base[run] ?? [], untilS), before(shippedS, untilS)),
      0,
    );
    return { inS, unitsLost: Math.max(0, late / runs) };
  });
}

/** What left until a time: a stop is judged by the units some time after it. */
function before(shippedS: readonly number[], untilS: number): readonly number[] {
  return shippedS.filter((timeS) => timeS <= untilS);
}
