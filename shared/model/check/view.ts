// What the cross checks look at: every entry of plant.json that is well-formed by itself, beside all ids that were written.
// So one broken entry hides no other problem, and no reference to it is called unknown.
import type { z } from "zod";
import type { Problem, Severity } from "../../base/problem.ts";
import {
  type AssetFile,
  assetSchema,
  type CalendarFile,
  calendarSchema,
  type LinkFile,
  linkSchema,
  type PlantFile,
  plantSchema,
  planSchema,
  reasonSchema,
} from "../plant-schema.ts";

/** The usable part of a plant file. */
export interface PlantView {
  readonly assets: readonly AssetFile[];
  readonly links: readonly { readonly index: number; readonly link: LinkFile }[];
  readonly calendars: readonly CalendarFile[];
  readonly reasons: readonly z.infer<typeof reasonSchema>[];
  readonly plan: z.infer<typeof planSchema> | undefined;
  readonly timeZone: string | undefined;
  /** Ids as written, broken entries included, with repeats. */
  readonly writtenIds: Readonly<Record<"assets" | "calendars" | "variants", readonly string[]>>;
  readonly assetById: ReadonlyMap<string, AssetFile>;
}

/** Adds a problem at a place below the file. */
export type Add = (
  path: readonly string[],
  id: string,
  message: string,
  hint: string,
  severity?: Severity,
) => void;

/** An `Add` that collects into `problems` below `file`. */
export function collector(file: string, problems: Problem[]): Add {
  return (path, id, message, hint, severity = "error") => {
    problems.push({ path: [file, ...path], id, severity, message, hint });
  };
}

/** Whether `value` is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entries(json: unknown, key: string): readonly unknown[] {
  const list = isRecord(json) ? json[key] : undefined;
  return Array.isArray(list) ? list : [];
}

/** The entries of one list that pass its schema. */
function usable<T extends z.ZodType>(
  list: readonly unknown[],
  schema: T,
): { index: number; value: z.output<T> }[] {
  return list.flatMap((entry, index) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [{ index, value: parsed.data }] : [];
  });
}

function writtenIds(list: readonly unknown[]): string[] {
  return list.flatMap((entry) => (isRecord(entry) && typeof entry["id"] === "string" ? [entry["id"]] : []));
}

/** Reads what can be read; `whole` = the file when all of it fits the schema. */
export function plantView(json: unknown, whole: PlantFile | undefined): PlantView {
  const ids = {
    assets: writtenIds(entries(json, "assets")),
    calendars: writtenIds(entries(json, "calendars")),
    variants: writtenIds(entries(json, "variants")),
  };
  const parts = whole ?? usableParts(json);
  return {
    assets: parts.assets,
    links: whole === undefined ? usableLinks(json) : whole.links.map((link, index) => ({ index, link })),
    calendars: parts.calendars,
    reasons: parts.reasons,
    plan: parts.plan,
    timeZone: parts.timeZone,
    writtenIds: ids,
    assetById: new Map(parts.assets.map((asset) => [asset.id, asset])),
  };
}

function usableLinks(json: unknown): PlantView["links"] {
  return usable(entries(json, "links"), linkSchema).map(({ index, value }) => ({ index, link: value }));
}

function usableParts(
  json: unknown,
): Pick<PlantView, "assets" | "calendars" | "reasons" | "plan" | "timeZone"> {
  const values = <T extends z.ZodType>(key: string, schema: T): z.output<T>[] =>
    usable(entries(json, key), schema).map(({ value }) => value);
  const record = isRecord(json) ? json : {};
  return {
    assets: values("assets", assetSchema),
    calendars: values("calendars", calendarSchema),
    reasons: values("reasons", reasonSchema),
    plan: planSchema.safeParse(record["plan"]).data,
    timeZone: plantSchema.shape.timeZone.safeParse(record["timeZone"]).data,
  };
}
