// The page's mirror of its playhead. The host's word is final: this store is written by answers and events only.
// Time between frames is not here: LiveTable.timeMs() extrapolates it.
import { create } from "zustand";
import type { PlayheadState } from "#shared/host-api/requests.ts";

export interface Playback {
  /** Undefined until the session is open. */
  readonly playhead: PlayheadState | undefined;
  /** Plant seconds per wall second of the live clock, the last that was seen while following. */
  readonly liveSpeed: number;
}

export interface PlaybackVerbs {
  mirror(playhead: PlayheadState): void;
}

export const usePlayback = create<Playback & PlaybackVerbs>()((set) => ({
  playhead: undefined,
  liveSpeed: 1,
  mirror: (playhead) =>
    set((now) => ({
      playhead,
      liveSpeed: playhead.mode === "following" ? playhead.speed : now.liveSpeed,
    })),
}));
