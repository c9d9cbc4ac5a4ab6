// Which of a plant's signals, or of a file's columns, a model's features are, and whether they are measured in its units.
import { nearestWord } from "#shared/base/nearest-word.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { FeatureScale } from "#shared/analyse/defect/card-scores.ts";
import { featureName, type ModelCard } from "#shared/model/model-card-schema.ts";
import { conversionBetween } from "#shared/model/units.ts";

/** A signal that could be judged. */
export interface ModelSignal {
  /** Id of a signal of the plant, or the name of a column. */
  readonly id: string;
  /** The source's own name of it. */
  readonly tag?: string;
  /** UCUM code; absent = nobody knows, as of a column of a file. */
  readonly unit?: string;
}

export interface BoundFeature extends FeatureScale {
  readonly signal: string;
  /** What the model was trained on, in the signal's own unit. */
  readonly range: readonly [low: number, high: number] | undefined;
}

/** The features in their order, each with its signal; every one that has none, or another unit, is a problem. */
export function bindFeatures(card: ModelCard, signals: readonly ModelSignal[]): Outcome<BoundFeature[]> {
  const byId = new Map(signals.map((signal) => [signal.id, signal]));
  const byTag = new Map(signals.map((signal) => [signal.tag ?? signal.id, signal]));
  const problems: Problem[] = [];
  const bound: BoundFeature[] = [];
  for (const feature of card.input.features) {
    const name = featureName(feature);
    const known = feature.signal === undefined ? byTag : byId;
    const signal = known.get(name);
    const refuse = (id: string, message: string, hint: string): void =>
      void problems.push({
        path: ["model.json", "input", "features", name],
        id,
        severity: "error",
        message,
        hint,
      });
    if (signal === undefined) {
      const near = nearestWord(name, known.keys());
      refuse(
        "unknown-signal",
        `There is no ${feature.signal === undefined ? "tag" : "signal"} "${name}" here.`,
        near === undefined
          ? "Name signals as the plant does, columns as the file does."
          : `Did you mean "${near}"?`,
      );
      continue;
    }
    const conversion =
      signal.unit === undefined || signal.unit === feature.unit
        ? { scale: 1, offset: 0 }
        : conversionBetween(signal.unit, feature.unit);
    if (conversion === undefined) {
      refuse(
        "other-unit",
        `The model takes "${name}" in ${feature.unit || "no unit"}; here it is measured in ${signal.unit || "no unit"}.`,
        "Give the unit that it was trained on as a UCUM code, of the same kind as the signal's.",
      );
      continue;
    }
    const scale = { ...conversion, mean: feature.mean, std: feature.std };
    const range = Object.hasOwn(card.operatingRange, name) ? card.operatingRange[name] : undefined;
    const ownUnit = (value: number): number => (value - scale.offset) / scale.scale;
    bound.push({
      signal: signal.id,
      ...scale,
      range: range === undefined ? undefined : [ownUnit(range[0]), ownUnit(range[1])],
    });
  }
  const twice = bound.find(({ signal }, index) => bound.findIndex((one) => one.signal === signal) !== index);
  if (twice !== undefined)
    problems.push({
      path: ["model.json", "input", "features", twice.signal],
      id: "double-feature",
      severity: "error",
      message: `Two features are the same signal "${twice.signal}".`,
      hint: "Remove one.",
    });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: bound, problems: [] };
}
