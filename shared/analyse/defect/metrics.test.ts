// Metrics on examples worked out by hand, and as scikit-learn's documentation prints them.
import { describe, expect, test } from "vitest";
import { areaUnderRoc, averagePrecision } from "./metrics.ts";

const of = (labels: number[], scores: number[]): [Uint8Array, Float64Array] => [
  Uint8Array.from(labels),
  Float64Array.from(scores),
];

describe("area under the ROC curve", () => {
  test.each([
    ["scikit-learn's example", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], 0.75],
    ["all in order", [0, 1, 1], [1, 2, 3], 1],
    ["all turned round", [1, 0], [1, 2], 0],
    ["all tied", [1, 0, 0, 1, 0], [7, 7, 7, 7, 7], 0.5],
    // Pairs: 3 > 2, 3 > 1 right; 2 = 2 half, 2 > 1 right.
    ["one pair tied", [1, 0, 1, 0], [3, 2, 2, 1], 3.5 / 4],
  ])("%s", (_, labels, scores, wanted) => {
    expect(areaUnderRoc(...of(labels, scores))).toBeCloseTo(wanted, 12);
  });
  test("one class only has none", () => expect(areaUnderRoc(...of([1, 1], [1, 2]))).toBeNaN());
});

describe("average precision", () => {
  test.each([
    ["scikit-learn's example", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], (1 + 2 / 3) / 2],
    ["all tied: the share of positives", [1, 0, 0, 0], [1, 1, 1, 1], 0.25],
    // One positive alone at the top, then a tie of one positive with one negative.
    ["a tie in the middle", [1, 0, 1, 0], [3, 2, 2, 1], (1 + 2 / 3) / 2],
    ["the worst order", [0, 0, 1], [3, 2, 1], 1 / 3],
  ])("%s", (_, labels, scores, wanted) => {
    expect(averagePrecision(...of(labels, scores))).toBeCloseTo(wanted, 12);
  });
});
