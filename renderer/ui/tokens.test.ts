// The token set holds what the standards ask: every state, enough contrast, one source for CSS and canvas.
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assetStates, stateUrgency } from "#shared/model/state.ts";
import {
  blend,
  contrast,
  stateMarks,
  type StateToken,
  themeCss,
  type ThemeId,
  themeIds,
  themes,
} from "./tokens.ts";

const cssFile = new URL("./theme.css", import.meta.url);

test("theme.css is what tokens.ts says", () => {
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(cssFile, themeCss());
  expect(readFileSync(cssFile, "utf8")).toBe(themeCss());
});

test("every asset state has a colour, a shape and a rank of urgency", () => {
  const known = [...assetStates].sort();
  expect(Object.keys(stateMarks).sort()).toEqual(known);
  expect([...stateUrgency].sort()).toEqual(known);
  for (const theme of Object.values(themes)) expect(Object.keys(theme.state).sort()).toEqual(known);
});

test("no two states share both colour and shape", () => {
  for (const theme of Object.values(themes)) {
    const looks = assetStates.map(
      (state) => `${theme.state[state]} ${stateMarks[state].path} ${stateMarks[state].hollow}`,
    );
    expect(new Set(looks).size).toBe(assetStates.length);
  }
});

test("black on white contrasts 21 to 1, as WCAG says", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.478, 2);
});

test("a blend is channel by channel in sRGB", () => {
  expect(blend("#00000080", "#ffffff")).toBe("#7f7f7f");
  expect(blend("#123456ff", "#ffffff")).toBe("#123456");
  expect(blend("#123456", "#ffffff")).toBe("#123456");
});

test("only the show theme lets anything through", () => {
  for (const id of ["light", "dark"] as const) expect(themes[id].glass).toBe(`${themes[id].panel}ff`);
  expect(themes.show.glass.startsWith(themes.show.panel)).toBe(true);
});

describe.each<ThemeId>(themeIds)("%s", (id) => {
  const theme = themes[id];
  /** A panel over the darkest and the brightest that can be behind it. */
  const glasses = [blend(theme.glass, "#000000"), blend(theme.glass, "#ffffff")];
  const surfaces = [
    ...glasses,
    theme.backdrop,
    theme.panel,
    theme.raised,
    theme.sunken,
    theme.selected,
    theme.hover,
  ];

  test("text reads at 4.5 to 1 on every surface", () => {
    for (const surface of surfaces) {
      for (const ink of [theme.text, theme.textMuted]) {
        expect(contrast(ink, surface), `${ink} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const ink of [theme.alarm, theme.warning, theme.accent, theme.finding]) {
      for (const surface of [...glasses, theme.panel, theme.raised]) {
        expect(contrast(ink, surface), `${ink} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(theme.onAccent, theme.accent)).toBeGreaterThanOrEqual(4.5);
  });

  test("state marks and meaningful lines read at 3 to 1", () => {
    // Running is light by intent; in the light theme its outline (lineStrong) carries the contrast.
    const drawn = (state: StateToken): string =>
      state === "run" && id === "light" ? theme.lineStrong : theme.state[state];
    for (const surface of [...glasses, theme.panel, theme.raised, theme.sunken]) {
      for (const state of assetStates) {
        expect(contrast(drawn(state), surface), `${state} on ${surface}`).toBeGreaterThanOrEqual(3);
      }
      expect(contrast(theme.lineStrong, surface)).toBeGreaterThanOrEqual(3);
    }
  });

  test("the share of the critical path is told by lightness alone: far from the floor where it is most", () => {
    const [floor, low, high] = [theme.floor, theme.shareLow, theme.shareHigh];
    expect(contrast(low, floor)).toBeLessThan(1.5);
    expect(contrast(high, floor)).toBeGreaterThanOrEqual(3);
    expect(contrast(high, low)).toBeGreaterThanOrEqual(3);
  });

  test("a stop is told from running at 3 to 1 in grey", () => {
    if (id === "dark" || id === "show")
      return expect(contrast(theme.state.run, theme.state.idle)).toBeGreaterThanOrEqual(3);
    for (const state of ["idle", "down", "microstop", "starved", "blocked"] as const) {
      expect(contrast(theme.state.run, theme.state[state]), state).toBeGreaterThanOrEqual(3);
    }
  });
});
