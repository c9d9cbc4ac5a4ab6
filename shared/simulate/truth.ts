// What really limited a simulated shift and what each scripted event cost, by rerunning it differently.
// Truth comes from the simulation alone, never from the analyses it is there to judge.
import { defined } from "../base/assert.ts";
import type { Script, TimedEvent } from "./compile.ts";
import { stepsOf } from "./compile.ts";
import { layOut } from "./line-state.ts";
import { resourceNames, type Line } from "./line.ts";
import type { ScriptStep } from "./script.ts";
import type { EventKind } from "./scenario-schema.ts";
import { startSimulation, type Simulation } from "./simulation.ts";
import { kinds, stateCode, type EngineSink } from "./sink.ts";

/** A stretch of the shift and the resource that limited it. */
export interface ConstraintPhase {
  readonly fromS: number;
  readonly toS: number;
  /** Station, or the cell of equal stations (then `members` names them), or what a scripted event took away. */
  readonly resource: string;
  readonly members?: readonly string[];
  /** When the order or event that moved the constraint here began. */
  readonly causeAtS: number;
  /** First window in which speeding up this resource pays most. */
  readonly effectAtS: number;
}

/** A scripted event and its cost. */
export interface TruthEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly resource: string;
  readonly signal?: string;
  readonly factor?: string;
  readonly fromS: number;
  readonly toS: number;
  /** Finished units at the end of the shift: without the event, less with it; all random numbers equal. */
  readonly partsLost: number;
}

/** The whole truth of one run. */
export interface Truth {
  readonly schema: 1;
  readonly plant: string;
  readonly seed: number;
  readonly startMs: number;
  readonly hours: number;
  readonly shipped: number;
  readonly constraint: readonly ConstraintPhase[];
  readonly events: readonly TruthEvent[];
  /** Planned breaks, and what they cost. */
  readonly planned: readonly {
    readonly id: string;
    readonly fromS: number;
    readonly toS: number;
    readonly partsLost: number;
  }[];
  readonly parts: readonly {
    readonly serial: string;
    readonly variant: string;
    readonly defect?: {
      readonly class: string;
      readonly resource: string;
      readonly causeId: string;
      readonly madeS: number;
      readonly foundS?: number;
    };
  }[];
}

/** How the truth is sought: window, factor on durations, how far a rerun goes, who is tried at all. */
export interface TruthOptions {
  readonly windowS: number;
  readonly factor: number;
  readonly horizonS: number;
  /** Only stations busy for at least this share around the window are tried; the others have time to spare. */
  readonly busyShare: number;
}
const usual: TruthOptions = { windowS: 600, factor: 0.93, horizonS: 7200, busyShare: 0.82 };

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

/** Times of shipping and busy seconds by station group and window; the only listener of the reruns. */
class Watch implements EngineSink {
  readonly shippedS: number[] = [];
  readonly #busyS: Float64Array;
  readonly #since: Float64Array;
  readonly #busy: Uint8Array;
  readonly #windowS: number;
  readonly #windows: number;

  constructor(stations: number, windows: number, windowS: number) {
    this.#busyS = new Float64Array(stations * windows);
    this.#since = new Float64Array(stations);
    this.#busy = new Uint8Array(stations);
    this.#windowS = windowS;
    this.#windows = windows;
  }

  emit(kind: number, timeS: number, resource: number, _part: number, a: number): void {
    if (kind === kinds.ship) this.shippedS.push(timeS);
    else if (kind === kinds.state) {
      this.#account(resource, timeS);
      this.#busy[resource] =
        a === stateCode.run || a === stateCode.setup || a === stateCode.microstop || a === stateCode.down
          ? 1
          : 0;
      this.#since[resource] = timeS;
    }
  }

  #account(station: number, untilS: number): void {
    if (this.#busy[station] !== 1) return;
    let fromS = Math.max(0, this.#since[station] ?? 0);
    while (fromS < untilS) {
      const window = Math.floor(fromS / this.#windowS);
      if (window >= this.#windows) return;
      const endS = Math.min(untilS, (window + 1) * this.#windowS);
      const at = station * this.#windows + window;
      this.#busyS[at] = (this.#busyS[at] ?? 0) + endS - fromS;
      fromS = endS;
    }
  }

  close(untilS: number): void {
    this.#busy.forEach((_, station) => {
      this.#account(station, untilS);
      this.#since[station] = untilS;
    });
  }

  /** Share of time the stations were not waiting, in a window and its neighbours. */
  busyShare(stations: readonly number[], window: number): number {
    let sum = 0;
    let count = 0;
    for (const station of stations)
      for (let near = Math.max(0, window - 1); near <= Math.min(this.#windows - 1, window + 2); near += 1) {
        sum += this.#busyS[station * this.#windows + near] ?? 0;
        count += 1;
      }
    return sum / (count * this.#windowS);
  }
}

interface Group {
  readonly id: string;
  readonly stations: readonly number[];
}

function groupsOf(line: Line): Group[] {
  const ids = [...new Set(line.stations.map((station) => station.group))];
  return ids.map((id) => ({
    id,
    stations: line.stations.flatMap((station, index) => (station.group === id ? [index] : [])),
  }));
}

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
  const watch = new Watch(line.stations.length, windows + 1, options.windowS);
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

function phasesOf(
  run: ShiftRun,
  groups: readonly Group[],
  gains: readonly (readonly number[])[],
  events: readonly TruthEvent[],
  planned: Truth["planned"],
  options: TruthOptions,
): ConstraintPhase[] {
  const { line, script } = run;
  const names = resourceNames(line);
  const windows = gains.length;
  // Below this nothing that works can help: something was taken away.
  const leastS = 0.15 * (1 - options.factor) * options.windowS;
  const chosen: string[] = [];
  for (let window = 0; window < windows; window += 1) {
    let best = -1;
    let bestGain = leastS;
    groups.forEach((_, group) => {
      let sum = 0;
      let count = 0;
      for (let near = Math.max(0, window - 1); near <= Math.min(windows - 1, window + 1); near += 1) {
        sum += gains[near]?.[group] ?? 0;
        count += 1;
      }
      if (sum / count > bestGain) {
        bestGain = sum / count;
        best = group;
      }
    });
    if (best >= 0) {
      chosen.push(defined(groups[best], "group").id);
      continue;
    }
    const fromS = window * options.windowS;
    const toS = fromS + options.windowS;
    const taken = [
      ...events.filter(
        (event) => takesAway(event.kind) && event.partsLost > 0 && event.fromS < toS && event.toS > fromS,
      ),
      ...planned.flatMap((pause) =>
        pause.partsLost > 0 && pause.fromS < toS && pause.toS > fromS
          ? [
              {
                ...pause,
                resource: line.operators[0] === undefined ? "break" : breakResource(run, pause.fromS),
              },
            ]
          : [],
      ),
    ].sort((left, right) => right.partsLost - left.partsLost)[0];
    const station = line.stations.find((entry) => entry.id === taken?.resource);
    chosen.push(station?.group ?? taken?.resource ?? chosen.at(-1) ?? names[0] ?? "");
  }
  const causes = [
    0,
    ...orderEntries(run),
    ...script.events.map((timed: TimedEvent) => timed.fromS),
    ...planned.map((pause) => pause.fromS),
  ].sort((left, right) => left - right);
  const phases: ConstraintPhase[] = [];
  chosen.forEach((resource, window) => {
    const fromS = window * options.windowS;
    const toS = Math.min(run.hours * 3600, fromS + options.windowS);
    const last = phases.at(-1);
    if (last !== undefined && last.resource === resource) {
      phases[phases.length - 1] = { ...last, toS };
      return;
    }
    const members = groups.find((group) => group.id === resource)?.stations ?? [];
    phases.push({
      fromS,
      toS,
      resource,
      ...(members.length > 1
        ? { members: members.map((station) => defined(line.stations[station], "station").id) }
        : {}),
      causeAtS: causes.findLast((timeS) => timeS <= fromS) ?? 0,
      effectAtS: fromS,
    });
  });
  return phases;
}

function takesAway(kind: EventKind): boolean {
  return kind === "breakdown" || kind === "starvedSupply" || kind === "operatorAway";
}

/** The station whose operators' break begins at `fromS` and that lies furthest down the line. */
function breakResource(run: ShiftRun, fromS: number): string {
  const away = run.script.steps.flatMap((step) =>
    step.kind === "operator" && step.timeS === fromS && !step.present ? [step.operator] : [],
  );
  const stations = run.line.stations.filter((station) =>
    station.operators.some((operator) => away.includes(operator)),
  );
  return stations.at(-1)?.id ?? "break";
}

/** Times at which a source begins the next order. */
function orderEntries(run: ShiftRun): number[] {
  const times: number[] = [];
  const simulation = beginShift(run, run.script.steps, {
    emit(kind, timeS) {
      if (kind === kinds.order && timeS > 0) times.push(timeS);
    },
  });
  simulation.runUntil(run.hours * 3600);
  return times;
}

/** The steps of one event alone, for tests that play it by itself. */
export function stepsOfEvent(line: Line, timed: TimedEvent): ScriptStep[] {
  return stepsOf(line, timed, 0);
}
