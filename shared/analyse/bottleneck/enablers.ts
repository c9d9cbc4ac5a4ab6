// What every step in a line waited for: the last of its enabling events, and several when they came at once.
// A step is one of four moments of a stay (line-log.ts): it came, work began, work was over, it went.
import { assetStates } from "../../model/state.ts";
import { firstAfter } from "../../base/sorted.ts";
import type { LineLog, LoggedState } from "./line-log.ts";
import { reasonOfState } from "./path-reasons.ts";
import type { PathReason } from "./report.ts";

/** A step as one number: the stay and the moment of it. */
export const stepsOf = {
  enter: (visit: number): number => visit * 4,
  start: (visit: number): number => visit * 4 + 1,
  finish: (visit: number): number => visit * 4 + 2,
  leave: (visit: number): number => visit * 4 + 3,
} as const;

/** One stretch of what lies between a step and what it waited for. */
export interface StepPiece {
  readonly fromS: number;
  readonly toS: number;
  readonly resource: number;
  readonly why: PathReason;
  readonly reason: number;
  readonly visit: number;
}

/** One thing a step waited for: the step before, when that was, and what the time between was spent on. No step = the log begins. */
export interface PathStep {
  readonly from: number | undefined;
  readonly timeS: number;
  readonly pieces: readonly StepPiece[];
}

const stateOf = Object.fromEntries(assetStates.map((state, code) => [state, code])) as Readonly<
  Record<(typeof assetStates)[number], number>
>;
const waits = new Set([stateOf.starved, stateOf.blocked, stateOf.idle, stateOf.unknown, stateOf.run]);

export class Enablers {
  readonly #log: LineLog;
  readonly #tieS: number;
  /** By buffer: stations that take from it; stations that follow; first visit of an assembled part. */
  readonly #consumersOf: readonly (readonly number[])[];
  readonly #stationsOfOperator: readonly (readonly number[])[];
  readonly #fleetOfVehicle: readonly number[];

  constructor(log: LineLog, tieS: number) {
    const { line } = log;
    this.#log = log;
    this.#tieS = tieS;
    this.#consumersOf = line.buffers.map((_, buffer) =>
      line.stations.flatMap((station, index) =>
        station.inputs.some((input) => input.buffer === buffer) ? [index] : [],
      ),
    );
    this.#stationsOfOperator = line.operators.map((_, operator) =>
      line.stations.flatMap((station, index) => (station.operators.includes(operator) ? [index] : [])),
    );
    this.#fleetOfVehicle = line.fleets.flatMap((fleet, index) => fleet.vehicles.map(() => index));
  }

  /** What a step waited for last; never empty. */
  of(step: number): readonly PathStep[] {
    const visit = step >> 2;
    const place = this.#log.place[visit] ?? 0;
    switch (step & 3) {
      case 0:
        return this.#log.isStation(place)
          ? this.#loaded(visit, place)
          : this.#log.isBuffer(place)
            ? this.#arrived(visit, place)
            : this.#boarded(visit, place);
      case 1:
        return this.#begun(visit, place);
      case 2:
        return [this.#worked(visit, place)];
      default:
        return this.#log.isStation(place) ? this.#left(visit, place) : this.#carried(visit, place);
    }
  }

  /** A station took a part: the part or its components came, or the one before left, or the station could act again. */
  #loaded(visit: number, station: number): readonly PathStep[] {
    const log = this.#log;
    const atS = log.enterS[visit] ?? NaN;
    const candidates: Moment[] = [];
    const came = (from: number): void => {
      const place = log.place[from] ?? 0;
      if (log.isStation(place))
        candidates.push({ step: stepsOf.leave(from), timeS: log.leaveS[from] ?? NaN });
      else candidates.push({ step: stepsOf.enter(from), timeS: log.enterS[from] ?? NaN });
    };
    const previous = log.previous[visit] ?? -1;
    if (previous >= 0) came(previous);
    // Components of what is made here; a part that comes back has brought its own along.
    else
      for (const component of log.componentsOf[log.part[visit] ?? -1] ?? []) {
        const last = log.lastVisitOf[component] ?? -1;
        if (last >= 0) came(last);
      }
    const before = log.cameTo[station]?.[(log.position[visit] ?? 0) - 1] ?? -1;
    if (before >= 0) candidates.push({ step: stepsOf.leave(before), timeS: log.leaveS[before] ?? NaN });
    const spec = log.line.stations[station];
    const isSource = previous < 0 && (spec?.inputs.length ?? 0) === 0;
    if (isSource) candidates.push(...this.#released(station, atS));
    return this.#lastOf(candidates, atS, (fromS) => this.#waiting(station, fromS, atS, visit));
  }

  /**
   * What lets a source make a part just then: a finished part of the station it follows, or a unit that left a line with a limit.
   * What was called for before waited for something else.
   */
  #released(station: number, atS: number): Moment[] {
    const log = this.#log;
    const { follows } = log.line.stations[station] ?? {};
    const moments: Moment[] = [];
    if (follows !== undefined) {
      const visit = this.#lastBefore(log.wentFrom[follows.station] ?? [], log.finishS, atS);
      const finishS = log.finishS[visit] ?? NaN;
      if (visit >= 0 && atS - finishS <= this.#tieS)
        moments.push({ step: stepsOf.finish(visit), timeS: finishS });
    } else if (log.line.maxInProcess !== undefined) {
      const shipped = log.shippedBy(atS + this.#tieS) - 1;
      const last = log.lastVisitOf[log.shippedPart[shipped] ?? -1] ?? -1;
      const shippedS = log.shippedS[shipped] ?? NaN;
      if (last >= 0 && atS - shippedS <= this.#tieS)
        moments.push({ step: stepsOf.leave(last), timeS: shippedS });
      const lost = log.lost[firstAfter(log.lost, atS + this.#tieS, (entry) => entry.timeS) - 1];
      const gone = lost === undefined ? -1 : (log.lastVisitOf[lost.part] ?? -1);
      if (lost !== undefined && gone >= 0 && atS - lost.timeS <= this.#tieS)
        moments.push({ step: stepsOf.enter(gone), timeS: lost.timeS });
    }
    return moments;
  }

  /** A part came to a buffer: it left the place before, and travelled. */
  #arrived(visit: number, buffer: number): readonly PathStep[] {
    const log = this.#log;
    const previous = log.previous[visit] ?? -1;
    const atS = log.enterS[visit] ?? NaN;
    if (previous < 0) return [{ from: undefined, timeS: atS, pieces: [] }];
    const leftS = log.leaveS[previous] ?? NaN;
    if (Number.isNaN(leftS)) return [{ from: undefined, timeS: atS, pieces: [] }];
    const piece = { fromS: leftS, toS: atS, resource: buffer, why: "transport", reason: 0, visit } as const;
    return [{ from: stepsOf.leave(previous), timeS: leftS, pieces: [piece] }];
  }

  /** A vehicle took a batch: the last of it came, or the vehicle came back, or there was room where it goes. */
  #boarded(visit: number, vehicle: number): readonly PathStep[] {
    const log = this.#log;
    const atS = log.enterS[visit] ?? NaN;
    const trips = log.cameTo[vehicle] ?? [];
    const candidates: Moment[] = [];
    let position = log.position[visit] ?? 0;
    const isSame = (other: number): boolean => Math.abs((log.enterS[other] ?? NaN) - atS) <= this.#tieS;
    while (position > 0 && isSame(trips[position - 1] ?? -1)) position -= 1;
    for (let at = position; at < trips.length; at += 1) {
      const other = trips[at] ?? -1;
      if (!isSame(other)) break;
      const waited = log.previous[other] ?? -1;
      if (waited >= 0) candidates.push({ step: stepsOf.enter(waited), timeS: log.enterS[waited] ?? NaN });
    }
    const fleet = log.line.fleets[this.#fleetOfVehicle[vehicle - log.offsets.vehicle] ?? -1];
    const last = trips[position - 1] ?? -1;
    if (last >= 0 && fleet !== undefined) {
      const setOutS = log.enterS[last] ?? NaN;
      const backS = setOutS + fleet.roundTripS;
      const piece = {
        fromS: setOutS,
        toS: backS,
        resource: vehicle,
        why: "transport",
        reason: 0,
        visit: last,
      } as const;
      if (backS <= atS + this.#tieS)
        candidates.push({ step: stepsOf.enter(last), timeS: backS, fromS: setOutS, pieces: [piece] });
    }
    if (fleet !== undefined) candidates.push(...this.#freed(log.offsets.buffer + fleet.to, atS));
    return this.#lastOf(candidates, atS, (fromS) => [this.#unexplained(vehicle, fromS, atS, visit)]);
  }

  /** Work began: at once when the part was there, else when its operators came. */
  #begun(visit: number, station: number): readonly PathStep[] {
    const log = this.#log;
    const atS = log.startS[visit] ?? NaN;
    const enterS = log.enterS[visit] ?? NaN;
    if (!(atS - enterS > this.#tieS)) return [{ from: stepsOf.enter(visit), timeS: enterS, pieces: [] }];
    const candidates: Moment[] = [{ step: stepsOf.enter(visit), timeS: enterS }];
    for (const operator of log.line.stations[station]?.operators ?? [])
      for (const other of this.#stationsOfOperator[operator] ?? []) {
        if (other === station) continue;
        const served = this.#lastBefore(log.wentFrom[other] ?? [], log.finishS, atS);
        const finishS = log.finishS[served] ?? NaN;
        if (served >= 0 && atS - finishS <= this.#tieS)
          candidates.push({ step: stepsOf.finish(served), timeS: finishS });
      }
    return this.#lastOf(candidates, atS, (fromS) => this.#waiting(station, fromS, atS, visit));
  }

  /** The work itself, by the states that the station had. */
  #worked(visit: number, station: number): PathStep {
    const log = this.#log;
    const finishS = log.finishS[visit] ?? NaN;
    const startS = log.startS[visit] ?? NaN;
    const fromS = Number.isNaN(startS) ? (log.enterS[visit] ?? NaN) : startS;
    return {
      from: Number.isNaN(startS) ? stepsOf.enter(visit) : stepsOf.start(visit),
      timeS: fromS,
      pieces: this.#byState(station, fromS, finishS, visit).flatMap((piece) => this.#shared(station, piece)),
    };
  }

  /**
   * Work while a part elsewhere waits for the same operator is the operator's time: with another one the path would not be there.
   * Stops stay the station's own.
   */
  #shared(station: number, piece: StepPiece): StepPiece[] {
    const log = this.#log;
    if (piece.why !== "ideal") return [piece];
    for (const operator of log.line.stations[station]?.operators ?? [])
      for (const other of this.#stationsOfOperator[operator] ?? []) {
        if (other === station) continue;
        const visit = this.#lastBefore(log.cameTo[other] ?? [], log.enterS, piece.toS - 2 * this.#tieS);
        const waitS = Math.max(piece.fromS, log.enterS[visit] ?? NaN);
        if (!((log.startS[visit] ?? NaN) >= piece.toS - this.#tieS)) continue;
        const waiting = {
          ...piece,
          fromS: waitS,
          resource: log.offsets.operator + operator,
          why: "operator",
        } as const;
        return waitS > piece.fromS ? [{ ...piece, toS: waitS }, waiting] : [waiting];
      }
    return [piece];
  }

  /** A part left a station: with the end of the work, or when there was room, or when the station could act again. */
  #left(visit: number, station: number): readonly PathStep[] {
    const log = this.#log;
    const atS = log.leaveS[visit] ?? NaN;
    const finishS = log.finishS[visit] ?? NaN;
    if (Number.isNaN(finishS)) {
      // Not seen to end: all of the stay was its work. Not seen to leave either: nobody knows.
      const fromS = log.startS[visit] ?? NaN;
      const beganS = Number.isNaN(fromS) ? (log.enterS[visit] ?? NaN) : fromS;
      const from = Number.isNaN(fromS) ? stepsOf.enter(visit) : stepsOf.start(visit);
      return [{ from, timeS: beganS, pieces: this.#byState(station, beganS, atS, visit) }];
    }
    const done: Moment = { step: stepsOf.finish(visit), timeS: finishS };
    if (!(atS - finishS > this.#tieS)) return [{ from: done.step, timeS: finishS, pieces: [] }];
    const next = log.next[visit] ?? -1;
    const target = next >= 0 ? (log.place[next] ?? -1) : -1;
    const freed = target < 0 ? [] : this.#freed(target, atS);
    return this.#lastOf([done, ...freed], atS, (fromS) => this.#waiting(station, fromS, atS, visit));
  }

  /** A part left a vehicle, or a buffer when nobody is known to have taken it. */
  #carried(visit: number, place: number): readonly PathStep[] {
    const log = this.#log;
    const enterS = log.enterS[visit] ?? NaN;
    const isVehicle = place >= log.offsets.vehicle;
    const piece = {
      fromS: enterS,
      toS: log.leaveS[visit] ?? NaN,
      resource: place,
      why: isVehicle ? "transport" : "unexplained",
      reason: 0,
      visit,
    } as const;
    return [{ from: stepsOf.enter(visit), timeS: enterS, pieces: [piece] }];
  }

  /** Who made room in a buffer (or at the stations behind a buffer without places) just before a time. */
  #freed(place: number, atS: number): Moment[] {
    const log = this.#log;
    const moments: Moment[] = [];
    const gone = this.#lastBefore(log.wentFrom[place] ?? [], log.leaveS, atS);
    const goneS = log.leaveS[gone] ?? NaN;
    if (gone >= 0 && atS - goneS <= this.#tieS && (log.enterS[gone] ?? NaN) < atS - this.#tieS) {
      const next = log.next[gone] ?? -1;
      const into = log.joinedInto[log.part[gone] ?? -1] ?? -1;
      const taken = next >= 0 ? next : into >= 0 ? this.#firstVisitOf(into) : -1;
      if (taken >= 0) moments.push({ step: stepsOf.enter(taken), timeS: goneS });
    }
    if (log.isBuffer(place) && (log.line.buffers[place - log.offsets.buffer]?.capacity ?? 1) === 0)
      for (const station of this.#consumersOf[place - log.offsets.buffer] ?? []) {
        const left = this.#lastBefore(log.wentFrom[station] ?? [], log.leaveS, atS);
        const leftS = log.leaveS[left] ?? NaN;
        if (left >= 0 && atS - leftS <= this.#tieS) moments.push({ step: stepsOf.leave(left), timeS: leftS });
      }
    return moments;
  }

  /** The first stay of a part; an assembled one begins where it was made. */
  #firstVisitOf(part: number): number {
    const log = this.#log;
    let visit = log.lastVisitOf[part] ?? -1;
    for (let before = visit; before >= 0; before = log.previous[before] ?? -1) visit = before;
    return visit;
  }

  /**
   * Of several moments those that came last count, evenly. Where the step came later than all of them, what kept it is asked for the time
   * between, and the path goes on from the last.
   */
  #lastOf(
    candidates: readonly Moment[],
    atS: number,
    waiting: (fromS: number) => readonly StepPiece[],
  ): readonly PathStep[] {
    let lastS = -Infinity;
    for (const { timeS } of candidates) if (timeS > lastS && timeS <= atS + this.#tieS) lastS = timeS;
    if (lastS === -Infinity) {
      // Nothing before it is in the log: it waited since the log began.
      const { startedS } = this.#log;
      const pieces = atS - startedS > this.#tieS ? waiting(startedS) : [];
      return [{ from: undefined, timeS: Math.min(atS, startedS), pieces }];
    }
    const last = candidates.filter(({ timeS }) => timeS >= lastS - this.#tieS && timeS <= atS + this.#tieS);
    const kept = atS - lastS > this.#tieS ? waiting(lastS) : [];
    return last.map(({ step, timeS, fromS, pieces }) => ({
      from: step,
      timeS: fromS ?? timeS,
      pieces: pieces === undefined ? kept : [...kept, ...pieces],
    }));
  }

  /** What kept a station waiting, when no part and no place did: its own stop, its operators, its supply, its orders. */
  #waiting(station: number, fromS: number, toS: number, visit: number): StepPiece[] {
    const log = this.#log;
    const { offsets } = log;
    const spec = log.line.stations[station];
    return this.#byState(station, fromS, toS, visit).map((piece) => {
      if (piece.why === "operator") {
        const operator = spec?.operators[0];
        return operator === undefined ? piece : { ...piece, resource: offsets.operator + operator };
      }
      const state = log.stateAt(station, (piece.fromS + piece.toS) / 2)?.state ?? stateOf.unknown;
      if (state === stateOf.starved && spec?.supply !== undefined)
        return { ...piece, resource: offsets.supply + spec.supply, why: "supply" };
      if (state === stateOf.noOrder || (state === stateOf.blocked && "demand" in (spec?.output ?? {}))) {
        const output = spec?.output;
        const demand = output !== undefined && "demand" in output ? output.demand : 0;
        return { ...piece, resource: offsets.demand + demand, why: "demand" };
      }
      return waits.has(state) ? { ...piece, why: "unexplained" } : piece;
    });
  }

  /** A stretch at a station, cut where its state changes. */
  #byState(station: number, fromS: number, toS: number, visit: number): StepPiece[] {
    const log = this.#log;
    const states = log.states[station] ?? [];
    const at = (state: LoggedState): number => state.timeS;
    const pieces: StepPiece[] = [];
    // Times that were not told, or told in the wrong order, are no time spent.
    if (!(toS > fromS)) return pieces;
    let index = firstAfter(states, fromS + this.#tieS, at) - 1;
    let beganS = fromS;
    for (;;) {
      const current = states[index];
      const nextS = states[index + 1]?.timeS ?? Infinity;
      const endS = nextS > toS - this.#tieS ? toS : nextS;
      const why = current === undefined ? "ideal" : reasonOfState(current.state);
      pieces.push({
        fromS: beganS,
        toS: endS,
        resource: station,
        why,
        reason: current?.reason ?? 0,
        visit,
      });
      if (endS >= toS) return pieces;
      beganS = endS;
      index += 1;
    }
  }

  #unexplained(resource: number, fromS: number, toS: number, visit: number): StepPiece {
    return { fromS, toS, resource, why: "unexplained", reason: 0, visit };
  }

  /** The last of some stays, in order of going, whose moment is not after a time. */
  #lastBefore(visits: readonly number[], moments: Float64Array, atS: number): number {
    return visits[firstAfter(visits, atS + this.#tieS, (visit) => moments[visit] ?? NaN) - 1] ?? -1;
  }
}

interface Moment {
  readonly step: number;
  readonly timeS: number;
  /** Where the path goes on, when that is not the moment itself. */
  readonly fromS?: number;
  readonly pieces?: readonly StepPiece[];
}
