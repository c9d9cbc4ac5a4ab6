// Breaks of a small plant by its calendar: night shifts over both changes of clocks, weekdays, exceptions.
import { describe, expect, test } from "vitest";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant, type Plant } from "../model/plant.ts";
import { breakSteps } from "./break-steps.ts";
import { serialLine, type Line } from "./line.ts";

const plantWith = (calendar: object, timeZone = "Europe/Berlin"): Plant =>
  resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "small",
      name: "Small",
      timeZone,
      calendars: [{ id: "own", ...calendar }],
      assets: [
        { id: "hall", name: "Hall", level: "line" },
        { id: "OP", name: "Position", level: "operator", parent: "hall", calendar: "own" },
      ],
      links: [],
    }),
  );
const line: Line = { ...serialLine({ cycleS: [1], buffers: [] }), operators: ["OP"] };
const hourMs = 3_600_000;

/** Times of leaving and coming back, as ISO instants. */
function breaks(plant: Plant, from: string, hours: number, isBeginning = true): [string, string][] {
  const startMs = Date.parse(from);
  const steps = breakSteps(plant, line, { startMs, fromS: 0, toS: hours * 3600, isBeginning });
  const iso = (timeS: number): string => new Date(startMs + timeS * 1000).toISOString().slice(0, 16);
  const away = steps.filter((step) => step.kind === "operator" && !step.present);
  const back = steps.filter((step) => step.kind === "operator" && step.present);
  return away.map((step, index) => [iso(step.timeS), iso(back[index]?.timeS ?? NaN)]);
}

const night = {
  shifts: [
    {
      name: "Night",
      from: "22:00",
      to: "06:00",
      days: [1, 2, 3, 4, 5, 6, 7],
      breaks: [{ from: "04:00", to: "04:30" }],
    },
  ],
};
const early = {
  shifts: [
    {
      name: "Early",
      from: "06:00",
      to: "14:00",
      days: [1, 2, 3, 4, 5],
      breaks: [{ from: "10:00", to: "10:30" }],
    },
  ],
};

describe("breaks by the calendar", () => {
  test("of a night shift stand at four o'clock before and after the clocks go forward", () => {
    expect(breaks(plantWith(night), "2026-03-27T21:00Z", 48)).toEqual([
      ["2026-03-28T03:00", "2026-03-28T03:30"],
      ["2026-03-29T02:00", "2026-03-29T02:30"],
    ]);
  });

  test("and before and after they go back", () => {
    expect(breaks(plantWith(night), "2026-10-23T20:00Z", 48)).toEqual([
      ["2026-10-24T02:00", "2026-10-24T02:30"],
      ["2026-10-25T03:00", "2026-10-25T03:30"],
    ]);
  });

  test("follow the plant's own zone", () => {
    expect(breaks(plantWith(early, "America/Chicago"), "2026-01-05T06:00Z", 24)).toEqual([
      ["2026-01-05T16:00", "2026-01-05T16:30"],
    ]);
  });

  test("leave out the weekend", () => {
    // Friday to Monday.
    expect(breaks(plantWith(early), "2026-01-09T00:00Z", 96).map(([from]) => from.slice(0, 10))).toEqual([
      "2026-01-09",
      "2026-01-12",
    ]);
  });

  test("are those of the exception on its day", () => {
    const holiday = {
      ...early,
      exceptions: [
        { date: "2026-01-06", name: "Epiphany", shifts: [] },
        {
          date: "2026-01-07",
          name: "Short day",
          shifts: [{ name: "Short", from: "08:00", to: "12:00", breaks: [{ from: "09:00", to: "09:15" }] }],
        },
      ],
    };
    expect(breaks(plantWith(holiday), "2026-01-05T00:00Z", 72)).toEqual([
      ["2026-01-05T09:00", "2026-01-05T09:30"],
      ["2026-01-07T08:00", "2026-01-07T08:15"],
    ]);
  });

  test("that are under way count at the beginning of a run, from then on, and are not told twice later", () => {
    expect(breaks(plantWith(early), "2026-01-05T09:10Z", 2)).toEqual([
      ["2026-01-05T09:10", "2026-01-05T09:30"],
    ]);
    expect(breaks(plantWith(early), "2026-01-05T09:10Z", 2, false)).toEqual([]);
  });

  test("planned piece by piece are those of the whole", () => {
    const plant = plantWith(night);
    const startMs = Date.parse("2026-03-27T10:30Z");
    const whole = breakSteps(plant, line, { startMs, fromS: 0, toS: 96 * 3600, isBeginning: true });
    const pieces = Array.from({ length: 12 }, (_, piece) =>
      breakSteps(plant, line, {
        startMs,
        fromS: piece * 8 * 3600,
        toS: (piece + 1) * 8 * 3600,
        isBeginning: piece === 0,
      }),
    ).flat();
    expect(whole.length).toBe(8);
    expect(pieces).toEqual(whole);
    expect((whole[1]?.timeS ?? 0) - (whole[0]?.timeS ?? 0)).toBe((0.5 * hourMs) / 1000);
  });
});
