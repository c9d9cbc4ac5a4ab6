// plant.json as people write it: the zod schemas, and the types they give.
// Checks that cross entries (references, reachability, overlaps) are in plant-check.ts; rows and look-ups in plant.ts.
import { z } from "zod";

/** Ids are unique in a plant and safe in file names, URLs and topics. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, "must be 1 to 64 of A-Z a-z 0-9 . _ -")
  .describe("Unique in the plant; letters, digits, dot, underscore and hyphen.");

const positive = z.number().positive();
const nonNegative = z.number().nonnegative();
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be HH:MM");
const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "must be YYYY-MM-DD");

/** ISA-95 level of an asset, extended by what flows between stations. */
export const assetLevels = [
  "site",
  "area",
  "line",
  "cell",
  "station",
  "buffer",
  "conveyor",
  "robot",
  "vehicle",
  "operator",
  "supply",
  "demand",
] as const;
export type AssetLevel = (typeof assetLevels)[number];

/** Shapes the scene knows. Anything else is drawn as `unknown`, and `gemba check` says so. */
export const assetKinds = [
  "unknown",
  "machiningCentre",
  "lathe",
  "press",
  "oven",
  "robotCell",
  "laserCell",
  "gantry",
  "testCell",
  "inspection",
  "manualBench",
  "conveyor",
  "rack",
  "vehicle",
  "container",
  "supply",
  "demand",
] as const;
export type AssetKind = (typeof assetKinds)[number];

/** Machines modelled one by one, named by what they do. An asset without a model is drawn as its kind's stand-in. */
export const assetModels = [
  "cellIntake",
  "cellTester",
  "plasmaCleaner",
  "stackingCell",
  "servoPress",
  "laserWeldCell",
  "weldVision",
  "reworkBench",
  "cobotBench",
  "moduleTester",
  "pasteDispenser",
  "laserProfiler",
  "trayLoader",
  "marriageCell",
  "boltGantry",
  "harnessStation",
  "leakTester",
  "sealingCell",
  "coverPlacer",
  "screwCell",
  "airLeakChamber",
  "endOfLineBooth",
  "packLabeller",
  "cellSupply",
  "traySupply",
  "packDispatch",
  "scrapRack",
] as const;
export type AssetModel = (typeof assetModels)[number];

/** Cameras whose pictures a simulation can draw. */
export const cameraKinds = ["weldSeam"] as const;

/** Metres in the plant frame (x east, y north, z up); heading counter-clockwise from east in degrees. */
export const poseSchema = z.strictObject({
  x: z.number(),
  y: z.number(),
  z: z.number().default(0),
  headingDeg: z.number().default(0),
});

/** Length along the heading, width across, height; metres. The pose is the middle of the footprint. */
export const sizeSchema = z.strictObject({ length: positive, width: positive, height: positive });

/** A number for all variants, or one for each. */
const perVariant = z.union([nonNegative, z.record(z.string(), nonNegative)]);

/** One limit pair of a signal or characteristic, valid from `since` on. */
export const limitSchema = z.strictObject({
  kind: z.enum(["spec", "control", "alarm", "range"]),
  low: z.number().optional(),
  high: z.number().optional(),
  /** Target of a spec, centre line of a control limit. */
  centre: z.number().optional(),
  variant: idSchema.optional(),
  /** What a control limit was computed from. */
  basis: z.string().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
});
export type Limit = z.infer<typeof limitSchema>;

/** One measured thing of an asset. Its id is `assetId/name`. */
export const signalSchema = z.strictObject({
  name: idSchema,
  label: z.string().optional(),
  type: z.enum(["number", "enum", "text"]).default("number"),
  /** UCUM code: `Cel`, `mm`, `N.m`, `1`. */
  unit: z.string().default("1"),
  /** Labels of an enum; the value is the index into them. */
  labels: z.array(z.string()).optional(),
  limits: z.array(limitSchema).default([]),
  /** A value older than this is stale; absent = only a lost source makes it stale. */
  staleAfterS: positive.optional(),
  /** The source's own id for it (a tag): `Mazak01:Xabs`. */
  tag: z.string().optional(),
  /** What the value means to the state map of its asset. */
  role: z
    .enum(["execution", "controllerMode", "emergencyStop", "availability", "partCount", "program"])
    .optional(),
  /** Shown on the asset in the values layer. */
  featured: z.boolean().default(false),
});
export type SignalFile = z.infer<typeof signalSchema>;

/** A measured property of a part at a station: its limits are checked per variant. */
export const characteristicSchema = z.strictObject({
  name: idSchema,
  label: z.string().optional(),
  unit: z.string().default("1"),
  limits: z.array(limitSchema).default([]),
});

/** How parts flow through a station. On a cell of equal stations a rule holds for each that has none of its own. */
const flowRules = z.strictObject({
  operators: z
    .array(idSchema)
    .optional()
    .describe("Operator positions that the station needs, all at once; assets of level operator."),
  makes: idSchema
    .optional()
    .describe("What the station makes when it takes from a supply or assembles: module. Default: part."),
  perOrderUnit: z
    .number()
    .int()
    .positive()
    .optional()
    .describe("Parts that the station makes for one ordered unit: 4 modules for a pack. Default: 1."),
  first: z
    .boolean()
    .optional()
    .describe("Its parts get a free place before those of other stations, as after rework. Default: false."),
  follows: z
    .strictObject({ station: idSchema, quantity: z.number().int().positive() })
    .optional()
    .describe("It makes one part for each so many good parts of a variant that another station finishes."),
  openTimeS: positive
    .optional()
    .describe(
      "Seconds in which what it leaves on a part (paste) stays usable; a part not joined by then is set aside.",
    ),
});
/** Names of the flow rules, which only stations and cells of equal stations may carry. */
export const flowRuleNames = flowRules.keyof().options;

export const assetSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  level: z.enum(assetLevels),
  kind: z.string().default("unknown"),
  /** The machine as modelled; without it the kind's stand-in is drawn. */
  model: z
    .enum(assetModels)
    .optional()
    .describe("The machine as modelled; without it the asset is drawn as its kind's stand-in."),
  parent: idSchema.optional(),
  pose: poseSchema.optional(),
  size: sizeSchema.optional(),
  /** Parts it can hold at once. */
  capacity: z.number().int().optional(),
  /** Ideal cycle in seconds, for all variants or each. */
  idealCycleS: perVariant.optional(),
  /** Ideal cycle in seconds of a part that comes back after rework, where that is another one. */
  reworkCycleS: positive
    .optional()
    .describe("Ideal cycle in seconds of a part that comes back after rework."),
  /** Change-over in seconds: one number, or `{ from: { to: s } }`. */
  setupS: z.union([nonNegative, z.record(z.string(), z.record(z.string(), nonNegative))]).optional(),
  /** Stops up to this long are micro-stops. */
  microStopMaxS: positive.default(300),
  calendar: idSchema.optional(),
  /** Parts an assembly consumes for one of its own: asset they come from, and how many. */
  assembles: z.array(z.strictObject({ from: idSchema, quantity: z.number().int().positive() })).optional(),
  ...flowRules.shape,
  signals: z.array(signalSchema).default([]),
  characteristics: z.array(characteristicSchema).default([]),
  camera: z
    .enum(cameraKinds)
    .optional()
    .describe(
      "Its camera's picture of a part is drawn from the part's results. weldSeam: of seamWidth (mm), seamArea (mm2) and spatter (mm2).",
    ),
  description: z.string().optional(),
});
export type AssetFile = z.infer<typeof assetSchema>;

/** The way of parts from one asset to the next. */
export const linkSchema = z.strictObject({
  from: idSchema,
  to: idSchema,
  kind: z.enum(["flow", "rework", "scrap", "vehicle"]).default("flow"),
  transferS: nonNegative.default(0),
  /** Points between the two, metres in the plant frame. */
  via: z.array(z.tuple([z.number(), z.number()])).default([]),
  /** Vehicles that serve a `vehicle` link, and how many parts they carry. */
  vehicles: z.array(idSchema).optional(),
  batch: z.number().int().positive().optional(),
  roundTripS: positive
    .optional()
    .describe(
      "Seconds until a vehicle of a `vehicle` link is back for the next batch. Default: twice transferS.",
    ),
});
export type LinkFile = z.infer<typeof linkSchema>;

/** Local wall times; a shift that ends before it begins runs past midnight and belongs to the day it began. */
export const calendarSchema = z.strictObject({
  id: idSchema,
  shifts: z.array(
    z.strictObject({
      name: z.string().min(1),
      from: localTime,
      to: localTime,
      /** ISO weekdays on which it begins, 1 = Monday. */
      days: z.array(z.number().int().min(1).max(7)).min(1),
      breaks: z.array(z.strictObject({ from: localTime, to: localTime })).default([]),
    }),
  ),
  /** Days that differ: no work, or other shifts (overtime included). */
  exceptions: z
    .array(
      z.strictObject({
        date: localDate,
        name: z.string().min(1),
        shifts: z
          .array(
            z.strictObject({
              name: z.string().min(1),
              from: localTime,
              to: localTime,
              breaks: z.array(z.strictObject({ from: localTime, to: localTime })).default([]),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});
export type CalendarFile = z.infer<typeof calendarSchema>;

/** A reason tree of at most three levels. */
const reasonLeaf = z.strictObject({ code: idSchema, text: z.string().min(1) });
const reasonGroup = reasonLeaf.extend({ reasons: z.array(reasonLeaf).default([]) });
export const reasonSchema = reasonLeaf.extend({ reasons: z.array(reasonGroup).default([]) });

export const variantSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  /** Accent of the product in the scene, `#rrggbb`. */
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, "must be #rrggbb")
    .optional(),
});

/** What is to be made: target takt of the line end and the calendar it counts in. */
export const planSchema = z.strictObject({
  /** Seconds per finished part at the line end. */
  taktS: positive,
  calendar: idSchema,
  /** Asset whose `ship` events count. */
  countAt: idSchema,
  /** The word for a finished part in the plural: `packs`. */
  unitName: z.string().default("parts"),
});

export const plantSchema = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal(1),
  id: idSchema,
  name: z.string().min(1),
  /** IANA zone of the plant: all local times are in it. */
  timeZone: z.string(),
  variants: z.array(variantSchema).default([]),
  reasons: z.array(reasonSchema).default([]),
  calendars: z.array(calendarSchema).default([]),
  assets: z.array(assetSchema).min(1),
  links: z.array(linkSchema).default([]),
  plan: planSchema.optional(),
  maxInProcess: z
    .number()
    .int()
    .positive()
    .optional()
    .describe(
      "Constant work in process: most parts released by supplies and not yet out of the line; with assemblies two sets at least.",
    ),
  /** Camera views `1`-`9`: looked-at point and viewpoint, metres in the plant frame. */
  views: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        target: z.tuple([z.number(), z.number(), z.number()]),
        eye: z.tuple([z.number(), z.number(), z.number()]),
      }),
    )
    .max(9)
    .default([]),
});
/** A plant as written, defaults filled in. */
export type PlantFile = z.infer<typeof plantSchema>;
