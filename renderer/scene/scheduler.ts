// When the next frame is due: often while a person moves the camera, less often while only parts or data move, otherwise never.
// Pure: time is passed in and nothing is scheduled here. No DOM, no three.

/** Why a frame is wanted. `ui` and `camera` come from a person, `data` from a frame of the host, `animation` from moving parts. */
export const frameReasons = ["camera", "ui", "data", "animation"] as const;
export type FrameReason = (typeof frameReasons)[number];

/** Frames a second while a person moves the camera, and while only the plant moves. */
export interface FrameRates {
  readonly activeHz: number;
  readonly ambientHz: number;
}

/** A person counts as moving the camera this long after the last camera reason, milliseconds. */
export const activeHoldMs = 250;
/**
 * After a key or a click the panels' answer is painted first: the scene's own answer (marks) waits this long, and what
 * moves by itself this long, milliseconds. Where graphics are drawn in software a frame holds up the whole page.
 */
export const answerAfterMs = 60;
export const giveWayMs = 250;

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
  #inputMs = -Infinity;
  readonly #rates: FrameRates;
  #rateHz = 0;
  #lastReason: FrameReason | "none" = "none";

  constructor(rates: FrameRates) {
    this.#rates = rates;
  }

  /** A person pressed a key or a button somewhere: what moves by itself can wait for the answer. */
  giveWay(nowMs: number): void {
    this.#inputMs = nowMs;
  }

  /** Asks for a frame. A person's reason outranks the plant's. */
  request(reason: FrameReason, nowMs: number): void {
    if (reason === "camera") this.#activeUntilMs = nowMs + activeHoldMs;
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
    const { activeHz, ambientHz } = this.#rates;
    const acting = this.#pending === "camera" || nowMs < this.#activeUntilMs;
    this.#rateHz = acting ? activeHz : ambientHz;
    if (this.#pending === "camera") return 0;
    if (this.#pending === "ui") return Math.max(0, this.#inputMs + answerAfterMs - nowMs);
    const dueMs = this.#lastDrawnMs + 1000 / this.#rateHz;
    return Math.max(0, dueMs - nowMs, acting ? 0 : this.#inputMs + giveWayMs - nowMs);
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

  /** The present rate, frames a second; 0 = none is due. */
  get rateHz(): number {
    return this.#rateHz;
  }
}
