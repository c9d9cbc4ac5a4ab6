// How often parts are bad while all is as usual: what clean shifts have taught, as it is kept in a file.
import { z } from "zod";

const count = z.number().int().nonnegative();

export const cleanRatesSchema = z.object({
  /** In words: `20 simulated clean shifts`. */
  trainedOn: z.string(),
  isSimulated: z.boolean(),
  fromMs: z.number().finite(),
  toMs: z.number().finite(),
  /** Hours of production that were counted. */
  hours: z.number().positive(),
  /** Parts found bad at their first try, of those judged, by id of the class (`station/characteristic/side`). */
  classes: z.record(z.string(), z.object({ bad: count, judged: count })),
});
export type CleanRates = z.infer<typeof cleanRatesSchema>;
