// Shifts of the demo plant as the facts that a host would fold, without the samples of signals: for tests of what parts tell.
import { createStopRule } from "#shared/analyse/stop-rule.ts";
import { ProblemList } from "#shared/base/problem.ts";
import type { Fact } from "#shared/model/fact.ts";
import { createNormaliser } from "#shared/normalise/normaliser.ts";
import { createSimulatedPlant } from "#shared/simulate/live.ts";
import { PartTruths } from "#shared/simulate/part-truth.ts";
import { beginShift } from "#shared/simulate/shift-run.ts";
import type { Truth } from "#shared/simulate/truth-types.ts";
import { demoFiles, demoPlant, demoRun } from "./demo-run.ts";

/** The moment at which every shift here begins. */
export const demoStartMs = Date.UTC(2026, 2, 16, 5);

/** Facts of a shift in order of arrival: as scripted, or clean (nothing scripted happens to machines, lots and supplies). */
export function demoFacts(options: { seed: number; hours: number; isClean?: boolean }): Fact[] {
  const { seed, hours, isClean = false } = options;
  const plant = demoPlant();
  const { behaviour, scenario } = demoFiles();
  const simulated = createSimulatedPlant({
    plant,
    behaviour,
    scenario: isClean ? { ...scenario, events: [] } : scenario,
    seed,
    startMs: demoStartMs,
  });
  if (!simulated.ok) throw new Error(simulated.problems.map(({ message }) => message).join("\n"));
  const normaliser = createNormaliser(plant, { problems: new ProblemList(() => 0) });
  const stopRule = createStopRule(plant);
  const normalised: Fact[] = [];
  const facts: Fact[] = [];
  const endMs = demoStartMs + hours * 3_600_000;
  for (let atMs = demoStartMs; atMs < endMs;) {
    atMs = Math.min(endMs, atMs + 600_000);
    for (const reading of simulated.value.advance(atMs)) {
      if (reading.kind === "value") continue;
      normaliser.accept(reading, reading.timeMs, normalised);
      for (const fact of normalised) stopRule.accept(fact, facts);
      normalised.length = 0;
    }
  }
  return facts;
}

/** What is really wrong with the parts of the scripted shift, by the serials of `demoFacts`. */
export function demoPartTruth(seed: number, hours: number): Map<string, Truth["parts"][number]> {
  const truths = new PartTruths(() => simulation.state);
  const quiet = beginShift(demoRun({ seed, hours }));
  const simulation = quiet.copy({
    emit: (kind, timeS, resource, part, a) => truths.emit(kind, timeS, resource, part, a),
  });
  truths.begin();
  simulation.runUntil(hours * 3600);
  // A letter for the product, then the day of `demoStartMs`.
  return new Map(
    truths.list().map((part) => [`${part.serial.slice(0, 1)}0316-${part.serial.slice(1)}`, part]),
  );
}
