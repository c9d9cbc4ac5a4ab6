// How this viewer looks at the plant: theme, layers, scene or schematic, tier. Choices of a person, kept in the browser.
import { create } from "zustand";
import { keepText, keptChoice, keptText } from "./kept.ts";

export type ThemeName = "light" | "dark" | "show";
/** In the order in which the top bar's button goes round. */
export const themeNames: readonly ThemeName[] = ["light", "dark", "show"];
export type LayerName = "states" | "flow" | "values" | "labels";
export const layerNames: readonly LayerName[] = ["states", "flow", "values", "labels"];
/** How much the scene draws: without a graphics card, with a small one, with a large one. */
export type TierName = "light" | "standard" | "rich";
export type TierChoice = "auto" | TierName;
export const tierChoices: readonly TierChoice[] = ["auto", "light", "standard", "rich"];
/** Why a tier was chosen. `measured…` = by the frames while a person moved the camera. */
export type TierReason =
  "chosen" | "software" | "start" | "measuredRoom" | "measuredSlow" | "measuredBefore" | "none";

export interface View {
  readonly theme: ThemeName;
  readonly layers: Readonly<Record<LayerName, boolean>>;
  readonly mode: "scene" | "schematic";
  /** `auto` lets the scene measure and choose. */
  readonly tier: TierChoice;
  /** The tier the scene chose, for the diagnostics; undefined until it has measured. */
  readonly chosenTier: TierName | undefined;
  readonly tierReason: TierReason;
  /** Why the scene cannot be shown, or undefined. */
  readonly sceneProblem: string | undefined;
  /** The page over the centre, if any. */
  readonly page: "sources" | "recordings" | "keys" | "validation" | undefined;
}

export interface ViewVerbs {
  setTheme(theme: ThemeName): void;
  toggleLayer(layer: LayerName): void;
  setMode(mode: View["mode"]): void;
  setTier(tier: View["tier"]): void;
  reportTier(chosenTier: TierName, reason?: TierReason): void;
  reportSceneProblem(sceneProblem: string | undefined): void;
  openPage(page: View["page"]): void;
}

/** The quality of the last visit; what was called full is now standard. */
export function readTier(kept: string | undefined): TierChoice {
  if (kept === "full") return "standard";
  return tierChoices.find((each) => each === kept) ?? "auto";
}

/** The theme of the last visit, else what the system prefers. */
function firstTheme(): ThemeName {
  const prefersDark = globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches === true;
  return keptChoice("gemba.theme", themeNames) ?? (prefersDark ? "dark" : "light");
}

export const useView = create<View & ViewVerbs>()((set) => ({
  theme: firstTheme(),
  layers: { states: true, flow: true, values: false, labels: true },
  mode: "scene",
  tier: readTier(keptText("gemba.tier")),
  chosenTier: undefined,
  tierReason: "none",
  sceneProblem: undefined,
  page: undefined,
  setTheme: (theme) => {
    keepText("gemba.theme", theme);
    set({ theme });
  },
  toggleLayer: (layer) => set((now) => ({ layers: { ...now.layers, [layer]: !now.layers[layer] } })),
  setMode: (mode) => set({ mode }),
  setTier: (tier) => {
    keepText("gemba.tier", tier);
    set({ tier });
  },
  reportTier: (chosenTier, tierReason = "none") => set({ chosenTier, tierReason }),
  reportSceneProblem: (sceneProblem) => set({ sceneProblem }),
  openPage: (page) => set({ page }),
}));
