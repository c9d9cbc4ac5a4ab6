// The scene's colours: the interface's tokens where they exist, and the materials of machines beside them.
// Colours only; who wears which paint is decided in machines/.
import { assetStates } from "#shared/model/state.ts";
import { type ThemeId, themes } from "../ui/tokens.ts";

/** Materials a vertex can wear; the index is the vertex attribute. */
export const paints = [
  "body",
  "bodyDark",
  "panel",
  "frame",
  "steel",
  "rubber",
  "window",
  "laserGlass",
  "accent",
  "safety",
  "cabinet",
  "card",
  "cloth",
  "skin",
  "roller",
  "lamp",
  "screen",
  "fill",
  "plate",
  "wood",
] as const;
export type Paint = (typeof paints)[number];

export function paintIndex(paint: Paint): number {
  return paints.indexOf(paint);
}

/** Red, green and blue in 0..1, sRGB encoded as in the tokens. */
export type Rgb = readonly [number, number, number];

export interface ScenePalette {
  readonly dark: boolean;
  readonly background: Rgb;
  readonly floor: Rgb;
  readonly grid: Rgb;
  /** Painted lines and names on the floor. */
  readonly marking: Rgb;
  readonly lane: Rgb;
  readonly accent: Rgb;
  readonly paints: readonly Rgb[];
  /** By state code. */
  readonly states: readonly Rgb[];
  /** By state code: 0 = quiet (drawn as material), 1 = asks for attention. */
  readonly loud: readonly number[];
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

const lightPaints: Record<Paint, string> = {
  body: "#dfe2e4",
  bodyDark: "#a9b0b6",
  panel: "#eef0f1",
  frame: "#bcc3c9",
  steel: "#7d868e",
  rubber: "#3b4147",
  window: "#2f3a44",
  laserGlass: "#4d5a3f",
  accent: "#b9946a",
  safety: "#c9b25a",
  cabinet: "#c4cacf",
  card: "#b8a58a",
  cloth: "#5f7896",
  skin: "#c9a58a",
  roller: "#9aa2a9",
  lamp: "#e8ebed",
  screen: "#26313a",
  fill: "#5b656e",
  plate: "#8d969d",
  wood: "#b39b78",
};

const darkPaints: Record<Paint, string> = {
  body: "#7d868e",
  bodyDark: "#535c64",
  panel: "#8f989f",
  frame: "#69727a",
  steel: "#4a525a",
  rubber: "#1d2227",
  window: "#12181e",
  laserGlass: "#2b3525",
  accent: "#8a6c4a",
  safety: "#85763c",
  cabinet: "#666f77",
  card: "#7b6d58",
  cloth: "#40566f",
  skin: "#8d735f",
  roller: "#565f67",
  lamp: "#b3bbc2",
  screen: "#0e1419",
  fill: "#a3aeb8",
  plate: "#5a636b",
  wood: "#776750",
};

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

/** The palette of an operator theme. */
export function scenePalette(theme: ThemeId): ScenePalette {
  const tokens = themes[theme];
  const dark = theme === "dark";
  const table = dark ? darkPaints : lightPaints;
  return {
    dark,
    background: rgb(tokens.background),
    floor: rgb(tokens.floor),
    grid: rgb(dark ? "#353c43" : "#a6adb3"),
    marking: rgb(dark ? "#59636c" : "#8d959c"),
    lane: rgb(dark ? "#3a424a" : "#9fa7ad"),
    accent: rgb(tokens.accent),
    paints: paints.map((paint) => rgb(table[paint])),
    states: assetStates.map((state) => rgb(tokens.state[state])),
    loud: assetStates.map((state) => (loudStates.has(state) ? 1 : 0)),
    labelText: rgb(tokens.text),
    labelMuted: rgb(tokens.textMuted),
    labelBack: rgb(tokens.raised),
    sky: dark ? 0.78 : 0.66,
    ground: dark ? 0.34 : 0.38,
    key: dark ? 0.36 : 0.44,
    shadow: dark ? 0.55 : 0.34,
  };
}
