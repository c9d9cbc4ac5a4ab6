// The bottleneck walk: somebody walks along the line again and again, notes who waits for what and which buffers are full, and
// looks where the arrows meet. No measuring, only looks.
import { firstAfter } from "../../../base/sorted.ts";
import type { LineLog } from "../line-log.ts";
import { code, type ActivityTrack, type TimeWindow } from "./activity.ts";
import type { LineActivity } from "./fractions.ts";

/** Looks at a window, as in our benchmark of the methods. */
const looksTaken = 200;
// Fractional part of the golden ratio: looks at irregular distances, so that none fall into step with a cycle.
const golden = 0.6180339887498949;

// What a look at a stage or buffer says of the bottleneck; `absent` = it is none itself either: off, or not known.
const upstream = -1;
const silent = 0;
const downstream = 1;
const absent = 2;

/**
 * How often each resource is where the arrows meet, as a share of the looks; a look at which several are possible is shared among
 * them (Roser, Lorentzen and Deuse 2014). A stage that is starved, or a buffer less than a third full, points upstream; one that
 * is blocked, or more than two thirds full, downstream. A stage of several stations points where any of them does, unless they
 * disagree. A stage that is off is none itself. Buffers without places, or of which the log tells nothing, do not point. Resources off the main flow get nothing.
 */
export function bottleneckWalk({ log, window, resources, flow }: LineActivity): number[] {
  const frequency = resources.map(() => 0);
  const points = flow.stages.flatMap((resource, stage) => [
    { resource, look: stageLook(resources[resource]?.tracks ?? []) },
    ...(flow.buffers[stage] ?? []).map((buffer) => ({ resource: -1, look: bufferLook(log, buffer) })),
  ]);
  const arrows = new Int8Array(points.length);
  for (const timeS of lookTimes(window)) {
    points.forEach(({ look }, point) => {
      arrows[point] = look(timeS);
    });
    const met = points.flatMap(({ resource }, point) =>
      resource >= 0 && arrowsMeetAt(arrows, point) ? [resource] : [],
    );
    for (const resource of met)
      frequency[resource] = (frequency[resource] ?? 0) + 1 / met.length / looksTaken;
  }
  return frequency;
}

/** Times of the looks, in order: one somewhere in each of equal stretches. */
function lookTimes({ fromS, toS }: TimeWindow): number[] {
  const stepS = (toS - fromS) / looksTaken;
  return Array.from({ length: looksTaken }, (_, look) => fromS + (look + ((look * golden) % 1)) * stepS);
}

/** Whether what points before a silent stage points to it, and what points after it as well. */
function arrowsMeetAt(arrows: Int8Array, point: number): boolean {
  if (arrows[point] !== silent) return false;
  const points = (at: number): boolean => arrows[at] === upstream || arrows[at] === downstream;
  let before = point - 1;
  while (before >= 0 && !points(before)) before -= 1;
  let after = point + 1;
  while (after < arrows.length && !points(after)) after += 1;
  return (
    (before < 0 || arrows[before] === downstream) && (after === arrows.length || arrows[after] === upstream)
  );
}

/** What is seen at a time. To be asked in order of time. */
type Look = (timeS: number) => number;

function stageLook(tracks: readonly ActivityTrack[]): Look {
  const at = tracks.map(() => 0);
  return (timeS) => {
    let blocked = 0;
    let starved = 0;
    let away = 0;
    for (const [number, { sinceS, activity }] of tracks.entries()) {
      let index = at[number] ?? 0;
      while (index < activity.length && (sinceS[index + 1] ?? Infinity) <= timeS) index += 1;
      at[number] = index;
      if (activity[index] === code.blocked) blocked = 1;
      else if (activity[index] === code.starved) starved = 1;
      else if ((activity[index] ?? code.other) === code.other) away += 1;
    }
    return away === tracks.length ? absent : blocked - starved;
  };
}

function bufferLook(log: LineLog, buffer: number): Look {
  const resource = log.offsets.buffer + buffer;
  const cameTo = log.cameTo[resource] ?? [];
  const wentFrom = log.wentFrom[resource] ?? [];
  const capacity = log.line.buffers[buffer]?.capacity ?? 0;
  if (cameTo.length === 0 || !(capacity > 0 && capacity < Infinity)) return () => silent;
  const came = (visit: number): number => log.enterS[visit] ?? NaN;
  const went = (visit: number): number => log.leaveS[visit] ?? NaN;
  return (timeS) => {
    const level = firstAfter(cameTo, timeS, came) - firstAfter(wentFrom, timeS, went);
    const filling = level / capacity;
    return filling < 1 / 3 ? upstream : filling > 2 / 3 ? downstream : silent;
  };
}
