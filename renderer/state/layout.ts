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

interface LayoutVerbs {
  /** Sets a size in rem, kept inside the limits. */
  resize(dock: DockName, rem: number): void;
  toggle(dock: DockName): void;
  /** Collapses all docks; opens all when all are collapsed. */
  toggleAll(): void;
}

export const useLayout = create<Layout & LayoutVerbs>()((set) => ({
  size: { left: 16.5, right: 20.5, bottom: 13.5 },
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
