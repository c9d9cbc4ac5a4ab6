// How each resource spent a window, as fractions of it: the raw material of the classical methods.
import type { LineLog } from "../line-log.ts";
import {
  activities,
  activityTracks,
  code,
  isActive,
  type Activity,
  type ActivityTrack,
  type TimeWindow,
} from "./activity.ts";
import { mainFlow, resourcesOf, type MainFlow, type Resource } from "./resources.ts";

/** Shares of a window by activity; they sum to 1 exactly, in whatever order. */
export type Fractions = Readonly<Record<Activity, number>>;

/** A resource with what it did. */
export interface ResourceActivity extends Resource {
  /** One for each member; one in all for a supply or demand. */
  readonly tracks: readonly ActivityTrack[];
  /** Means over the members. */
  readonly fractions: Fractions;
}

const grainsOfOne = 2 ** 52;

/** All that the methods read. */
export interface LineActivity {
  readonly log: LineLog;
  readonly window: TimeWindow;
  readonly resources: readonly ResourceActivity[];
  readonly flow: MainFlow;
}

/**
 * Reads a log once for all methods. Supplies and demands are resources too: a supply works while all the stations it feeds are
 * starved, and is blocked otherwise; a demand works while all that ship to it are blocked, and is starved otherwise. So a line
 * whose material is late, or whose parts nobody takes, has a name for what limits it.
 */
export function lineActivity(log: LineLog, window: TimeWindow): LineActivity {
  const tracks = activityTracks(log, window);
  const resources = resourcesOf(log.line).map((resource) => {
    const own = resource.stations.flatMap((station) => tracks[station] ?? []);
    const shown =
      resource.kind === "station"
        ? own
        : [whileAll(own, resource.kind === "supply" ? code.starved : code.blocked, window)];
    return { ...resource, tracks: shown, fractions: meanFractions(shown, window) };
  });
  return { log, window, resources, flow: mainFlow(log.line, resources) };
}

/** Seconds of a window that a track spent in each activity, added to `sums` by code; what it does not tell of is `other`. */
function addSeconds({ sinceS, activity }: ActivityTrack, window: TimeWindow, sums: Float64Array): void {
  const { fromS, toS } = window;
  for (let index = 0; index < activity.length; index += 1) {
    const began = sinceS[index] ?? NaN;
    const ended = sinceS[index + 1] ?? NaN;
    const seconds = (ended < toS ? ended : toS) - (began > fromS ? began : fromS);
    const at = activity[index] ?? code.other;
    if (seconds > 0) sums[at] = (sums[at] ?? 0) + seconds;
  }
  const untoldS = Math.max(0, (sinceS[0] ?? toS) - fromS) + Math.max(0, toS - (sinceS.at(-1) ?? fromS));
  sums[code.other] = (sums[code.other] ?? 0) + Math.min(untoldS, toS - fromS);
}

/** Fractions of a window, mean over tracks. */
function meanFractions(tracks: readonly ActivityTrack[], window: TimeWindow): Fractions {
  const sums = new Float64Array(activities.length);
  const wholeS = (window.toS - window.fromS) * tracks.length;
  if (!(wholeS > 0)) return { work: 0, setup: 0, down: 0, blocked: 0, starved: 0, other: 1 };
  for (const track of tracks) addSeconds(track, window, sums);
  // In grains of 2^-52, of which sums up to 1 are exact; what rounding leaves goes to the largest, so what is 0 stays 0.
  const grains = sums.map((seconds) => Math.round((seconds / wholeS) * grainsOfOne));
  const largest = grains.indexOf(Math.max(...grains));
  const rest = grains.reduce((sum, own) => sum - own, grainsOfOne);
  grains[largest] = (grains[largest] ?? 0) + rest;
  const of = (at: number): number => (grains[at] ?? 0) / grainsOfOne;
  return {
    work: of(code.work),
    setup: of(code.setup),
    down: of(code.down),
    blocked: of(code.blocked),
    starved: of(code.starved),
    other: of(code.other),
  };
}

/** The track of a supply or demand: it works while all of `tracks` wait as `waiting` says. */
function whileAll(
  tracks: readonly ActivityTrack[],
  waiting: number,
  { fromS, toS }: TimeWindow,
): ActivityTrack {
  const otherwise = waiting === code.starved ? code.blocked : code.starved;
  const times = new Float64Array(1 + tracks.reduce((sum, { activity }) => sum + activity.length, 0));
  times[0] = fromS;
  let filled = 1;
  for (const { sinceS, activity } of tracks) {
    times.set(sinceS.subarray(0, activity.length), filled);
    filled += activity.length;
  }
  if (tracks.length > 1 || (times[1] ?? fromS) < fromS) times.sort();
  const at = tracks.map(() => 0);
  const sinceS = new Float64Array(filled + 1);
  const kinds = new Uint8Array(filled);
  let count = 0;
  for (const timeS of times) {
    if (timeS < fromS || timeS >= toS) continue;
    let waits = 0;
    let others = 0;
    for (const [number, track] of tracks.entries()) {
      let index = at[number] ?? 0;
      while ((track.sinceS[index + 1] ?? Infinity) <= timeS) index += 1;
      at[number] = index;
      const own = track.activity[index] ?? code.other;
      if (own === waiting) waits += 1;
      else if (own === code.other) others += 1;
    }
    const kind = waits === tracks.length ? code.work : others === tracks.length ? code.other : otherwise;
    if (count > 0 && kinds[count - 1] === kind) continue;
    sinceS[count] = timeS;
    kinds[count] = kind;
    count += 1;
  }
  sinceS[count] = toS;
  return { sinceS: sinceS.slice(0, count + 1), activity: kinds.slice(0, count) };
}

/** Active periods of a track: whole lengths, also of those that reach beyond the window. Pairs of beginning and end in seconds. */
export function activePeriods({ sinceS, activity }: ActivityTrack): Float64Array {
  const pairs = new Float64Array(activity.length + 1);
  let count = 0;
  for (let index = 0; index < activity.length; index += 1) {
    if (!isActive(activity[index])) continue;
    if (count > 0 && isActive(activity[index - 1])) {
      pairs[count - 1] = sinceS[index + 1] ?? NaN;
      continue;
    }
    pairs[count] = sinceS[index] ?? NaN;
    pairs[count + 1] = sinceS[index + 1] ?? NaN;
    count += 2;
  }
  return pairs.slice(0, count);
}
