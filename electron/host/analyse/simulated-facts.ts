// A simulated shift as the facts that the live plant would have told of it: normalised, through the stop rule, at their own times.
import { createStopRule } from "#shared/analyse/stop-rule.ts";
import type { Outcome, ProblemReporter } from "#shared/base/problem.ts";
import type { Fact } from "#shared/model/fact.ts";
import { createNormaliser } from "#shared/normalise/normaliser.ts";
import { createSimulatedPlant, type SimulatedPlantInput } from "#shared/simulate/live.ts";

/** Facts are made in pieces of this much plant time. */
const pieceMs = 60_000;

/** The facts of `hours` from `input.startMs` on, in order of arrival, piece by piece; a piece holds until the next. */
export function simulatedFacts(
  input: SimulatedPlantInput,
  hours: number,
  problems: ProblemReporter,
): Outcome<Generator<readonly Fact[]>> {
  const simulated = createSimulatedPlant(input);
  if (!simulated.ok) return simulated;
  const plant = simulated.value;
  const normaliser = createNormaliser(input.plant, { problems, path: ["simulation"] });
  const stopRule = createStopRule(input.plant);
  const endMs = plant.startMs + hours * 3_600_000;
  function* pieces(): Generator<readonly Fact[]> {
    const normalised: Fact[] = [];
    for (let atMs = plant.startMs; atMs < endMs;) {
      atMs = Math.min(endMs, atMs + pieceMs);
      const facts: Fact[] = [];
      for (const reading of plant.advance(atMs)) normaliser.accept(reading, reading.timeMs, normalised);
      normaliser.settle(normalised);
      for (const fact of normalised) stopRule.accept(fact, facts);
      normalised.length = 0;
      stopRule.advance(atMs, facts);
      yield facts;
    }
  }
  return { ok: true, value: pieces(), problems: simulated.problems };
}
