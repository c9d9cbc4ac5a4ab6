// What kind of flaw a blob is, learnt from blobs that people named: one model of boosted trees a class, the surest class wins.
import { type DefectModel, learn, probabilitiesFor } from "../learner.ts";
import type { PartTable } from "../part-table.ts";
import { blobFeatureNames } from "./blob-features.ts";

/** A model for each class, by its name. Whether there is a flaw is for the difference to say; these say which. */
export interface BlobClasses {
  readonly classes: readonly string[];
  readonly models: readonly DefectModel[];
}

/** A blob's features (`blobFeatures`) and what it was named. */
export interface NamedBlob {
  readonly features: readonly number[];
  readonly name: string;
}

/** Learns from named blobs. A class with fewer than two examples cannot be learnt and is left out. */
export function learnBlobClasses(examples: readonly NamedBlob[], seed: number): BlobClasses {
  const counts = new Map<string, number>();
  for (const { name } of examples) counts.set(name, (counts.get(name) ?? 0) + 1);
  const classes = [...counts].flatMap(([name, count]) => (count < 2 ? [] : [name])).sort();
  const table = tableOf(examples.map(({ features }) => features));
  const rows = Int32Array.from(examples, (_, row) => row);
  const models = classes.map((name, index) =>
    learn(
      table,
      Uint8Array.from(examples, (example) => (example.name === name ? 1 : 0)),
      rows,
      {
        order: "none",
        seed: seed + index * 1000,
      },
    ),
  );
  return { classes, models };
}

/** Probability of each class for each blob, in the order of `classes`; they add up to 1. */
export function classProbabilities(
  { models }: BlobClasses,
  features: readonly (readonly number[])[],
): number[][] {
  const table = tableOf(features);
  const rows = Int32Array.from(features, (_, row) => row);
  const byClass = models.map((model) => probabilitiesFor(model, table, rows));
  return features.map((_, row) => {
    const told = byClass.map((probabilities) => probabilities[row]!);
    // Each model answers for itself.
    const sum = told.reduce((total, probability) => total + probability, 0);
    return told.map((probability) => probability / Math.max(sum, 1e-12));
  });
}

function tableOf(features: readonly (readonly number[])[]): PartTable {
  return {
    rows: features.length,
    columns: blobFeatureNames.map((name, column) => ({
      kind: "number",
      name,
      values: Float64Array.from(features, (row) => row[column]!),
    })),
  };
}
