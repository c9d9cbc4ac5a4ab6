// Output of the running shift: actual, plan and forecast by rate. A pure function of what was shipped, the plan and the calendar.
import type { Output } from "../host-api/requests.ts";
import { nextShift, plannedBack, plannedMsBetween, shiftAt } from "../model/calendar.ts";
import type { Plant } from "../model/plant.ts";

/** What happened at the place where finished parts are counted. */
export interface Shipments {
  /** Times of finished parts, ascending, epoch milliseconds. */
  readonly shippedMs: readonly number[];
  /** Times of scrapped parts, ascending. */
  readonly scrappedMs: readonly number[];
  /** Earliest time from which both lists are complete. */
  readonly knownFromMs: number;
}

const hourMs = 3_600_000;
/** Less planned time than this gives no rate. */
const leastRateMs = 5 * 60_000;
/** How far back the last hour of planned time is looked for. */
const lookBackMs = 24 * hourMs;

/**
 * Output of the shift that runs at `nowMs`. Plan = planned time so far (breaks left out) over the takt, whole parts;
 * forecast = actual + rate of the last hour of planned time x planned time left. What cannot be computed is absent and
 * `why` says so.
 */
export function outputAt(plant: Plant, shipments: Shipments, nowMs: number): Output {
  const { plan, timeZone } = plant.file;
  if (plan === undefined) return { unitName: "parts", why: "The plant has no plan." };
  const { unitName } = plan;
  const calendar = plant.calendarById.get(plan.calendar);
  if (calendar === undefined) return { unitName, why: "The plan has no calendar." };
  const shift = shiftAt(calendar, timeZone, nowMs);
  if (shift === undefined) {
    const next = nextShift(calendar, timeZone, nowMs);
    return {
      unitName,
      why: next === undefined ? "No shift is planned." : "No shift runs now.",
      ...(next === undefined
        ? {}
        : { shiftName: next.name, shiftStartMs: next.fromMs, shiftEndMs: next.toMs }),
    };
  }

  const planned = (fromMs: number, toMs: number): number =>
    plannedMsBetween(calendar, timeZone, fromMs, toMs);
  const wholeParts = (plannedMs: number): number => Math.floor(plannedMs / 1000 / plan.taktS + 1e-9);
  const { fromMs, toMs } = shift;
  const base = {
    unitName,
    shiftName: shift.name,
    shiftStartMs: fromMs,
    shiftEndMs: toMs,
    plan: wholeParts(planned(fromMs, nowMs)),
    planAtEnd: wholeParts(planned(fromMs, toMs)),
  };
  const hasWholeShift = shipments.knownFromMs <= fromMs;
  const actual = countBetween(shipments.shippedMs, fromMs, nowMs);
  const counted = hasWholeShift
    ? { actual, scrapped: countBetween(shipments.scrappedMs, fromMs, nowMs) }
    : {};

  const back = plannedBack(
    calendar,
    timeZone,
    nowMs,
    hourMs,
    Math.min(lookBackMs, Math.max(0, nowMs - shipments.knownFromMs)),
  );
  if (back.plannedMs < leastRateMs) {
    return {
      ...base,
      ...counted,
      why: hasWholeShift ? "The shift has only begun." : "The shift began before the data.",
    };
  }
  const ratePerHour = (countBetween(shipments.shippedMs, back.fromMs, nowMs) * hourMs) / back.plannedMs;
  if (!hasWholeShift) return { ...base, ratePerHour, why: "The shift began before the data." };
  return {
    ...base,
    ...counted,
    ratePerHour,
    forecast: actual + (ratePerHour * planned(nowMs, toMs)) / hourMs,
  };
}

/** How many of the ascending times are in (fromMs, toMs]. */
export function countBetween(timesMs: readonly number[], fromMs: number, toMs: number): number {
  return Math.max(0, countUntil(timesMs, toMs) - countUntil(timesMs, fromMs));
}

function countUntil(timesMs: readonly number[], limitMs: number): number {
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timesMs[middle] ?? Infinity) <= limitMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
