// The next thing to happen, among a fixed set of timers: a winner tree on typed arrays.
// Equal times fire in timer order, so the order never depends on history. No allocation after construction.

export class TimerTree {
  readonly times: Float64Array;
  readonly #leaves: number;
  readonly #winner: Int32Array;

  constructor(count: number, from?: TimerTree) {
    let leaves = 2;
    while (leaves < count) leaves *= 2;
    this.#leaves = leaves;
    if (from === undefined) {
      this.times = new Float64Array(leaves).fill(Infinity);
      this.#winner = new Int32Array(leaves);
      for (let node = leaves - 1; node >= 1; node -= 1) this.#decide(node);
    } else {
      this.times = from.times.slice();
      this.#winner = from.#winner.slice();
    }
  }

  /** The timer that fires next. Its time is Infinity when none is set. */
  get next(): number {
    return this.#winner[1]!;
  }

  /** Lets `timer` fire at `timeS`; Infinity takes it away. */
  set(timer: number, timeS: number): void {
    const times = this.times;
    const winner = this.#winner;
    const leaves = this.#leaves;
    times[timer] = timeS;
    let node = (timer + leaves) >> 1;
    // Lowest level: two leaves; above: two earlier winners.
    const even = timer & ~1;
    let best = times[even + 1]! < times[even]! ? even + 1 : even;
    winner[node] = best;
    while (node > 1) {
      const sibling = winner[node ^ 1]!;
      const siblingTime = times[sibling]!;
      const bestTime = times[best]!;
      if (siblingTime < bestTime || (siblingTime === bestTime && sibling < best)) best = sibling;
      node >>= 1;
      winner[node] = best;
    }
  }

  #decide(node: number): void {
    const left = this.#winnerOf(node * 2);
    const right = this.#winnerOf(node * 2 + 1);
    this.#winner[node] = this.times[right]! < this.times[left]! ? right : left;
  }

  #winnerOf(node: number): number {
    return node >= this.#leaves ? node - this.#leaves : this.#winner[node]!;
  }
}
