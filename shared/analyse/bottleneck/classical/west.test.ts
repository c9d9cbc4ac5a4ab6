// The classical methods on somebody else's line: the shares published with the data (golden values of its README).
import { describe, expect, test } from "vitest";
import { isWestHere, westLog } from "../../../../tests/support/west-log.ts";
import { shiftingBottleneck } from "./active-period.ts";
import { lineActivity } from "./fractions.ts";
import { classicalPanel } from "./panel.ts";

if (!isWestHere) console.warn("The log of West and Deuse is not beside the project; its tests are skipped.");

describe.skipIf(!isWestHere)("the log of West and Deuse", () => {
  test.each([
    ["000", [0.019, 0.344, 0.052, 0.57, 0.016]],
    ["001", [0.031, 0.477, 0.045, 0.406, 0.041]],
    ["002", [0.023, 0.418, 0.091, 0.4, 0.068]],
  ])("%s: the title of longest active period is held for the shares %j", (replicate, shares) => {
    const log = westLog(replicate);
    const activity = lineActivity(log, { fromS: 0, toS: log.endS });
    const { title } = shiftingBottleneck(activity);
    shares.forEach((share, station) => {
      expect(Math.abs((title[station] ?? NaN) - share)).toBeLessThan(0.005);
    });
  });

  test.each(["000", "001", "002"])(
    "%s: the first station never starves, the last never blocks",
    (replicate) => {
      const log = westLog(replicate);
      const { shares } = classicalPanel(log, { fromS: 0, toS: log.endS });
      expect(shares[0]?.fractions.starved).toBe(0);
      expect(shares[4]?.fractions.blocked).toBe(0);
      // Nothing is left without an explanation.
      expect(Math.max(...shares.slice(0, 5).map(({ fractions }) => fractions.other))).toBe(0);
    },
  );

  test.each(["000", "001", "002"])("%s: every method names one of the two slow stations", (replicate) => {
    const log = westLog(replicate);
    for (const { pick } of classicalPanel(log, { fromS: 0, toS: log.endS }).methods)
      expect(["M2", "M4"]).toContain(pick);
  });
});
