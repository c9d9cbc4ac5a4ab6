// What panels print of a report: numbers to words, since when, what a stop still costs.
import { describe, expect, test } from "vitest";
import type { BottleneckInfo, StopCost } from "#shared/host-api/bottleneck-schema.ts";
import { clearReport, fixtureReports } from "../../gallery/fixture-constraint.ts";
import { fixtureNowMs, fixtureStartMs } from "../../gallery/fixture-plant.ts";
import {
  agreement,
  byUrgency,
  candidates,
  costOf,
  costText,
  intervalText,
  minutesText,
  outlookText,
  percentText,
  provisionalFromMs,
  signedUnits,
  sinceMsOf,
  stopOutlook,
  unitsText,
} from "./constraint-words.ts";
import { forecastRows } from "./forecast-rows.ts";

const minuteMs = 60_000;
const stop = (more: Partial<StopCost> = {}): StopCost => ({
  assetId: "D65",
  fromMs: 0,
  toMs: 19 * minuteMs,
  open: false,
  code: "F-18",
  text: "Screw feeder empty",
  ...more,
});

describe("numbers", () => {
  test("percentages never claim all or nothing where it is neither", () => {
    expect([0, 0.002, 0.784, 0.996, 1].map(percentText)).toEqual(["0 %", "<1 %", "78 %", ">99 %", "100 %"]);
  });

  test("units have the decimals that their size bears, and a true minus", () => {
    expect([0.01, 0.44, 6.02, -2.36, 12.4, 1234.5].map(unitsText)).toEqual([
      "0",
      "0.4",
      "6",
      "−2.4",
      "12",
      "1,235",
    ]);
    expect([1.9, -0.3, 0.01].map(signedUnits)).toEqual(["+1.9", "−0.3", "±0"]);
    expect(intervalText({ lo: -0.1, hi: 2.6 })).toBe("−0.1 to 2.6");
  });

  test("minutes as people say them", () => {
    expect([0.4, 3.5, 4.02, 19.3, 134.5].map(minutesText)).toEqual([
      "24 s",
      "3.5 min",
      "4 min",
      "19 min",
      "2 h 15 min",
    ]);
  });
});

describe("who", () => {
  test("one, those that tie, or nobody", () => {
    expect([fixtureReports.clear, fixtureReports.tied, fixtureReports.unknown].map(candidates)).toEqual([
      ["B10"],
      ["B10", "D80"],
      [],
    ]);
  });

  test("a method that names a station of the cell agrees, one that names nothing does not", () => {
    const methods: BottleneckInfo["methods"] = [
      { name: "utilisation", pick: "B10a", score: 1 },
      { name: "walk", pick: "B10", score: 1 },
      { name: "arrow", pick: "D20", score: 1 },
      { name: "turningPoint", score: 0 },
    ];
    expect(agreement({ ...clearReport, methods })).toEqual({ agree: 2, total: 4 });
  });

  test("since it took over from another, through settled and provisional stretches", () => {
    expect(sinceMsOf(clearReport, "B10")).toBe(fixtureStartMs + 61 * minuteMs);
    expect(sinceMsOf(clearReport, "D40")).toBeUndefined();
  });

  test("provisional begins where the report says, else where it stops being settled", () => {
    const stretches = clearReport.stretches.filter(({ provisional }) => !provisional);
    const settledToMs = fixtureStartMs + 68 * minuteMs;
    const over = [{ fromMs: fixtureStartMs, toMs: fixtureNowMs, resource: "B10", provisional: false }];
    expect([
      provisionalFromMs(clearReport),
      provisionalFromMs({ ...clearReport, stretches }),
      provisionalFromMs({ ...clearReport, stretches: over, settledToMs: fixtureNowMs }),
    ]).toEqual([settledToMs, settledToMs, undefined]);
  });
});

describe("stops", () => {
  test("minutes and cost are two numbers", () => {
    expect([
      costText(stop({ unitsLost: 0 }), "packs"),
      costText(stop({ unitsLost: 2.6 }), "packs"),
      costText(stop(), "packs"),
    ]).toEqual(["19 min, 0 packs", "19 min, 2.6 packs", "19 min"]);
  });

  test("the countdown of an open stop, and what it costs once it costs", () => {
    const open = stop({ open: true, unitsLost: 0, losesFromMs: 30 * minuteMs, lossPerHour: 6 });
    const said = (each: StopCost, nowMs: number): string => outlookText(stopOutlook(each, nowMs), "packs");
    expect([
      said(open, 10 * minuteMs),
      said(open, 23 * minuteMs),
      said(open, 29.5 * minuteMs),
      said(open, 31 * minuteMs),
      said(stop({ open: true, unitsLost: 0 }), 0),
      said(stop({ open: true }), 0),
    ]).toEqual([
      "20 min left before the line loses packs",
      "7 min 00 s left before the line loses packs",
      "30 s left before the line loses packs",
      "Losing 6 packs an hour",
      "The line loses no packs by it",
      "What it costs is being computed…",
    ]);
  });

  test("open ones first, of these what costs soonest; then the costliest, then the longest", () => {
    const stops = [
      stop({ assetId: "long" }),
      stop({ assetId: "dear", unitsLost: 3, toMs: minuteMs }),
      stop({ assetId: "never", open: true, unitsLost: 0 }),
      stop({ assetId: "soon", open: true, unitsLost: 0, losesFromMs: 5 }),
      stop({ assetId: "short", toMs: minuteMs }),
    ];
    expect(byUrgency(stops).map(({ assetId }) => assetId)).toEqual([
      "soon",
      "never",
      "dear",
      "long",
      "short",
    ]);
  });

  test("a stop of another list is found by its station and its beginning", () => {
    const info = { ...clearReport, stops: [stop({ unitsLost: 2, fromMs: 1000.4 })] };
    expect([
      costOf(info, "D65", 1000)?.unitsLost,
      costOf(info, "D60", 1000),
      costOf(info, "D65", 9000),
    ]).toEqual([2, undefined, undefined]);
  });
});

test("the forecast by resource, the likeliest first, beside persistence", () => {
  const rows = forecastRows(
    {
      atMs: 0,
      horizons: [
        { horizonS: 300, p: { A: 0.9, B: 0.1 }, persistence: { A: 1 } },
        { horizonS: 900, p: { B: 0.6, C: 0.05 }, persistence: { A: 0.8 } },
      ],
    },
    2,
  );
  expect(
    rows.map(({ resource, cells }) => [resource, ...cells.map(({ p, persistence }) => [p, persistence])]),
  ).toEqual([
    ["A", [0.9, 1], [0, 0.8]],
    ["B", [0.1, 0], [0.6, 0]],
  ]);
});
