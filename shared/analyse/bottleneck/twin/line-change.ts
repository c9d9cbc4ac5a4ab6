// What-if: one thing changed about a recorded stretch of a line. A change makes another record and another line of them;
// the engine then replays that. Resources are named by id: a station, a cell of equal stations, a buffer, a vehicle, …
import type { Line, Station } from "../../../simulate/line.ts";
import type { Outage, Recorded, RecordedStop } from "./recorded.ts";

/** One change. Factors multiply; times are seconds of the log. */
export type LineChange =
  /** Work and setup of a station or cell, trips of a vehicle's fleet: x `factor`. Stops stay as they are. */
  | { readonly kind: "cycle"; readonly resource: string; readonly factor: number }
  | { readonly kind: "buffer"; readonly resource: string; readonly capacity: number }
  /** Length of stops, of one station or cell, or of all. */
  | { readonly kind: "repair"; readonly resource?: string; readonly factor: number }
  /** Without the stop that is under way at, or begins at, `fromS`. */
  | { readonly kind: "removeStop"; readonly resource: string; readonly fromS: number }
  | { readonly kind: "removeSupplyDelay"; readonly resource: string; readonly fromS: number }
  /** Without the absence of an operator, or of all who left then: a break. */
  | { readonly kind: "removeAbsence"; readonly resource?: string; readonly fromS: number }
  /** So many people (2) at an operator position: no absence but breaks stops them, and stations need not share them. */
  | { readonly kind: "operators"; readonly resource: string; readonly count?: number }
  /** So many equal servers in place of the station or cell. */
  | { readonly kind: "parallel"; readonly resource: string; readonly count: number }
  | {
      readonly kind: "stop" | "supplyDelay";
      readonly resource: string;
      readonly fromS: number;
      readonly durationS: number;
    };

// Times in files have six decimals, and people point at a stop by its second.
const sameMomentS = 1;

/** The record and line as changed. A change that names nothing of the line is a bug of the caller's and does nothing. */
export function withChanges(recorded: Recorded, changes: readonly LineChange[]): Recorded {
  return changes.reduce(withChange, recorded);
}

function withChange(recorded: Recorded, change: LineChange): Recorded {
  const { line } = recorded;
  const isMeant = (station: number): boolean => named(line, station, change.resource);
  switch (change.kind) {
    case "cycle":
      return {
        ...recorded,
        workFactor: recorded.workFactor.map((factor, station) =>
          isMeant(station) ? factor * change.factor : factor,
        ),
        line: {
          ...line,
          stations: line.stations.map((station, index) =>
            isMeant(index)
              ? {
                  ...station,
                  setupS: station.setupS.map((row) => row.map((setupS) => setupS * change.factor)),
                }
              : station,
          ),
          fleets: line.fleets.map((fleet) =>
            fleet.vehicles.includes(change.resource)
              ? { ...fleet, tripS: fleet.tripS * change.factor, roundTripS: fleet.roundTripS * change.factor }
              : fleet,
          ),
        },
      };
    case "buffer":
      return {
        ...recorded,
        line: {
          ...line,
          buffers: line.buffers.map((buffer) =>
            buffer.id === change.resource ? { ...buffer, capacity: change.capacity } : buffer,
          ),
        },
      };
    case "repair":
      return {
        ...recorded,
        stops: recorded.stops.map((stop) =>
          isMeant(stop.station)
            ? { ...stop, toS: stop.fromS + (stop.toS - stop.fromS) * change.factor }
            : stop,
        ),
      };
    case "removeStop":
      return {
        ...recorded,
        stops: recorded.stops.filter((stop) => !(isMeant(stop.station) && isAt(stop, change.fromS))),
      };
    case "removeSupplyDelay": {
      const supply = line.supplies.indexOf(change.resource);
      return {
        ...recorded,
        supplyOutages: recorded.supplyOutages.filter(
          (outage) => !(outage.number === supply && isAt(outage, change.fromS)),
        ),
      };
    }
    case "removeAbsence":
      return {
        ...recorded,
        absences: recorded.absences.filter(
          (absence) =>
            !(
              (change.resource === undefined || line.operators[absence.number] === change.resource) &&
              isAt(absence, change.fromS)
            ),
        ),
      };
    case "operators":
      return withOperators(recorded, change.resource, change.count ?? 2);
    case "parallel":
      return withServers(recorded, change.resource, change.count);
    case "stop": {
      const station = line.stations.findIndex((entry) => entry.id === change.resource);
      const stop: RecordedStop = {
        station,
        fromS: change.fromS,
        toS: change.fromS + change.durationS,
        reason: "breakdown",
        operation: -1,
        afterWorkS: 0,
        isWithPart: false,
      };
      return { ...recorded, stops: inOrder([...recorded.stops, stop]) };
    }
    case "supplyDelay": {
      const delay: Outage = {
        number: line.supplies.indexOf(change.resource),
        fromS: change.fromS,
        toS: change.fromS + change.durationS,
        reason: "lateSupply",
      };
      return { ...recorded, supplyOutages: inOrder([...recorded.supplyOutages, delay]) };
    }
  }
}

function named(line: Line, station: number, resource: string | undefined): boolean {
  const spec = line.stations[station];
  return resource === undefined || spec?.id === resource || spec?.group === resource;
}

function isAt(stretch: { readonly fromS: number; readonly toS: number }, timeS: number): boolean {
  return stretch.fromS <= timeS + sameMomentS && stretch.toS > timeS;
}

function inOrder<T extends { readonly fromS: number }>(stretches: readonly T[]): T[] {
  return [...stretches].sort((left, right) => left.fromS - right.fromS);
}

/** More people at one position: copies of it are given to the stations in turn. */
function withOperators(recorded: Recorded, resource: string, count: number): Recorded {
  const { line } = recorded;
  const operator = line.operators.indexOf(resource);
  if (operator < 0 || count < 2) return recorded;
  const added = Array.from({ length: count - 1 }, (_, index) => line.operators.length + index);
  let turn = 0;
  return {
    ...recorded,
    absences: inOrder([
      ...recorded.absences.filter((absence) => absence.number !== operator || absence.isBreak),
      ...added.flatMap((number) =>
        recorded.absences
          .filter((absence) => absence.number === operator && absence.isBreak)
          .map((absence) => ({ ...absence, number })),
      ),
    ]),
    line: {
      ...line,
      operators: [...line.operators, ...added.map((_, index) => `${resource}+${index + 1}`)],
      stations: line.stations.map((station) => {
        if (!station.operators.includes(operator)) return station;
        const given = [operator, ...added][turn % count] ?? operator;
        turn += 1;
        return {
          ...station,
          operators: station.operators.map((entry) => (entry === operator ? given : entry)),
        };
      }),
    },
  };
}

/** Other servers beside those of a group, or fewer: the last ones then stand still. */
function withServers(recorded: Recorded, resource: string, count: number): Recorded {
  const { line } = recorded;
  const members = line.stations.flatMap((_, index) => (named(line, index, resource) ? [index] : []));
  const model = line.stations[members[0] ?? -1];
  if (model === undefined) return recorded;
  const away = members.slice(Math.max(1, count)).map((station): RecordedStop => ({
    station,
    fromS: -Infinity,
    toS: Infinity,
    reason: "stop",
    operation: -1,
    afterWorkS: 0,
    isWithPart: false,
  }));
  const added = Array.from({ length: Math.max(0, count - members.length) }, (_, index): Station => ({
    ...model,
    id: `${model.group}+${index + 1}`,
  }));
  return {
    ...recorded,
    stops: inOrder([...recorded.stops, ...away]),
    times: [...recorded.times, ...added.map(() => ({ stops: [], setups: [], pauses: [], closures: [] }))],
    workFactor: Float64Array.from([
      ...recorded.workFactor,
      ...added.map(() => recorded.workFactor[members[0] ?? 0] ?? 1),
    ]),
    line: { ...line, stations: [...line.stations, ...added] },
  };
}
