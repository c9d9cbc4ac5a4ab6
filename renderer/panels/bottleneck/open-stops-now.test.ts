// A stop that goes on is listed before a report tells of it, and once.
import { expect, test } from "vitest";
import { outlookText, stopOutlook } from "./constraint-words.ts";
import { openStopsNow } from "./open-stops-now.ts";

test("a stop that no report tells of is listed as being computed; one that is told stays the report's", () => {
  const told = { assetId: "D65", fromMs: 0, toMs: 9, open: true, code: "", text: "", unitsLost: 0 };
  const [stop, ...others] = openStopsNow("B10a 1000 microstop\nD65 500 down", 61_000, [told]);
  expect(others).toEqual([]);
  expect(stop).toMatchObject({ assetId: "B10a", fromMs: 1000, toMs: 61_000, open: true });
  expect(stop === undefined ? "" : outlookText(stopOutlook(stop, 61_000), "packs")).toBe(
    "What it costs is being computed…",
  );
  expect(openStopsNow("", 0, [])).toEqual([]);
});
