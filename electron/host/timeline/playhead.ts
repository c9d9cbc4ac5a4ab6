// One viewer's place on a timeline: following live, paused, or playing at any speed. Pure: the wall clock is passed in.
import type { PlayheadState } from "#shared/host-api/requests.ts";
import type { Timeline } from "./timeline.ts";

type Mode = PlayheadState["mode"];

export class Playhead {
  readonly #timeline: Timeline;
  #mode: Mode = "following";
  #speed = 1;
  /** While playing: it was here at this wall time. */
  #anchorMs = 0;
  #anchorWallMs = 0;

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
        const timeMs = this.#anchorMs + (wallMs - this.#anchorWallMs) * this.#speed;
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

  /** Changes mode, place and speed; a place outside the range is clamped to it. Returns the place. */
  set(
    wallMs: number,
    change: { mode: Mode; timeMs?: number | undefined; speed?: number | undefined },
  ): number {
    const { startMs, endMs, open } = this.#timeline.range();
    const wanted = change.timeMs ?? this.timeMs(wallMs);
    const timeMs = Math.min(endMs, Math.max(startMs, wanted));
    this.#anchorMs = timeMs;
    this.#anchorWallMs = wallMs;
    if (change.speed !== undefined && change.speed !== 0) this.#speed = change.speed;
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
    };
  }

  #pauseAt(timeMs: number): void {
    this.#mode = "paused";
    this.#anchorMs = timeMs;
  }
}
