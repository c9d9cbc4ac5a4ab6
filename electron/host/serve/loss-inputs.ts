// What a timeline knows of a window, as the sums of shared/analyse/losses take it: stretches and visits of parts.
import { calendarOf, isRejectWay, lineEndStations } from "#shared/analyse/losses/line-end.ts";
import {
  countVisits,
  type PartKind,
  type PartVisit,
  partVisits,
} from "#shared/analyse/losses/part-counts.ts";
import { outsideOf, stopStates, type Stretch, toStretches } from "#shared/analyse/losses/stretches.ts";
import {
  addElements,
  noTime,
  type TimeElements,
  timeElements,
} from "#shared/analyse/losses/time-elements.ts";
import type { Span } from "#shared/model/calendar.ts";
import type { PartEvent } from "#shared/model/fact.ts";
import type { Asset } from "#shared/model/plant.ts";
import type { PeopleFile } from "../people/people-file.ts";
import type { Timeline } from "../timeline/timeline.ts";

/** A stop may have begun this long before the window it is listed in. */
const lookBackMs = 12 * 3_600_000;

/** Where losses come from: what machines did, and what people said of it. */
export interface LossSources {
  readonly timeline: Timeline;
  readonly people: PeopleFile | undefined;
}

/** The part of a window of which states and parts are both held. */
export function knownPart(timeline: Timeline, window: Span): Span {
  const { startMs, endMs } = timeline.range();
  return { fromMs: Math.max(window.fromMs, startMs), toMs: Math.min(window.toMs, endMs) };
}

/** Stretches of each asset in a span and some time before it, so that a stop that had begun already has its beginning. */
export async function stretchesOf(
  { timeline }: LossSources,
  assets: readonly Asset[],
  span: Span,
  knownAtMs: number | undefined,
): Promise<readonly (readonly Stretch[])[]> {
  const fromMs = span.fromMs - lookBackMs;
  if (span.toMs <= span.fromMs) return assets.map(() => []);
  const rows = assets.map(({ row }) => row);
  const lanes = await timeline.lanes(rows, fromMs, span.toMs, Infinity, knownAtMs);
  const gaps = timeline.gaps(fromMs, span.toMs);
  return lanes.map((segments) => outsideOf(toStretches(segments), gaps));
}

/** The same cut to the span, each stop with the reason that a person assigned to it. */
export async function countedStretches(
  sources: LossSources,
  assets: readonly Asset[],
  span: Span,
  knownAtMs: number | undefined,
): Promise<readonly (readonly Stretch[])[]> {
  const all = await stretchesOf(sources, assets, span, knownAtMs);
  return all.map((stretches, index) => {
    const assetId = assets[index]?.id ?? "";
    const assigned = stretches.map((stretch) => {
      const person = sources.people?.reason(assetId, stretch.fromMs);
      return person === undefined || !stopStates.has(stretch.state)
        ? stretch
        : { ...stretch, reasonCode: person.code, reason: person.text };
    });
    return outsideOf(assigned, [{ fromMs: -Infinity, toMs: span.fromMs }]);
  });
}

/** Sums first: the elements of several stations are added before anything is divided. */
export function elementsOf(
  timeline: Timeline,
  assets: readonly Asset[],
  stretches: readonly (readonly Stretch[])[],
  visits: readonly PartVisit[],
  { fromMs, toMs }: Span,
): TimeElements {
  const { plant } = timeline;
  return assets.reduce(
    (sum, asset, index) =>
      addElements(
        sum,
        timeElements({
          stretches: stretches[index] ?? [],
          calendar: calendarOf(plant, asset),
          timeZone: plant.file.timeZone,
          fromMs,
          toMs,
          // Parts of all of them come in one list.
          ...(index === 0 ? { counts: countVisits(visits, fromMs, toMs) } : {}),
        }),
      ),
    noTime,
  );
}

/** Parts made at stations. */
export async function stationVisits(
  timeline: Timeline,
  assets: readonly Asset[],
  span: Span,
): Promise<PartVisit[]> {
  const visits: PartVisit[] = [];
  for (const asset of assets) visits.push(...(await visitsAt(timeline, asset, asset, span)));
  return visits;
}

/**
 * Parts of the line end: good ones where the plan counts them, so that they are those of the output; the others where the last
 * station rejected them.
 */
export async function lineEndVisits(timeline: Timeline, span: Span): Promise<PartVisit[]> {
  const { plant } = timeline;
  const stations = lineEndStations(plant);
  const counter = plant.assets[plant.assetRowById.get(plant.file.plan?.countAt ?? "") ?? -1];
  const [first] = stations;
  if (counter === undefined || first === undefined || first.id === counter.id)
    return stationVisits(timeline, stations, span);
  const counted = await visitsAt(timeline, counter, first, span);
  const made = await stationVisits(timeline, stations, span);
  return [...counted, ...made.filter(({ good }) => !good)];
}

/** Visits at `place`, with the ideal cycles of `station`. */
async function visitsAt(timeline: Timeline, place: Asset, station: Asset, span: Span): Promise<PartVisit[]> {
  if (span.toMs <= span.fromMs) return [];
  const events = await timeline.partEvents(place.row, span.fromMs, span.toMs);
  const kinds = await kindsOf(timeline, station, events, span.toMs);
  return partVisits(
    station,
    place === station ? events : events.filter(({ verb }) => verb === "ship" || verb === "scrap"),
    (serial, timeMs) => kinds.get(serial)?.(timeMs),
    (to) => isRejectWay(timeline.plant, place, to),
  );
}

/** What is known of each part that is needed for its ideal cycle; nothing is asked where all variants have the same. */
async function kindsOf(
  timeline: Timeline,
  station: Asset,
  events: readonly PartEvent[],
  atMs: number,
): Promise<ReadonlyMap<string, (timeMs: number) => PartKind>> {
  const kinds = new Map<string, (timeMs: number) => PartKind>();
  if (typeof station.idealCycleS === "number" && station.reworkCycleS === undefined) return kinds;
  for (const serial of new Set(events.map((event) => event.serial))) {
    const own = events.filter((event) => event.serial === serial);
    const variant = own.find((event) => event.variant !== undefined)?.variant;
    if (variant !== undefined) {
      const againMs = own.find((event) => event.again === true)?.timeMs ?? Infinity;
      kinds.set(serial, (timeMs) => ({ variant, again: timeMs >= againMs }));
      continue;
    }
    const part = await timeline.part(serial, atMs);
    if (part === undefined) continue;
    const reworkMs = part.events.filter(({ verb }) => verb === "rework").map(({ timeMs }) => timeMs);
    kinds.set(serial, (timeMs) => ({
      variant: part.variant,
      again: reworkMs.some((each) => each < timeMs),
    }));
  }
  return kinds;
}
