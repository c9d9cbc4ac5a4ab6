// The engine's source of operations out of a record: a part's own recorded operation where it has one, else one redrawn from
// the record of its station's group. Redrawing takes a work time of the variant and, apart from it, the stops and the ending of
// another operation of the group, so that stops keep their rate and lengths.
import { randomAt } from "../../../base/random.ts";
import { purpose, type LineState } from "../../../simulate/line-state.ts";
import { ending, type OperationSource } from "../../../simulate/operation-source.ts";
import { engineReasons, reasonNumber } from "../../../simulate/sink.ts";
import type { Line } from "../../../simulate/line.ts";
import type { Operation, Recorded, RecordedStop } from "./recorded.ts";

/** Fewer values than this say too little of a variant: all variants of the group are taken together. */
export const leastValues = 30;

/** Which operations are told. */
export interface TellOptions {
  /** Parts of the log by product and running number - 1; parts without one are redrawn. */
  readonly partsOf: readonly (readonly number[])[];
  /** False: nothing is repeated, every operation is redrawn, long stops included. */
  readonly isReplay: boolean;
}

/** Tells operations of a record to the engine. */
export class ToldOperations implements OperationSource {
  workS = 0;
  setupS = 0;
  firstStop = 0;
  endStop = 0;
  ending: number = ending.good;
  readonly stopAt: Float64Array;
  readonly stopLengthS: Float64Array;
  readonly stopReason: Uint8Array;
  readonly #recorded: Recorded;
  readonly #line: Line;
  readonly #options: TellOptions;
  readonly #firstStopOf: Int32Array;
  readonly #groupOf: Int32Array;

  constructor(recorded: Recorded, options: TellOptions) {
    this.#recorded = recorded;
    this.#line = recorded.line;
    this.#options = options;
    const { operations } = recorded;
    const inWork = recorded.stops
      .filter((stop) => stop.operation >= 0 && stop.toS < Infinity && (stop.isWithPart || !options.isReplay))
      .sort((left, right) => left.operation - right.operation || left.fromS - right.fromS);
    this.stopAt = Float64Array.from(inWork, (stop) => shareBefore(operations[stop.operation], stop));
    this.stopLengthS = Float64Array.from(inWork, (stop) => stop.toS - stop.fromS);
    this.stopReason = Uint8Array.from(inWork, (stop) => reasonOf(stop.reason));
    this.#firstStopOf = new Int32Array(operations.length + 1);
    let at = 0;
    for (let operation = 0; operation <= operations.length; operation += 1) {
      while (at < inWork.length && (inWork[at]?.operation ?? 0) < operation) at += 1;
      this.#firstStopOf[operation] = at;
    }
    this.#groupOf = Int32Array.from(this.#line.stations, (station) =>
      recorded.index.groups.indexOf(station.group),
    );
  }

  tell(line: LineState, station: number, part: number): void {
    this.#tell(line, station, part);
    const factor = this.#recorded.workFactor[station] ?? 1;
    this.workS *= factor;
    this.setupS *= factor;
  }

  #tell(line: LineState, station: number, part: number): void {
    const known = this.#options.isReplay ? this.#knownPart(line, part) : -1;
    const number =
      known < 0
        ? -1
        : this.#recorded.index.own(known, this.#groupOf[station] ?? 0, line.parts.attempt[part] ?? 0);
    const operation = this.#recorded.operations[number];
    if (operation === undefined) {
      this.#redraw(line, station, part, 0);
      return;
    }
    this.firstStop = this.#firstStopOf[number] ?? 0;
    this.endStop = this.#firstStopOf[number + 1] ?? 0;
    if (!operation.isFinished) {
      // The log ended in the middle of it: it takes longer than what was seen.
      const { firstStop, endStop } = this;
      this.#redraw(line, station, part, operation.workS);
      this.setupS = operation.setupS;
      this.firstStop = firstStop;
      this.endStop = endStop;
      return;
    }
    this.workS = this.#forVariant(operation, station, line.parts.variant[part] ?? 0);
    this.setupS = operation.setupS;
    this.ending = operation.ending;
  }

  /** Redraws an operation of which `doneS` of work is known to be done: its work is longer than that. */
  tellLonger(line: LineState, station: number, part: number, doneS: number): void {
    this.#redraw(line, station, part, doneS);
    this.workS *= this.#recorded.workFactor[station] ?? 1;
  }

  #knownPart(line: LineState, part: number): number {
    return this.#options.partsOf[line.parts.product[part] ?? 0]?.[(line.parts.number[part] ?? 0) - 1] ?? -1;
  }

  #redraw(line: LineState, station: number, part: number, doneS: number): void {
    const variant = line.parts.variant[part] ?? 0;
    const luck = (line.parts.number[part] ?? 0) * 4 + ((line.parts.attempt[part] ?? 0) & 3);
    const isAgain = (line.parts.attempt[part] ?? 0) > 0;
    const { operations, index } = this.#recorded;
    const group = this.#groupOf[station] ?? 0;
    this.workS = this.#drawWorkS(line, station, variant, luck, isAgain, doneS);
    this.setupS = 0;
    const reworked = index.pool(group, true).all;
    const others = isAgain && reworked.length >= leastValues ? reworked : index.pool(group, false).all;
    const other = others[Math.floor(chance(line, station, purpose.microStop, luck) * others.length)];
    const example = other === undefined ? undefined : operations[other];
    this.firstStop = other === undefined ? 0 : (this.#firstStopOf[other] ?? 0);
    this.endStop = other === undefined ? 0 : (this.#firstStopOf[other + 1] ?? 0);
    this.ending = example?.ending ?? ending.good;
  }

  #drawWorkS(
    line: LineState,
    station: number,
    variant: number,
    luck: number,
    isAgain: boolean,
    doneS: number,
  ): number {
    const spec = this.#line.stations[station];
    const hasOwnAgain = isAgain && spec?.reworkCycleS !== undefined;
    const plannedS = hasOwnAgain ? spec.reworkCycleS : (spec?.cycleS[variant] ?? 0);
    const pool = this.#recorded.index.pool(this.#groupOf[station] ?? 0, hasOwnAgain);
    const own = pool.byVariant[variant] ?? [];
    const values = hasOwnAgain || own.length < leastValues ? pool.all : own;
    const random = chance(line, station, purpose.cycle, luck);
    const workOf = (number: number | undefined): number => {
      const operation = number === undefined ? undefined : this.#recorded.operations[number];
      if (operation === undefined) return plannedS;
      return hasOwnAgain ? operation.workS : this.#forVariant(operation, station, variant);
    };
    if (doneS === 0) return workOf(values[Math.floor(random * values.length)]);
    const longer = values.filter((number) => workOf(number) > doneS);
    if (longer.length > 0) return workOf(longer[Math.floor(random * longer.length)]);
    // Longer than all that was seen: about to end, as far as anybody knows.
    return Math.max(plannedS, doneS * 1.02 + 0.001);
  }

  /** Work of an operation as it would be for another variant: by the ratio of the planned cycles. */
  #forVariant(operation: Operation, station: number, variant: number): number {
    if (operation.variant === variant) return operation.workS;
    const cycleS = this.#line.stations[station]?.cycleS ?? [];
    return (operation.workS * (cycleS[variant] ?? 1)) / (cycleS[operation.variant] ?? 1);
  }
}

function chance(line: LineState, station: number, use: number, luck: number): number {
  const key = line.key(station, use);
  return randomAt(line.keyA[key] ?? 0, line.keyB[key] ?? 0, luck);
}

function shareBefore(operation: Operation | undefined, stop: RecordedStop): number {
  if (operation === undefined || operation.workS <= 0) return 0;
  // Below 1: a stop at the very end of the work would otherwise never come.
  return Math.min(1 - 1e-9, stop.afterWorkS / operation.workS);
}

/** Number of a reason; words of a machine's own are a breakdown. */
export function reasonOf(code: string): number {
  const known = engineReasons.findIndex((reason) => reason.code === code);
  return known > 0 ? known : reasonNumber.breakdown;
}
