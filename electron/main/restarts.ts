// How soon something that crashed is started again: a little later each time, and not at all when it keeps crashing.
import type { Clock } from "#shared/base/clock.ts";

/** Pauses before the first, second, … start within the window; after the last one it is given up. */
const pausesMs = [250, 500, 1_000, 2_000, 4_000] as const;
const windowMs = 60_000;

export class Restarts {
  readonly #clock: Clock;
  #crashesMs: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A crash: the pause before the next start, or undefined when it crashed too often within a minute. */
  afterCrash(): number | undefined {
    const nowMs = this.#clock.nowMs();
    this.#crashesMs = [...this.#crashesMs.filter((crashMs) => nowMs - crashMs < windowMs), nowMs];
    return pausesMs[this.#crashesMs.length - 1];
  }

  /** A person wants it started: the count begins anew. */
  forget(): void {
    this.#crashesMs = [];
  }
}
