// How this viewer looks at the plant: theme, layers, scene or schematic, tier. Choices of a person, kept in the browser.
import { create } from "zustand";
import { keepText, keptChoice, keptText } from "./kept.ts";

export type ThemeName = "light" | "dark" | "show";
/** In the order in which the top bar's button goes round. */
export const themeNames: readonly ThemeName[] = ["light", "dark", "show"];
export const layerNames = ["states", "flow", "values", "labels", "bottleneck", "defects"] as const;
export type LayerName = (typeof layerNames)[number];
export type Layers = Readonly<Record<LayerName, boolean>>;
/** Layers as they are kept: without the bottleneck's where nobody chose it, for then the theme does. */
export type KeptLayers = Omit<Layers, "bottleneck"> & { readonly bottleneck?: boolean | undefined };
/** How much the scene draws: without a graphics card, with a small one, with a large one. */
export type TierName = "light" | "standard" | "rich";
export type TierChoice = "auto" | TierName;
export const tierChoices: readonly TierChoice[] = ["auto", "light", "standard", "rich"];
/** Why a tier was chosen. `measured…` = by the frames while a person moved the camera. */
export type TierReason =
  "chosen" | "software" | "start" | "measuredRoom" | "measuredSlow" | "measuredBefore" | "none";

export interface View {
  readonly theme: ThemeName;
  readonly layers: Layers;
  /** The bottleneck's layer is on in the show theme and off in the others, until a person chooses. */
  readonly bottleneckChosen: boolean;
  readonly mode: "scene" | "schematic";
  /** `auto` lets the scene measure and choose. */
  readonly tier: TierChoice;
  /** The tier the scene chose, for the diagnostics; undefined until it has measured. */
  readonly chosenTier: TierName | undefined;
  readonly tierReason: TierReason;
  /** Why the scene cannot be shown, or undefined. */
  readonly sceneProblem: string | undefined;
  /** The page over the centre, if any. */
  readonly page: "sources" | "recordings" | "report" | "keys" | "validation" | "baseline" | undefined;
}

export interface ViewVerbs {
  setTheme(theme: ThemeName): void;
  toggleLayer(layer: LayerName): void;
  /** Shows layers as they were kept. */
  showLayers(kept: KeptLayers): void;
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

/** Who is shown the plant sees what limits it; who runs it asks. */
const showsBottleneck = (theme: ThemeName): boolean => theme === "show";

/** Layers as a visit keeps them. */
export function keptLayers({ layers, bottleneckChosen }: View): KeptLayers {
  const { bottleneck, ...others } = layers;
  return bottleneckChosen ? { ...others, bottleneck } : others;
}

const startTheme = firstTheme();

export const useView = create<View & ViewVerbs>()((set) => ({
  theme: startTheme,
  layers: {
    states: true,
    flow: true,
    values: false,
    labels: true,
    bottleneck: showsBottleneck(startTheme),
    defects: true,
  },
  bottleneckChosen: false,
  mode: "scene",
  tier: readTier(keptText("gemba.tier")),
  chosenTier: undefined,
  tierReason: "none",
  sceneProblem: undefined,
  page: undefined,
  setTheme: (theme) => {
    keepText("gemba.theme", theme);
    set((now) => {
      const bottleneck = now.bottleneckChosen ? now.layers.bottleneck : showsBottleneck(theme);
      const isSame = bottleneck === now.layers.bottleneck;
      return { theme, layers: isSame ? now.layers : { ...now.layers, bottleneck } };
    });
  },
  toggleLayer: (layer) =>
    set((now) => ({
      layers: { ...now.layers, [layer]: !now.layers[layer] },
      bottleneckChosen: now.bottleneckChosen || layer === "bottleneck",
    })),
  showLayers: ({ bottleneck, ...others }) =>
    set((now) => ({
      layers: { ...others, bottleneck: bottleneck ?? showsBottleneck(now.theme) },
      bottleneckChosen: bottleneck !== undefined,
    })),
  setMode: (mode) => set({ mode }),
  setTier: (tier) => {
    keepText("gemba.tier", tier);
    set({ tier });
  },
  reportTier: (chosenTier, tierReason = "none") => set({ chosenTier, tierReason }),
  reportSceneProblem: (sceneProblem) => set({ sceneProblem }),
  openPage: (page) => set({ page }),
}));
