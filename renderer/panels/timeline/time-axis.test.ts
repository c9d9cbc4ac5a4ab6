// The axis shows the plant's clock, also on the nights when it is changed.
import { describe, expect, test } from "vitest";
import { timeAxis } from "./time-axis.ts";

const berlin = "Europe/Berlin";
const at = (iso: string): number => Date.parse(iso);
const axis = (from: string, to: string, zone = berlin) =>
  timeAxis({ fromMs: at(from), toMs: at(to) }, 1000, 70, zone);
const words = (from: string, to: string, zone = berlin) =>
  axis(from, to, zone).ticks.map(({ clock, isDay }) => (isDay ? "day" : clock));

test("times are round on the plant's clock and not crowded", () => {
  const { stepMs, ticks } = axis("2026-11-23T06:01:30Z", "2026-11-23T07:01:30Z");
  expect([stepMs, ticks[0]?.clock, ticks.length]).toEqual([300_000, "07:05", 12]);
});
test("five seconds show seconds", () => {
  expect(words("2026-11-23T06:01:30Z", "2026-11-23T06:01:35Z").slice(0, 2)).toEqual(["07:01:30", "07:01:31"]);
});
test("the date stands where it changes in the plant's zone, not in UTC", () => {
  expect(words("2026-11-23T19:00:00Z", "2026-11-24T03:00:00Z")).toEqual([
    "20:00",
    "21:00",
    "22:00",
    "23:00",
    "day",
    "01:00",
    "02:00",
    "03:00",
    "04:00",
  ]);
});
test("days show days, in a zone of half hours too", () => {
  const { stepMs, ticks } = axis("2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z", "Asia/Kolkata");
  expect([stepMs, ticks.every(({ isDay }) => isDay), ticks[0]?.timeMs]).toEqual([
    86_400_000,
    true,
    at("2026-11-20T18:30:00Z"),
  ]);
});
test("days of months and years are not crowded either", () => {
  for (const [to, days] of [
    ["2027-02-27T00:00:00Z", 28],
    ["2030-06-23T00:00:00Z", 112],
  ] as const) {
    const { stepMs, ticks } = axis("2026-06-23T00:00:00Z", to);
    expect(stepMs).toBe(days * 86_400_000);
    expect(ticks.length).toBeLessThanOrEqual(1000 / 70 + 1);
  }
});

describe("when the clocks are changed", () => {
  test("the doubled hour is told apart", () => {
    expect(words("2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z")).toEqual([
      "01:30",
      "01:45",
      "02:00 A",
      "02:15 A",
      "02:30 A",
      "02:45 A",
      "02:00 B",
      "02:15 B",
      "02:30 B",
      "02:45 B",
      "03:00",
      "03:15",
      "03:30",
    ]);
  });
  test("the missing hour of spring is missing", () => {
    expect(words("2026-03-29T00:30:00Z", "2026-03-29T02:00:00Z")).toContain("03:00");
    expect(words("2026-03-29T00:30:00Z", "2026-03-29T02:00:00Z").some((word) => word.startsWith("02"))).toBe(
      false,
    );
  });
  test.each([[at("2026-10-24T12:00:00Z")], [at("2026-03-28T12:00:00Z")]])(
    "steps of hours and days stay on the plant's clock (%d)",
    (fromMs) => {
      for (const hours of [8, 24, 72, 240]) {
        const { ticks, stepMs } = timeAxis({ fromMs, toMs: fromMs + hours * 3_600_000 }, 1000, 70, berlin);
        const times = ticks.map(({ timeMs }) => timeMs);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        if (stepMs >= 86_400_000) expect(ticks.every(({ isDay }) => isDay)).toBe(true);
        expect(ticks.length).toBeGreaterThan(3);
      }
    },
  );
});
