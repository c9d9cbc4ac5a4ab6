// Where the camera is wanted, and where it came to rest. Panels wish, the scene obeys and reports; neither knows the other.
// Never written while the camera moves.
import { create } from "zustand";

/** A viewpoint in the plant frame, metres. */
export interface Viewpoint {
  readonly eye: readonly [number, number, number];
  readonly target: readonly [number, number, number];
}

/** Where to go: a viewpoint, or the view of the whole plant. */
export type CameraWish = Viewpoint | "home";

export interface CameraState {
  /** Not yet taken by a scene. */
  readonly wish: CameraWish | undefined;
  /** Where the camera rests; undefined = home, or no scene was ever there. */
  readonly resting: Viewpoint | undefined;
}

export interface CameraVerbs {
  go(wish: CameraWish): void;
  /** The scene takes the wish, once. */
  takeWish(): CameraWish | undefined;
  /** The scene says where the camera came to rest; undefined = home. */
  reportRest(resting: Viewpoint | undefined): void;
}

export const useCamera = create<CameraState & CameraVerbs>()((set, get) => ({
  wish: undefined,
  resting: undefined,
  go: (wish) => set({ wish }),
  takeWish: () => {
    const { wish } = get();
    if (wish !== undefined) set({ wish: undefined });
    return wish;
  },
  reportRest: (resting) => set({ resting }),
}));
