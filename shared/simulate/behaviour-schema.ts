// behaviour.json: how the plant's stations behave when they are simulated. zod schema and parsing to Problems.
// Cycles, buffers, setups and ways are the plant's own; only what a plant file does not say is here.
import { z } from "zod";
import type { Outcome, Problem } from "../base/problem.ts";
import { idSchema } from "../model/plant-schema.ts";
import { engineReasons } from "./sink.ts";

const positive = z.number().positive();
const nonNegative = z.number().nonnegative();
const probability = z.number().min(0).max(1);

const stationBehaviourSchema = z.strictObject({
  /** Exponential failures; the clock says which time counts. */
  failure: z
    .strictObject({ clock: z.enum(["operating", "calendar"]), meanUpS: positive, meanRepairS: positive })
    .optional(),
  /** Chance of a micro-stop in a cycle, and its exponential mean length. */
  microStop: z.strictObject({ probability, meanS: positive }).optional(),
  /** Coefficient of variation of the cycle (bell-shaped); 0 = always the same. */
  cv: z.number().min(0).max(1).default(0),
  /** Exponential cycles instead, for comparison with theory. */
  exponential: z.boolean().default(false),
  /** Operator positions it needs, all at once. */
  operators: z.array(idSchema).default([]),
  /** What it makes, when it takes from a supply or assembles: `module`. */
  makes: idSchema.optional(),
  /** Parts of its own for one ordered unit. */
  perOrderUnit: z.number().int().positive().default(1),
  /** Its parts get a free place before others (rework). */
  first: z.boolean().default(false),
  /** It makes one part for each `quantity` good parts of a variant that another station finishes. */
  follows: z.strictObject({ station: idSchema, quantity: z.number().int().positive() }).optional(),
  /** What it leaves on a part (paste) stays usable so long; a part not joined by then is held and set aside. */
  openTimeS: positive.optional(),
  /** Lots of material it uses in turn. */
  lots: z
    .strictObject({ names: z.array(idSchema).min(1), partsPerLot: z.number().int().positive() })
    .optional(),
});

const defectSchema = z.strictObject({
  id: idSchema,
  class: idSchema,
  station: idSchema,
  lot: idSchema.optional(),
  /** Probability an operation: as a rule, while fouled, with a bad lot, with both. */
  base: probability,
  fouled: probability.optional(),
  badLot: probability.optional(),
  both: probability.optional(),
});

const inspectionSchema = z.strictObject({ station: idSchema, class: idSchema, probability });

const signalProcessSchema = z.strictObject({
  /** `asset/name`. */
  signal: z.string().min(3),
  /** Level while running, level at rest, standard deviation of the noise. */
  run: z.number(),
  idle: z.number(),
  sd: nonNegative,
  /** Sampling period; a signal has this or `perPart`. */
  everyS: positive.optional(),
  perPart: z.boolean().optional(),
  /** Time constant with which the level follows. */
  lagS: positive.optional(),
});

/** How a measured property spreads, and how an open defect of a class shows in it. */
const resultSchema = z.strictObject({
  station: idSchema,
  characteristic: idSchema,
  sd: nonNegative,
  defects: z.record(idSchema, z.strictObject({ mean: z.number(), sd: nonNegative })).default({}),
});

/** How an event of the scenario shows in a signal: it moves by `by`, in `rampS` seconds. */
const effectSchema = z.strictObject({
  event: z.enum(["fouling", "sensorFault"]),
  signal: z.string().min(3),
  by: z.number(),
  rampS: nonNegative,
});

/** What a machine says when it stops for a reason; of several for one reason, each stop takes one by chance. */
const messageSchema = z.strictObject({
  /** A station, or a cell of equal ones. */
  station: idSchema,
  reason: z.enum(engineReasons.map((reason) => reason.code)),
  level: z.enum(["warning", "fault"]),
  /** The machine's own code, as its control shows it. */
  code: z.string().min(1).max(40),
  text: z.string().min(1).max(200),
});

export const behaviourSchema = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal(1),
  stations: z.record(idSchema, stationBehaviourSchema),
  /** Vehicles: the ways are links of kind `vehicle`; only the round trip is said here, by the link's start. */
  roundTripS: z.record(idSchema, positive).default({}),
  defects: z.array(defectSchema).default([]),
  inspections: z.array(inspectionSchema).default([]),
  results: z.array(resultSchema).default([]),
  effects: z.array(effectSchema).default([]),
  /** Constant work in process: most parts released by supplies and not yet out of the line (two sets at least). */
  maxInProcess: z.number().int().positive().optional(),
  messages: z.array(messageSchema).default([]),
  signals: z.array(signalProcessSchema).default([]),
});
export type BehaviourFile = z.infer<typeof behaviourSchema>;
export type StationBehaviour = z.infer<typeof stationBehaviourSchema>;

/** Reads a parsed JSON document with a schema; every issue becomes a Problem with its path and a hint. */
export function parseDocument<T>(schema: z.ZodType<T>, fileName: string, input: unknown): Outcome<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue): Problem => ({
    path: [fileName, ...issue.path.map(String)],
    id: `invalid-${issue.code.replaceAll("_", "-")}`,
    severity: "error",
    message: `${[fileName, ...issue.path.map(String)].join(" › ")}: ${issue.message}.`,
    hint: "Compare with the schema of this file; unknown keys are refused so that misspellings are seen.",
  }));
  return { ok: false, problems };
}

/** Parses behaviour.json. */
export function parseBehaviour(input: unknown): Outcome<BehaviourFile> {
  return parseDocument(behaviourSchema, "behaviour.json", input);
}
