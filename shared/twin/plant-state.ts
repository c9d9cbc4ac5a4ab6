// The whole plant at one moment: folded from facts, cloned for keyframes, packed into frames.
// The same fold serves live, seek and replay, so what was seen live is what a seek shows. No clock, no IO.
import { defined } from "../base/assert.ts";
import {
  assetFlagFault,
  assetFlagWarning,
  lookNone,
  modeCode,
  qualityCode,
  stateCode,
} from "../frame/layout.ts";
import type { ConditionLevel, Fact, PartEvent } from "../model/fact.ts";
import type { Plant } from "../model/plant.ts";
import type { StateReason } from "../model/state.ts";
import { Cycles } from "./cycles.ts";
import { buildLooks, type LookTable } from "./looks.ts";
import { Moves } from "./moves.ts";
import { buildPaths, pathKey, type PathTable } from "./paths.ts";
import type { StateBook } from "./state-snapshot.ts";

/** What never changes while a plant snapshot is in use; shared by all its states. */
export interface Twin {
  readonly plant: Plant;
  readonly paths: PathTable;
  readonly looks: LookTable;
  /** The rack where parts scrapped at an asset are put, by row; -1 = none. */
  readonly scrapRackOf: Int32Array;
}

export function createTwin(plant: Plant): Twin {
  const paths = buildPaths(plant);
  const scrapRackOf = new Int32Array(plant.assets.length).fill(-1);
  for (const link of plant.links) {
    const from = plant.assetRowById.get(link.from);
    const to = plant.assetRowById.get(link.to);
    if (link.kind !== "scrap" || from === undefined || to === undefined) continue;
    if ((paths.seatsOf[to] ?? 0) > 0) scrapRackOf[from] = to;
  }
  return { plant, paths, looks: buildLooks(plant), scrapRackOf };
}

/** Told which rows a fact touched. */
export interface DirtySink {
  asset(row: number): void;
  signal(row: number): void;
  slot(slot: number): void;
}

/** A part that is in the plant now. */
export interface PresentPart {
  readonly serial: string;
  readonly product: string;
  variant: string | undefined;
  /** It was sent to rework at least once. */
  reworked: boolean;
  slot: number;
  /** Asset it is in or on the way to; -1 = not placed yet. */
  assetRow: number;
  sinceMs: number;
}

/** A condition (alarm of the source) that is not normal now. */
export interface OpenCondition {
  readonly key: string;
  readonly assetRow: number;
  readonly level: Exclude<ConditionLevel, "normal">;
  readonly code: string;
  readonly text: string;
  readonly timeMs: number;
}

const nobody: DirtySink = { asset: () => undefined, signal: () => undefined, slot: () => undefined };

export class PlantState {
  readonly twin: Twin;
  /** Arrival time of the newest fact folded in, or -Infinity. */
  timeMs = -Infinity;

  readonly assetState: Uint8Array;
  readonly assetMode: Uint8Array;
  readonly assetFlags: Uint8Array;
  readonly assetCount: Uint16Array;
  readonly assetSinceMs: Float64Array;
  /** Seconds of work done on the part in work when the present state began, and its ideal cycle (see cycles.ts). */
  readonly assetCycleS: Float64Array;
  readonly assetIdealS: Float32Array;
  readonly #cycles: Cycles;
  readonly #native: string[];
  readonly #reason: (StateReason | undefined)[];

  readonly signalValue: Float64Array;
  readonly signalTimeMs: Float64Array;
  readonly signalQuality: Uint8Array;

  readonly moves: Moves;
  readonly #parts: Map<string, PresentPart>;
  readonly #conditions: Map<string, OpenCondition>;
  /** Parts in each asset, oldest first. */
  readonly #inside: (string[] | undefined)[];
  /** Slot of each vehicle by asset row. */
  readonly #vehicleSlot: Map<number, number>;

  constructor(twin: Twin, from?: PlantState) {
    this.twin = twin;
    const assets = twin.plant.assets.length;
    const signals = twin.plant.signals.length;
    this.assetState = from?.assetState.slice() ?? new Uint8Array(assets).fill(stateCode("unknown"));
    this.assetMode = from?.assetMode.slice() ?? new Uint8Array(assets);
    this.assetFlags = from?.assetFlags.slice() ?? new Uint8Array(assets);
    this.assetCount = from?.assetCount.slice() ?? new Uint16Array(assets);
    this.assetSinceMs = from?.assetSinceMs.slice() ?? new Float64Array(assets);
    this.#cycles = from ? from.#cycles.clone() : new Cycles(twin.plant);
    this.assetCycleS = this.#cycles.cycleS;
    this.assetIdealS = this.#cycles.idealS;
    this.#native = from ? from.#native.slice() : Array.from({ length: assets }, () => "");
    this.#reason = from ? from.#reason.slice() : Array.from({ length: assets }, () => undefined);
    this.signalValue = from?.signalValue.slice() ?? new Float64Array(signals);
    this.signalTimeMs = from?.signalTimeMs.slice() ?? new Float64Array(signals);
    this.signalQuality = from?.signalQuality.slice() ?? new Uint8Array(signals).fill(qualityCode("missing"));
    this.moves = from ? from.moves.clone() : new Moves();
    this.#parts = new Map(from ? [...from.#parts].map(([serial, part]) => [serial, { ...part }]) : []);
    this.#conditions = new Map(from ? from.#conditions : []);
    this.#inside = from
      ? from.#inside.map((serials) => serials?.slice())
      : new Array<string[] | undefined>(assets);
    this.#vehicleSlot = new Map(from ? from.#vehicleSlot : []);
    if (from) this.timeMs = from.timeMs;
  }

  /** An independent copy; later facts do not touch it. */
  clone(): PlantState {
    return new PlantState(this.twin, this);
  }

  /** Everything that is told by names, for a keyframe. */
  book(): StateBook {
    return {
      native: this.#native,
      reason: this.#reason,
      parts: [...this.#parts.values()],
      conditions: [...this.#conditions.values()],
      inside: this.#inside.flatMap((serials, row) =>
        serials === undefined ? [] : [[row, serials] as const],
      ),
      vehicleSlots: [...this.#vehicleSlot],
      inWork: this.#cycles.inWork(),
      slotOwners: this.moves.owners(),
      freeSlots: this.moves.freeSlots(),
    };
  }

  /** Takes over what `book` gave. */
  restoreBook(book: StateBook): void {
    book.native.forEach((native, row) => {
      this.#native[row] = native;
    });
    book.reason.forEach((reason, row) => {
      // JSON has no undefined in arrays.
      this.#reason[row] = reason ?? undefined;
    });
    for (const part of book.parts) this.#parts.set(part.serial, { ...part, variant: part.variant });
    for (const open of book.conditions)
      this.#conditions.set(conditionKey(open.assetRow, open.key, open.code), open);
    for (const [row, serials] of book.inside) this.#inside[row] = [...serials];
    for (const [row, slot] of book.vehicleSlots) this.#vehicleSlot.set(row, slot);
    this.#cycles.restoreInWork(book.inWork);
  }

  nativeState(assetRow: number): string {
    return this.#native[assetRow] ?? "";
  }

  reason(assetRow: number): StateReason | undefined {
    return this.#reason[assetRow];
  }

  part(serial: string): Readonly<PresentPart> | undefined {
    return this.#parts.get(serial);
  }

  parts(): IterableIterator<Readonly<PresentPart>> {
    return this.#parts.values();
  }

  /** Parts in an asset, oldest first. */
  partsIn(assetRow: number): readonly Readonly<PresentPart>[] {
    return (this.#inside[assetRow] ?? []).flatMap((serial) => this.#parts.get(serial) ?? []);
  }

  conditions(): IterableIterator<OpenCondition> {
    return this.#conditions.values();
  }

  /** Folds one fact in and says which rows it touched. Facts must come in order of arrival. */
  apply(fact: Fact, dirty: DirtySink = nobody): void {
    this.timeMs = fact.receivedMs;
    switch (fact.kind) {
      case "sample":
        if (fact.backfill === true) return;
        this.signalValue[fact.signal] = fact.value;
        this.signalTimeMs[fact.signal] = fact.timeMs;
        this.signalQuality[fact.signal] = qualityCode(fact.quality);
        dirty.signal(fact.signal);
        return;
      case "state":
        this.#applyState(fact, dirty);
        return;
      case "condition":
        this.#applyCondition(fact, dirty);
        return;
      case "part":
        this.#applyPart(fact.event, fact.assetRow, dirty);
        return;
      case "travel":
        this.#applyTravel(fact.vehicle, fact.from, fact.to, fact.timeMs, fact.arriveMs, dirty);
        return;
      case "result":
      case "order":
      case "finding":
      case "link":
      case "string":
        return;
    }
  }

  #applyState(fact: Extract<Fact, { kind: "state" }>, dirty: DirtySink): void {
    // What is told late of the past belongs into the lanes; it says nothing about now.
    if (fact.backfill === true) return;
    const { asset, timeMs } = fact;
    const state = stateCode(fact.state);
    this.#cycles.changeState(
      asset,
      this.assetState[asset] ?? 0,
      this.assetSinceMs[asset] ?? 0,
      state,
      timeMs,
    );
    this.assetState[asset] = state;
    this.assetMode[asset] = modeCode(fact.mode);
    this.assetSinceMs[asset] = timeMs;
    this.#native[asset] = fact.nativeState;
    this.#reason[asset] = fact.reason;
    dirty.asset(asset);
  }

  #applyCondition(fact: Extract<Fact, { kind: "condition" }>, dirty: DirtySink): void {
    const key = conditionKey(fact.asset, fact.key, fact.code);
    if (fact.level === "normal") {
      // A normal without code clears every condition of that key.
      for (const [openKey, open] of this.#conditions) {
        if (
          open.assetRow === fact.asset &&
          open.key === fact.key &&
          (fact.code === "" || open.code === fact.code)
        ) {
          this.#conditions.delete(openKey);
        }
      }
    } else {
      this.#conditions.set(key, {
        key: fact.key,
        assetRow: fact.asset,
        level: fact.level,
        code: fact.code,
        text: fact.text,
        timeMs: fact.timeMs,
      });
    }
    let flags = 0;
    for (const open of this.#conditions.values()) {
      if (open.assetRow !== fact.asset) continue;
      if (open.level === "warning") flags |= assetFlagWarning;
      if (open.level === "fault") flags |= assetFlagFault;
    }
    this.assetFlags[fact.asset] = flags;
    dirty.asset(fact.asset);
  }

  #applyPart(event: PartEvent, assetRow: number, dirty: DirtySink): void {
    const part = this.#parts.get(event.serial) ?? this.#addPart(event);
    switch (event.verb) {
      case "create":
      case "enter":
        this.#takeOut(part, event.timeMs, dirty);
        this.#putIn(part, assetRow, event.timeMs, dirty);
        return;
      case "leave": {
        this.#takeOut(part, event.timeMs, dirty);
        const toRow = event.to === undefined ? undefined : this.twin.plant.assetRowById.get(event.to);
        if (toRow === undefined) this.#hide(part, dirty);
        else this.#sendOff(part, assetRow, toRow, event, dirty);
        return;
      }
      case "assemble": {
        const component = event.component === undefined ? undefined : this.#parts.get(event.component);
        if (component === undefined) return;
        if (this.#inside[assetRow]?.includes(part.serial) === true)
          this.#cycles.handOver(assetRow, component.serial, part);
        this.#remove(component, event.timeMs, dirty);
        return;
      }
      case "scrap":
        this.#deliver(part, this.twin.scrapRackOf[assetRow] ?? -1, event.timeMs, dirty);
        return;
      case "ship":
        this.#deliver(part, assetRow, event.timeMs, dirty);
        return;
      case "rework":
        part.reworked = true;
        return;
      case "consume":
      case "disassemble":
      case "hold":
      case "release":
        return;
    }
  }

  #addPart(event: PartEvent): PresentPart {
    const part: PresentPart = {
      serial: event.serial,
      product: event.product ?? "part",
      variant: event.variant,
      reworked: false,
      slot: this.moves.allocate(event.serial),
      assetRow: -1,
      sinceMs: event.timeMs,
    };
    this.#parts.set(event.serial, part);
    return part;
  }

  /** Into an asset: from its entry to the next free place in its queue. */
  #putIn(part: PresentPart, assetRow: number, timeMs: number, dirty: DirtySink): void {
    const inside = (this.#inside[assetRow] ??= []);
    inside.push(part.serial);
    part.assetRow = assetRow;
    part.sinceMs = timeMs;
    this.#changeInside(assetRow, timeMs, dirty);
    const place = this.twin.paths.placeOf[assetRow] ?? -1;
    if (place < 0) {
      this.#hide(part, dirty);
      return;
    }
    if (this.#isRack(assetRow)) {
      this.#seat(part, assetRow, timeMs, dirty);
      return;
    }
    const rest = this.#restFraction(assetRow, inside.length - 1);
    this.#move(part, place, 0, rest, timeMs, dirty);
  }

  /** Onto the first free seat of a rack; a part that finds none is there, but not seen. */
  #seat(part: PresentPart, rackRow: number, timeMs: number, dirty: DirtySink): void {
    const { placeOf, seatsOf } = this.twin.paths;
    const first = placeOf[rackRow] ?? 0;
    const taken = new Set<number>();
    for (const serial of this.#inside[rackRow] ?? []) {
      const other = this.#parts.get(serial);
      if (other !== undefined && other !== part && this.#isSeated(other))
        taken.add(this.moves.path[other.slot] ?? 0);
    }
    for (let path = first; path < first + (seatsOf[rackRow] ?? 0); path += 1) {
      if (taken.has(path)) continue;
      this.#move(part, path, 0, 1, timeMs, dirty);
      return;
    }
    this.#hide(part, dirty);
  }

  #isRack(assetRow: number): boolean {
    return (this.twin.paths.seatsOf[assetRow] ?? 0) > 0;
  }

  #isSeated(part: PresentPart): boolean {
    return this.moves.look[part.slot] !== lookNone;
  }

  /**
   * Out of the plant: shipped or scrapped. Where that is a rack, the part is seen there until the rack is full: the next part
   * finds the places empty, because full racks are exchanged.
   */
  #deliver(part: PresentPart, rackRow: number, timeMs: number, dirty: DirtySink): void {
    const isDelivered = this.twin.plant.assets[rackRow]?.level === "demand" && this.#isRack(rackRow);
    if (!isDelivered) {
      this.#remove(part, timeMs, dirty);
      return;
    }
    this.#takeOut(part, timeMs, dirty);
    if ((this.#inside[rackRow]?.length ?? 0) >= (this.twin.paths.seatsOf[rackRow] ?? 0))
      for (const taken of this.partsIn(rackRow)) this.#remove(taken, timeMs, dirty);
    this.#putIn(part, rackRow, timeMs, dirty);
  }

  /** Out of the asset it is in; those behind it move up. */
  #takeOut(part: PresentPart, timeMs: number, dirty: DirtySink): void {
    const inside = part.assetRow < 0 ? undefined : this.#inside[part.assetRow];
    const index = inside?.indexOf(part.serial) ?? -1;
    if (inside === undefined || index < 0) return;
    inside.splice(index, 1);
    this.#changeInside(part.assetRow, timeMs, dirty);
    const place = this.twin.paths.placeOf[part.assetRow] ?? -1;
    if (place < 0) return;
    if (this.#isRack(part.assetRow)) {
      // The others keep their seats; one that had none takes the free one.
      const waiting = this.partsIn(part.assetRow).find((other) => !this.#isSeated(other));
      if (waiting !== undefined) this.#seat(waiting, part.assetRow, timeMs, dirty);
      return;
    }
    for (let behind = index; behind < inside.length; behind += 1) {
      const next = this.#parts.get(defined(inside[behind], "serial"));
      if (next === undefined) continue;
      const from = this.moves.fractionAt(next.slot, timeMs);
      this.#move(next, place, from, this.#restFraction(part.assetRow, behind), timeMs, dirty);
    }
  }

  /** On the way to another asset, by vehicle or conveyor. */
  #sendOff(part: PresentPart, fromRow: number, toRow: number, event: PartEvent, dirty: DirtySink): void {
    part.assetRow = toRow;
    part.sinceMs = event.timeMs;
    const { paths, plant } = this.twin;
    const key = pathKey(plant, fromRow, toRow);
    const vehicleWay = paths.vehicleWayOf.get(key);
    const seat = Number(event.position ?? "1") - 1;
    const way =
      event.vehicle !== undefined && vehicleWay !== undefined
        ? vehicleWay + 1 + (Number.isFinite(seat) ? Math.min(3, Math.max(0, seat)) : 0)
        : paths.wayOf.get(key);
    if (way === undefined) {
      this.#hide(part, dirty);
      return;
    }
    const arriveMs = event.arriveMs ?? event.timeMs + (paths.transferMsOf.get(key) ?? 0);
    this.moves.set(part.slot, way, this.#look(part), 0, 1, event.timeMs, arriveMs);
    dirty.slot(part.slot);
  }

  #applyTravel(
    vehicle: number,
    from: number,
    to: number,
    startMs: number,
    arriveMs: number,
    dirty: DirtySink,
  ): void {
    const way = this.twin.paths.vehicleWayOf.get(pathKey(this.twin.plant, from, to));
    if (way === undefined) return;
    let slot = this.#vehicleSlot.get(vehicle);
    if (slot === undefined) {
      slot = this.moves.allocate(this.twin.plant.assets[vehicle]?.id ?? "");
      this.#vehicleSlot.set(vehicle, slot);
    }
    this.moves.set(slot, way, this.twin.looks.vehicle, 0, 1, startMs, arriveMs);
    dirty.slot(slot);
  }

  #move(part: PresentPart, path: number, from: number, to: number, timeMs: number, dirty: DirtySink): void {
    const lengthM = this.twin.paths.paths[path]?.lengthM ?? 0;
    const durationMs = (Math.abs(to - from) * lengthM * 1000) / conveyorSpeedMps;
    this.moves.set(part.slot, path, this.#look(part), from, to, timeMs, timeMs + durationMs);
    dirty.slot(part.slot);
  }

  /** Where the n-th oldest part rests: queues fill from the exit, a station holds its parts in its middle. */
  #restFraction(assetRow: number, index: number): number {
    const asset = this.twin.plant.assets[assetRow];
    const capacity = Math.max(1, asset?.capacity ?? 1);
    const slots = Math.max(capacity, index + 1);
    return 1 - (index + 0.5) / slots;
  }

  #look(part: PresentPart): number {
    return this.twin.looks.partLook(part.product, part.variant);
  }

  #hide(part: PresentPart, dirty: DirtySink): void {
    this.moves.set(part.slot, 0, lookNone, 0, 0, 0, 0);
    dirty.slot(part.slot);
  }

  #remove(part: PresentPart, timeMs: number, dirty: DirtySink): void {
    this.#takeOut(part, timeMs, dirty);
    this.#parts.delete(part.serial);
    this.moves.release(part.slot);
    dirty.slot(part.slot);
  }

  /** Parts went in or out: their number, and which of them is in work. */
  #changeInside(assetRow: number, timeMs: number, dirty: DirtySink): void {
    const inside = this.#inside[assetRow];
    this.assetCount[assetRow] = Math.min(65535, inside?.length ?? 0);
    // The part in work stays it while it is there; then it is the oldest one's turn.
    const before = this.#cycles.partIn(assetRow);
    const inWork = before !== undefined && inside?.includes(before) === true ? before : inside?.[0];
    this.#cycles.changePart(
      assetRow,
      inWork === undefined ? undefined : this.#parts.get(inWork),
      this.assetState[assetRow] ?? 0,
      this.assetSinceMs[assetRow] ?? 0,
      timeMs,
    );
    dirty.asset(assetRow);
  }
}

function conditionKey(assetRow: number, key: string, code: string): string {
  return `${assetRow}\u001f${key}\u001f${code}`;
}

/** How fast parts go inside buffers and stations, metres per second. */
const conveyorSpeedMps = 0.5;
