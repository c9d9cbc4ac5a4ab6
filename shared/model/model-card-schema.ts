// model.json: what a person says of a model of their own beside its model.onnx. What it takes, what it gives, and what it was
// trained on. The model's file is not looked at here.
import { z } from "zod";
import { nearestWord } from "../base/nearest-word.ts";
import type { Outcome, Problem } from "../base/problem.ts";
import { schemaProblems } from "./check/schema-problems.ts";

const text = z.string().min(1).max(2000);
const finite = z.number().finite();

const featureSchema = z.strictObject({
  signal: text.optional().describe("Id of the plant's signal, or the name of a column."),
  tag: text.optional().describe("The source's own name of it, instead of the signal."),
  unit: z.string().max(64).describe("UCUM code of what the model was trained on: `Cel`, `A`, `mm/s`."),
  mean: finite.describe("In that unit; the model gets (value - mean) / std."),
  std: z.number().positive(),
});

/** Work that models do. The last two are of pictures, which Gemba does not judge. */
const modelTasks = [
  "anomaly-score",
  "reconstruction",
  "classification",
  "detection",
  "segmentation",
] as const;

/** Most signals of a model and most rows of its window: bounds of what one judgement costs. */
const mostFeatures = 512;
const mostWindowRows = 4096;

export const modelCardSchema = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal(1),
  id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, "must be 1 to 64 of the characters A-Z a-z 0-9 . _ -"),
  version: z.string().min(1).max(64),
  sha256: z.string().regex(/^[0-9a-fA-F]{64}$/, "must be the 64 hexadecimal digits of sha256 of model.onnx"),
  task: z.enum(modelTasks),
  input: z.strictObject({
    name: text,
    layout: z
      .enum(["NT", "NWT", "NCHW"])
      .describe("NT = one row of signals, NWT = a window of rows, the oldest first; NCHW = a picture."),
    dtype: z.enum(["float32", "float64"]),
    shape: z
      .array(z.number().int().positive())
      .min(2)
      .max(4)
      .describe("[1, signals] or [1, window, signals]."),
    features: z.array(featureSchema).min(1).max(mostFeatures),
  }),
  window: z.number().int().min(1).max(mostWindowRows).default(1).describe("Rows that a judgement looks at."),
  stride: z.number().int().min(1).max(100_000).default(1).describe("Judges every so many rows."),
  output: z.strictObject({
    name: text,
    meaning: z
      .enum(["higher-is-worse", "lower-is-worse", "reconstruction", "probabilities", "logits"])
      .optional()
      .describe("Of an anomaly score which way is worse (default: higher), of classes what the numbers are."),
    classes: z.array(text).min(2).max(1000).optional().describe("In the order of the output."),
    normal: text.optional().describe("The class of normal running."),
  }),
  calibration: z
    .union([
      z.strictObject({ scores: z.array(finite).min(20).max(1_000_000) }),
      z.strictObject({ file: text.describe("JSON file in the same folder: a list of numbers.") }),
    ])
    .optional()
    .describe("Scores of clean rows where it was trained. Compared with this site's; they set no limit."),
  licence: text.describe("SPDX expression, or in words."),
  trainedOn: text.describe("In words: which machines, when, how many rows."),
  operatingRange: z
    .record(z.string(), z.tuple([finite, finite]))
    .default({})
    .describe("Lowest and highest value of signals that it was trained on, in their units."),
});
export type ModelCard = z.infer<typeof modelCardSchema>;
type ModelFeature = ModelCard["input"]["features"][number];

/** Name of a feature: what a person knows it by. */
export function featureName({ signal, tag }: ModelFeature): string {
  return signal ?? tag ?? "";
}

/** Scores of clean rows from the file that `calibration` names, or what is wrong with it. */
export const savedScoresSchema = z.array(finite).min(20).max(1_000_000);

/** Checks a parsed model.json; `file` is the first element of every problem's path. */
export function checkModelCard(input: unknown, file = "model.json"): Outcome<ModelCard> {
  const parsed = modelCardSchema.safeParse(input);
  if (!parsed.success)
    return { ok: false, problems: schemaProblems(parsed.error, modelCardSchema, input, file) };
  const card = parsed.data;
  const problems = [...taskProblems(card), ...inputProblems(card), ...outputProblems(card)].map(
    ([path, id, message, hint]): Problem => ({ path: [file, ...path], id, severity: "error", message, hint }),
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: card, problems: [] };
}

/** Place, id, message, hint. */
type Fault = readonly [path: readonly string[], id: string, message: string, hint: string];

function taskProblems({ task, input }: ModelCard): Fault[] {
  if (task === "detection" || task === "segmentation" || input.layout === "NCHW")
    return [
      [
        task === "detection" || task === "segmentation" ? ["task"] : ["input", "layout"],
        "not-supported",
        `Models of pictures (${input.layout === "NCHW" ? "NCHW" : task}) are not supported yet.`,
        "Give a model that judges rows of signals: anomaly-score, reconstruction or classification.",
      ],
    ];
  return [];
}

function inputProblems({ input, window, operatingRange }: ModelCard): Fault[] {
  const faults: Fault[] = [];
  const names = new Set<string>();
  input.features.forEach((feature, index) => {
    const place = ["input", "features", featureName(feature) || `#${String(index + 1)}`];
    if ((feature.signal === undefined) === (feature.tag === undefined))
      faults.push([
        place,
        "signal-or-tag",
        `It has ${feature.signal === undefined ? "neither signal nor tag" : "both signal and tag"}.`,
        'Name it by one of them: "signal": "B10a/current".',
      ]);
    else if (names.has(featureName(feature)))
      faults.push([place, "double-feature", `"${featureName(feature)}" stands there twice.`, "Remove one."]);
    names.add(featureName(feature));
  });
  if (input.layout === "NT" && window !== 1)
    faults.push([
      ["window"],
      "window-of-rows",
      `The layout NT has single rows, but the window is ${window} rows.`,
      "Write layout NWT, or a window of 1.",
    ]);
  const wanted = shapeOf(input.layout, window, input.features.length);
  if (input.layout !== "NCHW" && input.shape.join() !== wanted.join())
    faults.push([
      ["input", "shape"],
      "wrong-shape",
      `The shape [${input.shape.join(", ")}] does not go with ${input.features.length} features and a window of ${window}.`,
      `Write [${wanted.join(", ")}]; one judgement is asked for at a time.`,
    ]);
  for (const [name, [low, high]] of Object.entries(operatingRange)) {
    if (!names.has(name)) {
      const near = nearestWord(name, names);
      faults.push([
        ["operatingRange", name],
        "unknown-feature",
        `"${name}" is no feature of the model.`,
        near === undefined ? "Remove it, or add it to input.features." : `Did you mean "${near}"?`,
      ]);
    }
    if (low >= high)
      faults.push([
        ["operatingRange", name],
        "empty-range",
        `Its range goes from ${low} to ${high}.`,
        "Write the lower end first.",
      ]);
  }
  return faults;
}

function shapeOf(layout: "NT" | "NWT" | "NCHW", window: number, features: number): number[] {
  return layout === "NWT" ? [1, window, features] : [1, features];
}

function outputProblems({ task, output }: ModelCard): Fault[] {
  const { meaning, classes, normal } = output;
  const fitting = {
    "anomaly-score": ["higher-is-worse", "lower-is-worse"],
    reconstruction: ["reconstruction"],
    classification: ["probabilities", "logits"],
    detection: undefined,
    segmentation: undefined,
  }[task];
  const faults: Fault[] = [];
  if (fitting !== undefined && !fitting.includes(meaning ?? fitting[0] ?? ""))
    faults.push([
      ["output", "meaning"],
      "wrong-meaning",
      `"${meaning ?? ""}" is no meaning of what a model of task ${task} gives.`,
      `Write ${fitting.join(" or ")}.`,
    ]);
  if (task === "classification" && (classes === undefined || !classes.includes(normal ?? "")))
    faults.push([
      ["output", classes === undefined ? "classes" : "normal"],
      "no-normal-class",
      classes === undefined
        ? "A classification needs its classes."
        : `The class of normal running, ${normal === undefined ? "which is missing," : `"${normal}",`} is none of the classes.`,
      'Write "classes": ["ok", "worn"] in the order of the output, and "normal": "ok".',
    ]);
  return faults;
}
