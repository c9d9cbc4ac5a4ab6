// Shifts over daylight saving changes, night shifts, exceptions and breaks.
import { describe, expect, it } from "vitest";
import {
  localTimeLabel,
  nextShift,
  offsetMs,
  plannedBack,
  plannedMsBetween,
  shiftAt,
  shiftsBetween,
} from "./calendar.ts";
import { calendarSchema } from "./plant-schema.ts";

const berlin = "Europe/Berlin";
const hourMs = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const threeShifts = calendarSchema.parse({
  id: "c",
  shifts: [
    {
      name: "Early",
      from: "06:00",
      to: "14:00",
      days: [1, 2, 3, 4, 5],
      breaks: [{ from: "09:00", to: "09:15" }],
    },
    { name: "Late", from: "14:00", to: "22:00", days: [1, 2, 3, 4, 5] },
    { name: "Night", from: "22:00", to: "06:00", days: everyDay, breaks: [{ from: "02:00", to: "02:30" }] },
  ],
  exceptions: [
    { date: "2026-12-25", name: "Christmas" },
    { date: "2026-12-05", name: "Overtime", shifts: [{ name: "Extra", from: "06:00", to: "12:00" }] },
  ],
});
const night = (iso: string) => shiftAt(threeShifts, berlin, at(iso));

describe("night shift 22:00-06:00 in Berlin", () => {
  it("is 8 h on a usual night", () => {
    const shift = night("2026-11-23T23:00:00Z");
    expect(shift).toMatchObject({ name: "Night", productionDay: "2026-11-23" });
    expect((shift?.toMs ?? 0) - (shift?.fromMs ?? 0)).toBe(8 * hourMs);
  });
  it("is 7 h when the clocks go forward", () => {
    const shift = night("2026-03-29T00:30:00Z");
    expect(shift).toMatchObject({
      productionDay: "2026-03-28",
      fromMs: at("2026-03-28T21:00:00Z"),
      toMs: at("2026-03-29T04:00:00Z"),
    });
  });
  it("is 9 h when the clocks go back", () => {
    const shift = night("2026-10-25T00:30:00Z");
    expect(shift).toMatchObject({
      productionDay: "2026-10-24",
      fromMs: at("2026-10-24T20:00:00Z"),
      toMs: at("2026-10-25T05:00:00Z"),
    });
  });
  it("belongs to the day it began on, after midnight too", () => {
    expect(night("2026-11-24T04:59:00Z")?.productionDay).toBe("2026-11-23");
    expect(night("2026-11-24T05:00:00Z")).toMatchObject({ name: "Early", productionDay: "2026-11-24" });
  });
});

describe("the doubled hour", () => {
  it("is labelled A and B", () => {
    expect(localTimeLabel(berlin, at("2026-10-24T23:59:00Z"))).toBe("01:59");
    expect(localTimeLabel(berlin, at("2026-10-25T00:30:00Z"))).toBe("02:30 A");
    expect(localTimeLabel(berlin, at("2026-10-25T01:30:00Z"))).toBe("02:30 B");
    expect(localTimeLabel(berlin, at("2026-10-25T02:00:00Z"))).toBe("03:00");
  });
  it("has no label when the clocks go forward", () => {
    expect(localTimeLabel(berlin, at("2026-03-29T00:59:00Z"))).toBe("01:59");
    expect(localTimeLabel(berlin, at("2026-03-29T01:00:00Z"))).toBe("03:00");
  });
  it("is known in a zone that changes by half an hour", () => {
    expect(localTimeLabel("Australia/Lord_Howe", at("2026-04-04T14:45:00Z"))).toBe("01:45 A");
    expect(localTimeLabel("Australia/Lord_Howe", at("2026-04-04T15:15:00Z"))).toBe("01:45 B");
  });
});

describe("days", () => {
  it("an exception without shifts is a free day", () => {
    expect(night("2026-12-25T08:00:00Z")).toBeUndefined();
    expect(night("2026-12-25T04:00:00Z")).toMatchObject({ name: "Night", productionDay: "2026-12-24" });
  });
  it("an exception with shifts replaces the day, overtime included", () => {
    expect(night("2026-12-05T08:00:00Z")).toMatchObject({ name: "Extra", exception: "Overtime" });
    expect(night("2026-12-05T22:00:00Z")).toBeUndefined();
  });
  it("a week has the shifts of its weekdays", () => {
    const week = shiftsBetween(threeShifts, berlin, at("2026-11-15T23:00:00Z"), at("2026-11-22T23:00:00Z"));
    const count = (name: string) => week.filter((shift) => shift.name === name).length;
    // The Sunday night before reaches into the week.
    expect([count("Early"), count("Late"), count("Night")]).toEqual([5, 5, 8]);
  });
  it("finds the next shift", () => {
    expect(nextShift(threeShifts, berlin, at("2026-12-25T08:00:00Z"))).toMatchObject({
      name: "Night",
      productionDay: "2026-12-26",
    });
  });
});

describe("planned time", () => {
  it("leaves out breaks, after midnight too", () => {
    const from = at("2026-11-23T21:00:00Z");
    expect(plannedMsBetween(threeShifts, berlin, from, from + 8 * hourMs)).toBe(7.5 * hourMs);
  });
  it("counts what the night of the change really has", () => {
    const day = (fromIso: string, toIso: string) =>
      plannedMsBetween(threeShifts, berlin, at(fromIso), at(toIso)) / hourMs;
    // The break 02:00-02:30 does not exist on the spring night; it is taken at 03:00.
    expect(day("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")).toBe(6.5);
    expect(day("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")).toBe(8.5);
  });
  it("looks back over a break", () => {
    const now = at("2026-11-23T08:30:00Z");
    expect(plannedBack(threeShifts, berlin, now, hourMs, 24 * hourMs)).toEqual({
      fromMs: now - 1.25 * hourMs,
      plannedMs: hourMs,
    });
  });
});

it("agrees with the zone's own table over ten years, hour by hour", () => {
  const format = new Intl.DateTimeFormat("en", { timeZone: "America/New_York", timeZoneName: "longOffset" });
  for (let timeMs = at("2026-01-01T00:00:00Z"); timeMs < at("2036-01-01T00:00:00Z"); timeMs += 37 * hourMs) {
    const name = format.formatToParts(timeMs).find((part) => part.type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const expected = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    expect(offsetMs("America/New_York", timeMs)).toBe(expected);
  }
});
