// The parts in the line, as columns. A row is reused after its part has left; the number is never reused.

export class PartTable {
  /** Running number within the product, 1 = first. */
  number: Int32Array;
  product: Uint8Array;
  variant: Uint8Array;
  order: Int32Array;
  /** How often it was rejected. */
  attempt: Uint8Array;
  /** Defect rule + 1 that left an open defect; 0 = good. */
  defect: Int16Array;
  /** Material lot, -1 = none. */
  lot: Int16Array;
  createdS: Float64Array;
  /** When a part on its way arrives. */
  dueS: Float64Array;
  /** When it has waited too long to be used; Infinity = never. */
  openUntilS: Float64Array;
  /** How many parts that sources released are in it: 1 for such a part, their sum for what they were joined into. */
  released: Uint16Array;
  #free: Int32Array;
  #freeCount: number;
  #lastNumber: Int32Array;

  constructor(products: number, from?: PartTable) {
    this.number = from?.number.slice() ?? new Int32Array(64);
    this.product = from?.product.slice() ?? new Uint8Array(64);
    this.variant = from?.variant.slice() ?? new Uint8Array(64);
    this.order = from?.order.slice() ?? new Int32Array(64);
    this.attempt = from?.attempt.slice() ?? new Uint8Array(64);
    this.defect = from?.defect.slice() ?? new Int16Array(64);
    this.lot = from?.lot.slice() ?? new Int16Array(64);
    this.createdS = from?.createdS.slice() ?? new Float64Array(64);
    this.dueS = from?.dueS.slice() ?? new Float64Array(64);
    this.openUntilS = from?.openUntilS.slice() ?? new Float64Array(64);
    this.released = from?.released.slice() ?? new Uint16Array(64);
    this.#free =
      from === undefined ? Int32Array.from({ length: 64 }, (_, index) => 63 - index) : from.#free.slice();
    this.#freeCount = from === undefined ? 64 : from.#freeCount;
    this.#lastNumber = from === undefined ? new Int32Array(Math.max(1, products)) : from.#lastNumber.slice();
  }

  /** A new part; returns its row. */
  create(product: number, variant: number, order: number, timeS: number, released: number): number {
    if (this.#freeCount === 0) this.#grow();
    this.#freeCount -= 1;
    const row = this.#free[this.#freeCount]!;
    const number = this.#lastNumber[product]! + 1;
    this.#lastNumber[product] = number;
    this.number[row] = number;
    this.product[row] = product;
    this.variant[row] = variant;
    this.order[row] = order;
    this.attempt[row] = 0;
    this.defect[row] = 0;
    this.lot[row] = -1;
    this.createdS[row] = timeS;
    this.openUntilS[row] = Infinity;
    this.released[row] = released;
    return row;
  }

  /** The part has left; its row may be given to another. */
  release(row: number): void {
    this.#free[this.#freeCount] = row;
    this.#freeCount += 1;
  }

  /** Parts in the line now. */
  get count(): number {
    return this.number.length - this.#freeCount;
  }

  #grow(): void {
    const before = this.number.length;
    const after = before * 2;
    const longer = <T extends { set(array: T): void }>(made: T, old: T): T => {
      made.set(old);
      return made;
    };
    this.number = longer(new Int32Array(after), this.number);
    this.product = longer(new Uint8Array(after), this.product);
    this.variant = longer(new Uint8Array(after), this.variant);
    this.order = longer(new Int32Array(after), this.order);
    this.attempt = longer(new Uint8Array(after), this.attempt);
    this.defect = longer(new Int16Array(after), this.defect);
    this.lot = longer(new Int16Array(after), this.lot);
    this.createdS = longer(new Float64Array(after), this.createdS);
    this.dueS = longer(new Float64Array(after), this.dueS);
    this.openUntilS = longer(new Float64Array(after), this.openUntilS);
    this.released = longer(new Uint16Array(after), this.released);
    this.#free = longer(new Int32Array(after), this.#free);
    for (let row = after - 1; row >= before; row -= 1) {
      this.#free[this.#freeCount] = row;
      this.#freeCount += 1;
    }
  }
}
