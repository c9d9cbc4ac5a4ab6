// line.json: how parts flow in a line that has no plant.json, so that its event log can be analysed on the command line.
// What an engineer knows by heart is enough: the places that the log names, and the ways between them.
import { z } from "zod";
import type { Outcome } from "../../base/problem.ts";
import { schemaProblems } from "../../model/check/schema-problems.ts";
import type { Line } from "../../simulate/line.ts";
import { compileLineFile } from "./line-of-file.ts";

/** As the log spells it: any text, because other tools chose it. */
const resourceIdSchema = z.string().min(1).max(200);
const nonNegative = z.number().nonnegative();

const resourceSchema = z.strictObject({
  id: resourceIdSchema.describe("As the log names it."),
  kind: z
    .enum(["station", "buffer", "transport", "operator", "supply", "demand"])
    .describe("A store at the edge of the line is its supply or demand, not a buffer."),
  capacity: z
    .number()
    .int()
    .nonnegative()
    .default(1)
    .describe("Parts that a buffer holds, or that a transport carries at once."),
  idealCycleS: z
    .union([nonNegative, z.record(z.string(), nonNegative)])
    .optional()
    .describe("Ideal cycle of a station in seconds, for all variants or each; left out = not known."),
  group: resourceIdSchema.optional().describe("Equal stations side by side share a group: one constraint."),
  operators: z
    .array(resourceIdSchema)
    .optional()
    .describe("Operators that a station needs, all at once; resources of kind operator."),
});
export type LineFileResource = z.infer<typeof resourceSchema>;

const routeSchema = z.strictObject({
  from: resourceIdSchema,
  to: resourceIdSchema,
  quantity: z
    .number()
    .int()
    .positive()
    .optional()
    .describe(
      "Parts that a station takes by this way for one of its own. Given on any way into it, each way is a component of its own.",
    ),
  transferS: nonNegative
    .default(0)
    .describe("Seconds on the way from a station, or to and from a transport."),
  kind: z
    .enum(["flow", "rework"])
    .default("flow")
    .describe("By rework ways go parts that a station rejected."),
});
export type LineFileRoute = z.infer<typeof routeSchema>;

export const lineFileSchema = z.strictObject({
  $schema: z.string().optional(),
  resources: z.array(resourceSchema).min(1),
  routes: z
    .array(routeSchema)
    .default([])
    .describe(
      "Ways of parts. A station takes from every buffer before it: several are the components of an assembly. Without a way in or out it has a supply or demand of its own.",
    ),
});
export type LineFile = z.infer<typeof lineFileSchema>;

/** The line of a parsed line.json, as `compileFlow` gives it of a plant; `file` is the first element of every problem's path. */
export function lineOfFile(input: unknown, file = "line.json"): Outcome<Line> {
  const parsed = lineFileSchema.safeParse(input);
  return parsed.success
    ? compileLineFile(parsed.data, file)
    : { ok: false, problems: schemaProblems(parsed.error, lineFileSchema, input, file) };
}
