// How long a stop may last before the line loses units: by formula from the buffers of the moment, and by replay as the check.
// Formula: OW = B / (1/T* - c), loss = max(0, d - OW) (1/T* - c); B = units between the stopped group and the constraint, T* = the
// constraint's seconds a unit, c = what the rest of the group still makes (decisions.md 7; after Chang, Biller, Xiao; Zou et al. 2016).
import type { Line } from "../../../simulate/line.ts";
import { phase, type LineState } from "../../../simulate/line-state.ts";
import { partsPerUnit, productInBuffer, productsAt } from "./parts-of-line.ts";
import type { LineChange } from "./line-change.ts";
import { replay, type Replayable } from "./replay.ts";

/** Units a stop costs, by its length. */
export interface OpportunityWindow {
  /** Seconds the stop may last at no cost; Infinity = the rest of the group is fast enough. */
  readonly windowS: number;
  /** Units lost when it lasts `durationS` in all, counted from the moment of the state. */
  unitsLost(durationS: number): number;
}

/**
 * The window by formula. `unitsBetween`: finished units that wait between group and constraint (or free places for them when the
 * constraint is upstream); `constraintS`: seconds a unit at the constraint; `restUnitsPerS`: units a second that the group still makes.
 */
export function opportunityWindow(
  unitsBetween: number,
  constraintS: number,
  restUnitsPerS: number,
): OpportunityWindow {
  const missingPerS = 1 / constraintS - restUnitsPerS;
  const windowS = missingPerS <= 0 ? Infinity : unitsBetween / missingPerS;
  return {
    windowS,
    unitsLost: (durationS) => (missingPerS <= 0 ? 0 : Math.max(0, durationS - windowS) * missingPerS),
  };
}

/**
 * The window of a stopped station in a state of the line (`startFromLog` gives one): the units that wait in the buffers between it and
 * the constraint, or the free places there. 0 for the constraint's own group when it stands still as a whole.
 * `constraint` and `stopped` are numbers of stations; cycles are those of the line for the variant that the constraint works on.
 */
export function openStopWindow(state: LineState, stopped: number, constraint: number): OpportunityWindow {
  const { line } = state.tables;
  const variant = Math.max(0, state.lastVariant[constraint] ?? 0);
  const constraintS = 1 / unitsPerS(line, membersOf(line, constraint), variant);
  const rest = membersOf(line, stopped).filter(
    (station) => station !== stopped && state.stopUntilS[station] === -Infinity,
  );
  const restUnitsPerS = rest.length === 0 ? 0 : unitsPerS(line, rest, variant);
  if (line.stations[stopped]?.group === line.stations[constraint]?.group)
    return opportunityWindow(0, constraintS, restUnitsPerS);
  const upstream = buffersBetween(line, stopped, constraint);
  const products = productsAt(line);
  let units = 0;
  for (const buffer of upstream.length > 0 ? upstream : buffersBetween(line, constraint, stopped)) {
    const level = state.queues.level[buffer] ?? 0;
    const free = (line.buffers[buffer]?.capacity ?? 0) - level - (state.reserved[buffer] ?? 0);
    const parts = upstream.length > 0 ? level + blockedBefore(state, buffer, stopped) : Math.max(0, free);
    units += parts / partsPerUnit(line, productInBuffer(line, products, buffer));
  }
  return opportunityWindow(units, constraintS, restUnitsPerS);
}

/** Parts that are done and wait at their stations for a place in the buffer. */
function blockedBefore(state: LineState, buffer: number, except: number): number {
  return state.tables.line.stations.reduce(
    (sum, _, station) =>
      sum +
      (station !== except && state.phase[station] === phase.done && state.target[station] === buffer ? 1 : 0),
    0,
  );
}

function membersOf(line: Line, station: number): number[] {
  const group = line.stations[station]?.group;
  return line.stations.flatMap((entry, index) => (entry.group === group ? [index] : []));
}

/** Finished units a second of stations together. */
function unitsPerS(line: Line, stations: readonly number[], variant: number): number {
  const products = productsAt(line);
  return stations.reduce(
    (sum, station) =>
      sum +
      1 / ((line.stations[station]?.cycleS[variant] ?? 1) * partsPerUnit(line, products[station] ?? -1)),
    0,
  );
}

/** Buffers on the ways from one station to another; empty when there is none. */
export function buffersBetween(line: Line, from: number, to: number): number[] {
  const reaches = new Map<number, boolean>();
  const found = new Set<number>();
  const follow = (buffer: number): boolean => {
    const known = reaches.get(buffer);
    if (known !== undefined) return known;
    // A rework loop comes back here: that way leads nowhere new.
    reaches.set(buffer, false);
    const next = line.fleets.filter((fleet) => fleet.from === buffer).map((fleet) => fleet.to);
    line.stations.forEach((station, index) => {
      if (
        index !== to &&
        station.inputs.some((input) => input.buffer === buffer) &&
        "buffer" in station.output
      )
        next.push(station.output.buffer);
    });
    const arrives = line.stations[to]?.inputs.some((input) => input.buffer === buffer) ?? false;
    const leads = next.map(follow).some((leading) => leading);
    if (arrives || leads) found.add(buffer);
    reaches.set(buffer, arrives || leads);
    return arrives || leads;
  };
  const output = line.stations[from]?.output;
  if (output !== undefined && "buffer" in output) follow(output.buffer);
  return [...found];
}

/** What a stop of each length would have cost, by replay: the check of the formula, and what is shown for past stops. */
export function unitsLostByReplay(
  replayable: Replayable,
  stop: { readonly resource: string; readonly fromS: number; readonly durationsS: readonly number[] },
  untilS: number,
): number[] {
  const window = { fromS: stop.fromS - 1, toS: untilS };
  const without = replay(replayable, window).shippedS;
  return stop.durationsS.map((durationS) => {
    const change: LineChange = { kind: "stop", resource: stop.resource, fromS: stop.fromS, durationS };
    return durationS <= 0 ? 0 : unitsLate(without, replay(replayable, window, [change]).shippedS);
  });
}

/**
 * How many units a line is behind: by how much later the last third of units leave, over the seconds a unit takes. Finer than counting
 * units at one moment.
 */
export function unitsLate(shippedS: readonly number[], laterS: readonly number[]): number {
  const count = Math.min(shippedS.length, laterS.length);
  const from = Math.floor((count * 2) / 3);
  if (count - from < 2) return 0;
  let lateS = 0;
  for (let unit = from; unit < count; unit += 1) lateS += (laterS[unit] ?? 0) - (shippedS[unit] ?? 0);
  const unitS = ((shippedS[count - 1] ?? 0) - (shippedS[from] ?? 0)) / (count - 1 - from);
  return unitS > 0 ? lateS / (count - from) / unitS : 0;
}
