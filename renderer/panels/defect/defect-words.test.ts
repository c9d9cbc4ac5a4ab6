// What panels print of findings: how rare, how sure, what, where. Names are the plant's own.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { FactorInfo, PartPlace } from "#shared/model/defect-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import {
  earlierFinding,
  machineFinding,
  model,
  qualityFinding,
  sensorFinding,
} from "../../gallery/fixture-defect-findings.ts";
import { fixtureStartMs } from "../../gallery/fixture-plant.ts";
import {
  capabilityText,
  classText,
  factorShort,
  factorText,
  findingTitle,
  intervalText,
  momentText,
  normalText,
  observedText,
  periodText,
  placeText,
  pText,
  rareText,
  rateText,
  ratioText,
  shiftText,
  suspectText,
  trainedText,
  valueText,
  witnessText,
} from "./defect-words.ts";

const demo = new URL("../../../assets/plants/demo/plant.json", import.meta.url);
const plant = resolvePlant(plantSchema.parse(JSON.parse(readFileSync(demo, "utf8"))));
const zone = plant.file.timeZone;

describe("figures", () => {
  test("ratios have about three digits and a true minus", () => {
    expect([0, 0.424, 1, 5.12, 23.84, 99.97, 1240.4, -1.42].map(ratioText)).toEqual([
      "0.00",
      "0.42",
      "1.0",
      "5.1",
      "23.8",
      "100",
      "1,240",
      "−1.4",
    ]);
  });

  test("rates never claim none or all where it is neither", () => {
    expect([0, 0.0002, 0.0081, 0.034, 0.28, 0.983, 0.9998, 1].map(rateText)).toEqual([
      "0 %",
      "<0.1 %",
      "0.8 %",
      "3.4 %",
      "28 %",
      "98.3 %",
      ">99.9 %",
      "100 %",
    ]);
  });

  test("a probability is never 0", () => {
    expect([0, 0.00002, 0.00021, 0.0012, 0.04, 0.5].map(pText)).toEqual([
      "p < 0.0001",
      "p < 0.0001",
      "p 0.0002",
      "p 0.001",
      "p 0.040",
      "p 0.50",
    ]);
  });

  test("how rare, in the two digits that calibration bears; what is common is told the other way round", () => {
    expect([0.4, 1, 8.4, 41.7, 1234].map((oneInShifts) => rareText({ oneInShifts }))).toEqual([
      "2.5 in a shift",
      "1 in a shift",
      "1 in 8.4 shifts",
      "1 in 42 shifts",
      "1 in 1,200 shifts",
    ]);
  });

  test("what nothing clean came near is rarer than clean blocks can say", () => {
    expect([0.4, 379 / 48].map((oneInShifts) => rareText({ oneInShifts, isRarer: true }))).toEqual([
      "rarer than 2.5 in a shift",
      "rarer than 1 in 7.9 shifts",
    ]);
  });

  test("when a model was trained: days, within one day times, and of simulated shifts nothing", () => {
    const trained = (fromMs: number, toMs: number, isSimulated = false): string | undefined =>
      trainedText({ ...model, isSimulated, trainedFromMs: fromMs, trainedToMs: toMs }, "UTC");
    const at = (day: number, hour: number): number => Date.UTC(2026, 0, day, hour);
    expect([trained(at(5, 6), at(9, 14)), trained(at(5, 6), at(5, 14))]).toEqual([
      "Mon 5 Jan to Fri 9 Jan",
      "Mon 5 Jan, 06:00 to 14:00",
    ]);
    expect(trained(at(5, 6), at(9, 14), true)).toBeUndefined();
  });

  test("an interval without an upper end says from where on, and stands for a value that there is none of", () => {
    const open = { lo: 1.9 };
    expect([
      valueText(open, ratioText),
      intervalText({ value: 6, lo: 1.8, hi: 20.3 }, ratioText),
      valueText({ value: 6, lo: 1.8, hi: 20.3 }, ratioText),
    ]).toEqual(["1.9 or more", "1.8 to 20.3", "6.0"]);
  });

  test("shifts have their sign, capability its two decimals", () => {
    expect([0.21, -1.94, -0.02].map(shiftText)).toEqual(["+0.2", "−1.9", "0.0"]);
    expect([1.333, -0.2].map(capabilityText)).toEqual(["1.33", "−0.20"]);
  });
});

describe("what", () => {
  test("a class by its characteristic and side, one kind of finding like no other", () => {
    expect([qualityFinding, machineFinding, sensorFinding].map((each) => findingTitle(plant, each))).toEqual([
      "Highest joint resistance too high",
      "Scattered light above the usual",
      "Paste temperature, thermocouple 1 deviates alone",
    ]);
    expect(findingTitle(plant, { ...machineFinding, signals: [] })).toBe("Machine not as usual");
  });

  test("the characteristic of a cell of equal stations is that of its stations; one that no plant knows keeps its name", () => {
    const leak = plant.assets.find(({ id }) => id === "D40a")?.characteristics[0] ?? expect.fail();
    expect(classText(plant, { id: "c", assetId: "D40", characteristic: leak.name, side: "high" })).toBe(
      `${leak.label} too high`,
    );
    expect(classText(plant, { id: "c", assetId: "Z9", characteristic: "gap", side: "other" })).toBe(
      "gap not OK",
    );
  });

  test("observed against expected with the unit, and where clean rows lie", () => {
    const [first = expect.fail()] = machineFinding.signals;
    expect([observedText(first), normalText(first)]).toEqual([
      "31.40% instead of 18.00%",
      "usually 12.10 to 22.60%",
    ]);
  });

  test("witnesses are called as the plant calls them, whether signal or characteristic", () => {
    expect(machineFinding.witnesses.map((each) => witnessText(plant, each))).toEqual([
      "Scattered light",
      "Narrowest seam width",
    ]);
  });
});

describe("when and where", () => {
  test("since when, or from when to when", () => {
    expect([periodText(machineFinding, zone), periodText(earlierFinding, zone)]).toEqual([
      "since 06:31",
      "06:06 to 06:14",
    ]);
  });

  test("a moment outside the window has its day", () => {
    const window = { fromMs: fixtureStartMs, toMs: fixtureStartMs + 3_600_000 };
    expect([
      momentText(fixtureStartMs, window, zone),
      momentText(fixtureStartMs - 86_400_000, window, zone),
    ]).toEqual(["06:00", "Sun 22 Nov, 06:00"]);
  });

  test("where a part is: what it went into comes before the place of that", () => {
    const places: PartPlace[] = [
      { state: "in", assetId: "D20", into: "P00061" },
      { state: "in", assetId: "D10-modules" },
      { state: "moving", assetId: "C20-out" },
      { state: "moving" },
      { state: "held", assetId: "B30-in" },
      { state: "shipped" },
      { state: "unknown" },
    ];
    expect(places.map(placeText)).toEqual([
      "in P00061",
      "in D10-modules",
      "on its way from C20-out",
      "on its way",
      "held at B30-in",
      "shipped",
      "place not known",
    ]);
  });
});

test("every kind of factor in words, long and short", () => {
  const measured = { kind: "measured", assetId: "B10", level: "backReflection" } as const;
  const factors: FactorInfo[] = [
    { kind: "station", assetId: "B10", level: "B10b" },
    { kind: "lot", assetId: "A50", level: "L2" },
    { kind: "variant", assetId: "A40", level: "96" },
    { ...measured, low: 4.1 },
    { ...measured, high: 4.1 },
    { ...measured, low: 4.1, high: 5 },
  ];
  expect(factors.map((factor) => [factorText(plant, factor), factorShort(plant, factor)])).toEqual([
    ["made at B10b", "B10b"],
    ["lot L2 at A50", "L2"],
    ["variant 96 kWh", "96"],
    ["Back reflection above 4.100% at B10", "Back reflection"],
    ["Back reflection below 4.100% at B10", "Back reflection"],
    ["Back reflection 4.100 to 5.000% at B10", "Back reflection"],
  ]);
  expect(suspectText(plant, { factors: factors.slice(0, 2) })).toBe("made at B10b and lot L2 at A50");
});
