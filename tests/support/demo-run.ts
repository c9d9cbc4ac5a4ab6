// The demo line as a simulated shift, for tests of analyses that read logs.
import { readFileSync } from "node:fs";
import type { Outcome } from "#shared/base/problem.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { type BehaviourFile, parseBehaviour } from "#shared/simulate/behaviour-schema.ts";
import { prepareRun } from "#shared/simulate/run.ts";
import { parseScenario, type ScenarioFile } from "#shared/simulate/scenario-schema.ts";
import type { ShiftRun } from "#shared/simulate/shift-run.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../assets/plants/demo/${name}`, import.meta.url), "utf8"));

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
}

/** The demo plant as written. */
export function demoPlant(): Plant {
  return resolvePlant(plantSchema.parse(read("plant.json")));
}

/** How the demo plant behaves, and what is scripted for its shift. */
export function demoFiles(): { behaviour: BehaviourFile; scenario: ScenarioFile } {
  return {
    behaviour: valueOf(parseBehaviour(read("behaviour.json"))),
    scenario: valueOf(parseScenario(read("scenario.json"))),
  };
}

/** The scripted demo shift; a steady one has no events, failures and micro-stops, and never rejects a part. */
export function demoRun(options: { seed: number; hours: number; isSteady?: boolean }): ShiftRun {
  const { seed, hours, isSteady = false } = options;
  const { behaviour, scenario } = demoFiles();
  const run = valueOf(
    prepareRun({
      plant: demoPlant(),
      behaviour: isSteady ? { ...behaviour, defects: [] } : behaviour,
      scenario: isSteady ? { ...scenario, events: [] } : scenario,
      hours,
      seed,
    }),
  );
  if (!isSteady) return run;
  const stations = run.line.stations.map((station) => {
    const steady = { ...station };
    delete steady.failure;
    delete steady.microStop;
    return steady;
  });
  return { ...run, line: { ...run.line, stations } };
}
