// How a source is doing: rate, lag, counts, lost or not. Judged on the wall clock, whatever time the plant has.
import type { Clock } from "#shared/base/clock.ts";
import type { SourceInfo } from "#shared/host-api/requests.ts";
import type { Reading } from "#shared/model/fact.ts";
import type { Source } from "./sources/source.ts";

/** Silent this long = lost. */
const lostAfterMs = 2_000;
/** Rates are means over this long. */
const rateWindowMs = 10_000;

export class SourceHealth {
  readonly #source: Source;
  readonly #wall: Clock;
  #state: SourceInfo["state"] = "waiting";
  #heardWallMs: number;
  #newestMs = -Infinity;
  #readings = 0;
  #read = 0;
  #refused = 0;
  /** Readings per wall second, one entry a second. */
  #seconds: { second: number; readings: number }[] = [];

  constructor(source: Source, wall: Clock) {
    this.#source = source;
    this.#wall = wall;
    this.#heardWallMs = wall.nowMs();
  }

  /** Readings came; true when it had been lost. */
  took(readings: readonly Reading[]): boolean {
    const isBack = this.heard();
    this.#readings += readings.length;
    for (const reading of readings) this.#newestMs = Math.max(this.#newestMs, reading.timeMs);
    const second = Math.floor(this.#heardWallMs / 1000);
    const last = this.#seconds.at(-1);
    if (last?.second === second) last.readings += readings.length;
    else this.#seconds.push({ second, readings: readings.length });
    while ((this.#seconds[0]?.second ?? second) < second - rateWindowMs / 1000) this.#seconds.shift();
    return isBack;
  }

  /** It lives; true when it had been lost. */
  heard(): boolean {
    const isBack = this.#state === "lost";
    this.#heardWallMs = this.#wall.nowMs();
    if (this.#state === "waiting" || isBack) this.#state = "live";
    return isBack;
  }

  /** How long nothing was heard of it, wall milliseconds. */
  silentMs(): number {
    return this.#wall.nowMs() - this.#heardWallMs;
  }

  counted(read: number, refused: number): void {
    this.#read = read;
    this.#refused = refused;
  }

  ended(): void {
    this.#state = "ended";
  }

  failed(): void {
    this.#state = "failed";
  }

  /** It was live and has been silent too long; told once by `tellLost`. */
  isLost(): boolean {
    return this.#state === "live" && this.silentMs() > lostAfterMs;
  }

  tellLost(): void {
    this.#state = "lost";
  }

  /** `timelineMs` = end of the timeline, against which the lag is measured. */
  info(timelineMs: number): SourceInfo {
    const second = Math.floor(this.#wall.nowMs() / 1000);
    // The second that runs is left out: counted before it is whole it would make an eleventh.
    const recent = this.#seconds.filter(
      (entry) => entry.second >= second - rateWindowMs / 1000 && entry.second < second,
    );
    const counted = recent.reduce((sum, entry) => sum + entry.readings, 0);
    const { id, kind, label, simulated, clock } = this.#source;
    return {
      id,
      kind,
      label,
      state: this.#state,
      readingsPerS: this.#state === "ended" ? 0 : (counted * 1000) / rateWindowMs,
      lagMs: Number.isFinite(this.#newestMs) ? Math.max(0, timelineMs - this.#newestMs) : 0,
      readings: this.#readings,
      read: this.#read,
      refused: this.#refused,
      simulated,
      speed: clock.speed,
    };
  }
}
