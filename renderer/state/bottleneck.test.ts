// Which stretch of a report holds at a time, and what is said after what is settled.
import { describe, expect, test } from "vitest";
import { bottleneckReportSchema, type ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import { constraintAt, constraintStretches } from "./bottleneck.ts";

const stretch = (
  fromMs: number,
  toMs: number,
  resource: string,
  provisional = false,
): ConstraintStretchInfo => ({
  fromMs,
  toMs,
  resource,
  provisional,
});
const report = (...stretches: ConstraintStretchInfo[]) =>
  bottleneckReportSchema.parse({
    window: { fromMs: 0, toMs: 100, units: 20 },
    unitName: "packs",
    word: "likely",
    ranking: [],
    tieSet: [],
    coverage: 1,
    thin: [],
    level: "L3",
    methods: [],
    stretches,
    stops: [],
    warnings: [],
    isWhole: true,
    provenance: { engine: "test", seed: 1, inputHash: "0" },
  });

describe("the constraint at a time", () => {
  const info = report(stretch(10, 40, "B10"), stretch(50, 80, "D20"));

  test("is the one whose stretch holds then", () => {
    expect([10, 39, 50].map((timeMs) => constraintAt(info, timeMs)?.resource)).toEqual(["B10", "B10", "D20"]);
  });

  test("is nobody before the first and in a gap", () => {
    expect([0, 40, 49].map((timeMs) => constraintAt(info, timeMs))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("is the last, provisionally, from what is settled on, also a little after the report", () => {
    expect([80, 100, 105].map((timeMs) => constraintAt(info, timeMs))).toEqual(
      [80, 100, 105].map(() => stretch(80, 100, "D20", true)),
    );
  });

  test("is what the report says where it speaks of the unsettled itself", () => {
    const own = report(stretch(10, 40, "B10"), stretch(40, 90, "D80", true));
    expect(constraintStretches(own)).toEqual([stretch(10, 40, "B10"), stretch(40, 90, "D80", true)]);
    expect(constraintAt(own, 95)?.resource).toBe("D80");
  });

  test("is unknown without a report, and when nothing can be said", () => {
    expect(constraintAt(undefined, 50)).toBeUndefined();
    expect(constraintAt(report(), 50)).toBeUndefined();
  });
});
