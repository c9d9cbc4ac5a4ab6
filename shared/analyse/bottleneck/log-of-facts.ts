// Recorded facts -> visits: what was told of parts and states, as it comes in. A recording does not say when work on a part was over:
// the station says so, by being blocked, and a part that leaves at once was done then.
import type { Fact, PartEvent, StateFact } from "../../model/fact.ts";
import { assetStates } from "../../model/state.ts";
import type { Plant } from "../../model/plant.ts";
import type { Line } from "../../simulate/line.ts";
import { LineLog } from "./line-log.ts";

/** The facts that the log is made of. */
export type FlowFact = StateFact | Extract<Fact, { kind: "part" }>;

/** Whether a fact tells of the flow. */
export function isFlowFact(fact: Fact): fact is FlowFact {
  return fact.kind === "state" || fact.kind === "part";
}

const codeOf = new Map<string, number>(assetStates.map((state, code) => [state, code]));
/** A station in one of these has a part in it on which no work is done any more. */
const done = new Set(["blocked", "waitTransport"]);
/** A station in one of these has a part in it on which no work is done yet, when it needs operators. */
const notBegun = new Set(["waitOperator", "planned", "off"]);

/** Writes a line's log from facts in order of arrival; what comes late is put where it belongs no more, and counted. */
export class FactLog {
  readonly log: LineLog;
  /** Facts that told of a time before what was already known. */
  late = 0;
  readonly #originMs: number;
  readonly #resourceOfRow: Int32Array;
  /** By station: its open visit, -1 = none. */
  readonly #inside: Int32Array;
  readonly #variantOf: ReadonlyMap<string, number>;
  readonly #waitsForOperators: readonly boolean[];

  /** Second 0 of the log is `originMs`. */
  constructor(line: Line, plant: Plant, originMs: number) {
    this.log = new LineLog(line);
    this.#originMs = originMs;
    this.#resourceOfRow = Int32Array.from(plant.assets, ({ id }) => this.log.resource(id));
    this.#inside = new Int32Array(line.stations.length).fill(-1);
    this.#variantOf = new Map(line.variants.map((variant, index) => [variant, index]));
    this.#waitsForOperators = line.stations.map(({ operators }) => operators.length > 0);
  }

  take(fact: FlowFact): void {
    const timeMs = fact.kind === "state" ? fact.timeMs : fact.event.timeMs;
    const timeS = (timeMs - this.#originMs) / 1000;
    if (timeS < this.log.endS) {
      this.late += 1;
      if (fact.kind === "state" && fact.backfill === true) return;
    }
    if (fact.kind === "state") this.#state(timeS, fact);
    else this.#part(timeS, this.#resourceOfRow[fact.assetRow] ?? -1, fact.event);
  }

  #state(timeS: number, fact: StateFact): void {
    const { log } = this;
    const resource = this.#resourceOfRow[fact.asset] ?? -1;
    if (resource < 0) return;
    log.state(timeS, resource, codeOf.get(fact.state) ?? 0, log.reason(fact.reason?.code ?? ""));
    if (!log.isStation(resource)) return;
    const visit = this.#inside[resource] ?? -1;
    if (visit < 0) return;
    const isBegun = !Number.isNaN(log.startS[visit]);
    if (done.has(fact.state)) {
      if (Number.isNaN(log.finishS[visit])) log.finishS[visit] = timeS;
    } else if (this.#waitsForOperators[resource] !== true) return;
    else if (notBegun.has(fact.state)) {
      // Told right after the part was loaded: the work had not begun.
      if (isBegun && log.enterS[visit] === timeS) log.startS[visit] = NaN;
    } else if (!isBegun) log.startS[visit] = timeS;
  }

  #part(timeS: number, resource: number, event: PartEvent): void {
    const { log } = this;
    const part = log.partBySerial(event.serial);
    switch (event.verb) {
      case "create":
        log.variantOf[part] = this.#variantOf.get(event.variant ?? "") ?? -1;
        return;
      case "enter":
        if (resource >= 0) this.#enter(timeS, resource, part);
        return;
      case "leave":
        this.#leave(timeS, part);
        if (event.vehicle !== undefined && log.resource(event.vehicle) >= 0)
          log.enter(timeS, log.resource(event.vehicle), part);
        return;
      case "assemble":
        if (event.component !== undefined) {
          const component = log.partBySerial(event.component);
          this.#leave(timeS, component);
          log.join(timeS, component, part);
        }
        return;
      case "rework":
        log.attemptOf[part] = event.attempt ?? (log.attemptOf[part] ?? 0) + 1;
        return;
      case "scrap":
      case "hold":
        this.#leave(timeS, part);
        if (resource >= 0) log.lose(timeS, resource, part);
        return;
      case "ship":
        this.#leave(timeS, part);
        log.ship(timeS, part);
        return;
      case "consume":
      case "disassemble":
      case "release":
    }
  }

  #enter(timeS: number, resource: number, part: number): void {
    const { log } = this;
    // Told twice: by what was there when a recording began, and by its first moment.
    if (log.openVisit(resource, part) >= 0) return;
    this.#leave(timeS, part);
    if (log.isStation(resource)) {
      // Whoever was in it has left, told or not.
      const inside = this.#inside[resource] ?? -1;
      if (inside >= 0) this.#leave(timeS, log.part[inside] ?? -1);
    }
    const visit = log.enter(timeS, resource, part);
    if (!log.isStation(resource)) return;
    this.#inside[resource] = visit;
    log.startS[visit] = timeS;
  }

  /** Ends the stay of a part wherever it is. */
  #leave(timeS: number, part: number): void {
    const { log } = this;
    const visit = log.lastVisitOf[part] ?? -1;
    if (visit < 0 || !Number.isNaN(log.leaveS[visit])) return;
    const place = log.place[visit] ?? -1;
    if (log.isStation(place)) {
      if (Number.isNaN(log.finishS[visit])) log.finishS[visit] = timeS;
      if (this.#inside[place] === visit) this.#inside[place] = -1;
    }
    log.leave(timeS, place, part);
  }
}
