// What was learnt of a plant's clean shifts, as text and back. Plain numbers only: what they mean is in asset-model.ts. What is read
// is checked to the last length, so that a damaged or foreign file is refused and never judges anything.
import { z } from "zod";
import type { Outcome } from "#shared/base/problem.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { Sha256 } from "../finding-id.ts";
import { cleanRatesSchema } from "../quality/clean-rates-schema.ts";
import { inputsOfOperation } from "./operation.ts";

/** Grows when what is written changes; other versions are refused. */
export const learntVersion = 1;
/** Statistics of a row, each with its tail. */
const statistics = 4;
/** Longest text that is read: a plant of 1,000 stations stays below. */
const mostCharacters = 32 * 1024 * 1024;

const count = z.int().min(0).max(1e9);
const finite = z.number();
const positive = z.number().positive();

const columnSchema = z.strictObject({
  /** Id of the signal. */
  signal: z.string(),
  /** Mean and deviation of what its operation does not explain, in the signal's unit. */
  centre: finite,
  spread: positive,
  /** 99 of 100 clean rows are between them. */
  low: finite,
  high: finite,
  /** Of 1, each duty, each variant but the first. */
  weights: z.array(finite),
  followsVariant: z.boolean(),
  usualCount: positive,
});

const assetSchema = z.strictObject({
  assetId: z.string(),
  columns: z.array(columnSchema).min(2).max(1000),
  /** It must have run so much lately, by time scale, for a row to count. */
  leastDuty: z.array(finite),
  /** Clean rows that it was fitted on. */
  rows: count,
  components: count,
  /** Lower triangles, row by row. */
  covariance: z.array(finite),
  mewma: z.array(finite),
  tails: z.array(
    z.strictObject({ meanLog: finite, deviationLog: positive, degrees: positive, looks: positive }),
  ),
  /** Scores of clean rows that it was not fitted on: how many, and the largest of them, largest first. */
  scores: count,
  worst: z.array(finite),
  drift: z.strictObject({ meanScore: finite, slack: finite, threshold: positive }),
  /** Signals that have too few values for rows of a minute. */
  seldom: z.array(z.string()),
});
export type LearntAsset = z.infer<typeof assetSchema>;

/** What clean results of a characteristic are, of one variant where that is known. */
const characteristicSchema = z.strictObject({
  assetId: z.string(),
  name: z.string(),
  variant: z.string().optional(),
  centre: finite,
  spread: positive,
  results: count,
});
export type LearntCharacteristic = z.infer<typeof characteristicSchema>;

const contentSchema = z.strictObject({
  /** Id of the plant. */
  plant: z.string(),
  /** In words. */
  trainedOn: z.string().max(500),
  isSimulated: z.boolean(),
  trainedFromMs: finite.optional(),
  trainedToMs: finite.optional(),
  /** False incidents of the whole line that are allowed in a shift of 8 h. */
  falsePerShift: positive,
  /** Variants in the order of the weights. */
  variants: z.array(z.string()).max(1000),
  assets: z.array(assetSchema).max(10_000),
  /** Why there is nothing learnt of an asset. */
  notLearnt: z.array(z.strictObject({ assetId: z.string(), why: z.string() })),
  characteristics: z.array(characteristicSchema),
  /** The largest score of the whole line in each clean block of ten minutes, ascending. */
  lineMaxima: z.array(finite),
  /** How often parts are bad when all is as usual. */
  quality: cleanRatesSchema.optional(),
  /** A person's word, where one was given: always where there was a baseline before. */
  agreed: z
    .strictObject({
      by: z.string().max(200),
      because: z.string().max(1000),
      /** Wall time. */
      atMs: finite,
      /** Assets that are as they should be now, whatever the baseline before says. */
      accepted: z.array(z.string()),
      /** Hash of the baseline before. */
      before: z.string().optional(),
    })
    .optional(),
});
export type LearntContent = z.infer<typeof contentSchema>;

const fileSchema = z.strictObject({
  schema: z.literal(learntVersion),
  kind: z.literal("gemba-defect-watch"),
  sha256: z.string(),
  content: contentSchema,
});

/** What was learnt, with the hash that every flag carries. */
export interface Learnt extends LearntContent {
  readonly sha256: string;
}

/** Gives content its hash. */
export function learntOf(content: LearntContent, sha256: Sha256): Learnt {
  return { ...content, sha256: sha256(JSON.stringify(content)) };
}

/** The file's text; equal content gives equal text. */
export function learntText({ sha256, ...content }: Learnt): string {
  const file: z.input<typeof fileSchema> = {
    schema: learntVersion,
    kind: "gemba-defect-watch",
    sha256,
    content,
  };
  return `${JSON.stringify(file)}\n`;
}

/** What a text holds for a plant; a Problem when it is none, was changed, is of another version or of another plant. */
export function learntOfText(text: string, file: string, plant: Plant, sha256: Sha256): Outcome<Learnt> {
  const refuse = (id: string, message: string): Outcome<never> => ({
    ok: false,
    problems: [
      {
        path: [file],
        id,
        severity: "error",
        message,
        hint: "Learn it anew from clean shifts of this plant with gemba baseline; until then nothing is flagged.",
        file,
      },
    ],
  });
  if (text.length > mostCharacters)
    return refuse("file-too-large", `${file} is larger than ${mostCharacters / 1024 / 1024} MiB.`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refuse("bad-learnt", `${file} is no JSON: it is another file, or damaged.`);
  }
  const read = fileSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return refuse(
      "bad-learnt",
      `${file} is nothing learnt by this version: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}.`,
    );
  }
  const { content } = read.data;
  // Of what stands in the file, in its order of keys, not of what the schema made of it.
  const told = (json as { content: unknown }).content;
  if (sha256(JSON.stringify(told)) !== read.data.sha256)
    return refuse("bad-learnt", `${file} was changed since it was learnt: its hash does not fit.`);
  if (content.plant !== plant.file.id)
    return refuse("other-plant", `${file} was learnt of the plant "${content.plant}", not of this one.`);
  const unknown = content.assets
    .flatMap(({ assetId, columns }) => columns.map(({ signal }) => ({ assetId, signal })))
    .find(({ assetId, signal }) => !plant.signalRowById.has(signal) || !signal.startsWith(`${assetId}/`));
  if (unknown !== undefined)
    return refuse(
      "other-plant",
      `${file} was learnt with the signal ${unknown.signal} of ${unknown.assetId}, which the plant has not.`,
    );
  const odd = content.assets.find((asset) => !isWhole(asset, content.variants.length));
  if (odd !== undefined)
    return refuse("bad-learnt", `${file} is damaged: numbers of ${odd.assetId} are missing.`);
  return { ok: true, problems: [], value: { ...content, sha256: read.data.sha256 } };
}

function isWhole(
  { columns, covariance, mewma, components, tails, worst, scores }: LearntAsset,
  variants: number,
): boolean {
  const size = columns.length;
  const triangle = (size * (size + 1)) / 2;
  const weights = columns[0]?.weights.length ?? 0;
  return (
    covariance.length === triangle &&
    mewma.length === triangle &&
    components >= 1 &&
    components <= size &&
    tails.length === statistics &&
    worst.length <= scores &&
    weights === inputsOfOperation(variants) &&
    columns.every((column) => column.weights.length === weights && column.low <= column.high)
  );
}
