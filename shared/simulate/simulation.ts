// The seeded discrete-event simulation of one line: runs forward, can be copied, changed and listened to.
// Pure: no wall clock, no plant file. Same line, seed and script = same events, bit for bit.
import { assert } from "../base/assert.ts";
import type { Line } from "./line.ts";
import { finish } from "./finishing.ts";
import { flowSteps, proceed } from "./flow.ts";
import { tryLoad } from "./loading.ts";
import { showMissing } from "./operators.ts";
import { hopTimerFired, openTimeFired, vehicleTimerFired } from "./places.ts";
import { LineState, phase } from "./line-state.ts";
import { layOut, type LineTables } from "./line-tables.ts";
import {
  beginStop,
  calendarTimerFired,
  operationTimerFired,
  pauseOperation,
  primeFailures,
  stopTimerFired,
  isStopped,
} from "./operation.ts";
import { sortSteps, type OrderSpec, type ScriptStep } from "./script.ts";
import { kinds, reasonNumber, stateCode, type EngineSink } from "./sink.ts";

/** What a run needs beside the line. */
export interface SimulationOptions {
  readonly seed: number;
  /** First simulated second; below 0 = warm-up, in which sources make the first variant without counting. */
  readonly startS?: number;
  /** Empty = the first variant for ever. */
  readonly orders?: readonly OrderSpec[];
  /** Begin again with the first order after the last. */
  readonly loopOrders?: boolean;
  readonly script?: readonly ScriptStep[];
}

export class Simulation {
  readonly state: LineState;

  constructor(state: LineState) {
    this.state = state;
  }

  get timeS(): number {
    return this.state.timeS;
  }

  /** Timers fired so far: the measure of the engine's speed. */
  get eventCount(): number {
    return this.state.fired;
  }

  /** Runs until no event is left at or before `untilS`; the clock then stands at `untilS`. */
  runUntil(untilS: number): void {
    this.#run(untilS, Infinity);
  }

  /** Runs until `parts` have been shipped in all, or `untilS`. */
  runUntilShipped(parts: number, untilS = Infinity): void {
    this.#run(untilS, parts);
  }

  #run(untilS: number, parts: number): void {
    const line = this.state;
    const timers = line.timers;
    const { stop, calendar, hop, vehicle, openTime } = line.tables.timer;
    const calendarStations = line.tables.calendarStations;
    let scriptS = line.script[line.scriptAt]?.timeS ?? Infinity;
    let fired = 0;
    while (line.shipped < parts) {
      const timer = timers.next;
      const timeS = timers.times[timer]!;
      if (scriptS <= timeS) {
        if (scriptS > untilS) break;
        line.timeS = Math.max(line.timeS, scriptS);
        const step = line.script[line.scriptAt]!;
        line.scriptAt += 1;
        applyStep(line, step);
        scriptS = line.script[line.scriptAt]?.timeS ?? Infinity;
        continue;
      }
      if (timeS > untilS || timeS === Infinity) break;
      line.timeS = timeS;
      fired += 1;
      if (timer < stop) {
        if (operationTimerFired(line, timer)) finish(line, timer);
      } else if (timer < calendar) {
        if (stopTimerFired(line, timer - stop)) proceed(line, timer - stop);
      } else if (timer < hop) calendarTimerFired(line, calendarStations[timer - calendar]!);
      else if (timer < vehicle) hopTimerFired(line, timer - hop);
      else if (timer < openTime) vehicleTimerFired(line, timer - vehicle);
      else openTimeFired(line);
    }
    line.fired += fired;
    if (line.shipped < parts && untilS < Infinity) line.timeS = untilS;
  }

  /** An independent copy at the same moment. `script` replaces what is still to come. */
  copy(sink?: EngineSink, script?: readonly ScriptStep[]): Simulation {
    const from = this.state;
    const copied = new LineState(
      from.tables,
      {
        seed: 0,
        startS: from.timeS,
        orders: from.orders,
        loopOrders: from.loopOrders,
        script: script ?? from.script,
      },
      flowSteps,
      sink,
      from,
    );
    if (script !== undefined) {
      copied.scriptAt = script.findIndex((step) => step.timeS > from.timeS);
      if (copied.scriptAt < 0) copied.scriptAt = script.length;
    }
    return new Simulation(copied);
  }

  /** Other random numbers from now on; what is under way keeps its own. */
  reseed(seed: number): void {
    this.state.seedWith(seed);
  }

  /** Adds steps from now on; a step of the past happens at once. */
  inject(steps: readonly ScriptStep[]): void {
    const line = this.state;
    line.script = [
      ...line.script.slice(0, line.scriptAt),
      ...sortSteps([...steps, ...line.script.slice(line.scriptAt)]),
    ];
  }
}

/** A line at `startS`, empty, every station looking for its first part. */
export function createSimulation(line: Line, options: SimulationOptions, sink?: EngineSink): Simulation {
  return startSimulation(layOut(line), options, sink);
}

/** The same with the tables laid out before, for many runs of one line. */
export function startSimulation(
  tables: LineTables,
  options: SimulationOptions,
  sink?: EngineSink,
): Simulation {
  const state = new LineState(
    tables,
    {
      seed: options.seed,
      startS: options.startS ?? 0,
      orders: options.orders ?? [],
      loopOrders: options.loopOrders ?? false,
      script: sortSteps(options.script ?? []),
    },
    flowSteps,
    sink,
  );
  primeFailures(state);
  for (let station = tables.line.stations.length - 1; station >= 0; station -= 1) tryLoad(state, station);
  return new Simulation(state);
}

function applyStep(line: LineState, step: ScriptStep): void {
  switch (step.kind) {
    case "stop":
      mark(line, step.event, 1);
      beginStop(line, step.station, line.timeS + step.durationS, reasonNumber[step.reason]);
      return;
    case "supply": {
      mark(line, step.event, step.open ? 0 : 1);
      change(line.supplyClosed, step.supply, step.open ? -1 : 1);
      if (line.sink !== undefined) {
        const closed = line.supplyClosed[step.supply]! > 0;
        const resource = line.tables.offsets.supply + step.supply;
        if (closed)
          line.sink.emit(kinds.state, line.timeS, resource, -1, stateCode.starved, reasonNumber.lateSupply);
        else line.sink.emit(kinds.state, line.timeS, resource, -1, stateCode.run, 0);
      }
      if (line.supplyClosed[step.supply] === 0)
        line.tables.line.stations.forEach((station, index) => {
          if (station.supply === step.supply) tryLoad(line, index);
        });
      return;
    }
    case "demand":
      mark(line, step.event, step.open ? 0 : 1);
      change(line.demandClosed, step.demand, step.open ? -1 : 1);
      if (line.demandClosed[step.demand] === 0)
        line.tables.line.stations.forEach((station, index) => {
          if ("demand" in station.output && line.phase[index] === phase.done) proceed(line, index);
        });
      return;
    case "operator":
      mark(line, step.event, step.present ? 0 : 1);
      operatorStep(line, step.operator, step.present, reasonNumber[step.reason]);
      return;
    case "foul":
      mark(line, step.event, step.on ? 1 : 0);
      change(line.fouled, step.station, step.on ? 1 : -1);
      return;
    case "badLot":
      mark(line, step.event, step.on ? 1 : 0);
      change(line.lotBad, step.lot, step.on ? 1 : -1);
      return;
    case "scale":
      for (const station of step.stations) line.scale[station] = step.factor;
      return;
    case "orders":
      mark(line, step.event, 1);
      line.orders = step.orders;
      line.orderBase = line.ordersDone.reduce((most, done) => Math.max(most, done), 0) + 1;
      line.tables.sources.forEach((index) => {
        line.ordersDone[index] = line.orderBase;
        line.orderMade[index] = 0;
        line.orderExtra[index] = 0;
        tryLoad(line, index);
      });
      return;
    case "workLimit":
      line.maxInProcess = step.maxInProcess;
      for (const source of line.tables.sources) tryLoad(line, source);
      return;
    case "mark":
      mark(line, step.event, step.on ? 1 : 0);
  }
}

function change(counts: Int32Array, index: number, by: number): void {
  const before = counts[index];
  assert(before !== undefined, "a script step names something the line has");
  counts[index] = Math.max(0, before + by);
}

function mark(line: LineState, event: number, on: number): void {
  if (event >= 0 && line.sink !== undefined) line.sink.emit(kinds.script, line.timeS, event, -1, on, 0);
}

function operatorStep(line: LineState, operator: number, present: boolean, reason: number): void {
  const before = line.operatorAway[operator]!;
  change(line.operatorAway, operator, present ? -1 : 1);
  const after = line.operatorAway[operator]!;
  if (before > 0 === after > 0) return;
  if (line.sink !== undefined) {
    const resource = line.tables.offsets.operator + operator;
    const away = reason === reasonNumber.break ? stateCode.planned : stateCode.off;
    line.sink.emit(
      kinds.state,
      line.timeS,
      resource,
      -1,
      after > 0 ? away : stateCode.idle,
      after > 0 ? reason : 0,
    );
  }
  for (const station of line.tables.stationsOfOperator[operator] ?? []) {
    if (after > 0) {
      if (!isStopped(line, station) && line.operatorsMissing[station] === 0) pauseOperation(line, station);
      line.operatorsMissing[station] = line.operatorsMissing[station]! + 1;
      line.missingReason[station] = reason;
      if (!isStopped(line, station)) showMissing(line, station);
    } else {
      line.operatorsMissing[station] = line.operatorsMissing[station]! - 1;
      if (line.operatorsMissing[station] === 0) proceed(line, station);
    }
  }
}
