// Time elements against published examples, small cases by hand, and the identity for whatever happens in whatever shift.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarSchema, type CalendarFile } from "../../model/plant-schema.ts";
import { type AssetMode, assetModes, type AssetState, assetStates } from "../../model/state.ts";
import { noParts, type PartCounts } from "./part-counts.ts";
import { outsideOf, type Stretch, toStretches } from "./stretches.ts";
import { lossBuckets } from "./time-buckets.ts";
import {
  addElements,
  noTime,
  oeeIndices,
  qualityLossMs,
  speedLossMs,
  type TimeElements,
  timeElements,
} from "./time-elements.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const zone = "Europe/Berlin";
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const calendar = (from: string, to: string, ...breaks: [string, string][]): CalendarFile =>
  calendarSchema.parse({
    id: "c",
    shifts: [
      {
        name: "S",
        from,
        to,
        days: everyDay,
        breaks: breaks.map(([start, end]) => ({ from: start, to: end })),
      },
    ],
  });

/** Stretches one after the other, minutes each. */
function history(
  startMs: number,
  ...entries: readonly [AssetState, number, { mode?: AssetMode; reasonCode?: string; reason?: string }?][]
): Stretch[] {
  let atMs = startMs;
  return entries.map(([state, minutes, more]) => {
    const fromMs = atMs;
    atMs += minutes * minuteMs;
    return { fromMs, toMs: atMs, state, mode: "production", ...more };
  });
}

const parts = (produced: number, good: number, idealS: number): PartCounts => ({
  produced,
  good,
  idealProducedMs: produced * idealS * 1000,
  idealGoodMs: good * idealS * 1000,
  withoutIdeal: 0,
});

/** PRI x GQ and every loss. */
function accounted(elements: TimeElements): number {
  return (
    elements.idealGoodMs +
    qualityLossMs(elements) +
    speedLossMs(elements) +
    lossBuckets.reduce((sum, bucket) => sum + elements.lossMs[bucket], 0) +
    elements.unknownMs
  );
}

describe("published examples", () => {
  const sixMs = Date.parse("2026-11-23T05:00:00Z"); // Monday, 06:00 in Berlin
  test.each([
    {
      // Vorne Industries, oee.com, "Calculating OEE": 8 h shift, two 15 min and one 30 min breaks, 47 min down,
      // ideal cycle 1.0 s, 19,271 parts of which 423 rejected. Availability 88.81 %, performance 86.11 %, quality 97.80 %.
      source: "oee.com",
      shift: calendar("06:00", "14:00", ["08:00", "08:15"], ["10:00", "10:30"], ["12:00", "12:15"]),
      stretches: history(
        sixMs,
        ["run", 15],
        ["down", 47],
        ["run", 58],
        ["planned", 15],
        ["run", 105],
        ["planned", 30],
        ["run", 90],
        ["planned", 15],
        ["run", 105],
      ),
      counts: parts(19_271, 18_848, 1),
      busyMinutes: 420,
      expected: { availability: 0.8881, effectiveness: 0.8611, quality: 0.978, oee: 0.7479 },
    },
    {
      // waycalculator.com, "Overall Equipment Effectiveness Calculator", example 1: 420 of 480 min, 1 min, 400 and 380 parts.
      source: "waycalculator.com",
      shift: calendar("06:00", "14:00"),
      stretches: history(sixMs, ["run", 100], ["setup", 60], ["run", 320]),
      counts: parts(400, 380, 60),
      busyMinutes: 480,
      expected: { availability: 0.875, effectiveness: 0.952, quality: 0.95, oee: 0.7917 },
    },
    {
      // people.utm.my/shamsul, "Calculating Overall Equipment Effectiveness": two shifts of 480 min with 30 min break each,
      // 90 min down, 1.5 min per unit, 525 units: availability 90 %, performance 97 %; 469 good ones.
      source: "utm.my",
      shift: calendar("06:00", "22:00", ["10:00", "10:30"], ["18:00", "18:30"]),
      stretches: history(
        sixMs,
        ["run", 240],
        ["planned", 30],
        ["down", 90],
        ["run", 360],
        ["planned", 30],
        ["run", 210],
      ),
      counts: parts(525, 469, 90),
      busyMinutes: 900,
      expected: { availability: 0.9, effectiveness: 0.972, quality: 0.893, oee: 0.7817 },
    },
  ])("$source", ({ shift, stretches, counts, busyMinutes, expected }) => {
    const elements = timeElements({
      stretches,
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + 16 * hourMs,
      counts,
    });
    expect([elements.plannedBusyMs / minuteMs, accounted(elements)]).toEqual([
      busyMinutes,
      elements.plannedBusyMs,
    ]);
    const indices = oeeIndices(elements);
    for (const [name, value] of Object.entries(expected))
      expect(indices[name as keyof typeof expected]).toBeCloseTo(value, 3);
  });
});

describe("by hand", () => {
  const sixMs = Date.parse("2026-11-23T05:00:00Z"); // Monday, 06:00 in Berlin
  const shift = calendar("06:00", "14:00", ["10:00", "10:30"]);

  test("each second goes to one bucket, and the break to its own", () => {
    const elements = timeElements({
      stretches: history(
        sixMs,
        ["run", 200],
        ["down", 20, { reasonCode: "jam", reason: "Part jammed" }],
        ["starved", 15],
        ["planned", 40],
        ["blocked", 5],
        ["run", 100],
        ["microstop", 2, { reasonCode: "jam", reason: "Part jammed" }],
        ["run", 98],
      ),
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + 8 * hourMs,
      counts: parts(380, 375, 60),
    });
    // The planned stop from 09:55 to 10:35 is break for 30 minutes and a loss for 10.
    expect(elements).toMatchObject({
      plannedOperationMs: 480 * minuteMs,
      breakMs: 30 * minuteMs,
      plannedBusyMs: 450 * minuteMs,
      productionMs: 398 * minuteMs,
      unknownMs: 0,
    });
    expect(elements.lossMs).toMatchObject({
      down: 20 * minuteMs,
      starved: 15 * minuteMs,
      planned: 10 * minuteMs,
      blocked: 5 * minuteMs,
      microstop: 2 * minuteMs,
    });
    expect(speedLossMs(elements)).toBe(18 * minuteMs);
    expect(qualityLossMs(elements)).toBe(5 * minuteMs);
    expect(oeeIndices(elements)).toEqual({
      coverage: 1,
      availability: 398 / 450,
      effectiveness: 380 / 398,
      quality: 375 / 380,
      oee: 375 / 450,
      technicalAvailability: 398 / 420,
    });
    expect(elements.reasons.map(({ bucket, code, lostMs }) => [bucket, code, lostMs / minuteMs])).toEqual([
      ["down", "jam", 20],
      ["starved", "", 15],
      ["planned", "", 10],
      ["blocked", "", 5],
      ["microstop", "jam", 2],
    ]);
  });

  test("a break that is worked through is busy time", () => {
    const elements = timeElements({
      stretches: history(sixMs, ["run", 480]),
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + 8 * hourMs,
      counts: parts(480, 480, 60),
    });
    expect([elements.breakMs, elements.plannedBusyMs / minuteMs, oeeIndices(elements).oee]).toEqual([
      0, 480, 1,
    ]);
  });

  test("faster than the ideal cycle is a negative speed loss and more than 100 %", () => {
    const elements = timeElements({
      stretches: history(sixMs, ["run", 60]),
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + hourMs,
      counts: parts(70, 70, 60),
    });
    expect(speedLossMs(elements)).toBe(-10 * minuteMs);
    expect(oeeIndices(elements).oee).toBeCloseTo(70 / 60, 12);
    expect(accounted(elements)).toBe(elements.plannedBusyMs);
  });

  test("what is not known is not downtime", () => {
    const elements = timeElements({
      stretches: history(sixMs + hourMs, ["run", 60], ["unknown", 30], ["run", 30]),
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + 3 * hourMs,
    });
    const { coverage, availability } = oeeIndices(elements);
    expect([elements.unknownMs / minuteMs, coverage, availability]).toEqual([90, 0.5, 1]);
    expect(lossBuckets.map((bucket) => elements.lossMs[bucket])).toEqual(lossBuckets.map(() => 0));
  });

  test("without planned time, or without any knowledge, nothing is computed", () => {
    const sunday = calendarSchema.parse({ id: "c", shifts: [] });
    const idle = timeElements({
      stretches: history(sixMs, ["run", 60]),
      calendar: sunday,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + hourMs,
      counts: parts(60, 60, 60),
    });
    expect([idle.plannedBusyMs, oeeIndices(idle).oee, oeeIndices(idle).availability]).toEqual([
      0,
      undefined,
      undefined,
    ]);
    const silent = timeElements({
      stretches: [],
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + hourMs,
    });
    expect([oeeIndices(silent).oee, oeeIndices(silent).coverage]).toEqual([undefined, 0]);
  });

  test("a part without an ideal cycle makes effectiveness and OEE unknown, not availability", () => {
    const elements = timeElements({
      stretches: history(sixMs, ["run", 60]),
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + hourMs,
      counts: { ...parts(10, 10, 60), withoutIdeal: 1 },
    });
    expect(oeeIndices(elements)).toEqual({ coverage: 1, availability: 1, technicalAvailability: 1 });
  });

  test("running dry, for maintenance or bypassed makes nothing; by hand does", () => {
    const elements = timeElements({
      stretches: history(
        sixMs,
        ["run", 10, { mode: "dryRun" }],
        ["run", 10, { mode: "maintenance" }],
        ["run", 10, { mode: "manual" }],
      ),
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + 30 * minuteMs,
    });
    expect([elements.lossMs.nonProduction / minuteMs, elements.productionMs / minuteMs]).toEqual([20, 10]);
  });

  test("two machines: elements are added, then divided", () => {
    const one = timeElements({
      stretches: history(sixMs, ["run", 60]),
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + hourMs,
      counts: parts(60, 60, 60),
    });
    const other = timeElements({
      stretches: history(sixMs, ["down", 180]),
      calendar: shift,
      timeZone: zone,
      fromMs: sixMs,
      toMs: sixMs + 3 * hourMs,
    });
    const both = addElements(one, other);
    expect([oeeIndices(both).oee, accounted(both)]).toEqual([0.25, both.plannedBusyMs]);
    expect(addElements(one, noTime)).toEqual(one);
  });

  test("nights of 22:00-06:00 have 7 h when the clocks go forward and 9 h when they go back", () => {
    const night = calendar("22:00", "06:00");
    const busyHours = (fromIso: string, hours: number): number =>
      timeElements({
        stretches: [],
        calendar: night,
        timeZone: zone,
        fromMs: Date.parse(fromIso),
        toMs: Date.parse(fromIso) + hours * hourMs,
      }).plannedBusyMs / hourMs;
    expect(busyHours("2026-03-28T21:00:00Z", 7)).toBe(7);
    expect(busyHours("2026-03-28T21:00:00Z", 9)).toBe(7);
    expect(busyHours("2026-10-24T20:00:00Z", 9)).toBe(9);
  });
});

describe("whatever happens", () => {
  const calendars = [
    calendar("06:00", "14:00", ["10:00", "10:30"]),
    calendar("22:00", "06:00", ["02:00", "02:45"]),
    calendar("22:00", "06:00"),
    calendar("06:30", "15:15", ["09:00", "09:15"], ["12:00", "12:30"]),
    calendarSchema.parse({ id: "none", shifts: [] }),
  ];
  const days = ["2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z", "2026-11-23T00:00:00Z"].map((iso) =>
    Date.parse(iso),
  );
  const world = fc.record({
    calendar: fc.constantFrom(...calendars),
    startMs: fc.constantFrom(...days),
    offsetMs: fc.integer({ min: 0, max: 20 * hourMs }),
    lengthMs: fc.integer({ min: 1, max: 26 * hourMs }),
    entries: fc.array(
      fc.record({
        lengthMs: fc.integer({ min: 0, max: 3 * hourMs }),
        state: fc.constantFrom(...assetStates),
        mode: fc.constantFrom(...assetModes),
      }),
      { maxLength: 60 },
    ),
    gaps: fc.array(fc.tuple(fc.integer({ min: 0, max: 5 * hourMs }), fc.integer({ min: 1, max: hourMs })), {
      maxLength: 4,
    }),
    produced: fc.integer({ min: 0, max: 3000 }),
    goodShare: fc.double({ min: 0, max: 1, noNaN: true }),
    idealMs: fc.integer({ min: 1, max: 200_000 }),
  });

  test("PRI x GQ + losses = planned busy time", () => {
    fc.assert(
      fc.property(world, (given) => {
        let atMs = given.startMs;
        const segments = given.entries.map(({ lengthMs, state, mode }) => {
          const fromMs = atMs;
          atMs += lengthMs;
          return { fromMs, toMs: atMs, state, mode };
        });
        let gapMs = given.startMs;
        const gaps = given.gaps.map(([pauseMs, lengthMs]) => {
          const fromMs = gapMs + pauseMs;
          gapMs = fromMs + lengthMs;
          return { fromMs, toMs: gapMs };
        });
        const good = Math.floor(given.produced * given.goodShare);
        const elements = timeElements({
          stretches: outsideOf(toStretches(segments), gaps),
          calendar: given.calendar,
          timeZone: zone,
          fromMs: given.startMs + given.offsetMs,
          toMs: given.startMs + given.offsetMs + given.lengthMs,
          counts: {
            ...noParts,
            produced: given.produced,
            good,
            idealProducedMs: given.produced * given.idealMs,
            idealGoodMs: good * given.idealMs,
          },
        });
        expect(accounted(elements)).toBe(elements.plannedBusyMs);
        expect(elements.plannedBusyMs + elements.breakMs).toBe(elements.plannedOperationMs);
        expect(elements.unknownMs).toBeGreaterThanOrEqual(0);
        expect(elements.breakMs).toBeGreaterThanOrEqual(0);
        expect(elements.reasons.reduce((sum, { lostMs }) => sum + lostMs, 0)).toBe(
          lossBuckets.reduce((sum, bucket) => sum + elements.lossMs[bucket], 0),
        );
        const { oee, availability, effectiveness, quality } = oeeIndices(elements);
        if (oee !== undefined && effectiveness !== undefined && quality !== undefined)
          expect((availability ?? 0) * effectiveness * quality).toBeCloseTo(oee, 9);
      }),
      { numRuns: 300 },
    );
  });

  test("a window cut in two has the same sums", () => {
    fc.assert(
      fc.property(world, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        let atMs = given.startMs;
        const stretches = given.entries.map(({ lengthMs, state, mode }): Stretch => {
          const fromMs = atMs;
          atMs += lengthMs;
          return { fromMs, toMs: atMs, state, mode };
        });
        const fromMs = given.startMs + given.offsetMs;
        const toMs = fromMs + given.lengthMs;
        const cutMs = fromMs + Math.floor(given.lengthMs * share);
        const of = (startMs: number, endMs: number): TimeElements =>
          timeElements({ stretches, calendar: given.calendar, timeZone: zone, fromMs: startMs, toMs: endMs });
        const whole = of(fromMs, toMs);
        const halves = addElements(of(fromMs, cutMs), of(cutMs, toMs));
        expect({ ...halves, reasons: [] }).toEqual({ ...whole, reasons: [] });
      }),
      { numRuns: 200 },
    );
  });
});
