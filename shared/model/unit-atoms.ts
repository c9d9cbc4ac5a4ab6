// The tables units are built from: UCUM atoms a factory uses, and the metric prefixes. Data only; reading is in units.ts.

/** Powers of length, mass, time, electric current, temperature, amount, luminous intensity, plane angle. */
export type Dimension = readonly [number, number, number, number, number, number, number, number];

/** A unit the grammar builds on. */
export interface Atom {
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly factor: number;
  readonly offset?: number;
  /** Takes prefixes: `mm`, `kPa`. */
  readonly metric: boolean;
}

export const none: Dimension = [0, 0, 0, 0, 0, 0, 0, 0];
const length: Dimension = [1, 0, 0, 0, 0, 0, 0, 0];
const mass: Dimension = [0, 1, 0, 0, 0, 0, 0, 0];
const time: Dimension = [0, 0, 1, 0, 0, 0, 0, 0];
const frequency: Dimension = [0, 0, -1, 0, 0, 0, 0, 0];
const temperature: Dimension = [0, 0, 0, 0, 1, 0, 0, 0];
const angle: Dimension = [0, 0, 0, 0, 0, 0, 0, 1];
const volume: Dimension = [3, 0, 0, 0, 0, 0, 0, 0];
const force: Dimension = [1, 1, -2, 0, 0, 0, 0, 0];
const pressure: Dimension = [-1, 1, -2, 0, 0, 0, 0, 0];
const energy: Dimension = [2, 1, -2, 0, 0, 0, 0, 0];
const power: Dimension = [2, 1, -3, 0, 0, 0, 0, 0];
const voltage: Dimension = [2, 1, -3, -1, 0, 0, 0, 0];
const resistance: Dimension = [2, 1, -3, -2, 0, 0, 0, 0];

const metric = (symbol: string, dimension: Dimension, factor: number): Atom => ({
  symbol,
  dimension,
  factor,
  metric: true,
});
const plain = (symbol: string, dimension: Dimension, factor: number, offset = 0): Atom => ({
  symbol,
  dimension,
  factor,
  offset,
  metric: false,
});

/** Atoms with their factors to SI base units (kilogram for mass), from the UCUM tables. */
export const atoms: ReadonlyMap<string, Atom> = new Map<string, Atom>([
  ["m", metric("m", length, 1)],
  ["g", metric("g", mass, 1e-3)],
  ["s", metric("s", time, 1)],
  ["A", metric("A", [0, 0, 0, 1, 0, 0, 0, 0], 1)],
  ["K", metric("K", temperature, 1)],
  ["mol", metric("mol", [0, 0, 0, 0, 0, 1, 0, 0], 1)],
  ["cd", metric("cd", [0, 0, 0, 0, 0, 0, 1, 0], 1)],
  ["rad", metric("rad", angle, 1)],
  ["Cel", plain("°C", temperature, 1, 273.15)],
  ["[degF]", plain("°F", temperature, 5 / 9, 459.67 * (5 / 9))],
  ["deg", plain("°", angle, Math.PI / 180)],
  ["'", plain("′", angle, Math.PI / 10_800)],
  ["''", plain("″", angle, Math.PI / 648_000)],
  ["Hz", metric("Hz", frequency, 1)],
  ["N", metric("N", force, 1)],
  ["Pa", metric("Pa", pressure, 1)],
  ["J", metric("J", energy, 1)],
  ["W", metric("W", power, 1)],
  ["V", metric("V", voltage, 1)],
  ["Ohm", metric("Ω", resistance, 1)],
  ["S", metric("S", [-2, -1, 3, 2, 0, 0, 0, 0], 1)],
  ["C", metric("C", [0, 0, 1, 1, 0, 0, 0, 0], 1)],
  ["F", metric("F", [-2, -1, 4, 2, 0, 0, 0, 0], 1)],
  ["H", metric("H", [2, 1, -2, -2, 0, 0, 0, 0], 1)],
  ["Wb", metric("Wb", [2, 1, -2, -1, 0, 0, 0, 0], 1)],
  ["T", metric("T", [0, 1, -2, -1, 0, 0, 0, 0], 1)],
  ["lm", metric("lm", [0, 0, 0, 0, 0, 0, 1, 0], 1)],
  ["lx", metric("lx", [-2, 0, 0, 0, 0, 0, 1, 0], 1)],
  ["L", metric("L", volume, 1e-3)],
  ["l", metric("l", volume, 1e-3)],
  ["bar", metric("bar", pressure, 1e5)],
  ["t", metric("t", mass, 1000)],
  ["eV", metric("eV", energy, 1.602_176_634e-19)],
  ["B", metric("B", none, 1)],
  ["bit", metric("bit", none, 1)],
  ["By", metric("B", none, 8)],
  ["min", plain("min", time, 60)],
  ["h", plain("h", time, 3600)],
  ["d", plain("d", time, 86_400)],
  ["wk", plain("wk", time, 604_800)],
  ["%", plain("%", none, 0.01)],
  ["[ppth]", plain("‰", none, 1e-3)],
  ["[ppm]", plain("ppm", none, 1e-6)],
  ["[ppb]", plain("ppb", none, 1e-9)],
  ["[pH]", plain("pH", none, 1)],
  ["[in_i]", plain("in", length, 0.0254)],
  ["[ft_i]", plain("ft", length, 0.3048)],
  ["[lb_av]", plain("lb", mass, 0.453_592_37)],
  ["[lbf_av]", plain("lbf", force, 4.448_221_615_260_5)],
  ["[psi]", plain("psi", pressure, 6894.757_293_168_361)],
  ["[gal_us]", plain("gal", volume, 3.785_411_784e-3)],
  ["[HP]", plain("hp", power, 745.699_871_582_270_2)],
  ["atm", plain("atm", pressure, 101_325)],
]);

/** Prefixes of metric atoms. */
export const prefixes: ReadonlyMap<string, { readonly symbol: string; readonly factor: number }> = new Map([
  ["p", { symbol: "p", factor: 1e-12 }],
  ["n", { symbol: "n", factor: 1e-9 }],
  ["u", { symbol: "µ", factor: 1e-6 }],
  ["m", { symbol: "m", factor: 1e-3 }],
  ["c", { symbol: "c", factor: 1e-2 }],
  ["d", { symbol: "d", factor: 0.1 }],
  ["da", { symbol: "da", factor: 10 }],
  ["h", { symbol: "h", factor: 100 }],
  ["k", { symbol: "k", factor: 1e3 }],
  ["M", { symbol: "M", factor: 1e6 }],
  ["G", { symbol: "G", factor: 1e9 }],
  ["T", { symbol: "T", factor: 1e12 }],
]);
