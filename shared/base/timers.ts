// Doing something later, without the platform's timers: whoever needs them is given Timers.
import { ManualClock } from "./clock.ts";
import { type Disposable, disposable } from "./disposable.ts";

/** Runs work after a delay, unless what it returns is disposed before. */
export interface Timers {
  after(delayMs: number, work: () => void): Disposable;
}

/** Runs work again and again, `everyMs` apart, until disposed. */
export function every(timers: Timers, everyMs: number, work: () => void): Disposable {
  let next: Disposable;
  const again = (): void => {
    next = timers.after(everyMs, again);
    work();
  };
  next = timers.after(everyMs, again);
  return disposable(() => {
    next[Symbol.dispose]();
  });
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly work: () => void;
}

/** Timers and their clock, moved by hand: for tests. */
export class ManualTimers implements Timers {
  readonly clock: ManualClock;
  #due: Due[] = [];
  #order = 0;

  constructor(nowMs = 0) {
    this.clock = new ManualClock(nowMs);
  }

  after(delayMs: number, work: () => void): Disposable {
    const due = { atMs: this.clock.nowMs() + delayMs, order: this.#order++, work };
    this.#due.push(due);
    return disposable(() => {
      this.#due = this.#due.filter((other) => other !== due);
    });
  }

  /**
   * Moves the time on and runs what falls due, in order. After each piece of work and at the end it waits for `settle`,
   * so that promises and in-memory channels catch up before the next.
   */
  async advance(byMs: number, settle: () => Promise<void>): Promise<void> {
    const endMs = this.clock.nowMs() + byMs;
    await settle();
    for (;;) {
      const next = this.#due.toSorted((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
      if (next === undefined || next.atMs > endMs) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.clock.set(Math.max(this.clock.nowMs(), next.atMs));
      next.work();
      await settle();
    }
    this.clock.set(endMs);
    await settle();
  }
}
