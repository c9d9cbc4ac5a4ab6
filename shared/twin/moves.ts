// The slots in which parts and vehicles are drawn: one move each, in plant milliseconds.
import { fractionOne, lookNone } from "../frame/layout.ts";

const firstCapacity = 256;

/** Columns of moves by slot, with free slots reused last-freed-first (so equal histories give equal slots). */
export class Moves {
  /** Slots in use or free below this number. */
  count = 0;
  t0Ms = new Float64Array(firstCapacity);
  t1Ms = new Float64Array(firstCapacity);
  /** Fractions of the path, 0..65535. */
  from = new Uint16Array(firstCapacity);
  to = new Uint16Array(firstCapacity);
  path = new Uint16Array(firstCapacity);
  look = new Uint16Array(firstCapacity);
  #owner: (string | undefined)[] = [];
  #free: number[] = [];

  /** A slot for `owner` (serial or vehicle id), drawn as nothing until it is set. */
  allocate(owner: string): number {
    const slot = this.#free.pop() ?? this.count++;
    if (slot >= this.t0Ms.length) this.#grow();
    this.#owner[slot] = owner;
    return slot;
  }

  release(slot: number): void {
    this.set(slot, 0, lookNone, 0, 0, 0, 0);
    this.#owner[slot] = undefined;
    this.#free.push(slot);
  }

  /** Serial or vehicle id in a slot. */
  owner(slot: number): string | undefined {
    return this.#owner[slot];
  }

  /** Gives a slot a new move; fractions 0..1, times in plant milliseconds. */
  set(slot: number, path: number, look: number, from: number, to: number, t0Ms: number, t1Ms: number): void {
    this.path[slot] = path;
    this.look[slot] = look;
    this.from[slot] = Math.round(from * fractionOne);
    this.to[slot] = Math.round(to * fractionOne);
    this.t0Ms[slot] = t0Ms;
    this.t1Ms[slot] = t1Ms;
  }

  /** Where on its path a slot is at `timeMs`, 0..1. */
  fractionAt(slot: number, timeMs: number): number {
    const from = (this.from[slot] ?? 0) / fractionOne;
    const to = (this.to[slot] ?? 0) / fractionOne;
    const t0 = this.t0Ms[slot] ?? 0;
    const t1 = this.t1Ms[slot] ?? 0;
    if (timeMs >= t1) return to;
    if (timeMs <= t0) return from;
    return from + ((to - from) * (timeMs - t0)) / (t1 - t0);
  }

  /** Owner of every slot; null = free. */
  owners(): (string | null)[] {
    return Array.from({ length: this.count }, (_, slot) => this.#owner[slot] ?? null);
  }

  /** Free slots, the one to be used next last. */
  freeSlots(): readonly number[] {
    return this.#free;
  }

  /** Makes room for `count` slots with these owners; their moves are set afterwards. */
  restore(count: number, owners: readonly (string | null)[], free: readonly number[]): void {
    while (this.t0Ms.length < count) this.#grow();
    this.count = count;
    this.#owner = owners.map((owner) => owner ?? undefined);
    this.#free = free.filter((slot) => slot < count);
  }

  clone(): Moves {
    const copy = new Moves();
    copy.count = this.count;
    copy.t0Ms = this.t0Ms.slice();
    copy.t1Ms = this.t1Ms.slice();
    copy.from = this.from.slice();
    copy.to = this.to.slice();
    copy.path = this.path.slice();
    copy.look = this.look.slice();
    copy.#owner = this.#owner.slice();
    copy.#free = this.#free.slice();
    return copy;
  }

  #grow(): void {
    const capacity = this.t0Ms.length * 2;
    this.t0Ms = grownFloats(this.t0Ms, capacity);
    this.t1Ms = grownFloats(this.t1Ms, capacity);
    this.from = grownShorts(this.from, capacity);
    this.to = grownShorts(this.to, capacity);
    this.path = grownShorts(this.path, capacity);
    this.look = grownShorts(this.look, capacity);
  }
}

function grownFloats(old: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(capacity);
  grown.set(old);
  return grown;
}

function grownShorts(old: Uint16Array<ArrayBuffer>, capacity: number): Uint16Array<ArrayBuffer> {
  const grown = new Uint16Array(capacity);
  grown.set(old);
  return grown;
}
