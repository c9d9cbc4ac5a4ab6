// One shift of a line with its script, ready to be run and rerun.
import type { Script } from "./compile-scenario.ts";
import { layOut } from "./line-tables.ts";
import type { Line } from "./line.ts";
import type { ScriptStep } from "./script.ts";
import { startSimulation, type Simulation } from "./simulation.ts";
import type { EngineSink } from "./sink.ts";

/** A scripted shift, for runs and reruns. */
export interface ShiftRun {
  readonly line: Line;
  readonly script: Script;
  readonly seed: number;
  readonly warmUpS: number;
  readonly hours: number;
}

/** Begins the shift before its warm-up. */
export function beginShift(
  run: ShiftRun,
  steps: readonly ScriptStep[] = run.script.steps,
  sink?: EngineSink,
): Simulation {
  return startSimulation(
    layOut(run.line),
    {
      seed: run.seed,
      startS: -run.warmUpS,
      orders: run.script.orders,
      loopOrders: run.script.loopOrders,
      script: steps,
    },
    sink,
  );
}

/** Finished units of a shift run with other steps, from its beginning. */
export function shippedWith(run: ShiftRun, steps: readonly ScriptStep[]): number {
  const simulation = beginShift(run, steps);
  simulation.runUntil(0);
  const before = simulation.state.shipped;
  simulation.runUntil(run.hours * 3600);
  return simulation.state.shipped - before;
}
