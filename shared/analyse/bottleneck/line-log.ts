// What happened on a line, as visits: one row for each stay of a part at a place. Everything the bottleneck analyses read.
// Rows come in order of time, from an event log, from recorded facts or straight from a simulation; nothing is ever taken back.
// Resources are numbered as in `resourceNames(line)`: stations, buffers, operators, vehicles, supplies, demands.
import { firstAfter, itself } from "../../base/sorted.ts";
import { assetStates } from "../../model/state.ts";
import { type Line, resourceNames, resourceOffsets, type ResourceOffsets } from "../../simulate/line.ts";

/** A change of state of a resource; `state` is a position in `assetStates`, `reason` one in `LineLog.reasons`. */
export interface LoggedState {
  readonly timeS: number;
  readonly state: number;
  readonly reason: number;
}

const firstRows = 1024;
const runState = assetStates.indexOf("run");
const busyStates = new Set(
  ["run", "setup", "microstop", "down", "hold"].map((word) =>
    (assetStates as readonly string[]).indexOf(word),
  ),
);

/**
 * The log of one line. Times in seconds from any one instant. A visit's columns: `enterS` = the part came (at a station: it was
 * loaded), `startS` = work began, `finishS` = work was over, `leaveS` = it went; NaN = not yet, or not at such a place.
 */
export class LineLog {
  readonly line: Line;
  readonly names: readonly string[];
  readonly offsets: ResourceOffsets;
  /** Codes of reasons; 0 = none. */
  readonly reasons: string[] = [""];

  /** Columns of visits; the first `visits` entries count. */
  visits = 0;
  place = new Int32Array(firstRows);
  part = new Int32Array(firstRows);
  enterS = new Float64Array(firstRows);
  startS = new Float64Array(firstRows);
  finishS = new Float64Array(firstRows);
  leaveS = new Float64Array(firstRows);
  /** The visit of the part before this one, -1 = none. */
  previous = new Int32Array(firstRows);
  /** The visit of the part after this one, -1 = none yet. */
  next = new Int32Array(firstRows);
  /** Position of the visit among those at its place, in order of coming. */
  position = new Int32Array(firstRows);

  /** Columns of parts. */
  readonly serials: string[] = [];
  /** Variant as a position in `line.variants`, -1 = not known. */
  readonly variantOf: number[] = [];
  readonly lastVisitOf: number[] = [];
  /** The part it went into, -1 = none. */
  readonly joinedInto: number[] = [];
  /** Parts that went into this one, in order. */
  readonly componentsOf: (number[] | undefined)[] = [];
  /** How often it had been sent back. */
  readonly attemptOf: number[] = [];

  /** By resource: visits in order of coming, and in order of going. */
  readonly cameTo: readonly number[][];
  readonly wentFrom: readonly number[][];
  readonly states: readonly LoggedState[][];
  /** Units that left the line as good, in order: when, and which part. */
  readonly shippedS: number[] = [];
  readonly shippedPart: number[] = [];
  /** Parts taken out of the line (scrapped or held): when, where and which. */
  readonly lost: { readonly timeS: number; readonly resource: number; readonly part: number }[] = [];
  /** By how much two tellings of one moment differ, seconds; 0 = they agree. Who reads faulty times sets it. */
  noiseS = 0;
  /** Time of the first and of the newest row. */
  startedS = NaN;
  endS = NaN;

  readonly #partOf = new Map<string, number>();
  readonly #resourceOf: ReadonlyMap<string, number>;
  readonly #reasonOf = new Map<string, number>([["", 0]]);

  constructor(line: Line) {
    this.line = line;
    this.names = resourceNames(line);
    this.offsets = resourceOffsets(line);
    this.#resourceOf = new Map(this.names.map((name, resource) => [name, resource]));
    this.cameTo = this.names.map(() => []);
    this.wentFrom = this.names.map(() => []);
    this.states = this.names.map(() => []);
  }

  isStation(resource: number): boolean {
    return resource < this.offsets.buffer;
  }

  isBuffer(resource: number): boolean {
    return resource >= this.offsets.buffer && resource < this.offsets.operator;
  }

  /** Number of a resource by its id, -1 = the line has none. */
  resource(id: string): number {
    return this.#resourceOf.get(id) ?? -1;
  }

  /** Number of a part by its serial; a new one is made. */
  partBySerial(serial: string): number {
    const known = this.#partOf.get(serial);
    if (known !== undefined) return known;
    const part = this.serials.length;
    this.#partOf.set(serial, part);
    this.serials.push(serial);
    this.variantOf.push(-1);
    this.lastVisitOf.push(-1);
    this.joinedInto.push(-1);
    this.componentsOf.push(undefined);
    this.attemptOf.push(0);
    return part;
  }

  /** Number of a part by its serial, -1 = it was never seen. */
  knownPart(serial: string): number {
    return this.#partOf.get(serial) ?? -1;
  }

  /** Number of a reason by its code. */
  reason(code: string): number {
    const known = this.#reasonOf.get(code);
    if (known !== undefined) return known;
    this.reasons.push(code);
    this.#reasonOf.set(code, this.reasons.length - 1);
    return this.reasons.length - 1;
  }

  /** A part comes to a place: a buffer, a vehicle, or a station that loads it. Returns the visit. */
  enter(timeS: number, resource: number, part: number): number {
    this.#now(timeS);
    if (this.visits === this.place.length) this.#grow();
    const visit = this.visits;
    this.visits += 1;
    this.place[visit] = resource;
    this.part[visit] = part;
    this.enterS[visit] = timeS;
    this.startS[visit] = NaN;
    this.finishS[visit] = NaN;
    this.leaveS[visit] = NaN;
    const previous = this.lastVisitOf[part] ?? -1;
    this.previous[visit] = previous;
    this.next[visit] = -1;
    if (previous >= 0) this.next[previous] = visit;
    const came = this.cameTo[resource];
    this.position[visit] = came?.length ?? 0;
    came?.push(visit);
    this.lastVisitOf[part] = visit;
    return visit;
  }

  /** Work on a part begins. What was not seen to be loaded is loaded now. */
  start(timeS: number, station: number, part: number): void {
    this.#now(timeS);
    let visit = this.openVisit(station, part);
    // Repeated in place: another stay.
    if (visit >= 0 && !Number.isNaN(this.finishS[visit])) this.leave(timeS, station, part);
    if (visit < 0 || !Number.isNaN(this.leaveS[visit])) visit = this.enter(timeS, station, part);
    this.startS[visit] = timeS;
  }

  /** Work on a part is over. */
  finish(timeS: number, station: number, part: number): void {
    this.#now(timeS);
    const visit = this.openVisit(station, part);
    if (visit >= 0) this.finishS[visit] = timeS;
  }

  /** A part leaves a place. */
  leave(timeS: number, resource: number, part: number): void {
    this.#now(timeS);
    const visit = this.openVisit(resource, part);
    if (visit < 0) return;
    this.leaveS[visit] = timeS;
    this.wentFrom[resource]?.push(visit);
  }

  /** A part goes into another one. */
  join(timeS: number, component: number, into: number): void {
    this.#now(timeS);
    this.joinedInto[component] = into;
    const components = this.componentsOf[into];
    if (components === undefined) this.componentsOf[into] = [component];
    else components.push(component);
  }

  /** A part leaves the line as good. */
  ship(timeS: number, part: number): void {
    this.#now(timeS);
    this.shippedS.push(timeS);
    this.shippedPart.push(part);
  }

  /** A part is taken out of the line. */
  lose(timeS: number, resource: number, part: number): void {
    this.#now(timeS);
    this.lost.push({ timeS, resource, part });
  }

  /** A resource changes its state. */
  state(timeS: number, resource: number, state: number, reason: number): void {
    this.#now(timeS);
    this.states[resource]?.push({ timeS, state, reason });
  }

  /** Nothing more comes from before a time. */
  advance(timeS: number): void {
    this.#now(timeS);
  }

  /** The stay of a part at a place that is not over yet, -1 = none. */
  openVisit(resource: number, part: number): number {
    const visit = this.lastVisitOf[part] ?? -1;
    return visit >= 0 && this.place[visit] === resource && Number.isNaN(this.leaveS[visit]) ? visit : -1;
  }

  /** The state of a resource that holds just after a time. */
  stateAt(resource: number, timeS: number): LoggedState | undefined {
    const states = this.states[resource] ?? [];
    return states[firstAfter(states, timeS, (state) => state.timeS) - 1];
  }

  /** Seconds of [fromS, toS] in which a resource did not run. A resource without states always ran. */
  stoppedS(resource: number, fromS: number, toS: number): number {
    const states = this.states[resource] ?? [];
    let stoppedS = 0;
    for (let at = firstAfter(states, fromS, (state) => state.timeS) - 1; at < states.length; at += 1) {
      const state = states[at];
      if (state === undefined) continue;
      if (state.timeS >= toS) break;
      const endS = Math.min(toS, states[at + 1]?.timeS ?? Infinity);
      if (state.state !== runState) stoppedS += Math.max(0, endS - Math.max(fromS, state.timeS));
    }
    return stoppedS;
  }

  /** Seconds of [fromS, toS] in which a resource waited: for parts, for places, for people. Without states: between its stays. */
  waitedS(resource: number, fromS: number, toS: number): number {
    const states = this.states[resource] ?? [];
    if (states.length === 0) return toS - fromS - this.#heldS(resource, fromS, toS);
    let waitedS = 0;
    for (
      let at = Math.max(0, firstAfter(states, fromS, (state) => state.timeS) - 1);
      at < states.length;
      at += 1
    ) {
      const state = states[at];
      if (state === undefined || state.timeS >= toS) break;
      const endS = Math.min(toS, states[at + 1]?.timeS ?? Infinity);
      if (!busyStates.has(state.state)) waitedS += Math.max(0, endS - Math.max(fromS, state.timeS));
    }
    return waitedS;
  }

  /** Seconds of [fromS, toS] in which work was under way at a station, by its stays. */
  #heldS(resource: number, fromS: number, toS: number): number {
    const came = this.cameTo[resource] ?? [];
    let heldS = 0;
    for (
      let at = Math.max(0, firstAfter(came, fromS, (visit) => this.enterS[visit] ?? NaN) - 1);
      at < came.length;
      at += 1
    ) {
      const visit = came[at] ?? -1;
      const beganS = this.startS[visit] ?? NaN;
      if ((this.enterS[visit] ?? NaN) >= toS) break;
      const endS = Number.isNaN(this.finishS[visit]) ? toS : (this.finishS[visit] ?? toS);
      heldS += Math.max(0, Math.min(endS, toS) - Math.max(beganS, fromS)) || 0;
    }
    return heldS;
  }

  /** How many units were shipped until a time. */
  shippedBy(timeS: number): number {
    return firstAfter(this.shippedS, timeS, itself);
  }

  #now(timeS: number): void {
    if (Number.isNaN(this.startedS)) this.startedS = timeS;
    if (!(timeS < this.endS)) this.endS = timeS;
  }

  #grow(): void {
    const rows = this.place.length * 2;
    const reals = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(rows);
      grown.set(column);
      return grown;
    };
    const ints = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(rows);
      grown.set(column);
      return grown;
    };
    this.place = ints(this.place);
    this.part = ints(this.part);
    this.previous = ints(this.previous);
    this.next = ints(this.next);
    this.position = ints(this.position);
    this.enterS = reals(this.enterS);
    this.startS = reals(this.startS);
    this.finishS = reals(this.finishS);
    this.leaveS = reals(this.leaveS);
  }
}
