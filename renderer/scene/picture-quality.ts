// How sharp the next picture is: the best while it rests, what measuring allows while the camera moves. Tells when the
// tier is too much or has room, but only once the camera rests: nobody's drag is cut off by another canvas.
import type { WebGLRenderer } from "three";
import { GpuTimer } from "./gpu-timer.ts";
import { RatioGovernor, type TierLimits } from "./tiers.ts";

/** The camera rests when it has not moved for this long, milliseconds. */
export const settleMs = 180;
/** A pause longer than this between frames says nothing about their cost, milliseconds. */
const pauseMs = 500;

export interface PictureQualityOptions {
  readonly gl: WebGLRenderer;
  readonly context: WebGL2RenderingContext;
  readonly limits: TierLimits;
  /** Undefined = nothing is measured and nothing changes: frames driven by hand, pictures that must not differ. */
  readonly adapt: { readonly onTooHeavy: () => void; readonly onRoomy: () => void } | undefined;
  /** The ratio of a resting picture with moving parts may fall too. */
  readonly adaptAmbient: boolean;
}

export class PictureQuality {
  readonly #options: PictureQualityOptions;
  readonly #governor: RatioGovernor;
  readonly #timer: GpuTimer;
  #lastFrameMs = -Infinity;
  #lastMovedMs = -Infinity;
  #lastAnimated = false;
  #told = false;

  constructor(options: PictureQualityOptions) {
    this.#options = options;
    this.#governor = new RatioGovernor(options.limits, window.devicePixelRatio);
    this.#timer = new GpuTimer(options.context);
  }

  /** Graphics milliseconds of one of the last frames, where known. */
  get gpuMs(): number | undefined {
    return this.#timer.latestMs;
  }

  /** Before a frame is drawn at `nowMs`. `animated` = only moving parts asked for it. */
  beforeFrame(nowMs: number, cameraMoves: boolean, animated: boolean, watched: boolean): void {
    const { adapt, limits } = this.#options;
    if (adapt === undefined) return;
    const sinceMs = nowMs - this.#lastFrameMs;
    this.#lastFrameMs = nowMs;
    if (cameraMoves) {
      this.#lastMovedMs = nowMs;
      if (sinceMs < pauseMs) this.#governor.frame(sinceMs, this.#timer.latestMs);
      else this.#governor.rest();
    } else {
      this.#governor.rest();
      if (this.#options.adaptAmbient && animated && this.#lastAnimated && this.#rests(nowMs))
        this.#governor.ambientFrame(sinceMs, 1000 / limits.rates.ambientHz);
    }
    this.#lastAnimated = animated && !cameraMoves;
    this.#apply(this.#wanted(nowMs, animated));
    if (cameraMoves || watched) this.#timer.begin();
  }

  /** After its draw calls. */
  afterFrame(): void {
    this.#timer.end();
  }

  /** Milliseconds until a sharper picture, or a verdict, is due after the camera came to rest; undefined = all is settled. */
  settlesInMs(nowMs: number, animated: boolean): number | undefined {
    if (this.#options.adapt === undefined) return undefined;
    const wanted = animated ? this.#governor.ambient : this.#governor.still;
    if (this.#options.gl.getPixelRatio() === wanted && !this.#hasVerdict()) return undefined;
    return Math.max(0, this.#lastMovedMs + settleMs - nowMs);
  }

  /** Tells the verdict once the camera rests. */
  tell(nowMs: number): void {
    const { adapt } = this.#options;
    if (adapt === undefined || !this.#hasVerdict() || !this.#rests(nowMs)) return;
    this.#told = true;
    if (this.#governor.tooHeavy) adapt.onTooHeavy();
    else adapt.onRoomy();
  }

  contextLost(): void {
    this.#timer.forget();
  }

  #hasVerdict(): boolean {
    return !this.#told && (this.#governor.tooHeavy || this.#governor.hasRoom);
  }

  #rests(nowMs: number): boolean {
    return nowMs - this.#lastMovedMs >= settleMs;
  }

  #wanted(nowMs: number, animated: boolean): number {
    if (!this.#rests(nowMs)) return this.#governor.moving;
    return animated ? this.#governor.ambient : this.#governor.still;
  }

  #apply(ratio: number): void {
    const { gl } = this.#options;
    if (gl.getPixelRatio() !== ratio) gl.setPixelRatio(ratio);
  }
}
