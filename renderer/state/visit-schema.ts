// What a browser may remember of a plant between visits: saved views, and how the desk was left. Checked when read:
// anything else there is dropped, piece by piece. Knows no stores.
import { z } from "zod";

/** Most views a person may keep for one plant. */
export const mostViews = 40;
/** Longest name of a view. */
export const longestName = 60;

const metres = z.number().min(-1e6).max(1e6);
const point = z.tuple([metres, metres, metres]);
/** An eye that looks at where it stands looks nowhere. */
const viewpointSchema = z
  .object({ eye: point, target: point })
  .refine(({ eye, target }) => eye.some((metre, axis) => metre !== target[axis]));
const layersSchema = z.object({
  states: z.boolean(),
  flow: z.boolean(),
  values: z.boolean(),
  labels: z.boolean(),
  /** Absent = by the theme. */
  bottleneck: z.boolean().optional(),
  /** Absent = kept before there was such a layer. */
  defects: z.boolean().default(true),
});
const modeSchema = z.enum(["scene", "schematic"]);
const idSchema = z.string().min(1).max(64);

/** Camera, layers, mode and selection under a name; `key` = the digit that goes there. */
export const savedViewSchema = z.object({
  name: z.string().trim().min(1).max(longestName),
  key: z.number().int().min(1).max(9).optional(),
  /** Absent = the view of the whole plant. */
  camera: viewpointSchema.optional(),
  layers: layersSchema,
  mode: modeSchema,
  assetId: idSchema.optional(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** How the desk was left. */
export const lastVisitSchema = z.object({
  camera: viewpointSchema.optional(),
  layers: layersSchema,
  mode: modeSchema,
});
export type LastVisit = z.infer<typeof lastVisitSchema>;

/** Everything kept for one plant. */
export interface PlantMemory {
  readonly views: readonly SavedView[];
  readonly last: LastVisit | undefined;
}

/** Reads what was kept; of a damaged memory whatever is whole. */
export function parseMemory(kept: unknown): PlantMemory {
  const outer = z
    .object({ views: z.array(z.unknown()).catch([]), last: z.unknown().optional() })
    .safeParse(kept);
  if (!outer.success) return { views: [], last: undefined };
  const takenKeys = new Set<number>();
  const views = outer.data.views.slice(0, mostViews).flatMap((entry): SavedView[] => {
    const view = savedViewSchema.safeParse(entry);
    if (!view.success) return [];
    const { key, ...rest } = view.data;
    // One digit, one view.
    if (key === undefined || takenKeys.has(key)) return [rest];
    takenKeys.add(key);
    return [view.data];
  });
  const last = lastVisitSchema.safeParse(outer.data.last);
  return { views, last: last.success ? last.data : undefined };
}
