// Which quality this machine can carry: by the renderer's own name where it tells, else by measured frames.
// Pure decisions; who reads the GL context and who applies them is Scene.tsx.

import type { FrameRates } from "./scheduler.ts";

export type Tier = "full" | "light";

/** Limits of a tier. */
export interface TierLimits {
  readonly tier: Tier;
  readonly antialias: boolean;
  /** Triangles of machines and conveyors in view. */
  readonly triangles: number;
  /** Within this distance machines are drawn in full detail, metres; 0 = never. */
  readonly nearM: number;
  readonly minRatio: number;
  readonly maxRatio: number;
  /** Frames a second while a person moves the camera, and while only the plant moves. */
  readonly rates: FrameRates;
}

export const tierLimits: Readonly<Record<Tier, TierLimits>> = {
  full: {
    tier: "full",
    antialias: true,
    triangles: 1_500_000,
    nearM: 45,
    minRatio: 0.75,
    maxRatio: 2,
    rates: { activeHz: 60, ambientHz: 15 },
  },
  light: {
    tier: "light",
    antialias: false,
    triangles: 60_000,
    nearM: 0,
    minRatio: 0.5,
    maxRatio: 1,
    rates: { activeHz: 30, ambientHz: 10 },
  },
};

/** Whether a renderer's name tells of software rendering (WEBGL_debug_renderer_info). */
export function isSoftwareRenderer(name: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render|lavapipe/i.test(name);
}

/** The tier to start with. An unknown name starts full and is measured. */
export function firstTier(choice: "auto" | Tier, rendererName: string): Tier {
  if (choice !== "auto") return choice;
  return isSoftwareRenderer(rendererName) ? "light" : "full";
}

/** Frames a verdict is taken over. */
const window = 12;
/** Milliseconds between frames above which it is too slow, and below which there is room. */
const slowMs = 42;
const fastMs = 19;
/** Two slow verdicts at the lowest ratio and the full tier is given up. */
const giveUpAfter = 2;

/** Watches the time between frames while a person moves the camera, and turns the pixel ratio within the tier's limits. */
export class RatioGovernor {
  ratio: number;
  /** The tier is more than this machine carries. */
  tooHeavy = false;
  readonly #limits: TierLimits;
  readonly #intervals: number[] = [];
  #slowAtLowest = 0;

  constructor(limits: TierLimits, deviceRatio: number) {
    this.#limits = limits;
    this.ratio = Math.min(limits.maxRatio, Math.max(limits.minRatio, deviceRatio));
  }

  /** Takes the milliseconds since the frame before; returns true when the ratio changed. */
  frame(intervalMs: number): boolean {
    this.#intervals.push(intervalMs);
    if (this.#intervals.length < window) return false;
    const median = [...this.#intervals].sort((a, b) => a - b)[window / 2] ?? 0;
    this.#intervals.length = 0;
    const { minRatio, maxRatio } = this.#limits;
    if (median > slowMs) {
      if (this.ratio <= minRatio) {
        this.#slowAtLowest += 1;
        this.tooHeavy = this.#slowAtLowest >= giveUpAfter;
        return false;
      }
      this.ratio = Math.max(minRatio, this.ratio * 0.8);
      return true;
    }
    this.#slowAtLowest = 0;
    if (median < fastMs && this.ratio < maxRatio) {
      this.ratio = Math.min(maxRatio, this.ratio * 1.1);
      return true;
    }
    return false;
  }

  /** Forgets the frames so far (the camera rested). */
  rest(): void {
    this.#intervals.length = 0;
  }
}
