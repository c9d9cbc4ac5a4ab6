// Every colour, size and state mark of the interface, once. theme.css is generated from here (tokens.test.ts compares);
// canvases and WebGL read the same numbers. Knows no plant, draws nothing.

/** Two quiet themes for those who run the plant, and one for those who are shown it. */
export type ThemeId = "light" | "dark" | "show";
export const themeIds: readonly ThemeId[] = ["light", "dark", "show"];

/**
 * Colours as `#rrggbb`, `glass` and `shadow` as `#rrggbbaa`. Red, orange, yellow and cyan are for the abnormal only; violet is kept
 * for findings.
 */
export interface ThemeTokens {
  /** Behind everything; the scene's horizon fades into it. */
  readonly background: string;
  /** What the interface itself lies on, where no scene is behind it. */
  readonly backdrop: string;
  readonly panel: string;
  /** What a panel lays over whatever is behind it: `panel` itself where the theme is opaque. */
  readonly glass: string;
  readonly raised: string;
  /** Fields, lanes and other sunken areas. */
  readonly sunken: string;
  readonly line: string;
  /** Lines that carry meaning: 3:1 on panel. */
  readonly lineStrong: string;
  readonly text: string;
  readonly textMuted: string;
  /** Selection, focus, the one brand colour. */
  readonly accent: string;
  readonly onAccent: string;
  readonly selected: string;
  readonly hover: string;
  readonly alarm: string;
  readonly warning: string;
  readonly good: string;
  readonly finding: string;
  readonly limitBand: string;
  /** Under what floats, and over what is behind a dialogue. */
  readonly shadow: string;
  /** The scene: high sky or ceiling, floor, painted lines, lanes of vehicles, sheet metal, the paint of the brand. */
  readonly ceiling: string;
  readonly floor: string;
  readonly marking: string;
  readonly lane: string;
  readonly machine: string;
  readonly robot: string;
  /** On the scene's floor: share of the critical path from little to most, one scale that reads in grey as well; and what flows. */
  readonly shareLow: string;
  readonly shareHigh: string;
  readonly flow: string;
  readonly state: Readonly<Record<StateToken, string>>;
}

/** One token for each asset state; tokens.test.ts checks that none is missing. */
export type StateToken =
  | "unknown"
  | "run"
  | "idle"
  | "setup"
  | "microstop"
  | "down"
  | "starved"
  | "blocked"
  | "waitOperator"
  | "waitTransport"
  | "noOrder"
  | "hold"
  | "planned"
  | "off";

export const themes: Readonly<Record<ThemeId, ThemeTokens>> = {
  light: {
    background: "#c6cbd0",
    backdrop: "#c6cbd0",
    panel: "#dfe3e6",
    glass: "#dfe3e6ff",
    raised: "#edf0f2",
    sunken: "#d0d5d9",
    line: "#b3bac0",
    lineStrong: "#67717a",
    text: "#15191d",
    textMuted: "#47515a",
    accent: "#0f56b3",
    onAccent: "#ffffff",
    selected: "#c3d4ea",
    hover: "#d3dae0",
    alarm: "#b80d24",
    warning: "#a34700",
    good: "#4b5760",
    finding: "#6d3fb5",
    limitBand: "#b9c2c9",
    shadow: "#15191d47",
    ceiling: "#cdd2d6",
    floor: "#b3b9be",
    marking: "#8d959c",
    lane: "#9fa7ad",
    machine: "#dfe2e4",
    robot: "#8f989f",
    shareLow: "#b4aec6",
    shareHigh: "#5b2fa6",
    flow: "#8c9cad",
    state: {
      unknown: "#67717a",
      run: "#fbfcfd",
      idle: "#6a747d",
      setup: "#47688f",
      microstop: "#b34a00",
      down: "#b80d24",
      starved: "#006a86",
      blocked: "#855200",
      waitOperator: "#006a86",
      waitTransport: "#006a86",
      noOrder: "#6a747d",
      hold: "#837200",
      planned: "#6a747d",
      off: "#58626b",
    },
  },
  dark: {
    background: "#101418",
    backdrop: "#101418",
    panel: "#1a2026",
    glass: "#1a2026ff",
    raised: "#242b32",
    sunken: "#13181d",
    line: "#343d46",
    lineStrong: "#74808b",
    text: "#e9edf0",
    textMuted: "#a3aeb8",
    accent: "#6fb0ff",
    onAccent: "#0a1420",
    selected: "#22405f",
    hover: "#2a323a",
    alarm: "#ff6168",
    warning: "#ff9d4d",
    good: "#b3bec7",
    finding: "#b794f6",
    limitBand: "#38424c",
    shadow: "#0000008c",
    ceiling: "#0b0f13",
    floor: "#2a3036",
    marking: "#59636c",
    lane: "#3a424a",
    machine: "#7d868e",
    robot: "#5b656e",
    shareLow: "#3a3648",
    shareHigh: "#b794f6",
    flow: "#4f6579",
    state: {
      unknown: "#8a959f",
      run: "#d6dde3",
      idle: "#6c7782",
      setup: "#86a8d2",
      microstop: "#ff9d4d",
      down: "#ff6168",
      starved: "#3fc4e8",
      blocked: "#e0a21e",
      waitOperator: "#3fc4e8",
      waitTransport: "#3fc4e8",
      noOrder: "#6c7782",
      hold: "#e8d44a",
      planned: "#6c7782",
      off: "#6c7782",
    },
  },
  show: {
    background: "#d6dee5",
    backdrop: "#141b23",
    panel: "#10161d",
    glass: "#10161dd6",
    raised: "#1b242d",
    sunken: "#0b1016",
    line: "#2e3944",
    lineStrong: "#8593a0",
    text: "#f4f8fb",
    textMuted: "#b9c5d0",
    accent: "#7ab8ff",
    onAccent: "#06121f",
    selected: "#1d4268",
    hover: "#25303b",
    alarm: "#ff7f86",
    warning: "#ffb066",
    good: "#c5d0d9",
    finding: "#c6aaff",
    limitBand: "#3b4a58",
    shadow: "#0000008c",
    ceiling: "#eef3f7",
    floor: "#aab3bb",
    marking: "#f2f4f5",
    lane: "#8f99a2",
    machine: "#e8ecef",
    robot: "#1769e0",
    shareLow: "#b9b0d4",
    shareHigh: "#6a35cf",
    flow: "#7ea6dc",
    state: {
      unknown: "#9aa7b3",
      run: "#f4f9fc",
      idle: "#7f8d9a",
      setup: "#9dbdf0",
      microstop: "#ffa04a",
      down: "#ff6f78",
      starved: "#41cdf2",
      blocked: "#f0b02a",
      waitOperator: "#41cdf2",
      waitTransport: "#41cdf2",
      noOrder: "#7f8d9a",
      hold: "#f2de4f",
      planned: "#7f8d9a",
      off: "#7f8d9a",
    },
  },
};

/** How a state's stretch looks in a lane: its height and place (fractions from the top) and its hatching. */
export interface LaneMark {
  readonly top: number;
  readonly height: number;
  readonly pattern: "solid" | "diagonal" | "vertical" | "dots" | "cross" | "outline";
}

/**
 * Shape of each state, so that colour is never alone. `path` is an SVG path in a box of 16, filled with `rule`;
 * `hollow` ones are stroked. Running is a filled disc; stops have corners; waiting is hollow. In a lane, running is a band
 * of middle height and what is wrong takes the whole of it, so that stops stand out without colour.
 */
export interface StateMark {
  readonly path: string;
  readonly hollow: boolean;
  readonly lane: LaneMark;
}

/** Smaller than running: told apart also where the filling is hardly seen. */
const ring = "M8 4.75a3.25 3.25 0 1 0 0 6.5a3.25 3.25 0 1 0 0-6.5Z";
const disc = "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11Z";

export const stateMarks: Readonly<Record<StateToken, StateMark>> = {
  unknown: {
    path: "M5.2 6a2.8 2.8 0 1 1 4.4 2.3c-1.1.8-1.6 1.2-1.6 2.4M8 13v.6",
    hollow: true,
    lane: { top: 0, height: 1, pattern: "outline" },
  },
  run: { path: disc, hollow: false, lane: { top: 0.22, height: 0.56, pattern: "solid" } },
  idle: { path: ring, hollow: true, lane: { top: 0.36, height: 0.28, pattern: "solid" } },
  setup: {
    path: "M8 2.5L13.5 8L8 13.5L2.5 8ZM8 5.5v5M5.5 8h5",
    hollow: true,
    lane: { top: 0.2, height: 0.6, pattern: "vertical" },
  },
  microstop: {
    path: "M8 2L14.5 13.5H1.5Z",
    hollow: false,
    lane: { top: 0, height: 1, pattern: "diagonal" },
  },
  down: {
    path: "M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4L1.8 10.6V5.4Z",
    hollow: false,
    lane: { top: 0, height: 1, pattern: "solid" },
  },
  starved: {
    path: "M2.5 3H13.5M8 13.5V6M4.5 9.5L8 13.5L11.5 9.5",
    hollow: true,
    lane: { top: 0.6, height: 0.4, pattern: "solid" },
  },
  blocked: {
    path: "M2.5 2.5H13.5V13.5H2.5ZM5.5 8H10.5",
    hollow: true,
    lane: { top: 0, height: 0.4, pattern: "solid" },
  },
  waitOperator: {
    path: "M8 2.5a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 1 0 0-5.2ZM2.8 13.8c.5-3 2.5-4.2 5.2-4.2s4.7 1.2 5.2 4.2",
    hollow: true,
    lane: { top: 0.55, height: 0.45, pattern: "dots" },
  },
  waitTransport: {
    path: "M1.5 4.5H9.5V11.5H1.5ZM9.5 7H12.5L14.5 9.3V11.5H9.5M4 13h.1M12 13h.1",
    hollow: true,
    lane: { top: 0, height: 0.45, pattern: "dots" },
  },
  noOrder: {
    path: "M3.5 2.5H12.5V13.5H3.5ZM6 6H10M6 9H8",
    hollow: true,
    lane: { top: 0.3, height: 0.4, pattern: "outline" },
  },
  hold: {
    path: "M4 3H7V13H4ZM9 3H12V13H9Z",
    hollow: false,
    lane: { top: 0, height: 1, pattern: "cross" },
  },
  planned: {
    path: "M2.5 4H13.5V13.5H2.5ZM2.5 7H13.5M5.5 2V4M10.5 2V4",
    hollow: true,
    lane: { top: 0.3, height: 0.4, pattern: "cross" },
  },
  off: {
    path: "M8 2V7.5M4.6 4.4a5 5 0 1 0 6.8 0",
    hollow: true,
    lane: { top: 0.45, height: 0.1, pattern: "solid" },
  },
};

/** One shape for each kind of finding: the outline of its pin's head, and the mark in it. */
export type FindingToken = "condition" | "sensor" | "quality";
export interface FindingMark {
  readonly head: "disc" | "diamond" | "square";
  /** An SVG path in a box of 16, stroked. */
  readonly path: string;
}

/** A machine that is not as usual: a trace that jumps. A sensor that is not: waves from a point. Bad parts: a cross. */
export const findingMarks: Readonly<Record<FindingToken, FindingMark>> = {
  condition: { head: "disc", path: "M1 8H4.2L6.4 2.8L9.6 13.2L11.8 8H15" },
  sensor: { head: "diamond", path: "M8 7.9v.2M4.9 4.9a4.4 4.4 0 0 0 0 6.2M11.1 4.9a4.4 4.4 0 0 1 0 6.2" },
  quality: { head: "square", path: "M3.6 3.6L12.4 12.4M12.4 3.6L3.6 12.4" },
};

/** The four text sizes in rem. */
export const textSizes = { small: 0.75, base: 0.8125, large: 1.0, huge: 1.375 } as const;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The custom properties of one theme, as CSS declarations. */
function declarations(theme: ThemeTokens): string {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(theme)) {
    if (typeof value === "string") lines.push(`  --${kebab(name)}: ${value};`);
  }
  for (const [name, value] of Object.entries(theme.state)) lines.push(`  --state-${kebab(name)}: ${value};`);
  return lines.join("\n");
}

/** The whole of theme.css. */
export function themeCss(): string {
  const sizes = Object.entries(textSizes).map(([name, rem]) => `  --text-${name}: ${rem}rem;`);
  const states = Object.keys(themes.light.state).map(
    (name) => `[data-state="${name}"] {\n  --state: var(--state-${kebab(name)});\n}`,
  );
  return [
    "/* Generated from tokens.ts; `UPDATE_GOLDEN=1 npx vitest run renderer/ui/tokens` writes it. */",
    `:root {\n${sizes.join("\n")}\n}`,
    `:root,\n[data-theme="light"] {\n  color-scheme: light;\n${declarations(themes.light)}\n}`,
    `[data-theme="dark"] {\n  color-scheme: dark;\n${declarations(themes.dark)}\n}`,
    `[data-theme="show"] {\n  color-scheme: dark;\n${declarations(themes.show)}\n}`,
    ...states,
    "",
  ].join("\n\n");
}

/** WCAG 2 relative luminance of `#rrggbb` (w3.org/TR/WCAG21, "relative luminance"). */
export function luminance(hex: string): number {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** `over` (`#rrggbbaa`) laid upon `under` (`#rrggbb`), as a browser blends it: channel by channel in sRGB. */
export function blend(over: string, under: string): string {
  const alpha = over.length > 7 ? Number.parseInt(over.slice(7, 9), 16) / 255 : 1;
  const channel = (from: number): string => {
    const [top, below] = [over, under].map((hex) => Number.parseInt(hex.slice(from, from + 2), 16));
    const mixed = (top ?? 0) * alpha + (below ?? 0) * (1 - alpha);
    return Math.round(mixed).toString(16).padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** WCAG 2 contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
