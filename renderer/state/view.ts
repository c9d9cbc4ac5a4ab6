// How this viewer looks at the plant: theme, layers, scene or schematic, tier. Choices of a person, kept in the browser.
import { create } from "zustand";

export type ThemeName = "light" | "dark" | "show";
/** In the order in which the top bar's button goes round. */
export const themeNames: readonly ThemeName[] = ["light", "dark", "show"];
export type LayerName = "states" | "flow" | "values" | "labels";
export const layerNames: readonly LayerName[] = ["states", "flow", "values", "labels"];

export interface View {
  readonly theme: ThemeName;
  readonly layers: Readonly<Record<LayerName, boolean>>;
  readonly mode: "scene" | "schematic";
  /** `auto` lets the scene measure and choose. */
  readonly tier: "auto" | "full" | "light";
  /** The tier the scene chose, for the diagnostics; undefined until it has measured. */
  readonly chosenTier: "full" | "light" | undefined;
  /** Why the scene cannot be shown, or undefined. */
  readonly sceneProblem: string | undefined;
  /** The page over the centre, if any. */
  readonly page: "sources" | "keys" | undefined;
}

export interface ViewVerbs {
  setTheme(theme: ThemeName): void;
  toggleLayer(layer: LayerName): void;
  setMode(mode: View["mode"]): void;
  setTier(tier: View["tier"]): void;
  reportTier(chosenTier: "full" | "light"): void;
  reportSceneProblem(sceneProblem: string | undefined): void;
  openPage(page: View["page"]): void;
}

/** A choice of the last visit; undefined when there is none of `allowed` or storage is forbidden. */
function kept<T extends string>(key: string, allowed: readonly T[]): T | undefined {
  try {
    const value = globalThis.localStorage?.getItem(key);
    return allowed.find((each) => each === value);
  } catch {
    return undefined;
  }
}

function keep(key: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(key, value);
  } catch {
    // Storage may be forbidden; then nothing is remembered.
  }
}

/** The theme of the last visit, else what the system prefers. */
function firstTheme(): ThemeName {
  const prefersDark = globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches === true;
  return kept("gemba.theme", themeNames) ?? (prefersDark ? "dark" : "light");
}

export const useView = create<View & ViewVerbs>()((set) => ({
  theme: firstTheme(),
  layers: { states: true, flow: true, values: false, labels: true },
  mode: "scene",
  tier: kept("gemba.tier", ["auto", "full", "light"]) ?? "auto",
  chosenTier: undefined,
  sceneProblem: undefined,
  page: undefined,
  setTheme: (theme) => {
    keep("gemba.theme", theme);
    set({ theme });
  },
  toggleLayer: (layer) => set((now) => ({ layers: { ...now.layers, [layer]: !now.layers[layer] } })),
  setMode: (mode) => set({ mode }),
  setTier: (tier) => {
    keep("gemba.tier", tier);
    set({ tier });
  },
  reportTier: (chosenTier) => set({ chosenTier }),
  reportSceneProblem: (sceneProblem) => set({ sceneProblem }),
  openPage: (page) => set({ page }),
}));
