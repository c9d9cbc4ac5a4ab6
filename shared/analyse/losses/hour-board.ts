// The hourly plan/actual board of a shift: per clock hour of the plant what was planned, what came, and the main loss. Pure.
import { offsetMs, plannedMsBetween, type Span } from "../../model/calendar.ts";
import type { CalendarFile } from "../../model/plant-schema.ts";
import { countBetween } from "../output.ts";
import { qualityLossMs, speedLossMs, type TimeElements } from "./time-elements.ts";
import { type LossBucket, lossBuckets } from "./time-buckets.ts";

/** One clock hour of the shift, or the part of it that the shift takes. */
export interface BoardHour extends Span {
  /** Planned time: breaks are left out. */
  readonly plannedMs: number;
  /** Parts by takt in the whole hour, and until the playhead. */
  readonly plan: number;
  readonly planSoFar: number;
  /** Parts counted until the playhead; absent when the hour has not begun or the data do not reach back to it. */
  readonly actual?: number;
  /** Actual - plan so far, and the same from the beginning of the shift. */
  readonly difference?: number;
  readonly cumulated?: number;
}

export interface HourBoardInput {
  readonly shift: Span;
  readonly calendar: CalendarFile;
  readonly timeZone: string;
  readonly taktS: number;
  /** Times of finished parts, ascending, complete from `knownFromMs` on. */
  readonly shippedMs: readonly number[];
  readonly knownFromMs: number;
  /** The playhead: what comes after it is not counted. */
  readonly atMs: number;
}

/**
 * Hours of a shift. Plans are whole parts, as differences of the plan since the beginning of the shift, so that their sum is
 * the plan that the output shows (`outputAt`).
 */
export function hourBoard(input: HourBoardInput): BoardHour[] {
  const { shift, calendar, timeZone, taktS, shippedMs, knownFromMs, atMs } = input;
  const planUntil = (timeMs: number): number =>
    Math.floor(
      plannedMsBetween(calendar, timeZone, shift.fromMs, Math.max(shift.fromMs, timeMs)) / 1000 / taktS +
        1e-9,
    );
  return clockHours(timeZone, shift).map(({ fromMs, toMs }): BoardHour => {
    const untilMs = Math.min(Math.max(atMs, fromMs), toMs);
    const planBefore = planUntil(fromMs);
    const planSoFar = planUntil(untilMs) - planBefore;
    const base = {
      fromMs,
      toMs,
      plannedMs: plannedMsBetween(calendar, timeZone, fromMs, toMs),
      plan: planUntil(toMs) - planBefore,
      planSoFar,
    };
    if (atMs <= fromMs || knownFromMs > fromMs) return base;
    const actual = countBetween(shippedMs, fromMs, untilMs);
    return {
      ...base,
      actual,
      difference: actual - planSoFar,
      ...(knownFromMs > shift.fromMs
        ? {}
        : { cumulated: countBetween(shippedMs, shift.fromMs, untilMs) - planUntil(untilMs) }),
    };
  });
}

const hourMs = 3_600_000;

/** A span cut at the full hours of the plant's clock. The doubled hour of a change of clocks is two hours. */
export function clockHours(timeZone: string, span: Span): Span[] {
  const hours: Span[] = [];
  for (let fromMs = span.fromMs; fromMs < span.toMs;) {
    const localMs = fromMs + offsetMs(timeZone, fromMs);
    const toMs = Math.min(span.toMs, fromMs + hourMs - (((localMs % hourMs) + hourMs) % hourMs));
    hours.push({ fromMs, toMs });
    fromMs = toMs;
  }
  return hours;
}

/** The largest loss of all kinds, or undefined when nothing was lost. */
export function mainLoss(
  elements: TimeElements,
): { readonly bucket: LossBucket | "speed" | "quality"; readonly lostMs: number } | undefined {
  const losses = [
    ...lossBuckets.map((bucket) => ({ bucket, lostMs: elements.lossMs[bucket] })),
    { bucket: "speed" as const, lostMs: speedLossMs(elements) },
    { bucket: "quality" as const, lostMs: qualityLossMs(elements) },
  ];
  const [most] = losses.sort((a, b) => b.lostMs - a.lostMs);
  return most === undefined || most.lostMs <= 0 ? undefined : most;
}
