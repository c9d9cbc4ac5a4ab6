// The suite is what its file says, its lines run, and faults do to logs what they are called.
import { describe, expect, test } from "vitest";
import { type LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { calibrationGenerator } from "#shared/analyse/bottleneck/calibration-table.ts";
import { engineCase, engineFamilies } from "./engine-families.ts";
import { sceneLog } from "./engine-study.ts";
import { withFault } from "./noted-log.ts";
import { serialOracles } from "./oracles.ts";
import { drawRun, serialCase } from "./serial-families.ts";
import { classicalPicks, seeRun, serialLog } from "./station-window.ts";
import { suiteCase, suiteTruth } from "./suite.ts";
import { generatorHash, readTruth } from "./truth-file.ts";

test("truth and calibration are of this generator", () => {
  expect([readTruth().generator, calibrationGenerator]).toEqual([generatorHash(), generatorHash()]);
});

test("the truth of one line of each kind is what the file says", () => {
  const { truths } = readTruth();
  for (const seed of [503, 517]) expect(suiteTruth(seed)).toEqual(truths.get(seed));
});

test("every turn of 25 seeds has three lines of each serial family and one of each other", () => {
  const families = Array.from({ length: 25 }, (_, index) => suiteCase(index + 1).line.family);
  const count = (family: string): number => families.filter((other) => other === family).length;
  expect([count("E"), count("M"), count("fleet"), count("shifting")]).toEqual([3, 3, 1, 1]);
});

test.each(serialOracles())("$name", ({ difference, allowed }) => {
  expect(difference).toBeLessThanOrEqual(allowed);
});

test("a serial run as a log has its parts, and its methods name its slow station", () => {
  const run = seeRun(drawRun(serialCase("E", 1), 1500, "test"));
  const log = serialLog(run);
  expect(log.shippedS.length).toBe(1500);
  const slow = serialCase("E", 1).stations.findIndex(({ cycleS }) => cycleS > 60);
  expect(classicalPicks(log, { fromS: log.shippedS[499] ?? 0, toS: log.endS })[0]).toBe(slow);
});

describe.each(engineFamilies)("%s", (family) => {
  const one = engineCase(family, 7);
  const { log, window } = sceneLog(one.scene, 7, 100);

  test("ships what is asked", () => {
    expect(log.shippedBy(window.toS) - log.shippedBy(window.fromS)).toBe(100);
  });
  test("has candidates that are all in the log or groups of it", () => {
    for (const { ids } of one.candidates) expect(ids.some((id) => log.resource(id) >= 0)).toBe(true);
  });
});

describe("a faulty log", () => {
  const one = engineCase("rework", 7);
  const { log } = sceneLog(one.scene, 7, 200);
  const again = (fault: Parameters<typeof withFault>[2]): LineLog => withFault(log, one.scene.line, fault, 1);

  test("without a fault is the same log", () => {
    const same = again({ kind: "drop", share: 0 });
    // Its first rows also tell where the parts in the line came from.
    expect([same.endS, same.shippedS]).toEqual([log.endS, log.shippedS]);
  });
  test("lacks what was dropped", () => {
    expect(again({ kind: "drop", share: 0.3 }).visits).toBeLessThan(log.visits);
  });
  test("knows nothing of a silent station", () => {
    expect(again({ kind: "silent", resource: 1 }).cameTo[1]).toEqual([]);
  });
  test("has whole seconds when quantised", () => {
    const whole = again({ kind: "quantise", stepS: 1 });
    expect(whole.shippedS.every((timeS) => Number.isInteger(timeS))).toBe(true);
  });
});
