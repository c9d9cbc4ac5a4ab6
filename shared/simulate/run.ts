// One simulated shift from files to log and truth: what `gemba simulate` runs. No input or output of its own.
import type { Outcome } from "../base/problem.ts";
import { instantOnDay } from "../model/calendar.ts";
import type { Plant } from "../model/plant.ts";
import type { BehaviourFile } from "./behaviour-schema.ts";
import { breakSteps } from "./break-steps.ts";
import { compileScenario } from "./compile-scenario.ts";
import { compileLine } from "./compile.ts";
import { EventsCsv } from "./events-csv.ts";
import { PartTruths, serialsInLine } from "./part-truth.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import type { EngineSink } from "./sink.ts";
import { beginShift, type ShiftRun } from "./shift-run.ts";
import { computeTruth } from "./truth.ts";
import type { Truth } from "./truth-types.ts";

/** Noon of Monday 2026-01-05, which is that day in nearly every zone: a fixed day, so that equal runs give equal bytes. */
const usualDayMs = Date.UTC(2026, 0, 5, 12);

/** What is simulated. Without a scenario the line runs unscripted. */
export interface SimulateInput {
  readonly plant: Plant;
  readonly behaviour: BehaviourFile;
  readonly scenario?: ScenarioFile;
  readonly hours: number;
  readonly seed: number;
  /** Instant of second 0; otherwise the scenario's start on a fixed Monday, by the plant's clock. */
  readonly startMs?: number;
}

/** A line without orders and events, running for ever from 06:00. */
export const unscripted: ScenarioFile = {
  schema: 1,
  id: "unscripted",
  name: "Unscripted",
  start: "06:00",
  hours: 8,
  warmUpS: 7200,
  orders: [],
  loopOrders: true,
  events: [],
};

/** Instant of second 0. */
function startOf(input: SimulateInput): number {
  const start = (input.scenario ?? unscripted).start;
  return input.startMs ?? instantOnDay(input.plant.file.timeZone, usualDayMs, start);
}

/** Compiles everything a run needs; events after its end are left out. */
export function prepareRun(input: SimulateInput): Outcome<ShiftRun> {
  const line = compileLine(input.plant, input.behaviour);
  if (!line.ok) return line;
  const scenario = input.scenario ?? unscripted;
  const endS = input.hours * 3600;
  const breaks = breakSteps(input.plant, line.value, {
    startMs: startOf(input),
    fromS: 0,
    toS: endS,
    isBeginning: true,
  });
  const script = compileScenario(line.value, scenario, breaks, endS);
  if (!script.ok) return script;
  return {
    ok: true,
    problems: [...line.problems, ...script.problems],
    value: {
      line: line.value,
      script: script.value,
      seed: input.seed,
      warmUpS: scenario.warmUpS,
      hours: input.hours,
    },
  };
}

/**
 * Runs the shift, hands its event log over in chunks of text, and returns its truth.
 * Same input, same bytes.
 */
export function simulateToLog(
  input: SimulateInput & { readonly events: (chunk: string) => void },
): Outcome<Truth> {
  const prepared = prepareRun(input);
  if (!prepared.ok) return prepared;
  const run = prepared.value;
  const state = () => simulation.state;
  const log = new EventsCsv(state, input.events);
  const truths = new PartTruths(state);
  const both: EngineSink = {
    emit(kind, timeS, resource, part, a, b) {
      log.emit(kind, timeS, resource, part, a, b);
      truths.emit(kind, timeS, resource, part, a);
    },
  };
  // Stations begin inside `beginShift`, before it returns; nothing is told until then.
  const quiet = beginShift(run);
  const simulation = quiet.copy(both);
  truths.begin();
  simulation.runUntil(0);
  truths.keepOnly(serialsInLine(simulation.state));
  log.open();
  simulation.runUntil(run.hours * 3600);
  log.close();
  const names = { plant: input.plant.file.id, startMs: startOf(input) };
  return { ok: true, problems: prepared.problems, value: computeTruth(run, names, truths.list()) };
}
