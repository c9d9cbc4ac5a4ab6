// The only place that reads the machine's clock. Everything else is given a Clock.

declare const performance: { readonly now: () => number };

/** Tells the time in epoch milliseconds, UTC. */
export interface Clock {
  nowMs(): number;
}

/** The machine's clock. */
export const wallClock: Clock = { nowMs: () => Date.now() };

/** The machine's monotonic clock, to fractions of a millisecond: for how long something took, never for when. */
export const stopwatch: Clock = { nowMs: () => performance.now() };

/** A clock set by hand, for tests and for simulated time. */
export class ManualClock implements Clock {
  #nowMs: number;
  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }
  nowMs(): number {
    return this.#nowMs;
  }
  set(nowMs: number): void {
    this.#nowMs = nowMs;
  }
  advance(byMs: number): void {
    this.#nowMs += byMs;
  }
}

/**
 * Plant time of one source: `plant = originMs + (wall - wallOriginMs) * speed`.
 * Live sources have speed 1 and equal origins; a replay or a simulation may run faster or elsewhere in time.
 */
export class PlantClock implements Clock {
  readonly originMs: number;
  readonly wallOriginMs: number;
  readonly speed: number;
  readonly #wall: Clock;

  constructor(wall: Clock, origin: { originMs: number; wallOriginMs: number; speed: number }) {
    this.#wall = wall;
    this.originMs = origin.originMs;
    this.wallOriginMs = origin.wallOriginMs;
    this.speed = origin.speed;
  }

  nowMs(): number {
    return this.originMs + (this.#wall.nowMs() - this.wallOriginMs) * this.speed;
  }

  /** Wall-clock milliseconds from now until the plant clock shows `timeMs`; 0 when it already does. */
  wallUntilMs(timeMs: number): number {
    return Math.max(0, (timeMs - this.nowMs()) / this.speed);
  }
}
