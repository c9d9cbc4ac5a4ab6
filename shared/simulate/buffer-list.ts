// The buffers of a line while it is being compiled: those that its file names, and those that only a way between stations implies.
import type { Buffer } from "./line.ts";

/** Numbers buffers in the order in which they are named. */
export class BufferList {
  readonly #buffers: Buffer[] = [];
  readonly #numberOf = new Map<string, number>();

  constructor(named: readonly Buffer[]) {
    for (const buffer of named) this.#add(buffer);
  }

  /** All buffers, named ones first. */
  get list(): readonly Buffer[] {
    return this.#buffers;
  }

  /** Number of a buffer, undefined = there is none of this id. */
  numberOf(id: string): number | undefined {
    return this.#numberOf.get(id);
  }

  /** Number of a buffer that stands for a way; made the first time. Without places it hands over from server to server. */
  implied(id: string, capacity = 0): number {
    return this.#numberOf.get(id) ?? this.#add({ id, capacity });
  }

  #add(buffer: Buffer): number {
    this.#buffers.push(buffer);
    this.#numberOf.set(buffer.id, this.#buffers.length - 1);
    return this.#buffers.length - 1;
  }
}
