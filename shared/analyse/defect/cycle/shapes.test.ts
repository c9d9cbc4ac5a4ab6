import { describe, expect, it, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { cutCycles } from "./cut-cycles.ts";
import { bestPlace, distanceProfile } from "./distance-profile.ts";
import { fitShapes, judgeCycle, leastCycles } from "./shapes.ts";
import { cyclicSignal, type ShapeFault, shapeFaults } from "./test-cycles.ts";

/** The definition: less the mean, over the deviation. */
function zNormalised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.hypot(...values.map((value) => value - mean)) / Math.sqrt(values.length);
  return values.map((value) => (value - mean) / deviation);
}

describe("the distance profile", () => {
  const random = seededRandom(4);
  const numbers = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => 50 + 10 * random.next());
  it("is the distance of the z-normalised stretches, one by one", () => {
    const query = numbers(17);
    const series = numbers(60);
    const wanted = Array.from({ length: 44 }, (_, at) => {
      const there = zNormalised(series.subarray(at, at + 17));
      return Math.hypot(...zNormalised(query).map((value, i) => value - (there[i] ?? NaN)));
    });
    distanceProfile(query, series, 1e-9).forEach((value, at) =>
      expect(value).toBeCloseTo(wanted[at] ?? NaN, 9),
    );
  });
  it("is nought where the query was cut out, at another level and height as well", () => {
    const series = numbers(80);
    const query = series.slice(30, 50).map((value) => 3 * value - 7);
    expect(bestPlace(distanceProfile(query, series, 1e-9))).toMatchObject({ at: 30 });
    expect(bestPlace(distanceProfile(query, series, 1e-9)).distance).toBeLessThan(1e-5);
  });
  it("does not blow up the noise of a flat line", () => {
    const flat = Float64Array.from({ length: 20 }, () => 5 + 1e-6 * random.next());
    const other = Float64Array.from({ length: 20 }, () => 9 + 1e-6 * random.next());
    expect(distanceProfile(flat, other, 1)[0]).toBeLessThan(1e-4);
  });
});

describe("cycles are cut", () => {
  it("into means over equal pieces, a value holding until the next", () => {
    const signal = { timesMs: [0, 5, 10, 20], values: [1, 3, 4, 8] };
    const [first, second] = cutCycles(signal, [0, 10, 30], 2);
    expect([first?.points, second?.points]).toEqual([Float64Array.of(1, 3), Float64Array.of(4, 8)]);
    expect([...(cutCycles(signal, [0, 20], 2)[0]?.points ?? [])]).toEqual([2, 4]);
  });
  it("without those that a stop lies in or that lack values", () => {
    const timesMs = Array.from({ length: 80 }, (_, at) => at);
    const signal = { timesMs, values: timesMs.map((at) => (at >= 20 && at < 30 ? NaN : at)) };
    const spans = cutCycles(signal, [0, 10, 20, 30, 40, 70, 80], 5).map(({ fromMs }) => fromMs);
    expect(spans).toEqual([0, 10, 30, 70]);
  });
});

describe("a cycle of another shape", () => {
  const points = 100;
  const cyclesOf = (count: number, seed: number, fault?: ShapeFault): Float64Array[] => {
    const { signal, startsMs } = cyclicSignal(count, seed, fault && new Array<ShapeFault>(count).fill(fault));
    return cutCycles(signal, startsMs, points).map((cycle) => cycle.points);
  };
  const model = fitShapes(cyclesOf(leastCycles(0.01), 1));
  it.each(Object.keys(shapeFaults) as ShapeFault[])("is told, and where it differs: %s", (fault) => {
    const judged = cyclesOf(40, 2, fault).map((cycle) => judgeCycle(model, cycle));
    expect(judged.filter(({ p }) => p <= 0.01).length).toBeGreaterThan(36);
    const [from, to] = shapeFaults[fault];
    const right = judged.filter(
      ({ where }) => where !== undefined && where.from >= from - 0.05 && where.to <= to + 0.05,
    );
    expect(right.length).toBeGreaterThan(32);
  });
  it("is rare among clean ones, in ever new runs", () => {
    let told = 0;
    for (let seed = 3; seed < 7; seed += 1)
      told += cyclesOf(100, seed).filter((cycle) => judgeCycle(model, cycle).p <= 0.01).length;
    expect(told).toBeLessThanOrEqual(8);
  });
});

test("a fault that was among the clean cycles once is told all the same", () => {
  const count = leastCycles(0.01);
  const { signal, startsMs } = cyclicSignal(count, 5, [undefined, "missingDwell", undefined]);
  const model = fitShapes(cutCycles(signal, startsMs, 100).map(({ points }) => points));
  const again = cyclicSignal(1, 6, ["missingDwell"]);
  const [cycle] = cutCycles(again.signal, again.startsMs, 100);
  expect(judgeCycle(model, cycle?.points ?? new Float64Array(100)).p).toBeLessThanOrEqual(0.01);
});
