// The line forward in time from a moment of its log, many times: what is under way ends when such things ended, what follows is
// redrawn from the log. And the resampled twin: a window made long with its own values, to see through the chance of few parts.
import { hash32, randomAt } from "../../../base/random.ts";
import type { LineState } from "../../../simulate/line-state.ts";
import { resumeOperation } from "../../../simulate/operation.ts";
import type { OrderSpec, ScriptStep } from "../../../simulate/script.ts";
import type { Simulation } from "../../../simulate/simulation.ts";
import { stateCode } from "../../../simulate/sink.ts";
import { LineLog } from "../line-log.ts";
import { LogSink } from "../log-sink.ts";
import { goOnWith } from "./place-stations.ts";
import type { Outage, Recorded } from "./recorded.ts";
import { readReplayable, type ReplayWindow } from "./replay.ts";
import { startFromLog, type Started } from "./start-from-log.ts";
import { hitsNoWork, worldSteps } from "./world-steps.ts";

/** What is forecast. */
export interface RolloutOptions {
  readonly horizonS: number;
  readonly runs: number;
  readonly seed: number;
  /** What is known to come: breaks of the calendar, ends that were announced. */
  readonly steps?: readonly ScriptStep[];
  /** When stops under way end, by station; the others end when such stops ended. */
  readonly ends?: ReadonlyMap<number, number>;
  /** Orders after the one under way; without them it goes on. */
  readonly orders?: readonly OrderSpec[];
}

/**
 * Runs the line on from `atS`, knowing nothing later, and yields the log of each run: [atS, atS + horizonS]. Work times, micro-stops,
 * breakdowns and endings are redrawn from the log's own; what is under way is longer than it has been so far.
 */
export function* rollouts(log: LineLog, atS: number, options: RolloutOptions): Generator<LineLog> {
  const { recorded, orders } = readReplayable(log, atS);
  const started = startFromLog(recorded, orders, atS, {
    isReplay: false,
    seed: options.seed,
    steps: options.steps ?? [],
    ...(options.orders === undefined ? {} : { orders: options.orders }),
  });
  for (let run = 0; run < options.runs; run += 1) {
    const seed = hash32(`run ${run}`, options.seed);
    const { sink, simulation } = listenTo(recorded, started);
    redrawUnderWay(recorded, started, simulation, seed, options);
    sink.open();
    simulation.runUntil(atS + options.horizonS);
    yield sink.log;
  }
}

/** How long the twin runs. */
export interface TwinOptions {
  readonly units: number;
  readonly seed: number;
}

/**
 * The line from the state at the window's beginning until `units` have been shipped, with durations redrawn from the window's log: by
 * variant where it has `leastValues` of them. Breaks, late supplies and stops that hit no work come again window after window.
 */
export function resampledTwin(log: LineLog, window: ReplayWindow, options: TwinOptions): LineLog {
  const { fromS, toS } = window;
  const { recorded, orders } = readReplayable(log, toS);
  const mix = orders.mixOf(fromS, toS);
  const started = startFromLog(recorded, orders, fromS, {
    isReplay: false,
    seed: options.seed,
    steps: endsOf(recorded, fromS),
    loopOrders: true,
  });
  const { sink, simulation } = listenTo(recorded, started);
  const { state } = simulation;
  if (mix.orders.length > 0) {
    state.orders = mix.orders;
    state.orderBase = mix.from;
    for (const source of state.tables.sources) {
      state.ordersDone[source] = mix.from;
      state.orderMade[source] = 0;
      state.orderExtra[source] = 0;
    }
  }
  const again = worldSteps({ ...recorded, ...begunIn(recorded, fromS) }, fromS, toS, hitsNoWork).filter(
    (step) => step.timeS <= toS || step.kind !== "stop",
  );
  sink.open();
  const lengthS = toS - fromS;
  // A line that ships nothing for many windows is stuck: its log then ends there.
  let idleWindows = 0;
  for (let window = 0; state.shipped < options.units && idleWindows < 20; window += 1) {
    const before = state.shipped;
    simulation.inject(again.map((step) => ({ ...step, timeS: step.timeS + window * lengthS })));
    simulation.runUntilShipped(options.units, fromS + (window + 1) * lengthS);
    idleWindows = state.shipped === before ? idleWindows + 1 : 0;
  }
  return sink.log;
}

function listenTo(recorded: Recorded, started: Started): { sink: LogSink; simulation: Simulation } {
  const sink = new LogSink(() => simulation.state, new LineLog(recorded.line), started.serialOf);
  const simulation = started.simulation.copy(sink);
  return { sink, simulation };
}

/** Without what began at or before `fromS`: its end is told apart. */
function begunIn(
  recorded: Recorded,
  fromS: number,
): Pick<Recorded, "supplyOutages" | "demandOutages" | "absences"> {
  const isNew = (outage: Outage): boolean => outage.fromS > fromS && outage.toS < Infinity;
  return {
    supplyOutages: recorded.supplyOutages.filter(isNew),
    demandOutages: recorded.demandOutages.filter(isNew),
    absences: recorded.absences.filter(isNew),
  };
}

/** Steps that end what is under way at `atS`, as recorded. */
function endsOf(recorded: Recorded, atS: number): ScriptStep[] {
  return worldSteps({ ...recorded, stops: [], times: [] }, atS, atS);
}

/** Draws anew how long what is under way still lasts, but for what is known to end, and everything after it. */
function redrawUnderWay(
  recorded: Recorded,
  started: Started,
  simulation: Simulation,
  seed: number,
  { steps: known = [], ends }: Pick<RolloutOptions, "steps" | "ends">,
): void {
  const { state } = simulation;
  const { source, underWay } = started;
  simulation.reseed(seed);
  const atS = state.timeS;
  const key = hash32("under way", seed);
  let drawn = 0;
  const next = (): number => randomAt(key, ~key, (drawn += 1));
  for (const { station, sinceS } of underWay.stops) {
    const drawnS = longerThan(stopLengths(recorded, station), atS - sinceS, next());
    const endS = ends?.get(station);
    const lengthS = endS === undefined ? drawnS : Math.max(endS - sinceS, atS - sinceS + 1e-3);
    state.stopUntilS[station] = sinceS + lengthS;
    const downS = sinceS + (recorded.line.stations[station]?.microStopMaxS ?? 0);
    const isMicro = state.state[station] === stateCode.microstop && downS > atS;
    state.timers.set(
      state.tables.timer.stop + station,
      isMicro ? Math.min(downS, sinceS + lengthS) : sinceS + lengthS,
    );
  }
  for (const { station, doneS } of underWay.operations) {
    source.tellLonger(state, station, state.part[station] ?? 0, doneS);
    goOnWith(state, station, source, doneS);
    if (isGoing(state, station)) resumeOperation(state, station);
  }
  const steps: ScriptStep[] = [];
  const untilOf = (outage: Outage, all: readonly Outage[]): number =>
    outage.fromS + longerThan(lengthsOf(all), atS - outage.fromS, next());
  const isOpen = (outage: Outage): boolean => outage.toS === Infinity;
  const event = -1;
  for (const outage of recorded.supplyOutages.filter(isOpen)) {
    const { number: supply } = outage;
    if (known.some((step) => step.kind === "supply" && step.supply === supply && step.open)) continue;
    steps.push({ timeS: untilOf(outage, recorded.supplyOutages), event, kind: "supply", supply, open: true });
  }
  for (const outage of recorded.demandOutages.filter(isOpen)) {
    const { number: demand } = outage;
    if (known.some((step) => step.kind === "demand" && step.demand === demand && step.open)) continue;
    steps.push({ timeS: untilOf(outage, recorded.demandOutages), event, kind: "demand", demand, open: true });
  }
  for (const absence of recorded.absences.filter(isOpen)) {
    const { number: operator, isBreak } = absence;
    if (known.some((step) => step.kind === "operator" && step.operator === operator && step.present))
      continue;
    const alike = recorded.absences.filter((other) => other.isBreak === isBreak);
    const reason = isBreak ? "break" : "operatorAway";
    steps.push({ timeS: untilOf(absence, alike), event, kind: "operator", operator, present: true, reason });
  }
  if (steps.length > 0) simulation.inject(steps);
}

function isGoing(state: LineState, station: number): boolean {
  return state.stopUntilS[station] === -Infinity && state.operatorsMissing[station] === 0;
}

function lengthsOf(stretches: readonly { readonly fromS: number; readonly toS: number }[]): number[] {
  return stretches.filter((stretch) => stretch.toS < Infinity).map((stretch) => stretch.toS - stretch.fromS);
}

/** Lengths of stops of the station's group; of the whole line when the group had none. */
function stopLengths(recorded: Recorded, station: number): number[] {
  const group = recorded.line.stations[station]?.group;
  const own = lengthsOf(
    recorded.stops.filter((stop) => recorded.line.stations[stop.station]?.group === group),
  );
  return own.length > 0 ? own : lengthsOf(recorded.stops);
}

/** One of the lengths that are longer than `elapsedS`, by a random number; none is: as long again as it has been. */
function longerThan(lengthsS: readonly number[], elapsedS: number, random: number): number {
  const longer = lengthsS.filter((lengthS) => lengthS > elapsedS);
  return longer[Math.floor(random * longer.length)] ?? 2 * elapsedS + 1;
}
