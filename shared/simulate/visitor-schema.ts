// What a visitor may do to a simulated plant. It exists on no other source.
import { z } from "zod";
import { idSchema } from "../model/plant-schema.ts";

const lengthS = z
  .number()
  .positive()
  .max(8 * 3600);

export const visitorCommandSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("stop"), asset: idSchema, durationS: lengthS }),
  z.strictObject({ kind: z.literal("delaySupply"), asset: idSchema, durationS: lengthS }),
  z.strictObject({
    kind: z.literal("changeMix"),
    orders: z
      .array(z.strictObject({ variant: idSchema, quantity: z.number().int().positive().max(10_000) }))
      .min(1)
      .max(100),
  }),
  z.strictObject({ kind: z.literal("callAwayOperator"), asset: idSchema, durationS: lengthS }),
  z.strictObject({ kind: z.literal("foulGlass"), asset: idSchema, durationS: lengthS }),
]);
/** A visitor's command; `durationS` in plant time. */
export type VisitorCommand = z.infer<typeof visitorCommandSchema>;
