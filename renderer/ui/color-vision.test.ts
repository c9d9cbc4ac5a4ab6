// What people see who lack a kind of cone: no state is told by its colour alone.
// Matrices for the complete lack of one kind, on linear light: Machado, Oliveira, Fernandes (2009), table of severity 1.0.
// Distance: CIE 1976 in L*a*b* of D65, where about 2.3 is just noticed.
import { expect, test } from "vitest";
import { assetStates } from "#shared/model/state.ts";
import { stateMarks, type StateToken, themeIds, themes } from "./tokens.ts";

type Triple = readonly [number, number, number];
const visions = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, readonly [Triple, Triple, Triple]>;

function linear(hex: string): Triple {
  const at = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [at(1), at(3), at(5)];
}

const times = (matrix: readonly [Triple, Triple, Triple], [r, g, b]: Triple): Triple => {
  const [x, y, z] = matrix.map(([first, second, third]) => first * r + second * g + third * b);
  return [x ?? 0, y ?? 0, z ?? 0];
};

/** L*a*b* of linear sRGB, white D65 (IEC 61966-2-1, CIE 15). */
function lab(light: Triple): Triple {
  const toXyz: readonly [Triple, Triple, Triple] = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339, 0.119192, 0.9503041],
  ];
  const [x, y, z] = times(toXyz, [Math.max(0, light[0]), Math.max(0, light[1]), Math.max(0, light[2])]);
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

const distance = (one: Triple, other: Triple): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

const shapeOf = (state: StateToken): string => {
  const { path, hollow, lane } = stateMarks[state];
  return JSON.stringify([path, hollow, lane]);
};

test("grey stays grey, whatever cone is missing", () => {
  for (const matrix of Object.values(visions)) {
    const [r, g, b] = times(matrix, [0.5, 0.5, 0.5]);
    for (const channel of [r, g, b]) expect(channel).toBeCloseTo(0.5, 4);
  }
});

test("white is L* 100, and red on green is far apart for most and near for the red-blind", () => {
  expect(lab(linear("#ffffff"))[0]).toBeCloseTo(100, 1);
  const [red, green] = [linear("#d02020"), linear("#4a7d1a")] as const;
  const seen = (light: Triple): Triple => lab(times(visions.protanopia, light));
  expect(distance(lab(red), lab(green))).toBeGreaterThan(80);
  expect(distance(seen(red), seen(green))).toBeLessThan(40);
});

test.each(themeIds)("in the %s theme, states that share a shape differ for everyone", (id) => {
  for (const matrix of Object.values(visions)) {
    for (const [index, one] of assetStates.entries()) {
      for (const other of assetStates.slice(index + 1)) {
        if (shapeOf(one) !== shapeOf(other)) continue;
        const seen = (state: StateToken): Triple => lab(times(matrix, linear(themes[id].state[state])));
        expect(distance(seen(one), seen(other)), `${one} and ${other}`).toBeGreaterThan(10);
      }
    }
  }
});

test("every state has a shape of its own, as a mark and as a lane", () => {
  const marks = assetStates.map((state) => stateMarks[state].path);
  const lanes = assetStates.map((state) => JSON.stringify(stateMarks[state].lane));
  expect(new Set(marks).size).toBe(assetStates.length);
  expect(new Set(lanes).size).toBe(assetStates.length);
});

test.each(themeIds)("in the %s theme, a breakdown never looks like running, waiting or a hold", (id) => {
  for (const [vision, matrix] of Object.entries(visions)) {
    const seen = (state: StateToken): Triple => lab(times(matrix, linear(themes[id].state[state])));
    for (const other of ["run", "starved", "hold", "setup"] as const)
      expect(distance(seen("down"), seen(other)), `${vision}: down and ${other}`).toBeGreaterThan(10);
  }
});
