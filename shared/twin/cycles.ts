// How far each asset is with the part in work: seconds of work done, and the ideal cycle they are measured against.
// Work is time in the state `run`. PlantState feeds it; scenes read `cyclePhase`. No clock, no IO.
import { stateCode } from "../frame/layout.ts";
import { idealCycleS, type Plant } from "../model/plant.ts";

const runCode = stateCode("run");

/** A machine of unknown cycle repeats its motion after so many seconds of work: that shows only that it runs. */
export const freeRunS = 20;

/**
 * Seconds of work done on the present part at `timeMs`. `cycleS` are those done when the present state (a code of
 * layout.ts) began at `sinceMs`; a part that came into a state already begun has them negative.
 */
export function workDoneS(cycleS: number, state: number, sinceMs: number, timeMs: number): number {
  return state === runCode ? cycleS + Math.max(0, timeMs - sinceMs) / 1000 : cycleS;
}

/**
 * Where in its cycle an asset is, 0..1: work done over the ideal cycle, resting at 1 when the work takes longer.
 * With `idealS` 0 (unknown) it runs freely, from 0 to below 1 every `freeRunS` of work. It stands still in any state
 * but `run`. `state` is a code of layout.ts, times are plant milliseconds; allocates nothing.
 */
export function cyclePhase(
  cycleS: number,
  idealS: number,
  state: number,
  sinceMs: number,
  timeMs: number,
): number {
  const doneS = workDoneS(cycleS, state, sinceMs, timeMs);
  if (idealS > 0) return Math.min(1, Math.max(0, doneS / idealS));
  const turns = doneS / freeRunS;
  return turns - Math.floor(turns);
}

/** What decides how long the work on a part takes. */
export interface WorkPiece {
  readonly serial: string;
  readonly variant: string | undefined;
  /** It was sent to rework before: it may have a cycle of its own. */
  readonly reworked: boolean;
}

/** Stands for a part nobody told of. */
const untold = "";

/** Columns of work by asset row. An asset without an ideal cycle in the plant file runs freely, whatever parts it holds. */
export class Cycles {
  /** Seconds of work done on the part in work when the present state began. */
  readonly cycleS: Float64Array;
  /** Ideal cycle in seconds for the variant in work, or of the last one there; 0 = unknown. */
  readonly idealS: Float32Array;
  readonly #plant: Plant;
  /** Serial of the part in work, `untold`, or undefined when there is none. */
  readonly #part: (string | undefined)[];

  constructor(plant: Plant, from?: Cycles) {
    const assets = plant.assets.length;
    this.#plant = plant;
    this.cycleS = from?.cycleS.slice() ?? new Float64Array(assets);
    this.idealS = from?.idealS.slice() ?? new Float32Array(assets);
    this.#part = from ? from.#part.slice() : new Array<string | undefined>(assets);
  }

  /** Serial of the part in work at each asset that has one, told or not. */
  inWork(): (readonly [row: number, serial: string])[] {
    return this.#part.flatMap((serial, row) => (serial === undefined ? [] : [[row, serial] as const]));
  }

  /** Takes over what `inWork` gave. */
  restoreInWork(inWork: readonly (readonly [row: number, serial: string])[]): void {
    for (const [row, serial] of inWork) this.#part[row] = serial;
  }

  /** An independent copy. */
  clone(): Cycles {
    return new Cycles(this.#plant, this);
  }

  /**
   * The state of `row` was `state` since `sinceMs` and is `next` from `timeMs` on: what was done is kept.
   * A machine that knows its parts and starts without one begins a new cycle; its part is told later.
   */
  changeState(row: number, state: number, sinceMs: number, next: number, timeMs: number): void {
    const doneS = workDoneS(this.cycleS[row] ?? 0, state, sinceMs, timeMs);
    if (this.#part[row] !== undefined) this.cycleS[row] = doneS;
    else if (this.idealS[row] === 0) this.cycleS[row] = doneS % freeRunS;
    else if (next === runCode && state !== runCode) {
      this.cycleS[row] = 0;
      this.#part[row] = untold;
    } else this.cycleS[row] = doneS;
  }

  /** Serial of the part in work, if one was told. */
  partIn(row: number): string | undefined {
    return this.#part[row];
  }

  /**
   * The part in work is this one from `timeMs` on, or none. Another part than before begins with no work done;
   * when none is left, the phase rests where it is.
   */
  changePart(row: number, part: WorkPiece | undefined, state: number, sinceMs: number, timeMs: number): void {
    if (part?.serial === this.#part[row]) return;
    const asset = this.#plant.assets[row];
    if (asset?.idealCycleS === undefined) return;
    this.#part[row] = part?.serial;
    if (part === undefined) return;
    this.idealS[row] = idealCycleS(asset, part.variant ?? "", part.reworked) ?? 0;
    this.cycleS[row] = state === runCode ? Math.min(0, sinceMs - timeMs) / 1000 : 0;
  }

  /** The part in work was built into another one, which is in work from now on: the cycle goes on. */
  handOver(row: number, from: string, to: WorkPiece): void {
    const asset = this.#plant.assets[row];
    if (asset === undefined || this.#part[row] !== from) return;
    this.#part[row] = to.serial;
    this.idealS[row] = idealCycleS(asset, to.variant ?? "", to.reworked) ?? 0;
  }
}
