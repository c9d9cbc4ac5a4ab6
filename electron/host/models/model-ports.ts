// Whether a model takes and gives what its model.json says, by what the runtime reads in its file.
import { nearestWord } from "#shared/base/nearest-word.ts";
import type { Problem } from "#shared/base/problem.ts";
import type { ModelCard } from "#shared/model/model-card-schema.ts";
import type { ModelPort } from "./model-messages.ts";
import type { ModelPorts } from "./model-runner.ts";

/** What does not fit, one problem for each; empty when all does. Sizes that the file leaves open fit. */
export function checkPorts(card: ModelCard, { inputs, outputs }: ModelPorts): Problem[] {
  const problems: Problem[] = [];
  const refuse = (path: readonly string[], id: string, message: string, hint: string): void =>
    void problems.push({ path: ["model.json", ...path], id, severity: "error", message, hint });
  const { name, dtype, shape } = card.input;
  const input = inputs.find((port) => port.name === name);
  const output = outputs.find((port) => port.name === card.output.name);
  if (input === undefined)
    refuse(["input", "name"], "unknown-input", `The model has no input "${name}".`, nearest(name, inputs));
  else if (inputs.length > 1)
    refuse(
      ["input"],
      "more-inputs",
      `The model takes ${inputs.length} inputs: ${inputs.map((port) => port.name).join(", ")}.`,
      "Export a model with one input.",
    );
  else {
    if (input.type !== dtype)
      refuse(
        ["input", "dtype"],
        "other-dtype",
        `The model takes ${input.type ?? "something that is no tensor"}, not ${dtype}.`,
        "Write what it takes; only float32 and float64 are supported.",
      );
    if (!fits(shape, input.shape))
      refuse(
        ["input", "shape"],
        "other-shape",
        `The model takes [${input.shape.join(", ")}], model.json says [${shape.join(", ")}].`,
        "List exactly the features that it was trained on.",
      );
  }
  if (output === undefined)
    refuse(
      ["output", "name"],
      "unknown-output",
      `The model has no output "${card.output.name}".`,
      nearest(card.output.name, outputs),
    );
  else if (output.type !== "float32" && output.type !== "float64")
    refuse(
      ["output", "name"],
      "other-dtype",
      `Its output "${output.name}" holds ${output.type ?? "no tensor"}, not float32 or float64.`,
      nearest(
        "",
        outputs.filter(({ type }) => type === "float32" || type === "float64"),
      ),
    );
  return problems;
}

/** Whether a shape is one that the file allows. */
function fits(shape: readonly number[], allowed: readonly (number | string)[]): boolean {
  return (
    shape.length === allowed.length &&
    shape.every((size, index) => typeof allowed[index] === "string" || allowed[index] === size)
  );
}

function nearest(name: string, ports: readonly ModelPort[]): string {
  const names = ports.map((port) => port.name);
  const near = nearestWord(name, names);
  return near === undefined ? `It has ${names.join(", ") || "none that fits"}.` : `Did you mean "${near}"?`;
}
