// The line as the engine runs it: plain data with numeric references, independent of plant.json.
// Times in seconds. Index of a station, buffer, … = position in its list; resource numbers are in `resourceNames`.

/** How long an operation takes around its mean. `list` gives operation k its k-th value (for exact tests). */
export type Spread =
  | { readonly kind: "fixed" }
  | { readonly kind: "bell"; readonly cv: number }
  | { readonly kind: "exponential" }
  | { readonly kind: "list"; readonly valuesS: readonly number[] };

/** Exponential times between failures and to repair; `operating` counts only while work is done. */
export interface Failure {
  readonly clock: "operating" | "calendar";
  readonly meanUpS: number;
  readonly meanRepairS: number;
}

/** One server. Equal stations that share a `group` are one constraint. */
export interface Station {
  readonly id: string;
  readonly group: string;
  /** Buffers it loads from, and how many of each; the first decides the variant. Empty when a supply feeds it. */
  readonly inputs: readonly { readonly buffer: number; readonly quantity: number }[];
  readonly supply?: number;
  /** Where good parts go: a buffer, or a demand (they are shipped). */
  readonly output: { readonly buffer: number; readonly hopS: number } | { readonly demand: number };
  /** Where rejected parts go the first time; without it the operation is repeated once in place. */
  readonly rework?: { readonly buffer: number; readonly hopS: number };
  /** Mean cycle of each variant. */
  readonly cycleS: readonly number[];
  /** Cycle of a part that comes back. */
  readonly reworkCycleS?: number;
  readonly spread: Spread;
  /** `setupS[from][to]`; empty = none. */
  readonly setupS: readonly (readonly number[])[];
  readonly failure?: Failure;
  readonly microStop?: { readonly probability: number; readonly meanS: number };
  /** A stop longer than this is `down`. */
  readonly microStopMaxS: number;
  /** Operators it needs all at once. */
  readonly operators: readonly number[];
  /** What it makes when it creates or assembles. */
  readonly product?: string;
  /** Parts of its own it makes for one ordered unit (a pack has four modules). */
  readonly perOrderUnit: number;
  /** Stations with `first` get a free place before others: parts that come back do not wait behind new ones. */
  readonly first: boolean;
  /** It makes one part for each `quantity` good parts of one variant that the other station finishes. */
  readonly follows?: { readonly station: number; readonly quantity: number };
  /** Parts must go into an assembly (or be shipped) within this time after it has finished them; else they are held. */
  readonly openTimeS?: number;
  /** Part carries a lot of the station's material from here on. */
  readonly lots?: { readonly names: readonly string[]; readonly partsPerLot: number };
}

/** A queue with places; capacity 0 hands over from server to server. */
export interface Buffer {
  readonly id: string;
  readonly capacity: number;
}

/** Vehicles that carry batches of one variant from buffer to buffer. */
export interface Fleet {
  readonly from: number;
  readonly to: number;
  readonly batch: number;
  readonly tripS: number;
  readonly roundTripS: number;
  readonly vehicles: readonly string[];
}

/** Probability that an operation leaves a defect, by what is wrong with the station and the lot. */
export interface DefectRule {
  readonly id: string;
  readonly defectClass: string;
  readonly station: number;
  /** Only parts of this lot (index into the line's lots); -1 = any. */
  readonly lot: number;
  readonly base: number;
  readonly fouled: number;
  readonly badLot: number;
  readonly both: number;
}

/** Probability that a station notices a defect of a class. */
export interface Inspection {
  readonly station: number;
  readonly defectClass: string;
  readonly probability: number;
}

/** Everything the engine needs. */
export interface Line {
  readonly variants: readonly string[];
  readonly products: readonly string[];
  readonly stations: readonly Station[];
  readonly buffers: readonly Buffer[];
  readonly operators: readonly string[];
  readonly fleets: readonly Fleet[];
  readonly supplies: readonly string[];
  readonly demands: readonly string[];
  readonly lots: readonly string[];
  readonly defects: readonly DefectRule[];
  readonly inspections: readonly Inspection[];
  /**
   * Constant work in process: sources release a part only while fewer than this many of theirs are in the line, joined
   * ones included. A line with assemblies needs two sets at least, or what an order leaves over may lock it.
   */
  readonly maxInProcess?: number;
}

/** First resource number of each kind: stations come first, then buffers, operators, vehicles, supplies, demands. */
export interface ResourceOffsets {
  readonly buffer: number;
  readonly operator: number;
  readonly vehicle: number;
  readonly supply: number;
  readonly demand: number;
}

/** Where the kinds begin in the numbering that events use. */
export function resourceOffsets(line: Line): ResourceOffsets {
  const buffer = line.stations.length;
  const operator = buffer + line.buffers.length;
  const vehicle = operator + line.operators.length;
  const supply = vehicle + line.fleets.reduce((sum, fleet) => sum + fleet.vehicles.length, 0);
  return { buffer, operator, vehicle, supply, demand: supply + line.supplies.length };
}

/** The ids in resource order. */
export function resourceNames(line: Line): string[] {
  return [
    ...line.stations.map((station) => station.id),
    ...line.buffers.map((buffer) => buffer.id),
    ...line.operators,
    ...line.fleets.flatMap((fleet) => fleet.vehicles),
    ...line.supplies,
    ...line.demands,
  ];
}

/** A station with everything optional left out; for tests, benchmarks and synthetic lines. */
export function plainStation(
  id: string,
  partial: Partial<Station> & Pick<Station, "output" | "cycleS">,
): Station {
  return {
    id,
    group: id,
    inputs: [],
    spread: { kind: "fixed" },
    setupS: [],
    microStopMaxS: 300,
    operators: [],
    perOrderUnit: 1,
    first: false,
    ...partial,
  };
}

/** What a serial line is made of: one entry a station, one buffer size between each two. */
export interface SerialSpec {
  readonly cycleS: readonly number[];
  readonly buffers: readonly number[];
  readonly spread?: Spread;
  readonly failure?: Failure;
  /** Replaces parts of single stations. */
  readonly stations?: readonly Partial<Station>[];
  readonly maxInProcess?: number;
}

/** A saturated serial line of one variant. */
export function serialLine(spec: SerialSpec): Line {
  const last = spec.cycleS.length - 1;
  return {
    variants: ["standard"],
    products: ["part"],
    stations: spec.cycleS.map((cycleS, index) =>
      plainStation(`M${index + 1}`, {
        ...(index === 0 ? { supply: 0, product: "part" } : { inputs: [{ buffer: index - 1, quantity: 1 }] }),
        output: index === last ? { demand: 0 } : { buffer: index, hopS: 0 },
        cycleS: [cycleS],
        ...(spec.spread === undefined ? {} : { spread: spec.spread }),
        ...(spec.failure === undefined ? {} : { failure: spec.failure }),
        ...spec.stations?.[index],
      }),
    ),
    buffers: spec.buffers.map((capacity, index) => ({ id: `B${index + 1}`, capacity })),
    operators: [],
    fleets: [],
    supplies: ["supply"],
    demands: ["demand"],
    lots: [],
    defects: [],
    inspections: [],
    ...(spec.maxInProcess === undefined ? {} : { maxInProcess: spec.maxInProcess }),
  };
}
