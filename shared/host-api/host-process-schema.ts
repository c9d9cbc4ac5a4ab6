// What main and the host process say to each other. Plant data never goes this way: each window has a port of its own.
import { z } from "zod";

/** Main to host. `viewer` comes with one message port. */
export const toHostSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("viewer") }),
  /** Open a file or folder; `grant` names this one request and its answer. */
  z.object({ kind: z.literal("open"), grant: z.string(), path: z.string() }),
  /** The answer to `secret`; absent when there is none or none can be kept. */
  z.object({ kind: z.literal("secret"), name: z.string(), secret: z.string().optional() }),
  z.object({ kind: z.literal("stop") }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/** Host to main. */
export const fromHostSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  /** What it was started with cannot be opened; it ends, and starting it again would not help. */
  z.object({ kind: z.literal("failed"), message: z.string(), hint: z.string() }),
  z.object({ kind: z.literal("opened"), grant: z.string() }),
  z.object({ kind: z.literal("refused"), grant: z.string(), message: z.string(), hint: z.string() }),
  /** Asks for a password kept by the system; with `keep`, gives one to be kept. */
  z.object({ kind: z.literal("secret"), name: z.string(), keep: z.string().optional() }),
  /** A recording began or ended: the machine must not fall asleep meanwhile. */
  z.object({ kind: z.literal("recording"), active: z.boolean() }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
