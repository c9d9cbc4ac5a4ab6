// A model as JSON and back. What is read is checked to the last index, so that a damaged file is refused and never walked in circles.
import { z } from "zod";
import type { Outcome } from "#shared/base/problem.ts";
import type { DefectModel } from "../learner.ts";

/** Grows when what is written changes; other versions are refused. */
export const modelVersion = 1;

const index = z.int().min(0);
const finite = z.array(z.number());
const feature = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("number"), column: index }),
  z.object({ kind: z.literal("word"), column: index, level: z.string() }),
  z.object({ kind: z.literal("difference"), column: index, other: index }),
  z.object({ kind: z.literal("product"), column: index, other: index }),
]);
const savedModel = z.object({
  schema: z.literal(modelVersion),
  kind: z.literal("defect-trees"),
  features: z.array(feature),
  calibration: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("sigmoid"), slope: z.number(), intercept: z.number() }),
    z.object({ kind: z.literal("steps"), margin: finite.min(1), p: finite.min(1) }),
  ]),
  trees: z.object({
    baseMargin: z.number(),
    roots: z.array(index),
    feature: z.array(z.int().min(-1)),
    /** null = no upper end: every value goes left. */
    threshold: z.array(z.number().nullable()),
    left: z.array(z.int().min(-1)),
    right: z.array(z.int().min(-1)),
    missingLeft: z.array(z.literal([0, 1])),
    value: finite,
    cover: z.array(z.number().positive()),
  }),
});

/** The model as text; equal models give equal text. */
export function savedText({ features, trees, calibration }: DefectModel): string {
  const saved: z.input<typeof savedModel> = {
    schema: modelVersion,
    kind: "defect-trees",
    features: [...features],
    calibration:
      calibration.kind === "sigmoid"
        ? calibration
        : { kind: "steps", margin: [...calibration.margin], p: [...calibration.p] },
    trees: {
      baseMargin: trees.baseMargin,
      roots: [...trees.roots],
      feature: [...trees.feature],
      threshold: Array.from(trees.threshold, (value) => (value === Infinity ? null : value)),
      left: [...trees.left],
      right: [...trees.right],
      missingLeft: Array.from(trees.missingLeft, (flag) => (flag === 1 ? 1 : 0)),
      value: [...trees.value],
      cover: [...trees.cover],
    },
  };
  return JSON.stringify(saved);
}

/** The model a text holds; a Problem when it is none, is damaged, or is of another version. */
export function modelOfText(text: string, file: string): Outcome<DefectModel> {
  const refuse = (message: string): Outcome<DefectModel> => ({
    ok: false,
    problems: [
      {
        path: [file],
        id: "bad-model",
        severity: "error",
        message,
        hint: `Learn the model anew; this version reads models of schema ${modelVersion}.`,
        file,
      },
    ],
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refuse(`${file} is no JSON: ${cause.message}.`);
  }
  const read = savedModel.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return refuse(`${file} is no model of ours: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}.`);
  }
  const { features, calibration, trees } = read.data;
  const nodes = trees.feature.length;
  const columns = [trees.threshold, trees.left, trees.right, trees.missingLeft, trees.value, trees.cover];
  const isWhole =
    columns.every(({ length }) => length === nodes) &&
    trees.roots.every((root) => root < nodes) &&
    // Children come after their parent, so that no walk goes on for ever.
    trees.feature.every(
      (split, node) =>
        split < 0 ||
        (split < features.length &&
          [trees.left[node]!, trees.right[node]!].every((child) => child > node && child < nodes)),
    ) &&
    (calibration.kind === "sigmoid" || calibration.margin.length === calibration.p.length);
  if (!isWhole) return refuse(`${file} is damaged: its trees point outside of themselves.`);
  return {
    ok: true,
    problems: [],
    value: {
      features,
      calibration,
      trees: {
        baseMargin: trees.baseMargin,
        roots: Int32Array.from(trees.roots),
        feature: Int32Array.from(trees.feature),
        threshold: Float64Array.from(trees.threshold, (value) => value ?? Infinity),
        left: Int32Array.from(trees.left),
        right: Int32Array.from(trees.right),
        missingLeft: Uint8Array.from(trees.missingLeft),
        value: Float64Array.from(trees.value),
        cover: Float64Array.from(trees.cover),
      },
    },
  };
}
