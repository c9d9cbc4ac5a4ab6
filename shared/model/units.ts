// Units as UCUM codes (unitsofmeasure.org): which we know, what they measure, how they are written on a screen.
// A small reader of the UCUM grammar over the atoms a factory uses; it converts between units of one dimension.
import { nearestWord } from "../base/nearest-word.ts";

/** Powers of length, mass, time, electric current, temperature, amount, luminous intensity, plane angle. */
export type Dimension = readonly [number, number, number, number, number, number, number, number];

/** A unit that was understood. A value in it is `value * factor + offset` in SI base units. */
export interface Unit {
  readonly code: string;
  /** For the screen: `°C`, `N·m`, `mm/s²`; empty for a plain number. */
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly factor: number;
  readonly offset: number;
}

interface Atom {
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly factor: number;
  readonly offset?: number;
  /** Takes prefixes: `mm`, `kPa`. */
  readonly metric: boolean;
}

const none: Dimension = [0, 0, 0, 0, 0, 0, 0, 0];
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
const atoms: ReadonlyMap<string, Atom> = new Map<string, Atom>([
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

const prefixes: ReadonlyMap<string, { readonly symbol: string; readonly factor: number }> = new Map([
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

/** Codes whose usual writing differs from what the grammar gives. */
const usualSymbols: ReadonlyMap<string, string> = new Map([
  ["1", ""],
  ["{rev}/min", "rpm"],
  ["{parts}", "parts"],
  ["kW.h", "kWh"],
  ["W.h", "Wh"],
  ["A.h", "Ah"],
  ["V.A", "VA"],
]);

const cache = new Map<string, Unit | undefined>();

/** The unit of a UCUM code, or undefined when the code is not one we know. */
export function unitOf(code: string): Unit | undefined {
  if (cache.has(code)) return cache.get(code);
  const unit = code.length > 64 ? undefined : readUnit(code);
  if (cache.size < 10_000) cache.set(code, unit);
  return unit;
}

/** What to write after a number; an unknown code is written as it stands. */
export function unitSymbol(code: string): string {
  return unitOf(code)?.symbol ?? code;
}

/** The function that turns a value in `from` into one in `to`; undefined when they do not measure the same. */
export function conversionBetween(
  from: string,
  to: string,
): { readonly scale: number; readonly offset: number } | undefined {
  const source = unitOf(from);
  const target = unitOf(to);
  if (source === undefined || target === undefined) return undefined;
  if (source.dimension.some((power, index) => power !== target.dimension[index])) return undefined;
  return { scale: source.factor / target.factor, offset: (source.offset - target.offset) / target.factor };
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Reads `term = ["/"] component {("." | "/") component}`; no brackets, which plant signals do not need. */
function readUnit(code: string): Unit | undefined {
  if (code === "") return undefined;
  const tokens = code.match(/[./]|\{[^{}]*\}|[^./{}]+/g) ?? [];
  if (tokens.join("") !== code) return undefined;
  let sign = 1;
  let isFirst = true;
  let needsPart = false;
  let factor = 1;
  let offset = 0;
  let parts = 0;
  let symbol = "";
  const dimension: [number, number, number, number, number, number, number, number] = [
    0, 0, 0, 0, 0, 0, 0, 0,
  ];
  for (const token of tokens) {
    if (token === "/" || token === ".") {
      if (needsPart || (isFirst && token === ".")) return undefined;
      sign = token === "/" ? -1 : 1;
      symbol += isFirst ? "1/" : token === "/" ? "/" : "·";
      needsPart = true;
      isFirst = false;
      continue;
    }
    isFirst = false;
    if (token.startsWith("{")) {
      // An annotation stands for 1 on its own, and only comments after a unit.
      if (needsPart || symbol === "") symbol += token.slice(1, -1);
      needsPart = false;
      continue;
    }
    const part = readPart(token);
    if (part === undefined) return undefined;
    needsPart = false;
    parts += 1;
    const power = part.exponent * sign;
    factor *= part.factor ** power;
    part.dimension.forEach((base, index) => {
      dimension[index] = (dimension[index] ?? 0) + base * power;
    });
    if (part.offset !== 0) offset = part.offset;
    symbol += part.symbol;
  }
  // A temperature with an offset means a scale only on its own.
  if (needsPart || (offset !== 0 && parts > 1 && !code.includes("/"))) return undefined;
  return {
    code,
    symbol: usualSymbols.get(code) ?? symbol,
    dimension,
    factor,
    offset: parts > 1 ? 0 : offset,
  };
}

interface Part {
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly factor: number;
  readonly offset: number;
  readonly exponent: number;
}

/** One component: an integer, or an atom with prefix and exponent. */
function readPart(token: string): Part | undefined {
  const power = /^10[*^]([+-]?\d{1,2})$/.exec(token);
  if (power !== null) {
    return {
      symbol: `10${raised(power[1] ?? "")}`,
      dimension: none,
      factor: 10 ** Number(power[1]),
      offset: 0,
      exponent: 1,
    };
  }
  if (/^\d{1,9}$/.test(token)) {
    return token === "0"
      ? undefined
      : { symbol: token, dimension: none, factor: Number(token), offset: 0, exponent: 1 };
  }
  const match = /^(.*?)([+-]?\d)?$/.exec(token);
  const name = match?.[1] ?? token;
  const exponent = match?.[2] === undefined ? 1 : Number(match[2]);
  const shown = match?.[2] === undefined ? "" : raised(match[2]);
  const atom = atoms.get(name);
  if (atom !== undefined) {
    return {
      symbol: atom.symbol + shown,
      dimension: atom.dimension,
      factor: atom.factor,
      offset: atom.offset ?? 0,
      exponent,
    };
  }
  for (const [prefix, { symbol, factor }] of prefixes) {
    const base = name.startsWith(prefix) ? atoms.get(name.slice(prefix.length)) : undefined;
    if (base?.metric === true) {
      return {
        symbol: symbol + base.symbol + shown,
        dimension: base.dimension,
        factor: base.factor * factor,
        offset: 0,
        exponent,
      };
    }
  }
  return undefined;
}

function raised(digits: string): string {
  return [...digits.replace("+", "")]
    .map((digit) => (digit === "-" ? "⁻" : superscripts.charAt(Number(digit))))
    .join("");
}

/** What people write instead of the UCUM code. */
const usualMistakes: ReadonlyMap<string, string> = new Map([
  ["°c", "Cel"],
  ["degc", "Cel"],
  ["c", "Cel"],
  ["celsius", "Cel"],
  ["°f", "[degF]"],
  ["degf", "[degF]"],
  ["f", "[degF]"],
  ["°", "deg"],
  ["degree", "deg"],
  ["degrees", "deg"],
  ["rpm", "{rev}/min"],
  ["u/min", "{rev}/min"],
  ["1/min", "/min"],
  ["nm", "N.m"],
  ["newtonmeter", "N.m"],
  ["sec", "s"],
  ["secs", "s"],
  ["seconds", "s"],
  ["minutes", "min"],
  ["hours", "h"],
  ["hr", "h"],
  ["percent", "%"],
  ["pct", "%"],
  ["in", "[in_i]"],
  ["inch", "[in_i]"],
  ["ft", "[ft_i]"],
  ["lb", "[lb_av]"],
  ["lbs", "[lb_av]"],
  ["psi", "[psi]"],
  ["ppm", "[ppm]"],
  ["ph", "[pH]"],
  ["ω", "Ohm"],
  ["ohms", "Ohm"],
  ["mω", "mOhm"],
  ["kwh", "kW.h"],
  ["wh", "W.h"],
  ["ah", "A.h"],
  ["va", "V.A"],
  ["µm", "um"],
  ["μm", "um"],
  ["mm/s²", "mm/s2"],
  ["m/s²", "m/s2"],
  ["m/s^2", "m/s2"],
  ["mm/s^2", "mm/s2"],
  ["m²", "m2"],
  ["m³", "m3"],
  ["m³/h", "m3/h"],
  ["l/min.", "L/min"],
  ["lpm", "L/min"],
  ["pcs", "1"],
  ["piece", "1"],
  ["pieces", "1"],
  ["parts", "1"],
  ["count", "1"],
  ["none", "1"],
  ["", "1"],
  ["kg/hr", "kg/h"],
]);

const commonCodes = (
  "1 % mm um m mm/s m/s mm/s2 m/s2 g kg s ms min h Cel K deg rad Hz kHz N kN N.m Pa kPa MPa bar mbar J kJ W kW kW.h A mA " +
  "V mV Ohm mOhm L mL L/min m3/h {rev}/min /min [psi] [in_i] [ft_i] [ppm] [pH] Pa.m3/s mbar.L/s A.h"
).split(" ");

/** The code a person probably meant, if one is near. */
export function suggestUnit(code: string): string | undefined {
  const lower = code.trim().toLowerCase();
  const usual = usualMistakes.get(lower);
  if (usual !== undefined) return usual;
  const sameLetters = commonCodes.find((known) => known.toLowerCase() === lower);
  return sameLetters ?? nearestWord(code, commonCodes);
}
