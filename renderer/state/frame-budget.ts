// What the frames cost, for whoever wants to know: the scene on this page offers a reader, the panel takes it.
// Reading never causes a frame; recording begins with `watch` and ends with it.
import { create } from "zustand";

/** Milliseconds of one frame at 60 a second. */
export const frameBudgetMs = 16.7;

/** What the last frames cost and why they were drawn. */
export interface FrameSummary {
  /** Main-thread milliseconds of the remembered frames, oldest first. */
  readonly cpuMs: readonly number[];
  readonly medianMs: number;
  readonly worstMs: number;
  /** Frames in the last second, in all and by reason. */
  readonly framesPerSecond: number;
  readonly perSecond: Readonly<Record<string, number>>;
}

export interface FrameReading extends FrameSummary {
  /** Graphics milliseconds of one of the last frames, where the browser tells. */
  readonly gpuMs: number | undefined;
  /** Of the frame drawn last. */
  readonly draws: number;
  readonly triangles: number;
  readonly uploadBytes: number;
  readonly pixelRatio: number;
  /** The renderer's own name, "" when it does not tell. */
  readonly gpuName: string;
}

export interface FrameBudgetReader {
  /** Frames are recorded until the returned function is called. */
  watch(): () => void;
  read(): FrameReading;
}

export interface FrameBudget {
  /** Of the scene that is there now. */
  readonly reader: FrameBudgetReader | undefined;
}

export const useFrameBudget = create<FrameBudget>()(() => ({ reader: undefined }));
