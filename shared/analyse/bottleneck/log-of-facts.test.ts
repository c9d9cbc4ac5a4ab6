import { expect, test } from "vitest";
import { defined } from "../../base/assert.ts";
import type { Reading } from "../../model/fact.ts";
import type { Plant } from "../../model/plant.ts";
import { createSimulatedPlant } from "../../simulate/live.ts";
import { demoFiles, demoPlant } from "../../../tests/support/demo-run.ts";
import { criticalPath, explainedShare, pathTimes } from "./critical-path.ts";
import { FactLog, type FlowFact } from "./log-of-facts.ts";
import type { LineLog } from "./line-log.ts";
import { logOfRun } from "./log-sink.ts";

const startMs = Date.UTC(2026, 0, 5, 5);
const hours = 4;

/** What the host makes of the readings that tell of the flow. */
function factOf(plant: Plant, reading: Reading): FlowFact | undefined {
  if (reading.kind === "part") {
    const { kind, ...event } = reading;
    const assetRow = defined(plant.assetRowById.get(event.asset), event.asset);
    return { kind, assetRow, event, receivedMs: event.timeMs };
  }
  if (reading.kind !== "state") return undefined;
  const { asset, mode = "production", nativeState = "", ...rest } = reading;
  const row = defined(plant.assetRowById.get(asset), asset);
  return { ...rest, asset: row, mode, nativeState, receivedMs: reading.timeMs };
}

test("facts tell the same path as the simulation that they come from", () => {
  const plant = demoPlant();
  const simulated = createSimulatedPlant({ plant, ...demoFiles(), seed: 7, startMs });
  if (!simulated.ok) throw new Error(simulated.problems[0]?.message);
  const { simulation, advance } = simulated.value;
  const facts = new FactLog(simulation.state.tables.line, plant, startMs);
  const take = (toMs: number): void => {
    for (const reading of advance(toMs)) {
      const fact = factOf(plant, reading);
      if (fact !== undefined) facts.take(fact);
    }
  };
  take(startMs);
  const straight = logOfRun(simulation, (copy) => {
    copy.runUntil(hours * 3600);
  });
  take(startMs + hours * 3_600_000);

  expect(facts.late).toBe(0);
  expect(facts.log.shippedS.length).toBe(straight.shippedS.length);
  const times = (log: LineLog): number[] => {
    const path = criticalPath(log, [log.shippedS.length - 1], { tieS: 1e-4, untilS: 60 });
    expect(explainedShare(path, 60, path.toS)).toBeGreaterThan(0.995);
    return [...pathTimes(log, path, 60, path.toS)];
  };
  const expected = times(straight);
  times(facts.log).forEach((timeS, resource) => {
    expect(Math.abs(timeS - (expected[resource] ?? NaN)), facts.log.names[resource]).toBeLessThan(1);
  });
});
