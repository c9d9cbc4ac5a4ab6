// Answers about losses: time elements of a shift, the stop list, the hourly board. Shapes only; the sums are shared/analyse/losses.
import { z } from "zod";
import { lossBuckets } from "../analyse/losses/time-buckets.ts";

const timeMs = z.number().finite();
const durationMs = z.number().finite();
const count = z.number().int().nonnegative();
const bucket = z.enum(lossBuckets);
const ratio = z.number().finite().optional();
const window = { fromMs: timeMs, toMs: timeMs };

const shiftSchema = z.object({ name: z.string(), productionDay: z.string(), ...window });

/** One asset or the line end, from the beginning of the shift to the playhead. */
export const shiftLossesSchema = z.object({
  ...window,
  /** The shift at the playhead; absent = none runs. */
  shift: shiftSchema.optional(),
  /** Whose time it is: one asset, or the parallel stations of the line end. */
  assets: z.array(z.string()),
  /** OEE is computed at the line end only; elsewhere technical availability, with starved and blocked apart. */
  isLineEnd: z.boolean(),
  unitName: z.string(),
  plannedOperationMs: durationMs,
  breakMs: durationMs,
  plannedBusyMs: durationMs,
  productionMs: durationMs,
  unknownMs: durationMs,
  losses: z.array(z.object({ bucket, lostMs: durationMs })),
  produced: count,
  good: count,
  withoutIdeal: count,
  idealGoodMs: durationMs,
  speedLossMs: durationMs,
  qualityLossMs: durationMs,
  coverage: ratio,
  availability: ratio,
  effectiveness: ratio,
  quality: ratio,
  oee: ratio,
  technicalAvailability: ratio,
  /** Losses of time by reason, longest first. */
  reasons: z.array(z.object({ bucket, code: z.string(), text: z.string(), lostMs: durationMs, count })),
  /** Why OEE, or everything, could not be computed. */
  why: z.string().optional(),
});
export type ShiftLosses = z.infer<typeof shiftLossesSchema>;

const given = z.object({ code: z.string(), text: z.string() });
const stopSchema = z.object({
  assetId: z.string(),
  ...window,
  state: z.string(),
  /** It has not ended. */
  open: z.boolean(),
  nativeState: z.string().optional(),
  machine: given.optional(),
  /** What a person assigned, and the record that says so. */
  person: given.extend({ recordId: z.string(), by: z.string(), atMs: timeMs }).optional(),
});
export type StopRow = z.infer<typeof stopSchema>;

export const stopListSchema = z.object({
  ...window,
  stops: z.array(stopSchema),
  /** All in the window, also those that did not fit. */
  count,
  lostMs: durationMs,
  byReason: z.array(
    z.object({
      code: z.string(),
      text: z.string(),
      level: z.number().int(),
      listed: z.boolean(),
      lostMs: durationMs,
      count,
    }),
  ),
  byAsset: z.array(z.object({ assetId: z.string(), lostMs: durationMs, count })),
});
export type StopList = z.infer<typeof stopListSchema>;

export const hourBoardSchema = z.object({
  unitName: z.string(),
  shift: shiftSchema.optional(),
  taktS: z.number().optional(),
  hours: z.array(
    z.object({
      ...window,
      plannedMs: durationMs,
      plan: count,
      planSoFar: count,
      actual: count.optional(),
      difference: z.number().int().optional(),
      cumulated: z.number().int().optional(),
      mainLoss: z
        .object({ bucket: z.union([bucket, z.enum(["speed", "quality"])]), lostMs: durationMs })
        .optional(),
    }),
  ),
  /** The stations whose losses are named. */
  assets: z.array(z.string()),
  why: z.string().optional(),
});
export type HourBoard = z.infer<typeof hourBoardSchema>;
