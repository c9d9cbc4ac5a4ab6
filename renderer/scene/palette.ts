// The scene's colours: the interface's tokens where they exist, and the materials of machines beside them.
// Colours only; who wears which paint is decided in machines/.
import { assetStates } from "#shared/model/state.ts";
import { type ThemeId, type ThemeTokens, themes } from "../ui/tokens.ts";

/** How the surface of a paint is drawn beyond its colour; see shaders/surface.ts and machines/machine-shader.ts. */
export const patterns = [
  "plain",
  "rollers",
  "mesh",
  "vent",
  "hazard",
  "ribs",
  "screen",
  "fill",
  "lamp",
  "glass",
  "glow",
  "block",
] as const;
export type Pattern = (typeof patterns)[number];

interface PaintSpec {
  /** Colour in the operator themes and in the show theme, `#rrggbb`. */
  readonly light: string;
  readonly dark: string;
  readonly show: string;
  /** 0 = mirror, 1 = chalk. */
  readonly roughness: number;
  readonly metal?: number;
  readonly pattern?: Pattern;
}

function paintSpec<const T extends Record<string, PaintSpec>>(table: T): T {
  return table;
}

/** Materials a vertex can wear: few and consistent. The order is the vertex attribute. */
const paintSpecs = paintSpec({
  /** Sheet metal of housings, its darker companion, and white covers. */
  body: { light: "#dfe2e4", dark: "#7d868e", show: "#eceff1", roughness: 0.42 },
  bodyDark: { light: "#a9b0b6", dark: "#535c64", show: "#5b6771", roughness: 0.45 },
  panel: { light: "#eef0f1", dark: "#8f989f", show: "#fafbfc", roughness: 0.35 },
  /** Anodised aluminium profile, machined steel, polished rods. */
  frame: { light: "#bcc3c9", dark: "#69727a", show: "#c3cbd2", roughness: 0.38, metal: 0.75 },
  steel: { light: "#7d868e", dark: "#4a525a", show: "#7a848d", roughness: 0.34, metal: 0.8 },
  chrome: { light: "#c9cfd4", dark: "#88919a", show: "#e2e8ed", roughness: 0.12, metal: 1 },
  rubber: { light: "#3b4147", dark: "#1d2227", show: "#1c2126", roughness: 0.7 },
  /** Dark glass that nothing is seen through; clear glazing; filter glass of laser cells. */
  window: { light: "#2f3a44", dark: "#12181e", show: "#141c24", roughness: 0.08 },
  glass: { light: "#aebac4", dark: "#39444d", show: "#cfe0ea", roughness: 0.04, pattern: "glass" },
  laserGlass: { light: "#4d5a3f", dark: "#2b3525", show: "#41562b", roughness: 0.06, pattern: "glass" },
  /** Robots: the brand's colour in the show theme, a warm grey otherwise; and the brand's stripe. */
  accent: { light: "#9aa7b4", dark: "#5d6a77", show: "#1769e0", roughness: 0.32 },
  brand: { light: "#8d9bab", dark: "#566473", show: "#0f56b3", roughness: 0.35 },
  safety: { light: "#c9b25a", dark: "#85763c", show: "#f2c21c", roughness: 0.5 },
  hazard: { light: "#c9b25a", dark: "#85763c", show: "#f2c21c", roughness: 0.5, pattern: "hazard" },
  emergency: { light: "#9b7d7d", dark: "#6a5454", show: "#c3202c", roughness: 0.4 },
  cabinet: { light: "#c4cacf", dark: "#666f77", show: "#d3d8dc", roughness: 0.5 },
  card: { light: "#b8a58a", dark: "#7b6d58", show: "#c2a272", roughness: 0.9 },
  wood: { light: "#b39b78", dark: "#776750", show: "#c8a877", roughness: 0.7 },
  cloth: { light: "#5f7896", dark: "#40566f", show: "#2b5d9c", roughness: 0.9 },
  skin: { light: "#c9a58a", dark: "#8d735f", show: "#d3a684", roughness: 0.6 },
  bin: { light: "#7d8fa3", dark: "#4d5c6c", show: "#2f6fb8", roughness: 0.5 },
  copper: { light: "#b08c6a", dark: "#7d634b", show: "#d98e52", roughness: 0.28, metal: 0.9 },
  aluminium: { light: "#cdd3d8", dark: "#7f8890", show: "#d9dfe4", roughness: 0.3, metal: 0.85 },
  cable: { light: "#4a5157", dark: "#262c32", show: "#22272c", roughness: 0.6 },
  /** Orange by rule (ISO 6469-3): high-voltage cable. */
  cableHv: { light: "#b98a5e", dark: "#8a6644", show: "#ff7a1a", roughness: 0.5 },
  hose: { light: "#a8b4bd", dark: "#5f6b74", show: "#b9cfda", roughness: 0.3 },
  plate: { light: "#8d969d", dark: "#5a636b", show: "#aab4bc", roughness: 0.4, metal: 0.5 },
  /** Patterned surfaces: bed of rollers, wire mesh, ventilation slats, corrugated sheet. */
  roller: {
    light: "#9aa2a9",
    dark: "#565f67",
    show: "#a9b3bb",
    roughness: 0.3,
    metal: 0.6,
    pattern: "rollers",
  },
  mesh: { light: "#7d868e", dark: "#4a525a", show: "#4b545c", roughness: 0.5, pattern: "mesh" },
  vent: { light: "#8d969d", dark: "#4a525a", show: "#8d979f", roughness: 0.5, pattern: "vent" },
  ribs: { light: "#5f7896", dark: "#40566f", show: "#2a67ad", roughness: 0.5, pattern: "ribs" },
  /** Coated corrugated steel, drawn with its own relief. */
  container: { light: "#5f7896", dark: "#40566f", show: "#2a67ad", roughness: 0.5 },
  /** Segments of the tower lamp from the top: stopped, waiting, working. One of them shines in the colour of the state. */
  lampTop: { light: "#c3c9ce", dark: "#4f5861", show: "#77828c", roughness: 0.2, pattern: "lamp" },
  lampMiddle: { light: "#c3c9ce", dark: "#4f5861", show: "#77828c", roughness: 0.2, pattern: "lamp" },
  lampLow: { light: "#c3c9ce", dark: "#4f5861", show: "#77828c", roughness: 0.2, pattern: "lamp" },
  /** A screen with the real state and the progress of the cycle; a level that shows the real count. */
  screen: { light: "#26313a", dark: "#0e1419", show: "#0b1218", roughness: 0.15, pattern: "screen" },
  fill: { light: "#5b656e", dark: "#a3aeb8", show: "#43586b", roughness: 0.5, pattern: "fill" },
  /** Shine by themselves: light bars, and what a `glow` joint brightens: laser and weld light, flashes, plasma. */
  light: { light: "#f4f6f7", dark: "#aab3bb", show: "#ffffff", roughness: 1, pattern: "glow" },
  weldLight: { light: "#f2f4f5", dark: "#c9d1d8", show: "#bfe4ff", roughness: 1, pattern: "glow" },
  plasma: { light: "#dfe3ea", dark: "#aab2c2", show: "#b9a3ff", roughness: 1, pattern: "glow" },
  /** The far stand-in of any machine: a box with plinth, glazing and a band in the colour of the state drawn on it. */
  block: { light: "#dfe2e4", dark: "#7d868e", show: "#eceff1", roughness: 0.45, pattern: "block" },
  /** The colour of a product's variant. */
  variant: { light: "#5f7fa3", dark: "#46607d", show: "#3d7cc9", roughness: 0.45 },
});
export type Paint = keyof typeof paintSpecs;

const paintNumbers: ReadonlyMap<string, number> = new Map(
  Object.keys(paintSpecs).map((name, index) => [name, index]),
);

/** The number by which a vertex names its paint. */
export function paintIndex(paint: Paint): number {
  return paintNumbers.get(paint) ?? 0;
}

/** Red, green and blue in 0..1, sRGB encoded as in the tokens. */
export type Rgb = readonly [number, number, number];

export interface ScenePalette {
  /** For what is drawn on canvases. */
  readonly tokens: ThemeTokens;
  readonly dark: boolean;
  readonly background: Rgb;
  readonly floor: Rgb;
  readonly grid: Rgb;
  /** Painted lines and names on the floor. */
  readonly marking: Rgb;
  readonly lane: Rgb;
  readonly accent: Rgb;
  /** Share of the critical path, from little to most; what flows; findings in words. */
  readonly shareLow: Rgb;
  readonly shareHigh: Rgb;
  readonly flow: Rgb;
  readonly finding: Rgb;
  readonly paints: readonly Rgb[];
  /** By paint: roughness, metalness, number of the pattern. */
  readonly surfaces: readonly (readonly [number, number, number])[];
  /** By state code. */
  readonly states: readonly Rgb[];
  /** By state code: 0 = quiet (drawn as material), 1 = asks for attention. */
  readonly loud: readonly number[];
  /** By state code: which segment of the tower lamp shines: 0 top (stopped), 1 middle (waiting), 2 low. */
  readonly lamp: readonly number[];
  /** 1 = reflections, daylight and the hall; 0 = flat light. */
  readonly show: number;
  readonly labelText: Rgb;
  readonly labelMuted: Rgb;
  readonly labelBack: Rgb;
  /** Light from above, from below, and from the key. */
  readonly sky: number;
  readonly ground: number;
  readonly key: number;
  readonly shadow: number;
}

export function rgb(hex: string): Rgb {
  const at = (from: number): number => Number.parseInt(hex.slice(from, from + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

/** One channel of sRGB (0..1) as linear light. IEC 61966-2-1. */
export function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** States that are the abnormal itself; the others stay quiet in the operator themes. */
const loudStates = new Set<string>([
  "microstop",
  "down",
  "starved",
  "blocked",
  "hold",
  "waitOperator",
  "waitTransport",
  "setup",
]);

const stoppedStates = new Set<string>(["microstop", "down"]);

/** The palette of a theme. */
export function scenePalette(theme: ThemeId): ScenePalette {
  const tokens = themes[theme];
  const dark = theme === "dark";
  const show = theme === "show";
  const specs: readonly PaintSpec[] = Object.values(paintSpecs);
  return {
    tokens,
    dark,
    show: show ? 1 : 0,
    background: rgb(tokens.background),
    floor: rgb(tokens.floor),
    grid: rgb(show ? "#9aa4ad" : dark ? "#353c43" : "#a6adb3"),
    marking: rgb(tokens.marking),
    lane: rgb(tokens.lane),
    accent: rgb(tokens.accent),
    shareLow: rgb(tokens.shareLow),
    shareHigh: rgb(tokens.shareHigh),
    flow: rgb(tokens.flow),
    finding: rgb(tokens.finding),
    paints: specs.map((spec) => rgb(spec[theme])),
    surfaces: specs.map((spec) => [
      spec.roughness,
      spec.metal ?? 0,
      patterns.indexOf(spec.pattern ?? "plain"),
    ]),
    states: assetStates.map((state) => rgb(tokens.state[state])),
    loud: assetStates.map((state) => (loudStates.has(state) ? 1 : 0)),
    lamp: assetStates.map((state) => (stoppedStates.has(state) ? 0 : loudStates.has(state) ? 1 : 2)),
    labelText: rgb(tokens.text),
    labelMuted: rgb(tokens.textMuted),
    labelBack: rgb(tokens.raised),
    sky: dark ? 0.78 : 0.66,
    ground: dark ? 0.34 : 0.38,
    key: dark ? 0.36 : 0.44,
    shadow: dark ? 0.55 : 0.34,
  };
}
