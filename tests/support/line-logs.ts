// Logs of lines for tests of the bottleneck analyses: told by hand, or simulated.
import { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { LogSink } from "#shared/analyse/bottleneck/log-sink.ts";
import { type AssetState, assetStates } from "#shared/model/state.ts";
import type { Line } from "#shared/simulate/line.ts";
import type { ScriptStep } from "#shared/simulate/script.ts";
import { createSimulation, type Simulation } from "#shared/simulate/simulation.ts";

/** A log in which stations tell states alone: `[second, station, state, reason]`. */
export function toldLog(
  line: Line,
  rows: readonly (readonly [timeS: number, station: number, state: AssetState, reason?: string])[],
): LineLog {
  const log = new LineLog(line);
  for (const [timeS, station, state, reason] of rows)
    log.state(timeS, station, assetStates.indexOf(state), log.reason(reason ?? ""));
  return log;
}

/** What a simulation does from second 0 until `untilS`. */
export function simulatedLog(
  line: Line,
  untilS: number,
  { seed = 1, script = [] }: { seed?: number; script?: readonly ScriptStep[] } = {},
): LineLog {
  const log = new LineLog(line);
  const sink: LogSink = new LogSink(() => simulation.state, log);
  const simulation: Simulation = createSimulation(line, { seed, script }, sink);
  sink.open();
  simulation.runUntil(untilS);
  return log;
}
