// The kept table is read as it was written, and every target has an outcome.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readValidation, valueText } from "./validation-rows.ts";

const kept = new URL("../../../assets/validation/bottleneck.json", import.meta.url);

test("every measure with a target and cases says whether it was met", () => {
  const { lines } = readValidation(JSON.parse(readFileSync(kept, "utf8")), "bottleneck");
  expect(
    lines.filter(
      ({ target, cases, outcome }) => (target !== undefined && cases !== 0) !== (outcome !== "open"),
    ),
  ).toEqual([]);
});

test("the best other is the least where less is better", () => {
  const row = (measure: string, target: string): object => ({
    measure,
    values: [1, 9, 4, 2],
    unit: "",
    target,
  });
  const kept = {
    schema: 1,
    engine: "e",
    date: "2026-01-01",
    rows: [row("B one", ">= 1"), row("B other", "<= 1"), row("E data", "<= 1")],
    notes: [],
  };
  const { lines } = readValidation(kept, "bottleneck");
  expect(lines.map(({ part, measure, others }) => [part, measure, others])).toEqual([
    ["lines", "one", [4]],
    ["lines", "other", [2]],
    ["data", "data", [2]],
  ]);
});

test("of defects, a measure belongs to its data and has both baselines beside it", () => {
  const row = (measure: string): object => ({
    measure,
    values: [0.8, 0.7, null],
    unit: "",
    target: ">= 0.76",
  });
  const alone = { ...row("SKAB alone"), values: [0.6] };
  const rows = [row("SKAB F1"), row("planted: cause in a lot ranked first"), alone];
  const { lines } = readValidation({ schema: 1, engine: "e", date: "2026-01-01", rows, notes: [] }, "defect");
  expect(lines.map(({ part, measure, others, outcome }) => [part, measure, others, outcome])).toEqual([
    ["SKAB", "F1", [0.7, undefined], "open"],
    ["planted", "cause in a lot ranked first", [0.7, undefined], "open"],
    // It has neither, and what comes after them stays in its column.
    ["SKAB", "alone", [undefined, undefined], "open"],
  ]);
});

test("values are as exact as they mean anything", () => {
  expect([0, 92.345, 0.40612, 1.2e-9, undefined].map(valueText)).toEqual([
    "0",
    "92.3",
    "0.406",
    "1.2e-9",
    "–",
  ]);
});
