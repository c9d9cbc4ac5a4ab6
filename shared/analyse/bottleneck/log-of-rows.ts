// Rows of an event log -> visits. Cleans on the way: order, duplicates, what was not seen to begin or to end.
// A log without departures is completed: a part leaves with the end of the work, or when there is room where it goes.
import type { Line } from "../../simulate/line.ts";
import type { EventRow } from "./event-rows.ts";
import { LineLog } from "./line-log.ts";
import { clocksOfRows } from "./row-clocks.ts";

/** What was mended, by count. */
export interface Mended {
  readonly duplicates: number;
  readonly outOfOrder: number;
  /** Rows of resources that the line does not have. */
  readonly unknown: ReadonlyMap<string, number>;
  /** Steps that must have been and were not told. */
  readonly missing: number;
  /** Seconds by which clocks were ahead and were set right, by resource. */
  readonly clocksAheadS: ReadonlyMap<string, number>;
}

/** A line's log from rows in any order. */
export function logOfRows(
  line: Line,
  rows: readonly EventRow[],
): { readonly log: LineLog; readonly mended: Mended } {
  const { aheadS, noiseS } = clocksOfRows(line, rows);
  const onTime =
    aheadS.size === 0
      ? rows
      : rows.map((row) => ({ ...row, timeS: row.timeS - (aheadS.get(row.resource) ?? 0) }));
  const sorted = inOrder(onTime);
  const writer = new RowWriter(line, sorted.rows);
  writer.log.noiseS = noiseS;
  for (const row of sorted.rows) writer.take(row);
  return {
    log: writer.log,
    mended: { ...sorted, unknown: writer.unknown, missing: writer.missing, clocksAheadS: aheadS },
  };
}

function inOrder(rows: readonly EventRow[]): {
  rows: readonly EventRow[];
  duplicates: number;
  outOfOrder: number;
} {
  let outOfOrder = 0;
  let lastS = -Infinity;
  for (const { timeS } of rows) {
    if (timeS < lastS) outOfOrder += 1;
    else lastS = timeS;
  }
  const ordered = outOfOrder === 0 ? rows : [...rows].sort((a, b) => a.timeS - b.timeS);
  const kept: EventRow[] = [];
  const seen = new Set<string>();
  let atS = NaN;
  for (const row of ordered) {
    if (row.timeS !== atS) {
      seen.clear();
      atS = row.timeS;
    }
    const key = `${row.resource},${row.event},${row.part},${row.state},${row.reason}`;
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(row);
  }
  return { rows: kept, duplicates: ordered.length - kept.length, outOfOrder };
}

/** The serial of the part that a row of kind `join` says its part went into, "" = it does not say. */
function madeBy(row: EventRow): string {
  return /^into:(.+)$/.exec(row.reason)?.[1] ?? "";
}

class RowWriter {
  readonly log: LineLog;
  readonly unknown = new Map<string, number>();
  missing = 0;
  readonly #level: Int32Array;
  /** By buffer: stations whose finished part waits for a place in it. */
  readonly #waiting: number[][];
  /** By station: the part in it, -1 = none. */
  readonly #inStation: Int32Array;
  readonly #tellsDepartures: boolean[];
  readonly #tellsShipments: boolean;

  constructor(line: Line, rows: readonly EventRow[]) {
    this.log = new LineLog(line);
    const { offsets } = this.log;
    this.#level = new Int32Array(line.buffers.length);
    this.#waiting = line.buffers.map(() => []);
    this.#inStation = new Int32Array(line.stations.length).fill(-1);
    this.#tellsDepartures = line.stations.map(() => false);
    let tellsShipments = false;
    // An assembled part is made where it is first seen.
    const seen = new Set<string>(rows.flatMap((row) => (row.event === "join" ? [madeBy(row)] : [])));
    for (const { resource: id, event, part, timeS } of rows) {
      const resource = this.log.resource(id);
      if (event === "depart" && this.log.isStation(resource)) this.#tellsDepartures[resource] = true;
      if (event === "arrive" && resource >= offsets.demand) tellsShipments = true;
      if (part === "" || event === "join" || seen.has(part)) continue;
      seen.add(part);
      // What is first seen to be taken stood in the buffer when the log began.
      const input = event === "start" ? line.stations[resource]?.inputs[0]?.buffer : undefined;
      const buffer =
        input ?? (event === "depart" && this.log.isBuffer(resource) ? resource - offsets.buffer : -1);
      const beganS = rows[0]?.timeS ?? 0;
      if (buffer >= 0 && timeS >= beganS && (line.buffers[buffer]?.capacity ?? 0) > 0)
        this.#enterBuffer(beganS, buffer, this.log.partBySerial(part));
    }
    this.#tellsShipments = tellsShipments;
  }

  take(row: EventRow): void {
    const { log } = this;
    const { offsets } = log;
    const { timeS } = row;
    const resource = log.resource(row.resource);
    if (resource < 0) {
      this.unknown.set(row.resource, (this.unknown.get(row.resource) ?? 0) + 1);
      return;
    }
    if (row.event === "state") {
      log.state(timeS, resource, row.state, log.reason(row.reason));
      return;
    }
    const part = log.partBySerial(row.part);
    if (log.isStation(resource)) this.#atStation(row, resource, part);
    else if (log.isBuffer(resource)) this.#atBuffer(row, resource - offsets.buffer, part);
    else if (resource >= offsets.demand) {
      if (row.event !== "arrive") return;
      this.#closeOther(timeS, -1, part);
      log.ship(timeS, part);
    } else if (resource >= offsets.vehicle && resource < offsets.supply) {
      if (row.event === "start") {
        this.#closeOther(timeS, resource, part);
        if (log.openVisit(resource, part) < 0) log.enter(timeS, resource, part);
      } else if (row.event === "finish") log.leave(timeS, resource, part);
    }
  }

  #atStation(row: EventRow, station: number, part: number): void {
    const { log } = this;
    const { timeS } = row;
    switch (row.event) {
      case "start": {
        const buffers = this.#load(timeS, station, part);
        log.start(timeS, station, part);
        for (const buffer of buffers) this.#serve(timeS, buffer);
        return;
      }
      case "finish":
        if (this.#isOver(station, part)) return;
        if (log.openVisit(station, part) < 0) this.#unseen(timeS, station, part);
        log.finish(timeS, station, part);
        if (this.#tellsDepartures[station] !== true) this.#tryLeave(timeS, station, part);
        return;
      case "depart":
        if (this.#isOver(station, part)) return;
        if (log.openVisit(station, part) < 0) this.#unseen(timeS, station, part);
        this.#leave(timeS, station, part);
        if (!this.#tellsShipments && "demand" in (log.line.stations[station]?.output ?? {}))
          log.ship(timeS, part);
        return;
      case "join": {
        const into = madeBy(row);
        if (into === "") return;
        this.#closeOther(timeS, -1, part);
        log.join(timeS, part, log.partBySerial(into));
        return;
      }
      case "scrap":
        this.#leave(timeS, station, part);
        log.lose(timeS, station, part);
        return;
      case "arrive":
        // Some logs tell that a part lies before a station: it is loaded when work begins.
        return;
      case "state":
    }
  }

  #atBuffer(row: EventRow, buffer: number, part: number): void {
    const { log } = this;
    const resource = log.offsets.buffer + buffer;
    switch (row.event) {
      case "arrive":
        if (this.#isBeyond(buffer, part)) return;
        this.#closeOther(row.timeS, resource, part);
        if (log.openVisit(resource, part) < 0) this.#enterBuffer(row.timeS, buffer, part);
        return;
      case "depart":
        this.#leaveBuffer(row.timeS, buffer, part);
        this.#serve(row.timeS, buffer);
        return;
      case "scrap":
        this.#leaveBuffer(row.timeS, buffer, part);
        log.lose(row.timeS, resource, part);
        return;
      case "start":
      case "finish":
      case "join":
      case "state":
    }
  }

  /** Puts a part into a station: out of where it was, and what was in the station goes. Returns the buffers that have room now. */
  #load(timeS: number, station: number, part: number): number[] {
    const { log } = this;
    if (log.openVisit(station, part) >= 0) return [];
    const inside = this.#inStation[station] ?? -1;
    if (inside >= 0 && inside !== part) {
      this.missing += 1;
      this.#leave(timeS, station, inside);
    }
    const last = log.lastVisitOf[part] ?? -1;
    const place = last < 0 ? -1 : (log.place[last] ?? -1);
    const freed: number[] = [];
    if (last >= 0 && Number.isNaN(log.leaveS[last])) {
      if (log.isBuffer(place)) {
        this.#leaveBuffer(timeS, place - log.offsets.buffer, part);
        freed.push(place - log.offsets.buffer);
      } else this.#closeOther(timeS, station, part);
    }
    // Taken from the buffer before its operator came: it was loaded then.
    const leftS = last >= 0 && log.isBuffer(place) ? (log.leaveS[last] ?? timeS) : timeS;
    const visit = log.enter(timeS, station, part);
    log.enterS[visit] = Math.max(leftS, this.#freeSinceS(station, visit));
    if (log.enterS[visit] > timeS) log.enterS[visit] = timeS;
    this.#inStation[station] = part;
    return freed;
  }

  /** A step was not seen: the part came when the station was free and it had left the place before. */
  #unseen(timeS: number, station: number, part: number): void {
    const { log } = this;
    this.missing += 1;
    const last = log.lastVisitOf[part] ?? -1;
    const leftS = last < 0 ? -Infinity : (log.leaveS[last] ?? NaN);
    for (const buffer of this.#load(timeS, station, part)) this.#serve(timeS, buffer);
    const visit = log.openVisit(station, part);
    const sinceS = Math.max(this.#freeSinceS(station, visit), Number.isNaN(leftS) ? -Infinity : leftS);
    if (visit >= 0 && sinceS > -Infinity) log.enterS[visit] = Math.min(timeS, sinceS);
  }

  /** Whether a row comes after others that told the part to be one step further: as told by clocks that differ a little. */
  #isOver(station: number, part: number): boolean {
    const { log } = this;
    const last = log.lastVisitOf[part] ?? -1;
    if (last < 0 || log.openVisit(station, part) >= 0) return false;
    const before = log.previous[last] ?? -1;
    const over = log.place[last] === station ? last : log.place[before] === station ? before : -1;
    if (over < 0) return false;
    if (Number.isNaN(log.finishS[over])) log.finishS[over] = log.leaveS[over] ?? NaN;
    return true;
  }

  /** Whether a part is already in a station that takes from a buffer. */
  #isBeyond(buffer: number, part: number): boolean {
    const { log } = this;
    const last = log.lastVisitOf[part] ?? -1;
    const place = last < 0 || !Number.isNaN(log.leaveS[last]) ? -1 : (log.place[last] ?? -1);
    if (!log.isStation(place)) return false;
    const { inputs, output } = log.line.stations[place] ?? { inputs: [], output: { demand: 0 } };
    // A short line may lead back to its own beginning.
    return (
      inputs.some((input) => input.buffer === buffer) && !("buffer" in output && output.buffer === buffer)
    );
  }

  #freeSinceS(station: number, visit: number): number {
    const { log } = this;
    const before = log.cameTo[station]?.[(log.position[visit] ?? 0) - 1] ?? -1;
    const leftS = before < 0 ? NaN : (log.leaveS[before] ?? NaN);
    return Number.isNaN(leftS) ? -Infinity : leftS;
  }

  /** Ends the stay of a part anywhere else: it is here now. */
  #closeOther(timeS: number, resource: number, part: number): void {
    const { log } = this;
    const last = log.lastVisitOf[part] ?? -1;
    const place = last < 0 ? -1 : (log.place[last] ?? -1);
    if (last < 0 || place === resource || !Number.isNaN(log.leaveS[last])) return;
    if (log.isBuffer(place)) this.#leaveBuffer(timeS, place - log.offsets.buffer, part);
    else if (log.isStation(place)) this.#leave(timeS, place, part);
    else log.leave(timeS, place, part);
  }

  #leave(timeS: number, station: number, part: number): void {
    const { log } = this;
    log.leave(timeS, station, part);
    if (this.#inStation[station] === part) this.#inStation[station] = -1;
    for (const waiting of this.#waiting) {
      const at = waiting.indexOf(station);
      if (at >= 0) waiting.splice(at, 1);
    }
  }

  #enterBuffer(timeS: number, buffer: number, part: number): void {
    this.log.enter(timeS, this.log.offsets.buffer + buffer, part);
    this.#level[buffer] = (this.#level[buffer] ?? 0) + 1;
  }

  #leaveBuffer(timeS: number, buffer: number, part: number): void {
    const resource = this.log.offsets.buffer + buffer;
    if (this.log.openVisit(resource, part) < 0) return;
    this.log.leave(timeS, resource, part);
    this.#level[buffer] = (this.#level[buffer] ?? 0) - 1;
  }

  /** In a log without departures: the part goes when there is room. */
  #tryLeave(timeS: number, station: number, part: number): void {
    const { log } = this;
    const output = log.line.stations[station]?.output;
    if (output === undefined) return;
    if ("demand" in output) {
      this.#leave(timeS, station, part);
      if (!this.#tellsShipments) log.ship(timeS, part);
      return;
    }
    const capacity = log.line.buffers[output.buffer]?.capacity ?? 0;
    if (capacity > 0 && (this.#level[output.buffer] ?? 0) < capacity) {
      this.#leave(timeS, station, part);
      this.#enterBuffer(timeS, output.buffer, part);
    } else if (capacity > 0) this.#waiting[output.buffer]?.push(station);
    // Without places it goes when the next station begins with it.
  }

  #serve(timeS: number, buffer: number): void {
    const station = this.#waiting[buffer]?.[0];
    if (station === undefined) return;
    const part = this.#inStation[station] ?? -1;
    if (part >= 0) this.#tryLeave(timeS, station, part);
  }
}
