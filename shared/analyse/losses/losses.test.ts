// Stops, their reasons and their sums; the hour board; what a station produced.
import { describe, expect, test } from "vitest";
import type { LaneSegment } from "../../host-api/requests.ts";
import type { PartEvent } from "../../model/fact.ts";
import { calendarSchema, plantSchema } from "../../model/plant-schema.ts";
import { resolvePlant } from "../../model/plant.ts";
import { clockHours, hourBoard, mainLoss } from "./hour-board.ts";
import { calendarOf, isRejectWay, lineEndStations } from "./line-end.ts";
import { countVisits, partVisits } from "./part-counts.ts";
import { stopsOf, sumByAsset, sumByReason } from "./stop-list.ts";
import { outsideOf, toStretches } from "./stretches.ts";
import { noTime } from "./time-elements.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "Europe/Berlin",
    reasons: [
      {
        code: "technical",
        text: "Technical",
        reasons: [
          {
            code: "breakdown",
            text: "Breakdown",
            reasons: [
              { code: "wire", text: "Wire" },
              { code: "drive", text: "Drive" },
            ],
          },
        ],
      },
      { code: "organisation", text: "Organisation", reasons: [{ code: "setup", text: "Setup" }] },
    ],
    calendars: [
      { id: "two", shifts: [{ name: "S", from: "06:30", to: "09:00", days: [1, 2, 3, 4, 5, 6, 7] }] },
      { id: "own", shifts: [] },
    ],
    assets: [
      { id: "L", name: "Line", level: "line", calendar: "two" },
      { id: "M", name: "M", level: "station", parent: "L", idealCycleS: { a: 30, b: 40 }, reworkCycleS: 10 },
      { id: "N1", name: "N1", level: "station", parent: "L", calendar: "own" },
      { id: "N2", name: "N2", level: "station", parent: "L" },
      { id: "R", name: "R", level: "station", parent: "L" },
      { id: "Q", name: "Q", level: "buffer", parent: "L", capacity: 2 },
      { id: "OUT", name: "Out", level: "demand" },
    ],
    links: [
      { from: "M", to: "N1" },
      { from: "M", to: "N2" },
      { from: "M", to: "R", kind: "rework" },
      { from: "N1", to: "Q" },
      { from: "N2", to: "Q" },
      { from: "Q", to: "OUT" },
      { from: "R", to: "OUT", kind: "scrap" },
    ],
    plan: { taktS: 60, calendar: "two", countAt: "OUT" },
  }),
);

/** Segments one after the other from 0, minutes each. */
function segments(...entries: readonly [state: string, minutes: number, more?: Partial<LaneSegment>][]) {
  let atMs = 0;
  return entries.map(([state, minutes, more]): LaneSegment => {
    const fromMs = atMs;
    atMs += minutes * minuteMs;
    return { fromMs, toMs: atMs, state, ...more };
  });
}

describe("stretches", () => {
  test("a micro-stop that became down is one stop, with the reason that came later", () => {
    const stretches = toStretches(
      segments(
        ["run", 5],
        ["microstop", 5, { nativeState: "HELD" }],
        ["down", 10, { nativeState: "HELD", reason: "Wire", reasonCode: "wire" }],
        ["down", 3, { reason: "Drive", reasonCode: "drive" }],
        ["starved", 2],
        ["microstop", 1],
      ),
    );
    expect(
      stretches.map(({ state, fromMs, toMs, reasonCode }) => [
        state,
        fromMs / minuteMs,
        toMs / minuteMs,
        reasonCode,
      ]),
    ).toEqual([
      ["run", 0, 5, undefined],
      ["down", 5, 20, "wire"],
      ["down", 20, 23, "drive"],
      ["starved", 23, 25, undefined],
      ["microstop", 25, 26, undefined],
    ]);
  });

  test("gaps are cut out", () => {
    const known = outsideOf(toStretches(segments(["run", 10], ["down", 10])), [
      { fromMs: 2 * minuteMs, toMs: 4 * minuteMs },
      { fromMs: 8 * minuteMs, toMs: 12 * minuteMs },
      { fromMs: 19 * minuteMs, toMs: Infinity },
    ]);
    expect(known.map(({ fromMs, toMs }) => [fromMs / minuteMs, toMs / minuteMs])).toEqual([
      [0, 2],
      [4, 8],
      [12, 19],
    ]);
  });
});

describe("stops", () => {
  const stretches = toStretches(
    segments(
      ["down", 10, { reason: "Wire", reasonCode: "wire", nativeState: "ABORTED" }],
      ["run", 10],
      ["setup", 4, { reason: "Setup", reasonCode: "setup" }],
      ["run", 10],
      ["microstop", 1, { reason: "E-17", reasonCode: "E-17" }],
      ["run", 10],
      ["down", 20],
      ["starved", 60],
    ),
  );
  const window = { fromMs: 5 * minuteMs, toMs: 60 * minuteMs };
  const stops = stopsOf("M", stretches, window, (fromMs) =>
    fromMs === 45 * minuteMs ? { code: "drive", text: "Drive" } : undefined,
  );

  test("each is whole, with what machine and person said", () => {
    expect(
      stops.map(({ state, fromMs, toMs, nativeState, machine, person }) => [
        state,
        fromMs / minuteMs,
        toMs / minuteMs,
        nativeState,
        machine?.code,
        person?.code,
      ]),
    ).toEqual([
      ["down", 0, 10, "ABORTED", "wire", undefined],
      ["setup", 20, 24, undefined, "setup", undefined],
      ["microstop", 34, 35, undefined, "E-17", undefined],
      ["down", 45, 65, undefined, undefined, "drive"],
    ]);
  });

  test("sums go over three levels of the tree, cut to the window; codes of the machine stand apart", () => {
    expect(
      sumByReason(stops, plant.file.reasons, window).map(({ code, level, listed, lostMs, count }) => [
        code,
        level,
        listed,
        lostMs / minuteMs,
        count,
      ]),
    ).toEqual([
      ["technical", 0, true, 20, 2],
      ["breakdown", 1, true, 20, 2],
      ["drive", 2, true, 15, 1],
      ["wire", 2, true, 5, 1],
      ["organisation", 0, true, 4, 1],
      ["setup", 1, true, 4, 1],
      ["E-17", 0, false, 1, 1],
    ]);
    expect(sumByAsset(stops, window)).toEqual([{ assetId: "M", lostMs: 25 * minuteMs, count: 4 }]);
  });
});

describe("parts", () => {
  const asset = plant.assets[1]!;
  const event = (verb: PartEvent["verb"], serial: string, timeMs: number, more: Partial<PartEvent> = {}) => ({
    verb,
    serial,
    timeMs,
    asset: "M",
    ...more,
  });
  const kinds: Record<string, string> = { p1: "a", p2: "b", p3: "a", p4: "a", p5: "a", p6: "?" };

  test("good are those that were neither scrapped nor sent to rework; each has the ideal cycle of its variant", () => {
    const visits = partVisits(
      asset,
      [
        event("enter", "p1", 1),
        event("leave", "p1", 2, { to: "N1" }),
        event("leave", "p2", 3, { to: "N2" }),
        event("leave", "p3", 4, { to: "R" }),
        event("enter", "p4", 5),
        event("scrap", "p4", 6),
        event("leave", "p4", 6),
        event("rework", "p5", 7),
        event("leave", "p5", 7, { to: "N1" }),
        event("enter", "p5", 8),
        event("leave", "p5", 9, { to: "N1" }),
        event("enter", "p1", 10),
      ],
      (serial, timeMs) => ({ variant: kinds[serial] ?? "", again: serial === "p5" && timeMs > 8 }),
      (to) => isRejectWay(plant, asset, to),
    );
    const counts = countVisits(visits, 0, 100);
    // p1 30, p2 40, p5 again 10 good; p3, p4, p5 30 each not.
    expect(counts).toEqual({
      produced: 6,
      good: 3,
      idealProducedMs: 170_000,
      idealGoodMs: 80_000,
      withoutIdeal: 0,
    });
  });

  test("one whose variant has no ideal cycle is counted as such", () => {
    const events = [event("leave", "p6", 1)];
    const unknown = partVisits(asset, events, () => ({ variant: "?", again: false }));
    expect(countVisits(unknown, 0, 1)).toMatchObject({
      produced: 1,
      withoutIdeal: 1,
    });
    const told = partVisits(asset, [event("ship", "x", 1, { variant: "b" })], () => undefined);
    expect(countVisits(told, 0, 1)).toMatchObject({
      good: 1,
      idealGoodMs: 40_000,
    });
  });
});

describe("line end and calendars", () => {
  test("the stations before the place where the plan counts, rejects left out", () => {
    expect(lineEndStations(plant).map(({ id }) => id)).toEqual(["N1", "N2"]);
  });

  test("an asset follows its own calendar, or that of what it belongs to", () => {
    const calendars = ["M", "N1", "OUT"].map(
      (id) => calendarOf(plant, plant.assets[plant.assetRowById.get(id) ?? 0]!)?.id,
    );
    expect(calendars).toEqual(["two", "own", "two"]);
  });
});

describe("hour board", () => {
  const halfPastSixMs = Date.parse("2026-11-23T05:30:00Z");
  const shift = { fromMs: halfPastSixMs, toMs: halfPastSixMs + 2.5 * hourMs };
  const everyTwoMinutes = Array.from({ length: 75 }, (_, index) => shift.fromMs + (index + 1) * 2 * minuteMs);
  const input = {
    shift,
    calendar: calendarSchema.parse({
      id: "c",
      shifts: [
        {
          name: "S",
          from: "06:30",
          to: "09:00",
          days: [1],
          breaks: [{ from: "07:45", to: "08:00" }],
        },
      ],
    }),
    timeZone: "Europe/Berlin",
    taktS: 90,
    shippedMs: everyTwoMinutes,
    knownFromMs: shift.fromMs,
  };

  test("a shift that begins at half past has a part hour; plans are whole parts that add up", () => {
    const board = hourBoard({ ...input, atMs: shift.toMs });
    expect(
      board.map((hour) => [
        (hour.toMs - hour.fromMs) / minuteMs,
        hour.plannedMs / minuteMs,
        hour.plan,
        hour.actual,
        hour.difference,
        hour.cumulated,
      ]),
    ).toEqual([
      [30, 30, 20, 15, -5, -5],
      [60, 45, 30, 30, 0, -5],
      [60, 60, 40, 30, -10, -15],
    ]);
  });

  test("the running hour is measured against the plan so far, and what is to come has none", () => {
    const board = hourBoard({ ...input, atMs: shift.fromMs + 45 * minuteMs });
    expect(board.map(({ plan, planSoFar, actual }) => [plan, planSoFar, actual])).toEqual([
      [20, 20, 15],
      [30, 10, 7],
      [40, 0, undefined],
    ]);
  });

  test("hours before the data have no count, and then nothing is cumulated", () => {
    const board = hourBoard({
      ...input,
      knownFromMs: shift.fromMs + 20 * minuteMs,
      atMs: shift.toMs,
    });
    expect(board.map(({ actual, cumulated }) => [actual, cumulated])).toEqual([
      [undefined, undefined],
      [30, undefined],
      [30, undefined],
    ]);
  });

  test("the night on which the clocks go back has nine hours, the other seven", () => {
    const hours = (fromIso: string, toIso: string): number =>
      clockHours("Europe/Berlin", { fromMs: Date.parse(fromIso), toMs: Date.parse(toIso) }).length;
    expect(hours("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")).toBe(9);
    expect(hours("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")).toBe(7);
  });

  test("the main loss is the largest of all kinds", () => {
    expect(mainLoss(noTime)).toBeUndefined();
    expect(
      mainLoss({
        ...noTime,
        productionMs: 10,
        idealProducedMs: 4,
        idealGoodMs: 3,
        lossMs: { ...noTime.lossMs, down: 5 },
      }),
    ).toEqual({ bucket: "speed", lostMs: 6 });
  });
});
