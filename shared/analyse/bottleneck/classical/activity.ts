// What each station of a log was doing, as the classical methods see it: columns of stretches, cheap to read again and again.
// From the states a station told; from the visits of its parts where it told none.
import { firstAfter } from "../../../base/sorted.ts";
import { assetStates, type AssetState } from "../../../model/state.ts";
import type { LineLog } from "../line-log.ts";

/** A stretch of a log's time, in its seconds. */
export interface TimeWindow {
  readonly fromS: number;
  readonly toS: number;
}

/** Kinds of activity; their positions are the codes in columns. `other` = planned, off, or not known. */
export const activities = ["work", "setup", "down", "blocked", "starved", "other"] as const;
export type Activity = (typeof activities)[number];
/** Codes of activities. */
export const code = { work: 0, setup: 1, down: 2, blocked: 3, starved: 4, other: 5 } as const;

/** Whether a station is active in the sense of Roser: it does something that no other station could end. */
export function isActive(activity: number | undefined): boolean {
  return activity !== undefined && activity <= code.down;
}

/**
 * Stretches of one station: stretch k is `activity[k]` from `sinceS[k]` until `sinceS[k + 1]`; neighbours differ. They cover a
 * window, and beyond its ends the active period that lies across them, because its full length counts.
 */
export interface ActivityTrack {
  readonly sinceS: Float64Array;
  readonly activity: Uint8Array;
}

const ofState: Readonly<Record<AssetState, number>> = {
  run: code.work,
  setup: code.setup,
  down: code.down,
  microstop: code.down,
  hold: code.down,
  // Its own loss to the classical methods: they know no operators.
  waitOperator: code.down,
  blocked: code.blocked,
  // Or starved, when it waits for transport to bring something: see `stateActivity`.
  waitTransport: code.blocked,
  starved: code.starved,
  noOrder: code.starved,
  idle: code.other,
  planned: code.other,
  off: code.other,
  unknown: code.other,
};
const ofStateCode = Uint8Array.from(assetStates, (state) => ofState[state]);
const waitTransport = assetStates.indexOf("waitTransport");
const noOrder = assetStates.indexOf("noOrder");

/** The stretches of every station in a window, in the line's order. */
export function activityTracks(log: LineLog, window: TimeWindow): ActivityTrack[] {
  const silent = log.line.stations.flatMap((_, station) =>
    (log.states[station] ?? []).length > 0 ? [] : [station],
  );
  const ofVisits = tracksOfVisits(log, silent, window);
  return log.line.stations.map((_, station) =>
    clipped(ofVisits.get(station) ?? trackOfStates(log, station, window), window),
  );
}

/** Collects stretches in order; the last push at a time wins. */
class TrackBuilder {
  readonly #sinceS: Float64Array;
  readonly #activity: Uint8Array;
  #count = 0;

  constructor(most: number) {
    this.#sinceS = new Float64Array(most + 1);
    this.#activity = new Uint8Array(most);
  }

  push(sinceS: number, activity: number): void {
    let count = this.#count;
    while (count > 0 && (this.#sinceS[count - 1] ?? 0) >= sinceS) count -= 1;
    if (count === 0 || this.#activity[count - 1] !== activity) {
      this.#sinceS[count] = sinceS;
      this.#activity[count] = activity;
      count += 1;
    }
    this.#count = count;
  }

  end(atS: number): ActivityTrack {
    while (this.#count > 0 && (this.#sinceS[this.#count - 1] ?? 0) >= atS) this.#count -= 1;
    this.#sinceS[this.#count] = atS;
    return {
      sinceS: this.#sinceS.subarray(0, this.#count + 1),
      activity: this.#activity.subarray(0, this.#count),
    };
  }
}

function trackOfStates(log: LineLog, station: number, { fromS, toS }: TimeWindow): ActivityTrack {
  const states = log.states[station] ?? [];
  const workLimit = log.reasons.indexOf("workLimit");
  const isCalled = log.line.stations[station]?.follows !== undefined;
  const kindOf = (index: number): number => {
    const told = states[index];
    if (told === undefined) return code.other;
    // The line itself wants no part yet: that is the doing of the stations after it, not of the supply.
    if (told.state === noOrder && (isCalled || told.reason === workLimit)) return code.blocked;
    if (told.state === waitTransport && !holdsPart(log, station, told.timeS)) return code.starved;
    return ofStateCode[told.state] ?? code.other;
  };
  /** Whether an active period goes on over a state; one without length is none. */
  const isBridge = (index: number): boolean =>
    isActive(kindOf(index)) || (states[index + 1]?.timeS ?? Infinity) <= (states[index]?.timeS ?? 0);
  let first = firstAfter(states, fromS, (told) => told.timeS) - 1;
  let past = firstAfter(states, toS, (told) => told.timeS);
  if (isActive(kindOf(first))) while (first > 0 && isBridge(first - 1)) first -= 1;
  if (isActive(kindOf(past - 1))) while (past < states.length && isBridge(past)) past += 1;
  const built = new TrackBuilder(past - first + 1);
  // Before its first word nobody knows.
  if (first < 0) built.push(fromS, code.other);
  for (let index = Math.max(0, first); index < past; index += 1)
    built.push(states[index]?.timeS ?? NaN, kindOf(index));
  return built.end(states[past]?.timeS ?? (log.endS > toS ? log.endS : toS));
}

/** Whether a station holds a part just after a time; true where nothing of its parts is known. */
function holdsPart(log: LineLog, station: number, timeS: number): boolean {
  const visits = log.cameTo[station] ?? [];
  if (visits.length === 0) return true;
  const visit = visits[firstAfter(visits, timeS, (came) => log.enterS[came] ?? NaN) - 1];
  return visit !== undefined && !((log.leaveS[visit] ?? NaN) <= timeS);
}

/** Visits of a station that matter to a window, as rows of the log. */
interface Rows {
  readonly first: number;
  /** The last one; -1 = none. */
  readonly last: number;
  readonly count: number;
  /** Nothing came to the station before `first`. */
  readonly isWhole: boolean;
  /** When the station began again after `last`, NaN = it did not. */
  readonly nextS: number;
}

function rowsOf(log: LineLog, station: number, { fromS, toS }: TimeWindow): Rows {
  const visits = log.cameTo[station] ?? [];
  const { enterS, startS, finishS } = log;
  /** Whether work goes on from one visit to the next without a moment between. */
  const joins = (index: number): boolean => {
    const before = visits[index - 1];
    const after = visits[index];
    return before !== undefined && after !== undefined && (startS[after] ?? NaN) <= (finishS[before] ?? NaN);
  };
  const timeOf = (visit: number): number => enterS[visit] ?? NaN;
  // One more than the one that is there: it may leave after the window has begun.
  let first = Math.max(0, firstAfter(visits, fromS, timeOf) - 2);
  let past = firstAfter(visits, toS, timeOf);
  while (first > 0 && joins(first)) first -= 1;
  while (past > 0 && past < visits.length && joins(past)) past += 1;
  return {
    first: visits[first] ?? log.visits,
    last: visits[past - 1] ?? -1,
    count: past - first,
    isWhole: first === 0,
    nextS: startS[visits[past] ?? -1] ?? NaN,
  };
}

/**
 * Tracks by station. Work from start to finish, blocked until the part leaves, starved until the next start. After a finish whose
 * leaving was never told, nobody knows which of the two.
 */
function tracksOfVisits(
  log: LineLog,
  stations: readonly number[],
  window: TimeWindow,
): Map<number, ActivityTrack> {
  const { place, startS, finishS, leaveS } = log;
  const rows = new Map(stations.map((station) => [station, rowsOf(log, station, window)]));
  const builders: (TrackBuilder | undefined)[] = log.line.stations.map(() => undefined);
  for (const [station, { count, isWhole }] of rows) {
    const built = new TrackBuilder(3 * count + 2);
    builders[station] = built;
    // A log tells of everything from its start on, and of nothing before.
    if (isWhole && !(log.startedS <= window.fromS)) built.push(window.fromS, code.other);
    if (isWhole && !Number.isNaN(log.startedS)) built.push(log.startedS, code.starved);
  }
  const firstRows = Int32Array.from(builders, (_, station) => rows.get(station)?.first ?? log.visits);
  const lastRows = Int32Array.from(builders, (_, station) => rows.get(station)?.last ?? -1);
  // All stations in one pass in order of rows: station by station, most reads would miss the processor's cache.
  const lastRow = lastRows.reduce((last, row) => Math.max(last, row), -1);
  for (
    let row = firstRows.reduce((first, own) => Math.min(first, own), log.visits);
    row <= lastRow;
    row += 1
  ) {
    const station = place[row] ?? 0;
    const built = builders[station];
    if (built === undefined || row < (firstRows[station] ?? 0) || row > (lastRows[station] ?? 0)) continue;
    const began = startS[row] ?? NaN;
    const ended = finishS[row] ?? NaN;
    const left = leaveS[row] ?? NaN;
    if (Number.isNaN(began)) continue;
    built.push(began, code.work);
    if (Number.isNaN(ended)) continue;
    if (!Number.isNaN(left)) {
      if (left > ended) built.push(ended, code.blocked);
      built.push(left, code.starved);
    } else built.push(ended, isStillThere(log, station, row) ? code.blocked : code.other);
  }
  const tracks = new Map<number, ActivityTrack>();
  for (const [station, { nextS }] of rows) {
    const knownToS = log.endS > window.toS ? log.endS : window.toS;
    const track = builders[station]?.end(nextS > window.toS ? nextS : knownToS);
    if (track !== undefined) tracks.set(station, track);
  }
  return tracks;
}

/** Whether a part that was never seen to leave is where it was: the last of a station whose parts are seen to leave. */
function isStillThere(log: LineLog, station: number, row: number): boolean {
  return (log.wentFrom[station] ?? []).length > 0 && (log.cameTo[station] ?? []).at(-1) === row;
}

/** A track without what lies before or after a window, but for the active periods across its ends. */
function clipped({ sinceS, activity }: ActivityTrack, { fromS, toS }: TimeWindow): ActivityTrack {
  let first = 0;
  let past = activity.length;
  const endOf = (index: number): number => sinceS[index + 1] ?? NaN;
  while (first < past && endOf(first) <= fromS) first += 1;
  while (past > first && (sinceS[past - 1] ?? NaN) >= toS) past -= 1;
  // An active period is several stretches (work, a stop, work): those that belong to it stay.
  if (isActive(activity[first])) while (first > 0 && isActive(activity[first - 1])) first -= 1;
  if (isActive(activity[past - 1])) while (past < activity.length && isActive(activity[past])) past += 1;
  const cut = sinceS.slice(first, past + 1);
  if (!isActive(activity[first])) cut[0] = fromS;
  if (!isActive(activity[past - 1])) cut[cut.length - 1] = toS;
  return { sinceS: cut, activity: activity.subarray(first, past) };
}
