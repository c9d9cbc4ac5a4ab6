// What a host tells a page unasked. Each event has a sequence; a viewer that falls 1,000 behind gets `resync` instead.
import { z } from "zod";
import { outputSchema, playheadSchema, problemSchema, recordingInfo, sourceInfoSchema } from "./requests.ts";

/** How far an import is, or how it ended. */
export const importStateSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("running"),
    bytesRead: z.number(),
    /** 0 = not known yet. */
    bytesTotal: z.number(),
    readings: z.number(),
    refused: z.number(),
  }),
  z.object({
    kind: z.literal("done"),
    recording: recordingInfo,
    refused: z.number(),
    problems: z.array(problemSchema),
  }),
  z.object({ kind: z.literal("failed"), problems: z.array(problemSchema) }),
]);
export type ImportState = z.infer<typeof importStateSchema>;

export const eventSchema = z.discriminatedUnion("name", [
  /** Every 500 ms, whatever happens: the page that misses it for 1.5 s shows a lost link. */
  z.object({ name: z.literal("pulse"), wallMs: z.number() }),
  /** The playhead changed by itself (end reached, live overtaken) or by request. */
  z.object({ name: z.literal("playhead"), playhead: playheadSchema }),
  /** State changes the playhead passed, in order, never coalesced; only up to 10 times real time. */
  z.object({
    name: z.literal("transitions"),
    items: z.array(
      z.object({
        asset: z.number(),
        timeMs: z.number(),
        state: z.string(),
        nativeState: z.string(),
        reason: z.string().optional(),
      }),
    ),
  }),
  /**
   * States were told long after their time, wherever the playhead is: the lanes of these assets (rows) are others from then on.
   * About once a second.
   */
  z.object({
    name: z.literal("lateStates"),
    items: z.array(z.object({ asset: z.number(), fromMs: z.number() })),
  }),
  /** New entries of the string table, before the frame that uses them. */
  z.object({ name: z.literal("strings"), from: z.number(), texts: z.array(z.string()) }),
  /** About once a second. */
  z.object({ name: z.literal("sources"), sources: z.array(sourceInfoSchema), problemCount: z.number() }),
  z.object({ name: z.literal("output"), output: outputSchema }),
  /** Somebody said something or took it back: ask for people's records again. */
  z.object({ name: z.literal("people") }),
  /** What the defect engine says of what is looked at has changed: ask for its report again. */
  z.object({ name: z.literal("findings") }),
  /** An import goes on or ended; to everybody who may operate, and again to a page that connects anew. */
  z.object({ name: z.literal("import"), job: z.string(), state: importStateSchema }),
  /** A person opened a file on the desktop that is not ours: it can be imported by this id. */
  z.object({ name: z.literal("importOffered"), file: z.string(), fileName: z.string() }),
  /** Events were skipped: ask again for what was derived from them. */
  z.object({ name: z.literal("resync") }),
]);
export type HostEvent = z.infer<typeof eventSchema>;
export type HostEventName = HostEvent["name"];
