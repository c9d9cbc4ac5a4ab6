// JSON written as bytes at once, without texts in between: for messages of which there are very many.
const digit = 0x30;

export class JsonBytes {
  #bytes = new Uint8Array(16_384);
  length = 0;

  /** Begins anew; what `take` gave before is overwritten. */
  reset(): void {
    this.length = 0;
  }

  /** Everything written so far; valid until the next `reset` or write. */
  take(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** A piece of JSON that was made into bytes before. */
  piece(piece: Uint8Array): void {
    this.#reserve(piece.length);
    const bytes = this.#bytes;
    // Pieces are short: a call into the platform takes longer than this.
    for (let index = 0; index < piece.length; index += 1) bytes[this.length + index] = piece[index] ?? 0;
    this.length += piece.length;
  }

  /** A whole number that is not negative. */
  integer(value: number): void {
    this.#reserve(16);
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
    this.#digits(value, digits);
  }

  /** Microseconds as seconds, exactly: `60`, `7.250000`. */
  seconds(us: number): void {
    const whole = Math.floor(us / 1_000_000);
    const rest = us - whole * 1_000_000;
    this.integer(whole);
    if (rest === 0) return;
    this.#reserve(8);
    this.#bytes[this.length] = 0x2e;
    this.length += 1;
    this.#digits(rest, 6);
  }

  #digits(value: number, digits: number): void {
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at -= 1) {
      const tens = Math.floor(rest / 10);
      this.#bytes[at] = digit + rest - tens * 10;
      rest = tens;
    }
    this.length += digits;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array((this.length + more) * 2);
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }
}
