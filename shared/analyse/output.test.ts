// Actual, plan and forecast by rate.
import { expect, it } from "vitest";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant } from "../model/plant.ts";
import { countBetween, outputAt } from "./output.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startMs = Date.parse("2026-11-23T05:00:00Z"); // Monday, 06:00 in Berlin
const given = {
  schema: 1,
  id: "p",
  name: "P",
  timeZone: "Europe/Berlin",
  calendars: [
    {
      id: "c",
      shifts: [
        {
          name: "Early",
          from: "06:00",
          to: "14:00",
          days: [1, 2, 3, 4, 5],
          breaks: [{ from: "10:00", to: "10:30" }],
        },
      ],
    },
  ],
  assets: [{ id: "out", name: "Out", level: "demand" }],
  plan: { taktS: 60, calendar: "c", countAt: "out", unitName: "packs" },
};
const plant = resolvePlant(plantSchema.parse(given));
const every = (stepMs: number, untilMs: number): number[] =>
  Array.from(
    { length: Math.floor((untilMs - startMs) / stepMs) },
    (_, index) => startMs + (index + 1) * stepMs,
  );
const shipments = (shippedMs: readonly number[], knownFromMs = startMs) => ({
  shippedMs,
  scrappedMs: [],
  knownFromMs,
});

it("plans by planned time only", () => {
  const now = startMs + 5 * hourMs;
  const output = outputAt(plant, shipments([]), now);
  expect(output).toMatchObject({
    unitName: "packs",
    shiftName: "Early",
    plan: 270,
    planAtEnd: 450,
    actual: 0,
  });
});

it("does not plan during a break", () => {
  const before = outputAt(plant, shipments([]), startMs + 4 * hourMs).plan;
  expect(before).toBe(240);
  expect(outputAt(plant, shipments([]), startMs + 4.5 * hourMs).plan).toBe(240);
});

it("forecasts the actual and the last hour's rate over what is left", () => {
  const now = startMs + 3 * hourMs;
  const output = outputAt(plant, shipments(every(75_000, now)), now);
  expect(output.actual).toBe(144);
  expect(output.ratePerHour).toBe(48);
  expect(output.forecast).toBe(144 + 48 * 4.5);
});

it("takes the rate of planned time across the break", () => {
  const now = startMs + 4.75 * hourMs;
  const until = startMs + 4 * hourMs;
  const made = [
    ...every(minuteMs, until),
    ...every(minuteMs, now).filter((timeMs) => timeMs > startMs + 4.5 * hourMs),
  ];
  expect(outputAt(plant, shipments(made), now).ratePerHour).toBe(60);
});

it("gives no forecast in the first minutes, and says why", () => {
  const output = outputAt(plant, shipments([startMs + 1]), startMs + 2 * minuteMs);
  expect(output).toMatchObject({ actual: 1, why: "The shift has only begun." });
  expect(output.forecast).toBeUndefined();
});

it("gives no actual when the shift began before the data", () => {
  const now = startMs + 3 * hourMs;
  const output = outputAt(plant, shipments(every(minuteMs, now), now - 2 * hourMs), now);
  expect(output).toMatchObject({ plan: 180, ratePerHour: 60, why: "The shift began before the data." });
  expect(output.actual).toBeUndefined();
  expect(output.forecast).toBeUndefined();
});

it("names the next shift when none runs", () => {
  expect(outputAt(plant, shipments([]), startMs - hourMs)).toEqual({
    unitName: "packs",
    why: "No shift runs now.",
    shiftName: "Early",
    shiftStartMs: startMs,
    shiftEndMs: startMs + 8 * hourMs,
  });
});

it("computes nothing without a plan", () => {
  const withoutPlan = resolvePlant(plantSchema.parse({ ...given, plan: undefined }));
  expect(outputAt(withoutPlan, shipments([]), startMs)).toEqual({
    unitName: "parts",
    why: "The plant has no plan.",
  });
});

it("counts times after the first bound and up to the second", () => {
  expect(countBetween([1, 2, 2, 3], 1, 2)).toBe(2);
});
