// A value is judged by the limits that hold, the gravest first, and lies where it should on its bar.
import { describe, expect, test } from "vitest";
import type { Limit } from "#shared/model/plant-schema.ts";
import { breachOf, limitScale, limitsAt, placeOnScale } from "./limits.ts";

const spec: Limit = { kind: "spec", low: 10, high: 20 };
const alarm: Limit = { kind: "alarm", low: 5, high: 25 };

describe("breaches", () => {
  test("within all limits there is none, the limit itself included", () => {
    expect([10, 15, 20].map((value) => breachOf(value, [spec, alarm]))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  test("the gravest broken limit is named", () => {
    expect(breachOf(22, [spec, alarm])).toEqual({ side: "above", kind: "spec", limit: 20 });
    expect(breachOf(30, [spec, alarm])).toEqual({ side: "above", kind: "alarm", limit: 25 });
    expect(breachOf(4, [spec, alarm])).toEqual({ side: "below", kind: "alarm", limit: 5 });
  });
});

describe("which limits hold", () => {
  const since = (date: string, high: number): Limit => ({ kind: "control", high, since: date });
  const limits = [since("2026-01-01T00:00:00Z", 1), since("2026-06-01T00:00:00Z", 2)];
  test("the newest of its kind that has begun", () => {
    const highAt = (date: string) => limitsAt(limits, Date.parse(date), undefined)[0]?.high;
    expect(highAt("2026-03-01T00:00:00Z")).toBe(1);
    expect(highAt("2026-07-01T00:00:00Z")).toBe(2);
    expect(highAt("2025-07-01T00:00:00Z")).toBeUndefined();
  });
  test("those of another variant do not", () => {
    const limited: Limit[] = [{ ...spec, variant: "96" }];
    expect(limitsAt(limited, 0, "84")).toEqual([]);
    expect(limitsAt(limited, 0, "96")).toEqual(limited);
  });
});

describe("the bar", () => {
  test("reaches half the band's width beyond it on both sides", () => {
    const scale = limitScale([spec]);
    expect(scale).toMatchObject({ low: 5, high: 25, okFrom: 0.25, okTo: 0.75 });
    expect(scale && placeOnScale(scale, 15)).toBe(0.5);
  });
  test("ends at the range when the plant gives one", () => {
    expect(limitScale([{ kind: "range", low: 0, high: 100 }, spec])).toMatchObject({ low: 0, high: 100 });
  });
  test("keeps a value beyond its end at the end", () => {
    const scale = limitScale([spec]);
    expect(scale && [placeOnScale(scale, -50), placeOnScale(scale, 500)]).toEqual([0, 1]);
  });
  test("is missing without limits", () => {
    expect(limitScale([])).toBeUndefined();
  });
});
