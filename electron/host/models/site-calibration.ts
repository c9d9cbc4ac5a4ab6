// What one model says of clean rows of one plant, kept beside it: without it the watch flags nothing by that model. Plain numbers and
// a hash; what is read is checked to the last length, and is of one model file and one plant only.
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Sha256 } from "#shared/analyse/defect/finding-id.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { squareOf } from "#shared/analyse/defect/mspc/symmetric.ts";
import type { ModelCard } from "#shared/model/model-card-schema.ts";
import { isFileError } from "../plant-dir.ts";
import type { ModelCalibration } from "./model-detector.ts";

/** Its name in the model's folder. */
export const siteCalibrationName = "calibrated.json";
/** Grows when what is written changes; other versions are refused. */
const calibrationVersion = 1;
/** More is refused before it is read. */
const mostBytes = 64 * 2 ** 20;

const finite = z.number();
const numbers = z.array(finite);

const contentSchema = z.strictObject({
  /** Id of the plant. */
  plant: z.string(),
  assetId: z.string(),
  /** Of model.onnx, and of what model.json says of its input and output. */
  modelSha256: z.string(),
  cardSha256: z.string(),
  /** In words. */
  trainedOn: z.string().max(500),
  isSimulated: z.boolean(),
  trainedFromMs: finite.optional(),
  trainedToMs: finite.optional(),
  /** False incidents of this model that are allowed in a shift of 8 h. */
  falsePerShift: z.number().positive(),
  /** Clean rows, and their judgements, ascending. */
  rows: z.int().min(1),
  scores: numbers.min(1).max(10_000_000),
  /** The largest score in each clean block of ten minutes, ascending. */
  blockMaxima: numbers,
  /** It must have run so much lately, by time scale, for a row to count. */
  leastDuty: numbers,
  /** Signals in the model's order: the middle clean value, and the two between which 99 of 100 lie. */
  signals: z
    .array(z.strictObject({ signal: z.string(), median: finite, low: finite, high: finite }))
    .min(1)
    .max(512),
  /** Places of the signals that vary, their centre and spread, and what they have in common: a lower triangle, row by row. */
  kept: z.array(z.int().min(0)),
  centre: numbers,
  spread: z.array(z.number().positive()),
  covariance: numbers,
});
export type SiteCalibration = z.infer<typeof contentSchema>;

const fileSchema = z.strictObject({
  schema: z.literal(calibrationVersion),
  kind: z.literal("gemba-model-calibration"),
  sha256: z.string(),
  content: contentSchema,
});

/** The hash of what a card says of how its model is asked: with another one, scores mean something else. */
export function cardHash({ task, input, window, stride, output }: ModelCard, sha256: Sha256): string {
  return sha256(JSON.stringify({ task, input, window, stride, output }));
}

/** Writes it into the model's folder; answers its hash. Throws what the file system throws. */
export async function keepCalibration(
  folder: string,
  content: SiteCalibration,
  sha256: Sha256,
): Promise<string> {
  const file: z.input<typeof fileSchema> = {
    schema: calibrationVersion,
    kind: "gemba-model-calibration",
    sha256: sha256(JSON.stringify(content)),
    content,
  };
  await writeFile(join(folder, siteCalibrationName), `${JSON.stringify(file)}\n`);
  return file.sha256;
}

/** What is kept in the model's folder; undefined when there is none. */
export async function keptCalibration(
  folder: string,
  sha256: Sha256,
): Promise<Outcome<SiteCalibration | undefined>> {
  const path = join(folder, siteCalibrationName);
  const refuse = (why: string): Outcome<never> => ({
    ok: false,
    problems: [
      {
        path: [siteCalibrationName],
        id: "bad-calibration",
        severity: "error",
        message: `${path} ${why}.`,
        hint: "Calibrate the model anew on clean shifts with gemba baseline --model; until then it flags nothing.",
        file: path,
      },
    ],
  });
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > mostBytes) return refuse(`is larger than ${mostBytes / 2 ** 20} MiB`);
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (!isFileError(cause)) throw cause;
    return cause.code === "ENOENT"
      ? { ok: true, value: undefined, problems: [] }
      : refuse(`cannot be read: ${cause.message}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refuse(`is no JSON: ${cause.message}`);
  }
  const read = fileSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return refuse(
      `is no calibration of this version: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
    );
  }
  // Of what stands in the file, in its order of keys, not of what the schema made of it.
  const told = (json as { content: unknown }).content;
  if (sha256(JSON.stringify(told)) !== read.data.sha256)
    return refuse("was changed since it was made: its hash does not fit");
  return isWhole(read.data.content)
    ? { ok: true, value: read.data.content, problems: [] }
    : refuse("is damaged: numbers are missing");
}

function isWhole({ signals, kept, centre, spread, covariance }: SiteCalibration): boolean {
  const size = kept.length;
  return (
    centre.length === size &&
    spread.length === size &&
    covariance.length === (size * (size + 1)) / 2 &&
    kept.every((place, index) => place < signals.length && place > (kept[index - 1] ?? -1))
  );
}

/** What a model judges by, of the numbers that were kept. */
export function calibrationOf(content: SiteCalibration): ModelCalibration {
  const { signals, kept, centre, spread, scores } = content;
  const isKept = new Set(kept);
  return {
    scores: Float64Array.from(scores),
    clean: {
      medians: Float64Array.from(signals, ({ median }) => median),
      standard: {
        columns: kept.map((place) => signals[place]?.signal ?? ""),
        kept,
        constant: signals.filter((_, place) => !isKept.has(place)).map(({ signal }) => signal),
        centre: Float64Array.from(centre),
        spread: Float64Array.from(spread),
      },
      covariance: squareOf(content.covariance, kept.length),
    },
  };
}
