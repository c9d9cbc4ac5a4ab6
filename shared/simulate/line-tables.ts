// The constants of a line laid out for speed: typed arrays by station, who feeds whom, and the numbering of timers.
// Laid out once and shared by all copies of a run; nothing here changes while a line runs.
import { resourceOffsets, type Line, type ResourceOffsets } from "./line.ts";

/** How parts of a route travel: from a station into a buffer with a constant delay. */
export interface Hop {
  readonly buffer: number;
  readonly hopS: number;
}

/** Constants of a line by station, laid out once and shared by all copies. */
export interface LineTables {
  readonly line: Line;
  readonly offsets: ResourceOffsets;
  readonly variants: number;
  /** cycle[station * variants + variant] */
  readonly cycleS: Float64Array;
  readonly reworkCycleS: Float64Array;
  readonly spreadKind: Uint8Array;
  readonly cv: Float64Array;
  readonly lists: readonly (readonly number[])[];
  readonly outputBuffer: Int32Array;
  readonly outputHop: Int32Array;
  readonly reworkHop: Int32Array;
  readonly hops: readonly Hop[];
  readonly hopS: Float64Array;
  readonly hopBuffer: Int32Array;
  readonly singleInput: Int32Array;
  readonly failureClock: Uint8Array;
  readonly meanUpS: Float64Array;
  readonly meanRepairS: Float64Array;
  readonly microProbability: Float64Array;
  readonly microMeanS: Float64Array;
  /** Time parts may wait after a station, 0 = for ever. */
  readonly openTimeS: Float64Array;
  readonly hasOpenTime: boolean;
  readonly calendarStations: readonly number[];
  readonly calendarTimerOf: Int32Array;
  readonly consumers: readonly Int32Array[];
  readonly producers: readonly Int32Array[];
  readonly fleetFrom: Int32Array;
  readonly fleetTo: Int32Array;
  readonly vehicleFleet: Int32Array;
  readonly firstVehicle: Int32Array;
  readonly batchSlots: Int32Array;
  readonly stationsOfOperator: readonly number[][];
  readonly defectsAt: readonly (readonly number[])[];
  /** Stations that release parts: fed by a supply and following none. */
  readonly sources: readonly number[];
  /** Stations that follow a station. */
  readonly followersOf: readonly (readonly number[])[];
  readonly inspectionsAt: readonly (readonly number[])[];
  readonly classNumber: ReadonlyMap<string, number>;
  /** First timer of each kind. */
  readonly timer: {
    stop: number;
    calendar: number;
    hop: number;
    vehicle: number;
    openTime: number;
    count: number;
  };
}

/** Lays a line out. */
export function layOut(line: Line): LineTables {
  const stations = line.stations;
  const variants = line.variants.length;
  const count = stations.length;
  const hops: Hop[] = [];
  const hopOf = (hop: Hop | undefined): number => {
    if (hop === undefined || hop.hopS <= 0) return -1;
    hops.push(hop);
    return hops.length - 1;
  };
  const outputHop = Int32Array.from(stations, (station) =>
    "buffer" in station.output ? hopOf(station.output) : -1,
  );
  const reworkHop = Int32Array.from(stations, (station) => hopOf(station.rework));
  const consumers = line.buffers.map(() => [] as number[]);
  const producers = line.buffers.map(() => [] as number[]);
  stations.forEach((station, index) => {
    for (const input of station.inputs) consumers[input.buffer]!.push(index);
    if ("buffer" in station.output) producers[station.output.buffer]!.push(index);
    if (station.rework !== undefined) producers[station.rework.buffer]!.push(index);
  });
  const calendarStations = stations.flatMap((station, index) =>
    station.failure?.clock === "calendar" ? [index] : [],
  );
  const calendarTimerOf = new Int32Array(count).fill(-1);
  const vehicles = line.fleets.flatMap((fleet, index) => fleet.vehicles.map(() => index));
  const firstVehicle = new Int32Array(line.fleets.length);
  const batchSlots = new Int32Array(vehicles.length);
  let vehicle = 0;
  let slot = 0;
  line.fleets.forEach((fleet, index) => {
    firstVehicle[index] = vehicle;
    fleet.vehicles.forEach(() => {
      batchSlots[vehicle] = slot;
      slot += fleet.batch;
      vehicle += 1;
    });
  });
  const fleetFrom = new Int32Array(line.buffers.length).fill(-1);
  const fleetTo = new Int32Array(line.buffers.length).fill(-1);
  line.fleets.forEach((fleet, index) => {
    fleetFrom[fleet.from] = index;
    fleetTo[fleet.to] = index;
  });
  const stop = count;
  const calendar = stop + count;
  const hopTimer = calendar + calendarStations.length;
  const vehicleTimer = hopTimer + hops.length;
  const openTimer = vehicleTimer + vehicles.length;
  const hasOpenTime = stations.some((station) => station.openTimeS !== undefined);
  calendarStations.forEach((station, index) => {
    calendarTimerOf[station] = calendar + index;
  });
  const classNumber = new Map<string, number>();
  for (const { defectClass } of [...line.defects, ...line.inspections])
    if (!classNumber.has(defectClass)) classNumber.set(defectClass, classNumber.size);
  return {
    line,
    offsets: resourceOffsets(line),
    variants,
    cycleS: Float64Array.from(stations.flatMap((station) => [...station.cycleS])),
    reworkCycleS: Float64Array.from(stations, (station) => station.reworkCycleS ?? -1),
    spreadKind: Uint8Array.from(stations, (station) =>
      ["fixed", "bell", "exponential", "list"].indexOf(station.spread.kind),
    ),
    cv: Float64Array.from(stations, (station) => (station.spread.kind === "bell" ? station.spread.cv : 0)),
    lists: stations.map((station) => (station.spread.kind === "list" ? station.spread.valuesS : [])),
    outputBuffer: Int32Array.from(stations, (station) =>
      "buffer" in station.output ? station.output.buffer : -1,
    ),
    outputHop,
    reworkHop,
    hops,
    hopS: Float64Array.from(hops, (hop) => hop.hopS),
    hopBuffer: Int32Array.from(hops, (hop) => hop.buffer),
    singleInput: Int32Array.from(stations, (station) =>
      station.inputs.length === 1 && station.inputs[0]?.quantity === 1 ? station.inputs[0].buffer : -1,
    ),
    failureClock: Uint8Array.from(stations, (station) =>
      station.failure === undefined ? 0 : station.failure.clock === "operating" ? 1 : 2,
    ),
    meanUpS: Float64Array.from(stations, (station) => station.failure?.meanUpS ?? Infinity),
    meanRepairS: Float64Array.from(stations, (station) => station.failure?.meanRepairS ?? 0),
    microProbability: Float64Array.from(stations, (station) => station.microStop?.probability ?? 0),
    microMeanS: Float64Array.from(stations, (station) => station.microStop?.meanS ?? 0),
    openTimeS: Float64Array.from(stations, (station) => station.openTimeS ?? 0),
    hasOpenTime,
    calendarStations,
    calendarTimerOf,
    consumers: consumers.map((list) => Int32Array.from(list)),
    producers: producers.map((list) => Int32Array.from(list)),
    fleetFrom,
    fleetTo,
    vehicleFleet: Int32Array.from(vehicles),
    firstVehicle,
    batchSlots,
    stationsOfOperator: line.operators.map((_, operator) =>
      stations.flatMap((station, index) => (station.operators.includes(operator) ? [index] : [])),
    ),
    defectsAt: stations.map((_, index) =>
      line.defects.flatMap((rule, number) => (rule.station === index ? [number] : [])),
    ),
    sources: stations.flatMap((station, index) =>
      station.inputs.length === 0 && station.follows === undefined ? [index] : [],
    ),
    followersOf: stations.map((_, index) =>
      stations.flatMap((station, follower) => (station.follows?.station === index ? [follower] : [])),
    ),
    inspectionsAt: stations.map((_, index) =>
      line.inspections.flatMap((rule, number) => (rule.station === index ? [number] : [])),
    ),
    classNumber,
    timer: {
      stop,
      calendar,
      hop: hopTimer,
      vehicle: vehicleTimer,
      openTime: openTimer,
      count: openTimer + (hasOpenTime ? 1 : 0),
    },
  };
}
