// Sizes of the docked panels in rem, and which are collapsed. Panels share the window; they never cover each other.
// What a person changed is kept in the browser.
import { create } from "zustand";
import { keepJson, keptJson } from "./kept.ts";
import { type KeptLayout, parseLayout } from "./layout-schema.ts";

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
  /** Docks whose size a person chose; the others follow the window. */
  readonly chosen: Readonly<Record<DockName, boolean>>;
  /** The frame budget stands beside the timeline. */
  readonly budget: boolean;
}

export interface LayoutVerbs {
  /** Sets a size in rem, kept inside the limits. */
  resize(dock: DockName, rem: number): void;
  /** The window has another size, pixels: docks whose size nobody chose take theirs from it. */
  fit(width: number, height: number): void;
  toggle(dock: DockName): void;
  /** Collapses all docks; opens all when all are collapsed. */
  toggleAll(): void;
  /** Opens a folded dock. */
  unfold(dock: DockName): void;
  toggleBudget(): void;
}

/** Pixels of one rem in a window: 16 up to full HD, then growing with it to 28 at 3840 x 2160 (the same rule as base.css). */
export function rootFontPixels(width: number, height: number): number {
  const grown = 16 + (Math.min(width, (height * 16) / 9) - 1920) * 0.00625;
  return Math.round(Math.min(32, Math.max(16, grown)));
}

/** Sizes that leave the plant most of the window: docks grow with it, up to what a text column needs. Pixels in, rem out. */
export function firstSizes(width: number, height: number): Record<DockName, number> {
  const rem = rootFontPixels(width, height);
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  return {
    left: clamp((width / rem) * 0.2, 16, 20),
    right: clamp((width / rem) * 0.24, 19.5, 24),
    bottom: clamp((height / rem) * 0.35, 14, 24),
  };
}

const keptUnder = "gemba.layout";

function clampSize(dock: DockName, rem: number): number {
  const { low, high } = dockLimits[dock];
  return Math.min(high, Math.max(low, rem));
}

/** The layout of the last visit in a window of this size, pixels. */
export function firstLayout(kept: KeptLayout | undefined, width: number, height: number): Layout {
  const first = firstSizes(width, height);
  const size = (dock: DockName): number => {
    const rem = kept?.size[dock];
    return rem === undefined ? first[dock] : clampSize(dock, rem);
  };
  const chosen = (dock: DockName): boolean => kept?.size[dock] !== undefined;
  return {
    size: { left: size("left"), right: size("right"), bottom: size("bottom") },
    chosen: { left: chosen("left"), right: chosen("right"), bottom: chosen("bottom") },
    collapsed: kept?.collapsed ?? { left: false, right: false, bottom: false },
    budget: kept?.budget ?? false,
  };
}

export const useLayout = create<Layout & LayoutVerbs>()((set) => ({
  ...firstLayout(
    parseLayout(keptJson(keptUnder)),
    globalThis.innerWidth ?? 1280,
    globalThis.innerHeight ?? 720,
  ),
  resize: (dock, rem) =>
    set((now) => ({
      size: { ...now.size, [dock]: clampSize(dock, rem) },
      chosen: { ...now.chosen, [dock]: true },
    })),
  fit: (width, height) =>
    set(({ size, chosen }) => {
      const first = firstSizes(width, height);
      const sizeOf = (dock: DockName): number => (chosen[dock] ? size[dock] : first[dock]);
      return { size: { left: sizeOf("left"), right: sizeOf("right"), bottom: sizeOf("bottom") } };
    }),
  toggleAll: () =>
    set((now) => {
      const folded = !(now.collapsed.left && now.collapsed.right && now.collapsed.bottom);
      return { collapsed: { left: folded, right: folded, bottom: folded } };
    }),
  toggle: (dock) => set((now) => ({ collapsed: { ...now.collapsed, [dock]: !now.collapsed[dock] } })),
  unfold: (dock) =>
    set((now) => (now.collapsed[dock] ? { collapsed: { ...now.collapsed, [dock]: false } } : now)),
  // It has its place in the bottom dock, which is opened for it.
  toggleBudget: () =>
    set((now) =>
      now.budget && !now.collapsed.bottom
        ? { budget: false }
        : { budget: true, collapsed: { ...now.collapsed, bottom: false } },
    ),
}));

useLayout.subscribe(({ size, chosen, collapsed, budget }) => {
  const kept = (dock: DockName): number | undefined => (chosen[dock] ? size[dock] : undefined);
  keepJson(keptUnder, {
    size: { left: kept("left"), right: kept("right"), bottom: kept("bottom") },
    collapsed,
    budget,
  });
});
