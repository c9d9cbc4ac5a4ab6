// Sizes of the docked panels in rem, and which are collapsed. Panels share the window; they never cover each other.
import { create } from "zustand";

export type DockName = "left" | "right" | "bottom";

/** Smallest and largest size of each dock in rem. */
export const dockLimits: Readonly<Record<DockName, { readonly low: number; readonly high: number }>> = {
  left: { low: 12, high: 32 },
  right: { low: 16, high: 40 },
  bottom: { low: 7, high: 36 },
};

export interface Layout {
  readonly size: Readonly<Record<DockName, number>>;
  readonly collapsed: Readonly<Record<DockName, boolean>>;
}

export interface LayoutVerbs {
  /** Sets a size in rem, kept inside the limits. */
  resize(dock: DockName, rem: number): void;
  toggle(dock: DockName): void;
  /** Collapses all docks; opens all when all are collapsed. */
  toggleAll(): void;
}

/** Sizes that leave the plant most of the window: docks grow with it, up to what a text column needs. Pixels in, rem out. */
export function firstSizes(width: number, height: number): Record<DockName, number> {
  // The interface grows on very large screens (base.css), so that a rem there is more than 16 pixels.
  const rem = width >= 3400 && height >= 1900 ? 28 : width >= 2400 && height >= 1300 ? 21 : 16;
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  return {
    left: clamp((width / rem) * 0.2, 16, 20),
    right: clamp((width / rem) * 0.24, 19.5, 24),
    bottom: clamp((height / rem) * 0.32, 13.5, 24),
  };
}

export const useLayout = create<Layout & LayoutVerbs>()((set) => ({
  size: firstSizes(globalThis.innerWidth ?? 1280, globalThis.innerHeight ?? 720),
  collapsed: { left: false, right: false, bottom: false },
  resize: (dock, rem) =>
    set((now) => {
      const { low, high } = dockLimits[dock];
      return { size: { ...now.size, [dock]: Math.min(high, Math.max(low, rem)) } };
    }),
  toggleAll: () =>
    set((now) => {
      const folded = !(now.collapsed.left && now.collapsed.right && now.collapsed.bottom);
      return { collapsed: { left: folded, right: folded, bottom: folded } };
    }),
  toggle: (dock) => set((now) => ({ collapsed: { ...now.collapsed, [dock]: !now.collapsed[dock] } })),
}));
