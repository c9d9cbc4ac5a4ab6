// Columns of numbers as bytes that compress well: integers as byte planes, decimals as integers with their exponent.
// The decoder trusts nothing: every count is held against the bytes that are there before anything is allocated.

/** Thrown by `ColumnReader` for bytes that are not what they should be. */
export class ColumnError extends Error {}

/** Decimals tried, most that fit: 10^9 keeps an int32 within a double's exact integers. */
const mostDecimals = 9;
const powers = Float64Array.from({ length: mostDecimals + 1 }, (_, exponent) => 10 ** exponent);
/** Marks a number that is kept as the eight bytes of its double. */
const raw = 255;
const int32Limit = 2 ** 31;

/** Appends columns to a growing buffer. Little-endian. */
export class ColumnWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 4096) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Begins anew; what `take` gave before is overwritten. */
  reset(): void {
    this.#length = 0;
  }

  /** Everything written so far; valid until the next `reset` or write. */
  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** A length, then the bytes. */
  bytes(bytes: Uint8Array): void {
    this.uint32(bytes.length);
    this.raw(bytes);
  }

  /** Bytes whose number the reader knows. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** The first `count` integers 0..2^32-1, low bytes of all first: high bytes are mostly equal, and equal bytes compress to nothing. */
  planes(values: ArrayLike<number>, count: number): void {
    this.#reserve(count * 4);
    const bytes = this.#bytes;
    const at = this.#length;
    for (let index = 0; index < count; index += 1) {
      const value = values[index] ?? 0;
      bytes[at + index] = value & 0xff;
      bytes[at + count + index] = (value >>> 8) & 0xff;
      bytes[at + 2 * count + index] = (value >>> 16) & 0xff;
      bytes[at + 3 * count + index] = value >>> 24;
    }
    this.#length += count * 4;
  }

  /**
   * The first `count` numbers, exactly. A number that is an integer of 32 bits over a power of ten is kept as that
   * (the idea of ALP; Afroozeh, Kuffo, Boncz, SIGMOD 2024), any other as its double.
   */
  numbers(values: ArrayLike<number>, count: number): void {
    if (scratchInts.length < count) {
      scratchInts = new Uint32Array(count * 2);
      scratchRaws = new Float64Array(count * 2);
    }
    this.#reserve(count);
    const decimals = this.#length;
    let ints = 0;
    let raws = 0;
    let hint = 0;
    for (let index = 0; index < count; index += 1) {
      const value = values[index] ?? 0;
      if (Object.is(value, 0)) {
        // Most delays and many values.
        this.#bytes[decimals + index] = 0;
        scratchInts[ints] = 0;
        ints += 1;
        continue;
      }
      const exponent = decimalsOf(value, hint);
      if (exponent === raw) {
        scratchRaws[raws] = value;
        raws += 1;
      } else {
        // Neighbours mostly have as many decimals; a shorter one is no less exact.
        hint = exponent;
        const int = Math.round(value * (powers[exponent] ?? 1));
        // Zigzag: small numbers of either sign have zero high bytes.
        scratchInts[ints] = int < 0 ? -int * 2 - 1 : int * 2;
        ints += 1;
      }
      this.#bytes[decimals + index] = exponent;
    }
    this.#length += count;
    this.planes(scratchInts, ints);
    this.#reserve(raws * 8);
    for (let index = 0; index < raws; index += 1) this.float64(scratchRaws[index] ?? 0);
  }

  #reserve(more: number): void {
    const need = this.#length + more;
    if (need <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(need, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

let readInts = new Uint32Array(1024);
let scratchInts = new Uint32Array(1024);
let scratchRaws = new Float64Array(1024);

/** How many decimals `value` has, trying `hint` first; `raw` when it is no 32-bit integer over a power of ten. */
function decimalsOf(value: number, hint: number): number {
  if (isExact(value, hint)) return hint;
  for (let exponent = 0; exponent <= mostDecimals; exponent += 1) {
    if (Math.abs(value) * (powers[exponent] ?? 1) >= int32Limit) return raw;
    if (isExact(value, exponent)) return exponent;
  }
  return raw;
}

function isExact(value: number, exponent: number): boolean {
  const power = powers[exponent] ?? 1;
  const int = Math.round(value * power);
  // Object.is: minus zero is another number than zero.
  return Math.abs(int) < int32Limit && int / power === value && (int !== 0 || Object.is(value, 0));
}

/** Reads what a ColumnWriter wrote; throws ColumnError when the bytes end too early or say what cannot be. */
export class ColumnReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  uint32(): number {
    this.#need(4);
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  float64(): number {
    this.#need(8);
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  /** A number of items of which each takes at least `bytesEach` of what is left. */
  count(bytesEach: number): number {
    const count = this.uint32();
    if (count * bytesEach > this.left)
      throw new ColumnError(`${count} items do not fit into ${this.left} bytes`);
    return count;
  }

  bytes(): Uint8Array {
    return this.raw(this.count(1));
  }

  /** The next `length` bytes, not copied. */
  raw(length: number): Uint8Array {
    this.#need(length);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** The first `count` of `values`, which is made when it is not given. */
  planes(count: number, values = new Uint32Array(count)): Uint32Array {
    const bytes = this.raw(count * 4);
    for (let index = 0; index < count; index += 1) {
      values[index] =
        ((bytes[index] ?? 0) |
          ((bytes[count + index] ?? 0) << 8) |
          ((bytes[2 * count + index] ?? 0) << 16) |
          ((bytes[3 * count + index] ?? 0) << 24)) >>>
        0;
    }
    return values;
  }

  /** The first `count` of `values`, which is made when it is not given. */
  numbers(count: number, values = new Float64Array(count)): Float64Array {
    const decimals = this.raw(count);
    let rawCount = 0;
    for (const exponent of decimals) {
      if (exponent === raw) rawCount += 1;
      else if (exponent > mostDecimals) throw new ColumnError(`${exponent} decimals`);
    }
    // Held against the bytes before it grows.
    this.#need((count - rawCount) * 4 + rawCount * 8);
    if (readInts.length < count) readInts = new Uint32Array(count * 2);
    const ints = this.planes(count - rawCount, readInts);
    let int = 0;
    for (let index = 0; index < count; index += 1) {
      const exponent = decimals[index] ?? 0;
      if (exponent === raw) {
        values[index] = this.float64();
        continue;
      }
      const zigzag = ints[int] ?? 0;
      int += 1;
      const whole = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
      values[index] = whole / (powers[exponent] ?? 1);
    }
    return values;
  }

  #need(bytes: number): void {
    if (bytes > this.left) throw new ColumnError(`${bytes} bytes wanted, ${this.left} left`);
  }
}
