// A simulation's events straight into a log: what the resampled twin, rollouts and tests listen with.
import { phase, type LineState } from "../../simulate/line-state.ts";
import { serialOf } from "../../simulate/serials.ts";
import type { Simulation } from "../../simulate/simulation.ts";
import { engineReasons, type EngineSink, kinds } from "../../simulate/sink.ts";
import { LineLog } from "./line-log.ts";

/** Writes a log while a simulation runs. */
export class LogSink implements EngineSink {
  readonly log: LineLog;
  readonly #state: () => LineState;
  readonly #serialOf: (line: LineState, row: number) => string;
  // Rows of the engine's part table are used again; the log's numbers are not.
  readonly #partOfRow: number[] = [];
  #open = false;

  /** `nameOf` names the part in a row of the engine's part table; otherwise as a simulation's serials are. */
  constructor(
    state: () => LineState,
    log: LineLog,
    nameOf: (line: LineState, row: number) => string = serialOf,
  ) {
    this.#state = state;
    this.#serialOf = nameOf;
    this.log = log;
  }

  /** Begins with what is in the line and what each station does; events before are not told. */
  open(): void {
    this.#open = true;
    const line = this.#state();
    const { log } = this;
    const { timeS } = line;
    const { offsets } = line.tables;
    for (let buffer = 0; buffer < line.tables.line.buffers.length; buffer += 1)
      for (let at = 0; at < (line.queues.level[buffer] ?? 0); at += 1)
        log.enter(timeS, offsets.buffer + buffer, this.#part(line.queues.at(buffer, at)));
    line.tables.line.stations.forEach((_, station) => {
      const row = line.part[station] ?? -1;
      log.state(timeS, station, line.state[station] ?? 0, this.#reason(line.stateReason[station] ?? 0));
      if (row < 0) return;
      const part = this.#part(row);
      log.enter(timeS, station, part);
      if (line.phase[station] === phase.waitOperator) return;
      log.start(timeS, station, part);
      if (line.phase[station] === phase.done) log.finish(timeS, station, part);
    });
  }

  emit(kind: number, timeS: number, resource: number, part: number, a: number, b: number): void {
    if (!this.#open) return;
    const { log } = this;
    switch (kind) {
      case kinds.create: {
        this.#partOfRow[part] = -1;
        log.enter(timeS, resource, this.#part(part));
        return;
      }
      case kinds.arrive:
        log.enter(timeS, resource, this.#part(part));
        return;
      case kinds.start:
        log.start(timeS, resource, this.#part(part));
        return;
      case kinds.finish:
        log.finish(timeS, resource, this.#part(part));
        return;
      case kinds.depart: {
        const number = this.#part(part);
        log.leave(timeS, resource, number);
        const intoStation = a < log.offsets.buffer;
        if (intoStation && (log.line.stations[a]?.inputs.length ?? 0) < 2) log.enter(timeS, a, number);
        else if (a >= log.offsets.vehicle && a < log.offsets.supply) log.enter(timeS, a, number);
        return;
      }
      case kinds.serveFinish:
        if (resource >= log.offsets.vehicle) log.leave(timeS, resource, this.#part(part));
        return;
      case kinds.join:
        log.join(timeS, this.#part(part), this.#part(a));
        return;
      case kinds.rework:
        log.attemptOf[this.#part(part)] = a;
        return;
      case kinds.scrap:
      case kinds.hold:
        log.leave(timeS, resource, this.#part(part));
        log.lose(timeS, resource, this.#part(part));
        return;
      case kinds.ship:
        log.ship(timeS, this.#part(part));
        return;
      case kinds.state:
        log.state(timeS, resource, a, this.#reason(b));
    }
  }

  #part(row: number): number {
    const known = this.#partOfRow[row] ?? -1;
    if (known >= 0) return known;
    const line = this.#state();
    const part = this.log.partBySerial(this.#serialOf(line, row));
    this.log.variantOf[part] = line.parts.variant[row] ?? -1;
    this.log.attemptOf[part] = line.parts.attempt[row] ?? 0;
    this.#partOfRow[row] = part;
    return part;
  }

  #reason(number: number): number {
    return this.log.reason(engineReasons[number]?.code ?? "");
  }
}

/** The log of a run from where it stands; `go` runs it. */
export function logOfRun(from: Simulation, go: (simulation: Simulation) => void): LineLog {
  const sink = new LogSink(() => simulation.state, new LineLog(from.state.tables.line));
  const simulation = from.copy(sink);
  sink.open();
  go(simulation);
  return sink.log;
}
