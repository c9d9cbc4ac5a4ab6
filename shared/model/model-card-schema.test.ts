// What a model.json may say, and what is said of one that is wrong.
import { describe, expect, it } from "vitest";
import { checkModelCard } from "./model-card-schema.ts";

const good = {
  schema: 1,
  id: "press-autoencoder",
  version: "2.1",
  sha256: "ab".repeat(32),
  task: "reconstruction",
  input: {
    name: "x",
    layout: "NWT",
    dtype: "float32",
    shape: [1, 8, 2],
    features: [
      { signal: "B10a/current", unit: "A", mean: 4, std: 0.5 },
      { tag: "Press:Temp", unit: "Cel", mean: 60, std: 5 },
    ],
  },
  window: 8,
  stride: 4,
  output: { name: "rebuilt" },
  licence: "Apache-2.0",
  trainedOn: "press B10a, spring 2026, 40,000 rows",
  operatingRange: { "B10a/current": [0, 12] },
};
const classifier = {
  ...good,
  task: "classification",
  output: { name: "p", meaning: "logits", classes: ["ok", "worn"], normal: "ok" },
};

function problemsOf(card: unknown): string[] {
  const { problems } = checkModelCard(card);
  for (const { message, hint, severity } of problems)
    expect([message !== "", hint !== "", severity]).toEqual([true, true, "error"]);
  return problems.map(({ path, id }) => `${path.slice(1).join("/")}: ${id}`);
}

it("takes cards as they are described", () => {
  const absent = { window: undefined, stride: undefined, operatingRange: undefined };
  const single = { ...good, ...absent, input: { ...good.input, layout: "NT", shape: [1, 2] } };
  expect([good, classifier, single].flatMap(problemsOf)).toEqual([]);
  const read = checkModelCard(single);
  expect(read.ok && [read.value.window, read.value.stride]).toEqual([1, 1]);
});

describe("names the place and the remedy of", () => {
  const input = (changes: object): object => ({ ...good, input: { ...good.input, ...changes } });
  const [first, second] = good.input.features;
  const cases: [string, unknown, string[]][] = [
    ["no object", [], [": wrong-type"]],
    ["another schema", { ...good, schema: 2 }, ["schema: unknown-value"]],
    ["something missing", { ...good, licence: undefined }, ["licence: missing"]],
    ["a property that is not known", { ...good, licnce: "x" }, ["licnce: unknown-property"]],
    ["a task that is none", { ...good, task: "guessing" }, ["task: unknown-value"]],
    ["a task of pictures", { ...good, task: "detection" }, ["task: not-supported"]],
    ["an id with a path in it", { ...good, id: "../evil" }, ["id: bad-format"]],
    ["a hash that is none", { ...good, sha256: "abc" }, ["sha256: bad-format"]],
    ["a dtype that is not run", input({ dtype: "int8" }), ["input/dtype: unknown-value"]],
    ["a shape of another window", { ...good, window: 4 }, ["input/shape: wrong-shape"]],
    ["a window of single rows", input({ layout: "NT", shape: [1, 2] }), ["window: window-of-rows"]],
    ["a std of 0", input({ features: [{ ...first, std: 0 }, second] }), ["input/features/#1/std: too-small"]],
    [
      "a mean that is a text",
      input({ features: [{ ...first, mean: "4" }, second] }),
      ["input/features/#1/mean: wrong-type"],
    ],
    ["no features", input({ features: [] }), ["input/features: too-short"]],
    ["a feature twice", input({ features: [first, first] }), ["input/features/B10a/current: double-feature"]],
    [
      "a feature without a name",
      input({ features: [first, { ...second, tag: undefined }] }),
      ["input/features/#2: signal-or-tag"],
    ],
    ["a window of nothing", { ...good, window: 0 }, ["window: too-small"]],
    [
      "a range of something else",
      { ...good, operatingRange: { "B10a/curent": [0, 1] } },
      ["operatingRange/B10a/curent: unknown-feature"],
    ],
    [
      "a range upside down",
      { ...good, operatingRange: { "B10a/current": [9, 1] } },
      ["operatingRange/B10a/current: empty-range"],
    ],
    [
      "a meaning of another task",
      { ...good, output: { name: "y", meaning: "logits" } },
      ["output/meaning: wrong-meaning"],
    ],
    [
      "classes without the normal one",
      { ...classifier, output: { ...classifier.output, normal: "fine" } },
      ["output/normal: no-normal-class"],
    ],
    [
      "a classification without classes",
      { ...classifier, output: { name: "p", meaning: "logits" } },
      ["output/classes: no-normal-class"],
    ],
    ["too few scores", { ...good, calibration: { scores: [1, 2] } }, ["calibration/scores: too-short"]],
  ];
  it.each(cases)("%s", (_, card, expected) => {
    expect(problemsOf(card)).toEqual(expected);
  });
});
