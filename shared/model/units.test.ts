// UCUM codes: what is known, how it is written, how it converts, what is suggested.
import { expect, it } from "vitest";
import { suggestUnit } from "./unit-suggestions.ts";
import { conversionBetween, unitOf, unitSymbol } from "./units.ts";

it.each([
  ["1", ""],
  ["Cel", "°C"],
  ["%", "%"],
  ["um", "µm"],
  ["N.m", "N·m"],
  ["mm/s2", "mm/s²"],
  ["{rev}/min", "rpm"],
  ["/min", "1/min"],
  ["MOhm", "MΩ"],
  ["10*-6.mbar.L/s", "10⁻⁶·mbar·L/s"],
  ["kW.h", "kWh"],
  ["[ppm]", "ppm"],
  ["mm{left}", "mm"],
])("%s is written %s", (code, symbol) => {
  expect(unitOf(code)).toBeDefined();
  expect(unitSymbol(code)).toBe(symbol);
});

it.each([
  "°C",
  "rpm",
  "Nm",
  "sec",
  "mm//s",
  "mm/",
  ".m",
  "kmin",
  "xyz",
  "",
  "0",
  "m/s^2",
  "[in",
  "m".repeat(65),
])("%s is not a unit", (code) => {
  expect(unitOf(code)).toBeUndefined();
});

const convert = (value: number, from: string, to: string): number | undefined => {
  const conversion = conversionBetween(from, to);
  return conversion === undefined ? undefined : value * conversion.scale + conversion.offset;
};
it.each([
  [1, "bar", "kPa", 100],
  [100, "Cel", "[degF]", 212],
  [0, "Cel", "K", 273.15],
  [1, "[ft_i]/min", "mm/s", 5.08],
  [60, "deg/min", "deg/s", 1],
  [1, "kW.h", "J", 3.6e6],
  [1, "m3/h", "L/min", 1000 / 60],
  [1, "mbar.L/s", "Pa.m3/s", 0.1],
  [50, "%", "1", 0.5],
])("%d %s is so many %s", (value, from, to, expected) => {
  expect(convert(value, from, to)).toBeCloseTo(expected, 9);
});

it("does not convert between different things", () => {
  expect(conversionBetween("bar", "mm")).toBeUndefined();
  expect(conversionBetween("N.m", "N")).toBeUndefined();
});

it.each([
  ["°C", "Cel"],
  ["rpm", "{rev}/min"],
  ["Nm", "N.m"],
  ["MM", "mm"],
  ["pcs", "1"],
  ["l/mn", "L/min"],
])("for %s it suggests %s", (given, meant) => {
  expect(suggestUnit(given)).toBe(meant);
  expect(unitOf(meant)).toBeDefined();
});
