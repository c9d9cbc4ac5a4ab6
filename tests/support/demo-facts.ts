// Shifts of the demo line as the facts that a host would fold, and what is really wrong with its parts.
import type { Fact } from "#shared/model/fact.ts";
import { PartTruths } from "#shared/simulate/part-truth.ts";
import { beginShift } from "#shared/simulate/shift-run.ts";
import type { Truth } from "#shared/simulate/truth-types.ts";
import { simulatedFacts } from "../../electron/host/analyse/simulated-facts.ts";
import { demoFiles, demoPlant, demoRun } from "./demo-run.ts";

/** The moment at which every shift here begins: six o'clock on a Monday in the plant's zone. */
export const shiftStartMs = Date.UTC(2026, 0, 5, 5);
/** That day in serials, after a letter for the product. */
const shiftDay = "0105";

export interface DemoShift {
  readonly seed: number;
  readonly hours: number;
  /** Nothing scripted happens to machines, lots and supplies. */
  readonly isClean?: boolean;
}

/** The facts of a shift in order of arrival, piece by piece. */
export function demoFacts({ seed, hours, isClean = false }: DemoShift): Generator<readonly Fact[]> {
  const { behaviour, scenario } = demoFiles();
  const made = simulatedFacts(
    {
      plant: demoPlant(),
      behaviour,
      scenario: isClean ? { ...scenario, events: [] } : scenario,
      seed,
      startMs: shiftStartMs,
    },
    hours,
    {
      report: ({ message }) => {
        throw new Error(message);
      },
      clear: () => undefined,
    },
  );
  if (made.ok) return made.value;
  throw new Error(made.problems.map(({ message }) => message).join("\n"));
}

/** All facts of a shift but the samples of signals: for what parts tell. */
export function demoEvents(shift: DemoShift): Fact[] {
  return [...demoFacts(shift)].flatMap((facts) => facts.filter(({ kind }) => kind !== "sample"));
}

/** What is really wrong with the parts of the scripted shift, by their serials. */
export function demoPartTruth(seed: number, hours: number): Map<string, Truth["parts"][number]> {
  const truths = new PartTruths(() => simulation.state);
  const quiet = beginShift(demoRun({ seed, hours }));
  const simulation = quiet.copy({
    emit: (kind, timeS, resource, part, a) => truths.emit(kind, timeS, resource, part, a),
  });
  truths.begin();
  simulation.runUntil(hours * 3600);
  return new Map(
    truths.list().map((part) => [`${part.serial.slice(0, 1)}${shiftDay}-${part.serial.slice(1)}`, part]),
  );
}
