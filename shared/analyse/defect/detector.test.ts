import { describe, expect, it, test } from "vitest";
import {
  calibrate,
  defaultDetectorOptions,
  DetectorRun,
  fitAndCalibrate,
  fitDetector,
  type Scored,
} from "./detector.ts";
import { combinedP, serialTail, tailP } from "./serial-tail.ts";
import { type NumberTable, rowOf } from "./table.ts";
import { changed, cleanProcess } from "./test-process.ts";

const { model, calibration } = fitAndCalibrate(cleanProcess(1000, 1), 0.3);

function judged(table: NumberTable, by = { model, calibration }): Scored[] {
  const run = new DetectorRun(by.model, by.calibration);
  return Array.from({ length: table.rows }, (_, row) => run.step(rowOf(table, row)));
}
const flagShare = (rows: readonly Scored[]): number => rows.filter(({ p }) => p <= 0.01).length / rows.length;

test("clean rows are flagged at most twice as often as allowed, however slowly the process moves", () => {
  for (const persistence of [0, 0.7, 0.95]) {
    const by = fitAndCalibrate(cleanProcess(1000, 11, { persistence }), 0.3);
    expect(flagShare(judged(cleanProcess(3000, 12, { persistence }), by))).toBeLessThan(0.02);
  }
});

test("a model calibrated on another file keeps to it as well", () => {
  const fitted = fitDetector(cleanProcess(600, 21));
  const by = { model: fitted, calibration: calibrate(fitted, cleanProcess(400, 22)) };
  expect(flagShare(judged(cleanProcess(3000, 23), by))).toBeLessThan(0.02);
});

describe("with a forest", () => {
  /** A machine with two programs, that run in turn: what is between them is in the midst of all rows, and like none of them. */
  const programs = (rows: number, seed: number): NumberTable => {
    const table = cleanProcess(rows, seed, { persistence: 0 });
    const moved = table.values.map((value, at) => value + (Math.floor(at / 6 / 20) % 2 === 0 ? -15 : 15));
    return { ...table, values: moved };
  };
  const options = { ...defaultDetectorOptions, kind: "both" as const };
  const by = fitAndCalibrate(programs(2000, 1), 0.4, options);
  it("clean rows are flagged about as often as allowed", () => {
    expect(flagShare(judged(programs(2000, 2), by))).toBeLessThan(0.02);
  });
  it("rows in the midst of all and like none are seen, which components alone do not", () => {
    const between = cleanProcess(200, 3, { persistence: 0 });
    expect(flagShare(judged(between, by))).toBeGreaterThan(0.95);
    expect(flagShare(judged(between, fitAndCalibrate(programs(2000, 1), 0.4)))).toBeLessThan(0.05);
  });
  it("alone, it names the sensor that is wrong", () => {
    const alone = fitAndCalibrate(cleanProcess(1000, 1), 0.3, { ...options, kind: "forest" });
    const rows = judged(
      changed(cleanProcess(300, 31), 2, 100, (value) => value + 6),
      alone,
    ).slice(100);
    const right = rows.filter(({ shares }) => shares.indexOf(Math.max(...shares)) === 2);
    expect(right.length / rows.length).toBeGreaterThan(0.8);
  });
});

describe("a sensor that is wrong is seen and named:", () => {
  const faults: [string, (value: number, row: number) => number][] = [
    ["off by a constant", (value) => value + 3],
    ["drifting", (value, row) => value + (row - 100) / 40],
    ["too sensitive", (value) => 22 + 4 * (value - 22)],
  ];
  it.each(faults)("%s", (_name, change) => {
    const rows = judged(changed(cleanProcess(400, 31), 2, 100, change)).slice(200);
    expect(flagShare(rows)).toBeGreaterThan(0.3);
    const flagged = rows.filter(({ p }) => p <= 0.01);
    const right = flagged.filter(({ shares }) => shares.indexOf(Math.max(...shares)) === 2);
    expect(right.length / flagged.length).toBeGreaterThan(0.8);
  });
});

test("a row's judgement does not depend on what comes after it", () => {
  const table = cleanProcess(300, 41);
  const bent = changed(table, 0, 200, (value) => value + 100);
  expect(judged(bent).slice(0, 200)).toEqual(judged(table).slice(0, 200));
});

test("p is never smaller than the calibration rows allow", () => {
  const [first] = judged(changed(cleanProcess(1, 51), 0, 0, () => 1e9));
  expect(first?.p).toBe(1 / 301);
  expect(first?.score).toBeGreaterThan(5);
});

test("gaps do not make a clean row look bad; too many leave it unjudged", () => {
  const torn = changed(cleanProcess(500, 61), 1, 0, () => NaN);
  expect(flagShare(judged(torn))).toBeLessThan(0.02);
  const worse = changed(torn, 2, 0, () => NaN);
  expect(judged(worse).every(({ valid, p }) => !valid && Number.isNaN(p))).toBe(true);
});

test("the tail of rows that hang together is worth fewer looks, and is wider", () => {
  const alternating = Array.from({ length: 200 }, (_, row) => (row % 2 === 0 ? 1 : 2));
  const slow = Array.from({ length: 200 }, (_, row) => (Math.floor(row / 25) % 2 === 0 ? 1 : 2));
  expect(serialTail(slow).looks).toBeLessThan(30);
  expect(serialTail(alternating).looks).toBe(200);
  expect(tailP(serialTail(slow), 5)).toBeGreaterThan(5 * tailP(serialTail(alternating), 5));
});

test("p-values are combined as Cauchy has it", () => {
  expect(combinedP([0.03, 0.03, 0.03])).toBeCloseTo(0.03, 12);
  expect(combinedP([1e-12, 0.5, 0.5])).toBeCloseTo(3e-12, 14);
  expect(combinedP([0.5, 0.5])).toBeCloseTo(0.5, 12);
  expect(combinedP([1e-4, 1])).toBeCloseTo(2e-4, 9);
});

test("judging the largest contribution as well sees one of many columns sooner", () => {
  const delays = [false, true].map((judgesSingle) => {
    const options = { ...defaultDetectorOptions, judgesSingle };
    const fitted = fitDetector(cleanProcess(1500, 51, { sensors: 30 }), options);
    const by = { model: fitted, calibration: calibrate(fitted, cleanProcess(1500, 52, { sensors: 30 })) };
    let sum = 0;
    for (let seed = 60; seed < 80; seed += 1) {
      const drifting = changed(
        cleanProcess(400, seed, { sensors: 30 }),
        3,
        200,
        (v, row) => v + (row - 200) / 80,
      );
      const first = judged(drifting, by).findIndex(({ score }, row) => row >= 200 && score > 5);
      sum += (first < 0 ? 400 : first) - 200;
    }
    return sum / 20;
  });
  expect(delays[1]).toBeLessThan(delays[0] ?? 0);
});
