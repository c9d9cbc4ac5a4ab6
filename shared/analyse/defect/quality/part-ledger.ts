// What is known of every part by its serial: visits, lots, components, results, and where it is. A fold over facts that keeps
// the parts of the last day; late facts are put into their place. Knows nothing of what is unusual.
import { firstAfter, insertByTime } from "#shared/base/sorted.ts";
import type { PartPlace } from "#shared/model/defect-schema.ts";
import type { Fact, PartEvent, PartVerb, Result } from "#shared/model/fact.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";

/** A stay of a part at an asset. */
export interface Visit {
  readonly assetId: string;
  /** The cell of equal stations, or the asset itself. */
  readonly groupId: string;
  readonly enterMs: number;
  leaveMs?: number;
  /** Where it was sent. */
  toId?: string;
}

/** A measured property of a part, judged. */
export interface Measured {
  readonly part: PartLife;
  readonly assetId: string;
  /** The cell of equal stations that measured it, or the station itself: what belongs to one class. */
  readonly groupId: string;
  readonly characteristic: string;
  readonly unit: string;
  readonly value: number;
  readonly isBad: boolean;
  readonly lsl?: number;
  readonly usl?: number;
  readonly tool?: string;
  readonly program?: string;
  /** Where on the part, as fractions of its length, width and height. */
  readonly spot?: readonly [number, number, number];
  /** Whether no result of the part for this characteristic came before: a part counts once, however often it is tried. */
  readonly isFirst: boolean;
  readonly timeMs: number;
}

/** The life of one part. Lists are in order of time. */
export interface PartLife {
  readonly serial: string;
  product?: string;
  variant?: string;
  readonly visits: Visit[];
  readonly lots: { readonly lot: string; readonly assetId: string; readonly timeMs: number }[];
  readonly components: { readonly serial: string; readonly assetId: string; readonly timeMs: number }[];
  /** The product it went into. */
  into?: { readonly serial: string; readonly timeMs: number };
  readonly ends: { readonly verb: PartVerb; readonly assetId: string; readonly timeMs: number }[];
  /** The first and the latest result for each characteristic of each group. */
  readonly results: Measured[];
  /** Newest time it was heard of. */
  lastMs: number;
}

/** Finished parts are kept so long, and parts nobody heard of any more. */
export const keptMs = 24 * 3_600_000;
const forgottenMs = 7 * keptMs;
/** A part that goes round and round keeps its newest visits. */
const mostVisits = 200;
const hourMs = 3_600_000;

const timeOf = ({ timeMs }: { readonly timeMs: number }): number => timeMs;

export class PartLedger {
  readonly #plant: Plant;
  readonly #parts = new Map<string, PartLife>();
  readonly #groups = new Map<string, string>();
  /** All results by station, then characteristic. */
  readonly #series = new Map<string, Map<string, Measured[]>>();
  #prunedMs = -Infinity;
  /** Newest arrival. */
  nowMs = -Infinity;

  constructor(plant: Plant) {
    this.#plant = plant;
  }

  /** The cell of equal stations that a station belongs to, else the station itself. */
  groupOf(assetId: string): string {
    let group = this.#groups.get(assetId);
    if (group === undefined) {
      const parentId = assetOf(this.#plant, assetId)?.parent;
      const parent = parentId === undefined ? undefined : assetOf(this.#plant, parentId);
      group = parent?.level === "cell" && parent.childRows.length > 1 ? parent.id : assetId;
      this.#groups.set(assetId, group);
    }
    return group;
  }

  /** Whether a station takes a picture of what it measures. */
  hasCamera(assetId: string): boolean {
    return assetOf(this.#plant, assetId)?.camera !== undefined;
  }

  /** Folds in a fact; a result that says something new is given back. Facts of other kinds only move time. */
  take(fact: Fact): Measured | undefined {
    this.advance(fact.receivedMs);
    if (fact.kind === "part") this.#applyPart(fact.event);
    return fact.kind === "result" ? this.#applyResult(fact.result) : undefined;
  }

  /** Moves time on, and forgets once an hour what is too old. */
  advance(toMs: number): void {
    this.nowMs = Math.max(this.nowMs, toMs);
    // On whole hours, so that what is forgotten does not depend on how facts come in batches.
    const hour = Math.floor(this.nowMs / hourMs) * hourMs;
    if (hour <= this.#prunedMs) return;
    if (this.#prunedMs > -Infinity) this.#prune(hour);
    this.#prunedMs = hour;
  }

  part(serial: string): PartLife | undefined {
    return this.#parts.get(serial);
  }

  parts(): MapIterator<PartLife> {
    return this.#parts.values();
  }

  get size(): number {
    return this.#parts.size;
  }

  /** Results by characteristic at one station, each in order of time. */
  series(assetId: string): ReadonlyMap<string, readonly Measured[]> {
    return this.#series.get(assetId) ?? new Map<string, Measured[]>();
  }

  /** Where a part was at a time. A component is where its product is. */
  placeOf(serial: string, atMs: number): PartPlace {
    const part = this.#parts.get(serial);
    if (part === undefined) return { state: "unknown" };
    if (part.into !== undefined && part.into.timeMs <= atMs)
      return { ...this.placeOf(part.into.serial, atMs), into: part.into.serial };
    const end = part.ends[firstAfter(part.ends, atMs, timeOf) - 1];
    const visit = part.visits[firstAfter(part.visits, atMs, ({ enterMs }) => enterMs) - 1];
    if (end?.verb === "scrap") return { state: "scrapped", assetId: end.assetId };
    if (end?.verb === "ship") return { state: "shipped", assetId: end.assetId };
    if (end?.verb === "hold") return { state: "held", assetId: end.assetId };
    if (visit === undefined) return { state: "unknown" };
    const { assetId, leaveMs, toId } = visit;
    if (leaveMs === undefined || leaveMs > atMs) return { state: "in", assetId };
    return { state: toId === undefined ? "unknown" : "moving", assetId };
  }

  #life(serial: string, timeMs: number): PartLife {
    let part = this.#parts.get(serial);
    if (part === undefined) {
      part = { serial, visits: [], lots: [], components: [], ends: [], results: [], lastMs: timeMs };
      this.#parts.set(serial, part);
    }
    part.lastMs = Math.max(part.lastMs, timeMs);
    return part;
  }

  #applyPart(event: PartEvent): void {
    const { serial, asset: assetId, timeMs } = event;
    const part = this.#life(serial, timeMs);
    if (event.product !== undefined) part.product = event.product;
    if (event.variant !== undefined) part.variant = event.variant;
    switch (event.verb) {
      case "create":
        return;
      case "enter":
        this.#enter(part, assetId, timeMs);
        return;
      case "leave":
        this.#leave(part, event);
        return;
      case "consume":
        if (event.lot !== undefined) insertByTime(part.lots, { lot: event.lot, assetId, timeMs }, timeOf);
        else if (event.component !== undefined) this.#assemble(part, event.component, assetId, timeMs);
        return;
      case "assemble":
        if (event.component !== undefined) this.#assemble(part, event.component, assetId, timeMs);
        return;
      case "disassemble": {
        const component = event.component === undefined ? undefined : this.#parts.get(event.component);
        if (component?.into?.serial === serial) this.#takeOut(component);
        return;
      }
      case "rework":
      case "hold":
      case "release":
      case "scrap":
      case "ship":
        insertByTime(part.ends, { verb: event.verb, assetId, timeMs }, timeOf);
    }
  }

  #enter(part: PartLife, assetId: string, timeMs: number): void {
    const { visits } = part;
    const at = firstAfter(visits, timeMs, ({ enterMs }) => enterMs);
    const before = visits[at - 1];
    // Told twice, as a recording does where it begins.
    if (before?.assetId === assetId && (before.enterMs === timeMs || before.leaveMs === undefined)) return;
    // Sources that tell no `leave`: it left when it came elsewhere.
    if (before !== undefined && before.leaveMs === undefined) before.leaveMs = timeMs;
    visits.splice(at, 0, { assetId, groupId: this.groupOf(assetId), enterMs: timeMs });
    if (visits.length > mostVisits) visits.shift();
  }

  #leave(part: PartLife, { asset: assetId, timeMs, to }: PartEvent): void {
    const { visits } = part;
    let visit = visits.findLast(
      (one) => one.assetId === assetId && one.enterMs <= timeMs && one.leaveMs === undefined,
    );
    if (visit === undefined) {
      // Sources that tell no `enter`, and components that are told to leave for an assembly.
      if (visits.some((one) => one.assetId === assetId && one.leaveMs === timeMs)) return;
      visit = { assetId, groupId: this.groupOf(assetId), enterMs: timeMs };
      visits.splice(
        firstAfter(visits, timeMs, ({ enterMs }) => enterMs),
        0,
        visit,
      );
    }
    visit.leaveMs = timeMs;
    if (to !== undefined) visit.toId = to;
  }

  #assemble(product: PartLife, serial: string, assetId: string, timeMs: number): void {
    const component = this.#life(serial, timeMs);
    // What holds itself in the end would be followed for ever.
    for (let one: PartLife | undefined = product; one !== undefined;) {
      if (one === component) return;
      one = one.into === undefined ? undefined : this.#parts.get(one.into.serial);
    }
    this.#takeOut(component);
    component.into = { serial: product.serial, timeMs };
    insertByTime(product.components, { serial, assetId, timeMs }, timeOf);
  }

  #takeOut(component: PartLife): void {
    const from = component.into === undefined ? undefined : this.#parts.get(component.into.serial);
    const at = from?.components.findIndex(({ serial }) => serial === component.serial) ?? -1;
    if (at >= 0) from?.components.splice(at, 1);
    delete component.into;
  }

  #applyResult(result: Result): Measured | undefined {
    if (result.verdict === "notMeasured") return undefined;
    const { serial, asset: assetId, characteristic, timeMs } = result;
    const part = this.#life(serial, timeMs);
    const groupId = this.groupOf(assetId);
    const same = part.results.filter(
      (one) => one.groupId === groupId && one.characteristic === characteristic,
    );
    if (same.some((one) => one.timeMs === timeMs)) return undefined;
    const measured: Measured = {
      part,
      assetId,
      groupId,
      characteristic,
      unit: result.unit,
      value: result.value,
      isBad: result.verdict === "notOk",
      ...(result.lsl === undefined ? {} : { lsl: result.lsl }),
      ...(result.usl === undefined ? {} : { usl: result.usl }),
      ...(result.tool === undefined ? {} : { tool: result.tool }),
      ...(result.program === undefined ? {} : { program: result.program }),
      ...(result.spot === undefined ? {} : { spot: result.spot }),
      isFirst: same.length === 0,
      timeMs,
    };
    if (same.length > 1) part.results.splice(part.results.indexOf(same[1]!), 1);
    insertByTime(part.results, measured, timeOf);
    let ofStation = this.#series.get(assetId);
    if (ofStation === undefined) this.#series.set(assetId, (ofStation = new Map<string, Measured[]>()));
    let list = ofStation.get(characteristic);
    if (list === undefined) ofStation.set(characteristic, (list = []));
    insertByTime(list, measured, timeOf);
    return measured;
  }

  #prune(hour: number): void {
    const beforeMs = hour - keptMs;
    for (const part of this.#parts.values())
      if (this.#isOver(part, beforeMs) || part.lastMs < hour - forgottenMs) this.#parts.delete(part.serial);
    for (const ofStation of this.#series.values())
      for (const list of ofStation.values()) {
        const old = firstAfter(list, beforeMs, timeOf);
        if (old > 0) list.splice(0, old);
      }
  }

  /** A part that left for good before a time, or went into one that did. */
  #isOver(part: PartLife, beforeMs: number): boolean {
    const product = part.into === undefined ? undefined : this.#parts.get(part.into.serial);
    if (product !== undefined) return this.#isOver(product, beforeMs);
    if (part.lastMs >= beforeMs) return false;
    const end = part.ends.at(-1)?.verb;
    return part.into !== undefined || end === "ship" || end === "scrap" || end === "hold";
  }
}

/** The last stay of a part at a station, or at any of a cell, that was over at a time. */
export function madeAt(part: PartLife, groupId: string, atMs: number): Visit | undefined {
  const { visits } = part;
  // Not `findLast`: this is asked of every part of the day.
  for (let at = visits.length - 1; at >= 0; at -= 1) {
    const visit = visits[at]!;
    if ((visit.groupId === groupId || visit.assetId === groupId) && (visit.leaveMs ?? Infinity) <= atMs)
      return visit;
  }
  return undefined;
}
