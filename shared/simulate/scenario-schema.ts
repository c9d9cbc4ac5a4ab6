// scenario.json: what a simulated shift is told to do: orders, warm-up and scripted events with ids.
// Local times of the plant; conversion to seconds from the start of the run is here, the effects are in compile.ts.
import { z } from "zod";
import type { Outcome } from "../base/problem.ts";
import { idSchema } from "../model/plant-schema.ts";
import { parseDocument } from "./behaviour-schema.ts";
import { engineReasons } from "./sink.ts";

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be HH:MM");
const durationS = z.number().positive();
const base = { id: idSchema, resource: idSchema, at: localTime, durationS };

export const eventKinds = [
  "breakdown",
  "starvedSupply",
  "fouling",
  "badLot",
  "sensorFault",
  "operatorAway",
] as const;
export type EventKind = (typeof eventKinds)[number];

const scriptedEventSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    kind: z.literal("breakdown"),
    reason: z.enum(engineReasons.map((reason) => reason.code)).default("breakdown"),
    /** What the machine says, in its own words; otherwise one of its usual messages. */
    message: z.strictObject({ code: z.string().min(1).max(40), text: z.string().min(1).max(200) }).optional(),
  }),
  z.strictObject({ ...base, kind: z.literal("starvedSupply") }),
  z.strictObject({ ...base, kind: z.literal("fouling"), factor: z.string().optional() }),
  z.strictObject({ ...base, kind: z.literal("badLot"), lot: idSchema }),
  z.strictObject({ ...base, kind: z.literal("sensorFault"), signal: idSchema }),
  z.strictObject({ ...base, kind: z.literal("operatorAway") }),
]);
export type ScriptedEvent = z.infer<typeof scriptedEventSchema>;

export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal(1),
  id: idSchema,
  name: z.string().min(1),
  /** Local time of second 0. */
  start: localTime,
  hours: z.number().positive().max(168),
  /** Seconds simulated before second 0, so that the shift begins with a filled line. */
  warmUpS: z.number().nonnegative().default(0),
  /** Finished units of each variant, in this sequence, counted from second 0. */
  orders: z
    .array(z.strictObject({ id: idSchema, variant: idSchema, quantity: z.number().int().positive() }))
    .default([]),
  loopOrders: z.boolean().default(false),
  events: z.array(scriptedEventSchema).default([]),
});
export type ScenarioFile = z.infer<typeof scenarioSchema>;

/** Parses scenario.json. */
export function parseScenario(input: unknown): Outcome<ScenarioFile> {
  return parseDocument(scenarioSchema, "scenario.json", input);
}

/** Seconds from midnight of HH:MM. */
export function secondsOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60;
}

/** Seconds from the scenario's start until the next `time`; a time before the start is on the next day. */
export function secondsFromStart(scenario: ScenarioFile, time: string): number {
  const difference = secondsOfDay(time) - secondsOfDay(scenario.start);
  return difference >= 0 ? difference : difference + 86_400;
}
