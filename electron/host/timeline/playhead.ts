// One viewer's place on a timeline: following live, paused, or playing at any speed. Pure: the wall clock is passed in.
import type { PlayheadState, TimeSpan } from "#shared/host-api/requests.ts";
import type { Timeline } from "./timeline.ts";

type Mode = PlayheadState["mode"];

/** A shorter loop would be left before anybody saw it. */
const shortestLoopMs = 100;

export class Playhead {
  readonly #timeline: Timeline;
  #mode: Mode = "following";
  #speed = 1;
  /** While playing: it was here at this wall time. */
  #anchorMs = 0;
  #anchorWallMs = 0;
  #loop: TimeSpan | undefined;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#anchorMs = timeline.now().timeMs;
    if (!timeline.range().open) this.#mode = "paused";
  }

  get mode(): Mode {
    return this.#mode;
  }

  /** Plant seconds per wall second right now; 0 while paused. */
  get speed(): number {
    switch (this.#mode) {
      case "following":
        return this.#timeline.now().speed;
      case "paused":
        return 0;
      case "playing":
        return this.#speed;
    }
  }

  /**
   * Where it is at `wallMs`. It stops at the ends by itself: at the end of an open timeline it goes on following,
   * at the end of a closed one (also of one that was just closed while it followed) and at the start it pauses.
   * What plays inside the loop comes round when it leaves it; what was set outside plays on from there.
   */
  timeMs(wallMs: number): number {
    const { startMs, endMs, open } = this.#timeline.range();
    switch (this.#mode) {
      case "following":
        if (!open) this.#pauseAt(endMs);
        return endMs;
      case "paused":
        return this.#anchorMs;
      case "playing": {
        const timeMs = this.#wrapped(wallMs, this.#anchorMs + (wallMs - this.#anchorWallMs) * this.#speed);
        if (this.#speed > 0 && timeMs >= endMs) {
          if (open) this.#mode = "following";
          else this.#pauseAt(endMs);
          return endMs;
        }
        if (timeMs <= startMs && this.#speed < 0) {
          this.#pauseAt(startMs);
          return startMs;
        }
        return Math.max(startMs, timeMs);
      }
    }
  }

  /** Changes mode, place, speed and loop; a place outside the range is clamped to it. Returns the place. */
  set(
    wallMs: number,
    change: {
      mode: Mode;
      timeMs?: number | undefined;
      speed?: number | undefined;
      loop?: TimeSpan | null | undefined;
    },
  ): number {
    const { startMs, endMs, open } = this.#timeline.range();
    const placeMs = this.timeMs(wallMs);
    if (change.loop === null) this.#loop = undefined;
    else if (change.loop !== undefined) this.#loop = change.loop;
    if (change.speed !== undefined && change.speed !== 0) this.#speed = change.speed;
    const wanted = change.timeMs ?? (change.mode === "playing" ? this.#startOfPlay(placeMs) : placeMs);
    const timeMs = Math.min(endMs, Math.max(startMs, wanted));
    this.#anchorMs = timeMs;
    this.#anchorWallMs = wallMs;
    this.#mode = change.mode === "following" && !open ? "paused" : change.mode;
    if (this.#mode === "paused" && change.mode === "following") this.#anchorMs = endMs;
    return this.timeMs(wallMs);
  }

  /** What the page mirrors. */
  state(wallMs: number): PlayheadState {
    const timeMs = this.timeMs(wallMs);
    return {
      timelineId: this.#timeline.id,
      mode: this.#mode,
      timeMs,
      speed: this.#mode === "paused" ? this.#speed : this.speed,
      range: this.#timeline.range(),
      ...(this.#loop === undefined ? {} : { loop: this.#loop }),
    };
  }

  /** The loop as far as there is a timeline to play. */
  #loopNow(): TimeSpan | undefined {
    if (this.#loop === undefined) return undefined;
    const { startMs, endMs } = this.#timeline.range();
    const fromMs = Math.max(startMs, this.#loop.fromMs);
    const toMs = Math.min(endMs, this.#loop.toMs);
    return toMs - fromMs < shortestLoopMs ? undefined : { fromMs, toMs };
  }

  /** Where `timeMs` comes to lie when it left the loop that it was in. */
  #wrapped(wallMs: number, timeMs: number): number {
    const loop = this.#loopNow();
    if (loop === undefined || this.#anchorMs < loop.fromMs || this.#anchorMs > loop.toMs) return timeMs;
    const lengthMs = loop.toMs - loop.fromMs;
    const isPast = this.#speed > 0 ? timeMs >= loop.toMs : timeMs <= loop.fromMs;
    if (!isPast) return timeMs;
    this.#anchorMs =
      this.#speed > 0
        ? loop.fromMs + ((timeMs - loop.fromMs) % lengthMs)
        : loop.toMs - ((loop.toMs - timeMs) % lengthMs);
    this.#anchorWallMs = wallMs;
    return this.#anchorMs;
  }

  /** Play with a loop begins inside it. */
  #startOfPlay(placeMs: number): number {
    const loop = this.#loopNow();
    if (loop === undefined) return placeMs;
    if (this.#speed > 0) return placeMs >= loop.fromMs && placeMs < loop.toMs ? placeMs : loop.fromMs;
    return placeMs > loop.fromMs && placeMs <= loop.toMs ? placeMs : loop.toMs;
  }

  #pauseAt(timeMs: number): void {
    this.#mode = "paused";
    this.#anchorMs = timeMs;
  }
}
