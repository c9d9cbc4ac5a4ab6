// What a resource a little faster for a while would have brought: the log replayed from the window's beginning with its work shortened,
// and by how much earlier units then leave. Unlike the path, which is exact for the smallest change, this sees the runner-up behind
// the constraint, and what a change does to rejects and times that run out.
import type { ScriptStep } from "../../simulate/script.ts";
import { kinds } from "../../simulate/sink.ts";
import { type Replayable } from "./twin/replay.ts";
import { startFromLog } from "./twin/start-from-log.ts";
import { worldSteps } from "./twin/world-steps.ts";

/** Work of the tried stations x this. */
export const triedFactor = 0.93;

export interface GainWindow {
  readonly fromS: number;
  readonly toS: number;
  /** Units that leave from here to there judge it. */
  readonly judgedFromS: number;
  readonly judgedToS: number;
}

/**
 * For each group of stations: seconds by which the judging units leave earlier, on average, over the seconds by which its work was
 * shortened at most; 1 = all of it came through, more = it saved rejects as well.
 */
export function finiteGains(
  { recorded, orders }: Replayable,
  window: GainWindow,
  groups: readonly (readonly number[])[],
): number[] {
  const { fromS, toS, judgedFromS, judgedToS } = window;
  const steps = worldSteps(recorded, fromS, judgedToS);
  const { simulation } = startFromLog(recorded, orders, fromS, { isReplay: true, seed: 1, steps });
  const shippedWith = (scaled: readonly ScriptStep[]): number[] => {
    const shippedS: number[] = [];
    const copy = simulation.copy(
      {
        emit(kind, timeS) {
          if (kind === kinds.ship) shippedS.push(timeS);
        },
      },
      [...steps, ...scaled].sort((a, b) => a.timeS - b.timeS),
    );
    copy.runUntil(judgedToS);
    return shippedS;
  };
  const base = shippedWith([]);
  return groups.map((stations) => {
    const scale = { event: -1, kind: "scale", stations } as const;
    // A moment after the beginning: what is to come at that very moment comes first.
    const faster = shippedWith([
      { ...scale, timeS: fromS + 1e-6, factor: triedFactor },
      { ...scale, timeS: toS, factor: 1 },
    ]);
    let earlierS = 0;
    let units = 0;
    faster.forEach((timeS, unit) => {
      const wasS = base[unit];
      if (wasS === undefined || timeS < judgedFromS) return;
      earlierS += wasS - timeS;
      units += 1;
    });
    return units === 0 ? 0 : earlierS / units / ((1 - triedFactor) * (toS - fromS));
  });
}
