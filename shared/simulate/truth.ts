// What really limited a simulated shift and what each scripted event cost, by rerunning it differently.
// Truth comes from the simulation alone, never from the analyses it is there to judge.
import { defined } from "../base/assert.ts";
import { phasesOf } from "./constraint-phases.ts";
import type { ScriptStep } from "./script.ts";
import { beginShift, type ShiftRun } from "./shift-run.ts";
import { groupsOf, ShiftWatch } from "./shift-watch.ts";
import type { Simulation } from "./simulation.ts";
import { kinds } from "./sink.ts";
import type { Truth, TruthEvent } from "./truth-types.ts";

/** How the truth is sought: window, factor on durations, how far a rerun goes, who is tried at all. */
export interface TruthOptions {
  readonly windowS: number;
  readonly factor: number;
  readonly horizonS: number;
  /** Only stations busy for at least this share around the window are tried; the others have time to spare. */
  readonly busyShare: number;
}
const usual: TruthOptions = { windowS: 600, factor: 0.93, horizonS: 4500, busyShare: 0.86 };

/** Constraint phases, costs of events and of breaks; `parts` is left to the log writer, which sees them. */
export function computeTruth(
  run: ShiftRun,
  names: { readonly plant: string; readonly startMs: number },
  parts: Truth["parts"],
  options: TruthOptions = usual,
): Truth {
  const { line, script } = run;
  const endS = run.hours * 3600;
  const windows = Math.ceil(endS / options.windowS);
  const watch = new ShiftWatch(line.stations.length, windows + 1, options.windowS);
  const base = beginShift(run, script.steps, watch);
  const removable = [
    ...script.events.map((timed) => ({ fromS: timed.fromS })),
    ...breaksOf(script.steps).map((pause) => ({ fromS: pause.fromS })),
  ];
  // A second before each window and event: what happens at that very moment is then still to come.
  const moments = [
    ...new Set([
      ...Array.from({ length: windows }, (_, window) => window * options.windowS - 1),
      ...removable.map((item) => item.fromS - 1),
    ]),
  ].sort((left, right) => left - right);
  const copies = new Map<number, Simulation>();
  for (const moment of moments) {
    base.runUntil(moment);
    copies.set(moment, base.copy());
  }
  base.runUntil(endS);
  const shipped = watch.shippedS.filter((timeS) => timeS > 0).length;
  const shippedAtEnd = base.state.shipped;
  base.runUntil(endS + options.horizonS);
  watch.close(endS);

  const lostWithout = (fromS: number, isGone: (step: ScriptStep) => boolean): number => {
    const steps = base.state.script.filter((step) => !isGone(step));
    const other = defined(copies.get(fromS - 1), "copy before the event").copy(undefined, steps);
    other.runUntil(endS);
    return other.state.shipped - shippedAtEnd;
  };
  const events = script.events.map((timed, number): TruthEvent => ({
    id: timed.event.id,
    kind: timed.event.kind,
    resource: timed.event.resource,
    ...(timed.event.kind === "sensorFault"
      ? { signal: `${timed.event.resource}/${timed.event.signal}` }
      : {}),
    ...(timed.event.kind === "badLot" ? { factor: timed.event.lot } : {}),
    ...(timed.event.kind === "fouling" && timed.event.factor !== undefined
      ? { factor: timed.event.factor }
      : {}),
    fromS: timed.fromS,
    toS: timed.toS,
    partsLost: lostWithout(timed.fromS, (step) => step.event === number),
  }));
  const planned = breaksOf(script.steps).map((pause, number) => ({
    id: `break-${number + 1}`,
    ...pause,
    partsLost: lostWithout(
      pause.fromS,
      (step) =>
        step.event < 0 && step.kind === "operator" && step.timeS >= pause.fromS && step.timeS <= pause.toS,
    ),
  }));

  const groups = groupsOf(line);
  const gains = Array.from({ length: windows }, (_, window) => {
    const fromS = window * options.windowS;
    const copy = defined(copies.get(fromS - 1), "copy before the window");
    return groups.map((group): number => {
      if (watch.busyShare(group.stations, window) < options.busyShare) return 0;
      const steps = base.state.script.filter((step) => step.timeS > fromS - 1);
      const scaled: ScriptStep[] = [
        { timeS: fromS, event: -1, kind: "scale", stations: group.stations, factor: options.factor },
        ...steps,
        { timeS: fromS + options.windowS, event: -1, kind: "scale", stations: group.stations, factor: 1 },
      ];
      return advance(copy, scaled, watch.shippedS, fromS + options.horizonS, options);
    });
  });
  return {
    schema: 1,
    plant: names.plant,
    seed: run.seed,
    startMs: names.startMs,
    hours: run.hours,
    shipped,
    constraint: phasesOf(run, groups, gains, events, planned, options),
    events,
    planned,
    parts,
  };
}

/** By how many seconds the last units before the horizon leave earlier than in the base run, on average. */
function advance(
  from: Simulation,
  steps: readonly ScriptStep[],
  baseShippedS: readonly number[],
  untilS: number,
  options: TruthOptions,
): number {
  const shippedS: number[] = [];
  const before = from.state.shipped;
  const faster = from.copy(
    {
      emit(kind, timeS) {
        if (kind === kinds.ship) shippedS.push(timeS);
      },
    },
    [...steps].sort((left, right) => left.timeS - right.timeS),
  );
  faster.runUntil(untilS);
  let sum = 0;
  let count = 0;
  shippedS.forEach((timeS, index) => {
    const base = baseShippedS[before + index];
    if (base === undefined || timeS < untilS - options.horizonS / 3) return;
    sum += base - timeS;
    count += 1;
  });
  return count === 0 ? 0 : sum / count;
}

/** Breaks among the steps: equal intervals of absent operators, once each. */
function breaksOf(steps: readonly ScriptStep[]): { fromS: number; toS: number }[] {
  const found = new Map<number, number>();
  for (const step of steps) {
    if (step.kind !== "operator" || step.reason !== "break") continue;
    if (!step.present) found.set(step.timeS, found.get(step.timeS) ?? Infinity);
    else
      for (const fromS of found.keys())
        if (found.get(fromS) === Infinity && step.timeS > fromS) found.set(fromS, step.timeS);
  }
  return [...found].map(([fromS, toS]) => ({ fromS, toS }));
}
