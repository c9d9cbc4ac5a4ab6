// behaviour.json and scenario.json are written by people: whatever is in them, the answer is a line or problems with a place.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Outcome } from "../base/problem.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant } from "../model/plant.ts";
import { parseBehaviour } from "./behaviour-schema.ts";
import { compileLine } from "./compile.ts";
import { compileScenario } from "./compile-scenario.ts";
import { parseScenario } from "./scenario-schema.ts";

const demo = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../assets/plants/demo/${name}`, import.meta.url), "utf8"));
const plant = resolvePlant(plantSchema.parse(demo("plant.json")));
// Signals are the bulk of the file and have a schema of one shape: a few of them are enough.
const whole = demo("behaviour.json") as Record<string, unknown>;
const behaviour = { ...whole, signals: Array.isArray(whole["signals"]) ? whole["signals"].slice(0, 3) : [] };
const scenario = demo("scenario.json");

/** Every place in a document, as the keys that lead to it. */
function places(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))];
}

/** The document with another value at one place. */
function changed(value: unknown, [key, ...rest]: readonly (string | number)[], put: unknown): unknown {
  if (key === undefined || typeof value !== "object" || value === null) return put;
  if (Array.isArray(value))
    return value.map((inner: unknown, index) =>
      String(index) === String(key) ? changed(inner, rest, put) : inner,
    );
  return { ...value, [key]: changed((value as Record<string, unknown>)[key], rest, put) };
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    "",
    "B10a",
    "nobody",
    -1,
    0,
    0.5,
    1e308,
    -1e308,
    Number.NaN,
    true,
    [],
    {},
    [[]],
    { B10a: {} },
  ),
  fc.anything({ maxDepth: 2 }),
);

function expectAnswer(outcome: Outcome<unknown>): void {
  if (outcome.ok) return;
  expect(outcome.problems.length).toBeGreaterThan(0);
  for (const problem of outcome.problems)
    expect([problem.path.length > 0, problem.hint !== ""]).toEqual([true, true]);
}

test("10,000 mutated behaviours are a line or problems, never a throw", () => {
  const at = places(behaviour);
  fc.assert(
    fc.property(fc.constantFrom(...at), strange, (place, put) => {
      const parsed = parseBehaviour(changed(behaviour, place, put));
      expectAnswer(parsed);
      if (parsed.ok) expectAnswer(compileLine(plant, parsed.value));
    }),
    { numRuns: 10_000, seed: 3 },
  );
});

test("10,000 mutated scenarios are a script or problems, never a throw", () => {
  const line = compileLine(plant, parseBehaviourOfDemo());
  if (!line.ok) throw new Error("the demo's line compiles");
  const at = places(scenario);
  fc.assert(
    fc.property(fc.constantFrom(...at), strange, (place, put) => {
      const parsed = parseScenario(changed(scenario, place, put));
      expectAnswer(parsed);
      if (parsed.ok) expectAnswer(compileScenario(line.value, parsed.value, [], 28_800));
    }),
    { numRuns: 10_000, seed: 5 },
  );
});

function parseBehaviourOfDemo() {
  const parsed = parseBehaviour(behaviour);
  if (!parsed.ok) throw new Error("the demo's behaviour is good");
  return parsed.value;
}
