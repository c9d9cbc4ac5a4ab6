// How the columns of a file become readings: the mapping as people keep it in JSON. `gemba import FILE --propose` writes one.
import { z } from "zod";
import { assetStates, qualities } from "../model/state.ts";
import { timeFormats } from "./time-text.ts";

const column = z.string().min(1).describe("Name of a column, as in the header.");
const pattern = z.string().max(500).refine(isPattern, "must be a regular expression");

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source !== "";
  } catch {
    return false;
  }
}

const base = {
  schema: z.literal(1),
  /** What the recording is called; default: the file's name. */
  name: z.string().min(1).optional(),
  csv: z
    .strictObject({
      separator: z.enum([",", ";", "\t", "|"]).default(","),
      decimal: z.enum([".", ","]).default("."),
    })
    .prefault({}),
  time: z.strictObject({
    column,
    format: z.enum(timeFormats),
    /** IANA zone of times that name none. */
    zone: z.string().optional(),
    /** Instant of second 0, for `secondsFromStart`. */
    start: z.iso.datetime({ offset: true }).optional(),
  }),
  /** Rows may come so much later than newer ones and are still put into their place; what comes later is backfill. */
  sortWindowS: z.number().nonnegative().max(604_800).default(2),
  /** Silence longer than this is shown as a gap. */
  gapS: z.number().positive().optional(),
};

/** What a row of an event log can tell. */
export const eventVerbs = [
  "schedule",
  "arrive",
  "start",
  "suspend",
  "resume",
  "finish",
  "depart",
  "join",
  "scrap",
  "state",
  "ignore",
] as const;
export type EventVerb = (typeof eventVerbs)[number];

export const eventMappingSchema = z.strictObject({
  ...base,
  kind: z.literal("events"),
  asset: z.strictObject({ column, ids: z.record(z.string(), z.string()).default({}) }),
  /** Which row tells what; absent = each row is an operation that starts there. */
  event: z.strictObject({ column, words: z.record(z.string(), z.enum(eventVerbs)) }).optional(),
  /** Where states come from: rows that tell them, or operations that start and finish. */
  states: z.enum(["told", "operations"]).default("operations"),
  state: z.strictObject({ column, words: z.record(z.string(), z.enum(assetStates)).default({}) }).optional(),
  /** `lastRow` = a part whose last row finishes an operation leaves the plant with it. */
  part: z.strictObject({ column, ends: z.enum(["never", "lastRow"]).default("never") }).optional(),
  variant: column.optional(),
  activity: column.optional(),
  /** Logs with one row for an operation: when it finished. */
  endTime: column.optional(),
  /** Operations that did not do what they should: what holds after them is told by the reason. */
  outcome: z.strictObject({ column, failed: z.array(z.string()).min(1) }).optional(),
  reason: z
    .strictObject({
      column,
      /** The first that matches gives code, text and state; `$1` in the text is what the pattern's first group found. */
      rules: z
        .array(
          z.strictObject({
            match: pattern,
            code: z.string().min(1),
            text: z.string().min(1),
            state: z.enum(assetStates),
          }),
        )
        .default([]),
    })
    .optional(),
  /** Where a transport puts the part down: the first group of the pattern is the asset. */
  to: z.strictObject({ column, match: pattern }).optional(),
});
export type EventMapping = z.infer<typeof eventMappingSchema>;

/** One signal: what a column (or a name, or a field) is in the plant. */
const signalOf = {
  /** The signal's id `asset/name` or its tag. */
  key: z.string().min(1),
  type: z.enum(["number", "text"]).default("number"),
  unit: z.string().default("1"),
  label: z.string().optional(),
};
const columnSignal = z.strictObject({ column, ...signalOf });
const fieldSignal = z.strictObject({ path: z.string().min(1), ...signalOf });
export type SignalMapping = z.infer<z.ZodObject<typeof signalOf>>;

export const wideMappingSchema = z.strictObject({
  ...base,
  kind: z.literal("wide"),
  signals: z.array(columnSignal).min(1),
});
export type WideMapping = z.infer<typeof wideMappingSchema>;

export const longMappingSchema = z.strictObject({
  ...base,
  kind: z.literal("long"),
  signal: column,
  value: column,
  /** In front of the signal's name, when the asset has a column of its own. */
  asset: column.optional(),
  quality: z.strictObject({ column, words: z.record(z.string(), z.enum(qualities)).default({}) }).optional(),
});
export type LongMapping = z.infer<typeof longMappingSchema>;

export const mcapMappingSchema = z.strictObject({
  schema: z.literal(1),
  name: z.string().min(1).optional(),
  kind: z.literal("mcap"),
  channels: z.array(z.strictObject({ topic: z.string(), fields: z.array(fieldSignal).min(1) })).min(1),
  sortWindowS: z.number().nonnegative().max(3600).default(2),
  gapS: z.number().positive().optional(),
});
export type McapMapping = z.infer<typeof mcapMappingSchema>;

export const mappingSchema = z.discriminatedUnion("kind", [
  eventMappingSchema,
  wideMappingSchema,
  longMappingSchema,
  mcapMappingSchema,
]);
export type Mapping = z.infer<typeof mappingSchema>;
export type CsvMapping = EventMapping | WideMapping | LongMapping;

/** The log that Gemba writes itself: `time_s,resource,event,part,state,reason`. */
export const ownEventColumns = ["time_s", "resource", "event", "part", "state", "reason"] as const;
