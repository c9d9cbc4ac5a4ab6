// Truth of a line that the engine runs: 20,000 units, each resource 5 % faster in turn, with the same random numbers.
import { createSimulation } from "#shared/simulate/simulation.ts";
import { scriptHorizonS, type Candidate, type EngineCase, type Scene } from "./engine-families.ts";
import { truthFactor, truthOfBatches, type LineTruth } from "./gains.ts";

const truthUnits = 20_000;
const batches = 40;
const batchUnits = truthUnits / batches;
const warmUpUnits = 500;

/** Lengths of batches of 500 units in seconds, after a warm-up. */
function batchLengthsS(scene: Scene, seed: number): number[] {
  const simulation = createSimulation(scene.line, {
    seed,
    orders: scene.orders,
    loopOrders: true,
    script: scene.script,
  });
  simulation.runUntilShipped(warmUpUnits, scriptHorizonS);
  const lengthsS: number[] = [];
  for (let batch = 1; batch <= batches; batch += 1) {
    const fromS = simulation.timeS;
    simulation.runUntilShipped(warmUpUnits + batch * batchUnits, scriptHorizonS);
    lengthsS.push(simulation.timeS - fromS);
  }
  if (simulation.state.shipped < warmUpUnits + truthUnits)
    throw new Error(`Only ${simulation.state.shipped} units were shipped: the line of seed ${seed} stands`);
  return lengthsS;
}

/** Gain of every candidate; after a planned switch as well. */
export function engineTruth(line: EngineCase): LineTruth[] {
  const seed = line.seed + 1_000_000;
  const truthOf = (scene: Scene): LineTruth => {
    const baseS = batchLengthsS(scene, seed);
    const fasterS = (candidate: Candidate): number[] => {
      const scaledS = batchLengthsS(candidate.scaled(scene, truthFactor), seed);
      if (candidate.unshared === undefined) return scaledS;
      const freeS = batchLengthsS(candidate.unshared, seed);
      const freeScaledS = batchLengthsS(candidate.scaled(candidate.unshared, truthFactor), seed);
      return scaledS.map((s, batch) => s + (freeS[batch] ?? 0) - (freeScaledS[batch] ?? 0));
    };
    return truthOfBatches(baseS, line.candidates.map(fasterS));
  };
  return [line.scene, ...(line.switched === undefined ? [] : [line.switched])].map(truthOf);
}
