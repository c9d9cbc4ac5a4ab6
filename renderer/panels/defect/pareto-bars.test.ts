// Bars of bad parts: lengths, what they are together, scales, and which finding a bar is about.
import { expect, test } from "vitest";
import { qualityFinding } from "../../gallery/fixture-defect-findings.ts";
import { fixtureDefects } from "../../gallery/fixture-defect-panels.ts";
import { findingOf, paretoBars, rateScale, yieldAxisLow } from "./pareto-bars.ts";

const { pareto, findings } = fixtureDefects.full;

test("most bad first, together up to all; what has no bad part has no bar", () => {
  const rate = { lo: 0, hi: 1 };
  const bars = paretoBars([
    { key: "none", bad: 0, judged: 9, rate },
    { key: "few", bad: 1, judged: 9, rate },
    { key: "most", bad: 4, judged: 9, rate },
    { key: "some", bad: 3, judged: 9, rate },
  ]);
  expect(bars.map(({ row, length, together }) => [row.key, length, together])).toEqual([
    ["most", 1, 0.5],
    ["some", 0.75, 0.875],
    ["few", 0.25, 1],
  ]);
});

test("all intervals fit on a scale that ends at a round number, and never beyond all", () => {
  expect([
    rateScale([{ value: 0.03, lo: 0.01, hi: 0.16 }]),
    rateScale([{ value: 0.03, lo: 0.01, hi: 0.05 }]),
    rateScale([{ lo: 0.2 }, { value: 0.7, lo: 0.4, hi: 0.93 }]),
  ]).toEqual([0.2, 0.05, 1]);
});

test("yields begin at a round number below the lowest interval", () => {
  expect([
    yieldAxisLow([{ lo: 0.963 }]),
    yieldAxisLow([{ lo: 0.96 }]),
    yieldAxisLow([{ lo: 0.87 }, { lo: 0.99 }]),
    yieldAxisLow([{ lo: 0.31 }]),
  ]).toEqual([0.96, 0.96, 0.8, 0]);
});

test("a bar of a class goes to its finding, one of a station or lot to what names it as a suspect", () => {
  const [narrow = expect.fail(), high = expect.fail()] = pareto.class;
  const [cell = expect.fail(), other = expect.fail()] = pareto.station;
  expect([narrow, high, cell, other].map((row) => findingOf(row, findings)?.id)).toEqual([
    undefined,
    qualityFinding.id,
    qualityFinding.id,
    undefined,
  ]);
});
