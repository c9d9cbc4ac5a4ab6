// Where every part in the plant is: in which asset, on which seat or in which place of the queue, on which way. Part of `PlantState`.
import { defined } from "../base/assert.ts";
import { lookNone } from "../frame/layout.ts";
import type { Fact, PartEvent } from "../model/fact.ts";
import type { Cycles } from "./cycles.ts";
import type { DirtySink } from "./dirty-sink.ts";
import { Moves } from "./moves.ts";
import { pathKey } from "./paths.ts";
import type { StateBook } from "./state-snapshot.ts";
import type { Twin } from "./twin.ts";

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

/** The columns of assets that parts have a say in, or depend on. */
export interface AssetColumns {
  readonly assetState: Uint8Array;
  readonly assetSinceMs: Float64Array;
  readonly assetCount: Uint16Array;
}

/** How fast parts go inside buffers and stations, metres per second. */
const conveyorSpeedMps = 0.5;

export class PartsInPlant {
  readonly moves: Moves;
  readonly #twin: Twin;
  readonly #assets: AssetColumns;
  readonly #cycles: Cycles;
  readonly #parts: Map<string, PresentPart>;
  /** Parts in each asset, oldest first. */
  readonly #inside: (string[] | undefined)[];
  /** Slot of each vehicle by asset row. */
  readonly #vehicleSlot: Map<number, number>;

  /** No parts, or a copy of those of another moment. */
  constructor(twin: Twin, assets: AssetColumns, cycles: Cycles, from?: PartsInPlant) {
    this.#twin = twin;
    this.#assets = assets;
    this.#cycles = cycles;
    this.moves = from ? from.moves.clone() : new Moves();
    this.#parts = new Map(from ? [...from.#parts].map(([serial, part]) => [serial, { ...part }]) : []);
    this.#inside = from
      ? from.#inside.map((serials) => serials?.slice())
      : new Array<string[] | undefined>(twin.plant.assets.length);
    this.#vehicleSlot = new Map(from ? from.#vehicleSlot : []);
  }

  get(serial: string): Readonly<PresentPart> | undefined {
    return this.#parts.get(serial);
  }

  all(): MapIterator<Readonly<PresentPart>> {
    return this.#parts.values();
  }

  /** Parts in an asset, oldest first. */
  in(assetRow: number): readonly Readonly<PresentPart>[] {
    return (this.#inside[assetRow] ?? []).flatMap((serial) => this.#parts.get(serial) ?? []);
  }

  /** For a keyframe. */
  book(): Pick<StateBook, "parts" | "inside" | "vehicleSlots" | "slotOwners" | "freeSlots"> {
    return {
      parts: [...this.#parts.values()],
      inside: this.#inside.flatMap((serials, row) =>
        serials === undefined ? [] : [[row, serials] as const],
      ),
      vehicleSlots: [...this.#vehicleSlot],
      slotOwners: this.moves.owners(),
      freeSlots: this.moves.freeSlots(),
    };
  }

  /** Takes over what `book` gave; the moves are restored by themselves. */
  restoreBook({ parts, inside, vehicleSlots }: StateBook): void {
    for (const part of parts) this.#parts.set(part.serial, { ...part, variant: part.variant });
    for (const [row, serials] of inside) this.#inside[row] = [...serials];
    for (const [row, slot] of vehicleSlots) this.#vehicleSlot.set(row, slot);
  }

  /** Folds in what happened to a part at an asset. */
  apply(event: PartEvent, assetRow: number, dirty: DirtySink): void {
    const part = this.#parts.get(event.serial) ?? this.#addPart(event);
    switch (event.verb) {
      case "create":
      case "enter":
        this.#takeOut(part, event.timeMs, dirty);
        this.#putIn(part, assetRow, event.timeMs, dirty);
        return;
      case "leave": {
        this.#takeOut(part, event.timeMs, dirty);
        const toRow = event.to === undefined ? undefined : this.#twin.plant.assetRowById.get(event.to);
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
        this.#deliver(part, this.#twin.scrapRackOf[assetRow] ?? -1, event.timeMs, dirty);
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
    const place = this.#twin.paths.placeOf[assetRow] ?? -1;
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
    const { placeOf, seatsOf } = this.#twin.paths;
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
    return (this.#twin.paths.seatsOf[assetRow] ?? 0) > 0;
  }

  #isSeated(part: PresentPart): boolean {
    return this.moves.look[part.slot] !== lookNone;
  }

  /**
   * Out of the plant: shipped or scrapped. Where that is a rack, the part is seen there until the rack is full: the next part
   * finds the places empty, because full racks are exchanged.
   */
  #deliver(part: PresentPart, rackRow: number, timeMs: number, dirty: DirtySink): void {
    const isDelivered = this.#twin.plant.assets[rackRow]?.level === "demand" && this.#isRack(rackRow);
    if (!isDelivered) {
      this.#remove(part, timeMs, dirty);
      return;
    }
    this.#takeOut(part, timeMs, dirty);
    if ((this.#inside[rackRow]?.length ?? 0) >= (this.#twin.paths.seatsOf[rackRow] ?? 0))
      for (const taken of this.in(rackRow)) this.#remove(taken, timeMs, dirty);
    this.#putIn(part, rackRow, timeMs, dirty);
  }

  /** Out of the asset it is in; those behind it move up. */
  #takeOut(part: PresentPart, timeMs: number, dirty: DirtySink): void {
    const inside = part.assetRow < 0 ? undefined : this.#inside[part.assetRow];
    const index = inside?.indexOf(part.serial) ?? -1;
    if (inside === undefined || index < 0) return;
    inside.splice(index, 1);
    this.#changeInside(part.assetRow, timeMs, dirty);
    const place = this.#twin.paths.placeOf[part.assetRow] ?? -1;
    if (place < 0) return;
    if (this.#isRack(part.assetRow)) {
      // The others keep their seats; one that had none takes the free one.
      const waiting = this.in(part.assetRow).find((other) => !this.#isSeated(other));
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
    const { paths, plant } = this.#twin;
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

  /** Sends a vehicle from one asset to another. */
  travel({ vehicle, from, to, timeMs, arriveMs }: Extract<Fact, { kind: "travel" }>, dirty: DirtySink): void {
    const way = this.#twin.paths.vehicleWayOf.get(pathKey(this.#twin.plant, from, to));
    if (way === undefined) return;
    let slot = this.#vehicleSlot.get(vehicle);
    if (slot === undefined) {
      slot = this.moves.allocate(this.#twin.plant.assets[vehicle]?.id ?? "");
      this.#vehicleSlot.set(vehicle, slot);
    }
    this.moves.set(slot, way, this.#twin.looks.vehicle, 0, 1, timeMs, arriveMs);
    dirty.slot(slot);
  }

  #move(part: PresentPart, path: number, from: number, to: number, timeMs: number, dirty: DirtySink): void {
    const lengthM = this.#twin.paths.paths[path]?.lengthM ?? 0;
    const durationMs = (Math.abs(to - from) * lengthM * 1000) / conveyorSpeedMps;
    this.moves.set(part.slot, path, this.#look(part), from, to, timeMs, timeMs + durationMs);
    dirty.slot(part.slot);
  }

  /** Where the n-th oldest part rests: queues fill from the exit, a station holds its parts in its middle. */
  #restFraction(assetRow: number, index: number): number {
    const asset = this.#twin.plant.assets[assetRow];
    const capacity = Math.max(1, asset?.capacity ?? 1);
    const slots = Math.max(capacity, index + 1);
    return 1 - (index + 0.5) / slots;
  }

  #look(part: PresentPart): number {
    return this.#twin.looks.partLook(part.product, part.variant);
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
    this.#assets.assetCount[assetRow] = Math.min(65535, inside?.length ?? 0);
    // The part in work stays it while it is there; then it is the oldest one's turn.
    const before = this.#cycles.partIn(assetRow);
    const inWork = before !== undefined && inside?.includes(before) === true ? before : inside?.[0];
    this.#cycles.changePart(
      assetRow,
      inWork === undefined ? undefined : this.#parts.get(inWork),
      this.#assets.assetState[assetRow] ?? 0,
      this.#assets.assetSinceMs[assetRow] ?? 0,
      timeMs,
    );
    dirty.asset(assetRow);
  }
}
