// `gemba simulate --out`: a simulated shift as a recording, as fast as the machine goes.
import packageJson from "../../../package.json" with { type: "json" };
import { wallClock } from "#shared/base/clock.ts";
import { type Outcome, ProblemList } from "#shared/base/problem.ts";
import { createSimulatedPlant, type SimulatedPlantInput } from "#shared/simulate/live.ts";
import { type ReadingBatch, type RecordedReadings, recordReadings } from "../import/record-readings.ts";

/** Readings are made in pieces of this much plant time. */
const pieceMs = 60_000;

/** Simulates `hours` and records them to `out`, which gives way if it exists. */
export async function recordSimulation(
  input: SimulatedPlantInput,
  hours: number,
  out: string,
): Promise<Outcome<RecordedReadings>> {
  const simulated = createSimulatedPlant(input);
  if (!simulated.ok) return simulated;
  const { startMs } = simulated.value;
  const endMs = startMs + hours * 3_600_000;
  function* batches(): Generator<ReadingBatch> {
    if (!simulated.ok) return;
    for (let atMs = startMs; atMs < endMs;) {
      atMs = Math.min(endMs, atMs + pieceMs);
      yield { readings: simulated.value.advance(atMs) };
    }
  }
  return recordReadings({
    plant: input.plant,
    batches: batches(),
    out,
    replace: true,
    head: {
      sourceId: "simulation",
      sourceLabel: input.plant.file.name,
      simulated: true,
      createdMs: wallClock.nowMs(),
      gembaVersion: packageJson.version,
    },
    startMs,
    endMs,
    problems: new ProblemList(() => wallClock.nowMs()),
  });
}
