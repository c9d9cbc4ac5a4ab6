// What a host tells a page unasked. Each event has a sequence; a viewer that falls 1,000 behind gets `resync` instead.
import { z } from "zod";
import { outputSchema, playheadSchema, sourceInfoSchema } from "./requests.ts";

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
  /** New entries of the string table, before the frame that uses them. */
  z.object({ name: z.literal("strings"), from: z.number(), texts: z.array(z.string()) }),
  /** About once a second. */
  z.object({ name: z.literal("sources"), sources: z.array(sourceInfoSchema), problemCount: z.number() }),
  z.object({ name: z.literal("output"), output: outputSchema }),
  /** Somebody said something or took it back: ask for people's records again. */
  z.object({ name: z.literal("people") }),
  /** Events were skipped: ask again for what was derived from them. */
  z.object({ name: z.literal("resync") }),
]);
export type HostEvent = z.infer<typeof eventSchema>;
export type HostEventName = HostEvent["name"];
