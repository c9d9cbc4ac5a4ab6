// A model.json against what the runtime reads in the model: names, types, shapes.
import { expect, it } from "vitest";
import { checkModelCard } from "#shared/model/model-card-schema.ts";
import type { ModelPort } from "./model-messages.ts";
import { checkPorts } from "./model-ports.ts";
import { cardOf } from "./test-models.ts";

const x: ModelPort = { name: "x", type: "float32", shape: [1, 2] };
const y: ModelPort = { name: "y", type: "float32", shape: [1] };

const cases: [string, ModelPort[], ModelPort[], string[]][] = [
  ["what fits", [x], [y], []],
  ["an open batch", [{ ...x, shape: ["batch", 2] }], [{ ...y, type: "float64" }, x], []],
  ["another input's name", [{ ...x, name: "xs" }], [y], ["input/name: unknown-input"]],
  ["a second input", [x, { ...x, name: "state" }], [y], ["input: more-inputs"]],
  ["another type", [{ ...x, type: "int64" }], [y], ["input/dtype: other-dtype"]],
  [
    "an input that is no tensor",
    [{ name: "x", type: undefined, shape: [] }],
    [y],
    ["input/dtype: other-dtype", "input/shape: other-shape"],
  ],
  ["other sizes", [{ ...x, shape: [1, 3] }], [y], ["input/shape: other-shape"]],
  ["another rank", [{ ...x, shape: [1, 1, 2] }], [y], ["input/shape: other-shape"]],
  ["another output's name", [x], [{ ...y, name: "score" }], ["output/name: unknown-output"]],
  ["an output of labels", [x], [{ ...y, type: "int64" }], ["output/name: other-dtype"]],
  ["nothing at all", [], [], ["input/name: unknown-input", "output/name: unknown-output"]],
];

it.each(cases)("%s", (_, inputs, outputs, expected) => {
  const card = checkModelCard(cardOf(new Uint8Array(0), ["a", "b"]));
  if (!card.ok) throw new Error("Bug: the card does not fit");
  const problems = checkPorts(card.value, { inputs, outputs });
  expect(problems.map(({ path, id }) => `${path.slice(1).join("/")}: ${id}`)).toEqual(expected);
  for (const { hint } of problems) expect(hint).not.toBe("");
});
