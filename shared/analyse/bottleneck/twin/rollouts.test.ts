// Forecasts know nothing later, repeat themselves by seed, and go on at the line's own pace.
import { describe, expect, test } from "vitest";
import { serialLine } from "../../../simulate/line.ts";
import { createSimulation } from "../../../simulate/simulation.ts";
import { beginShift } from "../../../simulate/shift-run.ts";
import { demoShift, logOf, shiftLog } from "../../../../tests/support/recorded-shift.ts";
import type { LineLog } from "../line-log.ts";
import { resampledTwin, rollouts } from "./rollouts.ts";

const demo = demoShift(4);
const whole = shiftLog(demo);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const shipped = (logs: Iterable<LineLog>): (readonly number[])[] => [...logs].map((log) => log.shippedS);

describe("rollouts", () => {
  test.each([6000, 11_000, 15_000, 24_000])("from %i s on use nothing later than that", (atS) => {
    const begun = beginShift(demo);
    begun.runUntil(0);
    const live = logOf(begun, atS);
    const options = { horizonS: 1800, runs: 3, seed: 9 };
    expect(shipped(rollouts(whole, atS, options))).toEqual(shipped(rollouts(live, atS, options)));
  });

  test("are equal for equal seeds and differ between runs", () => {
    const [first, second] = shipped(rollouts(whole, 20_000, { horizonS: 3600, runs: 2, seed: 1 }));
    const [again] = shipped(rollouts(whole, 20_000, { horizonS: 3600, runs: 1, seed: 1 }));
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
  });

  test("begin with what is in the line: the first units leave when they did", () => {
    const atS = 20_000;
    const recorded = whole.shippedS.filter((timeS) => timeS > atS);
    const firsts = shipped(rollouts(whole, atS, { horizonS: 1800, runs: 20, seed: 2 })).map(
      (times) => times[1] ?? NaN,
    );
    expect(Math.abs(mean(firsts) - (recorded[1] ?? 0))).toBeLessThan(90);
  });

  test("of an undisturbed hour give about the units of that hour", () => {
    const atS = 20_000;
    const units = shipped(rollouts(whole, atS, { horizonS: 3600, runs: 30, seed: 2 })).map(
      (times) => times.length,
    );
    expect(Math.abs(mean(units) - (whole.shippedBy(atS + 3600) - whole.shippedBy(atS)))).toBeLessThan(3);
  });

  test("a break whose end is known ends then", () => {
    const steps = demo.script.steps.filter(
      (step) => step.kind === "operator" && step.reason === "break" && step.timeS > 15_000,
    );
    const units = shipped(rollouts(whole, 15_000, { horizonS: 3600, runs: 20, seed: 2, steps })).map(
      (times) => times.length,
    );
    expect(Math.abs(mean(units) - (whole.shippedBy(18_600) - whole.shippedBy(15_000)))).toBeLessThan(3);
  });
});

describe("the resampled twin", () => {
  test("ships at the long run's pace of the line it is redrawn from", () => {
    const line = serialLine({
      cycleS: [50, 60, 55, 58],
      buffers: [4, 4, 4],
      spread: { kind: "bell", cv: 0.2 },
      failure: { clock: "operating", meanUpS: 3000, meanRepairS: 200 },
    });
    const windowS = 50_000;
    const log = logOf(createSimulation(line, { seed: 3, startS: 0 }), windowS);
    const twin = resampledTwin(log, { fromS: 0, toS: windowS }, { units: 5000, seed: 1 });
    const pace = (of: LineLog): number => of.shippedS.length / of.endS;
    expect(twin.shippedS.length).toBe(5000);
    // The values are those of one window: its luck with breakdowns stays in them.
    expect(pace(twin) / pace(log)).toBeGreaterThan(0.97);
    expect(pace(twin) / pace(log)).toBeLessThan(1.03);
  });

  test("of a shift runs on as that line does, shift after shift", () => {
    const shifts = 6;
    const shiftS = demo.hours * 3600;
    const repeated = Array.from({ length: shifts }, (_, shift) =>
      demo.script.steps.map((step) => ({ ...step, timeS: step.timeS + shift * shiftS })),
    ).flat();
    const begun = beginShift(demo, repeated);
    begun.runUntil(0);
    const truth = logOf(begun, shifts * shiftS);
    const twin = resampledTwin(whole, { fromS: 0, toS: shiftS }, { units: 1600, seed: 1 });
    const laterUnits = (log: LineLog): number => (log.shippedBy(5 * shiftS) - log.shippedBy(shiftS)) / 4;
    expect(Math.abs(laterUnits(twin) / laterUnits(truth) - 1)).toBeLessThan(0.04);
  });

  test("is equal for equal seeds", () => {
    const run = (): readonly number[] =>
      resampledTwin(whole, { fromS: 3600, toS: 20_000 }, { units: 200, seed: 8 }).shippedS;
    expect(run()).toEqual(run());
  });
});
