// The simulated plant as a source sees it: runs forward in small steps and gives readings; takes visitors' commands.
// Shift after shift without end: the script comes again, with other random numbers. No wall clock of its own.
import { hash32 } from "../base/random.ts";
import type { Outcome } from "../base/problem.ts";
import type { Order, Reading } from "../model/fact.ts";
import type { Plant } from "../model/plant.ts";
import type { BehaviourFile } from "./behaviour-schema.ts";
import { breakSteps } from "./break-steps.ts";
import { compileScenario } from "./compile-scenario.ts";
import { compileLine } from "./compile.ts";
import { visitorSteps } from "./inject.ts";
import type { VisitorCommand } from "./visitor-schema.ts";
import { Readings, type ShownEvent } from "./readings.ts";
import { unscripted } from "./run.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

/** What to simulate. With a scenario `startMs` is the moment of its local start; without, the line runs from then on. */
export interface SimulatedPlantInput {
  readonly plant: Plant;
  readonly behaviour: BehaviourFile;
  readonly scenario?: ScenarioFile;
  readonly seed: number;
  readonly startMs: number;
}

/** A running simulated plant. */
export interface SimulatedPlant {
  readonly startMs: number;
  /** The engine itself, to be copied for forecasts and what-if. */
  readonly simulation: Simulation;
  /** Runs to `toMs` (plant time) and returns what happened since the last call, in order of time. */
  advance(toMs: number): Reading[];
  /** Does what a visitor asks, now. */
  inject(command: VisitorCommand): Outcome<undefined>;
}

/** Builds the plant's line and warms it up; the first `advance` opens with the whole state at `startMs`. */
export function createSimulatedPlant(input: SimulatedPlantInput): Outcome<SimulatedPlant> {
  const { plant, behaviour, startMs, seed } = input;
  const compiled = compileLine(plant, behaviour);
  if (!compiled.ok) return compiled;
  const line = compiled.value;
  const scenario = input.scenario ?? unscripted;
  const blockS = scenario.hours * 3600;
  const script = compileScenario(line, scenario, [], blockS);
  if (!script.ok) return script;
  const { orders, loopOrders, steps } = script.value;
  const events: ShownEvent[] = script.value.events.map(({ event }) => ({
    kind: event.kind,
    resource: event.resource,
    ...(event.kind === "sensorFault" ? { signal: event.signal } : {}),
    ...(event.kind === "breakdown" && event.message !== undefined ? { message: event.message } : {}),
  }));

  const quiet = createSimulation(line, { seed, startS: -scenario.warmUpS, orders, loopOrders });
  let opened = false;
  let block = -1;
  const prefix = serialPrefix(startMs, plant.file.timeZone);
  const readings = new Readings(
    { plant, behaviour, startMs, seed, serialPrefix: prefix, events },
    quiet.state,
  );
  // From here on the engine tells; its first seconds were spent before anybody could listen.
  const simulation = quiet.copy(readings);
  readings.listenTo(simulation.state);
  const orderList = orders.map((order, sequence): Order => ({
    id: order.id,
    variant: line.variants[order.variant] ?? "",
    quantity: order.quantity,
    plannedStartMs: startMs,
    sequence,
  }));

  /** Plans the shift that begins at `block * blockS`: the script again, and the breaks that its hours have in the calendar. */
  const planBlock = (): void => {
    block += 1;
    const fromS = block * blockS;
    const stretch = { startMs, fromS, toS: fromS + blockS, isBeginning: block === 0 };
    const breaks = breakSteps(plant, line, stretch);
    simulation.inject([...steps.map((step) => ({ ...step, timeS: step.timeS + fromS })), ...breaks]);
    if (block === 0) return;
    simulation.reseed(hash32(`shift ${block}`, seed));
    if (orders.length > 0) simulation.inject([{ timeS: fromS, event: -1, kind: "orders", orders }]);
  };

  return {
    ok: true,
    problems: [...compiled.problems, ...script.problems],
    value: {
      startMs,
      simulation,
      advance(toMs) {
        const toS = (toMs - startMs) / 1000;
        if (!opened) {
          opened = true;
          // Up to just before second 0: what the script does at that very second is told.
          simulation.runUntil(-1e-6);
          readings.open(orderList);
        }
        while ((block + 1) * blockS <= toS) {
          simulation.runUntil(Math.max(simulation.timeS, (block + 1) * blockS - 1e-6));
          planBlock();
        }
        if (toS > simulation.timeS) simulation.runUntil(toS);
        readings.sampleUntil(toS);
        return readings.take();
      },
      inject(command) {
        const made = visitorSteps(line, command, Math.max(0, simulation.timeS), events.length);
        if (!made.ok) return made;
        events.push(made.value.shown);
        simulation.inject(made.value.steps);
        return { ok: true, problems: [], value: undefined };
      },
    },
  };
}

/** Month and day of the start, so that serials of different days differ: `0314-`. */
function serialPrefix(startMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(startMs);
  const text = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return `${text("month")}${text("day")}-`;
}
