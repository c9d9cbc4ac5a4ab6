// Units as UCUM codes (unitsofmeasure.org): which we know, what they measure, how they are written on a screen.
// A small reader of the UCUM grammar over the atoms a factory uses; it converts between units of one dimension.
import { atoms, type Dimension, none, prefixes } from "./unit-atoms.ts";

/** A unit that was understood. A value in it is `value * factor + offset` in SI base units. */
export interface Unit {
  readonly code: string;
  /** For the screen: `°C`, `N·m`, `mm/s²`; empty for a plain number. */
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly factor: number;
  readonly offset: number;
}

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
