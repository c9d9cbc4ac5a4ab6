// What a visitor may do to the simulated line: commands checked by zod, turned into script steps.
// Exists for the simulation only; no other source takes commands.
import type { Outcome, Problem } from "../base/problem.ts";
import type { Line } from "./line.ts";
import type { ShownEvent } from "./readings.ts";
import type { ScriptStep } from "./script.ts";
import type { VisitorCommand } from "./visitor-schema.ts";

/** Steps of a command that begins at `timeS`, numbered `event`, and how signals show it. */
export function visitorSteps(
  line: Line,
  command: VisitorCommand,
  timeS: number,
  event: number,
): Outcome<{ readonly steps: ScriptStep[]; readonly shown: ShownEvent }> {
  const refuse = (what: string, known: readonly string[]): Outcome<never> => {
    const asset = "asset" in command ? command.asset : "";
    const problem: Problem = {
      path: ["simulation", "inject", command.kind],
      id: "unknown-resource",
      severity: "error",
      message: `The line has no ${what} "${asset}".`,
      hint: `Use one of: ${known.join(", ")}.`,
    };
    return { ok: false, problems: [problem] };
  };
  const accept = (
    steps: ScriptStep[],
    shown: ShownEvent,
  ): Outcome<{ steps: ScriptStep[]; shown: ShownEvent }> => ({
    ok: true,
    problems: [],
    value: { steps, shown },
  });
  switch (command.kind) {
    case "stop": {
      const station = line.stations.findIndex((entry) => entry.id === command.asset);
      if (station < 0)
        return refuse(
          "station",
          line.stations.map((entry) => entry.id),
        );
      return accept([{ timeS, event, kind: "stop", station, durationS: command.durationS, reason: "stop" }], {
        kind: "breakdown",
        resource: command.asset,
      });
    }
    case "delaySupply": {
      const supply = line.supplies.indexOf(command.asset);
      if (supply < 0) return refuse("supply", line.supplies);
      return accept(
        [
          { timeS, event, kind: "supply", supply, open: false },
          { timeS: timeS + command.durationS, event, kind: "supply", supply, open: true },
        ],
        { kind: "starvedSupply", resource: command.asset },
      );
    }
    case "changeMix": {
      const unknown = command.orders.find((order) => !line.variants.includes(order.variant));
      if (unknown !== undefined)
        return {
          ok: false,
          problems: [
            {
              path: ["simulation", "inject", command.kind],
              id: "unknown-variant",
              severity: "error",
              message: `The line has no variant "${unknown.variant}".`,
              hint: `Use one of: ${line.variants.join(", ")}.`,
            },
          ],
        };
      const orders = command.orders.map((order, index) => ({
        id: `V-${Math.round(timeS)}-${index + 1}`,
        variant: line.variants.indexOf(order.variant),
        quantity: order.quantity,
      }));
      return accept([{ timeS, event, kind: "orders", orders }], { kind: "changeMix", resource: "" });
    }
    case "callAwayOperator": {
      const operator = line.operators.indexOf(command.asset);
      if (operator < 0) return refuse("operator position", line.operators);
      return accept(
        [
          { timeS, event, kind: "operator", operator, present: false, reason: "operatorAway" },
          {
            timeS: timeS + command.durationS,
            event,
            kind: "operator",
            operator,
            present: true,
            reason: "operatorAway",
          },
        ],
        { kind: "operatorAway", resource: command.asset },
      );
    }
    case "foulGlass": {
      const station = line.stations.findIndex((entry) => entry.id === command.asset);
      if (station < 0)
        return refuse(
          "station",
          line.stations.map((entry) => entry.id),
        );
      return accept(
        [
          { timeS, event, kind: "foul", station, on: true },
          { timeS: timeS + command.durationS, event, kind: "foul", station, on: false },
        ],
        // A visitor wants to see it happen: the glass fouls within a quarter of the time asked for.
        { kind: "fouling", resource: command.asset, rampS: command.durationS / 4 },
      );
    }
  }
}
