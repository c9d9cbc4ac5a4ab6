// Every way in which a file may write a time, and the nights on which the clocks are changed.
import { expect, test } from "vitest";
import { parseNumber, isNoValueText } from "./number-text.ts";
import { detectTimeFormat, type TimeFormat, TimeReader } from "./time-text.ts";

const berlin = "Europe/Berlin";
const reader = (format: TimeFormat, zone?: string): TimeReader =>
  new TimeReader({ format, zone, sortWindowMs: 2000, startMs: Date.UTC(2026, 0, 5, 5) });
const shown = (timeMs: number): string => (Number.isNaN(timeMs) ? "refused" : new Date(timeMs).toISOString());

test.each<[TimeFormat, string, string | undefined, string]>([
  ["iso", "2026-03-01T08:30:15.250Z", undefined, "2026-03-01T08:30:15.250Z"],
  ["iso", "2026-03-01 08:30:15,250+01:00", undefined, "2026-03-01T07:30:15.250Z"],
  ["iso", "2026-03-01T08:30:15-0530", undefined, "2026-03-01T14:00:15.000Z"],
  ["iso", "2026-03-01T08:30+01", undefined, "2026-03-01T07:30:00.000Z"],
  ["iso", "2026-03-01T08:30:15", berlin, "2026-03-01T07:30:15.000Z"],
  ["iso", "2026-07-01 08:30:15.123456", berlin, "2026-07-01T06:30:15.123Z"],
  ["iso", "2026/07/01 08:30", berlin, "2026-07-01T06:30:00.000Z"],
  ["iso", "2026-07-01", berlin, "2026-06-30T22:00:00.000Z"],
  ["iso", "2026-07-01T08:30:00", undefined, "refused"],
  ["iso", "2026-02-30T08:30:00Z", undefined, "refused"],
  ["iso", "2026-02-03T24:30:00Z", undefined, "refused"],
  ["iso", "soon", berlin, "refused"],
  ["dmy", "24.12.2026 18:00:01", berlin, "2026-12-24T17:00:01.000Z"],
  ["dmy", "3.7.2026 8:05:00,5", berlin, "2026-07-03T06:05:00.500Z"],
  ["dmy", "12/24/2026 18:00", berlin, "refused"],
  ["mdy", "12/24/2026 6:00:01 PM", berlin, "2026-12-24T17:00:01.000Z"],
  ["mdy", "12/24/2026 12:00 AM", berlin, "2026-12-23T23:00:00.000Z"],
  ["ask", "01/02/2026 06:00", berlin, "refused"],
  ["epochS", "1767589200", undefined, "2026-01-05T05:00:00.000Z"],
  ["epochS", "1767589200,5", undefined, "2026-01-05T05:00:00.500Z"],
  ["epochMs", "1767589200123", undefined, "2026-01-05T05:00:00.123Z"],
  ["epochUs", "1767589200123456", undefined, "2026-01-05T05:00:00.123Z"],
  ["epochNs", "1767589200123456789", undefined, "2026-01-05T05:00:00.123Z"],
  ["secondsFromStart", "90.5", undefined, "2026-01-05T05:01:30.500Z"],
  ["secondsFromStart", "", undefined, "refused"],
])("%s %j in %s is %s", (format, text, zone, expected) => {
  expect(shown(reader(format, zone).read(text))).toBe(expected);
});

test("the hour that the clocks skip is refused, with its reason", () => {
  const times = reader("iso", berlin);
  const read = ["2026-03-29 01:59:59", "2026-03-29 02:30:00", "2026-03-29 03:00:00"].map((text) =>
    shown(times.read(text)),
  );
  expect([read, times.fault]).toEqual([
    ["2026-03-29T00:59:59.000Z", "refused", "2026-03-29T01:00:00.000Z"],
    "skipped",
  ]);
});

test("the hour that the clocks show twice is told by the order of rows, and counted", () => {
  const times = reader("iso", berlin);
  const read = [
    "01:59:59",
    "02:00:00",
    "02:30:00",
    "02:29:59",
    "02:59:59",
    "02:00:00",
    "02:30:00",
    "03:00:00",
  ].map((time) => shown(times.read(`2026-10-25 ${time}`)).slice(11, 19));
  expect(read).toEqual([
    "23:59:59",
    "00:00:00",
    "00:30:00",
    "00:29:59",
    "00:59:59",
    "01:00:00",
    "01:30:00",
    "02:00:00",
  ]);
  expect(times.doubled).toBe(6);
});

test.each<[readonly string[], TimeFormat | undefined]>([
  [["2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"], "iso"],
  [["01.02.2026 00:00", "02.02.2026 00:00"], "dmy"],
  [["01/02/2026", "31/01/2026"], "dmy"],
  [["01/02/2026", "01/31/2026"], "mdy"],
  [["01/02/2026", "02/02/2026"], "ask"],
  [["1767589200", "1767589201"], "epochS"],
  [["1767589200000"], "epochMs"],
  [["1767589200000000"], "epochUs"],
  [["1767589200000000000"], "epochNs"],
  [["0.000000", "12.5"], "secondsFromStart"],
  [["red", "green"], undefined],
  [[], undefined],
])("%j are %s", (texts, format) => {
  expect(detectTimeFormat(texts)).toBe(format);
});

test.each<[string, "." | ",", number | undefined]>([
  ["12.5", ".", 12.5],
  [" -1e-3 ", ".", -0.001],
  [".5", ".", 0.5],
  ["1,234,567.8", ".", 1_234_567.8],
  ["1,234", ".", undefined],
  ["12,5", ".", undefined],
  ["12,5", ",", 12.5],
  ["-,5", ",", -0.5],
  ["1.234,5", ",", 1234.5],
  ["1.234", ",", undefined],
  ["1.234.567", ",", 1_234_567],
  ["0x10", ".", undefined],
  ["Infinity", ".", undefined],
  ["1e999", ".", undefined],
  ["12 %", ".", undefined],
  ["", ".", undefined],
])("%j with %j is %s", (text, decimal, expected) => {
  expect(parseNumber(text, decimal)).toBe(expected);
});

test("no value has many words, and zero is none of them", () => {
  expect(["", " ", "NaN", "null", "N/A", "-", "UNAVAILABLE"].every(isNoValueText)).toBe(true);
  expect(["0", "off", "-1"].some(isNoValueText)).toBe(false);
});
