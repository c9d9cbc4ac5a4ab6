// When the last frames were drawn, why, and what they cost the main thread: for the frame budget. Records only while
// somebody looks; nothing is allocated per frame. Panels reach it through state/frame-budget.ts. No React, no three.
import type { FrameSummary } from "../state/frame-budget.ts";
import { type FrameReason, frameReasons } from "./scheduler.ts";

/** Frames remembered. */
export const loggedFrames = 120;

export class FrameLog {
  readonly #cpuMs = new Float32Array(loggedFrames);
  readonly #atMs = new Float64Array(loggedFrames);
  readonly #reason = new Uint8Array(loggedFrames);
  #count = 0;
  #watchers = 0;

  /** Somebody looks: frames are recorded until the returned function is called. */
  watch(): () => void {
    if (this.#watchers === 0) this.#count = 0;
    this.#watchers += 1;
    let watching = true;
    return () => {
      if (watching) this.#watchers -= 1;
      watching = false;
    };
  }

  get watched(): boolean {
    return this.#watchers > 0;
  }

  /** Records one frame. */
  add(atMs: number, cpuMs: number, reason: FrameReason | "none"): void {
    const at = this.#count % loggedFrames;
    this.#atMs[at] = atMs;
    this.#cpuMs[at] = cpuMs;
    this.#reason[at] = Math.max(0, frameReasons.indexOf(reason === "none" ? "ui" : reason));
    this.#count += 1;
  }

  /** Sums up what was recorded until `nowMs`. */
  summary(nowMs: number): FrameSummary {
    const held = Math.min(this.#count, loggedFrames);
    const cpuMs: number[] = [];
    const perSecond: Record<FrameReason, number> = { camera: 0, ui: 0, data: 0, animation: 0 };
    let framesPerSecond = 0;
    for (let index = this.#count - held; index < this.#count; index += 1) {
      const at = index % loggedFrames;
      cpuMs.push(this.#cpuMs[at] ?? 0);
      if ((this.#atMs[at] ?? 0) <= nowMs - 1000) continue;
      framesPerSecond += 1;
      const reason = frameReasons[this.#reason[at] ?? 0];
      if (reason !== undefined) perSecond[reason] += 1;
    }
    const sorted = [...cpuMs].sort((a, b) => a - b);
    return {
      cpuMs,
      medianMs: sorted[sorted.length >> 1] ?? 0,
      worstMs: sorted.at(-1) ?? 0,
      perSecond,
      framesPerSecond,
    };
  }
}

/** The log of the scene on this page. */
export const frameLog = new FrameLog();
