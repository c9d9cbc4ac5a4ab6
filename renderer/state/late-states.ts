// States were told long after their time: lanes that show it ask for it again. Holds the newest of that news, no state.
import { create } from "zustand";

/** From when on the lane of an asset, by its row, is another one. */
export interface LateState {
  readonly asset: number;
  readonly fromMs: number;
}

export interface LateStates {
  /** Undefined = something may have been told that this page did not hear of. */
  readonly told: readonly LateState[] | undefined;
}

export interface LateStatesVerbs {
  tell(told: readonly LateState[]): void;
  /** News was missed. */
  miss(): void;
}

export const useLateStates = create<LateStates & LateStatesVerbs>()((set) => ({
  told: [],
  tell: (told) => set({ told }),
  // A new object each time, so that who listens hears of it again.
  miss: () => set({ told: undefined }),
}));
