// Scenario -> script: orders by number, scripted events as steps of the engine. Breaks come from break-steps.ts.
import type { Outcome, Problem } from "../base/problem.ts";
import type { Line } from "./line.ts";
import { secondsFromStart, type ScenarioFile, type ScriptedEvent } from "./scenario-schema.ts";
import type { OrderSpec, ScriptStep } from "./script.ts";

/** A scripted event in seconds from the start of the run. */
export interface TimedEvent {
  readonly event: ScriptedEvent;
  readonly fromS: number;
  readonly toS: number;
}

/** A scenario ready to run: orders and steps by number, and the events they come from. */
export interface Script {
  readonly orders: readonly OrderSpec[];
  readonly loopOrders: boolean;
  readonly events: readonly TimedEvent[];
  readonly steps: readonly ScriptStep[];
}

/** Compiles a scenario for a line; `breaks` are steps that belong to no event; events from `endS` on are left out. */
export function compileScenario(
  line: Line,
  scenario: ScenarioFile,
  breaks: readonly ScriptStep[] = [],
  endS = Infinity,
): Outcome<Script> {
  const problems: Problem[] = [];
  const orders = scenario.orders.flatMap((order): OrderSpec[] => {
    const variant = line.variants.indexOf(order.variant);
    if (variant >= 0) return [{ id: order.id, variant, quantity: order.quantity }];
    problems.push({
      path: ["scenario.json", "orders", order.id],
      id: "unknown-variant",
      severity: "error",
      message: `The plant has no variant "${order.variant}".`,
      hint: `Use one of ${line.variants.join(", ")}.`,
    });
    return [];
  });
  const events = scenario.events.flatMap((event): TimedEvent[] => {
    const fromS = secondsFromStart(scenario, event.at);
    return fromS < endS ? [{ event, fromS, toS: fromS + event.durationS }] : [];
  });
  const steps = events.flatMap((timed, number) => {
    const made = stepsOf(line, timed, number);
    if (made.length === 0)
      problems.push({
        path: ["scenario.json", "events", timed.event.id],
        id: "unknown-resource",
        severity: "error",
        message: `The line has no "${timed.event.resource}" on which ${timed.event.kind} could happen.`,
        hint: "Stations break down and foul, supplies starve, operators leave, lots go bad.",
      });
    return made;
  });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    problems: [],
    value: { orders, loopOrders: scenario.loopOrders, events, steps: [...steps, ...breaks] },
  };
}

/** The engine's steps of one event; empty when the line lacks what it names. */
export function stepsOf(line: Line, timed: TimedEvent, number: number): ScriptStep[] {
  const { event, fromS, toS } = timed;
  const station = line.stations.findIndex((entry) => entry.id === event.resource);
  switch (event.kind) {
    case "breakdown":
      return station < 0
        ? []
        : [
            {
              timeS: fromS,
              event: number,
              kind: "stop",
              station,
              durationS: toS - fromS,
              reason: event.reason,
            },
          ];
    case "starvedSupply": {
      const supply = line.supplies.indexOf(event.resource);
      if (supply < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "supply", supply, open: false },
        { timeS: toS, event: number, kind: "supply", supply, open: true },
      ];
    }
    case "fouling":
      if (station < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "foul", station, on: true },
        { timeS: toS, event: number, kind: "foul", station, on: false },
      ];
    case "badLot": {
      const lot = line.lots.indexOf(event.lot);
      if (lot < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "badLot", lot, on: true },
        { timeS: toS, event: number, kind: "badLot", lot, on: false },
      ];
    }
    case "sensorFault":
      if (station < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "mark", on: true },
        { timeS: toS, event: number, kind: "mark", on: false },
      ];
    case "operatorAway": {
      const operator = line.operators.indexOf(event.resource);
      if (operator < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "operator", operator, present: false, reason: "operatorAway" },
        { timeS: toS, event: number, kind: "operator", operator, present: true, reason: "operatorAway" },
      ];
    }
  }
}
