// Numbers and times as people read them.
import { describe, expect, test } from "vitest";
import {
  formatAge,
  formatClock,
  formatCount,
  formatDuration,
  formatLag,
  formatNumber,
  formatValue,
} from "./format.ts";
import { unitSymbol } from "#shared/model/units.ts";

test("measured numbers keep four significant digits", () => {
  expect([0, 0.04567, 1.23456, 12.3456, 123.456, 1234.56].map(formatNumber)).toEqual([
    "0",
    "0.0457",
    "1.235",
    "12.35",
    "123.5",
    "1,235",
  ]);
});
test("very small and very large ones are scientific", () => {
  expect(formatNumber(0.0000042)).toBe("4.2E-6");
  expect(formatNumber(12_300_000)).toBe("1.23E7");
});
test("what is not a number is no data, never a number", () => {
  expect(formatNumber(Number.NaN)).toBe("no data");
});
test("counts are grouped", () => {
  expect(formatCount(157_537)).toBe("157,537");
});
test("units are shown by symbol, beside the number", () => {
  expect([unitSymbol("Cel"), unitSymbol("N.m"), unitSymbol("uOhm"), unitSymbol("1")]).toEqual([
    "°C",
    "N·m",
    "µΩ",
    "",
  ]);
  expect(formatValue(48.03, "N.m")).toBe("48.03\u202fN·m");
  expect(formatValue(12, "%")).toBe("12.00%");
});

describe("times", () => {
  test("are in the plant's zone, on both sides of the change to summer time", () => {
    expect(formatClock(Date.UTC(2026, 2, 29, 0, 59, 59), "Europe/Berlin")).toBe("01:59:59");
    expect(formatClock(Date.UTC(2026, 2, 29, 1, 0, 0), "Europe/Berlin")).toBe("03:00:00");
    expect(formatClock(Date.UTC(2026, 10, 23, 23, 0, 0), "Europe/Berlin")).toBe("00:00:00");
  });
  test("durations use at most two units", () => {
    expect([8_000, 245_000, 7_620_000, 273_600_000].map(formatDuration)).toEqual([
      "8 s",
      "4 min 05 s",
      "2 h 07 min",
      "3 d 4 h",
    ]);
  });
  test("ages use one unit", () => {
    expect([400, 12_000, 240_000, 10_800_000, 259_200_000].map(formatAge)).toEqual([
      "0 s",
      "12 s",
      "4 min",
      "3 h",
      "3 d",
    ]);
  });
  test("lags are exact below a second", () => {
    expect([140, 2_400, 75_000].map(formatLag)).toEqual(["140 ms", "2.4 s", "1 min"]);
  });
});
