// Which quality this machine can carry: by the renderer's own name where it tells, else by measured frames.
// Pure decisions on times that are passed in; who reads the GL context and who applies them is Scene.tsx and the driver.
import type { TierName, TierReason } from "../state/view.ts";
import type { FrameRates } from "./scheduler.ts";

export type Tier = TierName;

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
  /** What a workstation carries besides: shadows of machines, and the floor as a mirror. */
  readonly shadows: boolean;
  readonly reflections: boolean;
  /** Frames a second while a person moves the camera, and while only the plant moves. */
  readonly rates: FrameRates;
}

export const tierLimits: Readonly<Record<Tier, TierLimits>> = {
  light: {
    tier: "light",
    antialias: false,
    triangles: 60_000,
    nearM: 0,
    minRatio: 0.5,
    maxRatio: 1,
    shadows: false,
    reflections: false,
    rates: { activeHz: 30, ambientHz: 10 },
  },
  standard: {
    tier: "standard",
    antialias: true,
    triangles: 1_500_000,
    nearM: 45,
    minRatio: 0.75,
    maxRatio: 2,
    shadows: false,
    reflections: false,
    rates: { activeHz: 60, ambientHz: 15 },
  },
  rich: {
    tier: "rich",
    antialias: true,
    triangles: 1_500_000,
    nearM: 80,
    minRatio: 0.75,
    maxRatio: 2,
    shadows: true,
    reflections: true,
    rates: { activeHz: 60, ambientHz: 15 },
  },
};

/** Whether a renderer's name tells of software rendering (WEBGL_debug_renderer_info). */
export function isSoftwareRenderer(name: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render|lavapipe/i.test(name);
}

export interface ChosenTier {
  readonly tier: Tier;
  readonly reason: TierReason;
}

/**
 * The tier to start with. A name that tells nothing starts standard and is measured; `roomyName` is the renderer that
 * had a lot of room on an earlier visit.
 */
export function firstTier(choice: "auto" | Tier, rendererName: string, roomyName?: string): ChosenTier {
  if (choice !== "auto") return { tier: choice, reason: "chosen" };
  if (isSoftwareRenderer(rendererName)) return { tier: "light", reason: "software" };
  return rendererName !== "" && rendererName === roomyName
    ? { tier: "rich", reason: "measuredBefore" }
    : { tier: "standard", reason: "start" };
}

/** Frames a verdict is taken over. */
const verdictFrames = 12;
/** Milliseconds between frames above which it is too slow, and below which there may be room. */
const slowMs = 42;
const fastMs = 19;
/** Graphics milliseconds of one frame that leave a lot of room: a third of what a frame may take at 60 a second. */
const roomyGpuMs = 5.5;
/** So many slow verdicts one after another at the lowest ratio, and the tier is too much. */
const giveUpAfter = 2;
/** So many roomy verdicts one after another at the highest ratio, and the next tier is tried. */
const goUpAfter = 8;

/** What a verdict found. */
export type Verdict = "slow" | "roomy" | "fine";

/**
 * Watches frames while a person moves the camera, and turns the pixel ratio of the moving picture within the tier's limits.
 * A resting picture always has the best ratio, but where parts move all the time and even that is too slow (`ambient`).
 */
export class RatioGovernor {
  /** Of the moving picture, and of the resting one while parts move in it. */
  moving: number;
  ambient: number;
  /** Of a picture in which nothing moves. */
  readonly still: number;
  readonly #limits: TierLimits;
  readonly #intervals: number[] = [];
  readonly #ambientIntervals: number[] = [];
  #slow = 0;
  #roomy = 0;

  constructor(limits: TierLimits, deviceRatio: number) {
    this.#limits = limits;
    this.still = Math.min(limits.maxRatio, Math.max(limits.minRatio, deviceRatio));
    this.moving = this.still;
    this.ambient = this.still;
  }

  /**
   * Takes the milliseconds since the frame before, and what the graphics took for a frame where that is known.
   * A verdict comes every few frames.
   */
  frame(intervalMs: number, gpuMs?: number): Verdict | undefined {
    this.#intervals.push(intervalMs);
    if (this.#intervals.length < verdictFrames) return undefined;
    const median = takeMedian(this.#intervals);
    const { minRatio } = this.#limits;
    if (median > slowMs) {
      this.#roomy = 0;
      if (this.moving <= minRatio) {
        this.#slow += 1;
        return "slow";
      }
      this.moving = Math.max(minRatio, this.moving * 0.8);
      return "fine";
    }
    this.#slow = 0;
    const quick = median < fastMs;
    if (quick && this.moving < this.still) {
      this.moving = Math.min(this.still, this.moving * 1.1);
      this.#roomy = 0;
      return "fine";
    }
    const roomy = quick && (gpuMs === undefined || gpuMs < roomyGpuMs);
    this.#roomy = roomy ? this.#roomy + 1 : 0;
    return roomy ? "roomy" : "fine";
  }

  /**
   * Takes the milliseconds between two frames that only moving parts asked for, wanted every `wantedMs`.
   * Goes down alone: whether more would fit cannot be seen at a rate that is held back.
   */
  ambientFrame(intervalMs: number, wantedMs: number): void {
    this.#ambientIntervals.push(intervalMs);
    if (this.#ambientIntervals.length < verdictFrames) return;
    if (takeMedian(this.#ambientIntervals) > wantedMs * 2.2)
      this.ambient = Math.max(this.#limits.minRatio, this.ambient * 0.8);
  }

  /** The tier is more than this machine carries. */
  get tooHeavy(): boolean {
    return this.#slow >= giveUpAfter;
  }

  /** There has been a lot of room for long. */
  get hasRoom(): boolean {
    return this.#roomy >= goUpAfter;
  }

  /** The camera rested: a verdict is never taken over two movements. */
  rest(): void {
    this.#intervals.length = 0;
  }
}

function takeMedian(values: number[]): number {
  const median = [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  values.length = 0;
  return median;
}

/**
 * The tier that measuring chose. Goes down when it is too much, up once when there is a lot of room; a tier that was
 * too much is never tried again, so that it cannot go to and fro.
 */
export class TierGovernor {
  #now: ChosenTier;
  /** The richest tier that may still be tried. */
  #ceiling: Tier = "rich";

  constructor(first: ChosenTier) {
    this.#now = first;
  }

  get chosen(): ChosenTier {
    return this.#now;
  }

  /** Too much: one tier less. Returns whether there was one. */
  tooHeavy(): boolean {
    const lower = below(this.#now.tier);
    if (lower === undefined) return false;
    this.#ceiling = lower;
    this.#now = { tier: lower, reason: "measuredSlow" };
    return true;
  }

  /** A lot of room: one tier more, when that was never too much. Software graphics stay where they are. */
  roomy(): boolean {
    const { tier, reason } = this.#now;
    if (tier !== "standard" || reason === "software" || this.#ceiling !== "rich") return false;
    this.#now = { tier: "rich", reason: "measuredRoom" };
    return true;
  }
}

function below(tier: Tier): Tier | undefined {
  return tier === "rich" ? "standard" : tier === "standard" ? "light" : undefined;
}
