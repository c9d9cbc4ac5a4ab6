// The demo's scripted shift under watch, with what is kept as learnt beside the plant: the story that the demo tells.
import { expect, test } from "vitest";
import { defectFindingSchema } from "#shared/model/defect-schema.ts";
import { shiftStartMs } from "../support/demo-facts.ts";
import { demoLearnt, fouledModules, minuteMs, numberOf, watchedShift } from "../support/demo-watch.ts";
import { demoPlant } from "../support/demo-run.ts";

const learnt = demoLearnt();
const { watch, judged } = watchedShift(learnt, { seed: 7, hours: 8, isClean: false });
const findings = watch.findings();
const at = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return shiftStartMs + (hours - 6) * 3_600_000 + minutes * minuteMs;
};
const found = (assetId: string) => findings.find((finding) => finding.assetId === assetId);

test("what is learnt is of the demo plant, simulated and enough to flag by", () => {
  expect([learnt.plant, learnt.isSimulated, learnt.trainedOn]).toEqual([
    demoPlant().file.id,
    true,
    "20 simulated clean shifts",
  ]);
  expect(watch.learning()).toBeUndefined();
  expect(watch.model?.blocks).toBe(learnt.lineMaxima.length);
});

test("every finding is as the contract has it", () => {
  expect(findings.map((finding) => defectFindingSchema.parse(finding))).toEqual(findings);
});

test("the fouling glass is a condition of B10b, found at least ten modules before the first reject it makes", () => {
  const finding = found("B10b");
  const spoilt = fouledModules(7, 4);
  const reject = judged.find(
    ({ isBad, serial, timeMs }) =>
      isBad && spoilt.some(({ number, madeMs }) => number === numberOf(serial) && madeMs < timeMs),
  );
  expect(finding?.kind).toBe("condition");
  expect(finding?.onsetMs).toBeGreaterThanOrEqual(at("06:15"));
  expect(finding?.detectedMs).toBeGreaterThan(at("06:20"));
  const flagMs = finding?.detectedMs ?? Infinity;
  const between = judged.filter(({ timeMs }) => timeMs > flagMs && timeMs < (reject?.timeMs ?? 0));
  expect(between.length).toBeGreaterThanOrEqual(10);
  expect(
    finding?.signals
      .slice(0, 3)
      .map(({ signal }) => signal)
      .sort(),
  ).toEqual(["B10b/focusShift", "B10b/glassTemperature", "B10b/scatteredLight"]);
  // The glass is changed at 09:40.
  expect(finding?.endMs).toBeLessThanOrEqual(at("09:41"));
});

test("the drifting thermocouple is a sensor fault, with witnesses that did not move", () => {
  const finding = found("C10");
  expect(finding?.kind).toBe("sensor");
  expect(finding?.signals[0]?.signal).toBe("C10/temperature2");
  expect(Math.abs((finding?.onsetMs ?? 0) - at("11:30"))).toBeLessThan(10 * minuteMs);
  const still = finding?.witnesses.filter(({ hasMoved }) => !hasMoved) ?? [];
  expect(still.map(({ assetId, name }) => `${assetId}/${name}`)).toEqual(
    expect.arrayContaining(["C10/temperature1", "C10/pressure", "C10/volume", "C20/beadWidth"]),
  );
});

test("there is hardly anything else to hear of in that shift", () => {
  expect(
    findings.filter(({ assetId }) => assetId !== "B10b" && assetId !== "C10").length,
  ).toBeLessThanOrEqual(2);
});
