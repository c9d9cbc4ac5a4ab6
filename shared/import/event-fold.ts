// Rows of an event log, in order of time, become what happened: states of assets, and parts that go from one to the next. Pure.
import { isMover } from "../model/asset-roles.ts";
import type { PartEvent, Reading } from "../model/fact.ts";
import { assetOf, type Plant } from "../model/plant.ts";
import type { AssetState, StateReason } from "../model/state.ts";
import type { EventVerb } from "./mapping-schema.ts";

/** One row, its words understood. */
export interface EventRow {
  readonly timeMs: number;
  readonly verb: EventVerb;
  readonly asset: string;
  readonly part: string;
  readonly activity: string;
  readonly variant: string | undefined;
  /** What a `state` row tells, and what holds after an operation that failed. */
  readonly state: AssetState | undefined;
  readonly reason: Omit<StateReason, "source"> | undefined;
  /** Asset where a transport puts the part down. */
  readonly to: string | undefined;
  /** Nothing is told of this part any more, and then it has left the plant. */
  readonly isLastOfPart: boolean;
}

/** `told` = state rows tell states; `operations` = an asset runs between start and finish. */
export type StatesFrom = "told" | "operations";

export class EventFold {
  readonly #plant: Plant;
  readonly #statesFrom: StatesFrom;
  /** Where each part is; empty = between two assets. */
  readonly #placeOf = new Map<string, string>();
  /** Operations going on at each asset. */
  readonly #open = new Map<string, Map<string, number>>();
  readonly #wayFrom = new Map<string, { readonly to: string; readonly transferMs: number } | undefined>();

  constructor(plant: Plant, statesFrom: StatesFrom) {
    this.#plant = plant;
    this.#statesFrom = statesFrom;
    // Where parts go when they depart is known where there is one way only.
    for (const link of plant.links) {
      if (link.kind !== "flow") continue;
      const way = { to: link.to, transferMs: link.transferS * 1000 };
      this.#wayFrom.set(link.from, this.#wayFrom.has(link.from) ? undefined : way);
    }
  }

  /** Appends what the next row tells. */
  fold(row: EventRow, into: Reading[]): void {
    const { timeMs, asset } = row;
    switch (row.verb) {
      case "ignore":
      case "schedule":
        return;
      case "state":
        if (row.state !== undefined) into.push(this.#state(row, row.state));
        return;
      case "arrive":
        if (assetOf(this.#plant, asset)?.level === "demand") this.#end(row, "ship", into);
        else this.#enter(row, into);
        return;
      case "start": {
        this.#enter(row, into);
        const open = this.#operations(asset);
        open.set(row.part, (open.get(row.part) ?? 0) + 1);
        if (this.#statesFrom === "operations") into.push(this.#state({ ...row, reason: undefined }, "run"));
        return;
      }
      case "resume":
        if (this.#statesFrom === "operations") into.push(this.#state(row, "run"));
        return;
      case "suspend":
        if (this.#statesFrom === "operations") into.push(this.#state(row, row.state ?? "microstop"));
        return;
      case "finish":
        this.#finish(row, into);
        return;
      case "depart": {
        if (row.part === "" || this.#isMover(asset)) return;
        const way = this.#wayFrom.get(asset);
        this.#placeOf.set(row.part, "");
        into.push({
          kind: "part",
          verb: "leave",
          serial: row.part,
          asset,
          timeMs,
          ...(way === undefined ? {} : { to: way.to, arriveMs: timeMs + way.transferMs }),
        });
        return;
      }
      case "join": {
        // The component names what it went into as the reason: `into:SERIAL`.
        const into_ = row.reason?.code.replace(/^into:/, "") ?? "";
        if (row.part === "" || into_ === "") return;
        this.#placeOf.delete(row.part);
        into.push({ kind: "part", verb: "assemble", serial: into_, component: row.part, asset, timeMs });
        return;
      }
      case "scrap":
        this.#end(row, "scrap", into);
        return;
    }
  }

  #finish(row: EventRow, into: Reading[]): void {
    const { asset, part, timeMs } = row;
    const open = this.#operations(asset);
    const count = (open.get(part) ?? 0) - 1;
    if (count > 0) open.set(part, count);
    else open.delete(part);
    if (this.#statesFrom === "operations" && open.size === 0)
      into.push(this.#state(row.state === undefined ? { ...row, activity: "" } : row, row.state ?? "idle"));
    if (part === "" || this.#isMover(asset)) return;
    if (row.isLastOfPart) this.#end(row, "ship", into);
    else if (row.to !== undefined && row.to !== asset && row.state === undefined) {
      // A transport has put it down.
      into.push({ kind: "part", verb: "leave", serial: part, asset, to: row.to, arriveMs: timeMs, timeMs });
      into.push({ kind: "part", verb: "enter", serial: part, asset: row.to, timeMs });
      this.#placeOf.set(part, row.to);
    }
  }

  /** The part is at the row's asset from now on. */
  #enter(row: EventRow, into: Reading[]): void {
    const { part: serial, asset, timeMs, variant } = row;
    if (serial === "" || this.#isMover(asset)) return;
    const place = this.#placeOf.get(serial);
    if (place === asset) return;
    this.#placeOf.set(serial, asset);
    if (place === undefined) {
      const created = { kind: "part", verb: "create", serial, asset, timeMs, product: "part" } as const;
      into.push(variant === undefined || variant === "" ? created : { ...created, variant });
      return;
    }
    if (place !== "")
      into.push({ kind: "part", verb: "leave", serial, asset: place, to: asset, arriveMs: timeMs, timeMs });
    into.push({ kind: "part", verb: "enter", serial, asset, timeMs });
  }

  #end(row: EventRow, verb: "ship" | "scrap", into: Reading[]): void {
    if (row.part === "") return;
    this.#placeOf.delete(row.part);
    const event: PartEvent = { verb, serial: row.part, asset: row.asset, timeMs: row.timeMs };
    const reason = verb === "scrap" ? row.reason?.text : undefined;
    into.push({ kind: "part", ...event, ...(reason === undefined ? {} : { reason }) });
  }

  #state(row: EventRow, state: AssetState): Reading {
    const { asset, timeMs, activity, reason } = row;
    return {
      kind: "state",
      asset,
      timeMs,
      state,
      nativeState: activity,
      ...(reason === undefined ? {} : { reason: { ...reason, source: "machine" } }),
    };
  }

  /** Vehicles and operators serve parts; these stay where they are. */
  #isMover(id: string): boolean {
    const asset = assetOf(this.#plant, id);
    return asset !== undefined && isMover(asset);
  }

  #operations(asset: string): Map<string, number> {
    let open = this.#open.get(asset);
    if (open === undefined) this.#open.set(asset, (open = new Map<string, number>()));
    return open;
  }
}
