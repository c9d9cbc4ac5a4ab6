// Is this JSON a plant we can use? Every problem at once, each with its place and remedy. The checks by topic are in check/.
import type { Outcome, Problem } from "../base/problem.ts";
import { checkCalendars } from "./check/calendars.ts";
import { checkFlow } from "./check/flow.ts";
import { checkFlowRules } from "./check/flow-rules.ts";
import { checkLayout } from "./check/layout.ts";
import { checkReferences } from "./check/references.ts";
import { schemaProblems } from "./check/schema-problems.ts";
import { collector, plantView } from "./check/view.ts";
import { type PlantFile, plantSchema } from "./plant-schema.ts";

/** Problems listed for one file; a file this broken is mended in rounds. */
const maxProblems = 1000;

/**
 * Checks a parsed plant.json. `file` is the first element of every problem's path.
 * An outcome with a value may carry warnings; without one it carries at least one error.
 */
export function checkPlant(json: unknown, file: string): Outcome<PlantFile> {
  return check(json, file, [checkReferences, checkFlow, checkFlowRules, checkLayout, checkCalendars]);
}

/** Checks the plant inside a recording: whole enough to be shown. What ran once may break rules that came later. */
export function checkRecordedPlant(json: unknown, file: string): Outcome<PlantFile> {
  return check(json, file, [checkReferences, checkCalendars]);
}

function check(json: unknown, file: string, checks: readonly (typeof checkFlow)[]): Outcome<PlantFile> {
  const parsed = plantSchema.safeParse(json);
  const problems: Problem[] = parsed.success ? [] : schemaProblems(parsed.error, plantSchema, json, file);
  const view = plantView(json, parsed.success ? parsed.data : undefined);
  const add = collector(file, problems);
  for (const run of checks) run(view, add);
  const listed = problems.slice(0, maxProblems);
  return parsed.success && !problems.some((problem) => problem.severity === "error")
    ? { ok: true, value: parsed.data, problems: listed }
    : { ok: false, problems: listed };
}
