// behaviour.json: how the plant's stations behave when they are simulated. zod schema and parsing to Problems.
// Cycles, buffers, setups, ways and rules of the flow are the plant's own; here is only what happens by chance, and how it shows.
import { z } from "zod";
import type { Outcome, Problem } from "../base/problem.ts";
import { flowRuleNames, idSchema } from "../model/plant-schema.ts";
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

const fraction = z.number().min(0).max(1);

/**
 * One place on the part where defects of a class gather: its middle as fractions of length, width and height, the standard
 * deviation about it in the same fractions, and how much of the defects it has in proportion to the other places.
 */
const spotSchema = z.strictObject({
  at: z.tuple([fraction, fraction, fraction]),
  spread: z.tuple([fraction, fraction, fraction]).default([0, 0, 0]),
  share: positive.default(1),
});
export type SpotRule = z.infer<typeof spotSchema>;

/** How a measured property spreads, and how an open defect of a class shows in it: its value, and where on the part. */
const resultSchema = z.strictObject({
  station: idSchema,
  characteristic: idSchema,
  sd: nonNegative,
  defects: z
    .record(
      idSchema,
      z.strictObject({ mean: z.number(), sd: nonNegative, spots: z.array(spotSchema).default([]) }),
    )
    .default({}),
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
  defects: z.array(defectSchema).default([]),
  inspections: z.array(inspectionSchema).default([]),
  results: z.array(resultSchema).default([]),
  effects: z.array(effectSchema).default([]),
  messages: z.array(messageSchema).default([]),
  signals: z.array(signalProcessSchema).default([]),
});
export type BehaviourFile = z.infer<typeof behaviourSchema>;
export type StationBehaviour = z.infer<typeof stationBehaviourSchema>;

/** Reads a parsed JSON document with a schema; every issue becomes a Problem with its path and a hint. */
export function parseDocument<T>(
  schema: z.ZodType<T>,
  fileName: string,
  input: unknown,
  problemsOf: (issue: z.core.$ZodIssue) => readonly Problem[] = (issue) => [plainProblem(fileName, issue)],
): Outcome<T> {
  const parsed = schema.safeParse(input);
  return parsed.success
    ? { ok: true, value: parsed.data, problems: [] }
    : { ok: false, problems: parsed.error.issues.flatMap(problemsOf) };
}

function plainProblem(fileName: string, issue: z.core.$ZodIssue): Problem {
  const path = [fileName, ...issue.path.map(String)];
  return {
    path,
    id: `invalid-${issue.code.replaceAll("_", "-")}`,
    severity: "error",
    message: `${path.join(" › ")}: ${issue.message}.`,
    hint: "Compare with the schema of this file; unknown keys are refused so that misspellings are seen.",
  };
}

/** Parses behaviour.json. Rules of the flow stood here once: a file of that time is told where each belongs now. */
export function parseBehaviour(input: unknown): Outcome<BehaviourFile> {
  const fileName = "behaviour.json";
  return parseDocument(behaviourSchema, fileName, input, (issue) => {
    if (issue.code !== "unrecognized_keys") return [plainProblem(fileName, issue)];
    const at = issue.path.map(String);
    const placeOf = (key: string): string | undefined => placeInPlant(at, key);
    const unknown = issue.keys.filter((key) => placeOf(key) === undefined);
    return [
      ...issue.keys.flatMap((key): Problem[] => {
        const place = placeOf(key);
        if (place === undefined) return [];
        return [
          {
            path: [fileName, ...at, key],
            id: "moved-to-plant",
            severity: "error",
            message: `"${key}" says how parts flow, which plant.json says now.`,
            hint: `Move it to ${place}.`,
          },
        ];
      }),
      ...(unknown.length > 0 ? [plainProblem(fileName, issue)] : []),
    ];
  });
}

/** Where in plant.json a rule of the flow stands, by its old place in behaviour.json; undefined = it never was one. */
function placeInPlant(at: readonly string[], key: string): string | undefined {
  const [list, id] = at;
  if (at.length === 0 && key === "maxInProcess") return "plant.json › maxInProcess";
  if (at.length === 0 && key === "roundTripS")
    return 'plant.json › links: "roundTripS" of each link of kind vehicle';
  const isRule = flowRuleNames.some((name) => name === key);
  return at.length === 2 && list === "stations" && isRule
    ? `plant.json › assets › ${id ?? ""} › ${key}`
    : undefined;
}
