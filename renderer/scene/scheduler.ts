// When the next frame is due: 60 Hz while a person acts, 15 Hz while only parts or data move, otherwise never.
// Pure: time is passed in and nothing is scheduled here. No DOM, no three.

/** Why a frame is wanted. `ui` and `camera` come from a person, `data` from a frame of the host, `animation` from moving parts. */
export const frameReasons = ["camera", "ui", "data", "animation"] as const;
export type FrameReason = (typeof frameReasons)[number];

/** Frames a second while a person acts, and while only the plant moves. */
export const activeHz = 60;
export const ambientHz = 15;
/** A person counts as acting this long after the last camera or ui reason, milliseconds. */
export const activeHoldMs = 250;

/** What the scheduler is told about the moment. */
export interface Motion {
  /** The page can be seen. */
  readonly visible: boolean;
  /** The link is lost: nothing may look alive. */
  readonly stale: boolean;
  /** Plant time passes (playhead not paused). */
  readonly playing: boolean;
  /** At least one move is under way at the playhead. */
  readonly moving: boolean;
}

export class FrameScheduler {
  #pending: FrameReason | undefined;
  #lastDrawnMs = -Infinity;
  #activeUntilMs = -Infinity;
  #rateHz = 0;
  #lastReason: FrameReason | "none" = "none";

  /** Asks for a frame. A person's reason outranks the plant's. */
  request(reason: FrameReason, nowMs: number): void {
    if (reason === "camera" || reason === "ui") this.#activeUntilMs = nowMs + activeHoldMs;
    if (this.#pending === undefined || frameReasons.indexOf(reason) < frameReasons.indexOf(this.#pending)) {
      this.#pending = reason;
    }
  }

  /**
   * Milliseconds until the next frame is due: 0 = at once, `undefined` = no frame until something is requested.
   * Moving parts count only while the page is seen, the link holds and time passes.
   */
  dueInMs(nowMs: number, motion: Motion): number | undefined {
    if (!motion.visible) {
      this.#rateHz = 0;
      return undefined;
    }
    const animated = motion.moving && motion.playing && !motion.stale;
    if (this.#pending === undefined && !animated) {
      this.#rateHz = 0;
      return undefined;
    }
    const person = this.#pending === "camera" || this.#pending === "ui";
    this.#rateHz = person || nowMs < this.#activeUntilMs ? activeHz : ambientHz;
    const dueMs = this.#lastDrawnMs + 1000 / this.#rateHz;
    return person ? 0 : Math.max(0, dueMs - nowMs);
  }

  /** Says that a frame was drawn; what was asked for before is done. */
  drawn(nowMs: number): void {
    this.#lastReason = this.#pending ?? "animation";
    this.#pending = undefined;
    this.#lastDrawnMs = nowMs;
  }

  /** The reason of the frame drawn last. */
  get reason(): FrameReason | "none" {
    return this.#lastReason;
  }

  /** The present rate, frames a second: 60, 15 or 0. */
  get rateHz(): number {
    return this.#rateHz;
  }
}
