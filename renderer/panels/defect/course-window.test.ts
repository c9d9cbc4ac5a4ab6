// Which stretch of time a signal's course is shown for.
import { expect, test } from "vitest";
import { courseWindow, shareOf } from "./course-window.ts";
import { machineFinding } from "../../gallery/fixture-defect-findings.ts";

const minuteMs = 60_000;
const report = { fromMs: 0, toMs: 480 * minuteMs };
const finding = { ...machineFinding, onsetMs: 100 * minuteMs, detectedMs: 130 * minuteMs };
const minutes = (more: Partial<typeof finding>, window = report): number[] => {
  const { fromMs, toMs } = courseWindow({ ...finding, ...more }, window);
  return [fromMs / minuteMs, toMs / minuteMs];
};

test("as long before the onset as it took to flag it, and as long after the flag or the end", () => {
  expect(minutes({})).toEqual([70, 160]);
  expect(minutes({ endMs: 200 * minuteMs })).toEqual([70, 230]);
  expect(minutes({ detectedMs: finding.onsetMs })).toEqual([90, 110]);
});

test("never beyond what the report knows, and still when there is only a moment", () => {
  expect(minutes({}, { fromMs: 90 * minuteMs, toMs: 141.5 * minuteMs })).toEqual([90, 141]);
  const { fromMs, toMs } = courseWindow(
    { ...finding, detectedMs: finding.onsetMs },
    {
      fromMs: finding.onsetMs,
      toMs: finding.onsetMs,
    },
  );
  expect(toMs).toBeGreaterThan(fromMs);
});

test("a moment outside lies at the edge", () => {
  const window = { fromMs: 10, toMs: 20 };
  expect([5, 10, 15, 25].map((timeMs) => shareOf(window, timeMs))).toEqual([0, 0, 0.5, 1]);
});
