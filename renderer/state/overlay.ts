// Which of the things that come and go over the desk is open: the palette, the list of views, or a note being written. One at a time.
import { create } from "zustand";

export type OverlayName = "palette" | "views" | "note";

export interface Overlay {
  readonly open: OverlayName | undefined;
  /** The list of views was opened to save one. */
  readonly naming: boolean;
}

export interface OverlayVerbs {
  show(name: OverlayName, options?: { readonly naming: boolean }): void;
  /** Closes `name` when it is the one that is open. */
  hide(name: OverlayName): void;
}

export const useOverlay = create<Overlay & OverlayVerbs>()((set) => ({
  open: undefined,
  naming: false,
  show: (open, options) => set({ open, naming: options?.naming ?? false }),
  hide: (name) => set((now) => (now.open === name ? { open: undefined, naming: false } : now)),
}));
