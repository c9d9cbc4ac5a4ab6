// The demo shift as a log of visits with its line stripped of everything that only a simulation knows: what replays are tested on.
import { readFileSync } from "node:fs";
import { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { LogSink } from "#shared/analyse/bottleneck/log-sink.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { parseBehaviour } from "#shared/simulate/behaviour-schema.ts";
import type { Line, Station } from "#shared/simulate/line.ts";
import { prepareRun } from "#shared/simulate/run.ts";
import { parseScenario } from "#shared/simulate/scenario-schema.ts";
import type { ScriptStep } from "#shared/simulate/script.ts";
import { beginShift, type ShiftRun } from "#shared/simulate/shift-run.ts";
import type { Simulation } from "#shared/simulate/simulation.ts";

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map((problem) => problem.message).join("\n"));
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../assets/plants/demo/${name}`, import.meta.url), "utf8"));

/** The demo's scripted shift of 8 h. */
export function demoShift(seed: number): ShiftRun {
  return valueOf(
    prepareRun({
      plant: resolvePlant(plantSchema.parse(read("plant.json"))),
      behaviour: valueOf(parseBehaviour(read("behaviour.json"))),
      scenario: valueOf(parseScenario(read("scenario.json"))),
      hours: 8,
      seed,
    }),
  );
}

/** The structure of a line alone: no failures, micro-stops, spreads, lots, defects or inspections. */
export function structureOf(line: Line): Line {
  return {
    ...line,
    stations: line.stations.map((station): Station => {
      const known = new Set(["failure", "microStop", "lots"]);
      const structure = Object.fromEntries(Object.entries(station).filter(([key]) => !known.has(key)));
      return { ...(structure as unknown as Station), spread: { kind: "fixed" } };
    }),
    lots: [],
    defects: [],
    inspections: [],
  };
}

/** A log of the run from `fromS` on, on the line's structure alone. */
export function logOf(simulation: Simulation, untilS: number): LineLog {
  const log = new LineLog(structureOf(simulation.state.tables.line));
  const sink = new LogSink(() => listening.state, log);
  const listening = simulation.copy(sink);
  sink.open();
  listening.runUntil(untilS);
  return log;
}

/** The log of a whole shift. */
export function shiftLog(run: ShiftRun): LineLog {
  const simulation = beginShift(run);
  simulation.runUntil(0);
  return logOf(simulation, run.hours * 3600);
}

/** Units at the shift's end without some steps, less the units with them: all random numbers equal, from a second before. */
export function unitsWithout(run: ShiftRun, fromS: number, isGone: (step: ScriptStep) => boolean): number {
  const simulation = beginShift(run);
  simulation.runUntil(fromS - 1);
  const other = simulation.copy(
    undefined,
    simulation.state.script.filter((step) => !isGone(step)),
  );
  simulation.runUntil(run.hours * 3600);
  other.runUntil(run.hours * 3600);
  return other.state.shipped - simulation.state.shipped;
}

/** The log with all its times rounded to steps, as a slow source would have told them. */
export function rounded(log: LineLog, stepS: number): LineLog {
  const round = (timeS: number): number => Math.round(timeS / stepS) * stepS;
  for (const column of [log.enterS, log.startS, log.finishS, log.leaveS]) column.set(column.map(round));
  for (const states of log.states)
    states.forEach((state, at) => (states[at] = { ...state, timeS: round(state.timeS) }));
  log.lost.forEach((loss, at) => (log.lost[at] = { ...loss, timeS: round(loss.timeS) }));
  log.shippedS.forEach((timeS, at) => (log.shippedS[at] = round(timeS)));
  return log;
}
