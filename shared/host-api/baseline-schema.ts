// What page and host say to each other of a baseline: what a plant is like when all is well, learnt from shifts that a person calls clean.
import { z } from "zod";
import { idSchema } from "../model/plant-schema.ts";

export const learnBaselineArgs = z.object({
  /** Ids of recordings in which all was well. */
  recordings: z.array(z.string().max(200)).min(1).max(100),
  /** Why another baseline is learnt; kept with it. */
  because: z.string().trim().min(1).max(1000),
  /** Assets that are as they should be now, whatever the baseline so far says. */
  accepted: z.array(idSchema).max(10_000),
});

/** What came of it. */
export const learntBaselineSchema = z.object({
  assets: z.number().int(),
  /** Minutes of running. */
  rows: z.number().int(),
  trainedOn: z.string(),
  /** Clean blocks, and how many are needed to flag. */
  blocks: z.number().int(),
  needed: z.number().int(),
  notLearnt: z.array(z.object({ assetId: z.string(), why: z.string() })),
});
export type LearntBaseline = z.infer<typeof learntBaselineSchema>;
