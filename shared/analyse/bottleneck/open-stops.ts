// What an open stop will cost, by how much longer it lasts: the line run on from now with the stop ending sooner or later, all else equal.
import type { ScriptStep } from "../../simulate/script.ts";
import type { LineLog } from "./line-log.ts";
import type { LoggedStop } from "./reruns.ts";
import { unitsLate } from "./twin/opportunity-window.ts";
import { rollouts } from "./twin/rollouts.ts";

/** How much longer the stop is tried to last, seconds. */
const longerS = [0, 300, 600, 1200, 2400, 3600] as const;
const runs = 3;
/** Units that leave after the longest try, to see what it cost. */
const unitsAfter = 45;
/** From here on something is lost. */
const lostUnits = 0.5;

export interface OpenStopCost {
  readonly stop: LoggedStop;
  /** Seconds from now after which the line begins to lose units; Infinity = not within an hour. */
  readonly losesInS: number;
  /** Units lost by an hour more of it, once it loses. */
  readonly lossPerHour: number;
}

/** What an open stop costs. Only stations and supplies; other stops cannot be ended by themselves. */
export function openStopCost(
  log: LineLog,
  stop: LoggedStop,
  options: { readonly paceS: number; readonly seed: number; readonly steps: readonly ScriptStep[] },
): OpenStopCost | undefined {
  const atS = log.endS;
  const { line, offsets } = log;
  const resource = log.resource(stop.resource);
  const supply = resource - offsets.supply;
  const isSupply = supply >= 0 && supply < line.supplies.length;
  if (!isSupply && !log.isStation(resource)) return undefined;
  const horizonS = Math.max(...longerS) + unitsAfter * options.paceS;
  const late = longerS.map(() => 0);
  let base: (readonly number[])[] = [];
  longerS.forEach((moreS, index) => {
    const end: ScriptStep[] = isSupply
      ? [{ timeS: atS + moreS + 1, event: -1, kind: "supply", supply, open: true }]
      : [];
    const ends = isSupply ? undefined : new Map([[resource, atS + moreS + 1]]);
    const steps = [...options.steps, ...end].sort((a, b) => a.timeS - b.timeS);
    const shipped = [
      ...rollouts(log, atS, {
        horizonS,
        runs,
        seed: options.seed,
        steps,
        ...(ends === undefined ? {} : { ends }),
      }),
    ].map((run) => run.shippedS);
    if (index === 0) base = shipped;
    late[index] = shipped.reduce((sum, times, run) => sum + unitsLate(base[run] ?? [], times), 0) / runs;
  });
  const first = late.findIndex((units) => units > lostUnits);
  if (first <= 0) return { stop, losesInS: Infinity, lossPerHour: 0 };
  const [beforeS = 0, afterS = 0] = [longerS[first - 1], longerS[first]];
  const [before = 0, after = 0] = [late[first - 1], late[first]];
  const losesInS = beforeS + ((lostUnits - before) / Math.max(1e-9, after - before)) * (afterS - beforeS);
  const lastS = longerS.at(-1) ?? 0;
  const lossPerHour = (((late.at(-1) ?? 0) - before) / Math.max(1, lastS - beforeS)) * 3600;
  return { stop, losesInS: Math.max(0, losesInS), lossPerHour: Math.max(0, lossPerHour) };
}
