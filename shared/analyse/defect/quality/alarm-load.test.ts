// Alarm load on a log written by hand.
import { expect, test } from "vitest";
import type { ConditionLevel } from "#shared/model/fact.ts";
import { AlarmLog } from "./alarm-load.ts";
import { startMs, testLine } from "./test-line.ts";

const plant = testLine();
const hourMs = 3_600_000;
const window = { fromMs: startMs, toMs: startMs + hourMs };

function logOf(rows: readonly (readonly [number, string, ConditionLevel, string])[]): AlarmLog {
  const log = new AlarmLog(plant);
  for (const [afterMs, assetId, level, code] of rows) {
    const timeMs = startMs + afterMs;
    const asset = plant.assetRowById.get(assetId) ?? -1;
    log.condition({
      kind: "condition",
      receivedMs: timeMs,
      asset,
      key: `${assetId}/c`,
      timeMs,
      level,
      code,
      text: code,
    });
  }
  return log;
}

test("counts, rates, floods and sources", () => {
  // Twelve alarms of half a minute in the second ten minutes, one that goes on in the last.
  const rows = Array.from({ length: 12 }, (_, at) => [
    [600_001 + at * 45_000, at < 8 ? "Wa" : "T1", "warning", at < 8 ? "E1" : "E2"] as const,
    [630_001 + at * 45_000, at < 8 ? "Wa" : "T1", "normal", ""] as const,
  ]).flat();
  const load = logOf([...rows, [hourMs, "T2", "fault", "E3"], [hourMs + 1, "T3", "fault", "E4"]]).load(
    window,
    2,
  );
  expect(load).toEqual({
    window,
    alarms: 13,
    perHour: 13,
    periods: 6,
    floods: 1,
    mostInTenMinutes: 12,
    top: [
      { assetId: "Wa", code: "E1", text: "E1", alarms: 8 },
      { assetId: "T1", code: "E2", text: "E2", alarms: 4 },
      { assetId: "T2", code: "E3", text: "E3", alarms: 1 },
    ],
    topTenShare: 1,
    chattering: 0,
    fleeting: 0,
    stale: 0,
    levels: { warning: 12, fault: 1 },
    flags: 2,
  });
});

test("chattering, fleeting and stale", () => {
  const log = logOf([
    [-25 * hourMs, "T2", "fault", "S1"],
    [0, "T3", "fault", "S2"],
    [1000, "Wa", "warning", "C1"],
    [5000, "Wa", "normal", ""],
    [20_000, "Wa", "warning", "C1"],
    [40_000, "Wa", "normal", ""],
    [61_000, "Wa", "warning", "C1"],
    [90_000, "Wa", "normal", ""],
  ]);
  expect(log.load(window, 0)).toMatchObject({ alarms: 3, chattering: 1, fleeting: 1, stale: 1 });
});

test("another code is another alarm; one that gets worse or is told again is not", () => {
  const log = logOf([
    [1, "Wa", "warning", "E1"],
    [2, "Wa", "warning", "E1"],
    [3, "Wa", "fault", "E1"],
    [4, "Wa", "fault", "E2"],
    [5, "Wa", "unavailable", ""],
  ]);
  expect(log.load(window, 0)).toMatchObject({ alarms: 2, levels: { warning: 1, fault: 1 } });
});

test("an empty window has no load", () => {
  expect(logOf([]).load(window, 0)).toMatchObject({
    alarms: 0,
    perHour: 0,
    topTenShare: 0,
    top: [],
    mostInTenMinutes: 0,
  });
});
