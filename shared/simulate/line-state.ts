// Everything that changes while a line runs, on typed arrays; the constants of the line are in line-tables.ts.
// A copy is a set of slices, so reruns from the middle are cheap. Holds no behaviour.
// Non-null assertions (`!`) stand where an index comes from the line's own tables: this is the hot path.
import { hash32 } from "../base/random.ts";
import type { LineTables } from "./line-tables.ts";
import type { OperationSource } from "./operation-source.ts";
import { PartQueues } from "./part-queues.ts";
import { PartTable } from "./part-table.ts";
import type { OrderSpec, ScriptStep } from "./script.ts";
import type { EngineSink } from "./sink.ts";
import { stateCode } from "./sink.ts";
import { TimerTree } from "./timers.ts";

/** What a station is doing with a part, apart from stops. */
export const phase = { empty: 0, waitOperator: 1, setup: 2, work: 3, done: 4 } as const;
/** Purposes of random numbers at a station; each has a table of its own. */
export const purpose = { cycle: 0, microStop: 1, microAt: 2, microLength: 3, failure: 4, repair: 5 } as const;
const purposes = 6;
/** Most calls a following station can be behind. */
export const callSlots = 64;

/** What stations do when a part or a place comes free: the layers above the one that calls them. */
export interface FlowSteps {
  tryLoad(line: LineState, station: number): void;
  tryUnload(line: LineState, station: number): void;
}

/** The mutable half. Stations are indexed as in the line. */
export class LineState {
  readonly tables: LineTables;
  readonly sink: EngineSink | undefined;
  readonly flow: FlowSteps;
  /** Where operations come from; without it they are drawn as the line's stations say. */
  readonly source: OperationSource | undefined;
  readonly keyA: Int32Array;
  readonly keyB: Int32Array;
  readonly timers: TimerTree;
  readonly parts: PartTable;
  readonly queues: PartQueues;
  readonly hopParts: PartQueues;
  readonly reserved: Int32Array;
  readonly phase: Uint8Array;
  readonly part: Int32Array;
  readonly lastVariant: Int32Array;
  readonly operations: Int32Array;
  readonly failures: Int32Array;
  readonly workLeftS: Float64Array;
  readonly failLeftS: Float64Array;
  readonly microLeftS: Float64Array;
  readonly setupLeftS: Float64Array;
  /** Of an operation that a source told: its whole work, its stops still to come, and what becomes of the part. */
  readonly workS: Float64Array;
  readonly nextStop: Int32Array;
  readonly endStop: Int32Array;
  readonly ending: Uint8Array;
  readonly segmentStartS: Float64Array;
  readonly stopUntilS: Float64Array;
  readonly stopReason: Uint8Array;
  readonly operatorsMissing: Int32Array;
  readonly missingReason: Uint8Array;
  readonly fouled: Int32Array;
  readonly scale: Float64Array;
  /** Where the finished part goes: buffer, -1 = demand, -2 = scrap. */
  readonly target: Int32Array;
  readonly targetHop: Int32Array;
  /** Order of asking for a place; 0 = not waiting. */
  readonly waitingSince: Float64Array;
  readonly idleSinceS: Float64Array;
  readonly state: Uint8Array;
  readonly stateReason: Uint8Array;
  readonly made: Int32Array;
  readonly ordersDone: Int32Array;
  readonly orderMade: Int32Array;
  readonly orderExtra: Int32Array;
  readonly supplyClosed: Int32Array;
  readonly demandClosed: Int32Array;
  readonly operatorAway: Int32Array;
  readonly operatorBusy: Int32Array;
  readonly lotBad: Int32Array;
  /** Calls of followers not yet begun, a row of `callSlots` variants (and orders) each. */
  readonly calls: Int32Array;
  readonly callOrders: Int32Array;
  readonly callCount: Int32Array;
  /** Parts counted towards the next call, and the order they are of. */
  readonly callParts: Int32Array;
  readonly callOrder: Int32Array;
  readonly vehicleLeg: Uint8Array;
  readonly batches: Int32Array;
  /** Newest order a fleet has carried; older parts are set aside. */
  readonly fleetOrder: Int32Array;
  orders: readonly OrderSpec[];
  loopOrders: boolean;
  /** Running number of the first of `orders`; grows when a visitor changes the mix. */
  orderBase = 0;
  script: readonly ScriptStep[];
  scriptAt = 0;
  timeS: number;
  /** Before this time sources make the first order's variant without counting. */
  readonly countFromS: number;
  waitCounter = 0;
  shipped = 0;
  scrapped = 0;
  /** Parts set aside: of a finished order, because they no longer make up a set, or with their open time over. */
  held = 0;
  created = 0;
  /** Parts released by sources that have not left, joined ones included, and how many there may be. */
  inProcess = 0;
  maxInProcess: number;
  joined = 0;
  fired = 0;

  constructor(
    tables: LineTables,
    options: {
      readonly seed: number;
      readonly startS: number;
      readonly orders: readonly OrderSpec[];
      readonly loopOrders: boolean;
      readonly script: readonly ScriptStep[];
      readonly source?: OperationSource;
    },
    flow: FlowSteps,
    sink: EngineSink | undefined,
    from?: LineState,
  ) {
    const line = tables.line;
    const stations = line.stations.length;
    const hopSizes = tables.hops.map((hop) => Math.max(1, line.buffers[hop.buffer]?.capacity ?? 1));
    this.tables = tables;
    this.sink = sink;
    this.flow = flow;
    this.source = options.source ?? from?.source;
    this.timers = new TimerTree(tables.timer.count, from?.timers);
    this.parts = new PartTable(line.products.length, from?.parts);
    this.queues = new PartQueues(
      line.buffers.map((buffer) => Math.max(1, buffer.capacity)),
      from?.queues,
    );
    this.hopParts = new PartQueues(hopSizes, from?.hopParts);
    const ints = (pick: (state: LineState) => Int32Array, length: number, fill = 0): Int32Array =>
      from === undefined ? new Int32Array(length).fill(fill) : pick(from).slice();
    const bytes = (pick: (state: LineState) => Uint8Array, length: number, fill = 0): Uint8Array =>
      from === undefined ? new Uint8Array(length).fill(fill) : pick(from).slice();
    const reals = (pick: (state: LineState) => Float64Array, length: number, fill = 0): Float64Array =>
      from === undefined ? new Float64Array(length).fill(fill) : pick(from).slice();
    this.keyA = from?.keyA.slice() ?? new Int32Array(stations * purposes);
    this.keyB = from?.keyB.slice() ?? new Int32Array(stations * purposes);
    if (from === undefined) this.seedWith(options.seed);
    this.reserved = ints((state) => state.reserved, line.buffers.length);
    this.phase = bytes((state) => state.phase, stations);
    this.part = ints((state) => state.part, stations, -1);
    this.lastVariant = ints((state) => state.lastVariant, stations, -1);
    this.operations = ints((state) => state.operations, stations);
    this.failures = ints((state) => state.failures, stations);
    this.workLeftS = reals((state) => state.workLeftS, stations);
    this.failLeftS = reals((state) => state.failLeftS, stations, Infinity);
    this.microLeftS = reals((state) => state.microLeftS, stations, Infinity);
    this.setupLeftS = reals((state) => state.setupLeftS, stations);
    this.workS = reals((state) => state.workS, stations);
    this.nextStop = ints((state) => state.nextStop, stations);
    this.endStop = ints((state) => state.endStop, stations);
    this.ending = bytes((state) => state.ending, stations);
    this.segmentStartS = reals((state) => state.segmentStartS, stations);
    this.stopUntilS = reals((state) => state.stopUntilS, stations, -Infinity);
    this.stopReason = bytes((state) => state.stopReason, stations);
    this.operatorsMissing = ints((state) => state.operatorsMissing, stations);
    this.missingReason = bytes((state) => state.missingReason, stations);
    this.fouled = ints((state) => state.fouled, stations);
    this.scale = reals((state) => state.scale, stations, 1);
    this.target = ints((state) => state.target, stations, -1);
    this.targetHop = ints((state) => state.targetHop, stations, -1);
    this.waitingSince = reals((state) => state.waitingSince, stations);
    this.idleSinceS = reals((state) => state.idleSinceS, stations, options.startS);
    this.state = bytes((state) => state.state, stations, stateCode.unknown);
    this.stateReason = bytes((state) => state.stateReason, stations);
    this.made = ints((state) => state.made, stations);
    this.ordersDone = ints((state) => state.ordersDone, stations);
    this.orderMade = ints((state) => state.orderMade, stations);
    this.orderExtra = ints((state) => state.orderExtra, stations);
    this.supplyClosed = ints((state) => state.supplyClosed, line.supplies.length);
    this.demandClosed = ints((state) => state.demandClosed, line.demands.length);
    this.operatorAway = ints((state) => state.operatorAway, line.operators.length);
    this.operatorBusy = ints((state) => state.operatorBusy, line.operators.length, -1);
    this.lotBad = ints((state) => state.lotBad, line.lots.length);
    this.calls = ints((state) => state.calls, stations * callSlots);
    this.callOrders = ints((state) => state.callOrders, stations * callSlots);
    this.callCount = ints((state) => state.callCount, stations);
    this.callParts = ints((state) => state.callParts, stations);
    this.callOrder = ints((state) => state.callOrder, stations, -1);
    const vehicles = tables.vehicleFleet.length;
    this.vehicleLeg = bytes((state) => state.vehicleLeg, vehicles);
    this.batches = ints(
      (state) => state.batches,
      line.fleets.reduce((sum, fleet) => sum + fleet.vehicles.length * fleet.batch, 0),
      -1,
    );
    this.fleetOrder = ints((state) => state.fleetOrder, line.fleets.length, -1);
    this.orders = options.orders;
    this.loopOrders = options.loopOrders;
    this.script = options.script;
    this.timeS = options.startS;
    this.countFromS = from?.countFromS ?? Math.max(0, options.startS);
    this.maxInProcess = from?.maxInProcess ?? line.maxInProcess ?? Infinity;
    if (from !== undefined) {
      this.inProcess = from.inProcess;
      this.scriptAt = from.scriptAt;
      this.waitCounter = from.waitCounter;
      this.shipped = from.shipped;
      this.scrapped = from.scrapped;
      this.held = from.held;
      this.orderBase = from.orderBase;
      this.created = from.created;
      this.joined = from.joined;
      this.fired = from.fired;
    }
  }

  /** Gives every station and purpose a table of random numbers of its own. */
  seedWith(seed: number): void {
    this.tables.line.stations.forEach((station, index) => {
      for (let use = 0; use < purposes; use += 1) {
        // A part meets the same luck at whichever of equal servers it comes to; failures belong to the machine.
        const owner = use < purpose.failure ? station.group : station.id;
        this.keyA[index * purposes + use] = hash32(`${owner}/${use}`, seed);
        this.keyB[index * purposes + use] = hash32(`${use}|${owner}`, ~seed);
      }
    });
  }

  /** Key index of a station's purpose. */
  key(station: number, use: number): number {
    return station * purposes + use;
  }
}
