import { describe, expect, test } from "vitest";
import { demoRun } from "../../../tests/support/demo-run.ts";
import { structureOf } from "../../../tests/support/recorded-shift.ts";
import { serialLine } from "../../simulate/line.ts";
import { beginShift } from "../../simulate/shift-run.ts";
import { createSimulation } from "../../simulate/simulation.ts";
import { computeTruth } from "../../simulate/truth.ts";
import { ConstraintTimeline } from "./constraint-timeline.ts";
import { LineLog } from "./line-log.ts";
import { LogSink, logOfRun } from "./log-sink.ts";
import { readReplayable } from "./twin/replay.ts";

describe("the scripted demo shift", () => {
  const run = demoRun({ seed: 7, hours: 8 });
  const truth = computeTruth(run, { plant: "demo", startMs: 0 }, []);
  const log = new LineLog(structureOf(run.line));
  const quiet = beginShift(run);
  quiet.runUntil(0);
  const sink = new LogSink(() => simulation.state, log);
  const simulation = quiet.copy(sink);
  sink.open();
  // Units that leave after its end judge its last hour.
  simulation.runUntil(8 * 3600 + 4700);
  const timeline = new ConstraintTimeline(log, 1e-6, 96);
  timeline.update();
  timeline.refine(readReplayable(log));
  const stretches = timeline.stretches().filter(({ fromS }) => fromS < 8 * 3600);
  const nameOf = (contender: number): string => timeline.contenders.list[contender]?.id ?? "";

  test("has the constraint of the truth in each phase, and every change where the truth has it", () => {
    for (const phase of truth.constraint.slice(1)) {
      const ours = stretches.find(
        ({ contender, fromS, tieFromS, tieToS }) =>
          nameOf(contender) === phase.resource &&
          (Math.abs(fromS - phase.effectAtS) <= 300 ||
            (tieFromS <= phase.effectAtS && tieToS >= phase.effectAtS)),
      );
      expect(ours, `${phase.resource} from ${phase.effectAtS} s`).toBeDefined();
    }
  });

  test("changes its name no more often than the truth and once more", () => {
    expect(stretches.length).toBeLessThanOrEqual(truth.constraint.length + 1);
  });

  test("agrees with the truth for nine tenths of the time", () => {
    let agrees = 0;
    const minutes = 8 * 60;
    for (let minute = 0; minute < minutes; minute += 1) {
      const atS = minute * 60 + 30;
      const phase = truth.constraint.find(({ fromS, toS }) => fromS <= atS && toS > atS);
      const ours = stretches.find(({ fromS, toS }) => fromS <= atS && toS > atS);
      if (ours !== undefined && nameOf(ours.contender) === phase?.resource) agrees += 1;
    }
    expect(agrees / minutes).toBeGreaterThan(0.9);
  });
});

test("a log that is read piece by piece gives the same stretches", () => {
  const line = serialLine({ cycleS: [10, 12, 10], buffers: [3, 3], spread: { kind: "exponential" } });
  const whole = logOfRun(createSimulation(line, { seed: 4 }), (simulation) => {
    simulation.runUntil(20_000);
  });
  const atOnce = new ConstraintTimeline(whole, 1e-6);
  atOnce.update();
  const log = new LineLog(line);
  const sink = new LogSink(() => simulation.state, log);
  const simulation = createSimulation(line, { seed: 4 }).copy(sink);
  sink.open();
  const grown = new ConstraintTimeline(log, 1e-6);
  for (let timeS = 500; timeS <= 20_000; timeS += 500) {
    simulation.runUntil(timeS);
    grown.update();
  }
  expect(atOnce.stretches().length).toBeGreaterThan(3);
  expect(grown.stretches()).toEqual(atOnce.stretches());
  expect(grown.settledToS).toBe(atOnce.settledToS);
});

test("the constraint that is swapped at half time is named before and after, the change within three cycles", () => {
  // Roser's case: first 10 and 5 minutes, then the other way round.
  const half = 200;
  const slow = Array.from({ length: half }, () => 600);
  const fast = Array.from({ length: half }, () => 300);
  const line = serialLine({
    cycleS: [600, 300, 300],
    buffers: [4, 4],
    stations: [
      { spread: { kind: "list", valuesS: [...slow, ...fast] } },
      { spread: { kind: "fixed" } },
      { spread: { kind: "list", valuesS: [...fast, ...slow] } },
    ],
  });
  const log = logOfRun(createSimulation(line, { seed: 1 }), (simulation) => {
    simulation.runUntilShipped(2 * half);
  });
  const timeline = new ConstraintTimeline(log, 1e-6);
  timeline.update();
  const stretches = timeline.stretches();
  expect(stretches.map(({ contender }) => timeline.contenders.list[contender]?.id)).toEqual(["M1", "M3"]);
  expect(Math.abs((stretches[1]?.fromS ?? NaN) - half * 600)).toBeLessThanOrEqual(3 * 600);
});
