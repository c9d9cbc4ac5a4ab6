// What numbers of a person's own model mean: rows of signals as its input, its output as one score, and which signals made it so.
// Knows the model's card, and not how the model is run.
import type { ModelCard } from "../../model/model-card-schema.ts";

/** What a score has of one signal; values are in the signal's own unit. */
export interface ModelContribution {
  readonly signal: string;
  /** 0 to 1; over all signals 1, or 0 where no single signal makes the score what it is. */
  readonly share: number;
  readonly observed: number;
  /** What the model rebuilt, or what is usual here. */
  readonly expected: number;
}

/** Turns a value in the signal's unit into what the model takes: (value * scale + offset - mean) / std. */
export interface FeatureScale {
  readonly scale: number;
  readonly offset: number;
  readonly mean: number;
  readonly std: number;
}

/** Standard deviations beyond which all is equally far: a sensor that says 3e38 must not overflow a model's float32. */
const farthest = 1e6;

/** A value as the model takes it. */
export function toModel({ scale, offset, mean, std }: FeatureScale, value: number): number {
  return Math.max(-farthest, Math.min(farthest, (value * scale + offset - mean) / std));
}

/** The value in the signal's unit that the model takes as `z`. */
export function fromModel({ scale, offset, mean, std }: FeatureScale, z: number): number {
  return (z * std + mean - offset) / scale;
}

/** How many numbers the output must have. */
export function outputSize(card: ModelCard): number {
  switch (card.task) {
    case "anomaly-score":
      return 1;
    case "reconstruction":
      return card.window * card.input.features.length;
    case "classification":
      return card.output.classes?.length ?? 0;
    case "detection":
    case "segmentation":
      return 0;
  }
}

/**
 * One score, the higher the less normal: the anomaly score itself (turned where lower is worse), the mean squared residual of a
 * reconstruction in standard deviations, or 1 - the probability of the normal class. NaN when the output has no finite answer.
 */
export function scoreOfOutput(card: ModelCard, input: Float64Array, output: Float64Array): number {
  if (!output.every(Number.isFinite)) return NaN;
  switch (card.task) {
    case "anomaly-score":
      return (output[0] ?? NaN) * (card.output.meaning === "lower-is-worse" ? -1 : 1);
    case "reconstruction":
      return (
        input.reduce((sum, value, index) => sum + (value - (output[index] ?? NaN)) ** 2, 0) / input.length
      );
    case "classification": {
      const normal = (card.output.classes ?? []).indexOf(card.output.normal ?? "");
      if (card.output.meaning !== "logits") return 1 - (output[normal] ?? NaN);
      const largest = Math.max(...output);
      const weights = output.map((value) => Math.exp(value - largest));
      const others = weights.reduce((sum, value, index) => sum + (index === normal ? 0 : value), 0);
      return others / (others + (weights[normal] ?? 0));
    }
    case "detection":
    case "segmentation":
      return NaN;
  }
}

/** Squared residuals of a reconstruction by feature, over the window, as shares that add up to 1. */
export function residualShares(features: number, input: Float64Array, output: Float64Array): Float64Array {
  const sums = new Float64Array(features);
  input.forEach((value, index) => {
    const feature = index % features;
    sums[feature] = (sums[feature] ?? 0) + (value - (output[index] ?? 0)) ** 2;
  });
  return sharesOf(sums);
}

/** The input with one feature put to `usual` in all rows of the window: what the model would say were it as always. */
export function occluded(
  input: Float64Array,
  features: number,
  feature: number,
  usual: number,
): Float64Array {
  const changed = Float64Array.from(input);
  for (let index = feature; index < changed.length; index += features) changed[index] = usual;
  return changed;
}

/** Amounts as shares of their sum; amounts below 0 have none, and nothing has when nothing is above 0. */
export function sharesOf(amounts: Float64Array): Float64Array {
  const positive = amounts.map((amount) => Math.max(0, amount));
  const sum = positive.reduce((total, amount) => total + amount, 0);
  return positive.map((amount) => (sum > 0 ? amount / sum : 0));
}
