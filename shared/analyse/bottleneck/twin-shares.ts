// Who limits a line in the long run, from what a short window shows: the window's durations redrawn to a run so long that its own chance no
// longer matters, and the critical path of that run. Ranks better than the window's own path below a thousand units.
import { contendersOf } from "./contenders.ts";
import { criticalPath, pathTimes } from "./critical-path.ts";
import type { LineLog } from "./line-log.ts";
import { averageActivePeriods } from "./classical/active-period.ts";
import { lineActivity } from "./classical/fractions.ts";
import type { SeenDurations } from "./resampled-serial.ts";
import { serialRanking } from "./serial-ranking.ts";
import { resampledTwin } from "./twin/rollouts.ts";

/** From so many units on the window's own path ranks as well; a serial line's twin is cheap enough for longer ones. */
const mostTwinUnits = 1000;
const mostSerialUnits = 10_000;
/** With fewer there is nothing to redraw from. */
const leastTwinUnits = 20;
/** Units that the twin makes times the line's stations: about a second of work. */
const twinWork = 48_000;
const mostTwinRun = 12_000;
/** Units after which the twin's beginning no longer counts. */
const warmUpUnits = 200;
/** With more of the path on supplies and demands than this the window is not redrawn: what comes from outside keeps its own times. */
const mostOutsidePath = 0.05;
/** What the window itself showed keeps such a weight beside the twin: chosen on lines 1-500 of the suite. */
const ownWeight = 0.2;

/** Shares to rank by, by contender; undefined = the window's own are the best there is. Equal logs and seeds give equal shares. */
export function twinShares(
  log: LineLog,
  window: { readonly fromS: number; readonly toS: number },
  options: { readonly seed: number; readonly tieS: number },
): Float64Array | undefined {
  const units = log.shippedBy(window.toS) - log.shippedBy(window.fromS);
  if (units < leastTwinUnits || units >= mostSerialUnits) return undefined;
  const own = ownShares(log, window, options.tieS);
  if (own.subarray(log.offsets.supply).reduce((sum, share) => sum + share, 0) > mostOutsidePath)
    return undefined;
  const { list, ofResource } = contendersOf(log);
  const shares = new Float64Array(list.length);
  const add = (resource: number, share: number): void => {
    const at = ofResource[resource] ?? -1;
    if (at >= 0) shares[at] = (shares[at] ?? 0) + share;
  };
  const seen = serialDurations(log, window);
  if (seen?.every((durations) => durations.length >= leastTwinUnits) === true) {
    const { line } = log;
    const places = line.buffers.map(({ capacity }) => capacity);
    const active = averageActivePeriods(lineActivity(log, window)).map(({ meanS }) => meanS);
    serialRanking(
      {
        seen,
        places,
        pathShares: own.subarray(0, line.stations.length),
        activeS: active.slice(0, seen.length),
      },
      options.seed,
    ).forEach((share, station) => add(station, share));
    return shares;
  }
  if (units >= mostTwinUnits) return undefined;
  const run = Math.min(mostTwinRun, Math.round(twinWork / log.line.stations.length));
  const twin = resampledTwin(log, window, { units: run, seed: options.seed });
  const exit = twin.shippedS.length - 1;
  const fromS = twin.shippedS[warmUpUnits] ?? NaN;
  const toS = twin.shippedS[exit] ?? NaN;
  if (!(toS > fromS)) return undefined;
  const path = criticalPath(twin, [exit], { tieS: options.tieS, untilS: fromS });
  pathTimes(twin, path, fromS, toS).forEach((seconds, resource) => {
    add(resource, ((1 - ownWeight) * seconds) / (toS - fromS) + ownWeight * (own[resource] ?? 0));
  });
  return shares;
}

/** Shares of the window's own path, by resource. */
function ownShares(
  log: LineLog,
  { fromS, toS }: { readonly fromS: number; readonly toS: number },
  tieS: number,
): Float64Array {
  const path = criticalPath(log, [log.shippedBy(toS) - 1], { tieS, untilS: fromS });
  return pathTimes(log, path, fromS, path.toS).map((seconds) => seconds / (path.toS - fromS));
}

/** What each station of a plain serial line took for its parts in a window; undefined = the line is more than that. */
function serialDurations(
  log: LineLog,
  { fromS, toS }: { readonly fromS: number; readonly toS: number },
): SeenDurations | undefined {
  const { line } = log;
  const last = line.stations.length - 1;
  const isPlain =
    line.fleets.length === 0 &&
    line.variants.length < 2 &&
    new Set(line.stations.map(({ group }) => group)).size === line.stations.length &&
    line.maxInProcess === undefined &&
    line.buffers.length === last &&
    line.buffers.every(({ capacity }) => capacity > 0 && capacity < Infinity) &&
    line.stations.every((station, index) => {
      const { inputs, output, operators, rework, follows } = station;
      const isFed =
        index === 0 ? inputs.length === 0 : inputs.length === 1 && inputs[0]?.buffer === index - 1;
      const isSent =
        index === last
          ? "demand" in output
          : "buffer" in output && output.buffer === index && output.hopS === 0;
      return isFed && isSent && operators.length === 0 && rework === undefined && follows === undefined;
    });
  if (!isPlain || log.lost.length > 0) return undefined;
  return line.stations.map((_, station) =>
    Float64Array.from(
      (log.wentFrom[station] ?? []).flatMap((visit) => {
        const [startS, finishS] = [log.startS[visit] ?? NaN, log.finishS[visit] ?? NaN];
        return startS >= fromS && finishS <= toS ? [finishS - startS] : [];
      }),
    ),
  );
}
