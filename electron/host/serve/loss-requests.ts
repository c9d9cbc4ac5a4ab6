// Answers about losses: what a shift lost until the playhead, its stops, its hours. Gathers what a timeline knows and hands it
// to the pure sums in shared/analyse/losses; every number that a panel shows comes from one of these three.
import { hourBoard, mainLoss } from "#shared/analyse/losses/hour-board.ts";
import { calendarOf, lineEndStations } from "#shared/analyse/losses/line-end.ts";
import { lostMs, type Stop, stopsOf, sumByAsset, sumByReason } from "#shared/analyse/losses/stop-list.ts";
import { lossBuckets } from "#shared/analyse/losses/time-buckets.ts";
import {
  oeeIndices,
  qualityLossMs,
  speedLossMs,
  type TimeElements,
} from "#shared/analyse/losses/time-elements.ts";
import type { HourBoard, ShiftLosses, StopList, StopRow } from "#shared/host-api/losses-schema.ts";
import type { ReasonRecord } from "#shared/host-api/people-schema.ts";
import type { RequestHandlers } from "#shared/host-api/server.ts";
import { isStation } from "#shared/model/asset-roles.ts";
import { type Shift, shiftAt, type Span } from "#shared/model/calendar.ts";
import type { Asset } from "#shared/model/plant.ts";
import type { Timeline } from "../timeline/timeline.ts";
import {
  countedStretches,
  elementsOf,
  knownPart,
  lineEndVisits,
  type LossSources,
  stationVisits,
  stretchesOf,
} from "./loss-inputs.ts";

/** Shown where no shift runs. */
const withoutShiftMs = 8 * 3_600_000;
const mostReasons = 100;
const mostAssets = 200;

export interface LossContext extends LossSources {
  readonly playheadMs: () => number;
  /** The asset of an id; refuses one the plant does not have. */
  readonly assetOf: (id: string) => Asset;
}

export function lossRequests(
  context: LossContext,
): Pick<RequestHandlers, "losses.shift" | "losses.stops" | "losses.hours"> {
  return {
    "losses.shift": (args) => shiftLosses(context, args),
    "losses.stops": (args) => stopList(context, args),
    "losses.hours": (args) => hours(context, args.atMs ?? context.playheadMs()),
  };
}

/** The shift that runs at `atMs` by the plan's calendar, and the window up to then. */
function windowAt({ timeline }: LossContext, atMs: number): Span & { readonly shift: Shift | undefined } {
  const { plan, timeZone } = timeline.plant.file;
  const calendar = plan === undefined ? undefined : timeline.plant.calendarById.get(plan.calendar);
  const shift = calendar === undefined ? undefined : shiftAt(calendar, timeZone, atMs);
  if (shift !== undefined) return { shift, fromMs: shift.fromMs, toMs: atMs };
  return { shift, fromMs: Math.max(timeline.range().startMs, atMs - withoutShiftMs), toMs: atMs };
}

async function shiftLosses(
  context: LossContext,
  {
    asset,
    atMs,
    knownAtMs,
  }: { asset?: string | undefined; atMs?: number | undefined; knownAtMs?: number | undefined },
): Promise<ShiftLosses> {
  const { timeline } = context;
  const window = windowAt(context, atMs ?? context.playheadMs());
  const lineEnd = lineEndStations(timeline.plant);
  const chosen = asset === undefined ? undefined : context.assetOf(asset);
  const isLineEnd = chosen === undefined || lineEnd.some(({ id }) => id === chosen.id);
  const assets = isLineEnd ? lineEnd : [chosen];
  const known = knownPart(timeline, window);
  const stretches = await countedStretches(context, assets, known, knownAtMs);
  const visits = isLineEnd
    ? await lineEndVisits(timeline, known)
    : await stationVisits(timeline, assets, known);
  const elements = elementsOf(timeline, assets, stretches, visits, window);
  const indices = oeeIndices(elements);
  const why = whyNot(timeline, assets, elements, window.shift);
  return {
    fromMs: window.fromMs,
    toMs: window.toMs,
    ...(window.shift === undefined ? {} : { shift: shiftInfo(window.shift) }),
    assets: assets.map(({ id }) => id),
    isLineEnd,
    unitName: timeline.plant.file.plan?.unitName ?? "parts",
    plannedOperationMs: elements.plannedOperationMs,
    breakMs: elements.breakMs,
    plannedBusyMs: elements.plannedBusyMs,
    productionMs: elements.productionMs,
    unknownMs: elements.unknownMs,
    losses: lossBuckets.map((bucket) => ({ bucket, lostMs: elements.lossMs[bucket] })),
    produced: elements.produced,
    good: elements.good,
    withoutIdeal: elements.withoutIdeal,
    idealGoodMs: elements.idealGoodMs,
    speedLossMs: speedLossMs(elements),
    qualityLossMs: qualityLossMs(elements),
    ...(isLineEnd
      ? indices
      : {
          coverage: indices.coverage,
          availability: indices.availability,
          technicalAvailability: indices.technicalAvailability,
        }),
    reasons: elements.reasons.slice(0, mostReasons),
    ...(why === undefined ? {} : { why }),
  };
}

/** Why there is no OEE, in the words of the person who can change it. */
function whyNot(
  { plant }: Timeline,
  assets: readonly Asset[],
  elements: TimeElements,
  shift: Shift | undefined,
): string | undefined {
  if (assets.length === 0) {
    return plant.file.plan === undefined
      ? "The plant has no plan. Add “plan” to plant.json: takt, calendar, and where parts are counted."
      : "No station leads to the place where the plan counts. Add its links to plant.json.";
  }
  if (assets.every((asset) => calendarOf(plant, asset) === undefined))
    return "The plant has no calendar. Add its shifts to plant.json.";
  if (elements.plannedBusyMs === 0)
    return shift === undefined ? "No shift runs now." : "No time was planned so far.";
  if (elements.unknownMs >= elements.plannedBusyMs) return "Nothing was recorded of this time.";
  if (elements.withoutIdeal > 0)
    return `${elements.withoutIdeal} parts have no ideal cycle. Add it to plant.json for each variant.`;
  return undefined;
}

async function stopList(
  context: LossContext,
  args: {
    asset?: string | undefined;
    fromMs?: number | undefined;
    toMs?: number | undefined;
    order?: "start" | "duration" | undefined;
    limit: number;
    knownAtMs?: number | undefined;
  },
): Promise<StopList> {
  const { timeline, people } = context;
  const { plant } = timeline;
  const { startMs, endMs } = timeline.range();
  const { shift } = windowAt(context, context.playheadMs());
  // All that is known of the shift, not only until the playhead: who goes to one stop still sees those after it.
  const window = {
    fromMs: args.fromMs ?? shift?.fromMs ?? startMs,
    toMs: args.toMs ?? Math.min(shift?.toMs ?? endMs, endMs),
  };
  const assets = stationsIn(context, args.asset);
  const reach = knownPart(timeline, window);
  const stretches = await stretchesOf(context, assets, reach, args.knownAtMs);
  const stops = assets.flatMap(({ id }, index) =>
    stopsOf(id, stretches[index] ?? [], window, (fromMs) => people?.reason(id, fromMs)),
  );
  const lengthMs = ({ fromMs, toMs }: Span): number => toMs - fromMs;
  const order: (a: Stop, b: Stop) => number =
    args.order === "duration"
      ? (a, b) => lengthMs(b) - lengthMs(a) || b.fromMs - a.fromMs
      : (a, b) => b.fromMs - a.fromMs;
  return {
    ...window,
    stops: stops
      .sort(order)
      .slice(0, args.limit)
      .map(({ person, ...stop }) => ({
        ...stop,
        // At the end of what is known it may go on.
        open: stop.toMs >= reach.toMs,
        ...(person === undefined ? {} : { person: personInfo(person) }),
      })),
    count: stops.length,
    lostMs: stops.reduce((sum, stop) => sum + lostMs(stop, window), 0),
    byReason: sumByReason(stops, plant.file.reasons, window).slice(0, mostReasons),
    byAsset: sumByAsset(stops, window).slice(0, mostAssets),
  };
}

function personInfo({ code, text, id, by, atMs }: ReasonRecord): NonNullable<StopRow["person"]> {
  return { code, text, recordId: id, by, atMs };
}

/** The stations meant by an id: itself, or all below it; without one, all. */
function stationsIn({ timeline, assetOf }: LossContext, id: string | undefined): Asset[] {
  const { plant } = timeline;
  if (id === undefined) return plant.assets.filter(isStation);
  const found: Asset[] = [];
  const open = [assetOf(id).row];
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    const asset = plant.assets[row];
    if (asset === undefined) continue;
    if (isStation(asset)) found.push(asset);
    open.push(...asset.childRows);
  }
  return found.sort((a, b) => a.row - b.row);
}

async function hours(context: LossContext, atMs: number): Promise<HourBoard> {
  const { timeline } = context;
  const { plant } = timeline;
  const { plan, timeZone } = plant.file;
  const unitName = plan?.unitName ?? "parts";
  const calendar = plan === undefined ? undefined : plant.calendarById.get(plan.calendar);
  const window = windowAt(context, atMs);
  const { shift } = window;
  if (plan === undefined || calendar === undefined || shift === undefined) {
    const why =
      plan === undefined || calendar === undefined
        ? "The plant has no plan with a calendar. Add “plan” to plant.json."
        : "No shift runs now. Move the playhead into a shift.";
    return { unitName, hours: [], assets: [], why };
  }
  const { shippedMs, knownFromMs } = timeline.shipments();
  const board = hourBoard({ shift, calendar, timeZone, taktS: plan.taktS, shippedMs, knownFromMs, atMs });
  const assets = lineEndStations(plant);
  const known = knownPart(timeline, window);
  const stretches = await countedStretches(context, assets, known, undefined);
  const visits = await lineEndVisits(timeline, known);
  return {
    unitName,
    shift: shiftInfo(shift),
    taktS: plan.taktS,
    hours: board.map((hour) => {
      const toMs = Math.min(hour.toMs, atMs);
      if (toMs <= hour.fromMs) return hour;
      const loss = mainLoss(elementsOf(timeline, assets, stretches, visits, { fromMs: hour.fromMs, toMs }));
      return loss === undefined ? hour : { ...hour, mainLoss: loss };
    }),
    assets: assets.map(({ id }) => id),
  };
}

function shiftInfo({ name, productionDay, fromMs, toMs }: Shift): NonNullable<ShiftLosses["shift"]> {
  return { name, productionDay, fromMs, toMs };
}
