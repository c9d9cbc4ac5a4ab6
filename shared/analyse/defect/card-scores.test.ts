// Scores and shares of a model's answers, by hand.
import { expect, test } from "vitest";
import { checkModelCard, type ModelCard } from "#shared/model/model-card-schema.ts";
import {
  fromModel,
  occluded,
  outputSize,
  residualShares,
  scoreOfOutput,
  sharesOf,
  toModel,
} from "./card-scores.ts";

function card(task: ModelCard["task"], output: object): ModelCard {
  const features = ["a", "b"].map((signal) => ({ signal, unit: "1", mean: 0, std: 1 }));
  const read = checkModelCard({
    ...{
      schema: 1,
      id: "m",
      version: "1",
      sha256: "0".repeat(64),
      task,
      licence: "CC0-1.0",
      trainedOn: "nothing",
    },
    input: { name: "x", layout: "NWT", dtype: "float32", shape: [1, 2, 2], features },
    window: 2,
    output: { name: "y", ...output },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const classes = { classes: ["worn", "ok", "broken"], normal: "ok" };
const input = Float64Array.of(1, 2, 3, 4);
const score = (of: ModelCard, ...output: number[]): number =>
  scoreOfOutput(of, input, Float64Array.from(output));

test("a value becomes what the model takes and back, and a broken sensor's 3e38 stays a number", () => {
  const kelvin = { scale: 1, offset: -273.15, mean: 20, std: 2 };
  expect(toModel(kelvin, 297.15)).toBeCloseTo(2, 12);
  expect(fromModel(kelvin, 2)).toBeCloseTo(297.15, 12);
  expect([3e38, -Infinity].map((value) => toModel(kelvin, value))).toEqual([1e6, -1e6]);
});

test("scores grow with what is not normal, whatever the model gives", () => {
  expect(score(card("anomaly-score", {}), 3)).toBe(3);
  expect(score(card("anomaly-score", { meaning: "lower-is-worse" }), 3)).toBe(-3);
  expect(score(card("reconstruction", {}), 1, 2, 3, 2)).toBe(1);
  expect(score(card("classification", { ...classes, meaning: "probabilities" }), 0.2, 0.7, 0.1)).toBeCloseTo(
    0.3,
    12,
  );
  const logits = card("classification", { ...classes, meaning: "logits" });
  expect(score(logits, 0, Math.log(2), 0)).toBeCloseTo(0.5, 12);
  expect([score(logits, 5000, 0, 0), score(logits, 0, 5000, 0)]).toEqual([1, 0]);
  expect(score(logits, 0, NaN, 0)).toBeNaN();
  expect([card("anomaly-score", {}), card("reconstruction", {}), logits].map(outputSize)).toEqual([1, 4, 3]);
});

test("shares are of the whole window, add up to 1, and nothing has none", () => {
  expect([...residualShares(2, input, Float64Array.of(0, 2, 3, 2))]).toEqual([0.2, 0.8]);
  expect([...sharesOf(Float64Array.of(3, -2, 1))]).toEqual([0.75, 0, 0.25]);
  expect([...sharesOf(Float64Array.of(0, -2))]).toEqual([0, 0]);
  expect([...occluded(input, 2, 1, 9)]).toEqual([1, 9, 3, 9]);
});
