// What a browser may remember of the panels: sizes a person chose, folded docks, the frame budget. Checked when read.
import { z } from "zod";

const size = z.number().min(1).max(200).optional().catch(undefined);
const folded = z.boolean().catch(false);
const layoutSchema = z.object({
  size: z.object({ left: size, right: size, bottom: size }).catch({}),
  collapsed: z
    .object({ left: folded, right: folded, bottom: folded })
    .catch({ left: false, right: false, bottom: false }),
  budget: z.boolean().catch(false),
});
export type KeptLayout = z.infer<typeof layoutSchema>;

/** The kept layout, or undefined when there is none that can be read. */
export function parseLayout(kept: unknown): KeptLayout | undefined {
  const parsed = layoutSchema.safeParse(kept);
  return parsed.success ? parsed.data : undefined;
}
