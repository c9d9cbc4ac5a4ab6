// Asks for the next frame when it is due: at once, or by the one timer there is. An earlier wish replaces a later one.
import { wallClock } from "#shared/base/clock.ts";

/** Nearer than this is now, milliseconds. */
const soonMs = 1;

export class FrameTimer {
  readonly #draw: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueMs = Infinity;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  /** Wants a frame in `inMs`. */
  want(inMs: number): void {
    if (inMs <= soonMs) {
      this.clear();
      this.#draw();
      return;
    }
    const dueMs = wallClock.nowMs() + inMs;
    if (this.#timer !== undefined && this.#dueMs <= dueMs + soonMs) return;
    this.clear();
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => {
      this.clear();
      this.#draw();
    }, inMs);
  }

  /** Wants none any more. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#dueMs = Infinity;
  }
}
